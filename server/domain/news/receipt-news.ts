import { evolveReceipt, foldReceipt } from '../receiving/evolve-receipt.ts'
import type { Place, Receipt, ReceiptEvent } from '../receiving/receipt.ts'
import type { LocalDate } from '../ids.ts'

/**
 * What other systems are told of a 収受文書, one thing each. Never what somebody wrote (件名, 差出人, 理由, 処理内容) and no
 * name of a person: 課, days, the number, and what became of it.
 */
export type ReceiptNews =
  | {
      readonly type: 'registered'
      readonly receivedOn: LocalDate
      readonly section: Place
      /** 受付番号 of the system it came from. */
      readonly externalRef?: string
    }
  /** 配布. */
  | { readonly type: 'distributed'; readonly to: Place }
  /** 転送. */
  | { readonly type: 'forwarded'; readonly from: Place; readonly to: Place }
  /** 受領. */
  | { readonly type: 'accepted'; readonly section: Place }
  /** 供覧 is over: all have seen it, or it was ended. */
  | { readonly type: 'circulation_ended'; readonly complete: boolean }
  /** 接受起案; which case came of it is for whoever may read that. */
  | { readonly type: 'drafted' }
  /** 処理済. */
  | { readonly type: 'closed' }
  | { readonly type: 'corrected' }
  /** 登録の取消. */
  | { readonly type: 'cancelled' }

/** The news of these links of a chain, by `seq`, each with the 収受文書 as it was after it; `events` is the whole chain. */
export function newsOfReceipt(
  events: readonly ReceiptEvent[],
  wanted: (seq: number) => boolean,
): ReadonlyMap<
  number,
  { readonly news: readonly ReceiptNews[]; readonly event: ReceiptEvent; readonly after: Receipt }
> {
  const found = new Map<number, { news: readonly ReceiptNews[]; event: ReceiptEvent; after: Receipt }>()
  let before: Receipt | undefined
  for (const [index, event] of events.entries()) {
    const after = before === undefined ? foldReceipt([event]) : evolveReceipt(before, event)
    if (after === undefined) break
    if (wanted(index + 1)) found.set(index + 1, { news: newsOf(before, event, after), event, after })
    before = after
  }
  return found
}

function newsOf(before: Receipt | undefined, event: ReceiptEvent, after: Receipt): readonly ReceiptNews[] {
  const isOver = before?.circulation === 'open' && after.circulation === 'ended'
  const complete = after.shown.every((it) => it.seen !== undefined)
  return [...toldOf(event), ...(isOver ? [{ type: 'circulation_ended' as const, complete }] : [])]
}

function toldOf(event: ReceiptEvent): readonly ReceiptNews[] {
  switch (event.type) {
    case 'registered': {
      const { arrival, section, externalRef } = event
      const ref = externalRef === undefined ? {} : { externalRef }
      return [{ type: 'registered', receivedOn: arrival.receivedOn, section, ...ref }]
    }
    case 'distributed':
      return [{ type: 'distributed', to: event.to }]
    case 'forwarded':
      return [{ type: 'forwarded', from: event.from, to: event.to }]
    case 'accepted':
      return [{ type: 'accepted', section: event.section }]
    case 'drafted':
    case 'closed':
    case 'corrected':
    case 'cancelled':
      return [{ type: event.type }]
    // Whom it is shown to, and who has seen it, is the office's own; the end follows from what is after it.
    case 'circulated':
    case 'seen':
    case 'circulation_ended':
      return []
  }
}
