import { test } from 'tap'
import { as, postOf, routeOf, submitted } from '../../testing/approval-world.ts'
import type { Command } from './commands.ts'
import type { Route, Step } from './route.ts'

const route = routeOf('回:係長 ?合:文書 合:財政 決:部長')
const onRoute = submitted(route)

function change(stages: Route['stages'], reason = '関係課の追加'): Command {
  return { type: 'change_route', route: { ...route, stages }, reason }
}

function added(name: string, more: Partial<Step> = {}): Route['stages'][number] {
  const step = { ...route.stages[1]!.steps[0]!, id: `a-${name}`, post: postOf(name), postName: name }
  return { steps: [{ ...step, removable: true, ...more }] }
}

function unlawful(because: string) {
  return { ok: false, error: { code: 'route_change_unlawful', because } }
}

const [first, optional, finance, last] = route.stages as [
  Route['stages'][number],
  Route['stages'][number],
  Route['stages'][number],
  Route['stages'][number],
]

test('経路の変更: a 合議先 is added, an optional one taken out, by the drafter or whoever’s turn it is', async (t) => {
  t.match(onRoute.when(change([first, optional, added('人事'), finance, last]), as('起案者')).events.at(-1), {
    type: 'route_changed',
    added: ['人事'],
    removed: { length: 0 },
  })
  t.match(onRoute.when(change([first, finance, last]), as('係長')).events.at(-1), { removed: ['文書'] })
  t.match(onRoute.ask(change([first, finance, last]), as('部長')), { error: { code: 'not_your_turn' } })
  t.match(onRoute.ask(change([first, finance, last], ' '), as('起案者')), {
    error: { code: 'reason_missing' },
  })
})

test('経路の変更: what the 専決 table or the template demands stays, in its order and its company', async (t) => {
  t.same(onRoute.ask(change([first, optional, last]), as('起案者')), unlawful('required_step'))
  t.same(onRoute.ask(change([first, finance, optional, last]), as('起案者')), unlawful('required_step'))
  const together = { steps: [...optional.steps, ...finance.steps] }
  t.same(onRoute.ask(change([first, together, added('人事'), last]), as('起案者')), unlawful('required_step'))
  const lowered = { ...finance, needs: 1 }
  t.same(
    onRoute.ask(change([first, optional, lowered, added('人事'), last]), as('起案者')),
    unlawful('required_step'),
  )
  t.same(onRoute.ask(change(route.stages), as('起案者')), unlawful('nothing'))
})

test('R-01 経路の変更: the decider is nobody’s to choose, and no second one comes in', async (t) => {
  const other = routeOf('決:知事').stages[0]!
  t.same(onRoute.ask(change([first, optional, finance, other]), as('起案者')), unlawful('decider'))
  const two = { steps: [...added('人事').steps, ...last.steps] }
  t.same(onRoute.ask(change([first, optional, finance, two]), as('起案者')), unlawful('decider'))
  const second = added('知事', { role: 'decide' })
  t.same(onRoute.ask(change([first, optional, finance, second, last]), as('起案者')), unlawful('new_decider'))
  const skipped = added('人事', { skipped: { reason: 'vacant' } })
  t.same(
    onRoute.ask(change([first, optional, finance, skipped, last]), as('起案者')),
    unlawful('new_decider'),
  )
})

test('経路の変更: a step that stays is not rewritten on the way', async (t) => {
  const rewrite = (more: object) => ({ steps: last.steps.map((it) => ({ ...it, ...more })) })
  for (const more of [
    { because: [{ code: 'self_decides' }] },
    { post: postOf('課長') },
    { seated: ['起案者'] },
  ]) {
    const asked = onRoute.ask(change([first, optional, finance, added('人事'), rewrite(more)]), as('起案者'))
    t.same(asked, unlawful('decider'))
  }
  const eased = { steps: finance.steps.map((it) => ({ ...it, removable: true as const })) }
  t.same(
    onRoute.ask(change([first, optional, eased, added('人事'), last]), as('起案者')),
    unlawful('required_step'),
  )
})

test('経路の変更: what was gone through stays as it was', async (t) => {
  const later = onRoute
    .when({ type: 'approve' }, as('係長'))
    .when({ type: 'concur', opinion: 'agree' }, as('文書'))
  t.same(later.ask(change([first, finance, last]), as('起案者')), unlawful('past'))
  t.same(later.ask(change([added('人事'), first, optional, finance, last]), as('起案者')), unlawful('past'))
  t.match(later.when(change([first, optional, added('人事'), finance, last]), as('起案者')).proposal, {
    turn: 2,
  })
  const parallel = routeOf('?合:文書+?合:人事 決:部長')
  const half = submitted(parallel).when({ type: 'concur', opinion: 'agree' }, as('文書'))
  const without = (id: string): Command => ({
    type: 'change_route',
    reason: '不要',
    route: {
      ...parallel,
      stages: parallel.stages.map((it) => ({ steps: it.steps.filter((one) => one.id !== id) })),
    },
  })
  t.same(half.ask(without('s1'), as('起案者')), unlawful('past'))
  t.match(half.when(without('s2'), as('起案者')).proposal, { turn: 1 })
})

test('経路の変更: a step taken out takes its 保留 along; one that was pulled up to stays', async (t) => {
  const two = routeOf('?回:主査 回:係長 ?回:課長 決:部長')
  const without = (id: string): Command => ({
    type: 'change_route',
    reason: '不要',
    route: { ...two, stages: two.stages.filter((it) => it.steps[0]?.id !== id) },
  })
  const held = submitted(two).when({ type: 'hold', reason: '確認' }, as('主査'))
  const shorter = held.when(without('s1'), as('起案者'))
  t.match(shorter.proposal, { turn: 0, holds: { length: 0 } })
  t.same(shorter.ask({ type: 'end_hold' }, as('主査')), { ok: false, error: { code: 'nothing_held' } })
  const urgent = submitted(two, { matter: { urgent: true } })
  const pulled = urgent.when({ type: 'pull_up', reason: '急施' }, as('課長'))
  t.same(pulled.ask(without('s3'), as('起案者')), unlawful('past'))
  t.same(pulled.ask({ type: 'take_back' }, as('起案者')), {
    ok: false,
    error: { code: 'next_has_acted', by: '課長' },
  })
})
