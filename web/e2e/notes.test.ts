import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { test } from 'tap'
import type { Book } from '../../server/contract/book.ts'
import { type Stage, attach, healthy, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { bookIsOpen } from './reading.ts'
import { phone } from './visitor.ts'

const name = '要綱.txt'
const text = [
  '補助金交付要綱',
  '第１条 この要綱は補助金について定める。',
  '第５条 補助率は２分の１以内とする。',
].join('\n')

async function readyCase({ scene }: Pick<Stage, 'scene'>): Promise<string> {
  const id = await scene.draft({ concurringUnits: [] })
  await attach({ scene }, id, [[name, new TextEncoder().encode(text)]])
  await scene.act(staff.drafter, id, { type: 'submit' })
  await pagesReady({ scene }, id)
  return id
}

async function openAtPage(page: Page, url: string, id: string): Promise<void> {
  await open(page, url, id)
  await bookIsOpen(page)
  await page.locator('[role=toolbar] [data-page-box]').fill('1')
  await page.locator('[role=toolbar] [data-page-box]').press('Enter')
  await page.locator('[data-file-page="0"] .reader-text span').first().waitFor()
}

/** Selects a passage in the text of the first page with the pointer, from its first letter to its last. */
async function selectPassage(page: Page, passage: string): Promise<void> {
  const box = await page.evaluate((passage) => {
    for (const span of document.querySelectorAll('[data-file-page="0"] .reader-text span')) {
      const from = span.textContent.indexOf(passage)
      if (from < 0 || span.firstChild === null) continue
      const range = document.createRange()
      range.setStart(span.firstChild, from)
      range.setEnd(span.firstChild, from + passage.length)
      const { left, right, top, height } = range.getBoundingClientRect()
      return { left, right, y: top + height / 2 }
    }
    return undefined
  }, passage)
  if (box === undefined) throw new Error(`${passage} is not on the page`)
  await page.mouse.move(box.left + 1, box.y)
  await page.mouse.down()
  await page.mouse.move(box.right - 1, box.y, { steps: 8 })
  await page.mouse.up()
}

const notesOf = (page: Page) => page.locator('[data-note-entry]')

test('付箋: written on the page, answered, settled, and moved along', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, scene, come, walk, nothingWentWrong } = stage
  const id = await readyCase(stage)

  await walk('an approver marks a passage, sticks a note, ticks, frames and writes by hand', async (t) => {
    const { page, leave } = await come(staff.groupChief)
    await openAtPage(page, url, id)
    await page.getByRole('button', { name: '付箋', exact: true }).click()
    await page.getByRole('button', { name: 'マーカーを引く' }).click()
    await selectPassage(page, '２分の１以内')
    const form = page.locator('[data-writing-note]')
    t.equal(await form.locator('blockquote').textContent(), '２分の１以内')
    await form.locator('textarea').fill('率の根拠を示してください。')
    await form.getByRole('button', { name: '付ける' }).click()
    await notesOf(page).filter({ hasText: '率の根拠' }).waitFor()

    const paper = await page.locator('[data-file-page="0"]').boundingBox()
    if (paper === null) throw new Error('no page')
    await page.getByRole('button', { name: '付箋を貼る' }).click()
    await page.mouse.click(paper.x + paper.width * 0.7, paper.y + 80)
    await form.locator('textarea').fill('題名を確かめること。')
    await form.getByText('自分だけ', { exact: true }).click()
    // A look for a word takes the place of the panel, which takes it again; a reload takes the pen away: the words and whom
    // they are for stay.
    await page.getByRole('button', { name: 'すべての添付から探す' }).click()
    await page.getByRole('searchbox', { name: '探す語' }).fill('要綱')
    await form.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '付箋', exact: true }).click()
    t.equal(await form.locator('textarea').inputValue(), '題名を確かめること。')
    await page.getByRole('button', { name: '目次を表示' }).click()
    await page.getByRole('navigation', { name: '目次' }).waitFor()
    await openAtPage(page, url, id)
    // Words of a note are none of the comment that is only begun now.
    const comment = page.locator('textarea[name=comment]')
    await page.locator('[data-comment]').click()
    await comment.fill('率を確かめます。')
    t.equal(await page.getByText('書きかけの文を戻しました').count(), 0)
    await comment.fill('')
    await page.locator('[data-comment]').click()
    await comment.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '付箋', exact: true }).click()
    await page.getByRole('button', { name: '付箋を貼る' }).click()
    await page.mouse.click(paper.x + paper.width * 0.7, paper.y + 80)
    t.equal(await form.locator('textarea').inputValue(), '題名を確かめること。')
    t.ok(await form.getByRole('radio', { name: '自分だけ' }).isChecked())
    await form.getByRole('button', { name: '付ける' }).click()
    await notesOf(page).filter({ hasText: '題名を' }).waitFor()

    await page.getByRole('button', { name: '囲む' }).click()
    await page.mouse.move(paper.x + 200, paper.y + 250)
    await page.mouse.down()
    await page.mouse.move(paper.x + 400, paper.y + 330, { steps: 5 })
    t.match(await page.locator('.note-measure').textContent(), /\d+\.\d × \d+\.\d mm/)
    await page.mouse.up()
    await form.getByRole('button', { name: '付ける' }).click()
    await page.locator('[data-note] .note-box').waitFor()

    await page.getByRole('button', { name: '手書きする' }).click()
    for (const at of [0, 30]) {
      await page.mouse.move(paper.x + 450, paper.y + 250 + at)
      await page.mouse.down()
      await page.mouse.move(paper.x + 520, paper.y + 270 + at, { steps: 6 })
      await page.mouse.up()
    }
    await form.getByRole('button', { name: '付ける' }).click()
    await page.locator('[data-note] .note-ink').waitFor()
    t.equal(await page.locator('[data-note] .note-ink polyline').count(), 2)
    t.ok((await page.locator('.heat-note').count()) >= 2, 'the strip shows where')
    await healthy(t, page, 'notes')
    await takePicture(page, 'notes')
    await leave()
  })

  await walk('the drafter sees what is for him, answers and settles it', async (t) => {
    const { page, leave } = await come(staff.drafter)
    await openAtPage(page, url, id)
    await page.locator('[data-note] .note-highlight').waitFor()
    t.equal(await page.locator('[data-note]').count(), 3, 'not the private one')
    await page
      .getByRole('button', { name: /率の根拠を示してください/ })
      .first()
      .click()
    const open = page.locator('[data-open-note]')
    await open.locator('textarea').fill('別紙に示しました。')
    await openAtPage(page, url, id)
    await page
      .getByRole('button', { name: /率の根拠を示してください/ })
      .first()
      .focus()
    await page.keyboard.press('Space')
    t.equal(await open.locator('textarea').inputValue(), '別紙に示しました。')
    await open.getByRole('button', { name: '返信する' }).click()
    await open.getByText('別紙に示しました。', { exact: true }).waitFor()
    await open.getByRole('button', { name: '対応済みにする' }).click()
    await open.getByText(/が対応済みにしました/).waitFor()
    t.equal(await open.getByRole('button', { name: '外す' }).count(), 0)
    await takePicture(page, 'notes-answered')
    await leave()
  })

  await walk('after a new revision the mark lies on the passage where it is now', async (t) => {
    await scene.act(staff.groupChief, id, { type: 'return', reason: '前文を加えてください。' })
    const drafter = await scene.as(staff.drafter)
    const { body } = await drafter.get<Book>(`/v1/proposals/${id}/pages`)
    const attachment = body.files[0]?.attachmentId ?? ''
    const next = ['前文', '加えた前文です。', '', '', ...text.split('\n')].join('\n')
    const sent = await drafter.upload(
      `/v1/attachments/${attachment}/revisions`,
      name,
      new TextEncoder().encode(next),
      randomUUID(),
    )
    t.equal(sent.status, 201)
    await pagesReady(stage, id)
    const { page, leave } = await come(staff.groupChief)
    await openAtPage(page, url, id)
    await page.getByRole('button', { name: '付箋', exact: true }).click()
    await page.getByText('新しい版に移しました').first().waitFor()
    await page.locator('[data-note] .note-highlight').waitFor()
    const over = await page.evaluate(() => {
      const mark = document.querySelector('[data-note] .note-highlight rect')?.getBoundingClientRect()
      for (const span of document.querySelectorAll('[data-file-page="0"] .reader-text span')) {
        if (!span.textContent.includes('補助率は')) continue
        const line = span.getBoundingClientRect()
        return mark !== undefined && Math.abs(mark.top + mark.height / 2 - line.top - line.height / 2)
      }
      return undefined
    })
    t.ok(typeof over === 'number' && over < 6, `the mark is ${over} px off its line`)
    await page
      .getByRole('button', { name: /題名を確かめること/ })
      .last()
      .click()
    await page.locator('[data-open-note]').getByRole('button', { name: '外す' }).click()
    await notesOf(page).filter({ hasText: '題名を' }).waitFor({ state: 'detached' })
    await leave()
  })

  await walk('on a phone', async (t) => {
    const { page, leave } = await come(staff.groupChief, phone)
    await openAtPage(page, url, id)
    await page.getByRole('button', { name: '付箋', exact: true }).tap()
    await notesOf(page).first().waitFor()
    await healthy(t, page, 'notes on a phone')
    await takePicture(page, 'notes-phone')
    await leave()
  })

  await nothingWentWrong()
})
