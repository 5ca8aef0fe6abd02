import { test } from 'tap'
import { assertLaw } from '../../testing/approval-laws.ts'
import { type Taken, anyGame } from '../../testing/approval-model.ts'
import { draft } from '../../testing/approval-world.ts'
import { Tally } from '../../testing/tally.ts'
import { isIssuing } from '../issuing/evolve-issuing.ts'
import { canonicalJson } from '../audit/canonical-json.ts'
import type { ApprovalEvent } from './events.ts'
import { replay } from './evolve.ts'
import type { Proposal, Submitted } from './proposal.ts'

const afterDecision = new Set<ApprovalEvent['type']>([
  'cover_noted', 'numbered', 'post_reviewed', 'acknowledged', 'circulated', 'commented', 'asked', 'answered', 'paper_moved',
  'secrecy_released', 'fair_copied', 'collated', 'document_sealed', 'document_voided', 'dispatched', 'dispatch_failed', 'completed',
]) // prettier-ignore

function submittedOf(proposal: Proposal): Submitted {
  if (proposal.status === 'draft') throw new Error('never submitted')
  return proposal
}

/**
 * What of a state 引戻し must leave as it was. Not what an act keeps so that an older 差戻し can be taken back after it: of those
 * one is kept, or a case that goes to and fro would grow without end (record 0015).
 */
function bound(proposal: Proposal): string {
  const { marks, passed, postReviews, responses, route, status, manifestSha256, edits, drafter } =
    submittedOf(proposal)
  const turn = 'turn' in proposal ? proposal.turn : undefined
  const sorted = [...marks].sort((a, b) => a.step.localeCompare(b.step))
  const skipped = [...passed].sort((a, b) => a.step.localeCompare(b.step))
  const owed = postReviews.map(({ id: _id, ...it }) => it).map((it) => canonicalJson(it)).sort() // prettier-ignore
  const kept = (value: object): unknown =>
    JSON.parse(JSON.stringify(value, (key, it: unknown) => (key === 'before' ? undefined : it)))
  return canonicalJson({
    sorted: kept(sorted),
    skipped: kept(skipped),
    owed,
    answers: [...responses].sort((a, b) => a.step.localeCompare(b.step)),
    route,
    status,
    manifestSha256,
    edits,
    drafter,
    turn,
  })
}

test('R-03 no event is lost or reordered: the state is the fold of its events, also read back as JSON', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, (run) => {
    const { events, end } = run
    if (events.length > 10) tally.add('long runs')
    tally.add('events', events.length)
    const stored = JSON.parse(JSON.stringify(events)) as ApprovalEvent[]
    if (canonicalJson(replay(draft, stored)) !== canonicalJson(end)) throw new Error('replay differs')
  })
  tally.tell(t, { 'long runs': 100, events: 4000 })
})

test('R-02 R-10 R-11 R-13 after the 決裁 only the cover, numbers, 後閲, receipts and words: never the case', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, (run) => {
    for (const { before, after, events } of run.taken) {
      for (const it of events) {
        if ((it.type === 'numbered' || isIssuing(it)) && before.status !== 'decided') throw new Error('R-10')
        if (it.type === 'numbered') tally.add('numbers')
        if (isIssuing(it)) tally.add('施行')
      }
      const ended = ['decided', 'rejected', 'withdrawn', 'abandoned'].includes(before.status)
      if (!ended || before.status === 'draft') continue
      if (after.status !== before.status) throw new Error(`${before.status} became ${after.status}`)
      for (const it of events) {
        if (!afterDecision.has(it.type)) throw new Error(`${it.type} after the end`)
        if (it.type === 'post_reviewed') tally.add('後閲')
      }
      const core = (state: Submitted) => {
        const { route, marks, manifestSha256, passed, edits, drafter, number, policy } = state
        const decision = 'decision' in state ? state.decision : null
        return canonicalJson({
          route,
          marks,
          manifestSha256,
          passed,
          edits,
          drafter,
          number,
          policy,
          decision,
        })
      }
      if (core(before) !== core(submittedOf(after))) throw new Error('the decided case changed')
      tally.add('acts')
    }
  })
  tally.tell(t, { acts: 500, 後閲: 20, numbers: 50 })
})

test('承認者の引戻し undoes exactly one act: what was before it is there again', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, (run) => {
    for (const [index, it] of run.taken.entries()) {
      const [event] = it.events
      if (event?.type !== 'act_taken_back') continue
      const undone = lastBefore(run.taken, index, event.step)
      if (undone === undefined || passedBeside(undone, event.step)) continue
      const kind = undone.events[0]?.type ?? ''
      tally.add(kind)
      // What follows by itself (an absence that began meanwhile) comes after the undoing.
      if (bound(it.states[0]!) !== bound(undone.before)) throw new Error(`${kind}: something else changed`)
    }
  })
  tally.tell(t, { approved: 80, concurred: 60, examined: 6, returned: 8 })
})

/** Whether somebody of the same stage went by for an absence at the same time: that was not the act's doing, and stays. */
function passedBeside({ events, after }: Taken, step: string): boolean {
  const stage = submittedOf(after).route.stages.find((it) => it.steps.some((one) => one.id === step))
  return events.some(
    (it) => it.type === 'passed_over' && stage?.steps.some((one) => one.id === it.step) === true,
  )
}

/** The act undone, when nothing that binds happened in between. */
function lastBefore(all: readonly Taken[], index: number, step: string): Taken | undefined {
  const quiet = new Set([
    'commented',
    'circulated',
    'asked',
    'answered',
    'acknowledged',
    'explained',
    'paper_moved',
  ])
  for (let at = index - 1; at >= 0; at -= 1) {
    const it = all[at]!
    const [event] = it.events
    if (event === undefined) return undefined
    // What follows by itself, also after a mere comment, binds.
    if (it.events.every((one) => quiet.has(one.type))) continue
    return 'step' in event && event.step === step && event.type !== 'held' && event.type !== 'revised' &&
      event.type !== 'act_taken_back' && event.type !== 'pulled_up' && event.type !== 'responded' &&
      event.type !== 'hold_ended' && event.type !== 'seat_confirmed' && event.type !== 'reassigned' ? it : undefined // prettier-ignore
  }
  return undefined
}

test('後閲 is owed for every 回議 passed over and every 代決, and never disappears undone while the case lives', async (t) => {
  const tally = new Tally()
  const asksAgain = new Set(['act_taken_back', 'resubmitted', 'returned', 'revised', 'edit_judged_major'])
  assertLaw(anyGame, (run) => {
    for (const { before, states, events } of run.taken) {
      let state = before
      for (const [index, event] of events.entries()) {
        const next = submittedOf(states[index]!)
        const isOver = ['withdrawn', 'abandoned', 'rejected'].includes(next.status)
        for (const { step, cause } of isOver ? [] : next.passed) {
          if (cause !== 'absence' && cause !== 'pull_up') continue
          tally.add('owed')
          if (!next.postReviews.some((it) => it.step === step)) throw new Error(`no 後閲 for ${step}`)
        }
        if ('actingFor' in event && event.actingFor !== undefined && !('postReview' in event)) {
          const { post } = event.actingFor
          if (
            !next.postReviews.some((it) => it.cause === 'acting' && it.post === post && it.done === undefined)
          )
            throw new Error('代決 without 後閲')
        }
        for (const review of state.status === 'draft' || isOver ? [] : state.postReviews) {
          if (next.postReviews.some((it) => it.id === review.id)) continue
          tally.add('asked again')
          const acted = next.marks.some((it) => it.step === review.step && it.actingFor !== undefined)
          const passed = next.passed.some((it) => it.step === review.step)
          if (review.done !== undefined || acted || passed || !asksAgain.has(event.type))
            throw new Error(`${event.type} lost the 後閲 of ${review.postName}`)
        }
        state = next
      }
    }
  })
  tally.tell(t, { owed: 100, 'asked again': 5 })
})
