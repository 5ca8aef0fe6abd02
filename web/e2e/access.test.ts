import { test } from 'tap'
import { type Stage, attach, done, healthy, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { bookIsOpen } from './reading.ts'

const name = '要綱.txt'
const text = '補助金交付要綱\n第１条 この要綱は補助金について定める。'

async function readyCase({ scene }: Pick<Stage, 'scene'>): Promise<string> {
  const id = await scene.draft({ concurringUnits: [] })
  await attach({ scene }, id, [
    [name, new TextEncoder().encode(text)],
    ...Array.from({ length: 12 }, (_, at): [string, Uint8Array] => [
      `別紙${at + 1}.txt`,
      new TextEncoder().encode(`別紙の${at + 1}枚目`),
    ]),
  ])
  await scene.act(staff.drafter, id, { type: 'submit' })
  await pagesReady({ scene }, id)
  return id
}

/** A window of 1280 × 1024 at 400 %. */
const enlarged = { viewport: { width: 320, height: 256 } } as const

test('reading for all', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, scene, come, walk, nothingWentWrong } = stage
  const id = await readyCase(stage)

  await walk('who listens hears files and pages as headings, and the words in order', async (t) => {
    const { page, leave } = await come(staff.sectionChief)
    await open(page, url, id)
    await bookIsOpen(page)
    const words = page.locator('[data-file-page="0"] .reader-text')
    await words.filter({ hasText: '第１条' }).first().waitFor({ state: 'attached' })
    const heard = await page.locator('[data-desk]').ariaSnapshot()
    t.match(heard, /^- region "文書の本文":[^]*heading "決裁鑑" \[level=1\]/)
    t.match(
      heard,
      /heading "要綱\.txt" \[level=2\][^]*group "要綱\.txt 1／1ページ"[^]*heading "1ページ" \[level=3\][^]*補助金交付要綱[^]*第１条/,
    )
    // Only what is near is in the document; behind it the way leads on, and the focus with it.
    const next = page.locator('[data-next-pages]')
    const before = await page.locator('[data-desk] [data-page-index]').last().getAttribute('data-page-index')
    await next.focus()
    t.equal(await next.isVisible(), true)
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      (index) => document.activeElement?.getAttribute('data-page-index') === index,
      String(Number(before) + 1),
    )
    await page.locator('[data-page-index]:focus .reader-text').filter({ hasText: '枚目' }).waitFor()
    await leave()
  })

  await walk('? shows every key, and Escape puts it away', async (t) => {
    const { page, leave } = await come(staff.sectionChief)
    await open(page, url, id)
    await bookIsOpen(page)
    await page.locator('[data-desk]').focus()
    await page.keyboard.press('?')
    const help = page.locator('[data-reader-help]')
    await help.getByText('印刷・保存').waitFor()
    await healthy(t, page, 'the list of keys')
    await takePicture(page, 'keys')
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    await leave()
  })

  await walk('less motion: nothing moves by itself', async (t) => {
    const { page, leave } = await come(staff.sectionChief)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await open(page, url, id)
    await bookIsOpen(page)
    for (const it of ['End', 'Home', 'j', 'o', 'n']) await page.keyboard.press(it)
    const moving = await page.evaluate(
      () =>
        document.getAnimations().filter((it) => Number(it.effect?.getComputedTiming().duration ?? 0) > 1)
          .length,
    )
    t.equal(moving, 0)
    const smooth = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((it) => getComputedStyle(it).scrollBehavior === 'smooth')
          .length,
    )
    t.equal(smooth, 0)
    await leave()
  })

  await walk('colours of the system: marks and what is chosen stay visible', async (t) => {
    const { page, leave } = await come(staff.groupChief)
    await page.emulateMedia({ forcedColors: 'active' })
    await open(page, url, id)
    await bookIsOpen(page)
    const book = await scene.view(staff.groupChief, id)
    const chief = await scene.as(staff.groupChief)
    await chief.send('POST', `/v1/proposals/${id}/notes`, {
      revisionId: book.attachments[0]?.revisionId,
      pageIndex: 0,
      place: { kind: 'highlight', boxes: [[60, 60, 200, 30]] },
      words: '確認',
      audience: 'route',
    })
    await page.locator('[role=toolbar] [data-page-box]').fill('1')
    await page.locator('[role=toolbar] [data-page-box]').press('Enter')
    const mark = page.locator('[data-note] .note-highlight rect')
    await mark.waitFor()
    t.match(await mark.evaluate((it) => getComputedStyle(it).fill), /^rgba?\(255, 225, 60/)
    await page.getByRole('button', { name: '付箋', exact: true }).click()
    const pressed = page.getByRole('button', { name: '付箋', exact: true })
    t.equal(await pressed.evaluate((it) => getComputedStyle(it).outlineStyle), 'solid')
    t.equal(
      await page
        .locator('[data-file-page="0"]')
        .first()
        .evaluate((it) => getComputedStyle(it).outlineStyle),
      'solid',
      'the paper has an edge',
    )
    await takePicture(page, 'forced-colors')
    await leave()
  })

  await walk('at 400 % everything is on one scroll, and the seal is given', async (t) => {
    const { page, leave } = await come(staff.groupChief, enlarged)
    await open(page, url, id)
    await bookIsOpen(page)
    await healthy(t, page, '320 × 256')
    await takePicture(page, 'enlarged')
    const [toolbar, paper, bar] = await Promise.all(
      ['[role=toolbar]', '[data-desk]', '[data-act-bar]'].map(async (it) => page.locator(it).boundingBox()),
    )
    if (!toolbar || !paper || !bar) throw new Error('a part of the page is missing')
    t.ok(paper.y >= toolbar.y + toolbar.height - 1, 'the toolbar lies over nothing')
    t.ok(bar.y >= paper.y + paper.height - 1, 'nor do the acts')
    t.ok(paper.height >= 100, `${paper.height} px for the paper`)
    await page.locator('[data-desk]').focus()
    await page.keyboard.press('?')
    const help = await page.locator('[data-reader-help]').boundingBox()
    t.ok(help !== null && help.x >= 0 && help.x + help.width <= 320)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+p')
    await page.locator('[data-print]').getByRole('button', { name: 'PDFで保存' }).scrollIntoViewIfNeeded()
    await takePicture(page, 'enlarged-print')
    await page.keyboard.press('Escape')
    await page.locator('[data-act-bar] [data-act=approve]').scrollIntoViewIfNeeded()
    await takePicture(page, 'enlarged-acts')
    await page.locator('[data-act-bar] [data-act=approve]').click()
    await done(page, 'approve')
    await leave()
  })

  await nothingWentWrong()
})
