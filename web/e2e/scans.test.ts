import type { Page } from 'playwright-core'
import { test } from 'tap'
import type { Book } from '../../server/contract/book.ts'
import { scannedJpeg, scannedPdf } from '../../server/testing/scanned-pdf.ts'
import { type Stage, attach, open, openStage, pagesReady, staff } from './acts-stage.ts'
import { takePicture } from './office.ts'
import { bookIsOpen } from './reading.ts'

const pageCount = 3
/** Of 256: so far apart may two decoders be, and scaling. */
const mostApart = { mean: 6, far: 64, farShare: 0.002 } as const

/** A case with A4 pages at 200 dpi, as a scanner makes them. */
async function scannedCase(stage: Stage) {
  const a4 = { boxes: '/MediaBox[0 0 595 842]', content: 'q 595 0 0 842 0 0 cm /Im0 Do Q' }
  const jpegs = await Promise.all(
    Array.from({ length: pageCount }, (_, index) =>
      scannedJpeg({ seed: index + 1, width: 1654, height: 2339 }),
    ),
  )
  const id = await stage.scene.draft({ concurringUnits: [] })
  await attach(stage, id, [['図面.pdf', await scannedPdf(jpegs.map((jpeg) => ({ ...a4, jpeg })))]])
  await stage.scene.act(staff.drafter, id, { type: 'submit' })
  await pagesReady(stage, id)
  const reader = await stage.scene.as(staff.groupChief)
  const [file] = (await reader.get<Book>(`/v1/proposals/${id}/pages`)).body.files
  return { id, scans: file?.scans ?? [] }
}

/** What was asked for to draw pages. */
function asked(page: Page): { readonly engine: () => number; readonly workers: () => readonly string[] } {
  let engine = 0
  page.on('request', (it) => (engine += it.url().includes('pdfium') ? 1 : 0))
  return {
    engine: () => engine,
    workers: () => page.workers().map((it) => /(pdf|scan)-worker/.exec(it.url())?.[0] ?? 'another'),
  }
}

async function goToPage(page: Page, number: number): Promise<void> {
  await page.locator('[role=toolbar] [data-page-box]').fill(String(number))
  await page.locator('[role=toolbar] [data-page-box]').press('Enter')
}

type Drawn = { readonly place: string; readonly pixels: string }

/** Every canvas of a page that is sharp, pieces by their place, with its pixels as base64. */
async function drawnOf(page: Page, number: number): Promise<readonly Drawn[]> {
  const place = `[data-desk] [data-file-page="${number - 1}"]`
  await page.locator(`${place}[data-state=sharp]`).waitFor()
  await page.waitForFunction((selector) => {
    const found = document.querySelector(selector)
    const tiles = found?.querySelector<HTMLElement>('.reader-pieces')?.dataset['tiles']
    const whole = found?.querySelector<HTMLCanvasElement>('.reader-sharp')
    return whole != null && whole.width > 0 && tiles !== 'drawing'
  }, place)
  return page.locator(place).evaluate((found) =>
    [...found.querySelectorAll<HTMLCanvasElement>('.reader-sharp, .reader-pieces canvas')].map((it) => {
      const copy = document.createElement('canvas')
      copy.width = it.width
      copy.height = it.height
      const context = copy.getContext('2d')
      context?.drawImage(it, 0, 0)
      const { data } = context?.getImageData(0, 0, it.width, it.height) ?? { data: new Uint8ClampedArray() }
      let bytes = ''
      for (let at = 0; at < data.length; at += 30_000)
        bytes += String.fromCharCode(...data.subarray(at, at + 30_000))
      return { place: `${it.style.left} ${it.style.top} ${it.width}×${it.height}`, pixels: btoa(bytes) }
    }),
  )
}

/** How far apart two pictures are, for each value of each pixel. */
function apart(one: Drawn, other: Drawn): { readonly mean: number; readonly farShare: number } {
  const [a, b] = [one, other].map((it) => Buffer.from(it.pixels, 'base64')) as [Buffer, Buffer]
  let [sum, far] = [0, 0]
  for (const [at, value] of a.entries()) {
    const difference = Math.abs(value - (b[at] ?? NaN))
    sum += difference
    if (!(difference <= mostApart.far)) far += 1
  }
  return { mean: sum / a.byteLength, farShare: far / a.byteLength }
}

test('scanned pages are decoded by the browser itself', { timeout: 300_000 }, async (t) => {
  const stage = await openStage(t)
  const { url, come, walk, nothingWentWrong } = stage
  const { id, scans } = await scannedCase(stage)
  t.equal(scans.length, 3 * pageCount, 'the book names them')
  const { page: quick } = await come(staff.groupChief)
  const { page: slow } = await come(staff.sectionChief)
  const [quickAsked, slowAsked] = [asked(quick), asked(slow)]

  /** Of pages that were drawn both ways, in the same window. */
  const areAlike = async (number: number, state: string): Promise<void> => {
    const [one, other] = [await drawnOf(quick, number), await drawnOf(slow, number)]
    const places = (all: readonly Drawn[]) => all.map((it) => it.place).sort()
    t.same(places(one), places(other), `${state}: the same pieces`)
    for (const drawn of one) {
      const same = other.find((it) => it.place === drawn.place)
      if (same === undefined) continue
      const { mean, farShare } = apart(drawn, same)
      t.ok(
        mean < mostApart.mean && farShare < mostApart.farShare,
        `${state}, ${drawn.place}: ${mean} apart, ${farShare} far`,
      )
    }
  }

  await walk('they are sharp, and PDFium was not asked for', async (t) => {
    await open(quick, url, id)
    await bookIsOpen(quick)
    await goToPage(quick, 2)
    await drawnOf(quick, 2)
    t.equal(quickAsked.engine(), 0)
    t.ok(quickAsked.workers().includes('scan-worker') && !quickAsked.workers().includes('pdf-worker'))
    await takePicture(quick, 'scan')
  })

  await walk('bytes that are cut short are not shown: PDFium draws the page, and it is sharp', async (t) => {
    let cut = 0
    await slow.route('**/v1/revisions/*/pdf', async (route) => {
      const range = (await route.request().headerValue('range')) ?? ''
      const isOfScan = scans.some((offset, at) => at % 3 === 1 && range.startsWith(`bytes=${offset}-`))
      if (!isOfScan) return route.continue()
      cut += 1
      const response = await route.fetch()
      await route.fulfill({ response, body: (await response.body()).subarray(0, -1000) })
    })
    await open(slow, url, id)
    await bookIsOpen(slow)
    await goToPage(slow, 2)
    await drawnOf(slow, 2)
    t.ok(cut > 0 && slowAsked.engine() > 0 && slowAsked.workers().includes('pdf-worker'))
    const before = cut
    await slow.keyboard.press('+')
    await slow.keyboard.press('0')
    await drawnOf(slow, 2)
    t.equal(cut, before, 'not tried again')
  })

  await walk('both look alike, in one piece and in pieces', async () => {
    await areAlike(2, 'as wide as the column')
    for (const page of [quick, slow]) {
      for (let times = 0; times < 9; times += 1) await page.keyboard.press('+')
      await page.locator('[data-desk] [data-tiles=sharp]').first().waitFor()
    }
    await areAlike(2, 'in pieces')
    t.equal(quickAsked.engine(), 0)
    await takePicture(quick, 'scan-in-pieces')
    await takePicture(slow, 'scan-in-pieces-by-pdfium')
  })

  await nothingWentWrong()
})
