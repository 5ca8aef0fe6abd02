import { PDFDocument, StandardFonts } from 'pdf-lib'
import type { Page } from 'playwright-core'
import { test } from 'tap'
import { setPolicy } from '../../server/testing/policy.ts'
import { type Stage, attach, healthy, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { takePicture, withWindow } from './office.ts'
import { bookIsOpen } from './reading.ts'
import { pdfFaults, pdfText } from './stamped-pdf.ts'
import { phone } from './visitor.ts'

withWindow()

/** Four pages that say which they are. */
async function planPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  for (let page = 1; page <= 4; page += 1)
    pdf.addPage([595, 842]).drawText(`plan page ${page}`, { x: 60, y: 700, size: 24, font })
  return pdf.save()
}

async function readyCase({ scene }: Pick<Stage, 'scene'>): Promise<string> {
  const id = await scene.draft({ concurringUnits: [] })
  await attach({ scene }, id, [
    ['計画図.pdf', await planPdf()],
    ['要綱.txt', new TextEncoder().encode('補助金交付要綱\n第１条 この要綱は補助金について定める。')],
  ])
  await scene.act(staff.drafter, id, { type: 'submit' })
  await pagesReady({ scene }, id)
  return id
}

const panelOf = (page: Page) => page.locator('[data-print]')

async function openPanel(page: Page): Promise<void> {
  await page.keyboard.press('Control+p')
  await panelOf(page).waitFor()
}

/** Saves what is chosen; answers the name of the file and its pages as text. */
async function save(page: Page): Promise<{ readonly name: string; readonly pages: readonly string[] }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panelOf(page).getByRole('button', { name: 'PDFで保存' }).click(),
  ])
  const path = await download.path()
  const faults = await pdfFaults(path)
  if (faults !== '') throw new Error(faults)
  return { name: download.suggestedFilename(), pages: (await pdfText(path)).split('\f').slice(0, -1) }
}

test('印刷・保存: chosen, made, counted', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, db, scene, come, walk, nothingWentWrong } = stage
  const id = await readyCase(stage)

  await walk('Ctrl + P opens the place to print from; pages are typed as people do', async (t) => {
    const { page, leave } = await come(staff.sectionChief)
    await open(page, url, id)
    await bookIsOpen(page)
    await openPanel(page)
    const panel = panelOf(page)
    t.equal(
      await page.evaluate(() => document.activeElement?.textContent),
      '印刷・保存',
      'who listens hears where he is',
    )
    await panel.locator('[data-print-count="5"]').waitFor()
    await panel.getByText('ページを指定').click()
    await panel.getByText('ページが選ばれていません。').waitFor()
    await panel.getByRole('button', { name: 'PDFで保存' }).click()
    await panel.getByText('1から5までの番号を').waitFor()
    await panel.locator('input[name=pages]').fill('9')
    await panel.getByText('1から5までの番号を').waitFor()
    await panel.locator('input[name=pages]').fill('２〜３、５')
    await panel.locator('[data-print-count="3"]').waitFor()
    const reason = panel.locator('input[name=reason]')
    await reason.fill('議会説明用')
    await reason.dispatchEvent('keydown', { key: 'Escape', isComposing: true })
    t.equal(await panel.count(), 1, 'giving up a conversion gives up no print')
    await healthy(t, page, 'the place to print from')
    await takePicture(page, 'print')
    const { name, pages } = await save(page)
    t.equal(name, 'みほん観光振興計画（素案）の公表について.pdf')
    t.equal(pages.length, 4)
    t.match(pages[0], /回議中/)
    t.match(pages[1], /plan page 2/)
    t.match(pages[2], /plan page 3/)
    t.match(pages[3], /補助金交付要綱/)
    for (const it of pages) t.match(it, /保存 観光振興課長\s中島 望/)
    await panel.getByText('PDFを保存しました。').waitFor()
    await panel.getByRole('button', { name: '別のページを選ぶ' }).click()

    await panel.getByText('添付を選ぶ').click()
    await panel.locator('[data-print-count="0"]').waitFor()
    await panel.locator('fieldset').getByText('要綱.txt').click()
    await panel.getByText('決裁鑑を付ける').click()
    await panel.locator('[data-print-count="1"]').waitFor()
    t.match((await save(page)).pages, [/補助金交付要綱/])
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await leave()
  })

  await walk('printing hands the PDF to the browser; notes go along on wish', async (t) => {
    const plan = (await scene.view(staff.groupChief, id)).attachments[0]
    const groupChief = await scene.as(staff.groupChief)
    const noted = await groupChief.send('POST', `/v1/proposals/${id}/notes`, {
      revisionId: plan?.revisionId,
      pageIndex: 3,
      place: { kind: 'highlight', boxes: [[60, 120, 160, 24]] },
      words: '縮尺を確かめること。',
      audience: 'route',
    })
    t.equal(noted.status, 201)
    const { page, leave } = await come(staff.groupChief)
    await open(page, url, id)
    await bookIsOpen(page)
    // A browser without a window has no dialog to print from, and ends when it is asked for one.
    await page.evaluate(`window.printed = [];
      Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
        get() { return { focus() {}, print: () => window.printed.push(this.src) } },
      })`)
    await page.getByRole('button', { name: '印刷・保存', exact: true }).click()
    const panel = panelOf(page)
    await panel.getByText('自分の付箋があるページ').click()
    await panel.locator('[data-print-count="1"]').waitFor()
    await panel.getByText('付箋も付ける').click()
    await panel.getByRole('button', { name: '印刷', exact: true }).click()
    await panel.getByText('印刷の画面を開きます。').waitFor()
    const frame = await page.locator('[data-print-frame]').getAttribute('src')
    const link = await panel.getByRole('link', { name: /PDFを開いて印刷/ }).getAttribute('href')
    t.equal(frame, link)
    await page.waitForFunction(() => (window as unknown as { printed: string[] }).printed.length === 1)
    const pdf = await page.context().request.get(`${url}${link}`)
    t.match(pdf.headers(), {
      'content-type': 'application/pdf',
      'content-disposition': /^inline; /,
      'content-security-policy': "frame-ancestors 'self'",
    })
    t.equal((await PDFDocument.load(await pdf.body())).getPageCount(), 3, '鑑, the page, the list of notes')
    await healthy(t, page, 'printed')
    await takePicture(page, 'printed')
    // What the browser's own menu would print says where to print from.
    await page.emulateMedia({ media: 'print' })
    t.equal(await page.locator('[data-paper-notice]').isVisible(), true)
    t.equal(await page.locator('[data-desk]').isVisible(), false)
    await takePicture(page, 'browser-print')
    await page.emulateMedia({ media: 'screen' })
    await leave()
  })

  await walk('who watches over the records sees who took what', async (t) => {
    const { page, leave } = await come(staff.recordsManager)
    await page.goto(`${url}/proposals/${id}/audit`)
    const prints = page.locator('[data-prints="3"]')
    await prints.getByRole('heading', { name: '印刷・保存の記録　3回' }).waitFor()
    await prints.getByText('鑑、計画図.pdf 2-3、要綱.txt 全1ページ（3ページ）').waitFor()
    t.equal(await prints.getByText('理由：議会説明用').count(), 2)
    t.equal(await prints.getByRole('listitem').count(), 3)
    await healthy(t, page, 'the record with its prints')
    await takePicture(page, 'audit-prints')
    await leave()
  })

  await walk('on a phone', async (t) => {
    const { page, leave } = await come(staff.groupChief, phone)
    await open(page, url, id)
    await bookIsOpen(page)
    await page.getByRole('button', { name: '表示のしかた' }).tap()
    await page.getByRole('menuitem', { name: '印刷・保存' }).tap()
    await panelOf(page).waitFor()
    await healthy(t, page, 'printing on a phone')
    await takePicture(page, 'print-phone')
    await leave()
  })

  await walk('a drawing is measured in millimetres and, by its scale, in metres', async (t) => {
    const { page, leave } = await come(staff.groupChief)
    await open(page, url, id)
    await bookIsOpen(page)
    await page.locator('[role=toolbar] [data-page-box]').fill('1')
    await page.locator('[role=toolbar] [data-page-box]').press('Enter')
    await page.locator('[data-file-page="0"][data-state=sharp]').waitFor()
    await page.getByRole('button', { name: '付箋', exact: true }).click()
    await page.getByRole('button', { name: '測る' }).click()
    await page.locator('[data-file-page="0"][data-state=sharp]').waitFor()
    const paper = await page.locator('[data-file-page="0"]').boundingBox()
    if (paper === null) throw new Error('no page')
    const perMm = paper.width / (595 * (25.4 / 72))
    // 60 × 80 mm: from corner to corner 100 mm.
    await page.mouse.move(paper.x + 40, paper.y + 40)
    await page.mouse.down()
    await page.mouse.move(paper.x + 40 + 60 * perMm, paper.y + 40 + 80 * perMm, { steps: 5 })
    await page.mouse.up()
    const measured = page.locator('[data-measure]')
    t.match(
      await measured.textContent(),
      /(59\.[89]|60\.[01]) × (79\.[89]|80\.[01]) mm距離 (99\.[89]|100\.[01]) mm$/,
    )
    await page.locator('input[name=scale]').fill('1:500')
    t.match(
      await measured.textContent(),
      /1:500 で (29\.9|30\.0)\d × (39\.9|40\.0)\d m、1[12]\d\d\.\d m²距離 .*（(49\.9|50\.0)\d m）/,
    )
    t.equal(await page.locator('[data-writing-note]').count(), 0, 'nothing is left on the page')
    const bar = page.locator('[data-scale-bar]')
    const barMm = Number(await bar.getAttribute('data-scale-bar'))
    const barPx = (await bar.locator('.reader-scale-bar').boundingBox())?.width ?? 0
    t.ok(Math.abs(barPx / perMm - barMm) < 0.02 * barMm, `${barMm} mm are ${barPx} px of ${perMm} px/mm`)
    t.match(await bar.textContent(), new RegExp(`紙の上で ${barMm} mm（1:500 で ${barMm / 2} m）`))
    await healthy(t, page, 'measuring')
    await takePicture(page, 'measure')
    // A ruler laid on the screen: the line of 240 pixels is 48 mm, a millimetre 5 pixels.
    await bar.getByRole('button').click()
    await page.locator('[data-calibration] input[name=ruled]').fill('48')
    await healthy(t, page, 'fitting to the screen')
    await takePicture(page, 'calibration')
    await page.getByRole('button', { name: 'この画面に合わせる' }).click()
    await page.getByRole('button', { name: /実寸/ }).click()
    await page.waitForFunction(() => {
      const width = document.querySelector('[data-file-page="0"]')?.getBoundingClientRect().width ?? 0
      return Math.abs(width - 595 * (25.4 / 72) * 5) < 2
    })
    await leave()
  })

  await walk('where the office says so, a print has a reason and the trail is shown', async (t) => {
    await setPolicy({ db }, { printReason: 'required', seenSharing: 'drafter_and_decider' })
    const asked = await readyCase(stage)
    const approver = await come(staff.groupChief)
    await open(approver.page, url, asked)
    await bookIsOpen(approver.page)
    await approver.page
      .getByText('表示したページの数は、起案者と決裁権者にも示されます。')
      .filter({ visible: true })
      .first()
      .waitFor()
    const [sent] = await Promise.all([
      approver.page.waitForResponse((it) => it.url().endsWith('/seen') && it.request().method() === 'POST'),
      approver.page.locator('[role=toolbar] [data-page-box]').fill('5'),
      approver.page.locator('[role=toolbar] [data-page-box]').press('Enter'),
    ])
    t.equal(sent.status(), 204)
    const { page } = await come(staff.drafter)
    await open(page, url, asked)
    await bookIsOpen(page)
    const step = page.locator('[data-route-step]').filter({ hasText: '企画係長' })
    await step.getByText(/^5ページのうち[12]ページを表示$/).waitFor()
    t.equal(await page.locator('[data-seen-trail]').count(), 4, 'of every step')
    // Whether a reason is asked is heard of only after the button was pressed.
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route(`**/v1/proposals/${asked}/prints`, async (route) => {
      await held
      await route.continue()
    })
    await openPanel(page)
    await panelOf(page).getByRole('button', { name: 'PDFで保存' }).click()
    letGo()
    await panelOf(page).getByText('この団体の方針で、理由が要ります。').waitFor()
    t.equal(await panelOf(page).locator('[data-print-status]').count(), 0)
    await healthy(t, page, 'a reason is asked, the trail is shown')
    await takePicture(page, 'reason-and-trail')
    await panelOf(page).locator('input[name=reason]').fill('現地確認')
    t.equal((await save(page)).pages.length, 6)
    await approver.leave()
  })

  await nothingWentWrong()
})
