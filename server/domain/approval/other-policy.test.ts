import { test } from 'tap'
import {
  type Circumstances,
  type Story,
  as,
  resubmitOn,
  routeOf,
  submitted,
} from '../../testing/approval-world.ts'
import { type PolicySettings, defaultPolicy } from '../authority/policy.ts'
import type { Sha256 } from '../ids.ts'
import type { Command } from './commands.ts'
import { differencesUnder, tellsFromRecord } from './other-policy.ts'

const approve: Command = { type: 'approve' }
const agree: Command = { type: 'concur', opinion: 'agree' }
const decideIt: Command = { type: 'decide' }
const giveBack: Command = { type: 'return', reason: '要旨を直されたい。' }
const objects: Command = { type: 'concur', opinion: 'object', comment: '財源がない。' }
const line = '回:係長 合:財政 回:課長 決:部長'
const changed = { currentManifest: 'b'.repeat(64) as Sha256 }

/** What would have gone otherwise, under the default policy with these switches before and after. */
function told(
  story: Story,
  after: Partial<PolicySettings>,
  before: Partial<PolicySettings> = {},
): readonly object[] {
  const was = { ...defaultPolicy, ...before }
  return differencesUnder(story.events, was, { ...was, ...after }).map((it) => ({
    by: it.by,
    ...it.otherwise,
  }))
}

test('差戻しのあと: 再開した事案は最初からになり、最初からの事案は再開も選べた', async (t) => {
  const story = submitted(line).when(approve, as('係長')).when(agree, as('財政')).when(giveBack, as('課長'))
  const resumed = story.when(resubmitOn(routeOf(line)), as('起案者'))
  t.same(told(resumed, { returnResume: 'restart' }), [{ by: '総務課起案者', code: 'starts_again', seals: 2 }])
  t.same(told(resumed, {}), [], 'the same policy changes nothing')
  const other = submitted(line, { policy: { returnResume: 'restart' } })
    .when(approve, as('係長'))
    .when(giveBack, as('財政'))
    .when(resubmitOn(routeOf(line), { mode: 'restart' }), as('起案者'))
  t.same(told(other, { returnResume: 'resume_at_returner' }, { returnResume: 'restart' }), [
    { by: '総務課起案者', code: 'may_resume', seals: 1 },
  ])
  t.same(told(other, { returnResume: 'restart' }), [], 'it went under another value: nothing is said of it')
  const early = submitted(line)
    .when(giveBack, as('係長'))
    .when(resubmitOn(routeOf(line)), as('起案者'))
  t.same(told(early, { returnResume: 'restart' }), [], 'nobody had acted: it makes no difference')
  const toStep = submitted(line)
    .when(approve, as('係長'))
    .when(agree, as('財政'))
    .when({ type: 'return', reason: '確認されたい。', to: 's1' }, as('課長'))
  t.same(told(toStep, { returnResume: 'restart' }), [{ by: '総務課課長', code: 'seals_fall', seals: 1 }])
})

test('変更: 済んだ承認が残るか、無効になるか', async (t) => {
  const story = submitted(line).when(approve, as('係長')).when(giveBack, as('財政'))
  const minor = story.when(resubmitOn(routeOf(line), { effect: 'minor' }), as('起案者', changed))
  const major = story.when(resubmitOn(routeOf(line), { effect: 'major' }), as('起案者', changed))
  t.same(told(minor, { editMinorEffect: 'invalidate_and_reapprove' }), [
    { by: '総務課起案者', code: 'seals_fall', seals: 1 },
  ])
  t.same(told(major, { editMajorEffect: 'notify' }), [{ by: '総務課起案者', code: 'seals_stand', seals: 1 }])
  t.same(told(major, { editMinorEffect: 'invalidate_and_reapprove' }), [])
})

test('合議の異議: 処理意見か同意がなければ決裁へ進めなかった、または要らなかった', async (t) => {
  const respond: Command = { type: 'respond', step: 's2', text: '予備費で賄う。' }
  const asked = submitted(line).when(approve, as('係長')).when(objects, as('財政'))
  const answered = asked.when(respond, as('起案者')).when(approve, as('課長')).when(decideIt, as('部長'))
  t.same(told(answered, { concurObjection: 'opinion' }), [{ by: '総務課起案者', code: 'response_free' }])
  t.same(told(answered, { concurObjection: 'blocking' }), [{ by: '総務課部長', code: 'consent_needed' }])
  const free = { concurObjection: 'opinion' as const }
  const silent = submitted(line, { policy: free })
    .when(approve, as('係長'))
    .when(objects, as('財政'))
    .when(approve, as('課長'))
    .when(decideIt, as('部長'))
  t.same(told(silent, { concurObjection: 'opinion_with_mandatory_response' }, free), [
    { by: '総務課部長', code: 'response_needed' },
  ])
  const blocked = submitted(line, { policy: { concurObjection: 'blocking' } })
    .when(approve, as('係長'))
    .when(objects, as('財政'))
  t.same(told(blocked, free, { concurObjection: 'blocking' }), [{ by: '総務課財政', code: 'consent_free' }])
})

test('同時の合議の差戻し: そこで止まるか、ほかの合議先を待つか', async (t) => {
  const both = '合:財政+合:人事 決:部長'
  const waiting = submitted(both).when(giveBack, as('財政'))
  t.same(told(waiting, { concurCollect: 'first_return_stops' }), [
    { by: '総務課財政', code: 'returns_at_once' },
  ])
  const first = { concurCollect: 'first_return_stops' as const }
  const stopped = submitted(both, { policy: first }).when(giveBack, as('財政'))
  t.same(told(stopped, { concurCollect: 'wait_all' }, first), [
    { by: '総務課財政', code: 'return_waits', posts: ['人事'] },
  ])
  const last = submitted(both, { policy: first }).when(agree, as('人事')).when(giveBack, as('財政'))
  t.same(told(last, { concurCollect: 'wait_all' }, first), [], 'nobody was left to wait for')
  const blocking = { ...first, concurObjection: 'blocking' as const }
  const heard = submitted(both, { policy: blocking })
    .when(objects, as('財政'))
    .when({ type: 'respond', step: 's1', text: '予備費で賄う。' }, as('起案者'))
    .when(giveBack, as('人事'))
  t.same(
    told(heard, { concurCollect: 'wait_all' }, blocking),
    [],
    'nor for who has spoken and is asked again',
  )
})

const away = {
  world: { absent: { 部長: '出張', 財政: '出張' }, standIns: { 部長: ['次長'], 財政: ['主計'] } },
}

function actedFor(circumstances: Circumstances, command: Command = decideIt): Story {
  return submitted('決:部長', circumstances).when(
    command.type === 'decide' ? { ...command, acting: command.acting ?? {} } : command,
    as('次長', away),
  )
}

test('代決: 断られたか、例外が要ったか、要らなかったか', async (t) => {
  const urgent = { kind: 'emergency' as const, reason: '災害対応' }
  const flagged = actedFor({ matter: { flags: ['紛議'] } })
  t.same(told(flagged, { actingForbiddenFlags: ['紛議', '重要'] }), [
    { by: '総務課次長', code: 'acting_refused_flags', flags: ['紛議'] },
  ])
  t.same(told(flagged, { actingForbiddenFlags: ['重要'] }), [])
  const exceptional = actedFor(
    { matter: { flags: ['重要'] } },
    { type: 'decide', acting: { exception: urgent } },
  )
  t.same(told(exceptional, { actingForbiddenFlags: ['異例'] }), [
    { by: '総務課次長', code: 'exception_free' },
  ])
  t.same(told(exceptional, { actingForbiddenFlags: ['重要', '紛議'] }), [])
  t.same(told(exceptional, { actingExceptions: ['prior_instruction'] }), [
    { by: '総務課次長', code: 'acting_refused_exception', exception: 'emergency' },
  ])
  const wide = { actingAppliesTo: 'decider_and_concur' as const }
  const concurred = submitted('合:財政 決:部長', { policy: wide }).when(
    { ...agree, acting: {} },
    as('主計', away),
  )
  t.same(told(concurred, { actingAppliesTo: 'decider_only' }, wide), [
    { by: '総務課主計', code: 'acting_refused_role' },
  ])
})

test('代決の後閲: 選べるようになるか、必ずになるか', async (t) => {
  t.same(told(actedFor({}), { postReviewRequired: 'when_deemed_necessary' }), [
    { by: '総務課次長', code: 'post_review_open' },
  ])
  const open = { postReviewRequired: 'when_deemed_necessary' as const }
  t.same(told(actedFor({ policy: open }), { postReviewRequired: 'always' }, open), [
    { by: '総務課次長', code: 'post_review_owed' },
  ])
})

test('不在の回議者と引上げ: 待つことになるか、引き上げられなかったか', async (t) => {
  const passed = submitted('回:係長 回:課長 決:部長').when(
    approve,
    as('係長', { world: { absent: { 課長: '出張' } } }),
  )
  t.same(told(passed, { absentReviewer: 'wait' }), [
    { by: 'システム', code: 'waits_for_absent', post: '課長' },
  ])
  const free = { pullUpRequires: 'reason' as const }
  const pulled = submitted('回:係長 回:課長 決:部長', { policy: free }).when(
    { type: 'pull_up', reason: '議会の日程' },
    as('部長'),
  )
  t.same(told(pulled, { pullUpMaySkip: [] }, free), [
    { by: '総務課部長', code: 'pull_up_refused_posts', posts: ['係長', '課長'] },
  ])
  t.same(told(pulled, { pullUpRequires: 'urgent' }, free), [
    { by: '総務課部長', code: 'pull_up_refused_not_urgent' },
  ])
})

test('併用決裁: 紙の確認と理由が要ったか、要らなかったか', async (t) => {
  const policy = { paperReason: 'optional' as const, paperTickOf: ['decide' as const] }
  const paper = { what: '図面', reason: '' }
  const story = submitted('回:係長 決:部長', { policy, matter: { paper } })
    .when(approve, as('係長'))
    .when({ ...decideIt, paperChecked: true }, as('部長'))
  t.same(told(story, { paperTickOf: ['review', 'decide'] }, policy), [
    { by: '総務課係長', code: 'tick_needed' },
  ])
  t.same(told(story, { paperTickOf: [] }, policy), [{ by: '総務課部長', code: 'tick_free' }])
  t.same(told(story, { paperReason: 'required' }, policy), [
    { by: '総務課起案者', code: 'paper_reason_needed' },
  ])
  const route = routeOf('審:係長 回:係長 決:部長')
  const examined = { ...route.stages[0]!.steps[0]!, skipped: { reason: 'merged' as const, into: 's2' } }
  const merged = { ...route, stages: [{ steps: [examined] }, ...route.stages.slice(1)] }
  const gone = submitted(merged, { policy, matter: { paper } }).when(approve, as('係長'))
  t.same(
    told(gone, { paperTickOf: ['examine', 'decide'] }, policy),
    [{ by: '総務課係長', code: 'tick_needed' }],
    'also for a step that was gone through in another one',
  )
})

test('what was refused leaves no trace: the record does not tell who would have acted', async (t) => {
  const tells = (field: keyof PolicySettings, after: Partial<PolicySettings> = {}) =>
    tellsFromRecord(field, { ...defaultPolicy, ...after })
  t.ok(tells('actingAppliesTo', { actingAppliesTo: 'decider_only' }))
  t.notOk(tells('actingAppliesTo', { actingAppliesTo: 'decider_and_concur' }))
  t.notOk(tells('pullUpRequires', { pullUpRequires: 'reason' }))
  t.notOk(tells('takeBackWindow'))
  t.ok(tells('returnResume'))
})
