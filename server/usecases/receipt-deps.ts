import type { ReceiptId } from '../domain/ids.ts'
import type { ArrivalRefusal } from '../domain/receiving/arrival.ts'
import type { ReceiptRefusal } from '../domain/receiving/decide-receipt.ts'
import { findReceipt } from '../store/receipts.ts'
import type { CurrentFacts } from './commit-act.ts'
import type { MayReadDeps } from './may-read.ts'
import type { LiveBus, NewId } from './ports.ts'
import type { NumberRefusal } from './take-document-number.ts'

export type ReceiptDeps = MayReadDeps & { readonly newId: NewId; readonly live: LiveBus }

/** Somebody was faster; who that was, once it is registered. */
export type StaleReceipt = { readonly code: 'version_changed' } & Pick<CurrentFacts, 'version' | 'lastAct'> &
  Partial<CurrentFacts>

/** Why something about a 収受文書 was not done. */
export type ReceiptProblem =
  | ReceiptRefusal
  | ArrivalRefusal
  | { readonly code: 'not_found' | 'no_post' }
  | StaleReceipt
  /** It is registered: what is typed is corrected with a reason, and files stay as they came. */
  | { readonly code: 'receipt_registered'; readonly number: string }
  /** No such 簿冊. */
  | { readonly code: 'receipt_folder_unknown' }
  | { readonly code: 'unit_not_found'; readonly unit: string }
  | { readonly code: 'person_not_found'; readonly names: readonly string[] }
  | { readonly code: 'post_not_found'; readonly post: string }
  | NumberRefusal

/** Tells open pages that a 収受文書 changed, and whoever has it in a list. */
export async function announceReceipt(deps: ReceiptDeps, id: ReceiptId): Promise<void> {
  deps.live.publish({ type: 'receipt', receiptId: id })
  const shown = (await findReceipt(deps.db, id))?.receipt?.shown ?? []
  const people = shown.flatMap(({ viewer }) => (viewer.kind === 'person' ? [viewer.person] : []))
  const posts = shown.flatMap(({ viewer }) => (viewer.kind === 'post' ? [viewer.post] : []))
  if (shown.length > 0) deps.live.publish({ type: 'inbox' }, { people, posts })
}
