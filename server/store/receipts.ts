import { type Kysely, type RawBuilder, type Transaction, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { Instant, PersonId, PostId, ProposalId, ReceiptId, UnitCode } from '../domain/ids.ts'
import type { ReceiptMatter } from '../domain/receiving/may-read-receipt.ts'
import type { Arrival, Receipt } from '../domain/receiving/receipt.ts'
import type { Database } from './database.ts'

type Kept = {
  readonly id: ReceiptId
  /** Before the registration a lock counter, then the seq of its chain. */
  readonly version: number
  readonly registrar: PersonId
  readonly registrarPost: PostId
  /** The 課 that registers it. */
  readonly section: UnitCode
  readonly arrival: Arrival
  readonly application?: { readonly clientId: string; readonly name: string }
  readonly externalRef?: string
  readonly createdAt: Instant
}

/** A 収受文書 as it is stored: while it is being entered without a state. */
export type StoredReceipt =
  | (Kept & { readonly receipt?: undefined })
  | (Kept & { readonly receipt: Receipt; readonly registeredAt: Instant })

export type NewReceipt = {
  readonly id: ReceiptId
  readonly registrar: PersonId
  readonly post: PostId
  readonly section: UnitCode
  readonly arrival: Arrival
  readonly clientKey: string | undefined
  readonly madeBy: { readonly application: string; readonly ref: string | undefined } | undefined
  readonly at: Instant
}

/** Begins a registration; false when this person already began one under the same client key. */
export async function insertReceipt(db: Kysely<Database>, added: NewReceipt): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('receipt')
    .values({
      id: added.id,
      registrar_id: added.registrar,
      registrar_post: added.post,
      section_code: added.section,
      holder_code: added.section,
      ...typedColumns(added.arrival),
      application_id: added.madeBy?.application ?? null,
      external_ref: added.madeBy?.ref ?? null,
      client_key: added.clientKey ?? null,
      created_at: added.at,
      updated_at: added.at,
    })
    .onConflict((it) => it.columns(['registrar_id', 'client_key']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

function typedColumns(arrival: Arrival) {
  return {
    arrival: JSON.stringify(arrival),
    title: arrival.title,
    sender: arrival.sender,
    received_on: arrival.receivedOn ?? null,
    due_on: arrival.dueOn ?? null,
  }
}

/** What a person began under a client key; undefined when nothing was. */
export async function findReceiptByKey(
  db: Kysely<Database>,
  registrar: PersonId,
  clientKey: string,
): Promise<ReceiptId | undefined> {
  const row = await db
    .selectFrom('receipt')
    .select('id')
    .where('registrar_id', '=', registrar)
    .where('client_key', '=', clientKey)
    .executeTakeFirst()
  return row?.id as ReceiptId | undefined
}

/** Undefined for one that does not exist, or was given up before its registration. */
export async function findReceipt(db: Kysely<Database>, id: ReceiptId): Promise<StoredReceipt | undefined> {
  const row = await rows(db).where('receipt.id', '=', id).executeTakeFirst()
  return row && toStored(row)
}

/** The same, held until the transaction ends. */
export async function lockReceipt(
  trx: Transaction<Database>,
  id: ReceiptId,
): Promise<StoredReceipt | undefined> {
  const row = await rows(trx).where('receipt.id', '=', id).forUpdate('receipt').executeTakeFirst()
  return row && toStored(row)
}

function rows(db: Kysely<Database>) {
  return db
    .selectFrom('receipt')
    .leftJoin('application', 'application.client_id', 'receipt.application_id')
    .select([
      'receipt.id',
      'receipt.version',
      'registrar_id',
      'registrar_post',
      'section_code',
      sql<Arrival>`receipt.arrival`.as('arrival'),
      sql<Receipt | null>`receipt.state`.as('state'),
      'application_id',
      'application.name as application_name',
      'external_ref',
      'receipt.created_at',
      'registered_at',
    ])
    .where('receipt.status', '<>', 'discarded')
}

function toStored(row: Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]): StoredReceipt {
  const kept: Kept = {
    id: row.id as ReceiptId,
    version: row.version,
    registrar: row.registrar_id as PersonId,
    registrarPost: row.registrar_post as PostId,
    section: row.section_code as UnitCode,
    arrival: row.arrival,
    ...(row.application_id === null
      ? {}
      : { application: { clientId: row.application_id, name: row.application_name ?? row.application_id } }),
    ...(row.external_ref === null ? {} : { externalRef: row.external_ref }),
    createdAt: row.created_at as Instant,
  }
  return row.state === null
    ? kept
    : { ...kept, receipt: row.state, registeredAt: row.registered_at as Instant }
}

/** Keeps what was typed before the registration; answers the new version. The caller holds the row. */
export async function saveArrival(
  trx: Transaction<Database>,
  id: ReceiptId,
  arrival: Arrival,
  at: Instant,
): Promise<number> {
  const { version } = await trx
    .updateTable('receipt')
    .set({ ...typedColumns(arrival), version: sql`version + 1`, updated_at: at })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

/** Gives up what was never registered: it is gone for everybody. The caller holds the row. */
export async function discardReceipt(trx: Transaction<Database>, id: ReceiptId, at: Instant): Promise<void> {
  await trx.updateTable('receipt').set({ status: 'discarded', updated_at: at }).where('id', '=', id).execute()
}

/** Writes what follows from the events just appended: the state, and where and to whom it is. The caller holds the row. */
export async function saveReceipt(
  trx: Transaction<Database>,
  id: ReceiptId,
  saved: {
    readonly version: number
    readonly receipt: Receipt
    readonly at: Instant
    readonly isNew?: boolean
  },
): Promise<void> {
  const { version, receipt, at, isNew = false } = saved
  await trx
    .updateTable('receipt')
    .set({
      version,
      status: receipt.status,
      holder_code: receipt.holder.unit,
      ...typedColumns(receipt.arrival),
      number: receipt.number,
      state: JSON.stringify(receipt),
      updated_at: at,
      ...(isNew ? { registered_at: at, section_code: receipt.section.unit } : {}),
    })
    .where('id', '=', id)
    .execute()
  await trx
    .insertInto('receipt_place')
    .values(receipt.places.map(({ unit }) => ({ receipt_id: id, unit_code: unit })))
    .onConflict((it) => it.doNothing())
    .execute()
  await trx.deleteFrom('receipt_viewer').where('receipt_id', '=', id).execute()
  if (receipt.shown.length === 0) return
  await trx
    .insertInto('receipt_viewer')
    .values(
      receipt.shown.map(({ viewer, askedAt, seen }) => ({
        receipt_id: id,
        person_id: viewer.kind === 'person' ? viewer.person : null,
        post_id: viewer.kind === 'post' ? viewer.post : null,
        asked_at: askedAt,
        waits: seen === undefined && receipt.circulation === 'open',
      })),
    )
    .execute()
}

/** What decides who may read it. */
export function matterOfReceipt(stored: StoredReceipt): ReceiptMatter {
  const { receipt, registrar, section, arrival } = stored
  const shown = receipt?.shown ?? []
  return {
    status: receipt?.status ?? 'draft',
    registrar,
    sections: receipt === undefined ? [section] : receipt.places.map((it) => it.unit),
    viewerPeople: shown.flatMap(({ viewer }) => (viewer.kind === 'person' ? [viewer.person] : [])),
    viewerPosts: shown.flatMap(({ viewer }) => (viewer.kind === 'post' ? [viewer.post] : [])),
    secrecy: arrival.secrecy,
    accessList: arrival.accessList,
  }
}

/** Those of these 収受文書 that are 秘 now, each with what decides who may read it. */
export async function listSecretReceipts(
  db: Kysely<Database>,
  ids: readonly ReceiptId[],
): Promise<readonly { readonly id: ReceiptId; readonly matter: ReceiptMatter }[]> {
  if (ids.length === 0) return []
  const found = await rows(db)
    .where('receipt.id', 'in', ids)
    .where(sql<boolean>`receipt.arrival ->> 'secrecy' = 'secret'`)
    .execute()
  return found.map(toStored).map((stored) => ({ id: stored.id, matter: matterOfReceipt(stored) }))
}

/** `mayReadReceipt` of the domain as a condition on rows of `receipt`: a list shows exactly what can be opened. */
export function readableReceipt(reader: Reader): RawBuilder<boolean> {
  const { person, posts, sections, roles } = reader
  return sql<boolean>`(
    receipt.registrar_id = ${person}
    or (receipt.status not in ('draft', 'discarded') and case
      when receipt.arrival ->> 'secrecy' = 'secret' then receipt.arrival -> 'accessList' ? ${person}
      else ${roles.includes('records_manager')}::boolean
        or exists (select from receipt_place p
          where p.receipt_id = receipt.id and p.unit_code = any(${[...sections]}::text[]))
        or exists (select from receipt_viewer v where v.receipt_id = receipt.id
          and (v.person_id = ${person} or v.post_id = any(${[...posts]}::text[])))
    end))`
}

/** The cases that were drafted from a 収受文書, the first one first. */
export async function listCasesOf(db: Kysely<Database>, id: ReceiptId): Promise<readonly ProposalId[]> {
  const found = await db
    .selectFrom('receipt_case')
    .innerJoin('proposal', 'proposal.id', 'receipt_case.proposal_id')
    .select('proposal.id')
    .where('receipt_id', '=', id)
    .orderBy('proposal.created_at')
    .execute()
  return found.map((it) => it.id as ProposalId)
}

/** Notes that a case was drafted from a 収受文書. */
export async function linkCase(
  trx: Transaction<Database>,
  receipt: ReceiptId,
  proposal: ProposalId,
): Promise<void> {
  await trx.insertInto('receipt_case').values({ receipt_id: receipt, proposal_id: proposal }).execute()
}
