import { type Kysely, type Transaction, sql } from 'kysely'
import { groupBy } from '../domain/group-by.ts'
import type { DisclosureTerm } from '../domain/disclosing/term.ts'
import type { DisclosureRequest } from '../domain/disclosing/request.ts'
import type {
  DisclosureId,
  Instant,
  LocalDate,
  PersonId,
  ProposalId,
  RevisionId,
  Sha256,
} from '../domain/ids.ts'
import { insertBlob } from './blobs.ts'
import type { Database } from './database.ts'
import { filedIn } from './filed-in.ts'

export type StoredDisclosure = {
  readonly id: DisclosureId
  /** The seq of its chain. */
  readonly version: number
  readonly request: DisclosureRequest
}

/** The term of the 条例. */
export async function loadDisclosureTerm(db: Kysely<Database>): Promise<DisclosureTerm> {
  const row = await db.selectFrom('disclosure_term').selectAll().executeTakeFirstOrThrow()
  return {
    days: row.days,
    extendedDays: row.extended_days,
    movesToWorkingDay: row.moves_to_working_day,
  }
}

/** The next number within a fiscal year; whoever asks holds it until the transaction ends. */
export async function nextOrdinal(trx: Transaction<Database>, fiscalYear: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(727279, ${fiscalYear})`.execute(trx)
  const { last } = await trx
    .selectFrom('disclosure_request')
    .select((it) => it.fn.max('ordinal').as('last'))
    .where('fiscal_year', '=', fiscalYear)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** Keeps a new request, and who asks, apart from it. */
export async function insertDisclosure(
  trx: Transaction<Database>,
  added: StoredDisclosure & {
    readonly fiscalYear: number
    readonly ordinal: number
    readonly requester: { readonly name: string; readonly contact: string }
    readonly at: Instant
  },
): Promise<void> {
  const { id, version, request, fiscalYear, ordinal, requester, at } = added
  await trx
    .insertInto('disclosure_request')
    .values({
      ...{ id, version, ordinal, status: request.status, requested_on: request.requestedOn },
      ...{ fiscal_year: fiscalYear, state: JSON.stringify(request), created_at: at, updated_at: at },
    })
    .execute()
  await trx
    .insertInto('disclosure_requester')
    .values({ request_id: id, ...requester })
    .execute()
}

/** A request; undefined when there is none. */
export async function findDisclosure(
  db: Kysely<Database>,
  id: DisclosureId,
): Promise<StoredDisclosure | undefined> {
  const row = await rows(db).where('id', '=', id).executeTakeFirst()
  return row && toStored(row)
}

/** The same, held until the transaction ends. */
export async function lockDisclosure(
  trx: Transaction<Database>,
  id: DisclosureId,
): Promise<StoredDisclosure | undefined> {
  const row = await rows(trx).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && toStored(row)
}

function rows(db: Kysely<Database>) {
  return db
    .selectFrom('disclosure_request')
    .select(['id', 'version', sql<DisclosureRequest>`state`.as('state')])
}

function toStored(row: { id: string; version: number; state: DisclosureRequest }): StoredDisclosure {
  return { id: row.id as DisclosureId, version: row.version, request: row.state }
}

/** Keeps a request as it is after an act, and which 課 still owe an answer. */
export async function saveDisclosure(
  trx: Transaction<Database>,
  { id, version, request }: StoredDisclosure,
  at: Instant,
): Promise<void> {
  await trx
    .updateTable('disclosure_request')
    .set({ version, status: request.status, state: JSON.stringify(request), updated_at: at })
    .where('id', '=', id)
    .execute()
  await trx.deleteFrom('disclosure_consultation').where('request_id', '=', id).execute()
  const isOver = request.status !== 'open' && request.status !== 'correcting'
  const waiting = isOver ? [] : request.consultations.filter((it) => it.answer === undefined)
  if (waiting.length === 0) return
  await trx
    .insertInto('disclosure_consultation')
    .values(waiting.map(({ nth, section }) => ({ request_id: id, nth, section_code: section.unit })))
    .execute()
}

/** Requests, of those that run the oldest first, of all the newest; of `sections` only those in which one of them owes an answer. */
export async function listDisclosures(
  db: Kysely<Database>,
  wanted: {
    readonly running: boolean
    readonly sections?: readonly string[]
    readonly limit: number
  },
): Promise<readonly StoredDisclosure[]> {
  const { running, sections, limit } = wanted
  const found = await rows(db)
    .$if(running, (it) => it.where('status', 'in', ['open', 'correcting', 'notified']))
    .$if(sections !== undefined, (it) =>
      it.where(
        sql<boolean>`exists (select from disclosure_consultation c
          where c.request_id = disclosure_request.id and c.section_code = any(${[...(sections ?? [])]}::text[]))`,
      ),
    )
    .orderBy('requested_on', running ? 'asc' : 'desc')
    .orderBy('ordinal', running ? 'asc' : 'desc')
    .limit(limit)
    .execute()
  return found.map(toStored)
}

/** These requests, by their ids. */
export async function findDisclosures(
  db: Kysely<Database>,
  ids: readonly DisclosureId[],
): Promise<ReadonlyMap<DisclosureId, DisclosureRequest>> {
  if (ids.length === 0) return new Map()
  const found = await rows(db)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(found.map((it) => [it.id as DisclosureId, it.state]))
}

/** In how many requests one of these 課 owes an answer. */
export async function countAsked(db: Kysely<Database>, sections: readonly string[]): Promise<number> {
  if (sections.length === 0) return 0
  const { count } = await db
    .selectFrom('disclosure_consultation')
    .select(sql<number>`count(distinct request_id)::integer`.as('count'))
    .where('section_code', 'in', [...sections])
    .executeTakeFirstOrThrow()
  return count
}

/** Of 開示請求 that ask for cases of these 簿冊: how far each is, by 簿冊. */
export async function listAskedIn(
  db: Kysely<Database>,
  folders: readonly string[],
): Promise<ReadonlyMap<string, readonly Pick<DisclosureRequest, 'status' | 'notifiedOn'>[]>> {
  const { rows: found } = await sql<{
    readonly folder: string
    readonly status: DisclosureRequest['status']
    readonly notifiedOn: LocalDate | null
  }>`
    select distinct ${filedIn} as folder, r.id, r.status, r.state ->> 'notifiedOn' as "notifiedOn"
    from disclosure_request r cross join lateral jsonb_array_elements_text(r.state -> 'cases') as c (id)
      join proposal on proposal.id = c.id::uuid
    where ${filedIn} = any(${[...folders]}::text[])`.execute(db)
  const asking = found.map(({ folder, status, notifiedOn }) => ({
    ...{ folder, status },
    ...(notifiedOn === null ? {} : { notifiedOn }),
  }))
  return groupBy(asking, (it) => it.folder)
}

/**
 * Holds the 簿冊 of a case that is being asked for until the transaction ends: a 廃棄 waits for it and sees that it is asked
 * for, or was before it.
 */
export async function holdFolderOf(trx: Transaction<Database>, asked: ProposalId): Promise<void> {
  await sql`select 1 from proposal join record_folder f on f.id = ${filedIn} where proposal.id = ${asked}
    for share of f`.execute(trx)
}

/** 請求者. */
export async function findRequester(
  db: Kysely<Database>,
  id: DisclosureId,
): Promise<{ readonly name: string; readonly contact: string } | undefined> {
  return db
    .selectFrom('disclosure_requester')
    .select(['name', 'contact'])
    .where('request_id', '=', id)
    .executeTakeFirst()
}

/** A box of 墨塗り on a page from 0: x, y, width, height in points from its top left, and the code of its ground. */
type StoredMask = {
  page: number
  box: [number, number, number, number]
  ground: string
}

export type StoredCopy = {
  readonly revision: RevisionId
  readonly sha256: Sha256
  readonly pages: number
  readonly masks: readonly StoredMask[]
}

/** Keeps a masked copy of a file with a request. */
export async function insertCopy(
  trx: Transaction<Database>,
  added: StoredCopy & {
    readonly id: string
    readonly request: DisclosureId
    readonly sizeBytes: number
    readonly by: PersonId
    readonly at: Instant
  },
): Promise<void> {
  await insertBlob(trx, added)
  await trx
    .insertInto('disclosure_copy')
    .values({
      ...{ id: added.id, request_id: added.request, revision_id: added.revision, sha256: added.sha256 },
      ...{ page_count: added.pages, masks: JSON.stringify(added.masks) },
      ...{ made_by: added.by, made_at: added.at },
    })
    .onConflict((it) => it.columns(['request_id', 'revision_id', 'sha256']).doNothing())
    .execute()
}

/** Every masked copy that was made for a request. */
export async function listCopies(db: Kysely<Database>, id: DisclosureId): Promise<readonly StoredCopy[]> {
  const found = await db
    .selectFrom('disclosure_copy')
    .select(['revision_id', 'sha256', 'page_count', sql<readonly StoredMask[]>`masks`.as('masks')])
    .where('request_id', '=', id)
    .execute()
  return found.map((it) => ({
    revision: it.revision_id as RevisionId,
    sha256: it.sha256 as Sha256,
    pages: it.page_count,
    masks: it.masks,
  }))
}

/** How many bytes a masked copy of a file has; undefined when the request has no such copy. */
export async function findCopySize(
  db: Kysely<Database>,
  { id, revision }: { readonly id: DisclosureId; readonly revision: RevisionId },
  sha256: Sha256,
): Promise<number | undefined> {
  const found = await db
    .selectFrom('disclosure_copy')
    .innerJoin('blob', 'blob.sha256', 'disclosure_copy.sha256')
    .select('blob.size_bytes as sizeBytes')
    .where('request_id', '=', id)
    .where('revision_id', '=', revision)
    .where('disclosure_copy.sha256', '=', sha256)
    .executeTakeFirst()
  return found?.sizeBytes
}
