import { test } from 'tap'
import { assertLaw } from '../../testing/approval-laws.ts'
import { anyGame } from '../../testing/approval-model.ts'
import { type Story, as, draft, resubmitOn, routeOf, submitted } from '../../testing/approval-world.ts'
import { Tally } from '../../testing/tally.ts'
import type { Command } from '../approval/commands.ts'
import { replay } from '../approval/evolve.ts'
import type { Proposal } from '../approval/proposal.ts'
import type { LocalDate, Sha256 } from '../ids.ts'
import { type News, newsOf, newsOfChain } from './news.ts'

const approve: Command = { type: 'approve' }
const line = '回:係長 合:財政 決:部長'

/** What the whole story tells, in order. */
function toldBy(story: Story): readonly News[] {
  return [...newsOfChain(story.events, () => true).values()].flatMap((it) => it.news)
}

test('a case that goes its way tells its 提出, each 合議 and its 決裁, and no 承認 on the way', async (t) => {
  const story = submitted(line)
    .when(approve, as('係長'))
    .when({ type: 'concur', opinion: 'conditional', comment: '年度内に限る。' }, as('財政'))
    .when({ type: 'decide', condition: '予算の範囲内', comment: '急ぐこと。' }, as('部長'))
  t.same(toldBy(story), [
    { type: 'submitted' },
    { type: 'concurred', step: { role: 'concur', post: '財政' }, opinion: 'conditional' },
    { type: 'decided', decidedBy: { title: '総務課部長', name: '部長' }, conditional: true },
  ])
})

test('異議 is told without its words, and 差戻し by whichever act it takes effect', async (t) => {
  const objected = submitted('合:財政+合:人事 決:部長').when(
    { type: 'concur', opinion: 'object', comment: '財源が未定。' },
    as('財政'),
  )
  t.same(toldBy(objected).at(-1), { type: 'objected', step: { role: 'concur', post: '財政' } })
  const asked = submitted(line).when({ type: 'return', reason: '附則を直されたい。' }, as('係長'))
  const from = { role: 'review', post: '係長' }
  t.same(toldBy(asked).slice(1), [{ type: 'returned', from }])
  const again = asked.when(resubmitOn(routeOf(line)), as('起案者'))
  t.same(toldBy(again).at(-1), { type: 'resubmitted', mode: 'resume' })
  const toStep = again
    .when(approve, as('係長'))
    .when({ type: 'return', reason: '附則を直されたい。', to: 's1' }, as('財政'))
  t.same(toldBy(toStep).at(-1), { type: 'returned', from: { role: 'concur', post: '財政' }, to: from })
})

test('代決 names both, and opens the 後閲 that its doing closes', async (t) => {
  const away = { absent: { 部長: '出張中' }, standIns: { 部長: ['課長'] } }
  const decided = submitted('回:係長 決:部長', {}, { world: away })
    .when(approve, as('係長', { world: away }))
    .when({ type: 'decide', acting: {} }, as('課長', { world: away }))
  const owed = { review: 'k1', post: '部長', cause: 'acting' }
  t.same(toldBy(decided).slice(1), [
    {
      type: 'decided',
      decidedBy: { title: '総務課課長', name: '課長' },
      actingFor: { title: '総務課部長', name: '部長' },
      conditional: false,
    },
    { type: 'post_review_opened', ...owed },
  ])
  const viewed = decided.when({ type: 'post_review', comment: '了' }, as('部長'))
  t.same(toldBy(viewed).at(-1), { type: 'post_review_done', ...owed })
})

test('施行 is told a step at a time, each addressee apart, and neither names nor reasons', async (t) => {
  const file = 'c'.repeat(64) as Sha256
  const on = '2026-05-11' as LocalDate
  const world = { seals: [{ code: '知事', keepers: ['文書'] }] }
  const to = (...names: readonly string[]) => names.map((name) => ({ name, channel: 'post' as const }))
  const story = submitted('回:係長 決:課長')
    .when(approve, as('係長'))
    .when({ type: 'decide' }, as('課長'))
    .when({ type: 'make_fair_copy', name: '通知.docx', file, filled: [] }, as('起案者'))
    .when({ type: 'collate', document: 'd1', matches: true, remark: '字句を見た。' }, as('係長'))
    .when(
      { type: 'seal_document', document: 'd1', with: { how: 'seal', seal: '知事', count: 2 } },
      as('文書', { world }),
    )
    .when({ type: 'dispatch', document: 'd1', on, to: to('甲町長', '乙市長') }, as('起案者'))
    .when({ type: 'report_failure', dispatch: 'x1', reason: '宛先不明' }, as('起案者'))
    .when({ type: 'report_failure', dispatch: 'x2', reason: '宛先不明' }, as('起案者'))
    .when(
      { type: 'dispatch', document: 'd1', on, to: [{ name: '甲町長', channel: 'courier', again: 'x1' }] },
      as('起案者'),
    )
    .when({ type: 'complete', on, unissued: '乙市長は廃止' }, as('起案者'))
  const told = toldBy(story).slice(2)
  t.same(told, [
    { type: 'fair_copied', document: 'd1', file },
    { type: 'collated', document: 'd1', matches: true },
    { type: 'document_sealed', document: 'd1', how: 'seal' },
    { type: 'dispatched', document: 'd1', dispatch: 'x1', channel: 'post', on },
    { type: 'dispatched', document: 'd1', dispatch: 'x2', channel: 'post', on },
    { type: 'issued', on },
    { type: 'dispatch_failed', dispatch: 'x1' },
    { type: 'dispatch_failed', dispatch: 'x2' },
    { type: 'issued' },
    { type: 'dispatched', document: 'd1', dispatch: 'x3', channel: 'courier', on, again: 'x1' },
    { type: 'issued', on },
    { type: 'completed', on, issued: false },
  ])
  t.notMatch(JSON.stringify(told), /町長|市長|字句|不明|廃止|通知\.docx/)
})

test('R-16 whatever happens: each change of status is told, and never what somebody wrote', async (t) => {
  const tally = new Tally()
  const written = ['意見', '理由', '予算の範囲内', '会議中', '災害', '窓口']
  assertLaw(anyGame, (run) => {
    const { events } = run
    let before: Proposal = draft
    for (const [index, event] of events.entries()) {
      const after = replay(draft, events.slice(0, index + 1))
      const news = newsOf(before, event, after)
      if (after.status !== before.status && news.length === 0)
        throw new Error(`${event.type} made it ${after.status} and nobody is told`)
      const text = JSON.stringify(news)
      const leaked = written.find((it) => text.includes(it))
      if (leaked !== undefined) throw new Error(`${leaked} in ${text}`)
      for (const it of news) tally.add(it.type)
      before = after
    }
  })
  tally.tell(t, { submitted: 900, returned: 100, decided: 50, post_review_opened: 50, objected: 20 })
})
