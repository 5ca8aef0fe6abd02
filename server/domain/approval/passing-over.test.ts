import { test } from 'tap'
import { as, postOf, routeOf, submitted } from '../../testing/approval-world.ts'
import type { World } from '../../testing/approval-world.ts'
import type { Command } from './commands.ts'
import type { Route } from './route.ts'

const approve: Command = { type: 'approve' }
const passOver: Command = { type: 'pass_over' }
const line = '回:係長 回:課長 決:部長'
const away: World = { absent: { 係長: '出張' } }

test('後閲、不在登録: a 回議 whose holder is away goes by and owes a 後閲 [absentReviewer=post_review]', async (t) => {
  const story = submitted(line, {}, { world: away })
  t.match(story.events, [
    { type: 'submitted' },
    { type: 'passed_over', by: { person: 'system' }, why: '出張' },
  ])
  t.match(story.proposal, {
    turn: 1,
    passed: [{ step: 's1', cause: 'absence' }],
    postReviews: [{ cause: 'absence', post: postOf('係長') }],
  })
  t.match(
    story.ask(approve, as('係長')),
    { error: { code: 'not_your_turn' } },
    'back again: a view is owed, no seal',
  )
})

test('不在: a 回議 waits for its holder where the body says so [absentReviewer=wait]', async (t) => {
  const story = submitted(line, { policy: { absentReviewer: 'wait' } }, { world: away })
  t.match(story.proposal, { turn: 0, passed: { length: 0 } })
})

test('不在: 合議, 審査 and 決裁 never go by, nor a 職 of which one holder is there, nor a vacant one', async (t) => {
  const world: World = { absent: { 財政: '休', 文書: '休', 部長: '休', 係長: '休' } }
  for (const first of ['合:財政', '審:文書', '決:部長'] as const) {
    const route = first === '決:部長' ? first : `${first} 決:部長`
    t.match(submitted(route, {}, { world }).proposal, { turn: 0, passed: { length: 0 } }, first)
  }
  const two: World = { ...away, holders: { 係長: ['係長', '係長乙'] } }
  t.match(submitted(line, {}, { world: two }).proposal, { turn: 0 })
  t.match(submitted(line, {}, { world: { holders: { 係長: [] } } }).proposal, { turn: 0 })
})

test('不在 that begins while a 回議 waits lets it go by when the system asks; a 保留 stays', async (t) => {
  const system = as('system', { world: away })
  t.match(submitted(line).when(passOver, system).proposal, { turn: 1 })
  const held = submitted(line).when({ type: 'hold', reason: '確認' }, as('係長'))
  t.same(held.ask(passOver, system), { ok: false, error: { code: 'nothing_to_pass' } })
  t.same(submitted(line).ask(passOver, as('係長', { world: away })), {
    ok: false,
    error: { code: 'records_manager_only', held: ['総務課係長'] },
  })
})

test('起案者が承認者でもある: その段は「自己」と記録して進む [selfApproval=skip_and_record]', async (t) => {
  const world: World = { holders: { 係長: ['起案者'], 課長: ['起案者', '課長'] } }
  const story = submitted(line, {}, { world })
  t.match(story.proposal, { turn: 1, passed: [{ step: 's1', cause: 'self' }], postReviews: { length: 0 } })
  t.match(story.ask(approve, as('起案者', { world, holds: ['課長'] })), {
    error: { code: 'drafter_may_not_approve' },
  })
})

test('起案者が承認者でもある: 進まず、本人の承認も受けない [selfApproval=block]', async (t) => {
  const world: World = { holders: { 係長: ['起案者'] } }
  const story = submitted(line, { policy: { selfApproval: 'block' } }, { world })
  t.match(story.proposal, { turn: 0, passed: { length: 0 } })
  t.same(story.ask(approve, as('起案者', { holds: ['係長'], world })), {
    ok: false,
    error: { code: 'drafter_may_not_approve' },
  })
})

test('R-01 起案者が承認者でもある: 決裁者にはならない、規則が小規模な事案で認めるときだけ別', async (t) => {
  const world: World = { holders: { 部長: ['起案者'] } }
  const decision: Command = { type: 'decide' }
  t.match(submitted('決:部長', {}, { world }).ask(decision, as('起案者', { holds: ['部長'], world })), {
    error: { code: 'drafter_may_not_decide' },
  })
  const route = routeOf('決:部長')
  const small: Route = {
    ...route,
    stages: route.stages.map((stage) => ({
      steps: stage.steps.map((it) => ({
        ...it,
        because: [{ code: 'self_decides' as const, row: 'A01' }] as never,
      })),
    })),
  }
  t.match(submitted(small, {}, { world }).when(decision, as('起案者', { holds: ['部長'], world })).proposal, {
    status: 'decided',
  })
})

test('後閲、起案時指定: owed from the submission on, once, also after a resubmission', async (t) => {
  const route = routeOf('回:係長 決:部長')
  const designated: Route = {
    ...route,
    stages: route.stages.map((stage) => ({
      steps: stage.steps.map((it) =>
        it.role === 'review' ? { ...it, skipped: { reason: 'post_review' as const, why: '県外研修' } } : it,
      ),
    })),
  }
  const story = submitted(designated)
  t.match(story.proposal, { turn: 1, postReviews: [{ cause: 'designated', post: postOf('係長') }] })
  const again = story
    .when({ type: 'return', reason: '直すこと' }, as('部長'))
    .when({ type: 'resubmit', title: '件名', mode: 'restart', route: designated, matter: { flags: [], urgent: false, secrecy: 'none', accessList: [] } }, as('起案者')) // prettier-ignore
  const { proposal } = again
  t.equal(proposal.status === 'in_approval' && proposal.postReviews.length, 1)
})

test('供覧 after the decision: those of the 所属 named who do not know it yet, once each', async (t) => {
  const route: Route = {
    ...routeOf('回:係長 決:部長'),
    circulation: [
      { unit: 'X' as never, unitName: '関係課', because: [] },
      { unit: 'Y' as never, unitName: '出先', because: [] },
    ],
  }
  const world: World = { people: { X: ['甲', '係長'], Y: ['甲', '乙'] } }
  const decide: Command = { type: 'decide' }
  const decided = submitted(route).when(approve, as('係長')).when(decide, as('部長', { world }))
  t.match(decided.proposal, { showings: [{ person: '甲' }, { person: '乙' }] })
  const secret = submitted(route, { matter: { secrecy: 'secret', accessList: ['乙' as never] } })
    .when(approve, as('係長'))
    .when(decide, as('部長', { world }))
  t.match(secret.proposal, { showings: [{ person: '乙' }] }, 'R-16: of a secret matter the list only')
  const { proposal } = secret
  t.equal(proposal.status === 'decided' && proposal.showings.length, 1)
})

test('供覧 and 回覧 of one route: each in its kind, and who is in both has it once, for 供覧', async (t) => {
  const route: Route = {
    ...routeOf('決:部長'),
    circulation: [
      { unit: 'X' as never, unitName: '出先', because: [], kind: 'inform' },
      { unit: 'Y' as never, unitName: '関係課', because: [] },
    ],
  }
  const world: World = { people: { X: ['甲', '乙'], Y: ['甲'] } }
  const { proposal } = submitted(route).when({ type: 'decide' }, as('部長', { world }))
  t.same(proposal.status === 'decided' && proposal.showings.map((it) => [it.person, it.kind]), [
    ['甲', 'circulate'],
    ['乙', 'inform'],
  ])
})
