import { test } from 'tap'
import { type Story, as, capacityOf, postOf, submitted } from '../../testing/approval-world.ts'
import type { World } from '../../testing/approval-world.ts'
import type { ActingClaim, Command } from './commands.ts'

const approve: Command = { type: 'approve' }
const object: Command = { type: 'concur', opinion: 'object', comment: '財源がない。' }

/** 部長 is away; 次長 comes first in the order, 課長 next. */
const away: World = { absent: { 部長: '出張' }, standIns: { 部長: ['次長', '課長'] } }

function decideFor(claim: ActingClaim = {}): Command {
  return { type: 'decide', acting: claim }
}

function atDecider(
  circumstances: Parameters<typeof submitted>[1] = {},
  world: World = away,
): { readonly story: Story; readonly world: World } {
  return { story: submitted('回:係長 決:部長', circumstances).when(approve, as('係長')), world }
}

test('R-12 代決: the first in the order who is there decides for the absent holder, and it says so', async (t) => {
  const { story, world } = atDecider()
  const decided = story.when(decideFor(), as('次長', { world }))
  t.match(decided.proposal, {
    status: 'decided',
    decision: {
      by: { person: '次長', capacity: { post: postOf('次長') } },
      actingFor: { post: postOf('部長'), person: '部長', name: '部長', title: '総務課部長', absence: '出張' },
    },
  })
})

test('R-12 代決 opens a 後閲 of the absent decider [postReviewRequired=always]', async (t) => {
  const { story, world } = atDecider()
  const { proposal } = story.when(decideFor({ postReview: false }), as('次長', { world }))
  t.match(proposal, { postReviews: [{ cause: 'acting', post: postOf('部長') }] })
})

test('R-12 代決: the acting one says whether 後閲 is needed [postReviewRequired=when_deemed_necessary]', async (t) => {
  const { story, world } = atDecider({ policy: { postReviewRequired: 'when_deemed_necessary' } })
  const quiet = story.when(decideFor(), as('次長', { world })).proposal
  t.same(quiet.status === 'decided' && quiet.postReviews, [])
  t.match(story.when(decideFor({ postReview: true }), as('次長', { world })).proposal, {
    postReviews: [{ cause: 'acting', post: postOf('部長') }],
  })
})

test('R-12 代決 needs an absence: registered, or stated in words that can be read', async (t) => {
  const present: World = { standIns: { 部長: ['次長'] } }
  const { story } = atDecider({}, present)
  for (const absence of [undefined, '', ' \u3000']) {
    t.same(story.ask(decideFor(absence === undefined ? {} : { absence }), as('次長', { world: present })), {
      ok: false,
      error: { code: 'acting_holder_present', postName: '部長', holder: '部長' },
    })
  }
  const stated = story.when(decideFor({ absence: '議会対応中' }), as('次長', { world: present }))
  t.match(stated.proposal, { decision: { actingFor: { absence: '議会対応中' } } })
})

test('R-12 代決: one of two holders who is there leaves nothing to stand in for', async (t) => {
  const world: World = { ...away, holders: { 部長: ['部長', '部長心得'] } }
  const { story } = atDecider({}, world)
  t.match(story.ask(decideFor(), as('次長', { world })), { error: { code: 'acting_holder_present' } })
})

test('R-12 代決 goes by the order: nobody outside it, nobody before his turn', async (t) => {
  const { story, world } = atDecider()
  t.same(story.ask(decideFor(), as('課長', { world })), {
    ok: false,
    error: { code: 'acting_other_first', postName: '部長', first: '次長' },
  })
  t.same(story.ask(decideFor(), as('係長', { world })), {
    ok: false,
    error: { code: 'acting_not_in_order', postName: '部長', order: ['次長', '課長'] },
  })
  const both: World = { ...away, absent: { 部長: '出張', 次長: '休暇' } }
  t.equal(story.when(decideFor(), as('課長', { world: both })).proposal.status, 'decided')
  const vacantPlace: World = { ...away, holders: { 次長: [] } }
  t.equal(story.when(decideFor(), as('課長', { world: vacantPlace })).proposal.status, 'decided')
})

test('R-12 代決 is for a filled post: a vacant one needs 事務取扱 or 職務代理', async (t) => {
  const world: World = { ...away, holders: { 部長: [] } }
  const { story } = atDecider({}, world)
  t.same(story.ask(decideFor({ absence: '欠員' }), as('次長', { world })), {
    ok: false,
    error: { code: 'acting_post_vacant', postName: '部長' },
  })
})

test('職務代理: the 職務代理者 decides in full authority, and nobody owes a 後閲', async (t) => {
  const { story } = atDecider({}, {})
  const world: World = { ...away, holders: { 部長: ['次長'] } }
  const capacities = [capacityOf('次長'), capacityOf('部長', 'proxy')]
  const { proposal } = story.when({ type: 'decide' }, as('次長', { world, capacities }))
  t.match(proposal, {
    status: 'decided',
    decision: {
      by: { person: '次長', capacity: { post: postOf('部長'), kind: 'proxy' } },
      actingFor: undefined,
    },
    postReviews: { length: 0 },
  })
})

test('R-12 代決: nobody stands in for a 職 that he or she lost meanwhile', async (t) => {
  const { story, world } = atDecider()
  t.match(story.ask(decideFor(), as('次長', { world, holds: ['主査'] })), {
    error: { code: 'acting_not_in_order' },
  })
})

test('R-12 代決の制限: 重要・異例・先例 wait for the holder', async (t) => {
  for (const flag of ['重要', '異例', '先例']) {
    const { story, world } = atDecider({ matter: { flags: [flag, '議会'] } })
    t.same(story.ask(decideFor(), as('次長', { world })), {
      ok: false,
      error: { code: 'acting_reserved', flags: [flag] },
    })
  }
})

test('R-12 代決の制限: the body names the flags [actingForbiddenFlags]', async (t) => {
  const { story, world } = atDecider({
    matter: { flags: ['重要', '議会'] },
    policy: { actingForbiddenFlags: ['議会'] },
  })
  t.same(story.ask(decideFor(), as('次長', { world })), {
    ok: false,
    error: { code: 'acting_reserved', flags: ['議会'] },
  })
})

test('R-12 代決の制限: 合議が調わない事項 waits, also when the objection was answered', async (t) => {
  const story = submitted('合:財政 決:部長')
    .when(object, as('財政'))
    .when({ type: 'respond', step: 's1', text: '予備費で対応する。' }, as('起案者'))
  t.same(story.ask(decideFor(), as('次長', { world: away })), {
    ok: false,
    error: { code: 'acting_reserved', flags: ['合議不調'] },
  })
})

test('R-12 代決の制限: 事前の指示 or 緊急 with a reason, as the body allows, is recorded [actingExceptions]', async (t) => {
  const important = { matter: { flags: ['重要'] } }
  const claim = (kind: 'prior_instruction' | 'emergency', reason = '災害対応'): Command =>
    decideFor({ exception: { kind, reason } })
  for (const kind of ['prior_instruction', 'emergency'] as const) {
    const both = atDecider(important).story.when(claim(kind), as('次長', { world: away }))
    t.match(both.proposal, { decision: { actingFor: { exception: { kind, reason: '災害対応' } } } })
    const none = atDecider({ ...important, policy: { actingExceptions: [] } }).story
    t.match(none.ask(claim(kind), as('次長', { world: away })), { error: { code: 'acting_reserved' } })
    const only = atDecider({ ...important, policy: { actingExceptions: [kind] } }).story
    t.equal(only.when(claim(kind), as('次長', { world: away })).proposal.status, 'decided')
  }
  t.match(atDecider(important).story.ask(claim('emergency', ' '), as('次長', { world: away })), {
    error: { code: 'acting_reserved' },
  })
  const plain = atDecider().story.when(claim('emergency'), as('次長', { world: away })).proposal
  t.notHas(plain.status === 'decided' ? plain.decision.actingFor : undefined, { exception: {} })
})

test('R-12 代決 is for the decider only [actingAppliesTo=decider_only]', async (t) => {
  const world: World = { absent: { 財政: '休暇' }, standIns: { 財政: ['財政補佐'] } }
  const story = submitted('合:財政 決:部長')
  t.same(story.ask({ type: 'concur', opinion: 'agree', acting: {} }, as('財政補佐', { world })), {
    ok: false,
    error: { code: 'acting_not_for_this_role', postName: '財政', role: 'concur' },
  })
})

test('R-12 代決 also of a 合議先, of several the one who is absent [actingAppliesTo=decider_and_concur]', async (t) => {
  const world: World = { absent: { 人事: '休暇' }, standIns: { 財政: ['財政補佐'], 人事: ['人事補佐'] } }
  const policy = { actingAppliesTo: 'decider_and_concur' } as const
  const story = submitted('合:財政+合:人事 決:部長', { policy })
  const concurFor: Command = { type: 'concur', opinion: 'agree', acting: {} }
  t.match(story.ask(concurFor, as('財政補佐', { world })), {
    error: { code: 'acting_holder_present', postName: '財政' },
  })
  const done = story.when(concurFor, as('人事補佐', { world }))
  t.match(done.proposal, {
    marks: [{ step: 's2', actingFor: { post: postOf('人事') } }],
    postReviews: [{ cause: 'acting', post: postOf('人事') }],
  })
  t.match(done.ask(concurFor, as('人事補佐', { world })), { ok: false })
})

test('R-12 後閲 of an objection given on behalf stays when its holder is heard, whoever takes back an act since', async (t) => {
  const world: World = { absent: { 人事: '休暇' }, standIns: { 人事: ['人事補佐'] } }
  const at = (minute: string) => ({ at: `2026-05-11T02:${minute}:00.000Z` as never })
  const policy = { actingAppliesTo: 'decider_and_concur', concurObjection: 'blocking' } as const
  const heard = submitted('合:人事 合:財政 決:部長', { policy })
    .when({ ...object, acting: {} }, as('人事補佐', { world, ...at('01') }))
    .when({ type: 'respond', step: 's1', text: '財源は確保した。' }, as('起案者', at('02')))
    .when({ type: 'concur', opinion: 'agree' }, as('人事', at('03')))
  t.match(heard.proposal, { postReviews: [{ cause: 'acting', post: postOf('人事') }] })
  const back = heard
    .when({ type: 'concur', opinion: 'agree' }, as('財政', at('04')))
    .when({ type: 'take_back' }, as('財政', at('05')))
  t.same(back.proposal, heard.proposal)
})

test('R-12 引戻し of a 代決 takes its 後閲 with it, and a second one leaves one only', async (t) => {
  const world: World = { absent: { 人事: '休暇' }, standIns: { 人事: ['人事補佐'] } }
  const story = submitted('合:財政+合:人事 決:部長', { policy: { actingAppliesTo: 'decider_and_concur' } })
  const concurFor: Command = { type: 'concur', opinion: 'agree', acting: {} }
  const back = story
    .when(concurFor, as('人事補佐', { world }))
    .when({ type: 'take_back' }, as('人事補佐', { world }))
  t.match(back.proposal, { marks: { length: 0 }, postReviews: { length: 0 } })
  const again = back.when(concurFor, as('人事補佐', { world })).proposal
  t.equal(again.status === 'in_approval' && again.postReviews.length, 1)
})

test('R-12 代決: the drafter is never the one who stands in', async (t) => {
  const world: World = { absent: { 部長: '出張' }, standIns: { 部長: ['起案者'] } }
  const { story } = atDecider({}, world)
  t.same(story.ask(decideFor(), as('起案者', { world })), {
    ok: false,
    error: { code: 'drafter_may_not_decide' },
  })
})

test('R-12 代決 waits for its turn, for the text shown, and for a 保留 of the holder', async (t) => {
  const world = away
  t.match(submitted('回:係長 決:部長').ask(decideFor(), as('次長', { world })), {
    error: { code: 'not_your_turn' },
  })
  const { story } = atDecider()
  const other = { shownManifest: 'b'.repeat(64) as never }
  t.match(story.ask(decideFor(), as('次長', { world, ...other })), { error: { code: 'manifest_changed' } })
  const held = story.when({ type: 'hold', reason: '確認中' }, as('部長'))
  const there = { standIns: { 部長: ['次長'] } }
  t.match(held.ask(decideFor({ absence: '会議中' }), as('次長', { world: there })), {
    error: { code: 'held' },
  })
})

test('代決: 不在の決裁者 gets 後閲, which is paid by whoever holds the 職 that day', async (t) => {
  const { story, world } = atDecider()
  const decided = story.when(decideFor(), as('次長', { world }))
  t.same(decided.ask({ type: 'post_review' }, as('次長')), { ok: false, error: { code: 'no_post_review' } })
  const viewed = decided.when({ type: 'post_review', comment: '了' }, as('新部長', { holds: ['部長'] }))
  t.match(viewed.proposal, { postReviews: [{ done: { by: { person: '新部長' }, comment: '了' } }] })
})

test('R-13 後閲 changes nothing of the decision, whatever is said, and is done once', async (t) => {
  const { story, world } = atDecider()
  const decided = story.when(decideFor(), as('次長', { world }))
  const viewed = decided.when({ type: 'post_review', comment: '賛成しかねる。' }, as('部長'))
  const of = (one: Story) => {
    const { proposal } = one
    if (proposal.status !== 'decided') throw new Error(proposal.status)
    const { postReviews: _reviews, ...rest } = proposal
    return rest
  }
  t.same(of(viewed), of(decided))
  t.same(viewed.ask({ type: 'post_review' }, as('部長')), { ok: false, error: { code: 'no_post_review' } })
  for (const command of [
    { type: 'return', reason: '直されたい' },
    { type: 'reject', reason: '否' },
    { type: 'decide' },
    { type: 'take_back' },
  ] satisfies Command[]) {
    t.match(viewed.ask(command, as('部長')), { error: { code: 'wrong_status' } }, command.type)
  }
})

test('R-12 代決: whoever is away himself stands in for nobody, and the next in the order does', async (t) => {
  const world = {
    absent: { 部長: '出張', 次長: '休暇' },
    standIns: { 部長: ['次長', '課長'] },
  }
  const story = submitted('決:部長', {}, { world })
  t.same(story.ask({ type: 'decide', acting: {} }, as('次長', { world })), {
    ok: false,
    error: { code: 'acting_self_absent', postName: '部長' },
  })
  t.equal(story.ask({ type: 'decide', acting: {} }, as('課長', { world })).ok, true)
})

test('R-12 代決: 保留 of a holder who is away binds nobody', async (t) => {
  const standIns = { 部長: ['次長'] }
  const story = submitted('決:部長').when({ type: 'hold', reason: '検討' }, as('部長'))
  const away = { absent: { 部長: '入院' }, standIns }
  t.equal(story.ask({ type: 'decide', acting: {} }, as('次長', { world: away })).ok, true)
})
