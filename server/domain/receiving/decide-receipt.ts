import type { Through } from '../applications/application.ts'
import type { Actor } from '../approval/events.ts'
import type { Instant, LocalDate, PersonId, PostId, ProposalId, UnitCode } from '../ids.ts'
import { type Result, no, yes } from '../result.ts'
import { type ArrivalRefusal, changesOf, refuseArrival } from './arrival.ts'
import type { Arrival, Place, Receipt, ReceiptEvent, ReceiptStatus, Registered, Viewer } from './receipt.ts'

/** A 課 that is to have it, with everybody who is in it that day. */
export type Destination = Place & { readonly people: readonly PersonId[] }
/** A 供覧先, with everybody who is meant by it that day. */
export type Asked = { readonly viewer: Viewer; readonly people: readonly PersonId[] }

export type ReceiptCommand =
  | { readonly type: 'distribute'; readonly to: Destination; readonly note?: string }
  | { readonly type: 'forward'; readonly to: Destination; readonly reason: string }
  | { readonly type: 'accept' }
  | { readonly type: 'circulate'; readonly to: readonly Asked[]; readonly note?: string }
  | { readonly type: 'see'; readonly comment?: string }
  | { readonly type: 'end_circulation'; readonly reason: string }
  | { readonly type: 'draft'; readonly proposal: ProposalId }
  | { readonly type: 'close'; readonly reason: string }
  | {
      readonly type: 'correct'
      readonly arrival: Arrival
      readonly reason: string
      readonly today: LocalDate
    }
  | { readonly type: 'cancel'; readonly reason: string }

export type ReceiptAct = ReceiptCommand['type']

/** Whoever acts, with what is held at that instant. */
export type Handling = {
  readonly by: Actor
  readonly at: Instant
  readonly posts: readonly PostId[]
  /** The 課 of those posts. */
  readonly sections: readonly UnitCode[]
  /** 文書管理者. */
  readonly isRecordsManager: boolean
  readonly through?: Through
}

export type ReceiptRefusal =
  | ArrivalRefusal
  | { readonly code: 'receipt_wrong_status'; readonly status: ReceiptStatus }
  /** Only people of that 課 do it. */
  | { readonly code: 'receipt_not_yours'; readonly section: string }
  | { readonly code: 'receipt_same_section'; readonly section: string }
  /** 秘: these are not named, so that they could not read it. */
  | { readonly code: 'receipt_secret_unnamed'; readonly names: readonly string[] }
  /** A case was drafted from it. */
  | { readonly code: 'receipt_has_case' }
  | { readonly code: 'receipt_nobody_asked' }
  | { readonly code: 'receipt_not_shown_to_you' }
  | { readonly code: 'receipt_not_circulating' }
  | { readonly code: 'receipt_nothing_changed' }
  | { readonly code: 'receipt_reason_missing' }

/** In which states each act is possible. */
const possible: { readonly [Act in ReceiptAct]: readonly ReceiptStatus[] } = {
  distribute: ['arrived'],
  forward: ['handed', 'accepted'],
  accept: ['arrived', 'handed'],
  circulate: ['arrived', 'accepted', 'drafted'],
  see: ['arrived', 'handed', 'accepted', 'drafted', 'closed'],
  end_circulation: ['arrived', 'handed', 'accepted', 'drafted'],
  draft: ['arrived', 'handed', 'accepted', 'drafted'],
  close: ['arrived', 'handed', 'accepted', 'drafted'],
  correct: ['arrived', 'handed', 'accepted', 'drafted', 'closed'],
  cancel: ['arrived', 'handed', 'accepted'],
}

const acts = Object.keys(possible) as readonly ReceiptAct[]

/** What somebody who may read it may do now: exactly what `decideReceipt` would accept with the right words. */
export function allowedOn(receipt: Receipt, handling: Handling): readonly ReceiptAct[] {
  return acts.filter((it) => whyNot(receipt, it, handling) === undefined)
}

/** What comes of a command of somebody who may read it: events, or why not. */
export function decideReceipt(
  receipt: Receipt,
  command: ReceiptCommand,
  handling: Handling,
): Result<readonly ReceiptEvent[], ReceiptRefusal> {
  const refusal = whyNot(receipt, command.type, handling)
  if (refusal !== undefined) return no(refusal)
  if ('reason' in command && command.reason.trim() === '') return no({ code: 'receipt_reason_missing' })
  const { by, at, through } = handling
  const act = { by, at, ...(through === undefined ? {} : { through }) }
  switch (command.type) {
    case 'distribute': {
      const { to, note } = command
      const wrong = refuseDestination(receipt, to)
      if (wrong !== undefined) return no(wrong)
      return yes([{ ...act, type: 'distributed', to: placeOf(to), ...textOf('note', note) }])
    }
    case 'forward': {
      const { to, reason } = command
      const wrong = refuseDestination(receipt, to)
      if (wrong !== undefined) return no(wrong)
      return yes([{ ...act, type: 'forwarded', from: receipt.holder, to: placeOf(to), reason }])
    }
    case 'accept':
      return yes([{ ...act, type: 'accepted', section: receipt.holder }])
    case 'circulate': {
      const { to, note } = command
      if (to.length === 0) return no({ code: 'receipt_nobody_asked' })
      const unnamed = to.filter((it) => !isKnownTo(receipt, it.people))
      if (unnamed.length > 0)
        return no({ code: 'receipt_secret_unnamed', names: unnamed.map((it) => it.viewer.name) })
      return yes([{ ...act, type: 'circulated', to: to.map((it) => it.viewer), ...textOf('note', note) }])
    }
    case 'see':
      return yes([{ ...act, type: 'seen', posts: handling.posts, ...textOf('comment', command.comment) }])
    case 'end_circulation':
      return yes([{ ...act, type: 'circulation_ended', reason: command.reason }])
    case 'draft': {
      const drafted = { ...act, type: 'drafted' as const, proposal: command.proposal }
      // Whoever drafts from it has it: 受領 is on the record all the same.
      const isTaken = receipt.status === 'accepted' || receipt.status === 'drafted'
      return yes(isTaken ? [drafted] : [{ ...act, type: 'accepted', section: receipt.holder }, drafted])
    }
    case 'close':
    case 'cancel':
      return yes([
        { ...act, type: command.type === 'close' ? 'closed' : 'cancelled', reason: command.reason },
      ])
    case 'correct': {
      const arrival: Registered = { receivedOn: receipt.arrival.receivedOn, ...command.arrival }
      const changes = changesOf(receipt.arrival, arrival)
      if (changes.length === 0) return no({ code: 'receipt_nothing_changed' })
      const wrong = refuseArrival(arrival, command.today, receipt.arrival.receivedOn)
      if (wrong !== undefined) return no(wrong)
      return yes([{ ...act, type: 'corrected', arrival, changes, reason: command.reason }])
    }
  }
}

function whyNot(receipt: Receipt, act: ReceiptAct, handling: Handling): ReceiptRefusal | undefined {
  const { status, section, holder } = receipt
  if (act === 'cancel' && receipt.cases.length > 0) return { code: 'receipt_has_case' }
  if (!possible[act].includes(status)) return { code: 'receipt_wrong_status', status }
  if (act === 'see') return isAsked(receipt, handling) ? undefined : { code: 'receipt_not_shown_to_you' }
  const isOf = ({ unit }: Place): boolean => handling.sections.includes(unit)
  const isRegistering = isOf(section) || handling.isRecordsManager
  const mayAct =
    act === 'distribute' || act === 'cancel'
      ? isRegistering
      : act === 'correct' || act === 'forward'
        ? isRegistering || isOf(holder)
        : isOf(holder)
  if (!mayAct) {
    const of = act === 'distribute' || act === 'cancel' ? section : holder
    return { code: 'receipt_not_yours', section: of.name }
  }
  if (act === 'end_circulation' && receipt.circulation !== 'open') return { code: 'receipt_not_circulating' }
  return undefined
}

/** Whether somebody is a 供覧先 that has not seen it, in a 供覧 that goes on. */
function isAsked(
  { circulation, shown }: Pick<Receipt, 'circulation' | 'shown'>,
  { by, posts }: { readonly by: Pick<Actor, 'person'>; readonly posts: readonly PostId[] },
): boolean {
  if (circulation !== 'open') return false
  return shown.some(
    ({ viewer, seen }) =>
      seen === undefined &&
      (viewer.kind === 'person' ? viewer.person === by.person : posts.includes(viewer.post)),
  )
}

function refuseDestination(receipt: Receipt, to: Destination): ReceiptRefusal | undefined {
  if (to.unit === receipt.holder.unit) return { code: 'receipt_same_section', section: to.name }
  return isKnownTo(receipt, to.people) ? undefined : { code: 'receipt_secret_unnamed', names: [to.name] }
}

/** Whether one of these people at least may read it, as far as 秘 goes. */
function isKnownTo({ arrival, registrar }: Receipt, people: readonly PersonId[]): boolean {
  if (arrival.secrecy === 'none') return true
  return people.some((it) => it === registrar || arrival.accessList.includes(it))
}

function placeOf({ unit, name }: Destination): Place {
  return { unit, name }
}

function textOf<Name extends string>(
  name: Name,
  text: string | undefined,
): { readonly [Key in Name]?: string } {
  if (text === undefined || text.trim() === '') return {}
  return { [name]: text } as { readonly [Key in Name]?: string }
}
