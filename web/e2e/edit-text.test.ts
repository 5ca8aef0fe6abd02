import { randomUUID } from 'node:crypto'
import iconv from 'iconv-lite'
import type { Page } from 'playwright-core'
import { test } from 'tap'
import { type Stage, attach, done, healthy, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { openEditor, storedFile } from './edited-file.ts'
import { compose } from './input-method.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

const name = '積算.txt'
const editor = '[data-text-editor] .cm-content'
const text = ['積算の根拠', '一　宿泊　800円', '二　交通　500円', ''].join('\r\n')

/** A case with a text file in Shift_JIS; with `submitted` it waits for 行啓 (係長). */
async function caseWithText(stage: Stage, submitted: boolean): Promise<string> {
  const id = await stage.scene.draft({})
  await attach(stage, id, [[name, iconv.encode(text, 'cp932')]])
  if (submitted) await stage.scene.act(staff.drafter, id, { type: 'submit' })
  await pagesReady(stage, id)
  return id
}

/** Puts the caret at the end of a line, from 1. */
async function toLine(page: Page, line: number): Promise<void> {
  await page
    .locator('[data-text-editor] .cm-line')
    .nth(line - 1)
    .click()
  await page.keyboard.press('End')
}

async function stored(stage: Stage, id: string): Promise<string> {
  return iconv.decode(await storedFile(stage, id), 'cp932')
}

/** The words of the first page, as the reader has them. */
async function pageSays(page: Page, words: RegExp): Promise<void> {
  await page.locator('.reader-desk').getByText(words).first().waitFor({ state: 'attached' })
}

test('直接編集: a text file changed where it is read', { timeout: 600_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, come, walk, nothingWentWrong } = stage

  await walk('on the way: written by an input method, weighed, saved, and on the page again', async (t) => {
    const id = await caseWithText(stage, true)
    const reader = await come(staff.drafter)
    await open(reader.page, url, id)
    await reader.page.locator('[data-desk]').evaluate((desk) => desk.scrollTo(0, desk.scrollHeight))
    await pageSays(reader.page, /積算の根拠/)
    const { page, leave } = await come(staff.groupChief)
    await openEditor(page, url, id, editor)
    await reader.page.locator('[data-being-edited]').getByText('行啓 武さんが編集中').waitFor()
    t.match(await page.locator('[data-text-editor]').locator('..').textContent(), /Shift_JIS・改行 CRLF/)
    t.ok(await page.locator('[data-save-edit]').isDisabled(), 'nothing to save yet')
    await toLine(page, 2)
    await compose(page, ['ｚ', 'ぜ', 'ぜいこ', '税込'])
    await page.keyboard.press('Enter')
    await compose(page, ['ｋ', 'かい', '会議費'])
    await page.locator('[data-misfits]').waitFor({ state: 'detached' })
    await compose(page, ['𠮷'])
    await page.locator('[data-misfits]').getByText('𠮷').waitFor()
    await page.keyboard.press('Backspace')
    await page.locator('[data-misfits]').waitFor({ state: 'detached' })
    await healthy(t, page, 'the text editor')
    await takePicture(page, 'edit-text')
    await page.keyboard.press('Control+s')
    const panel = page.locator('[data-save-panel]')
    await panel.locator('[data-confirm-save]').click()
    t.match(
      await panel.textContent(),
      /軽微な変更か、重要な変更かを選んでください.*直した理由を書いてください/s,
    )
    await panel.getByText('軽微な変更', { exact: true }).click()
    await panel.locator('textarea[name=reason]').fill('税込であることと会議費を加えました。')
    await healthy(t, page, 'the weight of an edit')
    await takePicture(page, 'edit-weight')
    await panel.locator('[data-confirm-save]').click()
    await done(page, 'revise')
    await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
    await page.locator('[data-revision="2"]').waitFor()
    t.equal(await stored(stage, id), text.replace('800円', '800円税込\r\n会議費'))
    await pageSays(page, /800円税込/)
    await pageSays(reader.page, /800円税込/)
    await reader.page.locator('[data-being-edited]').waitFor({ state: 'detached' })
    await reader.leave()
    await takePicture(page, 'edit-saved')
    t.match(await page.locator('[data-event=revised]').textContent(), /軽微な変更をしました（積算\.txt）/)

    await t.test('its revisions are listed, and an earlier one becomes the newest again', async (t) => {
      await page.locator('[data-revision="2"]').click()
      const list = page.locator('[data-revision-panel]')
      await list.locator('[data-revision-row="1"]').waitFor()
      const second = await list.locator('[data-revision-row="2"]').textContent()
      t.match(second, /行啓 武.*画面で編集（第1版から）.*税込であることと会議費を加えました。/s)
      await healthy(t, page, 'the list of revisions')
      await takePicture(page, 'edit-revisions')
      await list.locator('[data-restore="1"]').click()
      await list.getByText('重要な変更', { exact: true }).click()
      await list.locator('textarea[name=reason]').fill('加えるのは次の案にします。')
      await list.locator('[data-confirm-save]').click()
      await list.locator('[data-revision-row="3"]').waitFor()
      t.match(await list.locator('[data-revision-row="3"]').textContent(), /前の版に戻した（第1版から）/)
      t.equal(await stored(stage, id), text)
    })
    await leave()
  })

  await walk(
    'in two windows: who edits is shown, taken over, and a late save overwrites nothing',
    async (t) => {
      const id = await caseWithText(stage, false)
      const first = await come(staff.drafter)
      await openEditor(first.page, url, id, editor)
      await toLine(first.page, 1)
      await compose(first.page, ['（一）'])
      const second = await come(staff.drafter)
      await open(second.page, url, id)
      await second.page.locator('[data-being-edited]').getByText('別の画面で編集中').waitFor()
      await second.page.locator('[data-edit-file]').click()
      const held = second.page.locator('[data-held-elsewhere]')
      t.match(await held.textContent(), /あなたが別の画面で編集しています.*控え/s)
      await healthy(t, second.page, 'a file somebody edits')
      await takePicture(second.page, 'edit-held')
      await held.locator('[data-take-over]').click()
      // This browser keeps nothing of the other window: two people, or two computers.
      await second.page.locator('[data-text-editor] .cm-content').waitFor()
      const lost = first.page.locator('[data-lease-lost]')
      await lost.waitFor()
      // What was written here stays in sight when it cannot be taken back.
      await first.page.route('**/lease', (route) => route.abort(), { times: 1 })
      await lost.getByRole('button', { name: 'もう一度引き継ぐ' }).click()
      await lost.getByText('サーバーにつながりません').waitFor()
      await first.page.locator('[data-text-editor]').getByText('根拠（一）').waitFor()
      await toLine(second.page, 3)
      await compose(second.page, ['（二）'])
      await second.page.keyboard.press('Control+s')
      await second.page.locator('[data-edit-place]').waitFor({ state: 'detached' })
      t.equal(await stored(stage, id), text.replace('500円', '500円（二）'))

      await first.page.locator('[data-save-edit]').click()
      const conflict = first.page.locator('[data-conflict]')
      await conflict.waitFor()
      const saves: string[] = []
      first.page.on('request', (it) => it.url().includes('/edits?') && saves.push(it.url()))
      // What is kept as a 控え waits for its choice, and does not become a second one.
      await first.page.keyboard.press('Control+s')
      t.match(await conflict.textContent(), /先に変えました.*控え.*先に保存した人：企画係主任 幌平 美咲/s)
      await healthy(t, first.page, 'a conflict')
      await takePicture(first.page, 'edit-conflict')
      t.equal(await stored(stage, id), text.replace('500円', '500円（二）'), 'the other save stands')
      await conflict.locator('[data-merge]').click()
      await first.page.locator('.cm-changedLine').first().waitFor()
      await healthy(t, first.page, 'two contents laid over each other')
      await takePicture(first.page, 'edit-merge')
      // What each of them wrote is in it: the other one's line, and the one written here.
      await first.page.keyboard.press('Control+s')
      await first.page.locator('[data-edit-place]').waitFor({ state: 'detached' })
      t.equal(saves.length, 1, 'what was merged')
      t.equal(await stored(stage, id), text.replace('根拠', '根拠（一）').replace('500円', '500円（二）'))
      await first.leave()
      await second.leave()
    },
  )

  await walk('after a crash the edit is offered again', async (t) => {
    const id = await caseWithText(stage, false)
    const { page, leave } = await come(staff.drafter)
    await openEditor(page, url, id, editor)
    await toLine(page, 1)
    await compose(page, ['（案）'])
    await page.getByText('保存前の編集はこのブラウザーに残ります').waitFor()
    await page.waitForTimeout(600)
    // The page is gone, and it goes on from where the draft is written.
    await page.goto(`${url}/compose/${id}`)
    await page.getByRole('button', { name: `${name} の操作` }).click()
    await page.getByRole('menuitem', { name: '編集' }).click()
    await page.locator('[data-left]').waitFor()
    await healthy(t, page, 'what was left')
    await takePicture(page, 'edit-left')
    await page.locator('[data-go-on]').click()
    await page.locator('[data-text-editor]').getByText('積算の根拠（案）').waitFor()
    await page.locator('[data-save-edit]').click()
    await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
    t.equal(await stored(stage, id), text.replace('根拠', '根拠（案）'))
    await page.locator('[data-revision="2"]').waitFor()
    t.equal(await page.locator('[data-changed]').count(), 0, 'one’s own save is no news')
    await page.locator('[data-edit-file]').click()
    await page.locator('[data-text-editor] .cm-content').waitFor()
    await page.locator('[data-close-edit]').click()
    // An address of a file that was taken out since.
    await page.goto(`${url}/proposals/${id}?edit=${randomUUID()}`)
    await page.locator('[data-more-acts]').waitFor()
    await leave()
  })

  await walk('on a phone', async (t) => {
    const id = await caseWithText(stage, false)
    const { page, leave } = await come(staff.drafter, phone)
    await open(page, url, id)
    await page.locator('[data-edit-file]').tap()
    await page.locator('[data-text-editor] .cm-content').tap()
    await compose(page, ['至急'])
    await healthy(t, page, 'the text editor on a phone')
    await takePicture(page, 'edit-text-phone')
    await page.locator('[data-save-edit]').tap()
    await page.locator('[data-edit-place]').waitFor({ state: 'detached' })
    t.match(await stored(stage, id), '至急')
    await leave()
  })

  await nothingWentWrong(/409/)
})
