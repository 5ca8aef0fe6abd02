import type { Transaction } from 'kysely'
import type { ReceiptActBody, ReceiptDone } from '../contract/receipts.ts'
import { type Instant, type PersonId, type ReceiptId, type UnitCode, localDateOf } from '../domain/ids.ts'
import type { PostId } from '../domain/ids.ts'
import { recordEventOf } from '../domain/audit/record-chain.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type ReceiptCommand, decideReceipt } from '../domain/receiving/decide-receipt.ts'
import { evolveReceipt } from '../domain/receiving/evolve-receipt.ts'
import { mayReadReceipt } from '../domain/receiving/may-read-receipt.ts'
import type { Receipt, ReceiptEvent } from '../domain/receiving/receipt.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { noteReceiptActs } from '../store/outbox.ts'
import { lockReceipt, matterOfReceipt, saveReceipt } from '../store/receipts.ts'
import { appendToRecord, findRecord, lockRecord } from '../store/record-log.ts'
import { hashLink } from './hashes.ts'
import { type ReceiptDeps, type ReceiptProblem, type StaleReceipt, announceReceipt } from './receipt-deps.ts'
import { askedOf, destinationOf, handlingOf, hasFolder, toArrival } from './receipt-handling.ts'
import { readerOf } from './who-is.ts'

type On = {
  readonly id: ReceiptId
  readonly by: PersonId
  /** The version the person was looking at. */
  readonly version: number
}

/** One act on a 収受文書 that is registered; who may not read it finds nothing, a stale click is refused. */
export async function actOnReceipt(
  deps: ReceiptDeps,
  { id, by, body }: { readonly id: ReceiptId; readonly by: PersonId; readonly body: ReceiptActBody },
): Promise<Result<ReceiptDone, ReceiptProblem>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const command = commandOf(organisation, at, body)
  if (!command.ok) return command
  const done = await deps.db
    .transaction()
    .execute(async (trx): Promise<Result<ReceiptDone, ReceiptProblem>> => {
      if (body.type === 'correct' && !(await hasFolder(trx, body.arrival.folderId)))
        return no({ code: 'receipt_folder_unknown' })
      return commandWithin(trx, organisation, at, { id, by, version: body.version, command: command.value })
    })
  if (done.ok) await announceReceipt(deps, id)
  return done
}

/** A command in a transaction that began outside, which holds the 収受文書 until its end. */
export async function commandWithin(
  trx: Transaction<Database>,
  organisation: Organisation,
  at: Instant,
  { id, by, version, command }: On & { readonly command: ReceiptCommand },
): Promise<Result<ReceiptDone & { readonly receipt: Receipt }, ReceiptProblem>> {
  const stored = await lockReceipt(trx, id)
  const reader = readerOf(organisation, by, at)
  if (stored?.receipt === undefined || !mayReadReceipt(matterOfReceipt(stored), reader))
    return no({ code: 'not_found' })
  const head = await lockRecord(trx, { kind: 'receipt', id })
  if (stored.version !== version || head?.seq !== version)
    return no(await staleReceipt(trx, id, stored.version))
  const handling = handlingOf(organisation, by, at, { unit: stored.receipt.holder.unit })
  if (handling === undefined) return no({ code: 'no_post' })
  const decided = decideReceipt(stored.receipt, command, handling)
  if (!decided.ok) return decided
  const end = await appendToRecord(trx, { kind: 'receipt', id }, head, decided.value, hashLink)
  await noteReceiptActs(trx, id, { events: decided.value, end: end.seq })
  const receipt = decided.value.reduce(evolveReceipt, stored.receipt)
  await saveReceipt(trx, id, { version: end.seq, receipt, at })
  return yes({ id, version: end.seq, status: receipt.status, receipt })
}

async function staleReceipt(
  trx: Transaction<Database>,
  id: ReceiptId,
  version: number,
): Promise<StaleReceipt> {
  const link = (await findRecord(trx, { kind: 'receipt', id }))?.links.at(-1)
  const event = link && (recordEventOf(link) as ReceiptEvent)
  return {
    code: 'version_changed',
    version,
    ...(event === undefined
      ? {}
      : { lastAct: { type: event.type, name: event.by.name, title: event.by.capacity.title, at: event.at } }),
  }
}

function commandOf(
  organisation: Organisation,
  at: Instant,
  body: ReceiptActBody,
): Result<ReceiptCommand, ReceiptProblem> {
  switch (body.type) {
    case 'distribute':
    case 'forward': {
      const to = destinationOf(organisation, body.unit as UnitCode, at)
      if (to === undefined) return no({ code: 'unit_not_found', unit: body.unit })
      return yes(
        body.type === 'forward'
          ? { type: 'forward', to, reason: body.reason }
          : { type: 'distribute', to, ...(body.note === undefined ? {} : { note: body.note }) },
      )
    }
    case 'circulate': {
      const to = askedOf(organisation, at, {
        people: body.people as PersonId[],
        posts: body.posts as PostId[],
        units: body.units as UnitCode[],
      })
      if (!to.ok) return to
      return yes({
        type: 'circulate',
        to: to.value,
        ...(body.note === undefined ? {} : { note: body.note }),
      })
    }
    case 'correct':
      return yes({
        type: 'correct',
        arrival: toArrival(body.arrival),
        reason: body.reason,
        today: localDateOf(at),
      })
    case 'see':
      return yes({ type: 'see', ...(body.comment === undefined ? {} : { comment: body.comment }) })
    case 'accept':
      return yes({ type: 'accept' })
    case 'end_circulation':
    case 'close':
    case 'cancel':
      return yes({ type: body.type, reason: body.reason })
  }
}
