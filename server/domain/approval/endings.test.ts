import { test } from 'tap'
import {
  type Story,
  type World,
  as,
  draft,
  resubmitOn,
  routeOf,
  submitted,
} from '../../testing/approval-world.ts'
import type { Command, CommandType } from './commands.ts'
import { decide } from './decide.ts'
import { openTasks } from './open-tasks.ts'
import { possibilities } from './allowed.ts'

const approve: Command = { type: 'approve' }
const decision: Command = { type: 'decide' }
const abandon: Command = { type: 'abandon', reason: '事業の廃止' }
const withdraw: Command = { type: 'withdraw', reason: '事業中止' }
const line = '回:係長 合:財政 決:部長'

function onItsWay(): Story {
  return submitted(line).when(approve, as('係長')).when({ type: 'concur', opinion: 'agree' }, as('財政'))
}

test('取下げ・否決・廃案: 承認・合議した人の記録は残り、待つ人の一覧から消える', async (t) => {
  const ends: readonly [Command, string, string][] = [
    [withdraw, '起案者', 'withdrawn'],
    [abandon, '起案者', 'abandoned'],
    [{ type: 'reject', reason: '時期尚早' }, '部長', 'rejected'],
  ]
  for (const [command, who, status] of ends) {
    const { proposal } = onItsWay().when(command, as(who))
    t.equal(proposal.status, status)
    t.same(openTasks(proposal), [], 'nothing waits')
    t.match(proposal, { marks: [{ step: 's1' }, { step: 's2' }] }, 'those who are to be told')
  }
})

test('取下げ・否決・廃案 leave nobody a 後閲, a 供覧 or a 相談 to see to; the 決裁 leaves them all', async (t) => {
  const world: World = { absent: { 係長: '出張' } }
  const to = { person: '人事' as never, name: '人事', title: '' }
  const story = submitted('回:係長 決:部長', {}, { world })
    .when({ type: 'circulate', kind: 'inform', to: [to] }, as('起案者', { world }))
    .when({ type: 'ask', to, text: '前例は' }, as('起案者', { world }))
  const kinds = (it: Story) => openTasks(it.proposal).map(({ kind }) => kind)
  t.same(kinds(story.when(decision, as('部長', { world }))), ['post_review', 'circulate', 'consult'])
  t.same(kinds(story.when({ type: 'reject', reason: '否' }, as('部長', { world }))), [])
  t.same(kinds(story.when(withdraw, as('起案者', { world }))), [])
  t.same(kinds(story.when(abandon, as('起案者', { world }))), [])
})

test('R-03 供覧 and 相談 after an end take no number of one let go of, and change none of those answered', async (t) => {
  const to = (name: string) => ({ person: name as never, name, title: '' })
  const show = (name: string): Command => ({ type: 'circulate', kind: 'inform', to: [to(name)] })
  const ended = submitted('回:係長 決:部長')
    .when(show('人事'), as('起案者'))
    .when(show('財政'), as('起案者'))
    .when({ type: 'acknowledge', comment: '途中で見た' }, as('財政'))
    .when({ type: 'ask', to: to('人事'), text: '前例は' }, as('起案者'))
    .when({ type: 'ask', to: to('財政'), text: '財源は' }, as('起案者'))
    .when({ type: 'answer', text: 'ある' }, as('財政'))
    .when(withdraw, as('起案者'))
    .when(show('文書'), as('起案者'))
    .when({ type: 'acknowledge', comment: '後で見た' }, as('文書'))
    .when({ type: 'ask', to: to('文書'), text: '写しは' }, as('起案者'))
    .when({ type: 'answer', text: '渡した' }, as('文書'))
  t.match(ended.proposal, {
    showings: [
      { id: 'c2', person: '財政', seen: { comment: '途中で見た' } },
      { id: 'c3', person: '文書', seen: { comment: '後で見た' } },
    ],
    questions: [
      { id: 'q2', to: '財政', answer: { text: 'ある' } },
      { id: 'q3', to: '文書', answer: { text: '渡した' } },
    ],
  })
})

test('R-02 a case that ended never reopens, whoever asks for what', async (t) => {
  const ends = [
    onItsWay().when(decision, as('部長')),
    onItsWay().when({ type: 'reject', reason: '否' }, as('部長')),
    onItsWay().when(withdraw, as('起案者')),
    onItsWay().when(abandon, as('課長', { holds: ['係長'] })),
  ]
  const reopening = new Set<CommandType>([
    'submit', 'approve', 'examine', 'concur', 'decide', 'reject', 'return', 'respond', 'resubmit', 'take_back',
    'withdraw', 'abandon', 'pull_up', 'hold', 'end_hold', 'set_urgency', 'explain', 'change_route', 'revise', 'judge_edit',
    'confirm_seat', 'reassign', 'hand_over_draft', 'pass_over',
  ]) // prettier-ignore
  for (const { proposal } of ends) {
    for (const who of ['起案者', '係長', '財政', '部長', '文書管理者', 'system']) {
      const offered = possibilities(proposal, as(who)).allowed.filter((it) => reopening.has(it))
      t.same(offered, [], `${proposal.status}: ${who}`)
    }
  }
})

test('廃案 is the 主務課’s: its drafter or a line post of the section, with a reason', async (t) => {
  t.equal(onItsWay().when(abandon, as('係長')).proposal.status, 'abandoned')
  t.match(
    onItsWay().when({ type: 'return', reason: '直すこと' }, as('部長')).when(abandon, as('起案者')).proposal,
    {
      status: 'abandoned',
      by: { person: '起案者' },
      reason: '事業の廃止',
    },
  )
  for (const who of ['財政', '部長', '文書管理者']) {
    t.match(onItsWay().ask(abandon, as(who)), { error: { code: 'not_of_section' } }, who)
  }
  t.match(onItsWay().ask({ ...abandon, reason: '\u200b' }, as('起案者')), {
    error: { code: 'reason_missing' },
  })
})

test('否決 is the decider’s, with a reason, in every capacity he takes along', async (t) => {
  t.match(onItsWay().ask({ type: 'reject', reason: '' }, as('部長')), { error: { code: 'reason_missing' } })
  t.match(submitted(line).ask({ type: 'reject', reason: '否' }, as('部長')), {
    error: { code: 'not_your_turn' },
  })
  const both = submitted('回:課長 決:部長').when(
    { type: 'reject', reason: '否' },
    as('部長', { holds: ['部長', '課長'] }),
  )
  t.match(both.proposal, {
    status: 'rejected',
    decision: { step: 's2' },
    passed: [{ step: 's1', cause: 'merged' }],
  })
})

test('条件付決裁: the condition stays with the decision', async (t) => {
  t.match(onItsWay().when({ type: 'decide', condition: '予算の範囲内で行うこと。' }, as('部長')).proposal, {
    status: 'decided',
    decision: { condition: '予算の範囲内で行うこと。' },
  })
  t.notHas(onItsWay().when({ type: 'decide', condition: ' ' }, as('部長')).proposal, {
    decision: { condition: ' ' },
  })
})

test('期限の経過による承認: 時間だけでは誰も承認も合議もしない', async (t) => {
  const system = as('system', { at: '2036-05-11T00:00:00.000Z' as never })
  const story = submitted(line, { matter: { urgent: true, dueOn: '2026-05-12' as never } })
  t.same(story.ask({ type: 'pass_over' }, system), { ok: false, error: { code: 'nothing_to_pass' } })
  for (const command of [approve, decision, { type: 'concur', opinion: 'agree' }] satisfies Command[]) {
    t.match(story.ask(command, system), { ok: false })
  }
})

test('R-03 every transition is an event: who, in which capacity, when, on which version', async (t) => {
  for (const event of onItsWay().when(decision, as('部長')).events) {
    t.match(event, {
      by: { person: String, name: String, capacity: { post: String, kind: 'primary', title: String } },
      at: /^2026-05-11T/,
      manifestSha256: /^a{64}$/,
    })
  }
})

test('R-03 nobody acts without a 職 that day', async (t) => {
  const none = { holds: [] }
  for (const command of [
    { type: 'comment', text: '一言' },
    { type: 'ask', to: { person: '課長' as never, name: '課長', title: '' }, text: '相談' },
    withdraw,
  ] satisfies Command[]) {
    t.match(onItsWay().ask(command, as('起案者', none)), { error: { code: 'no_post' } }, command.type)
  }
  t.match(submitted(line).ask({ ...approve, as: 'U:課長' as never }, as('係長')), {
    error: { code: 'not_your_capacity', post: 'U:課長', held: ['総務課係長'] },
  })
})

test('a draft knows only 起案', async (t) => {
  const commands: Command[] = [
    approve,
    decision,
    abandon,
    withdraw,
    { type: 'return', reason: 'x' },
    { type: 'reject', reason: 'x' },
    { type: 'hold', reason: 'x' },
    { type: 'end_hold' },
    { type: 'pull_up', reason: 'x' },
    { type: 'judge_edit', reason: 'x' },
    { type: 'post_review' },
    { type: 'acknowledge' },
    { type: 'comment', text: 'x' },
    { type: 'answer', text: 'x' },
    { type: 'explain', to: 'x' },
    { type: 'move_paper', place: 'x' },
    { type: 'add_cover_note', text: 'x' },
    { type: 'release_secrecy', reason: 'x' },
    { type: 'set_urgency', urgent: true, reason: 'x' },
    { type: 'respond', step: 's1', text: 'x' },
    { type: 'confirm_seat', step: 's1', reason: 'x' },
    { type: 'circulate', kind: 'inform', to: [] },
    resubmitOn(routeOf(line)),
  ]
  for (const command of commands) {
    t.match(
      decide(draft, command, as('起案者')),
      { error: { code: 'wrong_status', status: 'draft' } },
      command.type,
    )
  }
  t.same(possibilities(draft, as('起案者')).allowed, ['submit'])
})
