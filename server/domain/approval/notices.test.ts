import { test } from 'tap'
import { Story, as, draft, resubmitOn, routeOf, submitted } from '../../testing/approval-world.ts'
import type { Sha256 } from '../ids.ts'
import type { Command } from './commands.ts'
import { type ApprovalEvent, theSystem } from './events.ts'
import { evolve, replay } from './evolve.ts'
import { noticesOf } from './notices.ts'

const approve: Command = { type: 'approve' }
const agree: Command = { type: 'concur', opinion: 'agree' }
const object: Command = { type: 'concur', opinion: 'object', comment: '財源が未定。' }
const giveBack = { type: 'return', reason: '附則を直されたい。' } as const
const changed = 'b'.repeat(64) as Sha256
const line = '回:係長 回:課長 決:部長'
const office = '回:係長 合:財政+合:人事 決:部長'

/** What the events after `from` tell, as `who kind`; the person who acted is left out as the application does. */
function toldBy(story: Story, from = story.events.length - 1): readonly string[] {
  return story.events.slice(from).flatMap((event, index) => {
    const earlier = story.events.slice(0, from + index)
    const before = replay(draft, earlier)
    const said = noticesOf(before, event, evolve(before, event), earlier).map((it) => ({
      who: 'person' in it ? it.person : it.post.slice('U:'.length),
      kind: it.kind,
    }))
    // The first thing somebody is told by an event is the one that counts.
    return said
      .filter((it, at) => it.who !== event.by.person && said.findIndex((one) => one.who === it.who) === at)
      .map((it) => `${it.who} ${it.kind}`)
  })
}

const sorted = (texts: readonly string[]): readonly string[] => texts.toSorted()

test('差戻し、変更なし: the drafter is told, and all who acted', (t) => {
  const story = submitted(line).when(approve, as('係長')).when(giveBack, as('課長'))
  t.same(toldBy(story), ['起案者 returned', '係長 returned_elsewhere'])
  t.end()
})

test('差戻し、変更なし: sent on again, those whose act stands are not disturbed', (t) => {
  const story = submitted(line)
    .when(approve, as('係長'))
    .when(giveBack, as('課長'))
    .when(resubmitOn(routeOf(line)), as('起案者'))
  t.same(toldBy(story), [])
  t.end()
})

test('差戻し、軽微な変更: the act stands, notified with the difference', (t) => {
  const story = submitted(office)
    .when(approve, as('係長'))
    .when(agree, as('財政'))
    .when(giveBack, as('人事'))
    .when(
      resubmitOn(routeOf(office), { effect: 'minor' }),
      as('起案者', { shownManifest: changed, currentManifest: changed }),
    )
  t.same(sorted(toldBy(story)), sorted(['係長 changed', '財政 changed']))
  t.end()
})

test('差戻し、重要な変更: whose act fell is asked again', (t) => {
  const story = submitted(office)
    .when(approve, as('係長'))
    .when(agree, as('財政'))
    .when(giveBack, as('人事'))
    .when(
      resubmitOn(routeOf(office), { effect: 'major' }),
      as('起案者', { shownManifest: changed, currentManifest: changed }),
    )
  t.same(sorted(toldBy(story)), sorted(['係長 act_again', '財政 act_again']))
  t.end()
})

test('金額変更で決裁者が替わる: who acted and who was to decide learn the old and the new decider', (t) => {
  const higher = '回:係長 回:課長 回:部長 決:副知事'
  const by = as('起案者', { shownManifest: changed, currentManifest: changed })
  const story = submitted(line).when(approve, as('係長')).when(giveBack, as('課長'))
  const again = story.when(resubmitOn(routeOf(higher), { effect: 'minor' }), by)
  t.same(toldBy(again), ['係長 changed', '部長 decider_changed'])
  const [event] = again.events.slice(-1)
  if (event === undefined) throw new Error('no event')
  const told = noticesOf(story.proposal, event, again.proposal, story.events)
  t.same(
    told.map((it) => it.facts.decider),
    told.map(() => ({ from: '部長', to: '副知事', because: [] })),
  )
  const same = story.when(resubmitOn(routeOf(line), { effect: 'minor' }), by)
  t.same(toldBy(same), ['係長 changed'], 'not while the same post decides')
  t.end()
})

test('承認者が添付を直接編集: 軽微 tells those who acted and the drafter what changed', (t) => {
  const story = submitted(line).when(approve, as('係長'))
  const edit: ApprovalEvent = {
    ...{ by: { ...theSystem, person: as('課長').person, name: '課長' }, at: as('課長').at },
    manifestSha256: 'a'.repeat(64) as Sha256,
    type: 'revised',
    step: 's2',
    effect: 'minor',
    changes: [{ kind: 'file', name: '別紙.xlsx' }],
    reason: '誤字',
    to: changed,
  }
  const told = noticesOf(story.proposal, edit, evolve(story.proposal, edit), story.events)
  const facts = { text: '誤字', changes: [{ kind: 'file', name: '別紙.xlsx' }] }
  t.same(told, [
    { kind: 'changed', person: '係長', facts },
    { kind: 'changed', person: '起案者', facts },
  ])
  const major = { ...edit, effect: 'major' as const }
  t.same(toldBy(new Story([...story.events, major])), ['係長 act_again', '起案者 changed'])
  t.same(noticesOf(draft, edit, story.proposal, []), [], 'of a draft nobody is told')
  t.end()
})

test('引上げ: those who were skipped are told that 後閲 is theirs', (t) => {
  const story = submitted(line, { matter: { urgent: true } }).when(
    { type: 'pull_up', reason: '本日中に決裁が要るため' },
    as('部長'),
  )
  t.same(toldBy(story), ['係長 pulled_up', '課長 pulled_up'])
  t.end()
})

test('代決: the absent decider is told that 後閲 is his or hers, the drafter and all who acted that it was decided', (t) => {
  const world = { absent: { 部長: '出張' }, standIns: { 部長: ['課長'] } }
  const story = submitted('回:係長 決:部長', {}, { world })
    .when(approve, as('係長', { world }))
    .when({ type: 'decide', acting: {} }, as('課長', { world }))
  t.same(toldBy(story), ['部長 decided_for_you', '起案者 decided', '係長 decided'])
  t.end()
})

test('決裁: the drafter and all who acted are told', (t) => {
  const story = submitted(line)
    .when(approve, as('係長'))
    .when(approve, as('課長'))
    .when({ type: 'decide', condition: '予算の範囲内で' }, as('部長'))
  t.same(toldBy(story), ['起案者 decided', '係長 decided', '課長 decided'])
  const before = replay(draft, story.events.slice(0, -1))
  const event = story.events.at(-1) as ApprovalEvent
  t.same(noticesOf(before, event, story.proposal, story.events.slice(0, -1))[0]?.facts, {
    text: '予算の範囲内で',
  })
  t.end()
})

test('承認者の引戻し: those who had it next are told', (t) => {
  const story = submitted(office).when(approve, as('係長')).when({ type: 'take_back' }, as('係長'))
  t.same(toldBy(story), ['財政 turn_taken_back', '人事 turn_taken_back'])
  t.same(toldBy(submitted(line).when({ type: 'take_back' }, as('起案者'))), ['係長 turn_taken_back'])
  const returned = submitted(line).when(giveBack, as('係長')).when({ type: 'take_back' }, as('係長'))
  t.same(toldBy(returned), ['起案者 turn_taken_back'], 'a 差戻し that is taken back')
  t.end()
})

test('取下げ・否決・廃案: everybody who acted is told, and those it waited for', (t) => {
  const story = submitted(office).when(approve, as('係長')).when(agree, as('財政'))
  const withdrawn = story.when({ type: 'withdraw', reason: '不要' }, as('起案者'))
  t.same(toldBy(withdrawn), ['係長 withdrawn', '財政 withdrawn', '人事 withdrawn'])
  const rejected = story
    .when(agree, as('人事'))
    .when({ type: 'reject', reason: '認められない。' }, as('部長'))
  t.same(toldBy(rejected), ['起案者 rejected', '係長 rejected', '財政 rejected', '人事 rejected'])
  t.end()
})

test('取下げ・否決・廃案: of 廃案 the 合議先 is told, also one whose consent had fallen by a 重要な変更', (t) => {
  const story = submitted(office)
    .when(approve, as('係長'))
    .when(agree, as('財政'))
    .when(giveBack, as('人事'))
    .when(
      resubmitOn(routeOf(office), { effect: 'major' }),
      as('起案者', { shownManifest: changed, currentManifest: changed }),
    )
    .when(
      { type: 'abandon', reason: '計画の中止' },
      as('課長', { shownManifest: changed, currentManifest: changed, holds: ['係長'] }),
    )
  t.same(
    sorted(toldBy(story)),
    sorted(['起案者 abandoned', '係長 abandoned', '財政 abandoned', '人事 abandoned']),
  )
  t.end()
})

test('承認者の引戻し: who took the act back is no more among those who acted', (t) => {
  const story = submitted(line)
    .when(approve, as('係長', { holds: ['係長'] }))
    .when({ type: 'take_back' }, as('係長'))
    .when({ type: 'withdraw', reason: '不要' }, as('起案者'))
  t.same(toldBy(story), ['係長 withdrawn'], 'told because it waits there, once')
  t.end()
})

test('並行合議、同意と異議: the drafter learns of the objection, then both of the 処理意見', (t) => {
  const objected = submitted('合:財政+合:人事 決:部長').when(agree, as('人事')).when(object, as('財政'))
  t.same(toldBy(objected), ['起案者 objected'])
  const responded = objected.when({ type: 'respond', step: 's1', text: '補正予算で対応する。' }, as('起案者'))
  t.same(toldBy(responded), ['財政 responded', '部長 responded'])
  t.end()
})

test('並行合議、一方が差戻し: the other is told that it is suspended', (t) => {
  const story = submitted(office, { policy: { concurCollect: 'first_return_stops' } })
    .when(approve, as('係長'))
    .when(giveBack, as('人事'))
  t.same(sorted(toldBy(story)), sorted(['起案者 returned', '係長 returned_elsewhere', '財政 suspended']))
  t.end()
})

test('並行合議、一方が差戻し: one that waits for the others tells nobody until the last of them has spoken', (t) => {
  const asked = submitted(office, { policy: { concurCollect: 'wait_all' } })
    .when(approve, as('係長'))
    .when(giveBack, as('人事'))
  t.same(toldBy(asked), [])
  const last = asked.when(agree, as('財政'))
  t.equal(last.proposal.status, 'returned')
  t.same(
    sorted(toldBy(last)),
    sorted(['起案者 returned', '係長 returned_elsewhere', '人事 returned_elsewhere']),
  )
  t.end()
})

test('差戻し to an earlier step tells its post, and the drafter', (t) => {
  const story = submitted(line)
    .when(approve, as('係長'))
    .when({ ...giveBack, to: 's1' }, as('課長'))
  t.same(toldBy(story), ['係長 returned_to_step', '起案者 returned_elsewhere'])
  t.end()
})

test('供覧 and 相談 tell those they go to; the answer who asked', (t) => {
  const person = { person: as('秘書').person, name: '秘書', title: '秘書' }
  const shown = submitted(line).when({ type: 'circulate', kind: 'inform', to: [person] }, as('係長'))
  t.same(toldBy(shown), ['秘書 circulated'])
  const asked = submitted(line).when({ type: 'ask', to: person, text: '前例は。' }, as('係長'))
  t.same(toldBy(asked), ['秘書 asked'])
  t.same(toldBy(asked.when({ type: 'answer', question: 'q1', text: 'あり。' }, as('秘書'))), [
    '係長 answered',
  ])
  t.end()
})

test('不在 passed over: the absent one learns that 後閲 is his or hers; 後閲 done: the drafter', (t) => {
  const world = { absent: { 係長: '休暇' } }
  const story = submitted(line, {}, { world })
  t.same(toldBy(story), ['係長 passed_over'])
  t.same(toldBy(story.when({ type: 'post_review' }, as('係長'))), ['起案者 post_reviewed'])
  t.end()
})

test('what the records office moves is told to both sides', (t) => {
  const story = submitted(line)
  const office = { by: { ...theSystem, person: as('文書管理者').person }, at: as('係長').at }
  const fields = { ...office, manifestSha256: 'a'.repeat(64) as Sha256, reason: '組織改正' }
  const reassigned: ApprovalEvent = {
    ...fields,
    type: 'reassigned',
    step: 's1',
    post: 'U:主査' as never,
    postName: '主査',
    seated: [],
  }
  t.same(toldBy(new Story([...story.events, reassigned])), ['係長 reassigned_away', '主査 reassigned_to_you'])
  const seat: ApprovalEvent = { ...fields, type: 'seat_confirmed', step: 's1' }
  t.same(toldBy(new Story([...story.events, seat])), ['係長 seat_confirmed', '起案者 seat_confirmed'])
  const handed: ApprovalEvent = {
    ...fields,
    type: 'draft_handed_over',
    to: { ...theSystem, person: as('後任').person, name: '後任' },
  }
  t.same(toldBy(new Story([...story.events, handed])), ['後任 handed_over_to_you', '起案者 handed_over_away'])
  t.end()
})

test('a route changed by an approver: the drafter, who came and who went', (t) => {
  const story = submitted('回:係長 ?合:財政 決:部長')
  const { route } = story.proposal as Extract<typeof story.proposal, { status: 'in_approval' }>
  const [first, second, last] = route.stages
  if (first === undefined || second === undefined || last === undefined) throw new Error('three stages')
  const [other] = routeOf('合:人事').stages
  const added = { ...other, steps: (other?.steps ?? []).map((it) => ({ ...it, id: 's9' })) }
  const event: ApprovalEvent = {
    ...{ by: { ...theSystem, person: as('係長').person }, at: as('係長').at },
    manifestSha256: 'a'.repeat(64) as Sha256,
    type: 'route_changed',
    route: { ...route, stages: [first, added, last] },
    added: ['人事'],
    removed: ['財政'],
    reason: '所管が違う',
  }
  t.same(toldBy(new Story([...story.events, event])), [
    '起案者 route_changed',
    '人事 added_to_route',
    '財政 removed_from_route',
  ])
  t.end()
})

test('至急 set on the way is told to whom it waits for; numbers and notes on the cover to nobody', (t) => {
  const story = submitted(line).when({ type: 'set_urgency', urgent: true, reason: '期限' }, as('起案者'))
  t.same(toldBy(story), ['係長 urgent_now'])
  const quiet = { by: theSystem, at: as('係長').at, manifestSha256: changed }
  const decided = submitted('決:部長').when({ type: 'decide' }, as('部長'))
  for (const event of [
    { ...quiet, type: 'cover_noted', text: '公布番号' },
    { ...quiet, type: 'numbered', kind: '施行番号', text: '第1号' },
  ] as const) {
    t.same(toldBy(new Story([...decided.events, event])), [], event.type)
  }
  t.end()
})

test('秘の解除 is told to those on the list', (t) => {
  const story = submitted(line, { matter: { secrecy: 'secret', accessList: [as('秘書').person] } })
  const event: ApprovalEvent = {
    ...{ by: theSystem, at: as('係長').at, manifestSha256: changed },
    type: 'secrecy_released',
    reason: '時限',
  }
  t.same(toldBy(new Story([...story.events, event])), ['起案者 secrecy_released', '秘書 secrecy_released'])
  t.end()
})

test('保留 tells the drafter and the other holders of the post, with the reason; so does its end', (t) => {
  const held = submitted(line).when({ type: 'hold', reason: '予算を確認中' }, as('係長'))
  t.same(toldBy(held), ['起案者 held'], 'a post is asked by its name, and the one who holds is left out')
  const other = as('次席', { holds: ['係長'] })
  const byOther = submitted(line).when({ type: 'hold', reason: '確認' }, other)
  t.same(sorted(toldBy(byOther)), sorted(['係長 held', '起案者 held']))
  const event = byOther.events.at(-1) as ApprovalEvent
  t.same(noticesOf(submitted(line).proposal, event, byOther.proposal, []), [
    { kind: 'held', post: 'U:係長', facts: { text: '確認', step: '係長' } },
    { kind: 'held', person: '起案者', facts: { text: '確認', step: '係長' } },
  ])
  const ended = byOther.when({ type: 'end_hold' }, other)
  t.same(sorted(toldBy(ended)), sorted(['係長 hold_ended', '起案者 hold_ended']))
  t.end()
})

test('意見 and 持回りの説明 tell the drafter, with the words; one’s own tell nobody', (t) => {
  const said: Command = { type: 'comment', text: '別表の単価を確かめられたい。' }
  const story = submitted(line).when(said, as('係長'))
  t.same(toldBy(story), ['起案者 commented'])
  const event = story.events.at(-1) as ApprovalEvent
  t.same(noticesOf(submitted(line).proposal, event, story.proposal, []), [
    { kind: 'commented', person: '起案者', facts: { text: '別表の単価を確かめられたい。' } },
  ])
  const explained: Command = { type: 'explain', to: '部長' }
  t.same(toldBy(submitted(line).when(explained, as('係長'))), ['起案者 explained'])
  t.same(toldBy(submitted(line).when(said, as('起案者'))), [])
  t.same(toldBy(submitted(line).when(explained, as('起案者'))), [])
  t.end()
})
