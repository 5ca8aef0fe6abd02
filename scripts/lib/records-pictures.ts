import type { Kysely } from 'kysely'
import type { DisclosureDone } from '../../server/contract/disclosure.ts'
import type { ProposalList, ProposalView } from '../../server/contract/proposals.ts'
import type { ReceiptList } from '../../server/contract/receipts.ts'
import type { Database } from '../../server/store/database.ts'
import { signInAs } from '../../server/testing/signed-in.ts'
import { bookIsOpen } from '../../web/e2e/reading.ts'
import { type Visitor, arrive, askAs } from '../../web/e2e/visitor.ts'
import type { PictureDesk } from './operations-pictures.ts'

/** The people of the example prefecture whose screens these are. */
const people = {
  drafter: 'u0505',
  records: 'u0106',
  archivist: 'u0119',
  officer: 'u1101',
} as const

/** A case that ended with a 決裁 and whose 施行 is begun or stands before it. */
async function decidedToIssue(visitor: Visitor): Promise<string> {
  const { items } = await askAs<ProposalList>(visitor, '/v1/proposals?scope=section&status=decided')
  for (const { id } of items) {
    const { issuance } = await askAs<ProposalView>(visitor, `/v1/proposals/${id}`)
    if (issuance?.plan?.needed === true) return id
  }
  const [first] = items
  if (first === undefined) throw new Error('nothing is decided')
  return first.id
}

async function takeSearch({ where, save }: PictureDesk): Promise<void> {
  const drafter = await arrive(where, people.drafter)
  const { page } = drafter
  await page.goto(`${where.url}/search?q=${encodeURIComponent('観光')}`)
  await page.locator('[data-found]').first().waitFor()
  await page.locator('[data-search-count]').waitFor()
  await save(page, 'search')
  await drafter.leave()
}

async function takeReceipt({ where, save }: PictureDesk): Promise<void> {
  const drafter = await arrive(where, people.drafter)
  const { items } = await askAs<ReceiptList>(drafter, '/v1/receipts?tab=section')
  const [received] = items
  if (received === undefined) throw new Error('nothing has arrived')
  await drafter.page.goto(`${where.url}/receipts/${received.id}`)
  await drafter.page.locator('[data-stamp]').waitFor()
  await drafter.page.locator('[data-reader]:not([data-page-count="0"])').waitFor()
  await save(drafter.page, 'receipt')
  await drafter.leave()
}

async function takeIssuing({ where, save }: PictureDesk): Promise<void> {
  const drafter = await arrive(where, people.drafter)
  const id = await decidedToIssue(drafter)
  await drafter.page.goto(`${where.url}/proposals/${id}`)
  await bookIsOpen(drafter.page)
  await drafter.page.locator('[data-issuing]').evaluate((it) => it.scrollIntoView({ block: 'start' }))
  await save(drafter.page, 'issuing')
  await drafter.leave()
}

async function takeFolders({ where, save }: PictureDesk): Promise<void> {
  const keeper = await arrive(where, people.records)
  await keeper.page.goto(`${where.url}/folders`)
  await keeper.page.getByRole('region', { name: '簿冊' }).getByRole('row').nth(5).waitFor()
  await save(keeper.page, 'folders')
  await keeper.leave()
}

const old = [
  ['2020-512-90', '512-90', '後援名義使用承認（令和2年度）', 'R05', 'destroy'],
  ['2020-511-90', '511-90', '観光振興計画の策定（令和2年度）', 'R05', 'appraise'],
  ['2022-512-91', '512-91', '観光統計調査（令和4年度）', 'R03', 'destroy'],
] as const

/** 簿冊 of earlier years, as a body has them that has used Kessai for long. */
async function addOldFolders(db: Kysely<Database>): Promise<void> {
  for (const [id, code, name, retention_code, disposition] of old)
    await db
      .insertInto('record_folder')
      .values({
        ...{ id, code, name, retention_code, disposition, fiscal_year: Number(id.slice(0, 4)) },
        ...{ owner_unit: 'KNK', classification_code: code.slice(0, 3) },
      })
      .onConflict((it) => it.doNothing())
      .execute()
}

async function takeExpiry({ where, db, save }: PictureDesk): Promise<void> {
  await addOldFolders(db)
  const archivist = await arrive(where, people.archivist)
  const { page } = archivist
  await page.goto(`${where.url}/folders/expiry`)
  await page.getByText('後援名義使用承認（令和2年度）').click()
  const form = page.getByRole('form', { name: '評価選別' })
  await form.getByRole('textbox', { name: '理由' }).fill('定型の承認であり、歴史資料に当たらない')
  await form.evaluate((it) => it.scrollIntoView({ block: 'end' }))
  await save(page, 'expiry')
  await archivist.leave()
}

async function takeYear({ where, db, save }: PictureDesk): Promise<void> {
  await addOldFolders(db)
  const keeper = await arrive(where, people.records)
  await keeper.page.goto(`${where.url}/folders/calendar`)
  await keeper.page.locator('[data-year-calendar]').waitFor()
  await save(keeper.page, 'year-calendar')
  await keeper.leave()
}

async function takeMeasures({ where, save }: PictureDesk): Promise<void> {
  const keeper = await arrive(where, people.records)
  const { page } = keeper
  await page.goto(`${where.url}/measures`)
  await page.locator('[data-chart] .recharts-bar-rectangle').first().waitFor()
  await save(page, 'measures')
  await keeper.leave()
}

async function takeDisclosure({ where, save }: PictureDesk): Promise<void> {
  const drafter = await arrive(where, people.drafter)
  const id = await decidedToIssue(drafter)
  await drafter.leave()
  const officer = await signInAs(where.url, people.officer)
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
  const made = await officer.send<DisclosureDone>('POST', '/v1/disclosure-requests', {
    ...{ requestedOn: today, asks: '観光振興課の職員の道外旅行に関する文書', receiving: 'copy' },
    requester: { name: '札幌 花子', contact: '011-000-0000' },
  })
  const chosen = await officer.send('POST', `/v1/disclosure-requests/${made.body.id}/acts`, {
    ...{ type: 'choose_case', version: made.body.version, proposalId: id },
  })
  if (chosen.status !== 200) throw new Error(JSON.stringify(chosen.body))
  const desk = await arrive(where, people.officer)
  await desk.page.goto(`${where.url}/disclosure/${made.body.id}`)
  await desk.page.getByRole('heading', { level: 1 }).waitFor()
  await desk.page.getByText('札幌 花子').first().waitFor()
  await save(desk.page, 'disclosure')
  await desk.leave()
}

/** A case of the old system: what it says is its word. */
async function takeImported({ where, db, save }: PictureDesk): Promise<void> {
  const { proposal_id: id } = await db
    .selectFrom('legacy_case')
    .select('proposal_id')
    .orderBy('proposal_id')
    .executeTakeFirstOrThrow()
  const keeper = await arrive(where, people.records)
  await keeper.page.goto(`${where.url}/proposals/${id}`)
  await keeper.page.getByText('移行（旧システムの記録による）').first().waitFor()
  await bookIsOpen(keeper.page)
  await save(keeper.page, 'imported')
  await keeper.leave()
}

/** 収受 to 移管・廃棄, and finding it again: the pictures of the guide for whoever keeps records. */
export const recordsTakes: Readonly<Record<string, (desk: PictureDesk) => Promise<void>>> = {
  search: takeSearch,
  receipt: takeReceipt,
  issuing: takeIssuing,
  folders: takeFolders,
  expiry: takeExpiry,
  'year-calendar': takeYear,
  measures: takeMeasures,
  disclosure: takeDisclosure,
  imported: takeImported,
}
