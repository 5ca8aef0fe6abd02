import { Document, Packer, PageBreak, Paragraph, TextRun } from 'docx'
import { PDFDocument, StandardFonts, rgb } from 'pdf-lib'
import type { Page } from 'playwright-core'
import { test } from 'tap'
import { randomUUID } from 'node:crypto'
import { type Stage, attach, healthy, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { makeWorkbook } from '../../server/testing/workbooks.ts'
import { takePicture } from './office.ts'
import { phone } from './visitor.ts'

const planName = '計画書.docx'
const drawingName = '平面図.pdf'
const costsName = '積算.xlsx'

/** Choices of a revision that are narrower than their words, by what is chosen. */
function cutChoices(page: Page): Promise<readonly (string | undefined)[]> {
  return page.locator('[role=toolbar] select').evaluateAll((all) =>
    (all as HTMLSelectElement[]).flatMap((choice) => {
      const whole = choice.cloneNode(true) as HTMLSelectElement
      whole.style.cssText = 'position: absolute; flex: none; width: max-content'
      choice.after(whole)
      const isCut = choice.offsetWidth < whole.offsetWidth
      whole.remove()
      return isCut ? [choice.selectedOptions[0]?.text] : []
    }),
  )
}

/** A page of a plan a chapter. */
async function plan(chapters: readonly string[]): Promise<Uint8Array> {
  const children = chapters.flatMap((chapter, at) => [
    ...(at === 0 ? [] : [new Paragraph({ children: [new PageBreak()] })]),
    ...chapter.split('\n').map(
      (text, line) =>
        new Paragraph({
          children: [new TextRun({ text, size: 24 })],
          ...(line === 0 ? { outlineLevel: text.startsWith('第') ? 1 : 0 } : {}),
        }),
    ),
  ])
  return Packer.toBuffer(new Document({ sections: [{ children }] }))
}

const chapters = (days: number) => [
  `みほん観光振興計画\n意見を募る期間は${days}日とする。`,
  '第２章　体制\n計画の進み具合は、観光振興課が毎年度確かめ、公表する。',
  '第３章　予算\n必要な経費は、毎年度の予算で定める。',
]

/** Two sheets of which only the pictures can differ, and a third that stays. */
async function drawing({ isSealed, isGrown }: { readonly isSealed: boolean; readonly isGrown: boolean }) {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  const first = pdf.addPage([595, 842])
  first.drawText('Plan of the visitor centre', { x: 60, y: 760, size: 18, font })
  if (isSealed)
    first.drawCircle({ x: 480, y: 120, size: 28, borderWidth: 3, borderColor: rgb(0.8, 0.1, 0.1) })
  const second = pdf.addPage([842, 595])
  second.drawRectangle({ x: 100, y: 100, width: isGrown ? 420 : 300, height: 220, borderWidth: 2 })
  pdf.addPage([595, 842]).drawText('Legend', { x: 60, y: 760, size: 18, font })
  return pdf.save()
}

/** A table of costs; `meals`: of a row that comes in between. */
function costs({ rate, meals }: { readonly rate: number; readonly meals?: number }): Buffer {
  const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`
  const items: readonly (readonly [string, number])[] = [
    ['宿泊', rate],
    ...(meals === undefined ? [] : [['食事', meals] as const]),
    ['交通', 500],
  ]
  const total = items.reduce((sum, [, amount]) => sum + amount, 0)
  const rows = items.map(
    ([name, amount], at) =>
      `<row r="${at + 2}">${text(`A${at + 2}`, name)}<c r="B${at + 2}" s="2"><v>${amount}</v></c></row>`,
  )
  const last = items.length + 2
  const sum = `<row r="${last}">${text(`A${last}`, '計')}<c r="B${last}" s="2"><f>SUM(B2:B${last - 1})</f><v>${total}</v></c></row>`
  const head = `<row r="1">${text('A1', '区分')}${text('B1', '金額')}</row>`
  return makeWorkbook({ sheets: [{ name: '積算', data: head + rows.join('') + sum }] })
}

/** A case that 行啓 (係長) has approved, and whose three files the 課長 has replaced since. */
async function changedCase({ scene }: Pick<Stage, 'scene'>): Promise<string> {
  const id = await scene.draft({ concurringUnits: [] })
  await attach({ scene }, id, [
    [planName, await plan(chapters(20))],
    [drawingName, await drawing({ isSealed: false, isGrown: false })],
    [costsName, costs({ rate: 8000 })],
  ])
  await scene.act(staff.drafter, id, { type: 'submit' })
  await scene.act(staff.groupChief, id, { type: 'approve' })
  const [first = '', ...more] = chapters(30)
  const inserted = '新たに置く章　広報\n計画は、広報紙とウェブサイトで知らせる。'
  await correct({ scene }, id, planName, await plan([first, inserted, ...more]))
  await correct({ scene }, id, drawingName, await drawing({ isSealed: true, isGrown: true }))
  await correct({ scene }, id, costsName, costs({ rate: 9000, meals: 700 }))
  await pagesReady({ scene }, id)
  return id
}

async function correct(
  { scene }: Pick<Stage, 'scene'>,
  id: string,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const { attachments, version, manifestSha256 } = await scene.view(staff.sectionChief, id)
  const file = attachments.find((it) => it.name === name)
  const query = new URLSearchParams({
    version: String(version),
    manifestSha256,
    effect: 'minor',
    reason: '訂正',
  })
  const chief = await scene.as(staff.sectionChief)
  const url = `/v1/attachments/${file?.id}/revisions?${query.toString()}`
  const sent = await chief.upload(url, name, bytes, randomUUID())
  if (sent.status !== 201) throw new Error(JSON.stringify(sent.body))
}

const compared = (page: Page) => page.locator('[data-compare][data-compare-left="0"]').waitFor()
const count = (page: Page) => page.locator('[data-compare-count]').textContent()
const sharp = (page: Page, of: string) =>
  page.locator(`[data-compared-page="${of}"][data-state=sharp]`).waitFor()

test('two revisions of a file beside each other', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, come, walk, nothingWentWrong } = stage
  const id = await changedCase(stage)
  const { page } = await come(staff.groupChief)
  let planAddress = ''

  await walk('beside the scrollbar: what changed since I approved, what I have not seen yet', async (t) => {
    await open(page, url, id)
    await page.getByRole('img', { name: /承認のあとに文字が変わったページ 3/ }).waitFor()
    await page.getByRole('button', { name: '右端の印の意味' }).click()
    const legend = page.locator('[data-heat-legend]')
    t.match(await legend.textContent(), /まだ見ていないページ \d承認のあとに文字が変わったページ 3/)
    t.ok((await page.locator('.reader-heat .heat-unseen').count()) > 0)
    t.equal(await page.locator('.reader-heat .heat-changed').count(), 2, 'two pages of the plan, the costs')
    await healthy(t, page, 'the strip with its legend')
    await takePicture(page, 'strip')
    await page.keyboard.press('Escape')
    await legend.waitFor({ state: 'detached' })
  })

  await walk('the headings of a file lead to their places, and the one that is read is marked', async (t) => {
    const contents = page.getByRole('navigation', { name: '目次' })
    await contents.getByRole('button', { name: planName }).click()
    const headings = contents.locator('[data-headings]')
    const chapter = headings.getByRole('button', { name: /^第３章/ })
    await chapter.click()
    await page.locator('[data-file-page="3"][data-state=sharp]').waitFor()
    await headings.locator('[aria-current=location]', { hasText: '第３章' }).waitFor()
    // By the keyboard: the chapters below a heading are closed and opened.
    const below = headings.getByRole('button', { name: /^「新たに置く章.*の下の見出し$/ })
    t.equal(await below.getAttribute('aria-expanded'), 'true')
    await below.focus()
    await page.keyboard.press('Enter')
    await chapter.waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await chapter.waitFor()
    await healthy(t, page, 'headings')
    await takePicture(page, 'headings')
  })

  await walk(
    'from what changed since I approved to the words that changed and the page that came',
    async (t) => {
      await open(page, url, id)
      const notice = page.locator('[data-changed-since-mine]')
      await notice.getByRole('link', { name: `${planName}：版を並べて比べる` }).click()
      await compared(page)
      planAddress = page.url()
      t.equal(await count(page), '2か所の違い、2ページ')
      await sharp(page, 'older/0')
      await sharp(page, 'newer/0')
      // The old page is left of the new one, at the same height; what changed is marked on both.
      const boxOf = async (of: string) => page.locator(`[data-compared-page="${of}"]`).boundingBox()
      const [was, is] = [await boxOf('older/0'), await boxOf('newer/0')]
      t.ok(was !== null && is !== null && was.x + was.width < is.x && was.y === is.y)
      t.equal(await page.locator('[data-compared-page="older/0"] [data-mark="text/0"] line').count(), 1)
      t.equal(await page.locator('[data-compared-page="newer/0"] [data-mark="text/0"] line').count(), 2)
      const list = page.locator('[data-difference-list]')
      t.equal(await list.locator('[data-changes-count]').textContent(), '2件')
      t.same(await list.locator('[data-change]').allInnerTexts(), [
        '変更\n変更前 意見を募る期間は20日とする。\n変更後 意見を募る期間は30日とする。',
        '追加\n変更後 新たに置く章　広報\n計画は、広報紙とウェブサイトで知らせる。',
      ])
      t.equal(await list.locator('del').textContent(), '20')
      t.same(await cutChoices(page), [], 'a revision is chosen by words that are all there')
      await healthy(t, page, 'words that changed')
      await takePicture(page, 'words')
      await page.keyboard.press('n')
      t.match(await count(page), /1か所目/)
      await page.keyboard.press('n')
      t.match(await count(page), /2か所目/)
      // The page that came has a gap beside it, and nothing behind it counts as changed.
      await page.locator('[data-compare-gap=older]').waitFor()
      await sharp(page, 'newer/1')
      t.equal(await page.locator('[data-row-state=added]').count(), 1)
      await takePicture(page, 'inserted')
      await page.keyboard.press('p')
      t.match(await count(page), /1か所目/)
      await page.keyboard.press('End')
      await sharp(page, 'older/2')
      await sharp(page, 'newer/3')
      t.equal(await page.locator('[data-compared-row="3"][data-row-state=same]').count(), 1)
    },
  )

  await walk('pages without a difference are folded away; the keys are told', async (t) => {
    await page.keyboard.press('d')
    await page.getByRole('button', { name: /違いのない2ページを隠しています/ }).waitFor()
    await page.keyboard.press('?')
    await page.getByText('次・前の違いへ').waitFor()
    await healthy(t, page, 'folded, with the keys')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /違いのない2ページ/ }).click()
    await page.getByRole('button', { name: /違いのない/ }).waitFor({ state: 'detached' })
  })

  await walk('one over the other, and back', async (t) => {
    await page.keyboard.press('Home')
    await page.keyboard.press('v')
    await sharp(page, 'newer/0')
    t.equal(await page.locator('[data-compared-page="older/0"]').count(), 0)
    await page.keyboard.press('t')
    await sharp(page, 'older/0')
    t.equal(await page.locator('[data-compared-page="newer/0"]').count(), 0)
    await page.keyboard.press('v')
    await sharp(page, 'newer/0')
  })

  await walk('from the head of a file to what only its picture shows: a seal, a longer wall', async (t) => {
    await open(page, url, id)
    await page.getByRole('navigation', { name: '目次' }).getByRole('button', { name: drawingName }).click()
    await page.getByRole('link', { name: `${drawingName}を前の版と比べる` }).click()
    await compared(page)
    t.equal(await page.locator('[data-difference=text]').count(), 0)
    const pictures = await page.locator('[data-difference=picture]').count()
    t.ok(pictures >= 2, `${pictures} places in pictures`)
    t.equal(await page.locator('[data-difference]').count(), pictures)
    t.match(await count(page), /、2ページ$/)
    await page.keyboard.press('n')
    await sharp(page, 'newer/0')
    const seal = page.locator('[data-compared-page="newer/0"] rect.compare-picture')
    t.equal(await seal.count(), 1)
    const [frame, sheet] = [
      await seal.boundingBox(),
      await page.locator('[data-compared-page="newer/0"]').boundingBox(),
    ]
    if (frame === null || sheet === null) throw new Error('no frame on the sheet')
    const middle = [
      (frame.x + frame.width / 2 - sheet.x) / sheet.width,
      (frame.y + frame.height / 2 - sheet.y) / sheet.height,
    ]
    t.ok(
      Math.abs((middle[0] ?? 0) - 480 / 595) < 0.01 && Math.abs((middle[1] ?? 0) - 722 / 842) < 0.01,
      String(middle),
    )
    await healthy(t, page, 'pictures')
    await takePicture(page, 'pictures')
  })

  await walk('comparing that breaks off ends in a sentence, and is begun again when asked', async (t) => {
    await page.route('**/picture-worker*', (route) => route.fulfill({ status: 500, body: '' }))
    await page.reload()
    const limits = page.locator('[data-compare-limits]')
    await limits.getByText('図を比べられないページが3ページあります。').waitFor()
    await compared(page)
    t.equal(await page.getByText('違いはありません。').count(), 0, 'nobody knows that')
    await healthy(t, page, 'comparing broke off')
    await takePicture(page, 'broke-off')
    await page.unroute('**/picture-worker*')
    await limits.getByRole('button', { name: 'もう一度比べる' }).click()
    await limits.waitFor({ state: 'detached' })
    await page.locator('[data-difference=picture]').first().waitFor()
  })

  await walk('of a table the cells, what heads them, and a row that came in as one', async (t) => {
    await open(page, url, id)
    await page.getByRole('navigation', { name: '目次' }).getByRole('button', { name: costsName }).click()
    await page.getByRole('link', { name: `${costsName}を前の版と比べる` }).click()
    await compared(page)
    const list = page.locator('[data-difference-list]')
    t.same(
      (await list.locator('[data-change]').allInnerTexts()).map((it) => it.replaceAll(/\s+/g, ' ')),
      [
        '追加 シート「積算」 3行 変更後 食事 700',
        '変更 シート「積算」 B2 （宿泊／金額） 変更前 8,000 変更後 9,000',
        '計算結果の変更 シート「積算」 B5 （計／金額） （変更前はB4） 変更前 8,500 変更後 10,200',
      ],
    )
    t.same(await list.locator('[data-difference]').count(), 3, 'the pages say nothing else')
    await list.getByRole('button', { name: /宿泊／金額/ }).click()
    await page.locator('[data-compared-page="newer/0"] .compare-now').first().waitFor()
    await healthy(t, page, 'cells')
    await takePicture(page, 'cells')
    await list.getByRole('button', { name: '計算結果を除く' }).click()
    await list.locator('[data-change=result]').waitFor({ state: 'detached' })
    t.match(await count(page), /^2か所の違い/)
  })

  await walk('while there are no pages the changes are told all the same', async (t) => {
    const { page: early } = await come(staff.groupChief)
    const notReady = {
      code: 'revision_not_ready',
      status: 409,
      title: 'ページがありません。',
      facts: { revisionIds: [] },
    }
    const withoutPages = () =>
      early.route('**/comparison**', (route) =>
        route.fulfill({ status: 409, contentType: 'application/problem+json', json: notReady }),
      )
    await withoutPages()
    await early.goto(planAddress)
    await early.locator('[data-changes-alone]').getByText('20').waitFor()
    await healthy(t, early, 'changes without pages')
    await takePicture(early, 'no-pages')
    // Asked for two, they are not being made for any other two.
    const prepare = early.getByRole('button', { name: 'ページを用意する' })
    await prepare.click()
    await early.unroute('**/comparison**')
    await compared(early)
    await withoutPages()
    await early.getByRole('combobox', { name: '変更前' }).selectOption({ index: 1 })
    await prepare.waitFor()
  })

  await walk('other revisions are chosen, a link leads there, and back is the case', async (t) => {
    const { page: other } = await come(staff.sectionChief)
    await other.goto(planAddress)
    await compared(other)
    t.equal(await count(other), '2か所の違い、2ページ')
    const before = other.getByRole('combobox', { name: '変更前' })
    t.same(await before.locator('option').count(), 2)
    await before.selectOption({ index: 1 })
    await compared(other)
    await other.getByText('違いはありません。').first().waitFor()
    await other.getByRole('link', { name: '起案に戻る' }).click()
    await other.waitForURL(`${url}/proposals/${id}`)
    const rows = other.locator('[data-side] [data-event=revised] [data-compare-link]')
    await rows.last().waitFor()
    t.same(await rows.allTextContents(), [
      `${costsName}：版を並べて比べる`,
      `${drawingName}：版を並べて比べる`,
      `${planName}：版を並べて比べる`,
    ])
    await rows.last().click()
    await compared(other)
    t.equal(new URL(other.url()).pathname, new URL(planAddress).pathname)
  })

  await walk('on a phone the list comes first, and one page lies over the other', async (t) => {
    const { page: small } = await come(staff.groupChief, phone)
    await small.goto(planAddress)
    await compared(small)
    const first = small.locator('[data-difference-list]').getByRole('button', { name: /20日/ })
    await first.waitFor()
    t.same(await cutChoices(small), [], 'on a phone too')
    await healthy(t, small, 'the list on a phone')
    await takePicture(small, 'phone-list')
    await first.click()
    await first.waitFor({ state: 'hidden' })
    await sharp(small, 'newer/0')
    t.equal(await small.locator('[data-compared-page="older/0"]').count(), 0)
    await takePicture(small, 'phone')
    await small.getByRole('button', { name: '変更後を表示中' }).click()
    await sharp(small, 'older/0')
    await healthy(t, small, 'compared on a phone')
  })

  await walk('whoever may not read the case is told so', async (t) => {
    const { page: stranger } = await come('u0601')
    const answer = await stranger.request.get(
      `${url}/v1/revisions/${new URL(planAddress).pathname.split('/').at(-1)}/comparison`,
    )
    t.equal(answer.status(), 404)
  })

  await nothingWentWrong(/401|404|^409: .*comparison|^500: .*picture-worker/)
})
