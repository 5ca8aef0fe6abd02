import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import type { Inbox } from '../server/contract/inbox.ts'
import type { ProposalList, ProposalView } from '../server/contract/proposals.ts'
import { freePort, startServer } from '../server/testing/running-server.ts'
import { launchBrowser } from '../web/e2e/office.ts'
import { bookIsOpen } from '../web/e2e/reading.ts'
import { type Visitor, arrive, askAs, openVisitor, phone } from '../web/e2e/visitor.ts'
import { ensureWeb } from './lib/web-build.ts'

/**
 * `npm run pictures`: takes the pictures of the README and the guide from the demo as it starts, into
 * docs/guide/pictures/. They are taken again when the screens change, never drawn by hand.
 */
const folder = join(import.meta.dirname, '../docs/guide/pictures')
const largestBytes = 250_000
/** Rendering all of the example's files takes minutes on a small machine. */
const renditionsMs = 15 * 60_000

async function save(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  // The caret would blink into one picture and out of the next.
  const taken = await page.screenshot({ caret: 'hide', animations: 'disabled' })
  for (const colours of [256, 128, 64]) {
    const small = await sharp(taken).png({ palette: true, colours, effort: 10 }).toBuffer()
    if (small.length > largestBytes) continue
    await writeFile(join(folder, `${name}.png`), small)
    console.log(`${name}.png ${Math.round(small.length / 1000)} kB`)
    return
  }
  throw new Error(`${name} does not fit into ${largestBytes} bytes`)
}

/** Waits until every file of a proposal has its pages; a file that cannot have any is no picture to show. */
async function waitForPages(visitor: Visitor, id: string): Promise<void> {
  const startedAt = performance.now()
  for (;;) {
    const { attachments } = await askAs<ProposalView>(visitor, `/v1/proposals/${id}`)
    if (attachments.every((it) => it.rendition.status === 'done')) return
    const failed = attachments.find((it) => it.rendition.status === 'failed')
    if (failed !== undefined) throw new Error(`${failed.name}: ${failed.rendition.failure?.text ?? ''}`)
    if (performance.now() - startedAt > renditionsMs) throw new Error('the pages are not ready')
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

/** The waiting proposal whose title has these words. */
async function waiting(visitor: Visitor, tab: string, words: string): Promise<string> {
  const { items } = await askAs<Inbox>(visitor, `/v1/inbox?tab=${tab}`)
  const found = items.find((it) => it.title.includes(words))
  if (found === undefined) throw new Error(`${words} does not wait for ${visitor.login}`)
  await waitForPages(visitor, found.proposalId)
  return found.proposalId
}

async function scrollTo(page: Page, top: number): Promise<void> {
  await page.locator('[data-desk]').evaluate((desk, top) => desk.scrollTo(0, top), top)
}

type Where = Parameters<typeof arrive>[0]

async function takeSignIn(where: Where): Promise<void> {
  const somebody = await openVisitor(where, 'u0505')
  await somebody.page.locator('#kc-form-login').waitFor()
  await save(somebody.page, 'sign-in')
  await somebody.leave()
}

async function takeInbox(where: Where): Promise<void> {
  const chief = await arrive(where, 'u0503')
  const { items } = await askAs<Inbox>(chief, '/v1/inbox?tab=approve')
  const [first] = items
  if (first === undefined) throw new Error('nothing waits for the section chief')
  await waitForPages(chief, first.proposalId)
  await chief.page.reload()
  await chief.page.locator('figure img').evaluate((it) => (it as HTMLImageElement).decode())
  await save(chief.page, 'inbox')
  await chief.leave()
}

async function takeCompose(where: Where): Promise<void> {
  const drafter = await arrive(where, 'u0505')
  const { items } = await askAs<ProposalList>(drafter, '/v1/proposals?scope=mine&status=draft')
  const [draft] = items
  if (draft === undefined) throw new Error('the drafter has no draft')
  await waitForPages(drafter, draft.id)
  await drafter.page.goto(`${where.url}/compose/${draft.id}`)
  await drafter.page.getByRole('region', { name: '決裁の経路' }).getByText('中島 望').waitFor()
  await save(drafter.page, 'compose')
  await drafter.leave()
}

async function takeReading(where: Where): Promise<void> {
  const finance = await arrive(where, 'u0114')
  const id = await waiting(finance, 'concur', '意見募集')
  await finance.page.goto(`${where.url}/proposals/${id}`)
  await bookIsOpen(finance.page)
  // Past the heading, so that the seals and the text lie in the middle.
  await scrollTo(finance.page, 150)
  await save(finance.page, 'reading')
  await finance.leave()
}

async function takePhone(where: Where): Promise<void> {
  const finance = await arrive(where, 'u0114', phone)
  const id = await waiting(finance, 'concur', '意見募集')
  await finance.page.goto(`${where.url}/proposals/${id}`)
  await bookIsOpen(finance.page)
  await save(finance.page, 'phone')
  await finance.leave()
}

await ensureWeb()
await mkdir(folder, { recursive: true })
const dataDir = await mkdtemp(join(tmpdir(), 'kessai-pictures-'))
const server = await startServer({ dataDir, port: await freePort() })
const browser = await launchBrowser()
try {
  const where = { browser, url: server.url }
  for (const take of [takeSignIn, takeInbox, takeCompose, takeReading, takePhone]) await take(where)
} finally {
  await browser.close()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
}
