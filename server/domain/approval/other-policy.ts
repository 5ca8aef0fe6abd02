import type { PolicySettings } from '../authority/policy.ts'
import type { Instant } from '../ids.ts'
import { reservedFlags } from './acting-decision.ts'
import type { ApprovalEvent, EditEffect } from './events.ts'
import { evolve } from './evolve.ts'
import { getStep, openObjections, stageOf, standingObjections } from './progress.ts'
import type { Mark, Proposal, Submitted } from './proposal.ts'
import { awaitedBy, needsTick } from './seal.ts'

/** How an act would have gone under another value of a switch; `seals` counts those given before it. */
export type Otherwise =
  | { readonly code: 'starts_again'; readonly seals: number }
  | { readonly code: 'may_resume'; readonly seals: number }
  | { readonly code: 'seals_fall'; readonly seals: number }
  | { readonly code: 'seals_stand'; readonly seals: number }
  /** Not decided before there is a 処理意見, or before the objector gives way. */
  | { readonly code: 'response_needed' }
  | { readonly code: 'response_free' }
  | { readonly code: 'consent_needed' }
  | { readonly code: 'consent_free' }
  | { readonly code: 'returns_at_once' }
  | { readonly code: 'return_waits'; readonly posts: readonly string[] }
  | { readonly code: 'acting_refused_role' }
  | { readonly code: 'acting_refused_flags'; readonly flags: readonly string[] }
  | { readonly code: 'acting_refused_exception'; readonly exception: 'prior_instruction' | 'emergency' }
  | { readonly code: 'exception_free' }
  | { readonly code: 'post_review_open' }
  | { readonly code: 'post_review_owed' }
  | { readonly code: 'waits_for_absent'; readonly post: string }
  | { readonly code: 'pull_up_refused_posts'; readonly posts: readonly string[] }
  | { readonly code: 'pull_up_refused_not_urgent' }
  | { readonly code: 'tick_needed' }
  | { readonly code: 'tick_free' }
  | { readonly code: 'paper_reason_needed' }

/** One act of a case that would have gone otherwise. */
export type Difference = {
  readonly field: keyof PolicySettings
  /** 職名 of who acted, as it was then. */
  readonly by: string
  readonly at: Instant
  readonly otherwise: Otherwise
}

type Moment = {
  /** The case right before the act. */
  readonly state: Proposal
  readonly event: ApprovalEvent
  readonly before: PolicySettings
  readonly after: PolicySettings
}
type Asker = (moment: Moment) => Otherwise | undefined

function sealsOf(state: Proposal): readonly Mark[] {
  return state.status === 'draft' ? [] : state.marks.filter((it) => it.act !== 'returned')
}

function resumption({ state, event, after }: Moment): Otherwise | undefined {
  if (event.type === 'resubmitted') {
    const seals = sealsOf(state).length
    if (seals === 0) return undefined
    if (after.returnResume === 'restart') {
      return event.mode === 'resume' ? { code: 'starts_again', seals } : undefined
    }
    return event.mode === 'restart' ? { code: 'may_resume', seals } : undefined
  }
  if (event.type !== 'returned' || event.to === undefined || state.status !== 'in_approval') return undefined
  // Back to an earlier step: where the body starts again from there, everybody from that stage on acts again.
  const { route } = state
  const { to } = event
  const later = sealsOf(state).filter((it) => it.step !== to && stageOf(route, it.step) >= stageOf(route, to))
  if (later.length === 0) return undefined
  const code = after.returnResume === 'restart' ? 'seals_fall' : 'seals_stand'
  return { code, seals: later.length }
}

function correction(effect: EditEffect, value: (settings: PolicySettings) => string): Asker {
  return ({ state, event, after }) => {
    const weight =
      event.type === 'edit_judged_major'
        ? 'major'
        : event.type === 'revised' || (event.type === 'resubmitted' && event.mode === 'resume')
          ? event.effect
          : undefined
    const seals = sealsOf(state).length
    if (weight !== effect || seals === 0) return undefined
    return { code: value(after) === 'notify' ? 'seals_stand' : 'seals_fall', seals }
  }
}

function objection({ state, event, before, after }: Moment): Otherwise | undefined {
  const was = before.concurObjection
  const is = after.concurObjection
  if (event.type === 'decided' && state.status === 'in_approval') {
    if (is === 'blocking' && standingObjections(state).length > 0) return { code: 'consent_needed' }
    const answered = openObjections(state).length === 0
    return is !== 'opinion' && !answered ? { code: 'response_needed' } : undefined
  }
  if (event.type === 'responded' && was === 'opinion_with_mandatory_response' && is === 'opinion') {
    return { code: 'response_free' }
  }
  const objects = event.type === 'concurred' && event.opinion === 'object'
  return objects && was === 'blocking' ? { code: 'consent_free' } : undefined
}

function collecting({ state, event, after }: Moment): Otherwise | undefined {
  if (event.type !== 'returned' || event.to !== undefined || state.status !== 'in_approval') return undefined
  if (after.concurCollect === 'first_return_stops') {
    return event.collected === true ? { code: 'returns_at_once' } : undefined
  }
  const settings = { ...state.policy.settings, concurCollect: after.concurCollect }
  const others = awaitedBy(under(state, settings), event.step)
  return others.length === 0 ? undefined : { code: 'return_waits', posts: others.map((it) => it.postName) }
}

/** The 代決 of an event, with the case it was given in; undefined for any other event. */
function standingIn({ state, event }: Moment) {
  if (event.type !== 'decided' && event.type !== 'concurred') return undefined
  if (event.actingFor === undefined || state.status !== 'in_approval') return undefined
  return { event, actingFor: event.actingFor, state }
}

function actingRole(moment: Moment): Otherwise | undefined {
  const is = standingIn(moment)
  const isRefused = moment.after.actingAppliesTo === 'decider_only' && is?.event.type === 'concurred'
  return isRefused ? { code: 'acting_refused_role' } : undefined
}

function under<State extends Submitted>(state: State, settings: PolicySettings): State {
  return { ...state, policy: { ...state.policy, settings } }
}

function actingFlags(moment: Moment): Otherwise | undefined {
  const is = standingIn(moment)
  if (is === undefined) return undefined
  const flags = reservedFlags(under(is.state, moment.after))
  if (is.actingFor.exception === undefined) {
    return flags.length === 0 ? undefined : { code: 'acting_refused_flags', flags }
  }
  return flags.length === 0 ? { code: 'exception_free' } : undefined
}

function actingException(moment: Moment): Otherwise | undefined {
  const exception = standingIn(moment)?.actingFor.exception?.kind
  if (exception === undefined || moment.after.actingExceptions.includes(exception)) return undefined
  return { code: 'acting_refused_exception', exception }
}

function laterViewing(moment: Moment): Otherwise | undefined {
  const is = standingIn(moment)
  if (is === undefined) return undefined
  const isOpen = is.event.postReview !== false
  if (moment.after.postReviewRequired === 'always') return isOpen ? undefined : { code: 'post_review_owed' }
  return isOpen ? { code: 'post_review_open' } : undefined
}

function absence({ state, event, after }: Moment): Otherwise | undefined {
  if (event.type !== 'passed_over' || event.cause !== 'absence' || state.status === 'draft') return undefined
  if (after.absentReviewer !== 'wait') return undefined
  return { code: 'waits_for_absent', post: getStep(state.route, event.step).postName }
}

function pullUpRoles({ state, event, after }: Moment): Otherwise | undefined {
  if (event.type !== 'pulled_up' || state.status === 'draft') return undefined
  const kept = event.skipped
    .map((it) => getStep(state.route, it))
    .filter((step) => !after.pullUpMaySkip.some((role) => role === step.role))
  return kept.length === 0
    ? undefined
    : { code: 'pull_up_refused_posts', posts: kept.map((it) => it.postName) }
}

function pullUpGround({ state, event, after }: Moment): Otherwise | undefined {
  if (event.type !== 'pulled_up' || state.status === 'draft' || state.matter.urgent) return undefined
  return after.pullUpRequires === 'urgent' ? { code: 'pull_up_refused_not_urgent' } : undefined
}

function paperTick({ state, event, before, after }: Moment): Otherwise | undefined {
  if (state.status === 'draft' || state.matter.paper === undefined) return undefined
  if (
    event.type !== 'approved' &&
    event.type !== 'examined' &&
    event.type !== 'concurred' &&
    event.type !== 'decided'
  ) {
    return undefined
  }
  const into = [event.step, ...(event.also ?? [])]
  const needs = (settings: PolicySettings) => needsTick(under(state, settings), into)
  if (needs(after) && event.paperChecked !== true) return { code: 'tick_needed' }
  return needs(before) && !needs(after) ? { code: 'tick_free' } : undefined
}

function paperReason({ event, after }: Moment): Otherwise | undefined {
  if (event.type !== 'submitted' && event.type !== 'resubmitted') return undefined
  const { paper } = event.matter
  const isSilent = paper !== undefined && paper.reason.trim() === ''
  return isSilent && after.paperReason === 'required' ? { code: 'paper_reason_needed' } : undefined
}

/** What the record of a case can be asked; a switch that is not here leaves no trace in it. */
const askers: Readonly<Partial<Record<keyof PolicySettings, Asker>>> = {
  returnResume: resumption,
  editMajorEffect: correction('major', (it) => it.editMajorEffect),
  editMinorEffect: correction('minor', (it) => it.editMinorEffect),
  concurObjection: objection,
  concurCollect: collecting,
  actingAppliesTo: actingRole,
  actingForbiddenFlags: actingFlags,
  actingExceptions: actingException,
  postReviewRequired: laterViewing,
  absentReviewer: absence,
  pullUpMaySkip: pullUpRoles,
  pullUpRequires: pullUpGround,
  paperTickOf: paperTick,
  paperReason,
}

/**
 * Whether the record tells which acts another value of a switch would have changed: it tells what was done, never what
 * somebody would have done had it not been refused.
 */
export function tellsFromRecord(field: keyof PolicySettings, after: PolicySettings): boolean {
  switch (field) {
    case 'actingAppliesTo':
      return after.actingAppliesTo === 'decider_only'
    case 'absentReviewer':
      return after.absentReviewer === 'wait'
    case 'pullUpMaySkip':
      return after.pullUpMaySkip.length === 0
    case 'pullUpRequires':
      return after.pullUpRequires === 'urgent'
    case 'paperReason':
      return after.paperReason === 'required'
    default:
      return askers[field] !== undefined
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** The switches in which two policies differ. */
export function changedSwitches(
  before: PolicySettings,
  after: PolicySettings,
): readonly (keyof PolicySettings)[] {
  const fields = Object.keys(before) as (keyof PolicySettings)[]
  return fields.filter((field) => !isSame(before[field], after[field]))
}

/**
 * The acts of a case that would have gone otherwise with the switches of `after` instead of `before`, each switch alone;
 * `events` are all of the case, first to last. A switch the case itself had another value of is left out: it went under
 * other rules.
 */
export function differencesUnder(
  events: readonly ApprovalEvent[],
  before: PolicySettings,
  after: PolicySettings,
): readonly Difference[] {
  const first = events.find((it) => it.type === 'submitted')
  if (first === undefined) return []
  const own = first.policy.settings
  const fields = changedSwitches(before, after).filter((it) => isSame(own[it], before[it]))
  const differences: Difference[] = []
  let state: Proposal = { status: 'draft', drafter: first.by.person }
  for (const event of events) {
    for (const field of fields) {
      const alone = { ...before, [field]: after[field] }
      const otherwise = askers[field]?.({ state, event, before, after: alone })
      if (otherwise !== undefined) {
        differences.push({ field, by: event.by.capacity.title, at: event.at, otherwise })
      }
    }
    state = evolve(state, event)
  }
  return differences
}
