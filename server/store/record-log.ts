import { type Kysely, type Transaction, sql } from 'kysely'
import type { ChainHead, ChainLink, HashLink } from '../domain/audit/links.ts'
import {
  type RecordEvent,
  type RecordSubject,
  extendRecord,
  recordEventOf,
} from '../domain/audit/record-chain.ts'
import type { Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'

/**
 * The end of a subject's chain, held until the transaction ends, so that two who act at once take turns. `seq` is also its
 * version. Undefined when nothing was written about it yet.
 */
export async function lockRecord(
  trx: Transaction<Database>,
  { kind, id }: RecordSubject,
): Promise<ChainHead | undefined> {
  const row = await trx
    .selectFrom('record_head')
    .select(['seq', sql<Sha256>`encode(hash, 'hex')`.as('hash')])
    .where('kind', '=', kind)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row
}

/**
 * Appends events (one at least) to a subject's chain after `head` as `lockRecord` gave it, or as its first. Two who write
 * the first ones at once: the later fails by the key, and nothing of it is written.
 */
export async function appendToRecord(
  trx: Transaction<Database>,
  subject: RecordSubject,
  head: ChainHead | undefined,
  events: readonly RecordEvent[],
  hashLink: HashLink,
): Promise<ChainHead> {
  const links = extendRecord(subject, head ?? { seq: 0 }, events, hashLink)
  const last = links.at(-1)
  if (last === undefined) throw new Error(`nothing to append to ${subject.kind} ${subject.id}`)
  const end = { seq: last.seq, hash: bytes(last.hash) }
  if (head === undefined) {
    await trx
      .insertInto('record_head')
      .values({ ...subject, ...end })
      .execute()
  } else {
    await trx
      .updateTable('record_head')
      .set(end)
      .where('kind', '=', subject.kind)
      .where('id', '=', subject.id)
      .execute()
  }
  await trx
    .insertInto('record_event')
    .values(
      links.map(({ seq, body, hash, prevHash }) => {
        const { type, at, by } = recordEventOf({ body })
        const prev_hash = prevHash === undefined ? null : bytes(prevHash)
        return { ...subject, seq, type, at, person_id: by.person, body, hash: bytes(hash), prev_hash }
      }),
    )
    .execute()
  return { seq: last.seq, hash: last.hash }
}

function bytes(hash: Sha256): Buffer {
  return Buffer.from(hash, 'hex')
}

/** The links of a subject's chain as stored, first to last, and its end as its own row says; undefined without one. */
export async function findRecord(
  db: Kysely<Database>,
  { kind, id }: RecordSubject,
): Promise<{ readonly head: ChainHead; readonly links: readonly ChainLink[] } | undefined> {
  // One statement: an event written between two would look like a broken chain.
  const rows = await db
    .selectFrom('record_head')
    .innerJoin('record_event', (on) =>
      on.onRef('record_event.kind', '=', 'record_head.kind').onRef('record_event.id', '=', 'record_head.id'),
    )
    .select([
      'record_head.seq as headSeq',
      sql<Sha256>`encode(record_head.hash, 'hex')`.as('headHash'),
      'record_event.seq',
      'record_event.body',
      sql<Sha256>`encode(record_event.hash, 'hex')`.as('hash'),
      sql<Sha256 | null>`encode(record_event.prev_hash, 'hex')`.as('prevHash'),
    ])
    .where('record_head.kind', '=', kind)
    .where('record_head.id', '=', id)
    .orderBy('record_event.seq')
    .execute()
  const [first] = rows
  if (first === undefined) return undefined
  return {
    head: { seq: first.headSeq, hash: first.headHash },
    links: rows.map(({ seq, body, hash, prevHash }) => ({
      seq,
      body,
      hash,
      ...(prevHash === null ? {} : { prevHash }),
    })),
  }
}
