import type { EventOf } from '../approval/events.ts'
import type { NoticeFacts, NoticeKind, NoticeOf } from '../approval/notices.ts'
import type { Submitted } from '../approval/proposal.ts'
import type { IssuingEvent } from './evolve-issuing.ts'

/** What somebody is told of the 施行. */
export type IssuingNotice =
  /** 照合 found a difference: to whoever made the copy, who makes it anew. */
  'collation_refused' | 'collated' | 'document_sealed' | 'dispatch_failed'

type Told = readonly NoticeOf[]
type Happening<Type extends IssuingEvent['type']> = {
  readonly before: Submitted
  readonly after: Submitted
  readonly event: EventOf<Type>
}

const nobody = (): Told => []

function toDrafter({ after }: { readonly after: Submitted }, kind: NoticeKind, facts: NoticeFacts): Told {
  return [{ kind, person: after.drafter.person, facts }]
}

/** Who is told what of the 施行: the drafter, and of a refused 照合 the 浄書者. */
export const issuingNotices: {
  readonly [Type in IssuingEvent['type']]: (it: Happening<Type>) => Told
} = {
  fair_copied: nobody,
  collated: (it) => {
    const { after, event } = it
    if (event.matches) return toDrafter(it, 'collated', {})
    const issuance = after.status === 'decided' ? after.issuance : undefined
    const maker = issuance?.documents.find((one) => one.id === event.document)?.by.person
    const facts = event.remark === undefined ? {} : { text: event.remark }
    return maker === undefined ? [] : [{ kind: 'collation_refused', person: maker, facts }]
  },
  document_sealed: (it) => toDrafter(it, 'document_sealed', {}),
  document_voided: nobody,
  dispatched: nobody,
  dispatch_failed: (it) => toDrafter(it, 'dispatch_failed', { text: it.event.reason }),
  completed: nobody,
}
