import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Visitor } from './visitor.ts'

type Place = Readonly<Record<'x' | 'y' | 'width' | 'height', number | undefined>> & { readonly what: string }

export type FirstScreen = {
  /** Where things lie in the window, in whole CSS pixels: cover sheet, header of the first file, its first page. */
  readonly places: readonly Place[]
  readonly cover: string
  readonly seals: number
  /** Width of the first page's picture in its own pixels; 0 while it is not there. */
  readonly pictureWidth: number
  /** Length of the scroll, in CSS pixels. */
  readonly length: number
}

const watched = [
  '[data-cover-sheet]',
  '[data-file-header]',
  '[data-page-index="0"]',
  '[data-act-bar]',
] as const

async function look(page: Page, desk: string): Promise<FirstScreen> {
  const places: Place[] = []
  for (const what of watched) {
    const box = await page.locator(what).first().boundingBox()
    if (box === null) continue
    const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(Math.round)
    places.push({ what, x, y, width, height })
  }
  return {
    places,
    cover: (await page.locator('[data-cover-sheet]').textContent()) ?? '',
    seals: await page.locator('[data-cover-sheet] [data-stamp]').count(),
    pictureWidth: await page
      .locator('[data-page-index="0"] img')
      .first()
      .evaluate((it) => (it as HTMLImageElement).naturalWidth),
    length: await page.locator(desk).evaluate((it) => it.scrollHeight),
  }
}

/** The reading page at `path` as the server draws it, while no script comes, and as the client draws it. */
export async function bothScreens(
  browser: Browser,
  visitor: Visitor,
  path: string,
  screen: BrowserContextOptions,
): Promise<{ readonly drawn: FirstScreen; readonly alive: FirstScreen }> {
  const url = new URL(path, visitor.page.url()).href
  const cookies = await visitor.context.cookies()
  const open = async (withScripts: boolean) => {
    const context = await browser.newContext({ locale: 'ja-JP', ...screen })
    await context.addCookies(cookies)
    if (!withScripts) await context.route('**/assets/*.js', (route) => route.abort())
    const page = await context.newPage()
    await page.goto(url)
    return page
  }
  const quiet = await open(false)
  const drawn = await look(quiet, '[data-early-desk]')
  await quiet.context().close()
  const living = await open(true)
  await living.locator('[data-desk] [data-page-index="0"][data-ready]').waitFor()
  const alive = await look(living, '[data-desk]')
  await living.context().close()
  return { drawn, alive }
}
