import { test } from 'tap'
import { as, postOf, resubmitOn, routeOf, submitted } from '../../testing/approval-world.ts'
import { noticesOf } from './notices.ts'
import { openObjections, stepsWaitingNow } from './progress.ts'
import type { Proposal } from './proposal.ts'

const object = { type: 'concur', opinion: 'object', comment: '予算がない。' } as const
const agree = { type: 'concur', opinion: 'agree' } as const
const approve = { type: 'approve' } as const
const giveBack = { type: 'return', reason: '要旨を直されたい。' } as const
const blocking = { policy: { concurObjection: 'blocking' } } as const
const now = { currentManifest: 'b'.repeat(64) as never }
const waiting = (it: Proposal) => stepsWaitingNow(it).map((step) => step.postName)
const objections = (it: Proposal) => (it.status === 'draft' ? [] : openObjections(it))

test('R-15 再提出: nobody who objected is left out of the new route', async (t) => {
  const story = submitted('合:財政 回:課長 決:部長').when(object, as('財政')).when(giveBack, as('課長'))
  for (const mode of ['resume', 'restart'] as const) {
    const without = resubmitOn(routeOf('回:課長 決:部長'), { effect: 'minor', mode })
    t.same(
      story.ask(without, as('起案者', now)),
      { ok: false, error: { code: 'objector_missing', of: ['財政'] } },
      mode,
    )
  }
  // Asked in another role is not asked for an opinion.
  t.match(story.ask(resubmitOn(routeOf('審:財政 回:課長 決:部長')), as('起案者')), {
    error: { code: 'objector_missing' },
  })
  const other = resubmitOn(routeOf('回:課長 合:財政 決:部長'), { effect: 'minor' })
  t.equal(story.ask(other, as('起案者', now)).ok, true, 'in another place he is asked again')
  const agreed = submitted('合:財政 回:課長 決:部長').when(agree, as('財政')).when(giveBack, as('課長'))
  t.equal(
    agreed.ask(resubmitOn(routeOf('回:課長 決:部長'), { effect: 'minor' }), as('起案者', now)).ok,
    true,
    'whoever agreed may be left out',
  )
})

test('R-15 定足: an objector who got it back is heard, however few of the stage suffice', async (t) => {
  const story = submitted('合:財政+合:人事/1 回:課長 決:部長')
    .when(object, as('財政'))
    .when({ ...giveBack, to: 's1' }, as('課長'))
    .when(agree, as('人事'))
  t.same(waiting(story.proposal), ['財政'])
  t.match(story.ask(approve, as('課長')), { error: { code: 'not_your_turn' } })
  t.same(waiting(story.when(agree, as('財政')).proposal), ['課長'])
})

test('R-15 重要な変更: an objection that fell with it is asked anew, and nobody takes the objector out', async (t) => {
  const to = 'c'.repeat(64) as never
  const after = { currentManifest: to }
  const revise = {
    type: 'revise',
    effect: 'major',
    changes: [{ kind: 'text', name: '要旨' }],
    to,
    reason: '要旨',
  } as const
  const route = routeOf('?合:財政 回:課長 決:部長')
  const story = submitted(route).when(object, as('財政')).when(revise, as('課長'))
  const without = { ...route, stages: route.stages.slice(1) }
  t.match(story.ask({ type: 'change_route', route: without, reason: '不要' }, as('起案者', after)), {
    error: { code: 'route_change_unlawful', because: 'past' },
  })
  const quorum = submitted('合:財政+合:人事/1 回:課長 決:部長')
    .when(object, as('財政'))
    .when(revise, as('課長'))
  t.same(waiting(quorum.when(agree, as('人事', after)).proposal), ['財政'])
  const heard = story.when(agree, as('財政', after))
  t.match(heard.proposal, { turn: 1, objected: { length: 0 } })
  // 引戻し of that word: it is owed again.
  t.match(heard.when({ type: 'take_back' }, as('財政', after)).proposal, { turn: 0, objected: ['s1'] })
})

test('一方が差戻し: it takes effect once all have spoken, although one objects [concurObjection=blocking]', async (t) => {
  const story = submitted('合:財政+合:人事 決:部長', blocking).when(giveBack, as('人事'))
  t.same(waiting(story.proposal), ['財政'])
  const objected = story.when(object, as('財政'))
  t.match(objected.proposal, { status: 'returned', cause: { actor: { person: '人事' } } })
  t.equal(objections(objected.proposal).length, 1, 'the objection is still to be answered')
  // Whoever objected before has spoken: the wish of the other takes effect at once.
  const before = submitted('合:財政+合:人事 決:部長', blocking)
    .when(object, as('財政'))
    .when({ type: 'respond', step: 's1', text: '説明します。' }, as('起案者'))
    .when(giveBack, as('人事'))
  t.equal(before.proposal.status, 'returned')
})

test('起案者も承認者: an objection that blocks does not go by as 自己; the step may be given to another post', async (t) => {
  const world = { holders: { 財政: ['起案者'] } }
  const story = submitted('合:財政 決:部長', blocking)
    .when(object, as('財政'))
    .when(
      { type: 'respond', step: 's1', text: '説明します。' },
      as('起案者', { holds: ['起案者', '財政'], world }),
    )
  t.match(story.proposal, { passed: { length: 0 } })
  const given = story.when(
    {
      type: 'reassign',
      step: 's1',
      post: postOf('人事'),
      postName: '人事',
      seated: ['人事' as never],
      reason: '異動',
    },
    as('文書管理者', { world }),
  )
  t.match(given.when(agree, as('人事', { world })).proposal, { turn: 1, marks: [{ opinion: 'agree' }] })
})

test('一方が差戻し: while it waits for the others nobody sends the case elsewhere', async (t) => {
  const story = submitted('回:係長 合:財政+合:人事 決:部長')
    .when(approve, as('係長'))
    .when(giveBack, as('人事'))
  t.same(story.ask({ ...giveBack, to: 's1' }, as('財政')), {
    ok: false,
    error: { code: 'return_asked', by: '総務課人事 人事' },
  })
  t.equal(story.when(giveBack, as('財政')).proposal.status, 'returned')
})

test('一方が差戻し: a 重要な変更 asks whoever wanted it back anew, and the drafter learns why he did', async (t) => {
  const story = submitted('合:財政+合:人事 決:部長').when({ ...giveBack, reason: '条文の誤り' }, as('人事'))
  const revised = story.when(
    {
      type: 'revise',
      effect: 'major',
      changes: [{ kind: 'text', name: '条文' }],
      to: 'c'.repeat(64) as never,
      reason: '訂正',
    },
    as('財政'),
  )
  const told = noticesOf(story.proposal, revised.events.at(-1)!, revised.proposal, story.events)
  t.match(
    told.find((it) => it.kind === 'act_again'),
    { person: '人事' },
  )
  t.match(
    told.find((it) => it.kind === 'returned_elsewhere'),
    { person: '起案者', facts: { text: '条文の誤り' } },
  )
})
