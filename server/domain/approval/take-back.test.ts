import { test } from 'tap'
import { as, postOf, resubmitOn, routeOf, submitted } from '../../testing/approval-world.ts'
import type { Instant, Sha256 } from '../ids.ts'
import type { Command } from './commands.ts'

const approve: Command = { type: 'approve' }
const agree: Command = { type: 'concur', opinion: 'agree' }
const takeBack: Command = { type: 'take_back' }
const line = '回:係長 回:課長 決:部長'
const changed = 'b'.repeat(64) as Sha256
const urgentMatter = { flags: [], urgent: true, secrecy: 'none', accessList: [] }
const at = (minute: number) => `2026-05-11T01:2${minute}:00.000Z` as Instant
const edit: Command = {
  type: 'revise',
  effect: 'minor',
  changes: [{ kind: 'text', name: '件名' }],
  to: changed,
  reason: '誤字',
}

test('承認者の引戻し: 本人の行為だけが取り消され、次の人の手元から消える [takeBackWindow=until_next_acts]', async (t) => {
  const before = submitted('回:係長 合:財政+合:人事 決:部長').when(approve, as('係長'))
  const one = before.when(agree, as('財政'))
  const both = one.when(agree, as('人事'))
  t.match(both.proposal, { turn: 2 })
  t.same(both.when(takeBack, as('人事')).proposal, one.proposal)
  t.match(both.when(takeBack, as('財政')).proposal, { turn: 1, marks: [{ step: 's1' }, { step: 's3' }] })
  t.match(one.ask(takeBack, as('係長')), { error: { code: 'next_has_acted', by: '総務課財政' } })
  const opened = as('係長', { openedBy: '総務課課長 課長' })
  t.match(before.when(takeBack, opened).proposal, { turn: 0, marks: { length: 0 } }, 'opening is not acting')
})

test('引戻し only until the next one opens it, where the body says so [takeBackWindow=until_next_opens]', async (t) => {
  const policy = { takeBackWindow: 'until_next_opens' } as const
  const story = submitted(line, { policy })
  const opened = { openedBy: '総務課課長 課長' }
  const closed = { ok: false, error: { code: 'next_has_opened', by: '総務課課長 課長' } }
  t.same(story.ask(takeBack, as('起案者', opened)), closed)
  t.equal(story.when(takeBack, as('起案者')).proposal.status, 'returned')
  const approved = story.when(approve, as('係長'))
  t.same(approved.ask(takeBack, as('係長', opened)), closed)
  t.match(approved.when(takeBack, as('係長')).proposal, { marks: { length: 0 } })
  const back = approved.when({ type: 'return', reason: '直されたい。' }, as('課長'))
  t.same(back.ask(takeBack, as('課長', opened)), closed)
  t.equal(back.when(takeBack, as('課長')).proposal.status, 'in_approval')
})

test('引戻し: a correction by the next one is an act too', async (t) => {
  const now = { currentManifest: changed }
  t.match(submitted(line).when(edit, as('係長')).ask(takeBack, as('起案者', now)), {
    error: { code: 'next_has_acted', by: '総務課係長' },
  })
  t.match(
    submitted(line)
      .when(approve, as('係長'))
      .when(edit, as('課長', { at: '2026-05-11T03:00:00.000Z' as never }))
      .ask(takeBack, as('係長', now)),
    {
      error: { code: 'next_has_acted', by: '総務課課長' },
    },
  )
})

test('引戻し: 処理意見 on an objection, or 引上げ over the next, is an act too', async (t) => {
  const objected = submitted('合:財政 回:課長 決:部長')
    .when({ type: 'concur', opinion: 'object', comment: '不可' }, as('財政'))
    .when({ type: 'respond', step: 's1', text: '対応済み' }, as('起案者'))
  t.match(objected.ask(takeBack, as('財政')), { error: { code: 'next_has_acted', by: '総務課起案者' } })
  const pulled = submitted('回:主査 回:係長 回:課長 決:部長', { matter: { urgent: true } })
  const pullUp: Command = { type: 'pull_up', reason: '急施' }
  t.match(pulled.when(pullUp, as('課長')).ask(takeBack, as('起案者')), {
    error: { code: 'next_has_acted', by: '課長' },
  })
  t.match(pulled.when(approve, as('主査')).when(pullUp, as('課長')).ask(takeBack, as('主査')), {
    error: { code: 'next_has_acted', by: '課長' },
  })
})

test('引戻し of an act for two posts asks both again (兼務)', async (t) => {
  const story = submitted(line).when(approve, as('係長', { holds: ['係長', '課長'] }))
  t.match(story.proposal, { turn: 2, marks: [{ step: 's2', by: { alsoAs: [{ post: postOf('係長') }] } }] })
  t.match(story.when(takeBack, as('係長', { holds: ['係長', '課長'] })).proposal, {
    turn: 0,
    marks: { length: 0 },
    passed: { length: 0 },
  })
})

test('引戻し: whom an absence let pass after the act is asked again, and his 後閲 goes', async (t) => {
  const world = { absent: { 課長: '休暇' } }
  const story = submitted('回:係長 回:課長 決:部長').when(approve, as('係長', { world }))
  t.match(story.proposal, {
    turn: 2,
    passed: [{ step: 's2', cause: 'absence' }],
    postReviews: [{ cause: 'absence' }],
  })
  t.match(story.when(takeBack, as('係長')).proposal, {
    turn: 0,
    passed: { length: 0 },
    postReviews: { length: 0 },
  })
})

test('引戻し: nothing to take back for who did nothing, or lost the post, or acts for another', async (t) => {
  const story = submitted(line).when(approve, as('係長'))
  for (const acting of [as('課長'), as('財政'), as('係長', { holds: ['主査'] })]) {
    t.same(story.ask(takeBack, acting), { ok: false, error: { code: 'nothing_to_take_back' } })
  }
  t.match(story.when(takeBack, as('係長')).when(takeBack, as('起案者')).ask(takeBack, as('起案者')), {
    error: { code: 'nothing_to_take_back' },
  })
})

test('引戻し: what was settled by a resubmission stays', async (t) => {
  const story = submitted(line)
    .when(approve, as('係長'))
    .when({ type: 'return', reason: '直されたい。' }, as('課長'))
    .when(resubmitOn(routeOf(line)), as('起案者'))
  t.match(story.ask(takeBack, as('係長')), { error: { code: 'next_has_acted', by: '総務課起案者' } })
})

test('引戻し: a 差戻し to an earlier step is an act, although it takes the seals away', async (t) => {
  const sent = submitted('回:係長 回:課長 決:部長')
    .when(approve, as('係長', { at: at(1) }))
    .when({ type: 'return', reason: '直されたい。', to: 's1' }, as('課長', { at: at(2) }))
  t.match(sent.proposal, { marks: { length: 0 } })
  t.same(sent.ask(takeBack, as('起案者', { at: at(3) })), {
    ok: false,
    error: { code: 'next_has_acted', by: '総務課課長' },
  })
  const undone = sent.when(takeBack, as('課長', { at: at(3) })).when(takeBack, as('係長', { at: at(4) }))
  t.equal(undone.when(takeBack, as('起案者', { at: at(5) })).proposal.status, 'returned')
})

test('引戻し: a 引上げ from before a resubmission does not bind it, one after it does', async (t) => {
  const pullUp: Command = { type: 'pull_up', reason: '急施' }
  const again = submitted('回:係長 回:課長 回:次長 決:部長', { matter: { urgent: true } })
    .when(pullUp, as('課長', { at: at(1) }))
    .when({ type: 'return', reason: '直されたい。' }, as('課長', { at: at(2) }))
    .when(
      resubmitOn(routeOf('回:係長 回:課長 回:次長 決:部長'), { matter: urgentMatter }),
      as('起案者', { at: at(3) }),
    )
  t.match(again.proposal, { turn: 1, passed: [{ step: 's1', cause: 'pull_up' }] })
  t.equal(again.when(takeBack, as('起案者', { at: at(4) })).proposal.status, 'returned')
  t.match(again.when(pullUp, as('次長', { at: at(4) })).ask(takeBack, as('起案者', { at: at(5) })), {
    error: { code: 'next_has_acted', by: '次長' },
  })
})

test('引戻し: whom an absence had let pass before the act stays passed', async (t) => {
  const at = (time: string) => ({ at: `2026-05-11T0${time}:00.000Z` as never })
  const world = { absent: { 課長: '休暇' } }
  const story = submitted('回:係長 回:課長 回:次長 決:部長')
    .when(approve, as('係長', { world, ...at('2:00') }))
    .when({ type: 'return', reason: '直されたい。', to: 's1' }, as('次長', at('3:00')))
  const again = story.when(approve, as('係長', at('4:00')))
  t.match(again.when(takeBack, as('係長', at('5:00'))).proposal, {
    turn: 0,
    passed: [{ step: 's2', cause: 'absence' }],
    postReviews: [{ cause: 'absence' }],
  })
})

test('承認者の引戻し: 引戻しで戻った異議も、次の人の行為である', async (t) => {
  const object: Command = { type: 'concur', opinion: 'object', comment: '財源がない。' }
  const story = submitted('回:係長 合:財政 決:部長', { policy: { concurObjection: 'blocking' } })
    .when(approve, as('係長', { at: at(1) }))
    .when(object, as('財政', { at: at(2) }))
    .when({ type: 'respond', step: 's2', text: '補正で措置する。' }, as('起案者', { at: at(3) }))
    .when(object, as('財政', { at: at(4) }))
    .when(takeBack, as('財政', { at: at(5) }))
  t.match(story.ask(takeBack, as('係長', { at: at(6) })), { error: { code: 'next_has_acted' } })
})
