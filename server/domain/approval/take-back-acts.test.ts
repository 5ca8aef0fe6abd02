import { test } from 'tap'
import { as, resubmitOn, routeOf, submitOn, submitted } from '../../testing/approval-world.ts'
import type { CommandOf } from './commands.ts'
import { stepsWaitingNow } from './progress.ts'
import type { Proposal } from './proposal.ts'
import type { Step } from './route.ts'

const approve = { type: 'approve' } as const
const agree = { type: 'concur', opinion: 'agree' } as const
const takeBack = { type: 'take_back' } as const
const giveBack = { type: 'return', reason: '要旨を直されたい。', to: 's1' } as const
const waiting = (it: Proposal) => stepsWaitingNow(it).map((step) => step.postName)
const at = (minute: string) => ({ at: `2026-05-11T02:${minute}:00.000Z` as never })
const urgent = { matter: { urgent: true } } as const

test('引戻し: a 差戻し to an earlier step is undone, and nothing before it', async (t) => {
  for (const returnResume of ['resume_at_returner', 'restart'] as const) {
    const story = submitted('回:係長 回:課長 決:部長', { policy: { returnResume } })
      .when(approve, as('係長', at('01')))
      .when(approve, as('課長', at('02')))
    const sent = story.when(giveBack, as('部長', at('03')))
    t.same(waiting(sent.proposal), ['係長'])
    const undone = sent.when(takeBack, as('部長', at('04')))
    t.same(undone.proposal, story.proposal, returnResume)
    t.match(sent.when(approve, as('係長', at('04'))).ask(takeBack, as('部長', at('05'))), {
      error: { code: 'nothing_to_take_back' },
    })
    const code = returnResume === 'restart' ? 'nothing_to_take_back' : 'next_has_acted'
    t.match(sent.ask(takeBack, as('課長', at('04'))), { error: { code } }, 'nor is it his who came before')
  }
})

test('引戻し: who sent it back undoes that and not an older act of his own', async (t) => {
  const world = { holders: { 次長: ['係長'] } }
  const me = (minute: string) => as('係長', { holds: ['係長', '次長'], world, ...at(minute) })
  const route = routeOf('回:係長 回:課長 回:次長 決:部長')
  const known = (step: Step): Step => ({ ...step, seated: ['係長' as never, step.post.slice(2) as never] })
  const stages = route.stages.map((it) => ({ steps: it.steps.map(known) }))
  const story = submitted({ ...route, stages }, {}, { world })
    .when(approve, me('01'))
    .when(approve, as('課長', at('02')))
  const sent = story.when({ ...giveBack, to: 's2' }, me('03'))
  t.same(sent.when(takeBack, me('04')).proposal, story.proposal)
})

test('引戻し: 引上げ is undone, with what was skipped by it, 保留 and 差戻し there included', async (t) => {
  const story = submitted('回:係長 回:課長 回:次長 決:部長', urgent)
    .when(approve, as('係長', at('01')))
    .when({ type: 'hold', reason: '検討' }, as('課長', at('02')))
  const pulled = story.when({ type: 'pull_up', reason: '至急' }, as('部長', at('03')))
  t.same(waiting(pulled.proposal), ['部長'])
  t.same(pulled.when(takeBack, as('部長', at('04'))).proposal, story.proposal)
  t.match(pulled.ask(takeBack, as('課長', at('04'))), { error: { code: 'nothing_to_take_back' } })
  const acted = submitted('回:係長 回:課長 決:部長', urgent)
    .when({ type: 'pull_up', reason: '至急' }, as('課長', at('01')))
    .when(approve, as('課長', at('02')))
  const first = acted.when(takeBack, as('課長', at('03')))
  t.match(first.proposal, { turn: 1, marks: { length: 0 }, passed: [{ cause: 'pull_up' }] }, 'the seal first')
  t.same(waiting(first.when(takeBack, as('課長', at('04'))).proposal), ['係長'], 'then the 引上げ')
})

test('引戻し: an act older than one’s own is none that follows (差戻し to an earlier step)', async (t) => {
  const story = submitted('回:係長 回:課長 決:部長')
    .when(approve, as('係長', at('01')))
    .when(approve, as('課長', at('02')))
    .when(giveBack, as('部長', at('03')))
  const again = story.when(approve, as('係長', at('04')))
  t.same(waiting(again.proposal), ['部長'])
  t.same(again.when(takeBack, as('係長', at('05'))).proposal, story.proposal)
})

test('引戻し: what a 差戻し asked for is asked for again, so that an absence does not pass it', async (t) => {
  const story = submitted('回:係長 合:財政 決:部長')
    .when(approve, as('係長', at('01')))
    .when(giveBack, as('財政', at('02')))
    .when(approve, as('係長', at('03')))
    .when(takeBack, as('係長', at('04')))
  const world = { absent: { 係長: '出張' } }
  t.same(story.ask({ type: 'pass_over' }, as('system', { holds: [], world })), {
    ok: false,
    error: { code: 'nothing_to_pass' },
  })
})

test('引戻し: of an act before them, two steps gone through at once stay gone through', async (t) => {
  const world = { holders: { 次長: ['課長'] } }
  const both = as('課長', { holds: ['課長', '次長'], world, ...at('02') })
  const sent = submitted('回:係長 回:課長 回:次長 決:部長', {}, { world })
    .when(approve, as('係長', at('01')))
    .when(approve, both)
    .when(giveBack, as('部長', at('03')))
  const acted = sent.when(approve, as('係長', at('04')))
  t.same(waiting(acted.proposal), ['部長'])
  const undone = acted.when(takeBack, as('係長', at('05')))
  t.same(undone.proposal, sent.proposal)
  t.same(waiting(undone.when(approve, as('係長', at('06'))).proposal), ['部長'])
})

test('引戻し: 保留 that the act ended is there again', async (t) => {
  const story = submitted('合:財政 決:部長').when({ type: 'hold', reason: '検討' }, as('財政', at('01')))
  const undone = story.when(agree, as('財政', at('02'))).when(takeBack, as('財政', at('03')))
  t.same(undone.proposal, story.proposal)
})

test('引戻し: once the route was changed a 差戻し stays, for what it undid was on another route', async (t) => {
  const route = routeOf('回:係長 ?回:次長 決:部長')
  const story = submitted(route)
    .when(approve, as('係長', at('01')))
    .when(approve, as('次長', at('02')))
    .when(giveBack, as('部長', at('03')))
  const added = { ...routeOf('合:文書').stages[0]!.steps[0]!, id: 'a1', removable: true as const }
  const longer = {
    ...route,
    stages: [...route.stages.slice(0, 2), { steps: [added] }, ...route.stages.slice(2)],
  }
  const changed = story.when({ type: 'change_route', route: longer, reason: '関係課' }, as('起案者'))
  t.match(changed.ask(takeBack, as('部長', at('04'))), { error: { code: 'nothing_to_take_back' } })
})

test('引戻し: nor does it come back with the act that ended it, and the steps taken out since are no more', async (t) => {
  const route = routeOf('回:係長 ?回:次長 決:部長')
  const story = submitted(route, { policy: { returnResume: 'restart' } })
    .when(approve, as('係長', at('01')))
    .when(approve, as('次長', at('02')))
    .when(giveBack, as('部長', at('03')))
    .when(approve, as('係長', at('04')))
  const shorter = { ...route, stages: route.stages.toSpliced(1, 1) }
  const again = story
    .when({ type: 'change_route', route: shorter, reason: '不要' }, as('起案者'))
    .when(takeBack, as('係長', at('05')))
  t.same(waiting(again.proposal), ['係長'])
  t.match(again.ask(takeBack, as('部長', at('06'))), { error: { code: 'nothing_to_take_back' } })
})

test('引戻し: nor with a 引上げ given back after the case came again on another route', async (t) => {
  const route = routeOf('回:係長 ?回:次長 回:課長 決:部長')
  const { matter } = submitOn(route, urgent) as CommandOf<'submit'>
  const shorter = { ...route, stages: route.stages.toSpliced(1, 1) }
  const story = submitted(route, urgent)
    .when(approve, as('係長', at('01')))
    .when(approve, as('次長', at('02')))
    .when(approve, as('課長', at('03')))
    .when(giveBack, as('部長', at('04')))
    .when({ type: 'pull_up', reason: '至急' }, as('部長', at('05')))
    .when({ type: 'return', reason: '補正' }, as('部長', at('06')))
    .when(resubmitOn(shorter, { matter }), as('起案者', at('07')))
    .when(takeBack, as('部長', at('08')))
  t.same(waiting(story.proposal), ['係長'])
  t.match(story.ask(takeBack, as('部長', at('09'))), { error: { code: 'nothing_to_take_back' } })
})

test('差戻し to one step and another, many times: what is kept for 引戻し does not pile up', async (t) => {
  for (const returnResume of ['resume_at_returner', 'restart'] as const) {
    const sizes: number[] = []
    let story = submitted('回:係長 回:課長 決:部長', { policy: { returnResume } })
    const seal = (name: string) => {
      if (waiting(story.proposal).includes(name)) story = story.when(approve, as(name, at('01')))
    }
    // What has grown tenfold would go on: no need to fill the memory with it.
    while (sizes.length < 30 && (sizes.at(-1) ?? 0) <= 10 * (sizes[0] ?? 0)) {
      seal('係長')
      seal('課長')
      story = story.when({ ...giveBack, to: sizes.length % 2 === 0 ? 's1' : 's2' }, as('部長', at('02')))
      sizes.push(JSON.stringify(story.proposal).length)
    }
    t.same([sizes.length, sizes.at(-1)], [30, sizes[3]], `${returnResume}: ${sizes.join(' ')}`)
  }
})
