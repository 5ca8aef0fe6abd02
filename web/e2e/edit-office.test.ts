import type { Page } from 'playwright-core'
import { test } from 'tap'
import type { RevisionList } from '../../server/contract/editing.ts'
import type { ProposalView } from '../../server/contract/proposals.ts'
import { officePage, written } from '../../server/testing/office-page.ts'
import { startOfficeServer } from '../../server/testing/office-server.ts'
import { protectedWord, word, wordsOf } from '../../server/testing/word-says.ts'
import { type Stage, attach, healthy, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { storedFile } from './edited-file.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

/** A case with a Word file; with `submitted` it waits for 行啓 (係長). */
async function caseWith(stage: Stage, submitted: boolean): Promise<string> {
  const id = await stage.scene.draft({})
  await attach(stage, id, [['伺い.docx', word('はじめの文です。')]])
  if (submitted) await stage.scene.act(staff.drafter, id, { type: 'submit' })
  await pagesReady(stage, id)
  return id
}

const frameOf = (page: Page) => page.frameLocator('[data-office-place] iframe')

test(
  'オフィスサーバーで編集: a file changed in a frame where it is read',
  { timeout: 600_000 },
  async (t) => {
    const server = await startOfficeServer(t, { page: officePage })
    const stage = await openStage(t, { KESSAI_OFFICE_SERVER: server.origin })
    const { url, come, walk, nothingWentWrong } = stage

    await walk('on the way: weighed, opened, saved by closing, and the reader follows', async (t) => {
      const id = await caseWith(stage, true)
      const reader = await come(staff.drafter)
      await open(reader.page, url, id)
      await reader.page.locator('[data-desk]').evaluate((desk) => desk.scrollTo(0, desk.scrollHeight))
      const { page, leave } = await come(staff.groupChief)
      await open(page, url, id)
      await page.locator('[data-edit-on-office-server]').click()
      const panel = page.locator('[data-save-panel]')
      await panel.getByText('軽微な変更', { exact: true }).click()
      await panel.locator('textarea[name=reason]').fill('文を直しました。')
      await healthy(t, page, 'before it is opened')
      await takePicture(page, 'edit-office-before')
      await panel.locator('[data-confirm-save]').click()
      const office = frameOf(page)
      await office.locator('#heard').getByText('Host_PostmessageReady').first().waitFor()
      t.equal(await office.locator('#user').textContent(), '企画係長 行啓 武')
      await reader.page.locator('[data-being-edited]').getByText('行啓 武さんが編集中').waitFor()
      // What another window says in the words of the office server closes nothing.
      await page.evaluate(() => postMessage(JSON.stringify({ MessageId: 'UI_Close' }), '*'))
      await office.getByRole('button', { name: '書く' }).click()
      await page.locator('[data-office-state=changed]').waitFor()
      await healthy(t, page, 'the office server in its frame')
      await takePicture(page, 'edit-office')
      await page.locator('[data-close-office]').click()
      await page.locator('[data-office-place]').waitFor({ state: 'detached' })
      t.equal(wordsOf(await storedFile(stage, id)), written)
      await reader.page
        .locator('.reader-desk')
        .getByText('オフィスサーバーで直しました')
        .first()
        .waitFor({ state: 'attached' })
      await takePicture(reader.page, 'edit-office-reader')
      const drafter = await stage.scene.as(staff.drafter)
      const { body } = await drafter.get<ProposalView>(`/v1/proposals/${id}`)
      const revisions = await drafter.get<RevisionList>(
        `/v1/attachments/${body.attachments[0]?.id ?? ''}/revisions`,
      )
      t.match(revisions.body.revisions[0], {
        number: 2,
        how: 'wopi',
        name: '行啓 武',
        reason: '文を直しました。',
      })

      // The office server has said nothing of an end: whoever comes now joins, or ends it knowingly.
      await page.locator('[data-edit-on-office-server]').click()
      await panel.getByText('軽微な変更', { exact: true }).click()
      await panel.locator('textarea[name=reason]').fill('続きを直します。')
      await panel.locator('[data-confirm-save]').click()
      await page.locator('[data-open-anew]').waitFor()
      await healthy(t, page, 'an editing that is joined')
      await takePicture(page, 'edit-office-joined')
      await page.locator('[data-open-anew]').click()
      await page.locator('[data-open-anew]').waitFor({ state: 'detached' })
      await office.getByRole('button', { name: '閉じる' }).click()
      await page.locator('[data-office-place]').waitFor({ state: 'detached' })
      await leave()
      await reader.leave()
    })

    await walk('a draft on a phone: opened at once, saved there, closed there', async (t) => {
      const id = await caseWith(stage, false)
      const { page, leave } = await come(staff.drafter, phone)
      await open(page, url, id)
      await page.locator('[data-edit-on-office-server]').click()
      const office = frameOf(page)
      await office.getByRole('button', { name: '書く' }).click()
      await page.locator('[data-office-state=changed]').waitFor({ state: 'attached' })
      await office.getByRole('button', { name: '保存' }).click()
      await page.locator('[data-office-state=open]').waitFor({ state: 'attached' })
      await healthy(t, page, 'the office server on a phone')
      await takePicture(page, 'edit-office-phone')
      await office.getByRole('button', { name: '閉じる' }).click()
      await page.locator('[data-office-place]').waitFor({ state: 'detached' })
      t.equal(wordsOf(await storedFile(stage, id)), written)
      await page
        .locator('.reader-desk')
        .getByText('オフィスサーバーで直しました')
        .first()
        .waitFor({ state: 'attached' })
      await leave()
    })

    await walk('a file that is not edited here leads there', async (t) => {
      const id = await stage.scene.draft({})
      await attach(stage, id, [['伺い.docx', protectedWord()]])
      await pagesReady(stage, id)
      const { page, leave } = await come(staff.drafter)
      await open(page, url, id)
      await page.locator('[data-edit-file]').click()
      await page.locator('[data-to-office-server]').waitFor()
      await healthy(t, page, 'a file that is not edited here')
      await takePicture(page, 'edit-office-instead')
      await page.locator('[data-to-office-server]').click()
      await frameOf(page).locator('#heard').getByText('Host_PostmessageReady').first().waitFor()
      await frameOf(page).getByRole('button', { name: '閉じる' }).click()
      await page.locator('[data-office-place]').waitFor({ state: 'detached' })
      await leave()
    })

    await nothingWentWrong(new RegExp(`^foreign request: ${server.origin}/|^422: /v1/revisions/.*/editable$`))
  },
)
