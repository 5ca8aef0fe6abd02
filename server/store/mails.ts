import { type Kysely, type Transaction, sql } from 'kysely'
import type { Instant, PersonId, ProposalId } from '../domain/ids.ts'
import { groupBy } from '../domain/group-by.ts'
import type { Database } from './database.ts'
import { type Telling, aboutOne } from './notices.ts'

/** Something to be told by mail: at once, or with the one letter of a day that goes at `sendAt`. */
export type MailOrder = { readonly telling: Telling; readonly sendAt: Instant; readonly isDaily: boolean }

export type MailItem = Telling & { readonly title: string; readonly number: string | null }
export type Letter = {
  readonly id: number
  readonly person: PersonId
  readonly attempts: number
  readonly items: readonly MailItem[]
}

/**
 * Queues mail in the transaction that made it true; a rollback takes both back. What is told at once about one case goes
 * in one letter. What was queued before is left as it is. Answers the ids of the letters that may go now.
 */
export async function queueMail(
  trx: Transaction<Database>,
  orders: readonly MailOrder[],
): Promise<readonly number[]> {
  if (orders.length === 0) return []
  const rows = await trx
    .insertInto('mail_item')
    .values(
      orders.map(({ telling, sendAt }) => ({
        person_id: telling.person,
        proposal_id: telling.proposalId ?? null,
        disclosure_id: telling.disclosureId ?? null,
        occasion: telling.occasion,
        kind: telling.kind,
        facts: JSON.stringify(telling.facts),
        at: telling.at,
        send_at: sendAt,
      })),
    )
    .onConflict((it) => it.doNothing())
    .returning(['id', 'person_id', 'proposal_id', 'disclosure_id', 'occasion', 'kind', 'send_at'])
    .execute()
  const key = (person: string, about: string | null | undefined, occasion: string, kind: string): string =>
    [person, about, occasion, kind].join('\n')
  const daily = new Set(
    orders
      .filter((it) => it.isDaily)
      .map(({ telling: it }) => key(it.person, it.proposalId ?? it.disclosureId, it.occasion, it.kind)),
  )
  const letters = groupBy(
    rows.filter(
      (it) => !daily.has(key(it.person_id, it.proposal_id ?? it.disclosure_id, it.occasion, it.kind)),
    ),
    (it) => `${it.person_id} ${it.proposal_id ?? it.disclosure_id}`,
  )
  const ids: number[] = []
  for (const items of letters.values()) {
    const [first] = items
    if (first !== undefined) ids.push(await insertLetter(trx, first.person_id, first.send_at, items))
  }
  return ids
}

async function insertLetter(
  trx: Transaction<Database>,
  person: string,
  at: string,
  items: readonly { readonly id: number }[],
): Promise<number> {
  const { id } = await trx
    .insertInto('mail')
    .values({ person_id: person, made_at: at, send_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .updateTable('mail_item')
    .set({ mail_id: id })
    .where(
      'id',
      'in',
      items.map((it) => it.id),
    )
    .execute()
  return id
}

/** Makes the one letter of the day for everybody whose hour has come. */
export async function gatherDaily(db: Kysely<Database>, now: Instant): Promise<number> {
  return db.transaction().execute(async (trx) => {
    // Two workers at once would make two letters of one day: the second leaves it to the first.
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(727276) as mine`.execute(
      trx,
    )
    if (rows[0]?.mine !== true) return 0
    const due = await trx
      .selectFrom('mail_item')
      .select(['id', 'person_id'])
      .where('mail_id', 'is', null)
      .where('send_at', '<=', now)
      .orderBy('id')
      .execute()
    const people = groupBy(due, (it) => it.person_id)
    for (const [person, items] of people) await insertLetter(trx, person, now, items)
    return people.size
  })
}

/** Letters that may go now. */
export async function listOpenMail(db: Kysely<Database>, now: Instant): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('mail')
    .select('id')
    .where('ended_at', 'is', null)
    .where('send_at', '<=', now)
    .orderBy('id')
    .limit(500)
    .execute()
  return rows.map((row) => row.id)
}

/** A letter that may go now, held until the transaction ends; undefined when it went already or another holds it. */
export async function lockLetter(
  trx: Transaction<Database>,
  id: number,
  now: Instant,
): Promise<Letter | undefined> {
  const mail = await trx
    .selectFrom('mail')
    .select(['person_id', 'attempts'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('send_at', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (mail === undefined) return undefined
  const { rows } = await sql<Parameters<typeof aboutOne<MailItem>>[0]>`
    select i.person_id as person, i.proposal_id as "proposalId", i.disclosure_id as "disclosureId",
      i.occasion, i.kind, i.facts, i.at, coalesce(p.title, '') as title,
      coalesce(p.number, d.state ->> 'number') as number
    from mail_item i left join proposal p on p.id = i.proposal_id
      left join disclosure_request d on d.id = i.disclosure_id
    where i.mail_id = ${id} order by i.id`.execute(trx)
  return {
    ...{ id, person: mail.person_id as PersonId, attempts: mail.attempts },
    items: rows.map((it) => aboutOne<MailItem>(it)),
  }
}

/** Of these cases the steps at which something waits: what was done meanwhile needs no mail any more. */
export async function listOpenSteps(
  db: Kysely<Database>,
  ids: readonly ProposalId[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('task')
    .select(['proposal_id', 'step'])
    .where('proposal_id', 'in', [...ids])
    .execute()
  return new Set(rows.map((row) => `${row.proposal_id} ${row.step}`))
}

/** Notes what became of a letter that is not tried again. */
export async function endLetter(
  trx: Transaction<Database>,
  id: number,
  outcome: 'sent' | 'dropped',
  at: Instant,
): Promise<void> {
  await trx
    .updateTable('mail')
    .set((eb) => ({ ended_at: at, outcome, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Notes a failure; `nextAt` undefined gives it up. */
export async function noteFailure(
  trx: Transaction<Database>,
  id: number,
  failure: { readonly error: string; readonly at: Instant; readonly nextAt: Instant | undefined },
): Promise<void> {
  const { error, at, nextAt } = failure
  await trx
    .updateTable('mail')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      last_error: error,
      ...(nextAt === undefined ? { ended_at: at, outcome: 'failed' } : { send_at: nextAt }),
    }))
    .where('id', '=', id)
    .execute()
}

/** Letters that met an error, newest first. */
export async function listTroubles(db: Kysely<Database>, limit: number) {
  return db
    .selectFrom('mail')
    .innerJoin('person', 'person.id', 'mail.person_id')
    .select([
      'mail.id',
      'person.name',
      'mail.made_at as madeAt',
      'mail.attempts',
      'mail.last_error as lastError',
      'mail.outcome',
    ])
    .where('last_error', 'is not', null)
    .orderBy('mail.id', 'desc')
    .limit(limit)
    .execute()
}
