import { receiptNumberKind } from '../contract/numbers.ts'
import type { Transaction } from 'kysely'
import type { ReceiptDone } from '../contract/receipts.ts'
import { type Instant, type UnitCode, localDateOf, partsOfPost } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { isWithin } from '../domain/organisation/units.ts'
import { refuseArrival } from '../domain/receiving/arrival.ts'
import { decideReceipt } from '../domain/receiving/decide-receipt.ts'
import { beginReceipt, evolveReceipt } from '../domain/receiving/evolve-receipt.ts'
import type { ReceiptEvent } from '../domain/receiving/receipt.ts'
import { keepingSection } from '../domain/records/succession.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listFiles } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { noteReceiptActs } from '../store/outbox.ts'
import { lockReceipt, saveReceipt } from '../store/receipts.ts'
import { appendToRecord } from '../store/record-log.ts'
import { throughOf } from './application-caller.ts'
import { type OnDraft, enteredBy } from './begin-receipt.ts'
import { converterVersion } from './converter-version.ts'
import { hashLink } from './hashes.ts'
import { destinationOf, handlingOf, hasFolder } from './receipt-handling.ts'
import { type ReceiptDeps, type ReceiptProblem, announceReceipt } from './receipt-deps.ts'
import { type NumberWanted, takeDocumentNumber } from './take-document-number.ts'

/** Thrown to roll back what an application for trying (試験) registered: it was judged, and is not kept. */
class Rehearsed extends Error {
  readonly done: ReceiptDone
  constructor(done: ReceiptDone) {
    super('rehearsed')
    this.done = done
  }
}

/**
 * 収受: takes the next 収受番号 of the 課 in the fiscal year of the day it is registered, or a 枝番, and begins the record, in one
 * transaction: refused, no number is gone. By somebody who is in the 課 that day. `distributeTo` hands it on in the same breath. What an
 * application for trying (試験) registers is judged, and nothing of it stays.
 */
export async function registerReceipt(
  deps: ReceiptDeps,
  request: OnDraft & {
    readonly version: number
    readonly distributeTo?: UnitCode
    /** 枝番 of a 収受番号 of the same 課: what follows an earlier letter. */
    readonly beside?: Extract<NumberWanted, { branchOf: number }>
  },
): Promise<Result<ReceiptDone, ReceiptProblem>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  try {
    const done = await deps.db.transaction().execute(async (trx) => {
      const registered = await registerWithin(trx, organisation, at, request)
      if (registered.ok && request.caller?.sandbox === true) throw new Rehearsed(registered.value)
      return registered
    })
    if (done.ok) await announceReceipt(deps, request.id)
    return done
  } catch (error) {
    if (error instanceof Rehearsed) return yes(error.done)
    throw error
  }
}

async function registerWithin(
  trx: Transaction<Database>,
  organisation: Organisation,
  at: Instant,
  request: Parameters<typeof registerReceipt>[1],
): Promise<Result<ReceiptDone, ReceiptProblem>> {
  const { id, by, version, distributeTo, beside, caller } = request
  const locked = await lockReceipt(trx, id)
  const entered = enteredBy(locked, request)
  // Registered by the request before, whose answer was lost with its process.
  if (
    !entered.ok &&
    entered.error.code === 'receipt_registered' &&
    caller?.takesOver === true &&
    locked?.receipt !== undefined
  )
    return yes({ id, version: locked.version, status: locked.receipt.status })
  if (!entered.ok) return entered
  const stored = entered.value
  if (stored.version !== version) return no({ code: 'version_changed', version: stored.version })
  const today = localDateOf(at)
  const arrival = { receivedOn: today, ...stored.arrival }
  const wrong = refuseArrival(arrival, today)
  if (wrong !== undefined) return no(wrong)
  if (!(await hasFolder(trx, arrival.folderId))) return no({ code: 'receipt_folder_unknown' })
  // Since it was begun its registrar may have left the 課, or another one may stand in its place.
  const section = organisation.units.get(keepingSection(organisation, stored.section, today))
  const handling =
    section && handlingOf(organisation, by, at, { unit: section.code, through: caller && throughOf(caller) })
  if (section === undefined || handling === undefined) return no({ code: 'no_post' })
  const { unit } = partsOfPost(handling.by.capacity.post)
  if (!isWithin(organisation, unit, section.code))
    return no({ code: 'receipt_not_yours', section: section.name })
  const destination = distributeTo === undefined ? undefined : destinationOf(organisation, distributeTo, at)
  if (distributeTo !== undefined && destination === undefined)
    return no({ code: 'unit_not_found', unit: distributeTo })
  const files = await listFiles(trx, { receipt: id }, converterVersion)
  const registering = {
    type: 'registered' as const,
    at,
    by: handling.by,
    ...(handling.through === undefined ? {} : { through: handling.through }),
    section: { unit: section.code, name: section.name },
    // The 文書主管課 hands on what comes; a 課 that registers something itself keeps it, unless it says for whom it is.
    distributes: section.role === 'records_office' || destination !== undefined,
    arrival,
    files: files.map(({ name, sha256, sizeBytes }) => ({ name, sha256, sizeBytes })),
    ...(stored.externalRef === undefined ? {} : { externalRef: stored.externalRef }),
  }
  const then: Result<readonly ReceiptEvent[], ReceiptProblem> =
    destination === undefined
      ? yes([])
      : decideReceipt(
          beginReceipt({ ...registering, number: '' }),
          { type: 'distribute', to: destination },
          handling,
        )
  if (!then.ok) return then
  // The last thing that is asked for: whoever waits for the counter waits for nothing else.
  const number = await takeDocumentNumber(trx, {
    ...{ organisation, kind: receiptNumberKind, unit: section.code, holder: { receipt: id }, at },
    ...(beside === undefined ? {} : { wanted: beside }),
  })
  if (!number.ok) return no(number.error)
  const registered = { ...registering, number: number.value }
  const events: readonly ReceiptEvent[] = [registered, ...then.value]
  const head = await appendToRecord(trx, { kind: 'receipt', id }, undefined, events, hashLink)
  await noteReceiptActs(trx, id, { events, end: head.seq })
  const receipt = then.value.reduce(evolveReceipt, beginReceipt(registered))
  await saveReceipt(trx, id, { version: head.seq, receipt, at, isNew: true })
  return yes({ id, version: head.seq, status: receipt.status })
}
