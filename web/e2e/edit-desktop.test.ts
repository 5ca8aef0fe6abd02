import { test } from 'tap'
import { bodyOf, makeWordFile } from '../../server/testing/word-files.ts'
import { type Stage, attach, healthy, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { storedFile } from './edited-file.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

const name = '委託契約書.docx'
const written = (words: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(makeWordFile({ body: `${bodyOf('plain')}<w:p><w:r><w:t>${words}</w:t></w:r></w:p>` }))

async function caseWithWord(stage: Stage, submitted: boolean): Promise<string> {
  const id = await stage.scene.draft({})
  await attach(stage, id, [[name, written('第1版')]])
  if (submitted) {
    await stage.scene.act(staff.drafter, id, { type: 'submit' })
    await stage.scene.act(staff.groupChief, id, { type: 'approve' })
  }
  await pagesReady(stage, id)
  return id
}

/** What a program on the desktop does with an address: lock, save, unlock. */
async function desktop(url: string) {
  const lockinfo =
    '<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>'
  const locked = await fetch(url, { method: 'LOCK', body: lockinfo })
  const token = locked.headers.get('lock-token') ?? ''
  const ask = async (method: string, headers: Record<string, string>, body?: Uint8Array<ArrayBuffer>) =>
    (await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) })).status
  return {
    save: (words: string) => ask('PUT', { if: `(${token})` }, written(words)),
    close: () => ask('UNLOCK', { 'lock-token': token }),
  }
}

test('デスクトップで開く: a file opened by its address and saved there', { timeout: 600_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, come, walk, nothingWentWrong } = stage

  await walk('a draft: the address is there at once, and the pages follow what is saved', async (t) => {
    const id = await caseWithWord(stage, false)
    const { page, leave } = await come(staff.drafter)
    await open(page, url, id)
    await page.locator('[data-edit-on-desktop]').click()
    const place = page.locator('[data-desktop-place]')
    const address = await place.locator('[data-desktop-address]').inputValue()
    t.ok(address.startsWith(`${url}/dav/`), address)
    const link = place.locator('[data-open-on-desktop]')
    t.equal(await link.textContent(), 'Wordで開く')
    t.equal(await link.getAttribute('href'), `ms-word:ofe|u|${address}`)
    const free = await place.locator('[data-open-in-libreoffice]').getAttribute('href')
    t.equal(free, `vnd.libreoffice.command:ofe|u|${address}`)
    await place.locator('[data-on-desktop=closed]').waitFor()
    await healthy(t, page, 'the address of a file')
    await takePicture(page, 'edit-desktop')
    const word = await desktop(address)
    await place.locator('[data-on-desktop=open]').getByText('幌平 美咲さんがデスクトップで編集中').waitFor()
    t.equal(await page.locator('[data-being-edited]').textContent(), 'デスクトップで編集中')
    t.equal(await word.save('改めた条文'), 204)
    await page.locator('[data-revision="2"]').waitFor()
    await page.locator('.reader-desk').getByText('改めた条文').first().waitFor({ state: 'attached' })
    await takePicture(page, 'edit-desktop-saved')
    t.same(await storedFile(stage, id), Buffer.from(written('改めた条文')))
    await word.close()
    await place.locator('[data-on-desktop=closed]').waitFor()
    await place.locator('[data-end-pass]').click()
    await place.waitFor({ state: 'detached' })
    t.equal((await fetch(address)).status, 404, 'ended')
    await page.locator('[data-revision="2"]').click()
    const row = page.locator('[data-revision-row="2"]')
    await row.getByText('パソコンのアプリで編集（WebDAV）').waitFor()
    await leave()
  })

  await walk(
    'on the way: weighed with those concerned before; from the editor of the page, too',
    async (t) => {
      const id = await caseWithWord(stage, true)
      const reader = await come(staff.drafter)
      await open(reader.page, url, id)
      t.equal(await reader.page.locator('[data-edit-on-desktop]').count(), 0, 'not the drafter now')
      const { page, leave } = await come(staff.sectionChief)
      await open(page, url, id)
      await page.locator('[data-edit-file]').click()
      await page.locator('[data-edit-place] [data-to-desktop]').click()
      const panel = page.locator('[data-desktop-place] [data-save-panel]')
      await panel.locator('[data-confirm-save]').click()
      t.match(await panel.textContent(), /軽微な変更か、重要な変更かを選んでください/)
      await panel.getByText('重要な変更', { exact: true }).click()
      await panel.locator('textarea[name=reason]').fill('条文を直しました。')
      t.match(await panel.textContent(), /行啓 武/, 'whose seal falls')
      await healthy(t, page, 'what is said before a file goes to the desktop')
      await takePicture(page, 'edit-desktop-weight')
      await panel.locator('[data-confirm-save]').click()
      const place = page.locator('[data-desktop-place]')
      const address = await place.locator('[data-desktop-address]').inputValue()
      t.match(await place.textContent(), /最初の保存で前の人の処理からやり直し/)
      const word = await desktop(address)
      await reader.page.locator('[data-being-edited]').getByText('さんがデスクトップで編集中').waitFor()
      t.equal(await word.save('直した条文'), 204)
      await reader.page.locator('[data-desk]').evaluate((desk) => desk.scrollTo(0, desk.scrollHeight))
      await reader.page.locator('.reader-desk').getByText('直した条文').first().waitFor({ state: 'attached' })
      t.equal(await word.save('もう一度'), 403, 'the turn is with those whose seals fell')
      const history = await reader.page.locator('[data-event=revised]').textContent()
      t.match(history, /重要な変更をしました（委託契約書\.docx）/)
      await word.close()
      await reader.page.locator('[data-being-edited]').waitFor({ state: 'detached' })
      await leave()
      await reader.leave()
    },
  )

  await walk('on a phone it is not offered', async (t) => {
    const id = await caseWithWord(stage, false)
    const { page, leave } = await come(staff.drafter, phone)
    await open(page, url, id)
    await page.locator('[data-edit-file]').waitFor()
    t.equal(await page.locator('[data-edit-on-desktop]').isVisible(), false)
    await leave()
  })

  await nothingWentWrong()
})
