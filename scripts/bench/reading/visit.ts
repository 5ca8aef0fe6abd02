import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import type { SignedIn } from '../../../server/testing/signed-in.ts'
import { type Viewer, probe } from './viewers.ts'

export const screen = { width: 1440, height: 900 } as const

/** One window with an empty cache, on one viewer. */
export type Visit = {
  readonly page: Page
  readonly devTools: CDPSession
  /** Milliseconds from the navigation until page 1 was painted sharp, and the bytes that had come by then. */
  readonly sharpMs: number
  readonly bytes: number
  close(): Promise<void>
}

/** Opens a viewer and waits for its first page. Throws after a minute without it. */
export async function visit(
  browser: Browser,
  viewer: Viewer,
  url: string,
  person?: SignedIn,
): Promise<Visit> {
  const context = await browser.newContext({ viewport: screen })
  try {
    if (person !== undefined) await takeAlong(context, url, person)
    const page = await context.newPage()
    const devTools = await context.newCDPSession(page)
    // As it came over the line, once an answer is whole; of one still under way only its unpacked length is known.
    const received = new Map<string, number>()
    await devTools.send('Network.enable')
    devTools.on('Network.dataReceived', (it) =>
      received.set(it.requestId, (received.get(it.requestId) ?? 0) + it.dataLength),
    )
    devTools.on('Network.loadingFinished', (it) => received.set(it.requestId, it.encodedDataLength))
    await page.addInitScript(probe(viewer))
    await page.goto(url, { waitUntil: 'commit' })
    // Asked again and again: waiting inside the page needs eval, which our pages forbid.
    const sharpMs = await until(page, 'window.probe?.sharpAt')
    const bytes = [...received.values()].reduce((sum, it) => sum + it, 0)
    return { page, devTools, sharpMs, bytes, close: () => context.close() }
  } catch (error) {
    await context.close()
    throw error
  }
}

async function takeAlong(context: BrowserContext, url: string, person: SignedIn): Promise<void> {
  const { hostname } = new URL(url)
  await context.addCookies(
    [...person.cookies].map(([name, value]) => ({ name, value, domain: hostname, path: '/' })),
  )
}

/** The first number or `true` an expression gives; `true` is 1. Throws after a minute. */
export async function until(page: Page, expression: string): Promise<number> {
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 20) {
    const value: unknown = await page.evaluate(expression)
    if (typeof value === 'number') return value
    if (value === true) return 1
    await pause(20)
  }
  throw new Error(`${expression} was nothing for a minute`)
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
