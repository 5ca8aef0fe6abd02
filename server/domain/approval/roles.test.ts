import { test } from 'tap'
import { as, capacityOf, postOf, resubmitOn, routeOf, submitted } from '../../testing/approval-world.ts'
import type { World } from '../../testing/approval-world.ts'
import { allowed } from './allowed.ts'
import type { Command, CommandOf } from './commands.ts'
import type { Actor, MatterFacts } from './events.ts'

const approve: Command = { type: 'approve' }
const decision: Command = { type: 'decide' }
const line = '回:係長 決:部長'
const office = as('文書管理者')

function actor(name: string): Actor {
  return { person: name as never, name, capacity: capacityOf(name), alsoAs: [] }
}

function hand(to: string): Command {
  return { type: 'hand_over_draft', to: actor(to), reason: '異動' }
}

function reassign(step: string, to: string, seated: readonly string[] = [to]): CommandOf<'reassign'> {
  return { type: 'reassign', step, post: postOf(to), postName: to, seated: seated as never, reason: '欠員' }
}

test('Drafter is also an approver: who drafted it before it was handed over neither approves, decides nor 代決s', async (t) => {
  const story = submitted('回:課長 回:次長 決:部長').when(hand('後任'), office)
  const promoted: World = { holders: { 課長: ['起案者'] } }
  t.match(story.ask(approve, as('起案者', { holds: ['課長'], world: promoted })), {
    error: { code: 'drafter_may_not_approve' },
  })
  const passed = story.when({ type: 'comment', text: '引継ぎ' }, as('次長', { world: promoted }))
  t.match(passed.proposal, { turn: 1, passed: [{ step: 's1', cause: 'self' }] })
  const atDecider = passed.when(approve, as('次長'))
  const decides: World = { holders: { 部長: ['起案者'] } }
  t.same(atDecider.ask(decision, as('起案者', { holds: ['部長'], world: decides })), {
    ok: false,
    error: { code: 'drafter_may_not_decide' },
  })
  const standsIn: World = { absent: { 部長: '出張' }, standIns: { 部長: ['課長'] }, ...promoted }
  const claim: Command = { type: 'decide', acting: {} }
  t.match(atDecider.ask(claim, as('起案者', { holds: ['課長'], world: standsIn })), {
    error: { code: 'drafter_may_not_decide' },
  })
})

test('a draft is not handed to its decider, nor a step given to its drafter’s post', async (t) => {
  const story = submitted('合:財政 決:部長')
  t.same(story.ask(hand('部長'), office), {
    ok: false,
    error: { code: 'decider_would_draft', postName: '部長' },
  })
  const given = reassign('s1', '主査', ['起案者'])
  t.same(story.ask(given, office), { ok: false, error: { code: 'drafter_seated', postName: '主査' } })
  const handed = story.when(hand('後任'), office)
  t.match(handed.ask(given, office), { error: { code: 'drafter_seated' } }, 'nor to who drafted it before')
})

test('R-16 of a 秘 case steps and drafts are given to those alone whom the list names', async (t) => {
  const matter = { secrecy: 'secret', accessList: ['後任' as never] }
  const story = submitted(line, { matter })
  const refused = { ok: false, error: { code: 'secret_not_listed', names: ['外部'] } }
  t.same(story.ask(hand('外部'), office), refused)
  t.same(story.ask(reassign('s1', '外部'), office), refused)
  t.ok(story.ask(hand('後任'), office).ok)
  t.ok(story.ask(reassign('s1', '後任'), office).ok)
  t.ok(submitted(line).ask(hand('外部'), office).ok, 'of an open one to anybody')
})

test('席の確認 is of one person in one post, and of nobody else in any other', async (t) => {
  const moved: World = { holders: { 部長: ['係長'] } }
  const story = submitted('回:係長 回:課長 合:財政 決:部長')
    .when(approve, as('係長'))
    .when(approve, as('課長'))
    .when({ type: 'confirm_seat', step: 's4', reason: '異動' }, as('文書管理者', { world: moved }))
    .when({ type: 'concur', opinion: 'agree' }, as('財政'))
  t.ok(story.ask(decision, as('係長', { holds: ['部長'], world: moved })).ok)
  const other: World = { holders: { 部長: ['課長'] } }
  t.match(story.ask(decision, as('課長', { holds: ['部長'], world: other })), {
    error: { code: 'same_person_again' },
  })
  const higher = story
    .when({ type: 'return', reason: '増額' }, as('係長', { holds: ['部長'], world: moved }))
    .when(resubmitOn(routeOf('回:係長 回:課長 合:財政 決:知事')), as('起案者'))
  const governor: World = { holders: { 知事: ['係長'] } }
  t.match(higher.ask(decision, as('係長', { holds: ['知事'], world: governor })), {
    error: { code: 'same_person_again' },
  })
})

test('起案者が同じ係で異動した: the draft goes on in the new post, on the record', async (t) => {
  const story = submitted(line).when({ type: 'return', reason: '直すこと' }, as('係長'))
  const again = story.when(resubmitOn(routeOf(line)), as('起案者', { holds: ['部長', '主査'] }))
  t.match(again.events.at(-1), { by: { capacity: { post: postOf('部長') } } })
  t.match(again.proposal, { drafter: { person: '起案者', capacity: { post: postOf('部長') } } })
})

test('同係 takes a case back and withdraws it in the drafter’s stead; who has a seat on the route does neither', async (t) => {
  const section = ['SEC' as never]
  const colleague = as('主事', { sections: section })
  const withdraw: Command = { type: 'withdraw', reason: '起案者が入院' }
  const story = submitted(line)
  t.equal(story.when(withdraw, colleague).proposal.status, 'withdrawn')
  t.equal(story.when({ type: 'take_back' }, colleague).proposal.status, 'returned')
  t.match(story.ask(withdraw, as('係長')), {
    error: { code: 'not_of_group', drafter: '総務課起案者 起案者' },
  })
  t.match(story.ask({ type: 'take_back' }, as('係長')), { error: { code: 'nothing_to_take_back' } })
  const elsewhere = { ...capacityOf('主事'), post: 'V:主事' as never }
  t.match(story.ask(withdraw, as('主事', { sections: section, capacities: [elsewhere] })), {
    error: { code: 'not_of_group' },
  })
  t.match(story.ask(withdraw, as('主事')), { error: { code: 'not_of_group' } }, 'of another 課')
})

test('監査 and others who may only read leave nothing on a case', async (t) => {
  const paper = { reason: '縮小できない', what: '図面' }
  const story = submitted(line, { matter: { paper } })
  const to = { person: '人事' as never, name: '人事', title: '' }
  const acts: readonly Command[] = [
    { type: 'comment', text: '一言' },
    { type: 'ask', to, text: '前例は' },
    { type: 'circulate', kind: 'inform', to: [to] },
    { type: 'move_paper', place: '監査室' },
  ]
  const auditor = as('監査', { roles: ['auditor'] })
  for (const act of acts) {
    t.match(story.ask(act, auditor), { error: { code: 'not_concerned' } }, act.type)
    for (const who of ['起案者', '係長', '部長', '課長', '文書管理者']) t.ok(story.ask(act, as(who)).ok, who)
  }
  t.same(allowed(story.proposal, auditor), [])
})

test('至急 set on the way stays through a resubmission, unless the drafter types another since', async (t) => {
  const day = '2026-05-20' as never
  const story = submitted(line)
    .when({ type: 'set_urgency', urgent: true, dueOn: day, reason: '災害' }, as('起案者'))
    .when({ type: 'return', reason: '直すこと' }, as('係長'))
  const matter: MatterFacts = { flags: [], urgent: false, secrecy: 'none', accessList: [] }
  const once = story.when(resubmitOn(routeOf(line), { matter }), as('起案者'))
  t.match(once.proposal, { matter: { urgent: true, dueOn: day } })
  const twice = once.when({ type: 'return', reason: 'なお' }, as('係長'))
  t.match(twice.when(resubmitOn(routeOf(line), { matter }), as('起案者')).proposal, {
    matter: { urgent: true },
  })
  const typed = { ...matter, urgent: true, dueOn: '2026-06-01' as never }
  const other = twice.when(resubmitOn(routeOf(line), { matter: typed }), as('起案者'))
  t.match(other.proposal, { matter: { dueOn: '2026-06-01' } })
  const lifted = other
    .when({ type: 'return', reason: 'なお' }, as('係長'))
    .when(resubmitOn(routeOf(line), { matter }), as('起案者'))
  t.match(lifted.proposal, { matter: { urgent: false } }, 'what was typed last counts')
})
