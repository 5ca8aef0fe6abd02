import type { CDPSession, Page, Request } from 'playwright-core'
import sharp from 'sharp'
import { test } from 'tap'
import { longPdf } from '../../server/testing/long-pdf.ts'
import type { NewPage } from '../../server/store/renditions.ts'
import { storePdf } from '../../server/testing/read-pages.ts'
import { type Stage, attach, healthy, open, openStage, staff } from './acts-stage.ts'
import { flick, flickedPx, longestBare, picturesWhile, touch } from './fingers.ts'
import { takePicture, withWindow } from './office.ts'
import { bookIsOpen } from './reading.ts'
import { phone } from './visitor.ts'

withWindow()

const pageCount = 15_000
/** Its paper has a tone with a blue of 191; the desk, and paper on which nothing is drawn yet, have more. */
const paperBlue = 215

/** A case with one file of 15,000 pages, which nobody has to convert. */
async function longCase(stage: Stage): Promise<string> {
  const bytes = longPdf(pageCount)
  await storePdf(stage, bytes, await sheets(pageCount))
  const id = await stage.scene.draft({ concurringUnits: [] })
  await attach(stage, id, [['台帳.pdf', bytes]])
  await stage.scene.act(staff.drafter, id, { type: 'submit' })
  return id
}

/** `[]`, gzip. */
const emptyRuns = Buffer.from('H4sIAAAAAAAAA4uOBQApu0wNAgAAAA==', 'base64')

async function sheets(count: number): Promise<readonly NewPage[]> {
  const placeholder = await sharp({ create: { width: 45, height: 64, channels: 3, background: '#ffedbf' } })
    .webp()
    .toBuffer()
  return Array.from({ length: count }, (_, pageIndex) => ({
    ...{ pageIndex, widthPt: 595, heightPt: 842, body: `page ${pageIndex + 1}` },
    ...{ runs: emptyRuns, placeholder },
  }))
}

const pagesOfMany = 20

/** A case with so many files of 20 pages each, and their revisions in order. */
async function bookOfMany(stage: Stage, files: number) {
  const id = await stage.scene.draft({ concurringUnits: [] })
  for (let file = 1; file <= files; file += 1) {
    // A comment behind the end makes another file of it.
    const bytes = Buffer.concat([longPdf(pagesOfMany), Buffer.from(`%${file}\n`)])
    await storePdf(stage, bytes, await sheets(pagesOfMany))
    await attach(stage, id, [[`第${file}号.pdf`, bytes]])
  }
  await stage.scene.act(staff.drafter, id, { type: 'submit' })
  const { attachments } = await stage.scene.view(staff.groupChief, id)
  return { id, revisions: attachments.map((it) => it.revisionId) }
}

async function goToPage(page: Page, number: number): Promise<void> {
  await page.locator('[role=toolbar] [data-page-box]').fill(String(number))
  await page.locator('[role=toolbar] [data-page-box]').press('Enter')
}

function sharpPage(page: Page, number: number) {
  return page.locator(`[data-desk] [data-file-page="${number - 1}"][data-state=sharp]`)
}

/** The number of the page one is at, as the toolbar says it. */
async function pageHere(page: Page): Promise<number> {
  return Number(await page.locator('[role=toolbar] [data-page-box]').inputValue())
}

async function topOf(page: Page, number: number): Promise<number> {
  const box = await page.locator(`[data-desk] [data-file-page="${number - 1}"]`).boundingBox()
  if (box === null) throw new Error(`page ${number} is not on the desk`)
  return box.y
}

/** After the desk has come to rest, and whatever follows from that. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const desk = document.querySelector('[data-desk] [data-file-page]')
    for (let still = 0, last = NaN; still < 20;) {
      const now = desk?.getBoundingClientRect().top ?? 0
      still = now === last ? still + 1 : 0
      last = now
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
}

/** What the page holds that has a limit. */
async function held(page: Page, devTools: CDPSession) {
  await devTools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devTools.send('Runtime.getHeapUsage')
  const onPage = await page.evaluate(() => ({
    pixels: [...document.querySelectorAll('canvas')].reduce((sum, it) => sum + it.width * it.height, 0),
    pages: document.querySelectorAll('[data-desk] [data-file-page]').length,
    elements: document.querySelectorAll('*').length,
  }))
  return { ...onPage, heap: usedSize, workers: page.workers().length }
}

test('one file of 15,000 pages', { timeout: 900_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, come, walk, nothingWentWrong } = stage
  const id = await longCase(stage)
  const { page, context } = await come(staff.groupChief)
  const devTools = await context.newCDPSession(page)
  await open(page, url, id)
  await bookIsOpen(page)

  await walk('any page is a jump away, and the ends are the ends', async (t) => {
    await goToPage(page, 14_000)
    await sharpPage(page, 14_000).waitFor()
    t.equal(await pageHere(page), 14_000)
    await page.locator('[data-desk]').focus()
    await page.keyboard.press('End')
    await sharpPage(page, pageCount).waitFor()
    await page.keyboard.press('Home')
    await page.locator('[data-cover]').waitFor()
    t.ok(
      ((await page.locator('[data-cover]').boundingBox())?.y ?? -1) > 0,
      'the cover sheet is in the window',
    )
    await healthy(t, page, 'a long file')
  })

  await walk('at 800 % it is longer than a browser can build, and scrolls all the same', async (t) => {
    await goToPage(page, 7_000)
    await sharpPage(page, 7_000).waitFor()
    for (let times = 0; times < 20; times += 1) await page.keyboard.press('+')
    await page.locator('[data-desk] [data-tiles=sharp]').first().waitFor()
    t.equal(await pageHere(page), 7_000, 'still the same page')
    const heights = await page.evaluate(() => {
      const pages = document.querySelector('[data-desk] [data-file-page]')
      return [document.querySelector('[data-desk]')?.scrollHeight ?? 0, pages?.clientHeight ?? 0]
    })
    t.ok(heights[0] === 8_000_000 && (heights[1] ?? 0) * pageCount > 100_000_000, String(heights))
    await page.locator('[data-desk]').hover()
    const before = await topOf(page, 7_000)
    await page.mouse.wheel(0, 300)
    await atRest(page)
    t.ok(Math.abs(before - (await topOf(page, 7_000)) - 300) <= 1, 'the wheel moves pixel by pixel')
    // As the scrollbar does it.
    await page.locator('[data-desk]').evaluate((desk) => (desk.scrollTop = desk.scrollHeight / 4))
    await atRest(page)
    t.ok(Math.abs((await pageHere(page)) - pageCount / 4) < pageCount / 100, `page ${await pageHere(page)}`)
    await page.locator('[data-desk]').focus()
    await page.keyboard.press('End')
    await page.locator(`[data-desk] [data-file-page="${pageCount - 1}"]`).waitFor()
    await takePicture(page, 'end-at-800')
    await page.keyboard.press('0')
  })

  await walk('back and forward return to the same line, and two windows do not fight', async (t) => {
    await goToPage(page, 5_000)
    await page.locator('[data-desk]').hover()
    await page.mouse.wheel(0, 333)
    await atRest(page)
    await sharpPage(page, 5_000).waitFor()
    const line = await topOf(page, 5_000)
    const other = await context.newPage()
    await open(other, url, id)
    await goToPage(other, 9_000)
    await sharpPage(other, 9_000).waitFor()
    await atRest(other)
    await page.getByRole('link', { name: '受信箱' }).first().click()
    await page.waitForURL(`${url}/`)
    await page.goBack()
    await sharpPage(page, 5_000).waitFor()
    t.ok(Math.abs((await topOf(page, 5_000)) - line) <= 2, 'the same line after going back')
    await page.reload()
    await sharpPage(page, 5_000).waitFor()
    t.ok(Math.abs((await topOf(page, 5_000)) - line) <= 2, 'and after reloading')
    await other.reload()
    await sharpPage(other, 9_000).waitFor()
    await other.close()
  })

  await walk('what it holds does not grow, however long one scrolls, jumps and zooms', async (t) => {
    const roam = (seed: number, times: number) =>
      page.evaluate(
        async ([start = 1, times = 0]) => {
          const desk = document.querySelector('[data-desk]')
          if (desk === null) return
          let state = start
          for (let time = 0; time < times; time += 1) {
            state = (state * 48_271) % 2_147_483_647
            const [kind, part] = [state % 100, (Math.floor(state / 100) % 10_000) / 10_000]
            if (kind < 20) desk.scrollTop = part * desk.scrollHeight
            else if (kind < 25)
              document.dispatchEvent(
                new KeyboardEvent('keydown', { key: part < 0.5 ? '+' : '-', bubbles: true }),
              )
            else desk.scrollTop += (part - 0.4) * 1_500
            await new Promise((resolve) => requestAnimationFrame(resolve))
          }
        },
        [seed, times],
      )
    // Another window was opened before: one that is not in front draws no frames.
    await page.bringToFront()
    await roam(11, 100)
    await page.keyboard.press('0')
    await goToPage(page, 3_000)
    await sharpPage(page, 3_000).waitFor()
    const early = await held(page, devTools)
    await roam(13, 500)
    await page.keyboard.press('0')
    await goToPage(page, 3_000)
    await sharpPage(page, 3_000).waitFor()
    const late = await held(page, devTools)
    t.ok(
      late.pages <= 12 && late.elements < early.elements * 1.2,
      `${late.pages} pages, ${late.elements} elements`,
    )
    t.ok(late.pixels <= 12 * 9_000_000, `${late.pixels} pixels of canvas`)
    t.ok(late.workers <= 3, `${late.workers} workers`)
    t.ok(late.heap < early.heap * 1.3, `heap ${early.heap} → ${late.heap}`)
  })

  const { page: small, context: pocket } = await come(staff.groupChief, phone)
  const fingers = await pocket.newCDPSession(small)
  await walk('on a phone two fingers change the size about them, and it is sharp after', async (t) => {
    await open(small, url, id)
    await bookIsOpen(small)
    await goToPage(small, 40)
    await sharpPage(small, 40).waitFor()
    const box = () => small.locator('[data-desk] [data-file-page="39"]').boundingBox()
    const before = await box()
    if (before === null) throw new Error('page 40 is not on the desk')
    const [x, y] = [195, 500]
    const apart = (distance: number) => [
      { x: x - distance / 2, y },
      { x: x + distance / 2, y },
    ]
    await touch(fingers, 'touchStart', apart(80))
    for (let distance = 90; distance <= 160; distance += 10) {
      await touch(fingers, 'touchMove', apart(distance))
      await small.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    }
    await touch(fingers, 'touchEnd', [])
    await atRest(small)
    const after = await box()
    if (after === null) throw new Error('page 40 is not on the desk any more')
    const grown = after.width / before.width
    t.ok(Math.abs(grown - 2) < 0.1, `grown ${grown} times`)
    const line = (it: { readonly y: number; readonly height: number }) => (y - it.y) / it.height
    t.ok(Math.abs(line(after) - line(before)) < 0.01, 'the line between the fingers stays there')
    await small.waitForFunction(() => {
      const page = document.querySelector('[data-desk] [data-file-page="39"]')
      const canvas = page?.querySelector<HTMLCanvasElement>('.reader-sharp')
      return canvas != null && page !== null && canvas.width > 1.9 * page.clientWidth
    })
    await takePicture(small, 'pinched')
  })

  await walk('flung on a phone, no page is ever blank, and where it comes to rest it is sharp', async (t) => {
    await small.keyboard.press('0')
    await atRest(small)
    const scrolled = () => small.locator('[data-desk]').evaluate((desk) => desk.scrollTop)
    const from = await scrolled()
    const flicks = 5
    const pictures = await picturesWhile(fingers, async () => {
      for (let times = 0; times < flicks; times += 1) await flick(fingers, { x: 195, y: 640 })
      await atRest(small)
    })
    // Not what is left of the way when somebody asks: that may be late.
    const byItself = (await scrolled()) - from - flicks * flickedPx
    t.ok(byItself > 2_000 && pictures.length > 20, `${byItself} pixels, ${pictures.length} pictures`)
    const flown = small.locator('[data-desk]')
    const bare = await Promise.all(pictures.map((it) => longestBare(flown, it, paperBlue)))
    t.ok(Math.max(...bare) < 40, `${Math.max(...bare)} pixels without paper`)
    await sharpPage(small, await pageHere(small)).waitFor()
    await takePicture(small, 'flung')
    await healthy(t, small, 'flung on a phone')
  })

  const many = await bookOfMany(stage, 7)
  await walk(
    'of a book of many files so many are open as the limit says, those that were read last',
    async (t) => {
      for (const { memoryGb, limit } of [
        { memoryGb: 8, limit: 6 },
        { memoryGb: 2, limit: 2 },
      ]) {
        // Somebody new each time: a window that was here before returns to the file it left.
        const { page, context, leave } = await come(staff.groupChief)
        const asked: string[] = []
        const note = (request: Request) => {
          const revision = /revisions\/([^/]+)\/pdf$/.exec(request.url())?.[1]
          if (revision !== undefined) asked.push(revision)
        }
        await page.addInitScript(
          (value) => Object.defineProperty(navigator, 'deviceMemory', { value, configurable: true }),
          memoryGb,
        )
        await open(page, url, many.id)
        await bookIsOpen(page)
        context.on('request', note)
        // The first one only now, in its middle: nothing of the file behind it is near.
        const read = async (file: number) => {
          const number = file * pagesOfMany + pagesOfMany / 2
          await goToPage(page, number)
          await page.locator(`[data-desk] [data-page-index="${number - 1}"][data-state=sharp]`).waitFor()
        }
        for (let file = 0; file <= limit; file += 1) await read(file)
        const all = many.revisions.slice(0, limit + 1)
        // All of the first may have come with its first page.
        t.same(
          [...new Set(asked)].filter((it) => it !== all[0]),
          all.slice(1),
          'each was asked for',
        )
        asked.length = 0
        for (let file = limit; file >= 1; file -= 1) await read(file)
        t.same(asked, [], `${limit} are open still`)
        await read(0)
        t.same(asked, all.slice(0, 1), 'the one before them is not')
        await leave()
      }
    },
  )

  await walk('two files beside each other are never blank in flight', async (t) => {
    const { page, context } = await come(staff.groupChief)
    const [older = '', newer = ''] = many.revisions
    await page.goto(`${url}/compare/${newer}?from=${older}`)
    await page.locator('[data-compare][data-compare-left="0"]').waitFor()
    const desk = page.locator('[data-compare-desk]')
    const eyes = await context.newCDPSession(page)
    const pictures = await picturesWhile(eyes, async () => {
      const wheel = { yDistance: -15_000, speed: 20_000, gestureSourceType: 'mouse' } as const
      await eyes.send('Input.synthesizeScrollGesture', { x: 900, y: 500, ...wheel })
    })
    t.ok((await desk.evaluate((it) => it.scrollTop)) > 10_000)
    const bare = await Promise.all(pictures.map((it) => longestBare(desk, it, paperBlue)))
    t.ok(Math.max(...bare) < 80, `${Math.max(...bare)} pixels without paper in ${pictures.length} pictures`)
  })

  // No picture of its first page was stored.
  await nothingWentWrong(/^404: .*pages\/0\/image$/)
})
