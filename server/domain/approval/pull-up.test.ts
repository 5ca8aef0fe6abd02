import { test } from 'tap'
import { as, postOf, submitted } from '../../testing/approval-world.ts'
import type { Command } from './commands.ts'

const approve: Command = { type: 'approve' }
const decision: Command = { type: 'decide' }
const pullUp: Command = { type: 'pull_up', reason: '本日中の公表のため' }
const urgent = { matter: { urgent: true } }
const line = '回:係長 回:課長 決:部長'

test('引上げ: 承認済みは有効のまま、飛ばされた回議者は後閲', async (t) => {
  const story = submitted('回:主査 回:係長 回:課長 決:部長', urgent)
    .when(approve, as('主査'))
    .when(pullUp, as('部長'))
  t.match(story.proposal, {
    status: 'in_approval',
    turn: 3,
    marks: [{ step: 's1' }],
    passed: [
      { step: 's2', cause: 'pull_up', into: 's4' },
      { step: 's3', cause: 'pull_up', into: 's4' },
    ],
    postReviews: [
      { cause: 'pull_up', post: postOf('係長') },
      { cause: 'pull_up', post: postOf('課長') },
    ],
  })
  t.equal(story.when(decision, as('部長')).proposal.status, 'decided')
})

test('決裁、後閲が残っている: 後閲は決裁後も残り、時間では消えない', async (t) => {
  const decided = submitted(line, urgent).when(pullUp, as('部長')).when(decision, as('部長'))
  const later = as('係長', { at: '2031-05-11T00:00:00.000Z' as never })
  t.match(decided.proposal, { postReviews: [{ post: postOf('係長') }, { post: postOf('課長') }] })
  t.match(decided.when({ type: 'post_review' }, later).proposal, {
    postReviews: [{ done: { at: '2031-05-11T00:00:00.000Z' } }, { post: postOf('課長') }],
  })
})

test('R-14 引上げ never passes 合議 or 審査 [pullUpMaySkip=review]', async (t) => {
  const cannot = (steps: readonly string[]) => ({
    ok: false,
    error: { code: 'pull_up_cannot_skip', steps },
  })
  t.same(
    submitted('回:係長 合:財政+合:人事 決:部長', urgent).ask(pullUp, as('部長')),
    cannot(['財政', '人事']),
  )
  t.same(submitted('審:文書 回:課長 決:部長', urgent).ask(pullUp, as('部長')), cannot(['文書']))
  t.same(submitted('回:係長+合:財政 決:部長', urgent).ask(pullUp, as('部長')), cannot(['財政']))
  const agreed = submitted('合:財政 回:課長 決:部長', urgent).when(
    { type: 'concur', opinion: 'agree' },
    as('財政'),
  )
  t.equal(
    agreed.when(pullUp, as('部長')).proposal.status,
    'in_approval',
    'what has agreed is not passed over',
  )
})

test('R-14 引上げ passes nobody where the body names no role [pullUpMaySkip=]', async (t) => {
  t.match(submitted(line, { ...urgent, policy: { pullUpMaySkip: [] } }).ask(pullUp, as('部長')), {
    error: { code: 'pull_up_cannot_skip', steps: ['係長', '課長'] },
  })
})

test('R-14 引上げ never passes an objection that blocks', async (t) => {
  const story = submitted('回:係長+合:財政 決:部長', { ...urgent, policy: { concurObjection: 'blocking' } })
    .when({ type: 'concur', opinion: 'object', comment: '不可' }, as('財政'))
    .when({ type: 'respond', step: 's2', text: '再考を求む。' }, as('起案者'))
  t.match(story.ask(pullUp, as('部長')), { error: { code: 'pull_up_cannot_skip', steps: ['財政'] } })
})

test('引上げ is for matters marked 至急 [pullUpRequires=urgent], or for a reason alone [pullUpRequires=reason]', async (t) => {
  t.same(submitted(line).ask(pullUp, as('部長')), {
    ok: false,
    error: { code: 'pull_up_not_urgent', drafter: '総務課起案者 起案者' },
  })
  const free = submitted(line, { policy: { pullUpRequires: 'reason' } })
  t.equal(free.when(pullUp, as('部長')).proposal.status, 'in_approval')
  t.match(free.ask({ ...pullUp, reason: '\u3000' }, as('部長')), { error: { code: 'reason_missing' } })
})

test('引上げ is for somebody later on the route who may act there', async (t) => {
  const story = submitted(line, urgent)
  for (const who of ['係長', '財政', '起案者']) {
    t.same(story.ask(pullUp, as(who)), { ok: false, error: { code: 'nothing_to_pull_up' } }, who)
  }
  t.same(story.ask(pullUp, as('起案者', { holds: ['課長'] })), {
    ok: false,
    error: { code: 'drafter_may_not_approve' },
  })
  t.same(story.ask(pullUp, as('起案者', { holds: ['部長'] })), {
    ok: false,
    error: { code: 'drafter_may_not_decide' },
  })
  const moved = submitted('回:主査 回:係長 回:課長 決:部長', urgent).when(approve, as('主査'))
  t.match(moved.ask(pullUp, as('主査', { holds: ['課長'] })), { error: { code: 'same_person_again' } })
})

test('引上げ does not outrun a 差戻し that waits for the others of its stage', async (t) => {
  const story = submitted('回:係長+回:主査 決:部長', urgent).when(
    { type: 'return', reason: '金額が違う。' },
    as('係長'),
  )
  t.match(story.proposal, { status: 'in_approval' })
  t.match(story.ask(pullUp, as('部長')), { error: { code: 'pull_up_cannot_skip', steps: ['係長'] } })
})

test('引上げ waits for 処理意見 like the decision itself (R-15)', async (t) => {
  const story = submitted('合:財政 回:課長 決:部長', urgent).when(
    { type: 'concur', opinion: 'object', comment: '不可' },
    as('財政'),
  )
  t.same(story.ask(pullUp, as('部長')), {
    ok: false,
    error: { code: 'objection_unanswered', of: ['総務課財政'] },
  })
  const answered = story.when({ type: 'respond', step: 's1', text: '了解を得た。' }, as('起案者'))
  t.equal(answered.when(pullUp, as('部長')).proposal.status, 'in_approval')
})

test('引戻し of an act after 引上げ leaves the 引上げ as it was', async (t) => {
  const pulled = submitted('回:係長 回:課長 決:部長', urgent).when(pullUp, as('課長'))
  const back = pulled.when(approve, as('課長')).when({ type: 'take_back' }, as('課長'))
  t.same(back.proposal, pulled.proposal)
})
