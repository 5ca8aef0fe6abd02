import type { LocalDate, Sha256 } from '../ids.ts'
import { unreachable } from '../result.ts'
import type { IssuingEvent } from './evolve-issuing.ts'
import { type Issuance, issuedOn, nothingIssued } from './issuance.ts'
import type { Channel, SealingWay } from './plan.ts'

/**
 * What other systems are told of the 施行. A document is told by its id (d1), a sending by its own (x1): the name of the file and
 * of the addressee stand in the case, for whoever may read it.
 */
export type IssuingNews =
  /** 浄書, also once more. `file`: what was made. */
  | { readonly type: 'fair_copied'; readonly document: string; readonly file: Sha256 }
  /** 照合; what was found is not told. */
  | { readonly type: 'collated'; readonly document: string; readonly matches: boolean }
  /** 公印, 公印省略 or 電子署名; `file`: what was signed. */
  | {
      readonly type: 'document_sealed'
      readonly document: string
      readonly how: SealingWay
      readonly file?: Sha256
    }
  /** 書損. */
  | { readonly type: 'document_voided'; readonly document: string }
  /** 発送 to one addressee; `again`: the sending that had failed. */
  | {
      readonly type: 'dispatched'
      readonly document: string
      readonly dispatch: string
      readonly channel: Channel
      readonly on: LocalDate
      readonly again?: string
    }
  | { readonly type: 'dispatch_failed'; readonly dispatch: string }
  /** 施行日, whenever it became another; absent: what went out came back. */
  | { readonly type: 'issued'; readonly on?: LocalDate }
  /** 完結; `issued`: whether everything went out that was to. */
  | { readonly type: 'completed'; readonly on: LocalDate; readonly issued: boolean }

/** What an act of the 施行 tells, in order: one thing for each addressee, and the 施行日 where it is another now. */
export function newsOfIssuing(
  before: Issuance = nothingIssued,
  event: IssuingEvent,
  after: Issuance = nothingIssued,
): readonly IssuingNews[] {
  const day = issuedOn(after)
  const isMoved = day !== issuedOn(before)
  return [
    ...toldOf(before, event, after),
    ...(isMoved ? [{ type: 'issued' as const, ...(day === undefined ? {} : { on: day }) }] : []),
  ]
}

function toldOf(before: Issuance, event: IssuingEvent, after: Issuance): readonly IssuingNews[] {
  switch (event.type) {
    case 'fair_copied':
      return [{ type: 'fair_copied', document: event.document, file: event.file }]
    case 'collated':
      return [{ type: 'collated', document: event.document, matches: event.matches }]
    case 'document_sealed': {
      const { document, sealing } = event
      const signed = sealing.how === 'electronic' ? { file: sealing.file } : {}
      return [{ type: 'document_sealed', document, how: sealing.how, ...signed }]
    }
    case 'document_voided':
      return [{ type: 'document_voided', document: event.document }]
    case 'dispatched':
      return after.dispatches.slice(before.dispatches.length).map(({ id, document, channel, on }, index) => {
        const again = event.to[index]?.again
        return {
          ...{ type: 'dispatched' as const, document, dispatch: id, channel, on },
          ...(again === undefined ? {} : { again }),
        }
      })
    case 'dispatch_failed':
      return [{ type: 'dispatch_failed', dispatch: event.dispatch }]
    case 'completed':
      return [{ type: 'completed', on: event.on, issued: event.unissued === undefined }]
    default:
      return unreachable(event)
  }
}
