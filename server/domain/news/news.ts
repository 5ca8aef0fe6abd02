import type { ActingFor, Actor, ApprovalEvent, EditEffect, Opinion } from '../approval/events.ts'
import { caseNumberKind } from '../approval/evolve-beside.ts'
import { evolve } from '../approval/evolve.ts'
import { isIssuing } from '../issuing/evolve-issuing.ts'
import type { Issuance } from '../issuing/issuance.ts'
import { type IssuingNews, newsOfIssuing } from '../issuing/news.ts'
import { stepsOf } from '../approval/progress.ts'
import type { ImportedCase, PostReview, Proposal, Submitted } from '../approval/proposal.ts'
import type { Route, StepRole } from '../approval/route.ts'
import { writtenTitle } from '../organisation/titles.ts'

/** Whoever a record of the decision (決裁の記録) names anyway: title and name as they were. */
export type NamedOffice = { readonly title: string; readonly name: string }
/** A step, by the post it waits for. */
export type NewsStep = { readonly role: StepRole; readonly post: string }
type ReviewNews = { readonly review: string; readonly post: string; readonly cause: PostReview['cause'] }

/**
 * What other systems are told of a case, one thing each. Never what somebody wrote (意見, 理由, 処理意見, 条件) and no
 * name but that of the one who decided: titles of posts, numbers, and what became of it.
 */
export type News =
  | { readonly type: 'submitted' }
  | { readonly type: 'resubmitted'; readonly mode: 'resume' | 'restart' }
  /** 差戻し; `to` absent: to the drafter. */
  | { readonly type: 'returned'; readonly from: NewsStep; readonly to?: NewsStep }
  /** 引戻し of the submission: it lies with its drafter again. */
  | { readonly type: 'taken_back' }
  /** 引戻し of one act: what was told of that step before does not count any more. */
  | { readonly type: 'act_taken_back'; readonly step: NewsStep }
  | { readonly type: 'content_changed'; readonly effect: EditEffect }
  | { readonly type: 'route_changed' }
  | { readonly type: 'concurred'; readonly step: NewsStep; readonly opinion: Exclude<Opinion, 'object'> }
  | { readonly type: 'objected'; readonly step: NewsStep }
  | {
      readonly type: 'decided'
      readonly decidedBy: NamedOffice
      /** 代決: in whose place. */
      readonly actingFor?: NamedOffice
      /** 条件付決裁; the condition itself stands in the record of the decision. */
      readonly conditional: boolean
    }
  | { readonly type: 'rejected'; readonly rejectedBy: NamedOffice }
  | { readonly type: 'withdrawn' }
  | { readonly type: 'abandoned' }
  | { readonly type: 'numbered'; readonly kind: string; readonly text: string }
  | ({ readonly type: 'post_review_opened' } & ReviewNews)
  | ({ readonly type: 'post_review_done' } & ReviewNews)
  | { readonly type: 'seat_reassigned'; readonly step: NewsStep }
  /** 秘の解除: from now on the feed says what happened before, too. */
  | { readonly type: 'secrecy_released' }
  | IssuingNews

type OfOurs = Exclude<Submitted, ImportedCase>

/** What an event of a case says to other systems, in order; nothing of most acts on the way. */
export function newsOf(before: Proposal, event: ApprovalEvent, after: Proposal): readonly News[] {
  // What another system decided is no news of ours.
  if (after.status === 'draft' || after.status === 'imported') return []
  const told = toldOf(before, event, after)
  const known = before.status === 'draft' ? [] : before.postReviews
  const opened = after.postReviews.filter((it) => !known.some((one) => isSame(one, it)))
  return [
    ...told,
    ...returnedBy(before, after),
    ...opened.map((it): News => ({ type: 'post_review_opened', ...reviewOf(it) })),
  ]
}

/** The news of these links of a chain, by `seq`; `events` is the whole chain from its first event. */
export function newsOfChain(
  events: readonly ApprovalEvent[],
  wanted: (seq: number) => boolean,
): ReadonlyMap<
  number,
  { readonly news: readonly News[]; readonly event: ApprovalEvent; readonly after: OfOurs }
> {
  const found = new Map<number, { news: readonly News[]; event: ApprovalEvent; after: OfOurs }>()
  let before: Proposal | undefined
  for (const [index, event] of events.entries()) {
    const from: Proposal = before ?? { status: 'draft', drafter: event.by.person }
    const after = evolve(from, event)
    if (wanted(index + 1) && after.status !== 'draft' && after.status !== 'imported')
      found.set(index + 1, { news: newsOf(from, event, after), event, after })
    before = after
  }
  return found
}

function toldOf(before: Proposal, event: ApprovalEvent, after: Submitted): readonly News[] {
  if (isIssuing(event)) return newsOfIssuing(issuanceOf(before), event, issuanceOf(after))
  switch (event.type) {
    case 'submitted':
    case 'withdrawn':
    case 'abandoned':
    case 'route_changed':
    case 'secrecy_released':
      return [{ type: event.type }]
    case 'resubmitted':
      return [{ type: 'resubmitted', mode: event.mode }]
    case 'returned':
      // To an earlier step at once; to the drafter by the status below, which waits until the others have spoken.
      return event.to === undefined || event.collected === true
        ? []
        : [{ type: 'returned', from: stepOf(after.route, event.step), to: stepOf(after.route, event.to) }]
    case 'submission_taken_back':
      return [{ type: 'taken_back' }]
    case 'act_taken_back':
      return [{ type: 'act_taken_back', step: stepOf(after.route, event.step) }]
    case 'revised':
      return [{ type: 'content_changed', effect: event.effect }]
    case 'edit_judged_major':
      return [{ type: 'content_changed', effect: 'major' }]
    case 'concurred': {
      const step = stepOf(after.route, event.step)
      return event.opinion === 'object'
        ? [{ type: 'objected', step }]
        : [{ type: 'concurred', step, opinion: event.opinion }]
    }
    case 'decided':
      return [
        {
          type: 'decided',
          decidedBy: officeOf(event.by),
          ...(event.actingFor === undefined ? {} : { actingFor: standingFor(event.actingFor) }),
          conditional: event.condition !== undefined,
        },
        ...(event.number === undefined
          ? []
          : [{ type: 'numbered' as const, kind: caseNumberKind, text: event.number }]),
      ]
    case 'rejected':
      return [{ type: 'rejected', rejectedBy: officeOf(event.by) }]
    case 'numbered':
      return [{ type: 'numbered', kind: event.kind, text: event.text }]
    case 'post_reviewed': {
      const review =
        before.status === 'draft' ? undefined : before.postReviews.find((it) => it.id === event.review)
      return review === undefined ? [] : [{ type: 'post_review_done', ...reviewOf(review) }]
    }
    case 'reassigned':
      return [{ type: 'seat_reassigned', step: stepOf(after.route, event.step) }]
    default:
      return []
  }
}

function issuanceOf(it: Proposal): Issuance | undefined {
  return it.status === 'decided' ? it.issuance : undefined
}

function isSame(one: PostReview, other: PostReview): boolean {
  return one.id === other.id && one.openedAt === other.openedAt
}

function reviewOf({ id, postName, cause }: PostReview): ReviewNews {
  return { review: id, post: postName, cause }
}

/** A step of the route as it is after the event; one that left it meanwhile cannot have acted in the event. */
function stepOf(route: Route, id: string): NewsStep {
  const step = stepsOf(route).find((it) => it.id === id)
  return { role: step?.role ?? 'review', post: step?.postName ?? '' }
}

/** 差戻し to the drafter, by whichever act it takes effect. */
function returnedBy(before: Proposal, after: Submitted): readonly News[] {
  if (before.status !== 'in_approval' || after.status !== 'returned' || after.cause.by !== 'step') return []
  return [{ type: 'returned', from: stepOf(after.route, after.cause.step) }]
}

function officeOf({ name, capacity }: Actor): NamedOffice {
  return { title: writtenTitle(capacity), name }
}

function standingFor({ title, name }: ActingFor): NamedOffice {
  return { title, name }
}
