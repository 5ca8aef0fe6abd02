import { test } from 'tap'
import { as, postOf, routeOf, submitted } from '../../testing/approval-world.ts'
import { possibilities } from './allowed.ts'
import type { Command } from './commands.ts'

const both = as('人事', { holds: ['人事', '財政'] })
const story = submitted('回:係長 合:財政+合:人事 決:部長').when({ type: 'approve' }, as('係長'))
const to = 'c'.repeat(64) as never
const revise = {
  type: 'revise',
  effect: 'minor',
  changes: [{ kind: 'text', name: '件名' }],
  to,
  reason: '誤字',
} as const
const longer = (() => {
  const { route } = story.proposal as { readonly route: ReturnType<typeof routeOf> }
  const added = { ...routeOf('合:文書').stages[0]!.steps[0]!, id: 'a1', removable: true as const }
  return { ...route, stages: [...route.stages.slice(0, 2), { steps: [added] }, ...route.stages.slice(2)] }
})()

test('R-03 兼務: what is done in a step is done in the post chosen, and recorded so', async (t) => {
  const acts: readonly Command[] = [
    { type: 'return', reason: '補正' },
    { type: 'hold', reason: '検討' },
    { type: 'change_route', route: longer, reason: '関係課' },
    revise,
  ]
  for (const act of acts) {
    for (const [post, step] of [
      ['財政', 's2'],
      ['人事', 's3'],
    ] as const) {
      // prettier-ignore
      const [event] = story.when({ ...act, as: postOf(post) } as Command, both).events.slice(2)
      t.equal(event?.by.capacity.post, postOf(post), `${act.type} as ${post}`)
      if (event !== undefined && 'step' in event) t.equal(event.step, step, act.type)
    }
    t.match(story.ask({ ...act, as: postOf('部長') } as Command, both), {
      error: { code: 'not_your_capacity' },
    })
  }
  const now = { currentManifest: to }
  const edited = submitted('回:係長 回:課長+回:次長 決:部長')
    .when(revise, as('係長'))
    .when({ type: 'approve' }, as('係長', now))
  const judging = as('課長', { holds: ['課長', '次長'], ...now })
  const judge = { type: 'judge_edit', reason: '重要である。', as: postOf('次長') } as const
  t.equal(edited.when(judge, judging).events.at(-1)?.by.capacity.post, postOf('次長'))
})

test('R-03 兼務: 否決 in the post chosen', async (t) => {
  const last = submitted('決:部長')
  const deputy = as('部長', { holds: ['次長', '部長'] })
  t.match(last.ask({ type: 'reject', reason: '否', as: postOf('次長') }, deputy), {
    error: { code: 'not_your_turn' },
  })
  t.equal(last.when({ type: 'reject', reason: '否', as: postOf('部長') }, deputy).proposal.status, 'rejected')
})

test('R-12 who has a place in the order of 代決 is told why not, and not that it is not his turn', async (t) => {
  const why = (world: Parameters<typeof as>[1], matter = {}) =>
    possibilities(submitted('決:部長', { matter }).proposal, as('課長', world)).refused.get('decide')?.code
  const order = { standIns: { 部長: ['次長', '課長'] }, absent: { 部長: '出張' } }
  t.equal(why({ world: order }), 'acting_other_first')
  t.equal(why({ world: { ...order, absent: { 部長: '出張', 課長: '休暇' } } }), 'acting_self_absent')
  const alone = { ...order, standIns: { 部長: ['課長'] } }
  const forbidden = submitted('決:部長', {
    matter: { flags: ['重要'] },
    policy: { actingExceptions: [] },
  })
  t.equal(
    possibilities(forbidden.proposal, as('課長', { world: alone })).refused.get('decide')?.code,
    'acting_reserved',
  )
  t.equal(why({ world: { absent: { 部長: '出張' } } }), 'not_your_turn', 'without a place in it')
})
