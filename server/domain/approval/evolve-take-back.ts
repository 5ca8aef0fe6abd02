import type { EventOf } from './events.ts'
import { stageOf } from './progress.ts'
import type { Ended, OnRoute } from './proposal.ts'
import { stillOwed } from './standing.ts'

/** 引戻し: only the one act is undone, and what went by after it is asked again. */
export function takenBack(base: OnRoute, event: EventOf<'act_taken_back'>): OnRoute {
  if (event.what === 'sent_back') return notSentBack(base, event)
  if (event.what === 'pulled_up') return notPulledUp(base, event.step)
  return notActed(base, event.step)
}

function notActed(base: OnRoute, step: string): OnRoute {
  const stage = stageOf(base.route, step)
  const undone = base.marks.find((mark) => mark.step === step)
  if (undone === undefined) return base // a 差戻し stored before its mark was kept: lying on the route again undoes it
  const { insteadOf } = undone
  const wentAlong = (it: OnRoute['passed'][number]): boolean =>
    it.cause === 'merged' && it.into === step && insteadOf?.along.includes(it.step) !== true
  // A step that an act took along is that act's, whatever came before it.
  const cameByIt = (it: OnRoute['passed'][number]): boolean =>
    it.cause !== 'merged' &&
    stageOf(base.route, it.step) > stage &&
    (it.at === undefined || it.at >= undone.at)
  const gone = base.passed.filter((it) => wentAlong(it) || cameByIt(it))
  const passed = base.passed.filter((it) => !gone.includes(it))
  const others = base.marks.filter((mark) => mark !== undone)
  const marks = insteadOf === undefined ? others : others.toSpliced(base.settledMarks, 0, insteadOf.mark)
  return {
    ...base,
    ...again(base, [undone.ended, ...gone.map((it) => it.ended)]),
    marks,
    passed,
    responses: [...base.responses.filter((it) => it.step !== step), ...(insteadOf?.responses ?? [])],
    postReviews: stillOwed(base, { marks, passed }),
    edits: base.edits.map((it) => {
      const { confirmedBy, confirmedAt, ...edit } = it
      return confirmedBy?.person === undone.by.person && confirmedAt === undone.at ? edit : it
    }),
  }
}

/** 引上げ given back: those it passed over are asked again, and who went by after it as well. */
function notPulledUp(base: OnRoute, step: string): OnRoute {
  const pulled = base.passed.findLast((it) => it.cause === 'pull_up' && it.into === step)
  if (pulled === undefined) return base
  const stage = stageOf(base.route, step)
  const gone = base.passed.filter((it) => {
    if (it.cause === 'pull_up') return it.into === step && it.at === pulled.at
    return it.at !== undefined && it.at >= (pulled.at ?? it.at) && stageOf(base.route, it.step) >= stage
  })
  const passed = base.passed.filter((it) => !gone.includes(it))
  return {
    ...base,
    ...again(
      base,
      gone.map((it) => it.ended),
    ),
    passed,
    postReviews: stillOwed(base, { marks: base.marks, passed }),
  }
}

/** A 差戻し to an earlier step given back: what counted before it counts again. */
function notSentBack(base: OnRoute, { step, by }: EventOf<'act_taken_back'>): OnRoute {
  const sent = base.sentBack.findLast((it) => it.from === step && it.by.person === by.person)
  const before = sent?.before
  if (sent === undefined || before === undefined) return base
  return {
    ...base,
    ...before,
    // What was said to those who stood meanwhile stays said, and a 後閲 done meanwhile stays done.
    responses: [
      ...before.responses,
      ...base.responses.filter((it) => !before.responses.some((one) => one.step === it.step)),
    ],
    postReviews: before.postReviews.map(
      (it) => base.postReviews.find((one) => one.id === it.id && one.openedAt === it.openedAt) ?? it,
    ),
    sentBack: base.sentBack.filter((it) => it !== sent),
  }
}

function again(
  base: OnRoute,
  given: readonly (Ended | undefined)[],
): Pick<OnRoute, 'holds' | 'sentBack'> & { readonly objected: readonly string[] } {
  const ended = given.filter((it) => it !== undefined)
  return {
    holds: [...base.holds, ...ended.flatMap((it) => it.holds)],
    sentBack: [...base.sentBack, ...ended.flatMap((it) => it.sentBack)],
    objected: [...(base.objected ?? []), ...ended.flatMap((it) => it.objected)],
  }
}
