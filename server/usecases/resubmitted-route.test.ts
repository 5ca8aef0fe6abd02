import { test } from 'tap'
import { stepsOf } from '../domain/approval/progress.ts'
import { type Story, as, resubmitOn, routeOf, submitted } from '../testing/approval-world.ts'
import { withChanges } from './resubmitted-route.ts'

const route = routeOf('回:係長 ?回:次長 合:財政 決:部長')
const without = { ...route, stages: route.stages.filter((_, index) => index !== 1) }

function postsAfter(story: Story): readonly string[] {
  return stepsOf(withChanges(story.proposal, route)).map((step) => step.postName)
}

test('差戻し: a step taken out lawfully stays out, and every seal stands', async (t) => {
  const story = submitted(route)
    .when({ type: 'change_route', route: without, reason: '不要' }, as('起案者'))
    .when({ type: 'approve' }, as('係長'))
    .when({ type: 'concur', opinion: 'agree' }, as('財政'))
    .when({ type: 'return', reason: '直すこと' }, as('部長'))
  t.same(postsAfter(story), ['係長', '財政', '部長'])
  const again = story.when(resubmitOn(withChanges(story.proposal, route)), as('起案者'))
  t.match(again.proposal, { turn: 2, marks: [{ by: { person: '係長' } }, { by: { person: '財政' } }] })
  const twice = again.when({ type: 'return', reason: 'なお' }, as('部長'))
  t.same(postsAfter(twice), ['係長', '財政', '部長'], 'also the next time')
})

test('差戻し: what was put back, or is demanded by the rules now, is asked', async (t) => {
  const out = submitted(route).when({ type: 'change_route', route: without, reason: '不要' }, as('起案者'))
  const back = out
    .when({ type: 'change_route', route, reason: 'やはり必要' }, as('起案者'))
    .when({ type: 'return', reason: '直すこと' }, as('係長'))
  t.same(postsAfter(back), ['係長', '次長', '財政', '部長'])
  const returned = out.when({ type: 'return', reason: '直すこと' }, as('係長'))
  const demanded = withChanges(returned.proposal, routeOf('回:係長 回:次長 合:財政 決:部長'))
  t.same(stepsOf(demanded).length, 4)
})
