import type { ApprovalEvent, EventOf } from '../approval/events.ts'
import type { DecidedCase } from '../approval/proposal.ts'
import { unreachable } from '../result.ts'
import { type Dispatch, type Issuance, type IssuedDocument, nothingIssued } from './issuance.ts'

const issuingTypes = [
  'fair_copied',
  'collated',
  'document_sealed',
  'document_voided',
  'dispatched',
  'dispatch_failed',
  'completed',
] as const

/** What happens to a case after its 決裁, to what goes out by it. */
export type IssuingEvent = EventOf<(typeof issuingTypes)[number]>

/** Whether an event belongs to the 施行. */
export function isIssuing(event: ApprovalEvent): event is IssuingEvent {
  return issuingTypes.some((type) => type === event.type)
}

/** Applies a fact of the 施行; the decision stays as it is. */
export function evolveIssuing(state: DecidedCase, event: IssuingEvent): DecidedCase {
  return { ...state, issuance: issuanceAfter(state.issuance ?? nothingIssued, event) }
}

/** The 施行 that a chain of events tells, first to last. */
export function foldIssuance(events: readonly ApprovalEvent[]): Issuance {
  return events.filter(isIssuing).reduce(issuanceAfter, nothingIssued)
}

function issuanceAfter(issuance: Issuance, event: IssuingEvent): Issuance {
  const { by, at } = event
  switch (event.type) {
    case 'fair_copied':
      return { ...issuance, documents: withCopy(issuance.documents, copyOf(event)) }
    case 'collated': {
      const { matches, remark } = event
      const collation = { by, at, matches, ...(remark === undefined ? {} : { remark }) }
      return withDocument(issuance, event.document, (it) => ({ ...it, collation }))
    }
    case 'document_sealed':
      return withDocument(issuance, event.document, (it) => ({
        ...it,
        sealing: { ...event.sealing, by, at },
      }))
    case 'document_voided':
      return withDocument(issuance, event.document, (it) => ({
        ...it,
        voided: { by, at, reason: event.reason },
      }))
    case 'dispatched':
      return { ...issuance, dispatches: withSent(issuance.dispatches, event) }
    case 'dispatch_failed':
      return {
        ...issuance,
        dispatches: issuance.dispatches.map((it) =>
          it.id === event.dispatch ? { ...it, failure: { by, at, reason: event.reason } } : it,
        ),
      }
    case 'completed': {
      const { on, unissued } = event
      return {
        ...issuance,
        completed: { on, by, at, ...(unissued === undefined ? {} : { unissued }) },
      }
    }
    default:
      return unreachable(event)
  }
}

function copyOf(event: EventOf<'fair_copied'>): IssuedDocument {
  const { document: id, name, by, at, file, from, datedOn, filled } = event
  return {
    ...{ id, name, by, at, file, filled },
    ...(from === undefined ? {} : { from }),
    ...(datedOn === undefined ? {} : { datedOn }),
  }
}

/** A copy made anew takes the place of the one before, and is collated anew. */
function withCopy(documents: readonly IssuedDocument[], copy: IssuedDocument): readonly IssuedDocument[] {
  return documents.some((it) => it.id === copy.id)
    ? documents.map((it) => (it.id === copy.id ? copy : it))
    : [...documents, copy]
}

function withDocument(
  issuance: Issuance,
  id: string,
  change: (document: IssuedDocument) => IssuedDocument,
): Issuance {
  return { ...issuance, documents: issuance.documents.map((it) => (it.id === id ? change(it) : it)) }
}

function withSent(before: readonly Dispatch[], event: EventOf<'dispatched'>): readonly Dispatch[] {
  const { document, on, by, at, to } = event
  const sent = to.map(({ name: addressee, channel }, index): Dispatch => ({
    ...{ id: `x${before.length + index + 1}`, document, addressee, channel, on, by, at },
  }))
  const replacedBy = new Map(
    to.flatMap(({ again }, index) => (again === undefined ? [] : [[again, sent[index]?.id] as const])),
  )
  return [
    ...before.map((it) => {
      const again = replacedBy.get(it.id)
      return again === undefined ? it : { ...it, again }
    }),
    ...sent,
  ]
}
