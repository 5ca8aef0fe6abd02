import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Visitor } from './visitor.ts'

type Place = { readonly what: string } & Readonly<Record<'x' | 'y' | 'width' | 'height', number>>

export type FirstScreen = {
  /** Where things lie in the window, in CSS pixels: cover sheet, header of the first file, its first page. */
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
    places.push({ what, ...box })
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
  const url = new URL(path, visitor.url).href
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

/** What is missing, or lies elsewhere, by more than the pixel that rounding may cost; as sentences. */
export function moved(before: readonly Place[], after: readonly Place[]): readonly string[] {
  return before.flatMap((place) => {
    const now = after.find((it) => it.what === place.what)
    if (now === undefined) return [`${place.what} is gone`]
    return (['x', 'y', 'width', 'height'] as const)
      .filter((side) => Math.abs(now[side] - place[side]) > 1)
      .map((side) => `${place.what}: ${side} ${place[side]} became ${now[side]}`)
  })
}
