import { test } from 'tap'
import { as, postOf, routeOf, submitted } from '../../testing/approval-world.ts'
import { possibilities } from './allowed.ts'
import type { Command } from './commands.ts'
import { noticesOf } from './notices.ts'
import { openTasks } from './open-tasks.ts'
import { stepsWaitingNow } from './progress.ts'
import type { Proposal } from './proposal.ts'
import type { Route } from './route.ts'

const approve: Command = { type: 'approve' }
const provisionally: Command = { type: 'provisionally_decide' }
const agree: Command = { type: 'concur', opinion: 'agree' }
const decision: Command = { type: 'decide' }
const to = 'c'.repeat(64) as never
const later = { currentManifest: to }
const waiting = (it: Proposal) => stepsWaitingNow(it).map((step) => step.postName)

/** The route with the step of 課長 as 仮決裁. */
function withProvisional(text = '回:係長 回:課長 合:財政 決:部長'): Route {
  const route = routeOf(text)
  const stages = route.stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((step) =>
      step.postName === '課長' && step.role === 'review' ? { ...step, provisional: true as const } : step,
    ),
  }))
  return { ...route, stages }
}

const atChief = submitted(withProvisional()).when(approve, as('係長'))

test('仮決裁: the superior decides provisionally, then 合議, then 本決裁; both days are on the record', async (t) => {
  const given = atChief.when(
    { type: 'provisionally_decide', comment: '妥当である。' },
    as('課長', { at: '2026-05-12T01:00:00.000Z' as never }),
  )
  t.match(given.proposal, { status: 'in_approval', turn: 2 }, 'R-10: no decision yet')
  t.match(given.ask({ type: 'give_number', kind: '施行', text: '第1号' }, as('起案者')), {
    error: { code: 'number_before_decision' },
  })
  const decided = given
    .when(agree, as('財政'))
    .when(decision, as('部長', { at: '2026-05-20T01:00:00.000Z' as never }))
  t.match(decided.proposal, {
    status: 'decided',
    marks: [
      { act: 'approved' },
      { act: 'provisionally_decided', at: '2026-05-12T01:00:00.000Z', comment: '妥当である。' },
      { act: 'concurred' },
      { act: 'decided' },
    ],
    decision: { by: { person: '部長' }, at: '2026-05-20T01:00:00.000Z' },
  })
})

test('仮決裁: it is an act of its own, and no 合議 or 本決裁 without it', async (t) => {
  t.match(atChief.ask(approve, as('課長')), { error: { code: 'wrong_role', role: 'provisional' } })
  t.match(submitted(withProvisional()).ask(provisionally, as('係長')), {
    error: { code: 'wrong_role', role: 'review' },
  })
  const { allowed } = possibilities(atChief.proposal, as('課長'))
  t.ok(allowed.includes('provisionally_decide'))
  t.notOk(allowed.includes('approve'))
  for (const [command, who] of [
    [agree, '財政'],
    [decision, '部長'],
  ] as const) {
    // prettier-ignore
    t.match(atChief.ask(command, as(who)), { error: { code: 'not_your_turn' } }, who)
  }
  t.match(
    openTasks(atChief.proposal).find((it) => it.step === 's2'),
    { kind: 'provisional', post: postOf('課長') },
  )
})

test('仮決裁: neither an absence nor 引上げ passes it', async (t) => {
  const world = { absent: { 課長: '出張' } }
  const story = submitted(withProvisional(), {}, { world }).when(approve, as('係長', { world }))
  t.same(waiting(story.proposal), ['課長'])
  t.same(story.ask({ type: 'pass_over' }, as('system', { holds: [], world })), {
    ok: false,
    error: { code: 'nothing_to_pass' },
  })
  const urgent = submitted(withProvisional('回:係長 回:課長 回:次長 決:部長'), { matter: { urgent: true } })
  t.match(urgent.ask({ type: 'pull_up', reason: '至急' }, as('次長')), {
    error: { code: 'pull_up_cannot_skip', steps: ['課長'] },
  })
  const taken = urgent.when({ type: 'pull_up', reason: '至急' }, as('課長'))
  t.same(waiting(taken.proposal), ['課長'], 'its holder may take the case up')
})

test('仮決裁: who gives it and decides in the end does so twice, each on its day', async (t) => {
  const both = { holds: ['課長', '部長'] }
  const story = submitted(withProvisional('回:課長 決:部長')).when(provisionally, as('課長', both))
  t.match(story.proposal, { status: 'in_approval', turn: 1, passed: { length: 0 } })
  const seated = withProvisional('回:課長 決:部長')
  const known = {
    ...seated,
    stages: seated.stages.map((it) => ({
      steps: it.steps.map((step) => ({ ...step, seated: ['課長' as never] })),
    })),
  }
  const twice = submitted(known).when(provisionally, as('課長', both)).when(decision, as('課長', both))
  t.match(twice.proposal, { status: 'decided', decision: { by: { alsoAs: { length: 0 } } } })
})

test('仮決裁 falls with a 重要な変更, and is asked for again before the 合議', async (t) => {
  const given = atChief.when(provisionally, as('課長'))
  const change = { type: 'revise', changes: [{ kind: 'text', name: '要旨' }], to, reason: '要旨' } as const
  const major = given.when({ ...change, effect: 'major' }, as('財政'))
  t.same(waiting(major.proposal), ['係長'])
  const again = major.when(approve, as('係長', later))
  t.same(waiting(again.proposal), ['課長'])
  t.match(again.ask(agree, as('財政', later)), { error: { code: 'not_your_turn' } })
  const minor = given.when({ ...change, effect: 'minor' }, as('財政'))
  t.match(minor.proposal, { turn: 2, marks: [{ act: 'approved' }, { act: 'provisionally_decided' }] })
  const told = noticesOf(given.proposal, minor.events.at(-1)!, minor.proposal, given.events)
  t.match(
    told.find((it) => 'person' in it && it.person === ('課長' as never)),
    { kind: 'changed' },
  )
})

test('仮決裁: 引戻し before the next one acts, and the drafter is told when it is given', async (t) => {
  const given = atChief.when(provisionally, as('課長'))
  t.same(given.when({ type: 'take_back' }, as('課長')).proposal, atChief.proposal)
  t.match(given.when(agree, as('財政')).ask({ type: 'take_back' }, as('課長')), {
    error: { code: 'next_has_acted' },
  })
  t.match(noticesOf(atChief.proposal, given.events.at(-1)!, given.proposal, atChief.events), [
    { kind: 'provisionally_decided', person: '起案者', facts: { step: '課長' } },
  ])
})
