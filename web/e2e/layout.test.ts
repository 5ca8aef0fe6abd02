import { PDFDocument, StandardFonts, rgb } from 'pdf-lib'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { test } from 'tap'
import { type Stage, attach, healthy, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { bookIsOpen } from './reading.ts'

/** A sheet of A1 with a line 2 points wide down its middle, then three pages of A4 lying on their sides. */
async function planPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  const sheet = pdf.addPage([1684, 2384])
  for (let at = 1; at < 40; at += 1) {
    sheet.drawLine({
      start: { x: 42 * at, y: 0 },
      end: { x: 42 * at, y: 2384 },
      thickness: 0.5,
      color: rgb(0.6, 0.6, 0.6),
    })
    sheet.drawText(`C${at}`, { x: 42 * at + 2, y: 1192, size: 6, font })
  }
  sheet.drawLine({ start: { x: 842, y: 0 }, end: { x: 842, y: 2384 }, thickness: 2 })
  for (let page = 2; page <= 4; page += 1) {
    const it = pdf.addPage([842, 595])
    it.drawText(`page ${page}`, { x: 60, y: 500, size: 40, font })
  }
  return pdf.save()
}

async function drawingCase({ scene }: Pick<Stage, 'scene'>): Promise<string> {
  const id = await scene.draft({ concurringUnits: [] })
  await attach({ scene }, id, [['平面図.pdf', await planPdf()]])
  await scene.act(staff.drafter, id, { type: 'submit' })
  await pagesReady({ scene }, id)
  return id
}

type PageOnDesk = {
  readonly page: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

function pagesOnDesk(page: Page): Promise<readonly PageOnDesk[]> {
  return page.locator('[data-desk] [data-file-page]').evaluateAll((pages) =>
    pages.map((it) => {
      const { left, top, width, height } = it.getBoundingClientRect()
      return { page: Number((it as HTMLElement).dataset['filePage']), left, top, width, height }
    }),
  )
}

async function goToPage(page: Page, number: number): Promise<void> {
  await page.locator('[role=toolbar] [data-page-box]').fill(String(number))
  await page.locator('[role=toolbar] [data-page-box]').press('Enter')
}

/** Pixels that are neither ink nor paper across the darkest line of a row of the picture: few when it is sharp. */
async function softness(picture: Buffer): Promise<number> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true })
  const row = data.subarray(
    Math.floor(info.height / 2) * info.width,
    (Math.floor(info.height / 2) + 1) * info.width,
  )
  const darkest = row.indexOf(Math.min(...row))
  let [from, to] = [darkest, darkest]
  while (from > 0 && (row[from] ?? 255) < 240) from -= 1
  while (to < row.length - 1 && (row[to] ?? 255) < 240) to += 1
  return [...row.subarray(from, to + 1)].filter((it) => it > 30 && it < 240).length
}

test('large drawings, spreads and turned pages', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, come, walk, nothingWentWrong } = stage
  const id = await drawingCase(stage)
  const { page } = await come(staff.groupChief)
  await open(page, url, id)
  await bookIsOpen(page)

  await walk('a sheet of A1 is crisp at 800 %, in pieces for the window only', async (t) => {
    await goToPage(page, 1)
    await page.locator('[data-file-page="0"][data-state=sharp]').waitFor()
    for (let times = 0; times < 20; times += 1) await page.keyboard.press('+')
    t.equal(await page.getByRole('button', { name: /実寸/ }).textContent(), '800%')
    const sheet = page.locator('[data-file-page="0"]')
    // To the middle of the sheet, where the line is.
    await page.locator('[data-desk]').evaluate((desk) => {
      const sheet = desk.querySelector<HTMLElement>('[data-file-page="0"]')
      if (sheet === null) return
      desk.scrollTop = sheet.offsetTop + sheet.offsetHeight / 2
      desk.scrollLeft = sheet.offsetLeft + sheet.offsetWidth / 2 - desk.clientWidth / 2
    })
    await sheet.locator('[data-tiles=sharp]').waitFor()
    await page.waitForFunction(() => document.querySelectorAll('[data-tiles] canvas').length > 0)
    await page.locator('[data-file-page="0"][data-state=sharp]').waitFor()
    const window = await page.locator('[data-desk]').boundingBox()
    if (window === null) throw new Error('no desk')
    const clip = { x: window.x + window.width / 2 - 60, y: window.y + 200, width: 120, height: 20 }
    // The pieces of the place before may still say that they are sharp.
    let grey = Infinity
    for (let times = 0; times < 100 && grey > 4; times += 1) {
      grey = await softness(await page.screenshot({ clip }))
    }
    await takePicture(page, 'a1-800')
    t.ok(grey <= 4, `the line has ${grey} grey pixels at its edges`)
    const pixels = await page.evaluate(() =>
      [...document.querySelectorAll('canvas')].reduce((sum, it) => sum + it.width * it.height, 0),
    )
    // The whole sheet would be 450 million.
    t.ok(pixels < 40_000_000, `${pixels} pixels of canvas`)
    await page.keyboard.press('0')
  })

  await walk('whole pages fit the window', async (t) => {
    await page.keyboard.press('9')
    await goToPage(page, 1)
    await page.locator('[data-file-page="0"][data-state=sharp]').waitFor()
    const window = await page.locator('[data-desk]').boundingBox()
    const sheet = (await pagesOnDesk(page)).find((it) => it.page === 0)
    t.ok(
      sheet !== undefined && window !== null && sheet.height <= window.height && sheet.width <= window.width,
    )
    await takePicture(page, 'whole-page')
  })

  await walk('two pages beside each other, from the left or from the right', async (t) => {
    const choose = async (name: string) => {
      await page.getByRole('button', { name: '表示のしかた' }).click()
      await page.getByRole('menuitem', { name }).click()
    }
    await choose('見開き（左綴じ・横書き）')
    await choose('幅に合わせる')
    await goToPage(page, 3)
    const beside = async () => {
      const pages = await pagesOnDesk(page)
      const [third, fourth] = [2, 3].map((number) => pages.find((it) => it.page === number))
      if (third === undefined || fourth === undefined) throw new Error('pages 3 and 4 are not on the desk')
      t.equal(third.top, fourth.top)
      return third.left < fourth.left ? 'left to right' : 'right to left'
    }
    t.equal(await beside(), 'left to right')
    await page.locator('[data-file-page="2"][data-state=sharp]').waitFor()
    await takePicture(page, 'spread')
    await healthy(t, page, 'a spread')
    await choose('見開き（右綴じ・縦書き）')
    t.equal(await beside(), 'right to left')
    await choose('1ページずつ')
  })

  await walk('a page is turned upright, alone or with its file', async (t) => {
    await goToPage(page, 3)
    await page.locator('[data-desk]').focus()
    await page.keyboard.press('r')
    const turned = async (number: number) => {
      const found = (await pagesOnDesk(page)).find((it) => it.page === number)
      return found === undefined ? undefined : found.height > found.width
    }
    t.equal(await turned(2), true)
    t.equal(await turned(1), false)
    await page.locator('[data-file-page="2"][data-state=sharp]').waitFor()
    await takePicture(page, 'turned')
    await page.keyboard.press('Shift+R')
    await goToPage(page, 2)
    t.equal(await turned(1), true)
    t.equal(await turned(2), false, 'twice turned, it lies again')
  })

  await walk('a link leads to its page, in a new window and in this one', async (t) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await goToPage(page, 4)
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[role=toolbar] [data-page-box]')?.value === '4',
    )
    await page.getByRole('button', { name: '表示のしかた' }).click()
    await page.getByRole('menuitem', { name: 'このページへのリンクをコピー' }).click()
    await page.getByText('リンクをコピーしました').waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    const other = await page.context().newPage()
    await other.goto(link)
    await other.locator('[data-file-page="3"][data-state=sharp]').waitFor()
    t.ok(
      (await pagesOnDesk(other)).some((it) => it.page === 3 && it.top < 400),
      'page 4 is in the window',
    )
    await other.evaluate((hash) => (location.hash = hash), new URL(link.replace(/4$/, '1')).hash)
    await other.locator('[data-file-page="0"][data-state=sharp]').waitFor()
    await other.close()
  })

  await walk('a link to selected words leads to them, though they stand elsewhere before', async (t) => {
    await goToPage(page, 3)
    const words = page.locator('[data-desk] [data-file-page="2"] .reader-text span').first()
    await words.waitFor({ state: 'attached' })
    await words.evaluate((span) => {
      const text = span.firstChild as Text
      getSelection()?.setBaseAndExtent(text, 0, text, 'page'.length)
    })
    await page.getByRole('button', { name: '表示のしかた' }).click()
    await page.getByRole('menuitem', { name: '選んだ文へのリンクをコピー' }).click()
    const other = await page.context().newPage()
    await other.goto(await page.evaluate(() => navigator.clipboard.readText()))
    await other.getByText('2／3件').waitFor()
    await other.locator('[data-file-page="2"][data-state=sharp]').waitFor()
    t.ok((await pagesOnDesk(other)).some((it) => it.page === 2 && it.top < 400))
    await other.close()
  })

  await walk('dark around the paper, in every window at once, and kept', async (t) => {
    const other = await page.context().newPage()
    await open(other, url, id)
    await page.getByRole('button', { name: '表示のしかた' }).click()
    await page.getByRole('menuitem', { name: '紙のまわりを暗くする' }).click()
    await other.locator('[data-desk][data-surroundings=dark]').waitFor()
    await goToPage(page, 1)
    await takePicture(page, 'dark')
    await healthy(t, page, 'dark around the paper')
    await other.reload()
    await other.locator('[data-desk][data-surroundings=dark]').waitFor()
    await other.getByRole('button', { name: '表示のしかた' }).click()
    await other.getByRole('menuitem', { name: '紙のまわりを暗くする' }).click()
    await page.locator('[data-desk][data-surroundings=light]').waitFor()
    await other.close()
  })

  await walk('two places side by side, apart and together', async (t) => {
    await goToPage(page, 2)
    await page.getByRole('button', { name: '2か所を並べて見る' }).click()
    const beside = page.locator('[data-beside]')
    await beside.locator('[data-file-page="1"][data-state=sharp]').waitFor()
    await beside.locator('[data-page-box]').fill('4')
    await beside.locator('[data-page-box]').press('Enter')
    await beside.locator('[data-file-page="3"][data-state=sharp]').waitFor()
    t.equal(await page.locator('[data-desk] [data-file-page="1"][data-state=sharp]').count(), 1)
    await goToPage(page, 1)
    const tops = () =>
      page.evaluate(() => [
        document.querySelector('[data-desk]')?.scrollTop ?? 0,
        document.querySelector('[data-beside] [role=region]')?.scrollTop ?? 0,
      ])
    await beside.locator('[data-page-box]').fill('1')
    await beside.locator('[data-page-box]').press('Enter')
    const [mainBefore = 0, besideBefore = 0] = await tops()
    await page.locator('[data-desk]').hover()
    await page.mouse.wheel(0, 300)
    await page.waitForFunction(
      (before) => (document.querySelector('[data-desk]')?.scrollTop ?? 0) > before + 200,
      mainBefore,
    )
    t.equal((await tops())[1], besideBefore, 'apart')
    await beside.getByRole('button', { name: '一緒にスクロールする' }).click()
    await page.locator('[data-desk]').hover()
    await page.mouse.wheel(0, 200)
    await page.waitForFunction(
      (before) => (document.querySelector('[data-beside] [role=region]')?.scrollTop ?? 0) > before + 100,
      besideBefore,
    )
    const [mainAfter = 0] = await tops()
    await beside.locator('[role=region]').hover()
    await page.mouse.wheel(0, -150)
    await page.waitForFunction(
      (before) => (document.querySelector('[data-desk]')?.scrollTop ?? 0) < before - 80,
      mainAfter,
    )
    await healthy(t, page, 'two places')
    await takePicture(page, 'beside')
    await beside.getByRole('button', { name: '並べるのをやめる' }).click()
    await beside.waitFor({ state: 'detached' })
  })

  await nothingWentWrong()
})
