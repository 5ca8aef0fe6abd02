import { type PersonId, type PostId, type ReceiptId, localDateOf, partsOfPost } from '../domain/ids.ts'
import { capacitiesOf } from '../domain/organisation/holders.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import { refuseDays } from '../domain/receiving/arrival.ts'
import type { Arrival } from '../domain/receiving/receipt.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  discardReceipt,
  findReceiptByKey,
  insertReceipt,
  lockReceipt,
  saveArrival,
} from '../store/receipts.ts'
import type { ApplicationCaller } from './application-caller.ts'
import type { ReceiptDeps, ReceiptProblem } from './receipt-deps.ts'

/** A form nobody has written on. */
const emptyArrival: Arrival = {
  title: '',
  sender: '',
  senderNumber: '',
  earlierReason: '',
  channel: 'paper',
  secrecy: 'none',
  accessList: [],
  personalData: false,
  folderId: '',
}

/**
 * Begins a registration in the 課 of one of a person's posts, the 本務 unless another is named. The same `clientKey` of the
 * same person answers the same one.
 */
export async function beginReceipt(
  deps: ReceiptDeps,
  request: {
    readonly by: PersonId
    readonly arrival?: Arrival
    readonly post?: PostId
    readonly clientKey?: string
    readonly externalRef?: string
    readonly caller?: ApplicationCaller
  },
): Promise<Result<{ readonly id: ReceiptId; readonly created: boolean }, ReceiptProblem>> {
  const { by, post, caller, externalRef } = request
  const wrong = request.arrival && refuseDays(request.arrival)
  if (wrong !== undefined) return no(wrong)
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const held = capacitiesOf(organisation, by, localDateOf(at))
  const capacity = post === undefined ? held[0] : held.find((it) => it.post === post)
  if (capacity === undefined) return no({ code: 'no_post' })
  const { unit } = partsOfPost(capacity.post)
  // Keys of a person's browser and of each application are apart.
  const clientKey =
    caller === undefined || request.clientKey === undefined
      ? request.clientKey
      : `${caller.clientId} ${request.clientKey}`
  const id = deps.newId() as ReceiptId
  const created = await insertReceipt(deps.db, {
    id,
    registrar: by,
    post: capacity.post,
    section: sectionOf(organisation, unit)?.code ?? unit,
    arrival:
      request.arrival ??
      (caller === undefined ? emptyArrival : { ...emptyArrival, channel: 'electronic_application' }),
    clientKey,
    madeBy: caller === undefined ? undefined : { application: caller.clientId, ref: externalRef },
    at,
  })
  if (created || clientKey === undefined) return yes({ id, created })
  const earlier = await findReceiptByKey(deps.db, by, clientKey)
  if (earlier === undefined) throw new Error(`receipt of key ${clientKey} vanished`)
  return yes({ id: earlier, created: false })
}

/** `caller`: the application that does it on behalf of the person. */
export type OnDraft = {
  readonly id: ReceiptId
  readonly by: PersonId
  readonly caller?: ApplicationCaller
}

/** Keeps what was typed before the registration. A save over that of another tab is refused. */
export async function saveReceiptDraft(
  deps: ReceiptDeps,
  { version, arrival, ...on }: OnDraft & { readonly version: number; readonly arrival: Arrival },
): Promise<Result<{ readonly version: number }, ReceiptProblem>> {
  const wrong = refuseDays(arrival)
  if (wrong !== undefined) return no(wrong)
  const saved = await deps.db
    .transaction()
    .execute(async (trx): Promise<Result<{ version: number }, ReceiptProblem>> => {
      const entered = enteredBy(await lockReceipt(trx, on.id), on)
      if (!entered.ok) return entered
      if (entered.value.version !== version)
        return no({ code: 'version_changed', version: entered.value.version })
      return yes({ version: await saveArrival(trx, on.id, arrival, deps.now()) })
    })
  // Nobody else knows of it yet.
  if (saved.ok) deps.live.publish({ type: 'receipt', receiptId: on.id }, { people: [on.by] })
  return saved
}

/** Gives up what was never registered. */
export async function discardReceiptDraft(
  deps: ReceiptDeps,
  on: OnDraft,
): Promise<Result<undefined, ReceiptProblem>> {
  return deps.db.transaction().execute(async (trx): Promise<Result<undefined, ReceiptProblem>> => {
    const entered = enteredBy(await lockReceipt(trx, on.id), on)
    if (!entered.ok) return entered
    await discardReceipt(trx, on.id, deps.now())
    return yes(undefined)
  })
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockReceipt>>>

/**
 * What somebody is entering; only its registrar knows of it, and of an application only the one that began it. Once it is
 * registered it is no longer entered.
 */
export function enteredBy(
  stored: Locked | undefined,
  { by, caller }: Pick<OnDraft, 'by' | 'caller'>,
): Result<Locked, ReceiptProblem> {
  const isHis =
    stored?.registrar === by && (caller === undefined || stored.application?.clientId === caller.clientId)
  if (stored === undefined || !isHis) return no({ code: 'not_found' })
  if (stored.receipt !== undefined) return no({ code: 'receipt_registered', number: stored.receipt.number })
  return yes(stored)
}
