import { type Kysely, type Transaction, sql } from 'kysely'
import type { TellingKind } from '../domain/approval/notice-groups.ts'
import type { NoticeFacts } from '../domain/approval/notices.ts'
import type { TaskKind } from '../domain/approval/open-tasks.ts'
import type { DisclosureId, Instant, LocalDate, PersonId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** What is kept of a notice: its facts, and who did it; nobody when time passed or the system acted. */
export type ToldFacts = NoticeFacts & {
  readonly by?: { readonly name: string; readonly title: string }
  /** 代決: in whose place. */
  readonly actingFor?: { readonly name: string; readonly title: string }
  /** Of what waits: its task by step, of what kind, since when and until when. */
  readonly task?: string
  readonly taskKind?: TaskKind
  readonly since?: Instant
  readonly dueOn?: LocalDate
  /** Of an 意見照会: which of its request, from 1. */
  readonly question?: number
}

/** What somebody is told about: a case, or a 開示請求. */
export type ToldOf =
  | { readonly proposalId: ProposalId; readonly disclosureId?: undefined }
  | { readonly disclosureId: DisclosureId; readonly proposalId?: undefined }

/** One thing one person is told, once for each `occasion`. */
export type Telling = ToldOf & {
  readonly person: PersonId
  /** `event 12`, or `day 2026-05-11 s3`. */
  readonly occasion: string
  readonly kind: TellingKind
  readonly facts: ToldFacts
  readonly at: Instant
}

export type StoredNotice = Telling & {
  readonly id: number
  readonly readAt: Instant | null
  /** '' of a 開示請求, which has none. */
  readonly title: string
  readonly number: string | null
}

type Row<Of> = Omit<Of, keyof ToldOf> & { proposalId: string | null; disclosureId: string | null }

/** A row as what it is about. */
export function aboutOne<Of>({ proposalId, disclosureId, ...row }: Row<Of>): Omit<Of, keyof ToldOf> & ToldOf {
  const about =
    disclosureId === null
      ? { proposalId: proposalId as ProposalId }
      : { disclosureId: disclosureId as DisclosureId }
  return { ...(row as Omit<Of, keyof ToldOf>), ...about }
}

/** Adds notices; those that are there already stay as they are. Answers the people who have a new one. */
export async function insertNotices(
  trx: Transaction<Database>,
  told: readonly Telling[],
): Promise<readonly PersonId[]> {
  if (told.length === 0) return []
  const rows = await trx
    .insertInto('notice')
    .values(
      told.map(({ person, proposalId, disclosureId, occasion, kind, facts, at }) => ({
        person_id: person,
        proposal_id: proposalId ?? null,
        disclosure_id: disclosureId ?? null,
        occasion,
        kind,
        facts: JSON.stringify(facts),
        at,
      })),
    )
    .onConflict((it) => it.doNothing())
    .returning('person_id')
    .execute()
  return [...new Set(rows.map((row) => row.person_id as PersonId))]
}

/** Where a list of notices goes on: before this one, by when it happened; of one instant the later told first. */
export type NoticeCursor = { readonly at: Instant; readonly id: number }

/** Notices of a person, what happened last first, whenever it was told. */
export async function listNotices(
  db: Kysely<Database>,
  wanted: { readonly person: PersonId; readonly before?: NoticeCursor; readonly limit: number },
): Promise<readonly StoredNotice[]> {
  const { person, before, limit } = wanted
  const isBefore =
    before === undefined ? sql`true` : sql`(n.at, n.id) < (${before.at}::timestamptz, ${before.id}::bigint)`
  const { rows } = await sql<Row<StoredNotice>>`
    select n.id, n.person_id as person, n.proposal_id as "proposalId", n.disclosure_id as "disclosureId",
      n.occasion, n.kind, n.facts, n.at, n.read_at as "readAt", coalesce(p.title, '') as title,
      coalesce(p.number, d.state ->> 'number') as number
    from notice n left join proposal p on p.id = n.proposal_id
      left join disclosure_request d on d.id = n.disclosure_id
    where n.person_id = ${person} and ${isBefore}
    order by n.at desc, n.id desc limit ${limit}`.execute(db)
  return rows.map((it) => aboutOne<StoredNotice>(it))
}

/** The unread notice that was told last, whenever it happened: whatever has a greater id came later. */
export async function findLastToldUnread(
  db: Kysely<Database>,
  person: PersonId,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('notice')
    .select('id')
    .where('person_id', '=', person)
    .where('read_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** How many a person has not read, up to `most`. */
export async function countUnread(db: Kysely<Database>, person: PersonId, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from notice where person_id = ${person} and read_at is null limit ${most}
    ) unread`.execute(db)
  return rows[0]?.count ?? 0
}

/** Marks as read: these, or all up to one. */
export async function markRead(
  db: Kysely<Database>,
  person: PersonId,
  which: { readonly ids: readonly number[] } | { readonly upTo: number },
  at: Instant,
): Promise<void> {
  const own = db
    .updateTable('notice')
    .set({ read_at: at })
    .where('person_id', '=', person)
    .where('read_at', 'is', null)
  if ('ids' in which && which.ids.length === 0) return
  await ('ids' in which ? own.where('id', 'in', [...which.ids]) : own.where('id', '<=', which.upTo)).execute()
}
