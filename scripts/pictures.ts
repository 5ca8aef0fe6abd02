import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { startEmbeddedPostgres } from '../server/adapters/embedded-postgres.ts'
import type { Inbox } from '../server/contract/inbox.ts'
import type { ProposalList, ProposalView } from '../server/contract/proposals.ts'
import { createKysely, createPool } from '../server/store/database.ts'
import { freePort, startServer } from '../server/testing/running-server.ts'
import { signInAs } from '../server/testing/signed-in.ts'
import { launchBrowser } from '../web/e2e/office.ts'
import { bookIsOpen } from '../web/e2e/reading.ts'
import { type Visitor, arrive, askAs, openVisitor, phone } from '../web/e2e/visitor.ts'
import { operationsTakes } from './lib/operations-pictures.ts'
import { recordsTakes } from './lib/records-pictures.ts'
import { ensureServer } from './lib/server-build.ts'
import { ensureWeb } from './lib/web-build.ts'

/**
 * `npm run pictures [-- name …]`: takes the pictures of the README, the guide and docs/operations/, or those named, from
 * the demo as it starts, into a folder beside the page. They are taken again when the screens change, never drawn by hand.
 */
const docs = join(import.meta.dirname, '../docs')
const guide = { folder: join(docs, 'guide/pictures'), largestBytes: 250_000 }
const operations = { folder: join(docs, 'operations/pictures'), largestBytes: 150_000 }
/** Rendering all of the example's files takes minutes on a small machine. */
const renditionsMs = 15 * 60_000

async function save(page: Page, name: string, { folder, largestBytes } = guide): Promise<void> {
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
  await chief.page.goto(where.url)
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

async function takeReturn(where: Where): Promise<void> {
  const finance = await arrive(where, 'u0114')
  const id = await waiting(finance, 'concur', '意見募集')
  await finance.page.goto(`${where.url}/proposals/${id}`)
  await bookIsOpen(finance.page)
  await finance.page.locator('[data-act-bar] [data-act="return"]').click()
  const form = finance.page.locator('[data-act-form="return"]')
  await form
    .locator('textarea')
    .first()
    .fill('概要版の募集期間が素案と合いません。どちらかにそろえてください。')
  await save(finance.page, 'return')
  await finance.leave()
}

async function takeMenu(where: Where): Promise<void> {
  const chief = await arrive(where, 'u0504')
  const id = await waiting(chief, 'approve', '後援名義')
  await chief.page.goto(`${where.url}/proposals/${id}`)
  await bookIsOpen(chief.page)
  await chief.page.locator('[data-more-acts]').click()
  await chief.page.locator('[data-act-menu]').waitFor()
  await save(chief.page, 'menu')
  await chief.leave()
}

/** The drafter answers an objection: the opinions stand side by side, as the decider will read them. */
async function takeOpinions(where: Where): Promise<void> {
  const drafter = await arrive(where, 'u0505')
  const id = await waiting(drafter, 'returned', '意見募集')
  await drafter.page.goto(`${where.url}/proposals/${id}`)
  await bookIsOpen(drafter.page)
  const board = drafter.page.locator('[data-opinion-board]')
  await board.scrollIntoViewIfNeeded()
  await save(drafter.page, 'opinions')
  await drafter.leave()
}

async function takeBulk(where: Where): Promise<void> {
  const chief = await arrive(where, 'u0104')
  await waiting(chief, 'examine', '要綱の一部改正')
  await chief.page.goto(`${where.url}/inbox/bulk`)
  await chief.page
    .locator('[data-bulk-row]')
    .filter({ hasText: '要綱の一部改正' })
    .getByRole('button')
    .click()
  await chief.page.locator('[data-look] img').first().waitFor()
  await chief.page.getByRole('button', { name: 'すべて選ぶ' }).click()
  await save(chief.page, 'bulk')
  await chief.leave()
}

async function takeAbsences(where: Where): Promise<void> {
  const chief = await arrive(where, 'u0503')
  await chief.page.goto(`${where.url}/settings/absences`)
  const form = chief.page.getByRole('form', { name: '不在を登録する' })
  await form.getByText('登録するとこうなります').waitFor()
  await form.getByRole('textbox', { name: '理由' }).fill('道外出張')
  await save(chief.page, 'absences')
  await chief.leave()
}

/** 欠番 of the 課 whose 指令番号 the example has given. */
async function takeNumbers(where: Where): Promise<void> {
  const keeper = await arrive(where, 'u0405')
  await keeper.page.goto(`${where.url}/settings/numbers`)
  const book = keeper.page.getByRole('region', { name: '指令番号' })
  await book.getByRole('button', { name: /欠番を登録する/ }).click()
  const form = book.getByRole('form')
  await form.getByRole('textbox', { name: '個数' }).fill('2')
  await form.getByRole('textbox', { name: '理由' }).fill('紙の番号簿で使用済み')
  await book.evaluate((it) => it.scrollIntoView({ block: 'center' }))
  await save(keeper.page, 'numbers')
  await keeper.leave()
}

/** A 合議先 that is away for days: the case waits for the 文書主管課. */
async function takeSeats(where: Where): Promise<void> {
  const office = await signInAs(where.url, 'u0106')
  const to = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const from = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
  const absence = { person: 'u0114', from, to, reason: '出張' }
  const made = await office.send('POST', '/v1/absences', absence)
  if (made.status >= 300) throw new Error(JSON.stringify(made.body))
  const keeper = await arrive(where, 'u0106')
  await keeper.page.goto(`${where.url}/settings/seats`)
  await keeper.page
    .getByRole('link', { name: /^文書を開く/ })
    .first()
    .waitFor()
  await save(keeper.page, 'seats')
  await keeper.leave()
}

async function takeAuthorityTable(where: Where): Promise<void> {
  const keeper = await arrive(where, 'u0106')
  const { page } = keeper
  await page.goto(`${where.url}/settings/authorityTable`)
  await page.getByRole('searchbox', { name: /行を探す/ }).fill('補助金')
  await page.getByRole('button', { name: /B04/ }).click()
  const start = page
    .getByRole('listitem', { name: '区切り 3' })
    .getByRole('textbox', { name: 'この金額以上' })
  await start.fill('2000万')
  await start.press('Tab')
  await page.getByRole('button', { name: '何が変わるかを見る' }).click()
  await page.getByText('2,000万円以上5,000万円未満は丙（部長）、を設定').waitFor()
  await page.getByRole('heading', { name: '施行日を決めて確定する' }).evaluate((it) => it.scrollIntoView())
  await save(page, 'authority-table')
  await keeper.leave()
}

async function takeRehearsal(where: Where): Promise<void> {
  const keeper = await arrive(where, 'u0106')
  const { page } = keeper
  await page.goto(`${where.url}/settings/transfers`)
  const in30Days = new Date(Date.now() + (9 + 24 * 30) * 3_600_000).toISOString().slice(0, 10)
  await page.getByLabel('適用日').fill(in30Days)
  const rows = [
    'employee_no,name,name_kana,unit_code,position_code,kind',
    'u0503,中島 望,ナカジマ ノゾミ,KAI,P-SEC,本務',
    'u0110,豊平 尚,トヨヒラ ヒサシ,BUN,P-CHF,本務',
  ]
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByRole('button', { name: 'リハーサルをする' }).click()
  await page.getByRole('region', { name: /^空く職/ }).waitFor()
  await save(page, 'rehearsal')
  await keeper.leave()
}

async function takeAudit(where: Where): Promise<void> {
  const drafter = await arrive(where, 'u0112')
  const { items } = await askAs<ProposalList>(drafter, '/v1/proposals?scope=mine&status=decided')
  const [bill] = items
  if (bill === undefined) throw new Error('no decided bill')
  await drafter.leave()
  const keeper = await arrive(where, 'u0106')
  await keeper.page.goto(`${where.url}/proposals/${bill.id}/audit`)
  await keeper.page.locator('[data-verdict=intact]').waitFor()
  await save(keeper.page, 'audit')
  await keeper.leave()
}

/** In this order: the last one changes what waits. */
const takes: Readonly<Record<string, (where: Where) => Promise<void>>> = {
  'sign-in': takeSignIn,
  inbox: takeInbox,
  compose: takeCompose,
  reading: takeReading,
  phone: takePhone,
  return: takeReturn,
  menu: takeMenu,
  opinions: takeOpinions,
  bulk: takeBulk,
  absences: takeAbsences,
  numbers: takeNumbers,
  'authority-table': takeAuthorityTable,
  rehearsal: takeRehearsal,
  audit: takeAudit,
  seats: takeSeats,
}

const named = process.argv.slice(2)
const all = [takes, recordsTakes, operationsTakes].flatMap((it) => Object.keys(it))
const unknown = named.filter((it) => !all.includes(it))
if (unknown.length > 0) {
  console.log(`no such picture: ${unknown.join(', ')}. There are: ${all.join(', ')}`)
  process.exit(2)
}
await Promise.all([ensureWeb(), ensureServer()])
for (const { folder } of [guide, operations]) await mkdir(folder, { recursive: true })
const dataDir = await mkdtemp(join(tmpdir(), 'kessai-pictures-'))
// What the database's own user does there has to be let in.
await chmod(dataDir, 0o755)
const log = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) }
const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), log })
const databaseUrl = postgres.url('kessai')
// Proposals take minutes to make, and these pictures show none.
const isSmall = named.length > 0 && named.every((it) => it in operationsTakes)
const env = { DATABASE_URL: databaseUrl, KESSAI_DEMO: isSmall ? 'organisation' : 'proposals' }
const server = await startServer({ dataDir, port: await freePort(), env })
const db = createKysely(createPool(databaseUrl))
const browser = await launchBrowser()
try {
  const where = { browser, url: server.url }
  const desk = { where, db, save: (page: Page, name: string) => save(page, name, operations) }
  for (const name of named.length === 0 ? all : named) {
    await takes[name]?.(where)
    await recordsTakes[name]?.({ ...desk, save })
    await operationsTakes[name]?.(desk)
  }
} finally {
  await browser.close()
  await db.destroy()
  await server.stop()
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
}
