import { test } from 'tap'
import { as, postOf, resubmitOn, routeOf, submitted } from '../../testing/approval-world.ts'
import type { World } from '../../testing/approval-world.ts'
import type { Command, CommandOf } from './commands.ts'
import { openTasks } from './open-tasks.ts'

const approve: Command = { type: 'approve' }
const decision: Command = { type: 'decide' }
const line = '回:係長 回:課長 決:部長'
const office = as('文書管理者')
const confirm = (step: string): Command => ({ type: 'confirm_seat', step, reason: '異動による' })

function reassign(step: string, more: Partial<CommandOf<'reassign'>> = {}): Command {
  return {
    type: 'reassign',
    step,
    post: postOf('主幹'),
    postName: '主幹',
    seated: ['主幹' as never],
    reason: '職の廃止',
    ...more,
  }
}

test('人事異動、待っている間に異動: 前任者の印は旧職名のまま、仕事は職に付き、後任者が行う', async (t) => {
  const story = submitted(line).when(approve, as('係長'))
  t.match(openTasks(story.proposal), [{ step: 's2', kind: 'review', post: postOf('課長') }])
  const next = story.when(approve, as('新課長', { holds: ['課長'] }))
  t.match(next.proposal, {
    turn: 2,
    marks: [{ by: { person: '係長', capacity: { title: '総務課係長' } } }, { by: { person: '新課長' } }],
  })
  t.match(story.ask(approve, as('課長', { holds: ['他課長'] })), { error: { code: 'not_your_turn' } })
})

test('R-03 a 職 renamed or reorganised later leaves the records of the acts as they were', async (t) => {
  const story = submitted(line).when(approve, as('係長'))
  const renamed = { ...as('係長'), name: '改姓', capacities: [] }
  t.match(story.ask({ type: 'comment', text: '一言' }, renamed), { error: { code: 'no_post' } })
  t.match(story.proposal, { marks: [{ by: { name: '係長', capacity: { unitName: '総務課' } } }] })
})

test('同じ人が別の職で再び現れる: 文書管理者が確認するまで待つ', async (t) => {
  const story = submitted(line).when(approve, as('係長'))
  const world: World = { holders: { 課長: ['係長'] } }
  const promoted = as('係長', { holds: ['課長'], world })
  const today = as('文書管理者', { world })
  t.same(story.ask(approve, promoted), {
    ok: false,
    error: { code: 'same_person_again', postName: '課長', earlier: '総務課係長' },
  })
  const nobody = { ok: false, error: { code: 'nobody_to_confirm', postName: '課長' } }
  t.same(story.ask(confirm('s2'), office), nobody, 'not before the 異動')
  const confirmed = story.when(confirm('s2'), today)
  t.match(confirmed.events.at(-1), { people: [{ person: '係長', name: '係長' }] }, 'by name')
  t.match(confirmed.when(approve, promoted).proposal, { turn: 2 })
  t.same(confirmed.ask(confirm('s2'), today), nobody, 'once')
})

test('同じ人が別の職で再び現れる: also in a step taken along, and not when the route knew it', async (t) => {
  const story = submitted('回:主査 回:係長 回:課長 決:部長').when(approve, as('主査'))
  t.match(story.ask(approve, as('主査', { holds: ['係長', '課長'] })), {
    error: { code: 'same_person_again' },
  })
  const route = routeOf(line)
  const known = {
    ...route,
    stages: route.stages.map((stage) => ({
      steps: stage.steps.map((it) => ({ ...it, seated: ['係長' as never] })),
    })),
  }
  const both = { holds: ['係長', '課長'] }
  t.match(submitted(known).when(approve, as('係長', both)).proposal, { turn: 2 })
})

test('隣り合う二つの段が同じ人: 一度に行い、両方の職を記録する [consecutiveSamePerson=merge_and_record_both_capacities]', async (t) => {
  const both = { holds: ['課長', '係長'] }
  const story = submitted(line).when(approve, as('係長', both))
  t.match(story.proposal, {
    turn: 2,
    marks: [{ step: 's2', by: { capacity: { post: postOf('課長') }, alsoAs: [{ post: postOf('係長') }] } }],
    passed: [{ step: 's1', cause: 'merged', into: 's2' }],
  })
  t.match(submitted('回:課長 決:部長').when(decision, as('部長', { holds: ['部長', '課長'] })).proposal, {
    status: 'decided',
  })
})

test('隣り合う二つの段が同じ人: 職ごとに一度ずつ [consecutiveSamePerson=keep_both]', async (t) => {
  const policy = { consecutiveSamePerson: 'keep_both' } as const
  const both = as('係長', { holds: ['課長', '係長'] })
  const one = submitted(line, { policy }).when(approve, both)
  t.match(one.proposal, { turn: 1, passed: { length: 0 } })
})

test('隣り合う二つの段が同じ人: what is open in between is never jumped over', async (t) => {
  const both = { holds: ['係長', '部長'] }
  t.match(submitted('回:係長 合:財政 決:部長').when(approve, as('係長', both)).proposal, { turn: 1 })
  // Somebody added before an objection that blocks does not reach the step behind it.
  const route = routeOf('合:財政 回:課長 決:部長')
  const story = submitted(route, { policy: { concurObjection: 'blocking' } }).when(
    { type: 'concur', opinion: 'object', comment: '不可' },
    as('財政'),
  )
  const added = { ...routeOf('回:主幹').stages[0]!.steps[0]!, id: 'a1', removable: true as const }
  const longer = { ...route, stages: [{ steps: [added] }, ...route.stages] }
  const changed = story.when({ type: 'change_route', route: longer, reason: '関係者' }, as('起案者'))
  t.match(changed.when(approve, as('主幹', { holds: ['主幹', '課長'] })).proposal, {
    turn: 1,
    passed: { length: 0 },
  })
})

test('兼務: two steps at once for one person, each in the capacity chosen', async (t) => {
  const both = { holds: ['財政', '人事'] }
  const agree = (as?: string): Command => ({
    type: 'concur',
    opinion: 'agree',
    ...(as === undefined ? {} : { as: postOf(as) }),
  })
  const story = submitted('合:財政+合:人事 決:部長').when(agree('人事'), as('財政', both))
  t.match(story.proposal, { turn: 0, marks: [{ step: 's2', by: { capacity: { post: postOf('人事') } } }] })
  t.match(story.ask(agree('人事'), as('財政', both)), { ok: false })
})

test('保留: the other holders of the 職 are kept away, until its end, the act, or the transfer of who held', async (t) => {
  const world: World = { holders: { 係長: ['係長', '係長乙'] } }
  const other = (more: World = world) => as('係長乙', { holds: ['係長'], world: more })
  const hold: Command = { type: 'hold', reason: '現地確認' }
  const held = submitted(line).when(hold, as('係長', { world }))
  const refused = { ok: false, error: { code: 'held', by: '係長', reason: '現地確認' } }
  t.same(held.ask(approve, other()), refused)
  t.same(held.ask(hold, other()), refused)
  t.same(held.ask({ type: 'return', reason: '直すこと' }, other()), refused)
  t.same(held.ask(hold, as('係長', { world })), refused, 'once')
  t.match(held.ask({ type: 'end_hold' }, other()), { error: { code: 'nothing_held' } })
  t.match(held.when({ type: 'end_hold' }, as('係長', { world })).when(approve, other()).proposal, { turn: 1 })
  t.match(held.when(approve, as('係長', { world })).proposal, { turn: 1, holds: { length: 0 } })
  const moved: World = { holders: { 係長: ['係長乙'] } }
  t.match(held.when(approve, other(moved)).proposal, { turn: 1 }, 'the successor is not bound')
  t.match(held.ask({ type: 'end_hold' }, as('係長', { holds: ['主査'] })), {
    error: { code: 'nothing_held' },
  })
  t.match(
    held.when(hold, other(moved)).proposal,
    { holds: [{ by: { person: '係長乙' } }] },
    'and holds himself',
  )
  t.match(submitted(line).ask({ ...hold, reason: '' }, as('係長')), {
    error: { code: 'reason_missing' },
  })
  t.match(submitted(line).ask(hold, as('課長')), { error: { code: 'not_your_turn' } })
})

test('隣り合う二つの段が同じ人: a 保留 of another holder in the step taken along binds', async (t) => {
  const world: World = { holders: { 係長: ['係長', '係長乙'] } }
  const held = submitted(line).when({ type: 'hold', reason: '確認' }, as('係長', { world }))
  t.match(held.ask(approve, as('係長乙', { world, holds: ['係長', '課長'] })), { error: { code: 'held' } })
})

test('文書管理者 gives a step that nobody can act in to another 職, never the decider’s', async (t) => {
  const story = submitted(line)
  t.match(story.when(reassign('s1'), office).when(approve, as('主幹')).proposal, {
    turn: 1,
    route: {
      stages: [{ steps: [{ post: postOf('主幹'), because: [{ code: 'reassigned', from: '係長' }] }] }],
    },
  })
  t.same(story.ask(reassign('s3'), office), { ok: false, error: { code: 'decider_not_reassignable' } })
  t.same(story.ask(reassign('s1', { post: postOf('係長') }), office), {
    ok: false,
    error: { code: 'nothing_changed' },
  })
  t.match(story.ask(reassign('s1', { reason: '' }), office), { error: { code: 'reason_missing' } })
  const settled = { ok: false, error: { code: 'step_already_settled' } }
  t.same(story.when(approve, as('係長')).ask(reassign('s1'), office), settled)
  t.same(story.ask(reassign('s9'), office), settled)
  t.same(submitted('-回:係長 決:部長').ask(reassign('s1'), office), settled)
  const held = story.when({ type: 'hold', reason: '確認' }, as('係長')).when(reassign('s1'), office)
  t.match(held.when(approve, as('主幹')).proposal, { turn: 1 })
})

test('only the 文書管理者 confirms seats, reassigns and hands over, and acts in no route', async (t) => {
  const story = submitted(line)
  const to = story.events[0]!.by
  const hand: Command = { type: 'hand_over_draft', to: { ...to, person: '後任' as never }, reason: '異動' }
  for (const command of [confirm('s1'), reassign('s1'), hand]) {
    t.same(story.ask(command, as('課長')), {
      ok: false,
      error: { code: 'records_manager_only', held: ['総務課課長'] },
    })
  }
  t.match(story.ask(approve, office), { error: { code: 'not_your_turn' } })
  t.same(story.ask({ ...hand, to }, office), { ok: false, error: { code: 'nothing_changed' } })
})

test('the draft is given to a successor of the drafter, who then submits again and withdraws', async (t) => {
  const story = submitted(line).when({ type: 'return', reason: '直すこと' }, as('係長'))
  const successor = { ...story.events[0]!.by, person: '後任' as never, name: '後任' }
  const given = story.when({ type: 'hand_over_draft', to: successor, reason: '異動' }, office)
  t.match(given.ask(resubmitOn(routeOf(line)), as('起案者')), { error: { code: 'not_drafter' } })
  t.match(given.when(resubmitOn(routeOf(line)), as('後任')).proposal, { drafter: { person: '後任' } })
})
