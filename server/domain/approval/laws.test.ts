import { test } from 'tap'
import { assertLaw } from '../../testing/approval-laws.ts'
import { type Ledger, ledgerAfter, stepIn } from '../../testing/approval-ledger.ts'
import { isBarred, isUnanswered, missingIn, whyUndecidable } from '../../testing/approval-waiting.ts'
import { type Taken, anyGame } from '../../testing/approval-model.ts'
import { actingIn } from '../../testing/approval-office.ts'
import { whyNotAllowed } from '../../testing/approval-oracle.ts'
import { as, draft, submitOn } from '../../testing/approval-world.ts'
import { routes } from '../../testing/approval-givens.ts'
import { Tally } from '../../testing/tally.ts'
import type { Command } from './commands.ts'
import { decide } from './decide.ts'
import { openTasks } from './open-tasks.ts'
import type { Proposal } from './proposal.ts'

const seals = new Set(['approved', 'provisionally_decided', 'examined', 'concurred', 'decided'])

test('R-01 R-14 R-15 no run reaches a decision without every required step of the last route, in order', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, (run) => {
    let ledger: Ledger | undefined
    let decisions = 0
    for (const { events } of run.taken) {
      for (const event of events) {
        if (ledger !== undefined && seals.has(event.type) && 'step' in event) {
          const before: Ledger = ledger
          const also = new Set('also' in event ? event.also : [])
          const stages = before.route.stages
          const mine = stages.findIndex((stage) => stage.steps.some((step) => step.id === event.step))
          for (const stage of stages.slice(0, mine)) {
            const rest = { ...stage, steps: stage.steps.filter((step) => !also.has(step.id)) }
            const missing = missingIn(before, rest)
            if (missing !== undefined) throw new Error(`${event.type} at ${event.step} although ${missing}`)
          }
          for (const id of also) {
            const step = stepIn(before.route, id)
            const capacities = event.by.alsoAs.map((it) => it.post)
            if (step === undefined || !capacities.includes(step.post))
              throw new Error('taken along without the post')
            tally.add('merged')
          }
        }
        if (event.type === 'pulled_up' && ledger !== undefined) {
          const { route } = ledger
          if (event.skipped.some((id) => stepIn(route, id)?.role !== 'review')) throw new Error('R-14')
          tally.add('pulled up')
        }
        if (event.type === 'decided' && ledger !== undefined) {
          decisions += 1
          const why = whyUndecidable(ledger, event)
          if (why !== undefined) throw new Error(`decided although ${why}`)
          tally.add('decided')
          for (const it of ledger.stood.values()) tally.add(`decided over ${it.how}`)
          if (event.actingFor !== undefined) tally.add('代決')
          if ([...ledger.stood.values()].some((it) => it.how === 'sealed' && it.opinion === 'object'))
            tally.add('decided over an objection')
          if (ledger.route.stages.some((it) => it.needs !== undefined)) tally.add('decided by quorum')
        }
        ledger = ledgerAfter(ledger, event)
        if (event.type === 'returned' || event.type === 'resubmitted') tally.add(event.type)
      }
    }
    if (decisions > 1) throw new Error('two deciders')
  })
  tally.tell(t, {
    decided: 300,
    merged: 10,
    'pulled up': 10,
    代決: 4,
    'decided over an objection': 15,
    'decided by quorum': 40,
    returned: 80,
    resubmitted: 50,
    'decided over pull_up': 10,
    'decided over absence': 8,
    'decided over merged': 8,
  })
})

test('R-03 R-12 R-23 nobody acts who may not, and every act binds to what was shown', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, (run) => {
    let ledger: Ledger | undefined
    for (const taken of run.taken) {
      let state = taken.before
      for (const [index, event] of taken.events.entries()) {
        const why = whyNotAllowed(taken, event, state, ledger)
        if (why !== undefined) throw new Error(`${event.type} by ${taken.acting.person}: ${why}`)
        if (event.by.person !== 'system' && event.manifestSha256 !== taken.acting.shownManifest)
          throw new Error('bound to another text')
        if (event.by.person !== 'system' && taken.acting.shownManifest !== taken.acting.currentManifest)
          throw new Error('a stale click was taken')
        if (
          seals.has(event.type) &&
          state.status === 'in_approval' &&
          event.manifestSha256 !== state.manifestSha256
        )
          throw new Error('sealed what is not under decision')
        tally.add('acts')
        for (const what of interesting(taken, event, state)) tally.add(what)
        ledger = ledgerAfter(ledger, event)
        state = taken.states[index]!
      }
    }
  })
  tally.tell(t, {
    acts: 4000,
    代決: 6,
    '代決, absence stated': 2,
    '代決 of a 合議先': 1,
    'two capacities': 20,
    'by transfer': 300,
    'paper ticked': 200,
    'released in time': 20,
    'released before its time': 5,
    'shown after the 決裁': 20,
    'shown to several': 10,
    'passed over for absence': 20,
    'passed over as the own step': 1,
    'vacant post': 20,
    'chosen capacity': 40,
    'numbered at the decision': 40,
    'blocking objection': 20,
    'due date set': 1,
    submission_taken_back: 1,
    provisionally_decided: 10,
    seat_confirmed: 1,
    edit_judged_major: 1,
    'flags changed': 4,
    'made secret': 2,
    'asked again after a 重要な変更': 4,
    ...Object.fromEntries(
      [
        'route_changed',
        'revised',
        'held',
        'circulated',
        'commented',
        'asked',
        'act_taken_back',
        'post_reviewed',
      ].map((it) => [it, 20]),
    ),
    ...Object.fromEntries(
      [
        'hold_ended',
        'acknowledged',
        'answered',
        'responded',
        'paper_moved',
        'reassigned',
        'draft_handed_over',
        'urgency_set',
        'explained',
        'abandoned',
        'withdrawn',
        'rejected',
        'cover_noted',
        'numbered',
        'fair_copied',
        'collated',
        'document_sealed',
        'document_voided',
        'dispatched',
        'dispatch_failed',
        'completed',
      ].map((it) => [it, 4]),
    ),
  })
})

/** The rare and the dangerous of an act, for the tally. */
function interesting(
  { acting, command, office }: Taken,
  event: Taken['events'][number],
  state: Proposal,
): readonly string[] {
  const found: string[] = [event.type]
  const { person, capacity, alsoAs } = event.by
  const matter = state.status === 'draft' ? undefined : state.matter
  if (alsoAs.length > 0) found.push('two capacities')
  if (capacity.post !== `U:${person}` && person !== 'system') found.push('by transfer')
  if ('paperChecked' in event && matter?.paper !== undefined) found.push('paper ticked')
  if ('as' in command && command.as !== undefined && acting.capacities.length > 1)
    found.push('chosen capacity')
  if (Object.values(office.holders).some((it) => it.length === 0)) found.push('vacant post')
  if ('actingFor' in event && event.actingFor !== undefined) {
    found.push('代決')
    if (office.absent[event.actingFor.person] === undefined) found.push('代決, absence stated')
    if (event.type === 'concurred') found.push('代決 of a 合議先')
  }
  switch (event.type) {
    case 'passed_over':
      found.push(event.cause === 'self' ? 'passed over as the own step' : 'passed over for absence')
      break
    case 'secrecy_released':
      found.push(person === 'system' ? 'released in time' : 'released before its time')
      break
    case 'circulated':
      if (person === 'system') found.push('shown after the 決裁')
      if (event.to.length > 1) found.push('shown to several')
      break
    case 'decided':
      if (event.number !== undefined) found.push('numbered at the decision')
      break
    case 'concurred':
      if (
        event.opinion === 'object' &&
        state.status !== 'draft' &&
        state.policy.settings.concurObjection === 'blocking'
      )
        found.push('blocking objection')
      break
    case 'urgency_set':
      if (event.dueOn !== undefined) found.push('due date set')
      break
    case 'resubmitted':
      if (event.matter.flags.join() !== matter?.flags.join()) found.push('flags changed')
      if (event.matter.secrecy === 'secret' && matter?.secrecy !== 'secret') found.push('made secret')
      if (event.effect === 'major') found.push('asked again after a 重要な変更')
      break
    default:
  }
  return found
}

const said = { comment: '意見', paperChecked: true }
const claim = { absence: '会議', exception: { kind: 'emergency', reason: '災害' } } as const
const decidersCommands: readonly Command[] = [
  { type: 'decide', ...said },
  { type: 'decide', ...said, acting: claim },
  { type: 'reject', reason: '理由' },
  { type: 'return', reason: '理由' },
  { type: 'pull_up', reason: '理由' },
]

test('R-15 whatever happens, the decider has nothing to do while an objection waits for its 処理意見', async (t) => {
  const tally = new Tally()
  assertLaw(anyGame, (run) => {
    let ledger: Ledger | undefined
    for (const taken of run.taken) {
      ledger = taken.events.reduce(ledgerAfter, ledger)
      const { after, office } = taken
      if (ledger === undefined || after.status !== 'in_approval' || !isUnanswered(ledger)) continue
      const policy = ledger.settings.concurObjection
      const decider = after.route.stages.at(-1)?.steps[0]
      if (decider === undefined) throw new Error('no decider')
      const isDeciders = openTasks(after).some((it) => it.step === decider.id)
      if (!isBarred(ledger)) {
        tally.add(isDeciders ? `${policy}: it waits for the decider` : `${policy}: others are asked first`)
        continue
      }
      tally.add(policy)
      if (isDeciders) throw new Error(`it waits for the decider under ${policy}`)
      for (const who of [...(office.holders[decider.postName] ?? [decider.postName]), '次長', '課長']) {
        const acting = actingIn(office, who, { content: after.manifestSha256, at: taken.acting.at })
        for (const command of decidersCommands) {
          const decided = decide(after, command, acting)
          const own = decided.ok && decided.value.some((it) => 'step' in it && it.step === decider.id)
          if (own) throw new Error(`${who} may ${command.type} under ${policy}`)
        }
      }
    }
  })
  tally.tell(t, {
    opinion_with_mandatory_response: 50,
    blocking: 50,
    'opinion: it waits for the decider': 10,
    'opinion: others are asked first': 10,
  })
})

test('R-01 a route with a second 決裁, or none, never gets on its way', async (t) => {
  for (const route of routes) {
    const [first, ...rest] = route.stages
    const last = route.stages.at(-1)!
    const second = { ...last.steps[0]!, id: 'second' }
    const wrong = [
      [...route.stages, { steps: [second] }],
      [{ steps: [second] }, ...route.stages],
      [...route.stages.slice(0, -1), { steps: [...last.steps, second] }],
      route.stages.slice(0, -1),
      [first!, ...rest].toReversed(),
      [],
    ].filter((stages) => stages.at(-1) !== last || stages.length > route.stages.length)
    for (const stages of wrong) {
      t.throws(() => decide(draft, submitOn({ ...route, stages }), as('起案者')), /exactly one 決裁/)
    }
  }
})
