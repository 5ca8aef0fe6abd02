import { test } from 'tap'
import { type Story, as, routeOf, submitted } from '../../testing/approval-world.ts'
import type { Instant, PersonId } from '../ids.ts'
import type { Command } from './commands.ts'

const approve: Command = { type: 'approve' }
const decision: Command = { type: 'decide' }
const line = '回:係長 決:部長'
const recipient = (person: string) => ({ person: person as PersonId, name: person, title: `総務課${person}` })
const circulate = (...people: string[]): Command => ({
  type: 'circulate',
  kind: 'circulate',
  to: people.map(recipient),
})
const number = (kind = '施行'): Command => ({ type: 'give_number', kind, text: `総務${kind}第1号` })

function decided(matter: NonNullable<Parameters<typeof submitted>[1]>['matter'] = {}): Story {
  return submitted(line, { matter }).when(approve, as('係長')).when(decision, as('部長'))
}

test('R-10 no outgoing number before the 決裁, nor after any other end', async (t) => {
  const early = (status: string) => ({ ok: false, error: { code: 'number_before_decision', status } })
  const story = submitted(line)
  t.same(story.ask(number(), as('起案者')), early('in_approval'))
  const withdrawn = story.when({ type: 'withdraw', reason: '中止' }, as('起案者'))
  t.same(withdrawn.ask(number(), as('起案者')), early('withdrawn'))
  const rejected = story.when(approve, as('係長')).when({ type: 'reject', reason: '否' }, as('部長'))
  t.same(rejected.ask(number(), as('起案者')), early('rejected'))
  t.match(decided().when(number(), as('起案者')).proposal, {
    numbers: [{ kind: '施行', text: '総務施行第1号' }],
  })
})

test('R-19 a number is given once of each kind, by the section, and stays', async (t) => {
  const story = decided().when(number(), as('課長'))
  t.same(story.ask(number(), as('起案者')), {
    ok: false,
    error: { code: 'number_given', text: '総務施行第1号' },
  })
  t.match(story.when(number('指令'), as('起案者')).proposal, {
    numbers: [{ kind: '施行' }, { kind: '指令' }],
  })
  t.match(decided().ask(number(), as('部長')), { error: { code: 'not_of_section' } })
})

test('R-11 after the 決裁 only the cover takes additions, each kept with its author [postDecisionEdit=cover_note_only]', async (t) => {
  const note = (text: string): Command => ({ type: 'add_cover_note', text })
  const story = decided().when(note('公布番号 第3号'), as('起案者')).when(note('公布日 5月20日'), as('課長'))
  t.match(story.proposal, {
    coverNotes: [
      { text: '公布番号 第3号', by: { person: '起案者' } },
      { text: '公布日 5月20日', by: { person: '課長' } },
    ],
  })
  t.match(decided().ask(note(' '), as('起案者')), { error: { code: 'text_missing' } })
  t.match(decided().ask(note('x'), as('部長')), { error: { code: 'not_of_section' } })
  t.match(submitted(line).ask(note('x'), as('起案者')), { error: { code: 'wrong_status' } })
  const edit: Command = { type: 'revise', effect: 'minor', changes: [{ kind: 'text', name: '件名' }], to: 'f'.repeat(64) as never, reason: '誤字' } // prettier-ignore
  for (const who of ['起案者', '係長', '部長']) {
    t.match(decided().ask(edit, as(who)), { error: { code: 'wrong_status', status: 'decided' } }, who)
  }
})

test('R-18 併用決裁: each approver ticks that the paper was checked [paperTickOf]', async (t) => {
  const matter = { paper: { reason: '大判図面', what: '平面図 1 枚' } }
  const all = submitted('回:係長 合:財政 審:文書 決:部長', {
    matter,
    policy: { paperTickOf: ['review', 'examine', 'concur', 'decide'] },
  })
  const missing = { ok: false, error: { code: 'paper_not_checked', what: '平面図 1 枚' } }
  const paperChecked = true
  const acts: readonly [Command, string][] = [
    [approve, '係長'],
    [{ type: 'concur', opinion: 'agree' }, '財政'],
    [{ type: 'examine' }, '文書'],
    [decision, '部長'],
  ]
  let story = all
  for (const [command, who] of acts) {
    t.same(story.ask(command, as(who)), missing, who)
    t.same(story.ask({ ...command, paperChecked: false } as Command, as(who)), missing, who)
    story = story.when({ ...command, paperChecked } as Command, as(who))
  }
  t.match(story.proposal, { status: 'decided', marks: acts.map(() => ({ paperChecked: true })) })
  const none = submitted(line, { matter, policy: { paperTickOf: [] } })
  t.equal(none.when(approve, as('係長')).when(decision, as('部長')).proposal.status, 'decided')
})

test('R-18 併用決裁: a step taken along asks for its tick as well (兼務)', async (t) => {
  const story = submitted(line, {
    matter: { paper: { reason: '大判図面', what: '図面' } },
    policy: { paperTickOf: ['review'] },
  })
  t.match(story.ask(decision, as('部長', { holds: ['部長', '係長'] })), {
    error: { code: 'paper_not_checked' },
  })
})

test('R-18 併用決裁: where the paper is goes on the record, and only of a case that has paper', async (t) => {
  const move: Command = { type: 'move_paper', place: '財政課' }
  const story = submitted(line, { matter: { paper: { reason: '大判図面', what: '図面' } } })
  t.match(story.when(move, as('係長')).proposal, {
    paperPlaces: [{ place: '財政課', by: { person: '係長' } }],
  })
  t.match(story.ask({ ...move, place: '' }, as('係長')), { error: { code: 'text_missing' } })
  t.same(submitted(line).ask(move, as('係長')), { ok: false, error: { code: 'no_paper' } })
})

test('R-17 時限秘: releases itself at its instant, not before, and the record says so', async (t) => {
  const secretUntil = '2026-06-01T00:00:00.000Z' as Instant
  const story = submitted(line, { matter: { secrecy: 'timed_secret', secretUntil } })
  const release: Command = { type: 'release_secrecy', reason: '期限の到来' }
  const system = (at: string) => as('system', { at: at as Instant })
  t.same(story.ask(release, system('2026-05-31T23:59:59.999Z')), { ok: false, error: { code: 'not_secret' } })
  const released = story.when(release, system('2026-06-01T00:00:00.000Z'))
  t.match(released.proposal, { secrecyReleasedAt: '2026-06-01T00:00:00.000Z' })
  t.match(released.events.at(-1), {
    type: 'secrecy_released',
    by: { person: 'system' },
    reason: '期限の到来',
  })
  t.same(released.ask(release, system('2026-06-02T00:00:00.000Z')), {
    ok: false,
    error: { code: 'not_secret' },
  })
  const endless = submitted(line, { matter: { secrecy: 'secret' } })
  t.match(endless.ask(release, system('2099-01-01T00:00:00.000Z')), { error: { code: 'not_secret' } })
})

test('R-17 秘 ends before its time by the 主務課, with a reason, and comes back when it is made 秘 anew', async (t) => {
  const secret = { secrecy: 'secret', accessList: ['部長' as PersonId] }
  const story = submitted(line, { matter: secret })
  const release: Command = { type: 'release_secrecy', reason: '公表済み' }
  t.match(story.ask(release, as('部長')), { error: { code: 'not_of_section' } })
  t.match(story.ask({ ...release, reason: ' ' }, as('起案者')), {
    error: { code: 'text_missing' },
  })
  const released = story.when(release, as('起案者'))
  t.equal(released.when(circulate('甲'), as('係長')).proposal.status, 'in_approval')
  const back = released.when({ type: 'return', reason: '直すこと' }, as('係長'))
  const again = (matter: typeof secret & { secretUntil?: Instant }): Story =>
    back.when(
      {
        type: 'resubmit', title: '件名', mode: 'resume', matter: { flags: [], urgent: false, ...matter },
        route: routeOf(line),
      }, // prettier-ignore
      as('起案者'),
    )
  t.equal(again(secret).when(circulate('甲'), as('係長')).proposal.status, 'in_approval', 'nothing new')
  const anew = again({ ...secret, secretUntil: '2027-01-01T00:00:00.000Z' as Instant })
  t.match(anew.ask(circulate('甲'), as('係長')), { error: { code: 'secret_not_listed' } })
})

test('R-16 a 秘 matter is shown to and asked of those on its list only', async (t) => {
  const story = submitted(line, { matter: { secrecy: 'secret', accessList: ['甲' as PersonId] } })
  t.same(story.ask(circulate('甲', '乙'), as('係長')), {
    ok: false,
    error: { code: 'secret_not_listed', names: ['乙'] },
  })
  t.match(story.ask({ type: 'ask', to: recipient('乙'), text: '相談' }, as('係長')), {
    error: { code: 'secret_not_listed', names: ['乙'] },
  })
  t.match(story.when(circulate('甲'), as('係長')).proposal, { showings: [{ person: '甲' }] })
  t.match(story.when({ type: 'ask', to: recipient('起案者'), text: '相談' }, as('係長')).proposal, {
    questions: [{ to: '起案者' }],
  })
})

test('供覧・回覧: to people, seen once by each, and never a way back', async (t) => {
  const story = submitted(line).when({ ...circulate('甲', '乙'), note: '参考' } as Command, as('係長'))
  t.same(story.ask(circulate('甲'), as('係長')), { ok: false, error: { code: 'nobody_named' } })
  const seen = story.when({ type: 'acknowledge', comment: '了' }, as('甲'))
  t.match(seen.proposal, {
    showings: [{ person: '甲', note: '参考', seen: { comment: '了' } }, { person: '乙' }],
  })
  t.same(seen.ask({ type: 'acknowledge' }, as('甲')), { ok: false, error: { code: 'not_shown_to_you' } })
  t.match(seen.ask({ type: 'return', reason: '直すこと' }, as('乙')), { error: { code: 'not_your_turn' } })
  t.match(decided().when(circulate('甲'), as('起案者')).proposal, {
    status: 'decided',
    showings: [{ person: '甲' }],
  })
})

test('相談: asked of somebody else, answered by that one, once', async (t) => {
  const ask = (to: string, text = '前例は?'): Command => ({ type: 'ask', to: recipient(to), text })
  const story = submitted(line).when(ask('甲'), as('係長'))
  t.same(submitted(line).ask(ask('係長'), as('係長')), { ok: false, error: { code: 'nobody_named' } })
  t.match(submitted(line).ask(ask('甲', ' '), as('係長')), { error: { code: 'text_missing' } })
  const answer: Command = { type: 'answer', text: 'あります。' }
  t.same(story.ask(answer, as('乙')), { ok: false, error: { code: 'no_question_to_you' } })
  t.match(story.ask({ ...answer, text: '' }, as('甲')), { error: { code: 'text_missing' } })
  const answered = story.when(answer, as('甲'))
  t.match(answered.proposal, { questions: [{ answer: { text: 'あります。' } }], turn: 0 })
  t.match(answered.ask(answer, as('甲')), { error: { code: 'no_question_to_you' } })
})

test('至急・期限: set and lifted by the 主務課 with a reason, and never changes who decides', async (t) => {
  const urge = (urgent: boolean, reason = '災害'): Command => ({ type: 'set_urgency', urgent, reason })
  const story = submitted(line)
  const before = story.proposal
  const after = story.when({ ...urge(true), dueOn: '2026-05-12' } as Command, as('起案者')).proposal
  t.match(after, { matter: { urgent: true, dueOn: '2026-05-12' } })
  t.same(after.status === 'in_approval' && after.route, before.status === 'in_approval' && before.route)
  t.match(story.ask(urge(true), as('部長')), { error: { code: 'not_of_section' } })
  t.match(story.ask(urge(false), as('起案者')), { error: { code: 'nothing_changed' } })
  t.match(story.ask(urge(true, ''), as('起案者')), { error: { code: 'reason_missing' } })
})

test('持回り: 説明済 is noted by the 主務課, and seals nothing', async (t) => {
  const story = submitted(line).when({ type: 'explain', to: '部長' }, as('起案者'))
  t.match(story.proposal, { explained: [{ to: '部長' }], marks: { length: 0 }, turn: 0 })
  t.match(story.ask({ type: 'explain', to: ' ' }, as('起案者')), { error: { code: 'text_missing' } })
  t.match(story.ask({ type: 'explain', to: '部長' }, as('部長')), { error: { code: 'not_of_section' } })
})

test('R-23 every act beside the route binds to what was shown as well', async (t) => {
  const stale = { shownManifest: 'b'.repeat(64) as never }
  const story = submitted(line, { matter: { paper: { reason: '図面', what: '図面' } } })
  for (const command of [
    { type: 'comment', text: '一言' },
    circulate('甲'),
    { type: 'explain', to: '部長' },
    { type: 'move_paper', place: '窓口' },
    { type: 'set_urgency', urgent: true, reason: '急' },
    { type: 'abandon', reason: '中止' },
  ] satisfies Command[]) {
    t.match(story.ask(command, as('起案者', stale)), { error: { code: 'manifest_changed' } }, command.type)
  }
})
