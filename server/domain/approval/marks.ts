import type { Actor, EventOf } from './events.ts'
import type { Edit, Ended, Mark, OnRoute, PostReview } from './proposal.ts'
import { findStage, getStep, stepsOf } from './progress.ts'
import type { Route, Step } from './route.ts'

type MarkEvent = EventOf<
  'approved' | 'provisionally_decided' | 'examined' | 'concurred' | 'returned' | 'decided' | 'rejected'
>

/** The act of an event as it counts on the route. */
export function markOf(event: MarkEvent): Mark {
  const comment = event.type === 'rejected' || event.type === 'returned' ? event.reason : event.comment
  return {
    step: event.step,
    act: event.type,
    by: event.by,
    at: event.at,
    manifestSha256: event.manifestSha256,
    ...(comment === undefined ? {} : { comment }),
    ...(event.type === 'concurred' ? { opinion: event.opinion } : {}),
    ...(event.type === 'decided' && event.condition !== undefined ? { condition: event.condition } : {}),
    ...('actingFor' in event ? { actingFor: event.actingFor } : {}),
    ...('paperChecked' in event ? { paperChecked: event.paperChecked } : {}),
  }
}

/** With an act added; an earlier one at the same step, and the answers to it, count no longer. */
export function withMark(base: OnRoute, mark: Mark): OnRoute {
  const others = base.marks.filter((it) => it.step !== mark.step)
  const given = base.marks.find((it) => it.step === mark.step && it.opinion === 'object')
  const responses = base.responses.filter((it) => it.step === mark.step)
  const along = base.passed
    .filter((it) => it.cause === 'merged' && it.into === mark.step)
    .map((it) => it.step)
  return {
    ...base,
    marks: [
      ...others,
      given === undefined ? mark : { ...mark, insteadOf: { mark: given, responses, along } },
    ],
    settledMarks:
      base.settledMarks - base.marks.slice(0, base.settledMarks).filter((it) => it.step === mark.step).length,
    responses: base.responses.filter((it) => it.step !== mark.step),
  }
}

/** With one more 後閲; ids are `k1`, `k2`, … and stay. */
export function openPostReview(
  reviews: readonly PostReview[],
  step: Pick<Step, 'id' | 'post' | 'postName'>,
  cause: PostReview['cause'],
  openedAt: PostReview['openedAt'],
): readonly PostReview[] {
  const last = Math.max(0, ...reviews.map((it) => Number(it.id.slice(1))))
  const { id, post, postName } = step
  return [...reviews, { id: `k${last + 1}`, step: id, post, postName, cause, openedAt }]
}

/** 後閲 designated at drafting: owed from the submission on, by posts that the route does not ask otherwise. */
export function designated(
  route: Route,
  at: PostReview['openedAt'],
  known: readonly PostReview[],
): readonly PostReview[] {
  const wanted = stepsOf(route).filter((step) => step.skipped?.reason === 'post_review')
  const owed = known.filter(
    (it) =>
      it.cause !== 'designated' || it.done !== undefined || wanted.some((step) => step.post === it.post),
  )
  return wanted
    .filter((step) => !owed.some((it) => it.cause === 'designated' && it.post === step.post))
    .reduce<readonly PostReview[]>((reviews, step) => openPostReview(reviews, step, 'designated', at), owed)
}

/**
 * Whether an act in a step lets a 軽微な変更 stand, or may judge it 重要: the next line manager's, so of a 回議者 or the
 * decider, in a stage after the editor's, and never the editor's own.
 */
export function mayJudge(
  route: Route,
  edit: Edit,
  { step, by }: { readonly step: string; readonly by: Actor },
): boolean {
  const at = findStage(route, step)
  if (at === undefined || edit.effect !== 'minor' || edit.confirmedBy !== undefined) return false
  const { role } = getStep(route, step)
  // The editor's own step may be gone since: whoever is asked now then comes after it.
  const from = findStage(route, edit.step) ?? -1
  return (role === 'review' || role === 'decide') && at > from && by.person !== edit.by.person
}

/** What an act puts an end to at these steps: 保留, a 差戻し that waited there, an objection to be heard again. */
export function endedAt(base: OnRoute, steps: readonly string[]): { readonly ended?: Ended } {
  const at = (it: { readonly step: string }): boolean => steps.includes(it.step)
  const ended: Ended = {
    holds: base.holds.filter(at),
    sentBack: base.sentBack.filter(at),
    objected: (base.objected ?? []).filter((step) => steps.includes(step)),
  }
  return ended.holds.length + ended.sentBack.length + ended.objected.length === 0 ? {} : { ended }
}

/** 差戻し to earlier steps as ones that nobody takes back any more: without what counted before them. */
export function withoutBefore(sentBack: OnRoute['sentBack']): OnRoute['sentBack'] {
  return sentBack.map(({ before: _before, ...it }) => it)
}

/**
 * Acts and steps gone by, where the 差戻し they put an end to are taken back no more. Whatever is stored of earlier acts is
 * stored like this: each 差戻し would else hold all those before it, several times over.
 */
export function settledEnds({
  marks,
  passed,
}: Pick<OnRoute, 'marks' | 'passed'>): Pick<OnRoute, 'marks' | 'passed'> {
  return { marks: marks.map(settledMark), passed: passed.map((it) => ({ ...it, ...settledEnd(it) })) }
}

function settledMark(mark: Mark): Mark {
  const { insteadOf } = mark
  return {
    ...mark,
    ...settledEnd(mark),
    ...(insteadOf === undefined ? {} : { insteadOf: { ...insteadOf, mark: settledMark(insteadOf.mark) } }),
  }
}

function settledEnd({ ended }: { readonly ended?: Ended }): { readonly ended?: Ended } {
  return ended === undefined ? {} : { ended: { ...ended, sentBack: withoutBefore(ended.sentBack) } }
}

/** Without what an act put an end to at these steps. */
export function without(
  base: OnRoute,
  steps: readonly string[],
): Pick<OnRoute, 'holds' | 'sentBack'> & { readonly objected: readonly string[] } {
  const elsewhere = (it: { readonly step: string }): boolean => !steps.includes(it.step)
  return {
    holds: base.holds.filter(elsewhere),
    sentBack: base.sentBack.filter(elsewhere),
    objected: (base.objected ?? []).filter((step) => !steps.includes(step)),
  }
}

/** Steps whose objection is not among the acts that still count: each is heard again. */
export function heardAgain(base: OnRoute, marks: readonly Mark[]): readonly string[] {
  const fell = base.marks.filter((it) => it.opinion === 'object' && !marks.includes(it))
  const steps = [...(base.objected ?? []), ...fell.map((it) => it.step)]
  return [...new Set(steps)].filter((step) => findStage(base.route, step) !== undefined)
}
