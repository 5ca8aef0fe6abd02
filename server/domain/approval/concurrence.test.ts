import { test } from 'tap'
import { type Story, as, resubmitOn, routeOf, submitted } from '../../testing/approval-world.ts'
import type { Command } from './commands.ts'

const approve: Command = { type: 'approve' }
const agree: Command = { type: 'concur', opinion: 'agree' }
const object: Command = { type: 'concur', opinion: 'object', comment: '財源がない。' }
const decision: Command = { type: 'decide' }
const respond = (step: string): Command => ({ type: 'respond', step, text: '予備費で対応する。' })
const giveBack = (reason: string): Command => ({ type: 'return', reason })
const parallel = '合:財政+合:人事 決:部長'

function objected(concurObjection: 'opinion' | 'opinion_with_mandatory_response' | 'blocking'): Story {
  return submitted(parallel, { policy: { concurObjection } }).when(object, as('財政')).when(agree, as('人事'))
}

test('並行合議、同意と異議: 両方とも意見として残り、決裁者が処理意見とともに見る', async (t) => {
  const story = objected('opinion_with_mandatory_response').when(respond('s1'), as('起案者'))
  t.match(story.when(decision, as('部長')).proposal, {
    status: 'decided',
    marks: [{ opinion: 'object', comment: '財源がない。' }, { opinion: 'agree' }, { act: 'decided' }],
    responses: [{ step: 's1', text: '予備費で対応する。' }],
  })
})

test('合議: a condition and an objection need words', async (t) => {
  for (const opinion of ['conditional', 'object'] as const) {
    t.same(submitted(parallel).ask({ type: 'concur', opinion, comment: ' ' }, as('財政')), {
      ok: false,
      error: { code: 'reason_missing', of: opinion },
    })
  }
  const story = submitted(parallel).when(
    { type: 'concur', opinion: 'conditional', comment: '補助率を確かめること。' },
    as('財政'),
  )
  t.match(story.proposal, { marks: [{ opinion: 'conditional', comment: '補助率を確かめること。' }] })
  t.equal(story.when(agree, as('人事')).when(decision, as('部長')).proposal.status, 'decided')
})

test('R-15 an 異議 without 処理意見 never reaches the decider [concurObjection=opinion_with_mandatory_response]', async (t) => {
  const story = objected('opinion_with_mandatory_response')
  for (const command of [
    decision,
    { type: 'reject', reason: '否' },
    giveBack('直すこと'),
  ] satisfies Command[]) {
    t.same(
      story.ask(command, as('部長')),
      { ok: false, error: { code: 'objection_unanswered', of: ['総務課財政'] } },
      command.type,
    )
  }
  t.equal(story.when(respond('s1'), as('起案者')).when(decision, as('部長')).proposal.status, 'decided')
})

test('R-15 each of several objections has its 処理意見', async (t) => {
  const story = submitted(parallel)
    .when(object, as('財政'))
    .when(object, as('人事'))
    .when(respond('s2'), as('起案者'))
  t.match(story.ask(decision, as('部長')), { error: { code: 'objection_unanswered', of: ['総務課財政'] } })
  t.equal(story.when(respond('s1'), as('起案者')).when(decision, as('部長')).proposal.status, 'decided')
})

test('R-15 処理意見: by the 主務課, in words, on an objection that has none', async (t) => {
  const story = submitted('回:係長 合:財政 決:部長').when(approve, as('係長')).when(object, as('財政'))
  t.match(story.ask(respond('s2'), as('財政')), { error: { code: 'not_of_section' } })
  t.match(story.ask(respond('s2'), as('課長', { holds: ['別の職'] })), { error: { code: 'not_of_section' } })
  t.match(story.ask({ type: 'respond', step: 's2', text: '\u3000' }, as('係長')), {
    error: { code: 'text_missing' },
  })
  t.match(story.ask(respond('s1'), as('係長')), { error: { code: 'no_open_objection' } })
  t.match(story.when(respond('s2'), as('係長')).ask(respond('s2'), as('起案者')), {
    error: { code: 'no_open_objection' },
  })
})

test('合議 is an opinion and the decider is free to overrule it [concurObjection=opinion]', async (t) => {
  t.equal(objected('opinion').when(decision, as('部長')).proposal.status, 'decided')
})

test('合議 blocks until the objector agrees, after he was answered [concurObjection=blocking]', async (t) => {
  const story = objected('blocking')
  t.match(story.ask(decision, as('部長')), { error: { code: 'objection_unanswered' } })
  t.match(story.ask(agree, as('財政')), { error: { code: 'already_acted' } }, 'first the 処理意見')
  const answered = story.when(respond('s1'), as('起案者'))
  t.match(answered.ask(decision, as('部長')), { error: { code: 'not_your_turn' } })
  const again = answered.when(object, as('財政'))
  t.match(again.ask(decision, as('部長')), { error: { code: 'objection_unanswered' } }, 'a second objection')
  t.equal(answered.when(agree, as('財政')).when(decision, as('部長')).proposal.status, 'decided')
})

test('合議 blocks also where one of several would suffice [concurObjection=blocking]', async (t) => {
  const story = submitted('合:財政+合:人事/1 決:部長', { policy: { concurObjection: 'blocking' } })
    .when(object, as('財政'))
    .when(agree, as('人事'))
    .when(respond('s1'), as('起案者'))
  t.match(story.ask(decision, as('部長')), { error: { code: 'not_your_turn' } })
})

test('合議 that blocks: 引戻し of the agreement leaves the objection and its 処理意見 as they were', async (t) => {
  const answered = objected('blocking').when(respond('s1'), as('起案者'))
  const back = answered.when(agree, as('財政')).when({ type: 'take_back' }, as('財政')).proposal
  t.match(back, {
    status: 'in_approval',
    turn: 0,
    marks: [{ step: 's1', opinion: 'object' }, { step: 's2' }],
    responses: [{ step: 's1' }],
  })
})

test('合議: n of m suffice, and nobody is asked after that', async (t) => {
  const story = submitted('合:財政+合:人事+合:文書/2 決:部長').when(agree, as('文書'))
  t.match(story.ask(decision, as('部長')), { error: { code: 'not_your_turn' } })
  const two = story.when(agree, as('財政'))
  t.match(two.ask(agree, as('人事')), { error: { code: 'not_your_turn' } })
  t.equal(two.when(decision, as('部長')).proposal.status, 'decided')
})

test('並行合議、一方が差戻し: 他の合議先の意見を待ってから戻る [concurCollect=wait_all]', async (t) => {
  const story = submitted(parallel).when(giveBack('要綱が古い。'), as('財政'))
  t.match(story.proposal, { status: 'in_approval', marks: [{ step: 's1', act: 'returned' }] })
  const both = story.when(agree, as('人事'))
  t.match(both.proposal, { status: 'returned', turn: 0, cause: { by: 'step', reason: '要綱が古い。' } })
  const resumed = both.when(resubmitOn(routeOf(parallel)), as('起案者'))
  t.match(resumed.proposal, { marks: [{ step: 's2', act: 'concurred' }], turn: 0 }, 'the consent stands')
})

test('並行合議、両方が差戻し: 起案者は両方の理由を見る [concurCollect=wait_all]', async (t) => {
  const story = submitted(parallel)
    .when(giveBack('要綱が古い。'), as('財政'))
    .when(giveBack('人員が足りない。'), as('人事'))
  t.match(story.proposal, {
    status: 'returned',
    cause: { step: 's2', reason: '要綱が古い。\n人員が足りない。' },
  })
  const back = story.when({ type: 'take_back' }, as('財政'))
  t.match(back.proposal, { status: 'in_approval', marks: [{ step: 's2', act: 'returned' }] })
  t.match(back.when(agree, as('財政')).proposal, {
    status: 'returned',
    cause: { reason: '人員が足りない。' },
  })
})

test('並行合議、一方が差戻し: すぐに戻り、出ていた同意は有効のまま [concurCollect=first_return_stops]', async (t) => {
  const story = submitted(parallel, { policy: { concurCollect: 'first_return_stops' } })
    .when(agree, as('人事'))
    .when(giveBack('要綱が古い。'), as('財政'))
  t.match(story.proposal, { status: 'returned' })
  const resumed = story.when(resubmitOn(routeOf(parallel)), as('起案者'))
  t.match(resumed.proposal, { marks: [{ step: 's2', opinion: 'agree' }] })
})

test('並行する段の差戻し is not lost when the last of the others goes by for an absence', async (t) => {
  const asked = submitted('回:係長+回:主査 決:部長').when(giveBack('直されたい。'), as('係長'))
  const system = as('system', { world: { absent: { 主査: '休暇' } } })
  t.match(asked.when({ type: 'pass_over' }, system).proposal, {
    status: 'returned',
    cause: { step: 's1', reason: '直されたい。' },
  })
})

test('並行する段の差戻し is not lost when the last of the others is taken off the route', async (t) => {
  const route = routeOf('回:係長+?回:主査 決:部長')
  const asked = submitted(route).when(giveBack('直されたい。'), as('係長'))
  const shorter = {
    ...route,
    stages: route.stages.map((it) => ({ steps: it.steps.filter((one) => one.id !== 's2') })),
  }
  const changed = asked.when({ type: 'change_route', route: shorter, reason: '不要' }, as('起案者'))
  t.match(changed.proposal, { status: 'returned', cause: { step: 's1' } })
})

test('並行する段の差戻し is not jumped over by one who holds the next 職 as well (兼務)', async (t) => {
  const asked = submitted(parallel).when(giveBack('要綱が古い。'), as('財政'))
  const both = as('人事', { holds: ['人事', '部長'] })
  t.same(asked.ask(decision, both), { ok: false, error: { code: 'wrong_role', role: 'concur' } })
  t.match(asked.when(agree, both).proposal, { status: 'returned', cause: { reason: '要綱が古い。' } })
  const line = submitted('回:係長+回:課長 決:部長').when(giveBack('要綱が古い。'), as('係長'))
  const chief = as('課長', { holds: ['課長', '部長'] })
  t.match(line.ask(decision, chief), { error: { code: 'wrong_role', role: 'review' } })
})

test('合議 that blocks is not jumped over by one who holds the next 職 as well (兼務)', async (t) => {
  const policy = { concurObjection: 'blocking' } as const
  const story = submitted('回:係長+合:財政 回:課長 決:部長', { policy }).when(object, as('財政'))
  const both = as('係長', { holds: ['係長', '課長'] })
  t.match(story.when(approve, both).proposal, {
    turn: 0,
    passed: { length: 0 },
    marks: [{ step: 's2' }, { step: 's1' }],
  })
})
