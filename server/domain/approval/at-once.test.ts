import { test } from 'tap'
import { as, postOf, routeOf, submitted } from '../../testing/approval-world.ts'
import { openObjections, stepsWaitingNow } from './progress.ts'
import type { Proposal } from './proposal.ts'
import type { Route } from './route.ts'

const waiting = (it: Proposal) => stepsWaitingNow(it).map((step) => step.postName)
const both = { holds: ['課長', '財政'] }

test('隣り合う二つの段が同じ人: R-14 合議 is not taken along by a 回議 or the 決裁', async (t) => {
  const story = submitted('合:財政 回:課長 決:部長')
  t.match(story.ask({ type: 'approve' }, as('課長', both)), { error: { code: 'wrong_role', role: 'concur' } })
  const agreed = story.when({ type: 'concur', opinion: 'agree' }, as('課長', both))
  t.match(agreed.proposal, { turn: 1, marks: [{ step: 's1', opinion: 'agree' }], passed: { length: 0 } })
  const lastly = submitted('合:財政 決:課長').ask({ type: 'decide' }, as('課長', both))
  t.match(lastly, { error: { code: 'wrong_role', role: 'concur' } })
})

test('隣り合う二つの段が同じ人: who concurs and then reviews may object (R-15)', async (t) => {
  const story = submitted('合:財政 回:課長 決:部長').when(
    { type: 'concur', opinion: 'object', comment: '予算がない。' },
    as('課長', both),
  )
  if (story.proposal.status !== 'in_approval') throw new Error('lost')
  t.equal(openObjections(story.proposal).length, 1)
  t.same(waiting(story.proposal), ['課長'])
})

test('隣り合う二つの段が同じ人: 合議 goes with 合議, 審査 with 審査, the line with the line', async (t) => {
  const concur = { type: 'concur', opinion: 'conditional', comment: '期限を付すこと。' } as const
  const all = { holds: ['課長', '部長', '財政', '人事', '文書', '法制'] }
  const me = as('課長', all)
  const ids = (route: string, command: Parameters<ReturnType<typeof submitted>['when']>[0]) => {
    const [event] = submitted(route).when(command, me).events.slice(1)
    return event !== undefined && 'also' in event ? event.also : []
  }
  t.same(ids('合:財政 合:人事 決:部長', concur), ['s1'])
  t.same(ids('審:文書 審:法制 合:財政 決:部長', { type: 'examine' }), ['s1'])
  t.same(ids('回:課長 審:文書 決:部長', { type: 'approve' }), [])
  t.same(ids('回:課長 合:財政 決:部長', { type: 'approve' }), [])
  t.same(ids('回:課長 回:次長 決:部長', { type: 'approve' }), [])
  t.same(ids('回:課長 回:文書 決:知事', { type: 'approve' }), ['s1'])
  t.same(ids('回:課長 決:部長', { type: 'decide' }), ['s1'])
})

test('合議先が決裁者自身の職: done with the 決裁, whoever holds the post, ticks and all (D09)', async (t) => {
  const route = merged('合:人事 決:人事', 's1', 's2')
  t.same(waiting(submitted(route).proposal), ['人事'])
  t.equal(
    submitted(route).when({ type: 'decide' }, as('新課長', { holds: ['人事'] })).proposal.status,
    'decided',
  )
  const stood = { absent: { 人事: '出張' }, standIns: { 人事: ['次長'] } }
  const acting = as('次長', { world: stood })
  t.equal(submitted(route).when({ type: 'decide', acting: {} }, acting).proposal.status, 'decided')
  const matter = { paper: { reason: 'A1図面', what: '図面' } }
  const ticked = submitted(route, { matter, policy: { paperTickOf: ['concur'] } })
  t.match(ticked.ask({ type: 'decide' }, as('人事')), { error: { code: 'paper_not_checked' } })
})

test('R-18: 紙の確認 is asked of a 回議 although the same person concurs next', async (t) => {
  const matter = { paper: { reason: 'A1図面', what: '図面' } }
  const story = submitted('回:課長 合:財政 決:部長', { matter })
  t.match(story.ask({ type: 'approve' }, as('課長', both)), { error: { code: 'paper_not_checked' } })
})

/** A route as an older version stored it: the step `from` left out for the step `into`. */
function merged(text: string, from: string, into: string): Route {
  const route = routeOf(text)
  const steps = route.stages.flatMap((stage) => stage.steps)
  const left = steps.find((it) => it.id === from)!
  const stages = route.stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((step) => {
      if (step.id === from) return { ...step, skipped: { reason: 'merged' as const, into } }
      const { post, postName, role } = left
      return step.id === into ? { ...step, alsoFor: [{ post, postName, role }] } : step
    }),
  }))
  return { ...route, stages }
}

const withdrawn = '合:財政 回:課長 決:部長'

test('R-14 a stored route with a merged 合議 is not decided without it', async (t) => {
  const route = merged(withdrawn, 's1', 's2')
  const decision = { type: 'decide' } as const
  await t.test('when the 回議者 who was to do both is away', async (t) => {
    const world = { holders: { 財政: ['課長'] }, absent: { 課長: '出張' } }
    const story = submitted(route, {}, { world })
    t.match(story.ask(decision, as('部長', { world })), { error: { code: 'not_your_turn' } })
    t.same(waiting(story.proposal), ['財政'])
  })
  await t.test('when the decider takes the case up (引上げ)', async (t) => {
    const story = submitted(route, { matter: { urgent: true } })
    t.match(story.ask({ type: 'pull_up', reason: '至急' }, as('部長')), {
      error: { code: 'pull_up_cannot_skip', steps: ['財政'] },
    })
  })
  await t.test('when the post has another holder meanwhile', async (t) => {
    const stored = submitted(route).proposal
    if (stored.status !== 'in_approval') throw new Error('lost')
    t.same(waiting({ ...stored, turn: 1 }), ['財政', '課長'], 'also where the turn stands behind it')
    const agreed = submitted(route).when({ type: 'concur', opinion: 'agree' }, as('財政'))
    t.equal(
      agreed.when({ type: 'approve' }, as('課長')).when(decision, as('部長')).proposal.status,
      'decided',
    )
  })
  await t.test('when the later step is given to another post', async (t) => {
    const seated = ['文書' as never]
    const story = submitted(route).when(
      { type: 'reassign', step: 's2', post: postOf('文書'), postName: '文書', seated, reason: '欠員' },
      as('文書管理者'),
    )
    t.same(waiting(story.proposal), ['財政'])
  })
})

test('R-14 a stored route with a merged 合議: also when the later step is taken out', async (t) => {
  const route = merged('合:財政 ?回:次長 決:部長', 's1', 's2')
  const stored = submitted(route).proposal
  if (stored.status !== 'in_approval') throw new Error('lost')
  const shorter = { ...route, stages: route.stages.filter((_, index) => index !== 1) }
  t.same(waiting({ ...stored, route: shorter }), ['財政'])
})

test('a stored route with a merged step: gone through by whoever acts later with both posts', async (t) => {
  const one = submitted(merged('回:局長 決:部長', 's1', 's2'))
  const stored = one.proposal
  if (stored.status !== 'in_approval') throw new Error('lost')
  t.match(one.when({ type: 'decide' }, as('部長', { holds: ['部長', '局長'] })).proposal, {
    status: 'decided',
    decision: { by: { alsoAs: [{ post: postOf('局長') }] } },
  })
  t.match(one.ask({ type: 'decide' }, as('部長')), {
    error: { code: 'not_your_turn', waitingFor: [{ postName: '局長' }] },
  })
})
