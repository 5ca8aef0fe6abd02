import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { signInAs } from '../../server/testing/signed-in.ts'
import { patienceMs } from './office.ts'

/** Somebody at a browser of their own. */
export type Visitor = {
  readonly login: string
  /** The address of the server. */
  readonly url: string
  readonly page: Page
  readonly context: BrowserContext
  /** What went wrong without anybody seeing it: errors and refusals by policy, failed and foreign requests. */
  readonly troubles: readonly string[]
  readonly leave: () => Promise<void>
}

/** A window on a desk. */
export const desk = { viewport: { width: 1440, height: 900 } } as const
/** As wide as most phones. */
export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} as const

type Where = { readonly browser: Browser; readonly url: string }

/** Opens the address in a clean browser profile. */
export async function openVisitor(
  where: Where,
  login: string,
  screen: BrowserContextOptions = desk,
): Promise<Visitor> {
  const visitor = await openProfile(where, login, screen, new Map())
  await visitor.page.goto(where.url)
  return visitor
}

/** A browser profile that nobody uses, with one page that stays open, so that the programs of our pages stay read. */
type Seat = { readonly context: BrowserContext; readonly kept: Page }
const freeSeats = new WeakMap<Browser, Map<string, Seat[]>>()

/** Free profiles for this site and screen; whoever leaves one clean puts it back. */
function seatsOf({ browser, url }: Where, screen: BrowserContextOptions): Seat[] {
  const bySite = freeSeats.get(browser) ?? new Map<string, Seat[]>()
  freeSeats.set(browser, bySite)
  const name = JSON.stringify([url, screen])
  const seats = bySite.get(name) ?? []
  bySite.set(name, seats)
  return seats
}

async function newSeat({ browser, url }: Where, screen: BrowserContextOptions): Promise<Seat> {
  const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', ...screen })
  context.setDefaultTimeout(patienceMs)
  const kept = await context.newPage()
  await kept.goto(new URL('/healthz', url).href)
  return { context, kept }
}

/** Nothing of whoever sat there remains, besides what a browser keeps of files that never change. */
async function clear({ context, kept }: Seat): Promise<void> {
  const others = context.pages().filter((it) => it !== kept)
  await Promise.all(others.map((it) => it.close()))
  await context.clearCookies()
  await context.clearPermissions()
  const session = await context.newCDPSession(kept)
  const { origin } = new URL(kept.url())
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await session.detach()
}

/** A clean browser profile with these cookies, which listens for everything that goes wrong; nothing is open in it yet. */
async function openProfile(
  where: Where,
  login: string,
  screen: BrowserContextOptions,
  cookies: ReadonlyMap<string, string>,
): Promise<Visitor> {
  const { url } = where
  const seats = seatsOf(where, screen)
  const seat = seats.pop() ?? (await newSeat(where, screen))
  const { context } = seat
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url, httpOnly: true })))
  const page = await context.newPage()
  const troubles: string[] = []
  let signedIn = false
  const origin = new URL(url).origin
  page.on('console', (message) => {
    // A failed request is told below, with its status.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
    troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => troubles.push(`error: ${error.stack ?? error.message}`))
  page.on('request', (request) => {
    const asked = new URL(request.url())
    if (asked.protocol.startsWith('http') && asked.origin !== origin)
      troubles.push(`foreign request: ${asked.href}`)
  })
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname === '/v1/me' && response.ok()) signedIn = true
    // Before signing in, 401 is how the client learns that it has to.
    if (response.status() === 401 && !signedIn) return
    if (response.status() >= 400) troubles.push(`${response.status()}: ${pathname}`)
  })
  const leave = async (): Promise<void> => {
    await clear(seat)
    seats.push(seat)
  }
  return { login, url, page, context, troubles, leave }
}

/** Signs in on the demo's page: picks the person from the list, or types the number of one who is not on it. */
export async function signIn({ page, login }: Visitor): Promise<void> {
  await page.locator('#kc-form-login').waitFor()
  const listed = page.locator(`button[name=fill][value=${login}]`)
  if ((await listed.count()) > 0) await listed.click()
  else {
    await page.locator('#username').fill(login)
    await page.locator('#password').fill('kessai')
  }
  await page.locator('#kc-login').click()
  await hasComeIn(page)
}

const hasComeIn = (page: Page) => page.getByRole('navigation', { name: '主なメニュー' }).waitFor()

/**
 * A person with an empty page, signed in already: web/e2e/road.test.ts walks through the page for that. Whoever begins in
 * the inbox opens it.
 */
export async function arrive(
  where: Where,
  login: string,
  screen: BrowserContextOptions = desk,
): Promise<Visitor> {
  const { cookies } = await signInAs(where.url, login)
  return openProfile(where, login, screen, cookies)
}

/** Opens the inbox. */
export async function openInbox({ page, url }: Visitor): Promise<void> {
  await page.goto(url)
  await hasComeIn(page)
}

/** JSON from our own server with the cookies of the visitor's browser. */
export async function askAs<Answer>({ context, url }: Visitor, path: string): Promise<Answer> {
  const response = await context.request.get(new URL(path, url).href)
  if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`)
  return (await response.json()) as Answer
}
