import { type Kysely, type RawBuilder, type Transaction, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { ProposalStatus } from '../domain/approval/proposal.ts'
import { type ChainHead, type ChainVerdict } from '../domain/audit/links.ts'
import { recordEventOf, verifyRecord } from '../domain/audit/record-chain.ts'
import type { LocalDate, ProposalId, UnitCode } from '../domain/ids.ts'
import type { FiledCases } from '../domain/records/folder-term.ts'
import {
  type Disposition,
  type Folder,
  type FolderEvent,
  type FolderFacts,
  evolveFolder,
  folderOf,
} from '../domain/records/folder.ts'
import type { HashLink } from '../domain/audit/links.ts'
import type { Database } from './database.ts'
import { appendToRecord, findRecord, lockRecord } from './record-log.ts'
import { completedOn, filedIn } from './filed-in.ts'
import { readable } from './readable.ts'

export type StoredFolder = {
  readonly id: string
  /** How many events its chain has: 0 for one that was there before and of which nothing was written. */
  readonly version: number
  readonly folder: Folder
}

/** A 簿冊 as its row has it. */
export type FolderRow = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly fiscal_year: number
  readonly classification_code: string
  readonly retention_code: string
  readonly disposition: string
  readonly owner_unit: string | null
  readonly state: unknown
  readonly version: number | null
}

/** What `storedOf` reads, and whence. */
export const folderColumns = sql`f.id, f.code, f.name, f.fiscal_year, f.classification_code, f.retention_code, f.disposition,
  f.owner_unit, f.state, h.seq as version`
export const folderSource = sql`record_folder f left join record_head h on h.kind = 'folder' and h.id = f.id`

function factsOf(row: FolderRow): FolderFacts {
  return {
    code: row.code,
    name: row.name,
    fiscalYear: row.fiscal_year,
    classification: row.classification_code,
    retention: row.retention_code,
    disposition: row.disposition as Disposition,
    ...(row.owner_unit === null ? {} : { owner: row.owner_unit as UnitCode }),
  }
}

/** A row as the rules see it. */
export function storedOf(row: FolderRow): StoredFolder {
  return {
    id: row.id,
    version: row.version ?? 0,
    folder: row.state === null ? folderOf(factsOf(row)) : (row.state as Folder),
  }
}

/** A 簿冊; undefined when there is none. */
export async function findFolder(db: Kysely<Database>, id: string): Promise<StoredFolder | undefined> {
  const { rows } =
    await sql<FolderRow>`select ${folderColumns} from ${folderSource} where f.id = ${id}`.execute(db)
  return rows[0] === undefined ? undefined : storedOf(rows[0])
}

export type LockedFolder = StoredFolder & { readonly head: ChainHead | undefined }

/**
 * Those of some 簿冊 that there are, held until the transaction ends, always in the same order, so that two who act on the
 * same ones take turns. Each is the fold of its chain.
 */
export async function lockFolders(
  trx: Transaction<Database>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LockedFolder>> {
  const found = new Map<string, LockedFolder>()
  for (const id of [...new Set(ids)].toSorted()) {
    const { rows } = await sql<FolderRow>`select ${folderColumns} from ${folderSource} where f.id = ${id}
      for update of f`.execute(trx)
    if (rows[0] === undefined) continue
    const head = await lockRecord(trx, { kind: 'folder', id })
    const folder = (await foldOf(trx, id)) ?? folderOf(factsOf(rows[0]))
    found.set(id, { id, version: head?.seq ?? 0, folder, head })
  }
  return found
}

async function foldOf(db: Kysely<Database>, id: string): Promise<Folder | undefined> {
  const record = await findRecord(db, { kind: 'folder', id })
  return record?.links.reduce<Folder | undefined>(
    (folder, link) => evolveFolder(folder, recordEventOf(link) as FolderEvent),
    undefined,
  )
}

/** Writes what happened to a held 簿冊 into its chain, and what it is now beside it; answers that. */
export async function writeFolder(
  trx: Transaction<Database>,
  { id, folder, head }: LockedFolder,
  events: readonly FolderEvent[],
  hashLink: HashLink,
): Promise<StoredFolder> {
  const [first] = events
  if (first === undefined) throw new Error(`nothing happened to 簿冊 ${id}`)
  // One that was there before its chain: what it was stands first in it.
  const taken: readonly FolderEvent[] =
    head === undefined ? [{ type: 'taken_over', at: first.at, by: first.by, facts: plainFacts(folder) }] : []
  const all = [...taken, ...events]
  const { seq } = await appendToRecord(trx, { kind: 'folder', id }, head, all, hashLink)
  const next = events.reduce<Folder>((it, event) => evolveFolder(it, event), folder)
  await trx
    .updateTable('record_folder')
    .set({ ...rowOf(next), state: JSON.stringify(next) })
    .where('id', '=', id)
    .execute()
  return { id, version: seq, folder: next }
}

function plainFacts(folder: Folder): FolderFacts {
  const { code, name, fiscalYear, classification, retention, disposition, owner } = folder
  const facts = { code, name, fiscalYear, classification, retention, disposition }
  return owner === undefined ? facts : { ...facts, owner }
}

function rowOf({ code, name, fiscalYear, classification, retention, disposition, owner, status }: Folder) {
  return {
    ...{ code, name, disposition, status, fiscal_year: fiscalYear },
    classification_code: classification,
    retention_code: retention,
    owner_unit: owner ?? null,
  }
}

/** Opens a 簿冊 with the first event of its chain. */
export async function insertFolder(
  trx: Transaction<Database>,
  id: string,
  event: Extract<FolderEvent, { type: 'opened' }>,
  hashLink: HashLink,
): Promise<StoredFolder> {
  const folder = evolveFolder(undefined, event)
  await trx
    .insertInto('record_folder')
    .values({ id, ...rowOf(folder), state: JSON.stringify(folder) })
    .execute()
  const { seq } = await appendToRecord(trx, { kind: 'folder', id }, undefined, [event], hashLink)
  return { id, version: seq, folder }
}

/**
 * A 簿冊番号 of a class that no 簿冊 of any year has: the class, a hyphen and two digits or more. Whoever asks at the same
 * time for the same class waits.
 */
export async function nextFolderCode(trx: Transaction<Database>, classification: string): Promise<string> {
  await sql`select 1 from classification where code = ${classification} for update`.execute(trx)
  const { rows } = await sql<{ last: number | null }>`
    select max(substring(code from ${classification.length + 2}::int)::int) as last from record_folder
    where code ~ ('^' || ${classification} || '-[0-9]{1,6}$')`.execute(trx)
  return `${classification}-${String((rows[0]?.last ?? 0) + 1).padStart(2, '0')}`
}

export type FolderFilter = {
  readonly fiscalYear?: number
  /** Of that unit; `common`: 庁内共通. */
  readonly owner?: UnitCode | 'common'
  readonly classifications?: readonly string[]
  /** A part of the name or the 簿冊番号. */
  readonly words?: string
  readonly retention?: string
  readonly status?: 'kept' | 'merged' | 'disposed' | 'held'
}

function whereOf(filter: FolderFilter): RawBuilder<boolean> {
  const { fiscalYear = null, owner = null, classifications, words, retention = null, status } = filter
  const like = words === undefined ? null : `%${words.replaceAll(/[\\%_]/g, (it) => `\\${it}`)}%`
  return sql<boolean>`(${fiscalYear}::int is null or f.fiscal_year = ${fiscalYear}::int)
    and (${owner}::text is null or coalesce(f.owner_unit, 'common') = ${owner}::text)
    and (${classifications === undefined}::boolean or f.classification_code = any(${[...(classifications ?? [])]}::text[]))
    and (${like}::text is null or f.name ilike ${like}::text or f.code ilike ${like}::text)
    and (${retention}::text is null or f.retention_code = ${retention}::text)
    and (${status === 'held' ? 'kept' : (status ?? null)}::text is null or f.status = ${status === 'held' ? 'kept' : (status ?? null)}::text)
    and (${status !== 'held'}::boolean or f.state -> 'hold' is not null)`
}

/** 簿冊 by year (the newest first) and 簿冊番号. */
export async function listFolders(
  db: Kysely<Database>,
  filter: FolderFilter,
  page: { readonly after?: { readonly fiscalYear: number; readonly code: string }; readonly limit: number },
): Promise<readonly StoredFolder[]> {
  const { after, limit } = page
  const { rows } = await sql<FolderRow>`select ${folderColumns} from ${folderSource}
    where ${whereOf(filter)}
      and (${after === undefined}::boolean
        or (-f.fiscal_year, f.code) > (${-(after?.fiscalYear ?? 0)}::int, ${after?.code ?? ''}::text))
    order by -f.fiscal_year, f.code
    limit ${limit}`.execute(db)
  return rows.map(storedOf)
}

/** All 簿冊 by a filter, by year and 簿冊番号. */
export async function listAllFolders(
  db: Kysely<Database>,
  filter: FolderFilter,
): Promise<readonly StoredFolder[]> {
  const { rows } = await sql<FolderRow>`select ${folderColumns} from ${folderSource}
    where ${whereOf(filter)} order by -f.fiscal_year, f.code`.execute(db)
  return rows.map(storedOf)
}

/** How many 簿冊 there are in each class by a filter. */
export async function countFolders(
  db: Kysely<Database>,
  filter: FolderFilter,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ code: string; count: number }>`
    select f.classification_code as code, count(*)::int as count from record_folder f
    where ${whereOf(filter)} group by 1`.execute(db)
  return new Map(rows.map((it) => [it.code, it.count]))
}

/** Years in which there are 簿冊, the newest first. */
export async function listFolderYears(db: Kysely<Database>): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('record_folder')
    .select('fiscal_year')
    .distinct()
    .orderBy('fiscal_year', 'desc')
    .execute()
  return rows.map((it) => it.fiscal_year)
}

const everybody = sql<boolean>`true`

/** The cases of some 簿冊 by their 保存期間; with a reader only those that he or she may read (R-16). */
export async function listFiledCases(
  db: Kysely<Database>,
  folders: readonly string[],
  reader?: Reader,
): Promise<ReadonlyMap<string, readonly (FiledCases & { readonly count: number })[]>> {
  const { rows } = await sql<{
    folder: string
    retention: string
    count: number
    unfinished: number
    completedOn: LocalDate | null
  }>`
    select ${filedIn} as folder, proposal.content ->> 'retentionCode' as retention, count(*)::int as count,
      (count(*) filter (where ${completedOn} is null))::int as unfinished, max(${completedOn}) as "completedOn"
    from proposal
    where ${filedIn} = any(${[...folders]}::text[]) and proposal.status <> 'draft'
      and ${reader === undefined ? everybody : readable(reader)}
    group by 1, 2`.execute(db)
  const found = new Map<string, (FiledCases & { readonly count: number })[]>()
  for (const { folder, completedOn: on, ...it } of rows) {
    const one = { ...it, ...(on === null ? {} : { completedOn: on }) }
    const list = found.get(folder)
    if (list === undefined) found.set(folder, [one])
    else list.push(one)
  }
  return found
}

export type FiledCase = {
  readonly id: ProposalId
  readonly title: string
  readonly number: string | null
  readonly status: ProposalStatus
  readonly retention: string
  readonly completedOn: LocalDate | null
  readonly createdAt: string
}

/** The cases of a 簿冊 that the reader may read, the oldest first, as they are bound. */
export async function listCasesOf(
  db: Kysely<Database>,
  folder: string,
  reader: Reader,
  page: { readonly after?: { readonly createdAt: string; readonly id: ProposalId }; readonly limit: number },
): Promise<readonly FiledCase[]> {
  const { after, limit } = page
  const { rows } = await sql<FiledCase>`
    select proposal.id, proposal.title, proposal.number, proposal.status,
      proposal.content ->> 'retentionCode' as retention, ${completedOn} as "completedOn",
      proposal.created_at as "createdAt"
    from proposal
    where ${filedIn} = ${folder} and proposal.status <> 'draft' and ${readable(reader)}
      and (${after?.createdAt ?? null}::timestamptz is null
        or (proposal.created_at, proposal.id) > (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by proposal.created_at, proposal.id
    limit ${limit}`.execute(db)
  return rows
}

/** Every case of a 簿冊, secret ones too: what goes along when it is merged. */
export async function allCasesOf(db: Kysely<Database>, folder: string): Promise<readonly ProposalId[]> {
  const { rows } = await sql<{ id: ProposalId }>`select proposal.id from proposal
    where ${filedIn} = ${folder} and proposal.status <> 'draft' order by proposal.created_at, proposal.id`.execute(
    db,
  )
  return rows.map((it) => it.id)
}

/** Which of some cases a person may read. */
export async function readableAmong(
  db: Kysely<Database>,
  cases: readonly ProposalId[],
  reader: Reader,
): Promise<ReadonlyMap<ProposalId, string>> {
  if (cases.length === 0) return new Map()
  const { rows } = await sql<{
    id: ProposalId
    title: string
  }>`select proposal.id, proposal.title from proposal
    where proposal.id = any(${[...cases]}::uuid[]) and ${readable(reader)}`.execute(db)
  return new Map(rows.map((it) => [it.id, it.title]))
}

/** Whether a case lies in a 簿冊 and a person may read it. */
export async function isReadableIn(
  db: Kysely<Database>,
  folder: string,
  one: ProposalId,
  reader: Reader,
): Promise<boolean> {
  const { rows } = await sql`select 1 from proposal
    where proposal.id = ${one} and ${filedIn} = ${folder} and proposal.status <> 'draft' and ${readable(reader)}`.execute(
    db,
  )
  return rows.length > 0
}

/** Files cases in another 簿冊. Their content says what it said: after 決裁 nothing of a case changes (R-11). */
export async function refile(
  trx: Transaction<Database>,
  cases: readonly ProposalId[],
  folder: string,
): Promise<void> {
  await sql`update proposal set refiled_to = ${folder}, refiled_from = content ->> 'folderId'
    where id = any(${[...cases]}::uuid[])`.execute(trx)
}

/** What happened to a 簿冊, first to last, and whether its chain is the one that was written. */
export async function readFolderChain(
  db: Kysely<Database>,
  id: string,
  hashLink: HashLink,
): Promise<{ readonly events: readonly FolderEvent[]; readonly verdict: ChainVerdict }> {
  const record = await findRecord(db, { kind: 'folder', id })
  if (record === undefined) return { events: [], verdict: { intact: true } }
  return {
    events: record.links.map((it) => recordEventOf(it) as FolderEvent),
    verdict: verifyRecord({ kind: 'folder', id }, record.links, record.head, hashLink),
  }
}
