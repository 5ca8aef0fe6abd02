import type { Instant } from '../ids.ts'
import { no } from '../result.ts'
import { type Decided, actOf, actorAt, asOnRoute, event, isOfGroup, unlessChanged } from './acting.ts'
import type { Acting } from './commands.ts'
import type { Actor } from './events.ts'
import { findStage, getStep, stageOf } from './progress.ts'
import type { InApproval, Mark, Passed, Proposal, Returned, SentBack } from './proposal.ts'

/**
 * 引戻し of one's own last act: before the next one acts, or already when the next one has opened the case, as the body
 * has it. The drafter takes the submission back before anybody acted.
 */
export function takeBack(proposal: Proposal, acting: Acting): Decided {
  if (proposal.status === 'returned') return takeBackReturn(proposal, acting)
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  const last = lastActOf(proposal, acting)
  switch (last?.what) {
    case undefined:
      return takeBackSubmission(proposal, acting)
    case 'mark':
      return takeBackMark(proposal, acting, last.index)
    case 'sent_back':
      // What counted before it is not kept for ever: then there is nothing to go back to.
      return takeBackMove(proposal, acting, {
        what: last.what,
        at: last.at,
        step: last.sent.before && last.sent.from,
      })
    case 'pulled_up':
      return takeBackMove(proposal, acting, { what: last.what, at: last.at, step: last.passed.into })
  }
}

type LastAct =
  | { readonly what: 'mark'; readonly index: number; readonly at: Instant }
  | { readonly what: 'sent_back'; readonly sent: SentBack; readonly at: Instant }
  | { readonly what: 'pulled_up'; readonly passed: Passed; readonly at: Instant }

/** The last of a person's acts on the route that count: a seal or a wish, a 差戻し to an earlier step, a 引上げ. */
function lastActOf({ marks, sentBack, passed }: InApproval, { person }: Acting): LastAct | undefined {
  const index = marks.findLastIndex((mark) => mark.by.person === person)
  const mark = marks[index]
  const sent = sentBack.findLast((it) => it.by.person === person)
  const pulled = passed.findLast((it) => it.cause === 'pull_up' && it.by === person)
  const acts: readonly LastAct[] = [
    ...(pulled?.at === undefined ? [] : [{ what: 'pulled_up' as const, passed: pulled, at: pulled.at }]),
    ...(sent === undefined ? [] : [{ what: 'sent_back' as const, sent, at: sent.at }]),
    // Within one instant the seal came last: what was pulled up is sealed afterwards.
    ...(mark === undefined ? [] : [{ what: 'mark' as const, index, at: mark.at }]),
  ]
  return acts.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).at(-1)
}

/** A 差戻し to an earlier step or a 引上げ, by the holder of the step it was done from, while nobody acted since. */
function takeBackMove(
  proposal: InApproval,
  acting: Acting,
  {
    what,
    step,
    at,
  }: {
    readonly what: 'sent_back' | 'pulled_up'
    readonly step: string | undefined
    readonly at: Instant
  },
): Decided {
  const by = step === undefined ? undefined : actorAt(getStep(proposal.route, step), acting)
  if (step === undefined || by === undefined) return no({ code: 'nothing_to_take_back' })
  return (
    whyFollowed(proposal, at) ??
    ifNotOpened(proposal, acting, () => event({ ...actOf(by, acting), type: 'act_taken_back', step, what }))
  )
}

/** Somebody's act, correction, 差戻し or 引上げ after an instant; undefined when there is none. */
function whyFollowed(proposal: InApproval, since: Instant): Decided | undefined {
  const { route, marks, edits, sentBack, passed } = proposal
  const followed = [...marks, ...edits, ...sentBack].find((it) => it.at > since)
  if (followed !== undefined) return no({ code: 'next_has_acted', by: followed.by.capacity.title })
  const pulled = passed.find((it) => it.cause === 'pull_up' && it.at !== undefined && it.at > since)
  if (pulled === undefined) return undefined
  return no({ code: 'next_has_acted', by: getStep(route, pulled.into ?? pulled.step).postName })
}

function ifNotOpened(proposal: InApproval, acting: Acting, then: () => Decided): Decided {
  const opened = whoOpened(proposal, acting)
  if (opened !== undefined) return no({ code: 'next_has_opened', by: opened })
  return unlessChanged(acting, then())
}

function takeBackSubmission(proposal: InApproval, acting: Acting): Decided {
  if (proposal.drafter.person !== acting.person && !isOfGroup(proposal, acting)) {
    return no({ code: 'nothing_to_take_back' })
  }
  // Acts from before a resubmission are settled and do not bind it.
  const acted = proposal.marks[proposal.settledMarks] ?? proposal.edits.find((it) => it.settled !== true)
  // A 差戻し to an earlier step takes seals away, and is an act all the same.
  const [sent] = proposal.sentBack
  const actor = (acted ?? sent)?.by
  if (actor !== undefined) return no({ code: 'next_has_acted', by: actor.capacity.title })
  const pulled = proposal.passed.find((it) => it.cause === 'pull_up' && it.settled !== true)
  if (pulled !== undefined)
    return no({ code: 'next_has_acted', by: getStep(proposal.route, pulled.into ?? pulled.step).postName })
  const opened = whoOpened(proposal, acting)
  if (opened !== undefined) return no({ code: 'next_has_opened', by: opened })
  return asOnRoute(proposal, acting, (act) =>
    unlessChanged(acting, event({ ...act, type: 'submission_taken_back' })),
  )
}

function takeBackMark(proposal: InApproval, acting: Acting, index: number): Decided {
  const { route, marks, settledMarks, passed, edits, sentBack } = proposal
  const mark = marks[index]
  const by = mark && authorOf(mark, proposal, acting)
  if (mark === undefined || by === undefined) return no({ code: 'nothing_to_take_back' })
  const stage = stageOf(route, mark.step)
  // A correction by the next one is an act too, although it is no seal, and so is a 差戻し to a step before.
  const followed =
    marks.find((it) => it !== mark && it.at >= mark.at && stageOf(route, it.step) > stage) ??
    edits.find((it) => it.at > mark.at && (findStage(route, it.step) ?? stage) > stage) ??
    sentBack.find((it) => it.at > mark.at && (findStage(route, it.from ?? '') ?? 0) > stage)
  if (followed !== undefined) return no({ code: 'next_has_acted', by: followed.by.capacity.title })
  const pulled = passed.find(
    (it) =>
      it.cause === 'pull_up' &&
      (it.at === undefined || it.at >= mark.at) &&
      stageOf(route, it.into ?? it.step) > stage,
  )
  if (pulled !== undefined) {
    return no({ code: 'next_has_acted', by: getStep(route, pulled.into ?? pulled.step).postName })
  }
  if (index < settledMarks) {
    // Since this act the proposal has been with its drafter and come again.
    return no({ code: 'next_has_acted', by: proposal.drafter.capacity.title })
  }
  const answered = proposal.responses.find((it) => it.step === mark.step)
  if (answered !== undefined) return no({ code: 'next_has_acted', by: answered.by.capacity.title })
  return ifNotOpened(proposal, acting, () =>
    event({ ...actOf(by, acting), type: 'act_taken_back', step: mark.step }),
  )
}

/** The author of a mark still in the post it was given for; a 代決 is its author's whatever the post. */
function authorOf(mark: Mark, proposal: InApproval, acting: Acting): Actor | undefined {
  if (mark.actingFor === undefined) return actorAt(getStep(proposal.route, mark.step), acting)
  const capacity = acting.capacities.find((it) => it.post === mark.by.capacity.post)
  return capacity && { ...mark.by, capacity }
}

/** A 差戻し is taken back while the drafter has not touched the text or a file, by any of those who asked for it. */
function takeBackReturn(proposal: Returned, acting: Acting): Decided {
  const step = returnedBy(proposal, acting)
  const by = step === undefined ? undefined : actorAt(getStep(proposal.route, step), acting)
  if (step === undefined || by === undefined) return no({ code: 'nothing_to_take_back' })
  if (acting.currentManifest !== proposal.manifestSha256) {
    return no({ code: 'next_has_acted', by: proposal.drafter.capacity.title })
  }
  const opened = whoOpened(proposal, acting)
  if (opened !== undefined) return no({ code: 'next_has_opened', by: opened })
  return unlessChanged(acting, event({ ...actOf(by, acting), type: 'act_taken_back', step }))
}

/** The step from which the person sent it to its drafter. */
function returnedBy({ cause, marks }: Returned, acting: Acting): string | undefined {
  const mark = marks.find((it) => it.act === 'returned' && it.by.person === acting.person)
  if (mark !== undefined) return mark.step
  return cause.by === 'step' && cause.actor.person === acting.person ? cause.step : undefined
}

/** Who closed the way back by opening the case; undefined when nobody did, or when opening does not close it. */
function whoOpened(proposal: InApproval | Returned, acting: Acting): string | undefined {
  return proposal.policy.settings.takeBackWindow === 'until_next_opens' ? acting.openedBy : undefined
}
