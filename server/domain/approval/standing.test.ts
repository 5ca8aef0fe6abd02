import { test } from 'tap'
import { as, postOf, routeOf, submitted } from '../../testing/approval-world.ts'
import { again, agree, approve, changed, giveBack, line, marked } from '../../testing/returned-case.ts'
import type { Command } from './commands.ts'
import { noticesOf } from './notices.ts'
import { stepsOf, stepsWaitingNow } from './progress.ts'

test('差戻し、軽微な変更で合議先が増える: 増えた先だけに聞き、ほかの同意は有効のまま', async (t) => {
  const wide = '回:係長 合:財政+合:人事 決:部長'
  const story = submitted(wide)
    .when(approve, as('係長'))
    .when(agree, as('財政'))
    .when(agree, as('人事'))
    .when(giveBack, as('部長'))
    .when(
      again({ effect: 'minor' }, '回:係長 合:財政+合:文書+合:人事 決:部長'),
      as('起案者', { currentManifest: changed }),
    )
  t.same(marked(story), ['s1', 's2', 's3'])
  t.same(
    stepsWaitingNow(story.proposal).map((it) => it.postName),
    ['文書'],
  )
  const now = { currentManifest: changed }
  t.equal(
    story.when(agree, as('文書', now)).when({ type: 'decide' }, as('部長', now)).proposal.status,
    'decided',
  )
})

test('金額変更で審査が入る: 審査だけに聞き、同意も処理意見も有効のまま、済んだ段は飛ばして進む', async (t) => {
  const story = submitted('回:係長 合:財政 決:部長')
    .when(approve, as('係長'))
    .when({ type: 'concur', opinion: 'object', comment: '不可' }, as('財政'))
    .when({ type: 'respond', step: 's2', text: '減額する。' }, as('起案者'))
    .when(giveBack, as('部長'))
    .when(
      again({ effect: 'minor' }, '回:係長 審:文書 合:財政 回:部長 決:知事'),
      as('起案者', { currentManifest: changed }),
    )
  t.match(story.proposal, { turn: 1, responses: [{ step: 's2' }] })
  t.same(marked(story), ['s1', 's2'])
  const now = { currentManifest: changed }
  const examined = story.when({ type: 'examine' }, as('文書', now))
  t.match(examined.proposal, { turn: 3 }, 'the consent is not asked for again')
  t.match(examined.ask({ type: 'decide' }, as('部長', now)), { error: { code: 'wrong_role' } })
})

test('差戻し: a seal is one of a post in a role, wherever its step comes, and as often as it is asked', async (t) => {
  const story = submitted('回:係長 合:財政 回:課長 決:部長')
    .when(approve, as('係長'))
    .when(agree, as('財政'))
    .when(giveBack, as('課長'))
  const route = (text: string) => story.when(again({}, text), as('起案者'))
  t.same(marked(route('合:財政 回:係長 回:課長 決:部長')), ['s1', 's2'], 'in another order')
  t.same(marked(route('合:係長 回:財政 決:部長')), [], 'in another role')
  const twice = route('回:係長 回:課長 回:係長 決:部長')
  t.same(marked(twice), ['s1'], 'asked twice, sealed once')
  const ids = twice.proposal.status === 'draft' ? [] : stepsOf(twice.proposal.route).map((it) => it.id)
  t.same(ids, ['s1', 's3', 's5', 's4'])
  t.match(twice.when(approve, as('課長')).ask(approve, as('係長')), { ok: true })
})

test('R-18 紙の資料が加わった再提出: 紙を見ていない承認は聞き直し、合議は有効のまま', async (t) => {
  const matter = { flags: [], urgent: false, secrecy: 'none', accessList: [] }
  const paper = { reason: '縮小できない', what: '図面' }
  const onPaper = (before: typeof paper | undefined, after: typeof paper): readonly string[] => {
    const tick = before === undefined ? {} : { paperChecked: true }
    return marked(
      submitted(line, { matter: before === undefined ? {} : { paper: before } })
        .when({ ...approve, ...tick }, as('係長'))
        .when(agree, as('財政'))
        .when(giveBack, as('課長'))
        .when(
          again({ effect: 'minor', matter: { ...matter, paper: after } }),
          as('起案者', { currentManifest: changed }),
        ),
    )
  }
  t.same(onPaper(undefined, paper), ['s2'])
  t.same(onPaper(paper, paper), ['s1', 's2'], 'the same paper was ticked')
  t.same(onPaper(paper, { ...paper, what: '図面と模型' }), ['s2'], 'another paper was not')
})

test('起案時指定の後閲 ends where the post is asked after all', async (t) => {
  const later = routeOf('-回:次長 回:課長 決:部長')
  const route = {
    ...later,
    stages: later.stages.map((stage) => ({
      steps: stage.steps.map((it) =>
        it.skipped === undefined ? it : { ...it, skipped: { reason: 'post_review' as const, why: '出張' } },
      ),
    })),
  }
  const story = submitted(route).when(giveBack, as('課長'))
  t.match(story.proposal, { postReviews: [{ cause: 'designated', post: postOf('次長') }] })
  t.match(story.when(again({}, '回:次長 回:課長 決:部長'), as('起案者')).proposal, {
    postReviews: { length: 0 },
  })
  const same = story.when({ ...again({}), route }, as('起案者'))
  t.match(same.proposal, { postReviews: { length: 1, 0: { id: 'k1', cause: 'designated' } } })
})

test('承認者が添付を直接編集: 軽微かどうかは、編集者より後の回議者か決裁権者が判断し、差戻しを経ても残る', async (t) => {
  const edit: Command = {
    type: 'revise',
    effect: 'minor',
    changes: [{ kind: 'file', name: '要綱.docx' }],
    to: changed,
    reason: '誤字',
  }
  const now = { currentManifest: changed }
  const judge: Command = { type: 'judge_edit', reason: '相手方が変わる。' }
  const edited = submitted('回:係長 合:財政 審:文書 回:課長 決:部長')
    .when(edit, as('係長'))
    .when(approve, as('係長', now))
  t.match(
    edited.ask(judge, as('財政', now)),
    { error: { code: 'no_edit_to_judge' } },
    '合議先 is no line manager',
  )
  const beside = edited.when(agree, as('財政', now)).when({ type: 'examine' }, as('文書', now))
  t.notHas(beside.proposal, { edits: [{ confirmedBy: {} }] })
  const resumed = beside
    .when(giveBack, as('課長', now))
    .when({ ...again({}), route: routeOf('回:係長 合:財政 審:文書 回:課長 決:部長') }, as('起案者', now))
  t.match(resumed.proposal, { edits: [{ by: { person: '係長' } }] })
  t.match(resumed.when(judge, as('課長', now)).proposal, { turn: 0, edits: [{ effect: 'major' }] })
  t.match(resumed.when(approve, as('課長', now)).proposal, { edits: [{ confirmedBy: { person: '課長' } }] })
  t.match(
    resumed.when({ type: 'take_back' }, as('起案者', now)).proposal,
    { status: 'returned' },
    'an old edit binds no 引戻し',
  )
})

test('承認者が添付を直接編集: 決裁権者の軽微な編集は知らせて記録し、決裁は新しい版にある', async (t) => {
  const edit: Command = {
    type: 'revise',
    effect: 'minor',
    changes: [{ kind: 'file', name: '要綱.docx' }],
    to: changed,
    reason: '誤字',
  }
  const story = submitted('回:係長 決:部長').when(approve, as('係長')).when(edit, as('部長'))
  const done = story.when({ type: 'decide' }, as('部長', { currentManifest: changed }))
  t.match(done.proposal, {
    status: 'decided',
    decision: { manifestSha256: changed },
    edits: [{ by: { person: '部長' }, effect: 'minor' }],
  })
  const told = noticesOf(story.proposal, story.events.at(-1)!, story.proposal, story.events)
  t.ok(told.some((it) => 'person' in it && it.person === '係長' && it.kind === 'changed'))
  const heavy = submitted('回:係長 決:部長')
    .when(approve, as('係長'))
    .when({ ...edit, effect: 'major' }, as('部長'))
  t.match(
    heavy.proposal,
    { turn: 0, marks: { length: 0 } },
    '重要 asks everybody again, and the decider last',
  )
})
