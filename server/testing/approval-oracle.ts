import type { ApprovalEvent, EventOf } from '../domain/approval/events.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import type { Route, Stage, Step } from '../domain/approval/route.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import { type Office, type Taken, worldOf } from './approval-model.ts'

/**
 * The rules told a second time, from the log alone and in the plainest way, so that the core is measured by something
 * other than itself.
 */
type Stood =
  | { readonly how: 'sealed'; readonly opinion?: string; readonly answered: boolean; readonly at: string }
  | { readonly how: 'asked_return' }
  | { readonly how: 'merged'; readonly into: string }
  | { readonly how: 'absence' | 'self'; readonly at: string }
  | { readonly how: 'pull_up'; readonly into: string; readonly at: string }

/** What counts at each step at some point of the log. */
export type Ledger = {
  readonly route: Route
  readonly settings: PolicySettings
  readonly stood: ReadonlyMap<string, Stood>
  /** Objections given up for another opinion, to come back when that one is taken back. */
  readonly under: ReadonlyMap<string, Stood>
  /** What counted before a 差戻し from a step to an earlier one, to count again when it is taken back. */
  readonly sentFrom: ReadonlyMap<string, ReadonlyMap<string, Stood>>
}

const sealTypes = { approved: 'review', examined: 'examine', concurred: 'concur', decided: 'decide' } as const

/** The ledger with one more event. */
export function ledgerAfter(ledger: Ledger | undefined, event: ApprovalEvent): Ledger {
  if (event.type === 'submitted') {
    return {
      route: event.route,
      settings: event.policy.settings,
      stood: new Map(),
      under: new Map(),
      sentFrom: new Map(),
    }
  }
  if (ledger === undefined) throw new Error('the log does not begin with a submission')
  const { route, settings } = ledger
  const stood = new Map(ledger.stood)
  const under = new Map(ledger.under)
  const clear = (): Ledger => ({ ...ledger, stood: new Map(), under: new Map() })
  switch (event.type) {
    case 'approved':
    case 'examined':
    case 'concurred':
    case 'decided': {
      const before = stood.get(event.step)
      if (before?.how === 'sealed' && before.opinion === 'object') under.set(event.step, before)
      for (const step of event.also ?? []) stood.set(step, { how: 'merged', into: event.step })
      const opinion = event.type === 'concurred' ? { opinion: event.opinion } : {}
      stood.set(event.step, { how: 'sealed', answered: false, at: event.at, ...opinion })
      return { ...ledger, stood, under }
    }
    case 'responded': {
      const before = stood.get(event.step)
      if (before?.how === 'sealed') stood.set(event.step, { ...before, answered: true })
      return { ...ledger, stood }
    }
    case 'returned': {
      if (event.to === undefined) {
        stood.set(event.step, { how: 'asked_return' })
        return { ...ledger, stood }
      }
      const from = stageIndex(route, event.to)
      for (const [id, it] of ledger.stood) {
        const later = settings.returnResume === 'restart' && stageIndex(route, id) >= from
        if (id === event.to || later || it.how === 'asked_return') drop(stood, id)
      }
      return { ...ledger, stood, sentFrom: new Map([...ledger.sentFrom, [event.step, ledger.stood]]) }
    }
    case 'resubmitted': {
      const heavy = event.effect !== undefined && invalidates(settings, event.effect)
      if (event.mode === 'restart' || heavy) return { ...clear(), route: event.route }
      const common = commonSteps(route, event.route)
      for (const [id, it] of ledger.stood) {
        const into = 'into' in it && !common.has(it.into)
        if (!common.has(id) || into || it.how === 'asked_return') drop(stood, id)
      }
      return { ...ledger, route: event.route, stood }
    }
    case 'act_taken_back': {
      const stage = stageIndex(route, event.step)
      if (event.what === 'sent_back') {
        const again = new Map(ledger.sentFrom.get(event.step))
        for (const [id, it] of again) {
          const now = stood.get(id)
          if (it.how === 'sealed' && now?.how === 'sealed') again.set(id, { ...it, answered: now.answered })
        }
        return { ...ledger, stood: again }
      }
      if (event.what === 'pulled_up') {
        const pulls = [...stood.values()].flatMap((it) =>
          it.how === 'pull_up' && it.into === event.step ? [it.at] : [],
        )
        const at = pulls.toSorted().at(-1) ?? ''
        for (const [id, it] of stood) {
          const byIt = it.how === 'pull_up' && it.into === event.step && it.at === at
          const after =
            (it.how === 'absence' || it.how === 'self') && it.at >= at && stageIndex(route, id) >= stage
          if (byIt || after) stood.delete(id)
        }
        return { ...ledger, stood }
      }
      const undone = stood.get(event.step)
      // What went along with an objection stays with it when the later opinion is taken back.
      if (under.has(event.step)) stood.delete(event.step)
      else drop(stood, event.step)
      for (const [id, it] of stood) {
        const beyond = 'at' in it && it.how !== 'sealed' && undone?.how === 'sealed' && it.at >= undone.at
        if (beyond && stageIndex(route, id) > stage) stood.delete(id)
      }
      const objection = under.get(event.step)
      if (objection !== undefined) stood.set(event.step, objection)
      under.delete(event.step)
      return { ...ledger, stood, under }
    }
    case 'pulled_up':
      for (const step of event.skipped) stood.set(step, { how: 'pull_up', into: event.step, at: event.at })
      return { ...ledger, stood }
    case 'passed_over':
      stood.set(event.step, { how: event.cause, at: event.at })
      return { ...ledger, stood }
    case 'revised':
      return invalidates(settings, event.effect) ? clear() : ledger
    case 'edit_judged_major':
      return invalidates(settings, 'major') ? clear() : ledger
    case 'route_changed':
      return { ...ledger, route: event.route }
    case 'reassigned':
      return { ...ledger, route: withPost(route, event) }
    default:
      return ledger
  }
}

function drop(stood: Map<string, Stood>, id: string): void {
  stood.delete(id)
  for (const [other, it] of stood) if (it.how === 'merged' && it.into === id) stood.delete(other)
}

function invalidates(settings: PolicySettings, effect: 'minor' | 'major'): boolean {
  const switched = effect === 'major' ? settings.editMajorEffect : settings.editMinorEffect
  return switched === 'invalidate_and_reapprove'
}

function withPost(route: Route, { step: id, post, postName }: EventOf<'reassigned'>): Route {
  const stages = route.stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((it) => (it.id === id ? { ...it, post, postName } : it)),
  }))
  return { ...route, stages }
}

/** A step of a route by its id; undefined when there is none. */
export function stepIn(route: Route, id: string): Step | undefined {
  return route.stages.flatMap((stage) => stage.steps).find((step) => step.id === id)
}

function stageIndex(route: Route, id: string): number {
  return route.stages.findIndex((stage) => stage.steps.some((step) => step.id === id))
}

/** Steps that both routes ask of the same post in the same role. */
function commonSteps(before: Route, after: Route): ReadonlySet<string> {
  const print = ({ id, role, post }: Step): string => `${id} ${role} ${post}`
  const known = new Set(before.stages.flatMap((stage) => stage.steps.map(print)))
  const common = after.stages.flatMap((stage) => stage.steps.filter((step) => known.has(print(step))))
  return new Set(common.map((step) => step.id))
}

/** What is missing in a stage for the next one to begin; undefined when nothing is. */
export function missingIn(ledger: Ledger, stage: Stage): string | undefined {
  const required = stage.steps.filter((step) => step.skipped === undefined)
  const standing = required.filter((step) => ledger.stood.has(step.id))
  if (standing.length < Math.min(stage.needs ?? required.length, required.length)) return 'not enough acts'
  for (const step of standing) {
    const it = ledger.stood.get(step.id)
    if (it?.how === 'asked_return') return `${step.postName} asked for 差戻し`
    if ((it?.how === 'pull_up' || it?.how === 'absence') && step.role !== 'review')
      return `${step.role} passed over`
    if (it?.how === 'merged' && ledger.stood.get(it.into)?.how !== 'sealed') return 'merged into nothing'
    const blocks = ledger.settings.concurObjection === 'blocking'
    if (it?.how === 'sealed' && it.opinion === 'object' && blocks) return 'an objection blocks'
  }
  return undefined
}

/** Why a decision is not lawful by the log; undefined when it is. */
export function whyUndecidable(ledger: Ledger, event: EventOf<'decided'>): string | undefined {
  const { stages } = ledger.route
  const last = stages.at(-1)?.steps
  if (last?.length !== 1 || last[0]?.id !== event.step || last[0].role !== 'decide')
    return 'not the last step'
  const also = new Set(event.also)
  for (const stage of stages.slice(0, -1)) {
    const rest = { ...stage, steps: stage.steps.filter((step) => !also.has(step.id)) }
    const missing = missingIn(ledger, rest)
    if (missing !== undefined) return missing
  }
  const unanswered = [...ledger.stood.values()].some(
    (it) => it.how === 'sealed' && it.opinion === 'object' && !it.answered,
  )
  if (unanswered && ledger.settings.concurObjection !== 'opinion') return 'an objection is unanswered'
  return undefined
}

/** Why an act was not this person's to do; undefined when it was. */
export function whyNotAllowed(
  taken: Taken,
  event: ApprovalEvent,
  before: Proposal,
  ledger: Ledger | undefined,
): string | undefined {
  const { acting, office } = taken
  if (event.by.person === 'system') return undefined
  if (event.by.person !== acting.person) return 'in the name of somebody else'
  const held = (post: string): readonly string[] => office.holders[post.slice(2)] ?? [post.slice(2)]
  if (!held(event.by.capacity.post).includes(acting.person)) return 'in a capacity not held'
  for (const also of event.by.alsoAs)
    if (!held(also.post).includes(acting.person)) return 'also in one not held'
  if (event.type === 'submitted') return acting.person === '起案者' ? undefined : 'not the drafter'
  if (before.status === 'draft' || ledger === undefined) return 'on a draft'
  const isDrafter = before.drafter.person === acting.person
  const step = 'step' in event ? stepIn(ledger.route, event.step) : undefined
  switch (event.type) {
    case 'approved':
    case 'examined':
    case 'concurred':
    case 'decided': {
      if (step === undefined || step.skipped !== undefined) return 'no such step'
      if (step.role !== sealTypes[event.type]) return 'another role'
      if (isDrafter) return 'of the own draft'
      if ('actingFor' in event && event.actingFor !== undefined)
        return whyNotStandIn(taken, step, office, before)
      return held(step.post).includes(acting.person) ? undefined : 'without the post'
    }
    case 'rejected':
      return step?.role === 'decide' && held(step.post).includes(acting.person) && !isDrafter
        ? undefined
        : 'not the decider'
    case 'returned':
    case 'held':
    case 'hold_ended':
    case 'revised':
    case 'edit_judged_major':
    case 'pulled_up':
      return step !== undefined && held(step.post).includes(acting.person) ? undefined : 'without the post'
    case 'act_taken_back':
      if (event.what === 'sent_back') return before.sentBack.some((it) => it.from === event.step && it.by.person === acting.person) ? undefined : 'not the own 差戻し' // prettier-ignore
      if (event.what === 'pulled_up') return before.passed.some((it) => it.into === event.step && it.by === acting.person) ? undefined : 'not the own 引上げ' // prettier-ignore
      return before.marks.some((it) => it.step === event.step && it.by.person === acting.person)
        ? undefined
        : 'not the own act'
    case 'resubmitted':
      return isDrafter ? undefined : 'not the drafter'
    case 'withdrawn':
    case 'submission_taken_back': {
      const isSeated = ledger.route.stages.some((stage) =>
        stage.steps.some((it) => held(it.post).includes(acting.person)),
      )
      const isOfGroup = ['起案者', '係長', '課長'].includes(acting.person) && !isSeated
      return isDrafter || isOfGroup ? undefined : 'not of the 係'
    }
    case 'abandoned':
    case 'responded':
    case 'urgency_set':
    case 'explained':
      return isDrafter || ['起案者', '係長', '課長'].includes(acting.person) ? undefined : 'not of the 主務課'
    case 'seat_confirmed':
    case 'reassigned':
    case 'draft_handed_over':
      return acting.person === '文書管理者' ? undefined : 'not the records office'
    default:
      return undefined
  }
}

function whyNotStandIn(
  { acting, events }: Taken,
  step: Step,
  office: Office,
  before: Proposal,
): string | undefined {
  const world = worldOf(office)
  const name = step.post.slice(2)
  const holders = office.holders[name] ?? [name]
  if (before.status !== 'in_approval') return 'not on its way'
  if (holders.length === 0) return 'a vacant post'
  if (holders.includes(acting.person)) return 'his own post'
  const order = world.standIns?.[name] ?? []
  const place = order.findIndex((it) => (office.holders[it] ?? [it]).includes(acting.person))
  if (place === -1) return 'not in the order'
  const sooner = order
    .slice(0, place)
    .flatMap((it) => office.holders[it] ?? [it])
    .filter((it) => it !== acting.person && office.absent[it] === undefined)
  if (sooner.length > 0) return 'another one comes first'
  const settings = before.policy.settings
  if (
    step.role !== 'decide' &&
    (step.role !== 'concur' || settings.actingAppliesTo !== 'decider_and_concur')
  ) {
    return 'not for this role'
  }
  const [event] = events
  if (event === undefined || !('actingFor' in event) || event.actingFor === undefined)
    return 'nothing recorded'
  const objected = before.marks.some((mark) => mark.opinion === 'object') ? ['合議不調'] : []
  const reserved = [...before.matter.flags, ...objected].some((it) =>
    settings.actingForbiddenFlags.includes(it),
  )
  const { exception } = event.actingFor
  if (reserved && (exception === undefined || !settings.actingExceptions.includes(exception.kind)))
    return 'reserved'
  return event.actingFor.absence === '' ? 'no absence' : undefined
}
