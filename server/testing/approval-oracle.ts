import type { ApprovalEvent, EventOf, Recipient } from '../domain/approval/events.ts'
import type { Proposal, Submitted } from '../domain/approval/proposal.ts'
import type { Step } from '../domain/approval/route.ts'
import { peopleOf } from './approval-givens.ts'
import { type Ledger, lastPull, stageIndex, stepIn } from './approval-ledger.ts'
import { isBarred, isSettled, turnIn, waitingIn } from './approval-waiting.ts'
import type { Taken } from './approval-model.ts'
import { type Office, worldOf } from './approval-office.ts'
import { whyNotIssued } from './issuing-ledger.ts'

type SealEvent = EventOf<'approved' | 'provisionally_decided' | 'examined' | 'concurred' | 'decided'>
/** Everything an act is judged by: the log so far, who was in office, and what was asked. */
type Case = {
  readonly taken: Taken
  readonly before: Submitted
  readonly ledger: Ledger
  readonly step: Step | undefined
}

const sealTypes = {
  approved: 'review',
  provisionally_decided: 'review',
  examined: 'examine',
  concurred: 'concur',
  decided: 'decide',
} as const
const section = ['起案者', '係長', '課長']

/** Who holds a post. */
function held(office: Office, post: string): readonly string[] {
  return office.holders[post.slice(2)] ?? [post.slice(2)]
}

function unless(holds: boolean, why: string): string | undefined {
  return holds ? undefined : why
}

/** Why an act was not this person's to do; undefined when it was. */
export function whyNotAllowed(
  taken: Taken,
  event: ApprovalEvent,
  before: Proposal,
  ledger: Ledger | undefined,
): string | undefined {
  const { acting, office } = taken
  if (event.by.person === 'system') {
    if (before.status === 'draft' || ledger === undefined) return 'the system acts on a draft'
    const step = 'step' in event ? stepIn(ledger.route, event.step) : undefined
    return whyNotBySystem({ taken, before, ledger, step }, event)
  }
  if (event.by.person !== acting.person) return 'in the name of somebody else'
  if (!held(office, event.by.capacity.post).includes(acting.person)) return 'in a capacity not held'
  for (const also of event.by.alsoAs)
    if (!held(office, also.post).includes(acting.person)) return 'also in one not held'
  if (event.type === 'submitted') return unless(acting.person === '起案者', 'not the drafter')
  if (before.status === 'draft' || ledger === undefined) return 'on a draft'
  const step = 'step' in event ? stepIn(ledger.route, event.step) : undefined
  return whyNotByPerson({ taken, before, ledger, step }, event)
}

/** Time and the organisation do these three things and no other: nothing is ever approved by the clock. */
function whyNotBySystem(it: Case, event: ApprovalEvent): string | undefined {
  const { taken, before, ledger } = it
  switch (event.type) {
    case 'passed_over':
      return whyNotPassed(it, event)
    case 'secrecy_released': {
      const { secretUntil } = ledger.matter
      if (taken.acting.person !== 'system') return 'released beside another act'
      if (!isSecret(ledger)) return 'released what is no secret'
      return unless(secretUntil !== undefined && event.at >= secretUntil, 'released before its time')
    }
    case 'circulated': {
      if (before.status !== 'decided' || !taken.events.some((one) => one.type === 'decided'))
        return 'shown by itself before the 決裁'
      const named = ledger.route.circulation.flatMap(({ unit }) => peopleOf[unit] ?? [])
      const strangers = event.to.filter(({ person }) => !named.includes(person))
      if (strangers.length > 0) return 'shown by itself to somebody the route does not name'
      return whyNotShown(it, event.to) ?? unless(new Set(event.to.map(({ person }) => person)).size === event.to.length, 'shown twice') // prettier-ignore
    }
    default:
      return 'the system does not do that'
  }
}

function whyNotPassed(it: Case, event: EventOf<'passed_over'>): string | undefined {
  const { taken, before, ledger, step } = it
  if (before.status !== 'in_approval' || step === undefined || !waitingIn(ledger).includes(step))
    return 'passed over what does not wait'
  const holders = held(taken.office, step.post)
  if (holders.length === 0 || step.role === 'decide') return 'passed over a vacancy or the 決裁'
  if (event.cause === 'self') {
    if (ledger.settings.selfApproval !== 'skip_and_record') return 'the own step blocks'
    return unless(
      holders.every((one) => ledger.drafters.has(one)),
      'not the own step',
    )
  }
  const isLine = step.role === 'review' && step.provisional !== true
  if (!isLine || ledger.settings.absentReviewer !== 'post_review') return 'must be waited for'
  if (before.holds.some((one) => one.step === step.id)) return 'passed over a 保留'
  if (ledger.again.sentTo.has(step.id)) return 'passed over whom it was sent back to'
  return unless(
    holders.every((one) => taken.office.absent[one] !== undefined),
    'somebody is there',
  )
}

function whyNotByPerson(it: Case, event: ApprovalEvent): string | undefined {
  const { taken, before, ledger, step } = it
  const { acting, office } = taken
  const isDrafter = before.drafter.person === acting.person
  const running = before.status === 'in_approval' || before.status === 'returned'
  switch (event.type) {
    case 'approved':
    case 'provisionally_decided':
    case 'examined':
    case 'concurred':
    case 'decided':
      return whyNotSealed(it, event)
    case 'rejected':
      if (step?.role !== 'decide' || ledger.drafters.has(acting.person)) return 'not the decider'
      return whyNotOwnTurn(it, event.also)
    case 'returned':
      if (event.to !== undefined && stageIndex(ledger.route, event.to) >= turnIn(ledger)) return 'not back'
      return whyNotOwnTurn(it)
    case 'held':
    case 'revised':
    case 'edit_judged_major':
      return whyNotOwnTurn(it)
    case 'hold_ended':
      if (!before.holds.some((one) => one.step === event.step && one.by.person === acting.person))
        return 'not the own 保留'
      return unless(step !== undefined && held(office, step.post).includes(acting.person), 'without the post')
    case 'pulled_up':
      return whyNotPulled(it, event)
    case 'act_taken_back':
      return whyNotTakenBack(it, event)
    case 'submission_taken_back': {
      const acted = [...ledger.stood.values()].some(
        (one) =>
          'at' in one &&
          ['sealed', 'asked_return', 'pull_up'].includes(one.how) &&
          one.at > ledger.submittedAt,
      )
      if (!isDrafter && !isOfGroup(it)) return 'not of the 係'
      return unless(before.status === 'in_approval' && !acted, 'somebody acted')
    }
    case 'resubmitted':
      if (event.mode === 'resume' && ledger.settings.returnResume === 'restart') return 'must restart'
      return unless(isDrafter && before.status === 'returned', 'not the drafter’s turn')
    case 'withdrawn':
      return unless(running && (isDrafter || isOfGroup(it)), 'not of the 係, or over')
    case 'abandoned':
    case 'urgency_set':
    case 'explained':
      return unless(running && speaksForDraft(it), 'not of the 主務課, or over')
    case 'responded': {
      const objection = ledger.stood.get(event.step)
      const isOpen = objection?.how === 'sealed' && objection.opinion === 'object' && !objection.answered
      return unless(running && isOpen && speaksForDraft(it), 'no objection to answer')
    }
    case 'route_changed':
      return whyNotChanged(it, event)
    case 'seat_confirmed':
    case 'reassigned':
      if (step === undefined || step.skipped !== undefined || isSettled(ledger, step))
        return 'settled already'
      if (event.type === 'reassigned' && step.role === 'decide') return 'another decider'
      return unless(
        before.status === 'in_approval' && acting.person === '文書管理者',
        'not the records office',
      )
    case 'draft_handed_over':
      return unless(running && acting.person === '文書管理者', 'not the records office')
    case 'passed_over':
      return 'only the system passes over'
    case 'post_reviewed': {
      const owed = before.postReviews.find((one) => one.id === event.review && one.done === undefined)
      return unless(owed !== undefined && held(office, owed.post).includes(acting.person), 'owes no 後閲')
    }
    case 'circulated':
      return whyNotShown(it, event.to)
    case 'acknowledged': {
      const showing = ledger.shown[Number(event.showing.slice(1)) - 1]
      return unless(showing?.person === acting.person && !showing.seen, 'not shown, or seen')
    }
    case 'commented':
      return unless(event.text.trim() !== '', 'without a word')
    case 'asked':
      return event.to.person === acting.person ? 'asks himself' : whyNotKnown(it, [event.to])
    case 'answered': {
      const question = ledger.asked[Number(event.question.slice(1)) - 1]
      return unless(question?.to === acting.person && !question.answered, 'not asked, or answered')
    }
    case 'paper_moved':
      return unless(ledger.matter.paper !== undefined, 'R-18 there is no paper')
    case 'cover_noted':
      return unless(before.status === 'decided' && isOfSection(it), 'R-11 not decided, or not of the 主務課')
    case 'numbered':
      if (ledger.numbers.has(event.kind)) return 'R-19 a second number'
      return unless(before.status === 'decided' && isOfSection(it), 'R-10 not decided, or not of the 主務課')
    case 'secrecy_released':
      return unless(isSecret(ledger) && speaksForDraft(it), 'no secret, or not of the 主務課')
    case 'submitted':
    case 'imported':
      return 'submitted twice'
    default:
      return (
        unless(before.status === 'decided', 'R-10 施行 before the 決裁') ??
        whyNotIssued(ledger, event, { person: acting.person, isOfSection: isOfSection(it) })
      )
  }
}

/** The step waits, by itself or behind the ones taken along, the person has its post, and nobody else keeps it. */
function whyNotOwnTurn(it: Case, also: readonly string[] = []): string | undefined {
  const { taken, before, ledger, step } = it
  if (before.status !== 'in_approval' || step === undefined) return 'not on its way'
  const first = also[0] ?? step.id
  if (!waitingIn(ledger).some((one) => one.id === first)) return 'not the turn of this step'
  const posts = [step.post, ...also.map((id) => stepIn(ledger.route, id)?.post ?? '')]
  if (posts.some((post) => !held(taken.office, post).includes(taken.acting.person))) return 'without the post'
  return unless(![step.id, ...also].some((id) => isKept(it, id)), 'a 保留')
}

/** Whether another one, who has the post and is there, keeps a step (保留). */
function isKept({ taken, before, ledger }: Case, id: string): boolean {
  const { office, acting } = taken
  const keeper = before.holds.find((one) => one.step === id && one.by.person !== acting.person)?.by.person
  const post = stepIn(ledger.route, id)?.post
  if (keeper === undefined || post === undefined) return false
  return held(office, post).includes(keeper) && office.absent[keeper] === undefined
}

function whyNotSealed(it: Case, event: SealEvent): string | undefined {
  const { taken, ledger, step } = it
  if (step === undefined || step.skipped !== undefined) return 'no such step'
  if (step.role !== sealTypes[event.type]) return 'another role'
  if ((step.provisional === true) !== (event.type === 'provisionally_decided'))
    return '仮決裁 is an act of its own'
  if (ledger.drafters.has(taken.acting.person)) return 'of the own draft'
  const along = (event.also ?? []).flatMap((id) => stepIn(ledger.route, id) ?? [])
  const asks = [step, ...along].some(({ role }) => ledger.settings.paperTickOf.includes(role))
  if (ledger.matter.paper !== undefined && asks && event.paperChecked !== true)
    return 'R-18 the paper was not checked'
  if (event.type === 'concurred' && event.opinion !== 'agree' && (event.comment ?? '').trim() === '')
    return 'an objection without a word'
  if ('actingFor' in event && event.actingFor !== undefined) return whyNotStandIn(it, step, event.actingFor)
  return whyNotOwnTurn(it, event.also) ?? [step, ...along].map((one) => whyCameBefore(it, one)).find(Boolean)
}

/** Somebody who came to a post by transfer and acted before in another one waits for the records office. */
function whyCameBefore({ taken, ledger }: Case, step: Step): string | undefined {
  const { person } = taken.acting
  if (step.seated.includes(person) || ledger.confirmed.has(`${step.post} ${person}`)) return undefined
  const before = [...ledger.stood].some(
    ([id, one]) =>
      (one.how === 'sealed' || one.how === 'asked_return') &&
      one.by === person &&
      id !== step.id &&
      stepIn(ledger.route, id)?.post !== step.post,
  )
  return before ? 'acted before in another post' : undefined
}

function whyNotPulled(
  { taken, before, ledger, step }: Case,
  event: EventOf<'pulled_up'>,
): string | undefined {
  if (before.status !== 'in_approval' || step === undefined) return 'not on its way'
  if (!held(taken.office, step.post).includes(taken.acting.person)) return 'without the post'
  if (stageIndex(ledger.route, step.id) <= turnIn(ledger)) return 'it is the turn already'
  if (ledger.settings.pullUpRequires === 'urgent' && !ledger.matter.urgent) return 'not urgent'
  if (step.role === 'decide' && isBarred(ledger)) return 'R-15 an objection is unanswered'
  const roles: readonly string[] = ledger.settings.pullUpMaySkip
  if (event.skipped.some((id) => stepIn(ledger.route, id)?.provisional === true)) return 'R-14 over a 仮決裁'
  const skipped = event.skipped.map((id) => stepIn(ledger.route, id)?.role ?? 'none')
  return unless(skipped.length > 0 && skipped.every((role) => roles.includes(role)), 'R-14')
}

function whyNotTakenBack(
  { taken, before, ledger }: Case,
  event: EventOf<'act_taken_back'>,
): string | undefined {
  if (before.status !== 'in_approval' && before.status !== 'returned') return 'over'
  const own =
    event.what === 'sent_back'
      ? ledger.sentFrom.get(event.step)
      : event.what === 'pulled_up'
        ? lastPull(ledger, event.step)
        : ledger.stood.get(event.step)
  if (own === undefined || !('by' in own) || own.by !== taken.acting.person) return 'not the own act'
  const stage = stageIndex(ledger.route, event.step)
  const later = [...ledger.stood].some(([id, one]) => {
    if (!['sealed', 'asked_return', 'pull_up'].includes(one.how) || !('at' in one) || one.at <= own.at)
      return false
    return stageIndex(ledger.route, 'into' in one ? one.into : id) > stage
  })
  return unless(!later, 'the next one has acted')
}

function whyNotChanged({ taken, before, ledger }: Case, event: EventOf<'route_changed'>): string | undefined {
  const { acting, office } = taken
  const turn = waitingIn(ledger).some((step) => held(office, step.post).includes(acting.person))
  if (before.status !== 'in_approval') return 'not on its way'
  if (!turn && before.drafter.person !== acting.person) return 'neither the drafter nor whose turn it is'
  const was = ledger.route.stages.flatMap((stage) => stage.steps)
  const is = event.route.stages.flatMap((stage) => stage.steps)
  if (is.at(-1)?.post !== was.at(-1)?.post || is.filter((step) => step.role === 'decide').length !== 1)
    return 'R-01 another decider'
  const gone = was.filter((step) => !is.some((one) => one.id === step.id))
  return unless(
    gone.every((step) => step.removable === true && !ledger.stood.has(step.id)),
    'took out what stays',
  )
}

function isSecret({ matter, released }: Ledger): boolean {
  return matter.secrecy !== 'none' && !released
}

function whyNotShown(it: Case, to: readonly Recipient[]): string | undefined {
  const open = it.ledger.shown.filter((one) => !one.seen).map((one) => one.person)
  if (to.length === 0 || to.some(({ person }) => open.includes(person))) return 'shown to nobody new'
  return whyNotKnown(it, to)
}

/** of a secret matter only those on its list, and its drafter, are shown or asked anything. */
function whyNotKnown({ before, ledger }: Case, to: readonly Recipient[]): string | undefined {
  const listed: readonly string[] = [...ledger.matter.accessList, before.drafter.person]
  return unless(
    !isSecret(ledger) || to.every(({ person }) => listed.includes(person)),
    'R-16 not on the list',
  )
}

/** The drafter, or one of the 主務課 with a post of the line on the route. */
function speaksForDraft({ taken, before, ledger }: Case): boolean {
  const { person } = taken.acting
  if (before.drafter.person === person) return true
  const steps = ledger.route.stages.flatMap((stage) => stage.steps).filter((step) => step.role !== 'concur')
  return section.includes(person) && steps.some((step) => held(taken.office, step.post).includes(person))
}

/** 同係, which takes back and withdraws in the drafter's stead: of the 課 and without a seat on the route. */
function isOfGroup({ taken, ledger }: Case): boolean {
  const { person } = taken.acting
  const steps = ledger.route.stages.flatMap((stage) => stage.steps)
  return section.includes(person) && !steps.some((step) => held(taken.office, step.post).includes(person))
}

function isOfSection({ taken, before }: Case): boolean {
  return before.drafter.person === taken.acting.person || section.includes(taken.acting.person)
}

type Stated = NonNullable<EventOf<'decided'>['actingFor']>

/** R-12, each of its conditions: absence, order, kind of matter. */
function whyNotStandIn(it: Case, step: Step, stated: Stated): string | undefined {
  const { taken, before, ledger } = it
  const { acting, office, command } = taken
  const { settings } = ledger
  const world = worldOf(office)
  const name = step.post.slice(2)
  const holders = held(office, step.post)
  if (before.status !== 'in_approval' || !waitingIn(ledger).includes(step)) return 'not the turn of this step'
  const [holder] = holders
  if (holder === undefined) return 'a vacant post'
  if (holders.includes(acting.person)) return 'his own post'
  if (ledger.drafters.has(acting.person)) return 'of the own draft'
  if (stated.person !== holder || stated.post !== step.post) return 'for somebody else'
  const registered = holders.every((it) => office.absent[it] !== undefined)
    ? office.absent[holder]
    : undefined
  const said = 'acting' in command ? (command.acting?.absence ?? '').trim() : ''
  if (registered === undefined && said === '') return 'the holder is there'
  if (stated.absence !== (registered ?? said)) return 'another absence than there is'
  const order = world.standIns?.[name] ?? []
  const place = order.findIndex((it) => (office.holders[it] ?? [it]).includes(acting.person))
  if (place === -1) return 'not in the order'
  const sooner = order
    .slice(0, place)
    .flatMap((it) => office.holders[it] ?? [it])
    .filter((it) => it !== acting.person && office.absent[it] === undefined)
  if (sooner.length > 0) return 'another one comes first'
  const concurs = step.role === 'concur' && settings.actingAppliesTo === 'decider_and_concur'
  if (step.role !== 'decide' && !concurs) return 'not for this role'
  if (isKept(it, step.id)) return 'a 保留'
  const objected = [...ledger.stood.values()].some((it) => it.how === 'sealed' && it.opinion === 'object')
  const flags = [...ledger.matter.flags, ...(objected ? ['合議不調'] : [])]
  const { exception } = stated
  const excepted = exception !== undefined && settings.actingExceptions.includes(exception.kind)
  return unless(excepted || !flags.some((it) => settings.actingForbiddenFlags.includes(it)), 'reserved')
}
