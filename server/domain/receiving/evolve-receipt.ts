import { unreachable } from '../result.ts'
import type { Place, Receipt, ReceiptEvent, Shown, Viewer } from './receipt.ts'

/** A 収受文書 after its first event, which registers it. */
export function beginReceipt(event: Extract<ReceiptEvent, { type: 'registered' }>): Receipt {
  const { number, section, arrival, distributes, by } = event
  return {
    status: distributes ? 'arrived' : 'accepted',
    number,
    registrar: by.person,
    section,
    holder: section,
    places: [section],
    arrival,
    shown: [],
    cases: [],
  }
}

/** A 収受文書 after one more event. What happened has happened: this always succeeds. */
export function evolveReceipt(receipt: Receipt, event: ReceiptEvent): Receipt {
  switch (event.type) {
    case 'registered':
      return beginReceipt(event)
    case 'distributed':
    case 'forwarded':
      return { ...movedTo(receipt, event.to), status: 'handed' }
    case 'accepted':
      return { ...movedTo(receipt, event.section), status: 'accepted' }
    case 'circulated':
      return {
        ...receipt,
        shown: [
          ...receipt.shown.filter((it) => !event.to.some((one) => isSame(one, it.viewer))),
          ...event.to.map((viewer): Shown => ({ viewer, askedAt: event.at })),
        ],
        circulation: 'open',
      }
    case 'seen': {
      const { by, at, comment, posts } = event
      const seen = { by, at, ...(comment === undefined ? {} : { comment }) }
      const shown = receipt.shown.map((it) => {
        const { viewer } = it
        const isHis = viewer.kind === 'person' ? viewer.person === by.person : posts.includes(viewer.post)
        return isHis && it.seen === undefined ? { ...it, seen } : it
      })
      // It ends with the last one who sees it.
      const isOver = receipt.circulation === 'open' && shown.every((it) => it.seen !== undefined)
      return { ...receipt, shown, ...(isOver ? { circulation: 'ended' as const } : {}) }
    }
    case 'circulation_ended':
      return { ...receipt, circulation: 'ended' }
    case 'drafted':
      return { ...receipt, status: 'drafted', cases: [...receipt.cases, event.proposal] }
    case 'closed':
    case 'cancelled':
      return {
        ...receipt,
        status: event.type,
        ended: { reason: event.reason, at: event.at },
        // Nobody is waited for any more.
        ...(receipt.circulation === undefined ? {} : { circulation: 'ended' as const }),
      }
    case 'corrected':
      return { ...receipt, arrival: event.arrival }
    default:
      return unreachable(event)
  }
}

/** The 収受文書 that a chain of events tells, first to last; undefined for one that does not begin with its registration. */
export function foldReceipt(events: readonly ReceiptEvent[]): Receipt | undefined {
  const [first, ...rest] = events
  if (first?.type !== 'registered') return undefined
  return rest.reduce(evolveReceipt, beginReceipt(first))
}

/** Whether two 供覧先 are the same person or post. */
function isSame(one: Viewer, other: Viewer): boolean {
  if (one.kind === 'person') return other.kind === 'person' && one.person === other.person
  return other.kind === 'post' && one.post === other.post
}

function movedTo(receipt: Receipt, to: Place): Receipt {
  const known = receipt.places.some((it) => it.unit === to.unit)
  return { ...receipt, holder: to, places: known ? receipt.places : [...receipt.places, to] }
}
