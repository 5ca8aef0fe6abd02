import { test } from 'tap'
import { type Story, as, submitted } from '../../testing/approval-world.ts'
import { allowed } from '../approval/allowed.ts'
import type { Command } from '../approval/commands.ts'
import type { Proposal } from '../approval/proposal.ts'
import type { Step } from '../approval/route.ts'
import type { Instant, LocalDate, Sha256 } from '../ids.ts'
import type { Capacity } from '../organisation/organisation.ts'
import { fillBlanks } from './blanks.ts'
import { nothingIssued, stageOf } from './issuance.ts'
import { waitsOf } from './waiting.ts'
import { entrustedOf, issuerName } from './issuer-name.ts'
import type { IssuePlan } from './plan.ts'

const today = '2026-05-11' as LocalDate
const file = 'c'.repeat(64) as Sha256
const world = { seals: [{ code: '知事', keepers: ['文書'] }] }
const notice: IssuePlan = {
  needed: true,
  kind: '通知',
  sealing: 'seal',
  issuer: 'みほん道知事',
  addressees: [
    { name: '甲町長', channel: 'post' },
    { name: '乙市長', channel: 'lgwan' },
  ],
  numberKind: '施行番号',
}
const copy: Command = { type: 'make_fair_copy', name: '通知.docx', file, filled: [] }
const collate: Command = { type: 'collate', document: 'd1', matches: true }
const seal: Command = { type: 'seal_document', document: 'd1', with: { how: 'seal', seal: '知事', count: 2 } }
const number: Command = { type: 'give_number', kind: '施行番号', text: '総務第1号' }
const send = (...names: readonly string[]): Command => ({
  type: 'dispatch',
  document: 'd1',
  on: today,
  to: names.map((name) => ({ name, channel: 'post' })),
})
const finish: Command = { type: 'complete', on: today }

/** A case with that plan, decided. */
function decided(issue: IssuePlan = notice): Story {
  return submitted('回:係長 決:課長', { matter: { issue } })
    .when({ type: 'approve' }, as('係長'))
    .when({ type: 'decide' }, as('課長'))
}

function collated(issue?: IssuePlan): Story {
  return decided(issue).when(number, as('起案者')).when(copy, as('起案者')).when(collate, as('係長'))
}

function sealed(): Story {
  return collated().when(seal, as('文書', { world }))
}

function issuanceOf(proposal: Proposal) {
  if (proposal.status !== 'decided') throw new Error('not decided')
  return proposal.issuance ?? nothingIssued
}

function stage({ proposal }: Story) {
  return stageOf(proposal.status === 'draft' ? undefined : proposal.matter.issue, issuanceOf(proposal))
}

test('R-10 nothing of the 施行 happens before the 決裁', async (t) => {
  const onTheWay = submitted('決:課長', { matter: { issue: notice } })
  for (const command of [copy, collate, seal, send('甲町長'), finish])
    t.match(onTheWay.ask(command, as('起案者', { world })), {
      ok: false,
      error: { code: 'issue_before_decision', status: 'in_approval' },
    })
})

test('施行: 浄書, 照合, 公印, 発送 and 完結 follow each other, and each is on the record', async (t) => {
  t.equal(stage(decided()), 'to_issue')
  const sent = sealed().when(send('甲町長'), as('起案者'))
  t.equal(stage(sent), 'to_issue', 'one addressee waits')
  const all = sent.when(send('乙市長'), as('係長'))
  t.equal(stage(all), 'issued')
  const done = all.when(finish, as('起案者'))
  t.equal(stage(done), 'completed')
  t.match(done.ask(copy, as('起案者')), { error: { code: 'already_completed', on: today } })
  t.same(
    done.events.slice(3).map((it) => it.type),
    ['numbered', 'fair_copied', 'collated', 'document_sealed', 'dispatched', 'dispatched', 'completed'],
  )
})

test('R-11 no decided thing changes by the 施行', async (t) => {
  const before = decided().proposal
  const after = sealed().when(send('甲町長', '乙市長'), as('起案者')).when(finish, as('起案者')).proposal
  if (before.status !== 'decided' || after.status !== 'decided') throw new Error('not decided')
  const core = ({ issuance: _issuance, numbers: _numbers, ...rest }: typeof after) => rest
  t.same(core(after), core(before))
})

test('浄書・照合: the one who made the copy never collates it, and a difference sends it back', async (t) => {
  const made = decided().when(copy, as('起案者'))
  t.match(made.ask(collate, as('起案者')), { error: { code: 'collator_made_copy', maker: /起案者/ } })
  t.match(made.ask(collate, as('財政')), { error: { code: 'not_of_section' } })
  t.match(made.ask({ ...collate, matches: false }, as('係長')), { error: { code: 'reason_missing' } })
  t.ok(made.ask(collate, as('文書管理者')).ok, 'the 文書主管課 may collate')
  const refused = made.when({ ...collate, matches: false, remark: '日付が違う' }, as('係長'))
  t.match(refused.ask(collate, as('課長')), { error: { code: 'already_collated', by: /係長/ } })
  t.match(refused.ask(seal, as('文書', { world })), { error: { code: 'not_collated', refused: true } })
  const again = refused.when({ ...copy, document: 'd1' }, as('係長'))
  t.match(again.ask(collate, as('係長')), { error: { code: 'collator_made_copy', maker: /係長/ } })
  t.equal(issuanceOf(again.when(collate, as('起案者')).proposal).documents.length, 1)
  t.match(again.ask({ ...copy, document: 'd7' }, as('起案者')), { error: { code: 'no_such_document' } })
})

test('公印: by its keeper, after the 照合, with the number, in the way that was decided', async (t) => {
  const made = decided().when(copy, as('起案者'))
  const keeper = as('文書', { world })
  t.match(made.ask(seal, keeper), { error: { code: 'not_collated', refused: false } })
  const checked = made.when(collate, as('係長'))
  t.match(checked.ask(seal, keeper), { error: { code: 'number_missing', kind: '施行番号' } })
  const ready = checked.when(number, as('起案者'))
  t.match(ready.ask(seal, as('起案者', { world })), {
    error: { code: 'not_seal_keeper', seal: '知事印', keepers: ['総務課文書 文書'] },
  })
  t.match(ready.ask({ ...seal, with: { how: 'seal', seal: '副知事', count: 1 } }, keeper), {
    error: { code: 'no_such_seal', seal: '副知事' },
  })
  const omitted: Command = { type: 'seal_document', document: 'd1', with: { how: 'omitted' } }
  t.match(ready.ask(omitted, as('起案者')), { error: { code: 'sealing_differs', planned: 'seal' } })
  t.ok(ready.ask({ ...omitted, reason: '庁内だけに送るため' }, as('起案者')).ok)
  t.match(ready.ask(omitted, as('財政')), { error: { code: 'not_of_section' } })
  const done = ready.when(seal, keeper)
  t.match(issuanceOf(done.proposal).documents[0]?.sealing, { how: 'seal', sealName: '知事印', count: 2 })
  t.match(done.ask({ ...copy, document: 'd1' }, as('起案者')), { error: { code: 'document_is_sealed' } })
  t.match(done.ask(collate, as('課長')), { error: { code: 'document_is_sealed' } })
})

test('発送: to nobody twice; what came back is sent again; a spoilt copy never goes out', async (t) => {
  t.match(collated().ask(send('甲町長'), as('起案者')), { error: { code: 'document_not_sealed' } })
  const sent = sealed().when(send('甲町長', '乙市長'), as('起案者'))
  t.match(sent.ask(send('甲町長'), as('起案者')), { error: { code: 'already_sent', to: ['甲町長'] } })
  t.match(sent.ask(send(), as('起案者')), { error: { code: 'nobody_named' } })
  for (const on of ['2026-05-10', '2026-05-12'] as LocalDate[])
    t.match(sent.ask({ ...send('丙村長'), on } as Command, as('起案者')), {
      error: { code: 'day_out_of_range', from: today, to: today },
    })
  t.match(sent.ask({ type: 'void_document', document: 'd1', reason: '書損' }, as('起案者')), {
    error: { code: 'document_is_sent', to: '甲町長' },
  })
  const failure: Command = { type: 'report_failure', dispatch: 'x2', reason: '宛先不明で返戻' }
  const failed = sent.when(failure, as('起案者'))
  t.equal(stage(failed), 'to_issue')
  t.match(failed.ask(failure, as('起案者')), { error: { code: 'nothing_sent' } })
  t.match(failed.ask(send('乙市長'), as('起案者')), { error: { code: 'already_sent' } })
  const again = (id: string): Command => ({
    ...{ type: 'dispatch', document: 'd1', on: today },
    to: [{ name: '乙市長', channel: 'courier', again: id }],
  })
  t.match(failed.ask(again('x1'), as('起案者')), { error: { code: 'nothing_failed' } })
  const over = failed.when(again('x2'), as('起案者'))
  t.equal(stage(over), 'issued')
  const late = over
    .when(finish, as('起案者'))
    .when({ type: 'report_failure', dispatch: 'x1', reason: '返戻' }, as('起案者'))
  t.equal(stage(late), 'completed', 'what comes back after the 完結 is told all the same')
  const spoilt = collated().when(
    { type: 'void_document', document: 'd1', reason: '印影不鮮明' },
    as('起案者'),
  )
  t.match(spoilt.ask(seal, as('文書', { world })), { error: { code: 'no_such_document' } })
  t.equal(issuanceOf(spoilt.when(copy, as('起案者')).proposal).documents.at(-1)?.id, 'd2')
})

test('完結日: when what was decided is done, or with the reason why nothing goes out', async (t) => {
  const waiting = sealed().when(send('甲町長'), as('起案者'))
  t.match(waiting.ask(finish, as('起案者')), { error: { code: 'not_issued_yet', waiting: ['乙市長'] } })
  t.match(decided().ask(finish, as('起案者')), {
    error: { code: 'not_issued_yet', waiting: ['通知', '甲町長', '乙市長'] },
  })
  t.ok(decided().ask({ ...finish, unissued: '申請が取り下げられたため' }, as('起案者')).ok)
  const none = decided({ needed: false })
  t.equal(stage(none), 'nothing_to_issue')
  t.ok(none.ask(finish, as('起案者')).ok, '施行なし')
  t.match(none.ask(finish, as('財政')), { error: { code: 'not_of_section' } })
  t.match(none.ask({ ...finish, on: '2026-05-10' as LocalDate }, as('起案者')), {
    error: { code: 'day_out_of_range' },
  })
})

test('R-20 完結日 is not before the day on which something last went out: the 保存期間 would begin a 年度 too early', async (t) => {
  const april = { at: '2027-04-05T01:00:00.000Z' as Instant }
  const on = (text: string) => ({ on: text as LocalDate })
  const sent = sealed()
    .when(send('甲町長'), as('起案者'))
    .when({ ...send('乙市長'), ...on('2027-04-02') }, as('起案者', april))
  t.match(sent.ask({ ...finish, ...on('2027-03-31') }, as('起案者', april)), {
    error: { code: 'day_out_of_range', from: '2027-04-02', to: '2027-04-05' },
  })
  const back: Command = { type: 'report_failure', dispatch: 'x2', reason: '宛先不明' }
  t.match(
    sent
      .when(back, as('起案者', april))
      .ask({ ...finish, ...on('2027-03-31'), unissued: '廃止' }, as('起案者', april)),
    { error: { code: 'day_out_of_range' } },
    'nor before what came back',
  )
  t.ok(allowed(sent.proposal, as('起案者', april)).includes('complete'), 'the button stays')
  t.ok(sent.ask({ ...finish, ...on('2027-04-02') }, as('起案者', april)).ok)
})

test('浄書・照合: number and date go into the first blank of each kind and into no other', async (t) => {
  const texts = ['観光第　　号', '令和　　年　　月　　日', '回答　令和　年　月　日', '別記第 号様式']
  const { texts: now, filled } = fillBlanks(texts, {
    number: '観光第12号',
    datedOn: '2026-10-07' as LocalDate,
  })
  t.same(now, ['観光第12号', '令和8年10月7日', '回答　令和　年　月　日', '別記第 号様式'])
  t.same(
    filled.map((it) => it.text),
    ['観光第12号', '令和8年10月7日'],
  )
  t.same(fillBlanks(['財政第　号'], { number: '観光第12号' }).texts, ['財政第　号'], 'of another 記号')
  t.same(fillBlanks(['第1号'], { number: '観光第12号' }).filled, [], 'no blank')
})

test('職務代理: the proxy’s own title stands beside the office in whose name it goes out', async (t) => {
  const as = (kind: Capacity['kind'], title: string, ownTitle?: string): Capacity => ({
    ...{ post: 'GOV:P-GOV' as Capacity['post'], kind, unitName: '', positionName: '', title },
    ...(ownTitle === undefined ? {} : { ownTitle }),
  })
  const proxy = as('proxy', '知事職務代理者', '副知事')
  const named = (planned: string, decidedAs: Capacity, decide?: Step) =>
    issuerName(planned, { decidedAs, decide, bodyName: 'みほん道' })
  t.equal(named('みほん道知事', proxy), 'みほん道知事職務代理者 みほん道副知事')
  t.equal(named('みほん道教育長', proxy), 'みほん道教育長')
  t.equal(named('みほん道知事', as('primary', '知事')), 'みほん道知事')

  await t.test(
    '委任: never in the name of the head, also when somebody stands in for the 受任者',
    async (t) => {
      const because = [{ code: 'entrusted' as const, by: '委任規則第3条', from: '知事' }]
      const decide = { postName: '東部総合振興局長', because } as unknown as Step
      const own = as('primary', '東部総合振興局長')
      t.equal(named('みほん道知事', own, decide), 'みほん道東部総合振興局長')
      t.equal(
        named('みほん道 知事', own, decide),
        'みほん道東部総合振興局長',
        'a space makes no other office',
      )
      t.equal(named('みほん道東部総合振興局社会福祉課長', own, decide), 'みほん道東部総合振興局社会福祉課長')
      t.equal(
        named('みほん道知事', as('proxy', '東部総合振興局長職務代理者', '東部総合振興局副局長'), decide),
        'みほん道東部総合振興局長職務代理者 みほん道東部総合振興局副局長',
      )
      t.equal(
        entrustedOf({ ...decide, because: [] }, 'みほん道'),
        undefined,
        '専決 is in the name of the head',
      )
    },
  )
})

test('施行の一覧: a case waits for one step after the other, and for each document apart', async (t) => {
  const waits = ({ proposal }: Story) =>
    waitsOf(proposal.status === 'draft' ? undefined : proposal.matter.issue, issuanceOf(proposal))
  const named = (story: Story) => waits(story).map((it) => it.step)
  t.same(named(decided()), ['fair_copy'])
  const copied = decided().when(copy, as('起案者'))
  t.same(waits(copied), [{ step: 'collate', document: '通知.docx', madeBy: '起案者' }])
  const differs: Command = { type: 'collate', document: 'd1', matches: false, remark: '日付' }
  t.same(named(copied.when(differs, as('係長'))), ['fair_copy'], 'it is made anew')
  t.same(waits(collated()), [{ step: 'seal', document: '通知.docx', how: 'seal' }])
  const two = sealed().when(copy, as('起案者'))
  t.same(waits(two), [
    { step: 'collate', document: '通知.docx', madeBy: '起案者' },
    { step: 'dispatch', to: ['甲町長', '乙市長'], failed: false },
  ])
  const half = sealed().when(send('甲町長'), as('起案者'))
  t.match(waits(half), [{ step: 'dispatch', to: ['乙市長'] }])
  const back = half.when({ type: 'report_failure', dispatch: 'x1', reason: '不明' }, as('起案者'))
  t.match(waits(back), [{ step: 'dispatch', to: ['甲町長', '乙市長'], failed: true }])
  const sent = half.when(send('乙市長'), as('起案者'))
  t.same(named(sent), ['complete'])
  t.same(named(sent.when(finish, as('起案者'))), [])
  t.same(named(decided({ needed: false })), ['complete'])
})
