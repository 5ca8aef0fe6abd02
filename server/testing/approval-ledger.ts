import type { ApprovalEvent, EventOf, MatterFacts } from '../domain/approval/events.ts'
import type { Route, Step } from '../domain/approval/route.ts'
import { type IssuingLedger, emptyIssuing, issuingAfter } from './issuing-ledger.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'

/**
 * The rules told a second time, from the log alone and in the plainest way, so that the core is measured by something
 * other than itself.
 */
export type Stood = (
  | {
      readonly how: 'sealed'
      readonly opinion?: string
      readonly answered: boolean
      readonly by: string
      readonly at: string
    }
  | { readonly how: 'asked_return'; readonly by: string; readonly at: string }
  | { readonly how: 'merged'; readonly into: string }
  | { readonly how: 'absence' | 'self'; readonly at: string }
  | { readonly how: 'pull_up'; readonly into: string; readonly by: string; readonly at: string }
) & { readonly ended?: { readonly objected: boolean; readonly sentTo: boolean } }

type Again = { readonly objected: ReadonlySet<string>; readonly sentTo: ReadonlySet<string> }
type Sent = {
  readonly by: string
  readonly at: string
  readonly stood: ReadonlyMap<string, Stood>
  readonly under: ReadonlyMap<string, Stood>
  readonly again: Again
}

/** What counts at each step at some point of the log. */
export type Ledger = {
  readonly route: Route
  readonly settings: PolicySettings
  readonly stood: ReadonlyMap<string, Stood>
  /** Objections given up for another opinion, to come back when that one is taken back. */
  readonly under: ReadonlyMap<string, Stood>
  /** What counted before a 差戻し from a step to an earlier one, to count again when it is taken back. */
  readonly sentFrom: ReadonlyMap<string, Sent>
  /** Steps that must act again whatever else suffices: their objection fell, or the case was sent back to them. */
  readonly again: Again
  readonly matter: MatterFacts
  readonly released: boolean
  /** When it was last (re)submitted. */
  readonly submittedAt: string
  /** Whom the records office confirmed, as post and person. */
  readonly confirmed: ReadonlySet<string>
  readonly shown: readonly { readonly person: string; readonly seen: boolean }[]
  readonly asked: readonly { readonly to: string; readonly answered: boolean }[]
  readonly numbers: ReadonlySet<string>
  /** What went out after the 決裁. */
  readonly issuing: IssuingLedger
  /** Who drafted it, now or before it was handed over. */
  readonly drafters: ReadonlySet<string>
}

/** The ledger with one more event. */
export function ledgerAfter(ledger: Ledger | undefined, event: ApprovalEvent): Ledger {
  const counted = countedAfter(ledger, event)
  // The opinion an objection was given up for fell with a 差戻し or a change, and the objection under it as well.
  const next = { ...counted, under: new Map([...counted.under].filter(([step]) => counted.stood.has(step))) }
  return ledger === undefined ? next : { ...next, again: againAfter(ledger, next, event) }
}

/** Whoever objected and lost the act by a change or a 差戻し is heard again; who acted since has been. */
function againAfter(before: Ledger, after: Ledger, event: ApprovalEvent): Again {
  if (event.type === 'act_taken_back') {
    const sent = event.what === 'sent_back' ? before.sentFrom.get(event.step) : undefined
    if (sent !== undefined) return { ...sent.again, sentTo: sent.again.sentTo }
    // What an act had put an end to begins again with its 引戻し.
    const open = [...before.stood.keys()].filter((id) => !after.stood.has(id))
    const reopened = (kind: keyof Again): ReadonlySet<string> =>
      new Set([...before.again[kind], ...open.filter((id) => before.stood.get(id)?.ended?.[kind] === true)])
    return { objected: reopened('objected'), sentTo: reopened('sentTo') }
  }
  const fell = [...before.stood].flatMap(([id, it]) =>
    it.how === 'sealed' && it.opinion === 'object' && !after.stood.has(id) ? [id] : [],
  )
  // A wish for 差戻し is no opinion: who objected before it is still to be heard.
  const isOpen = (id: string): boolean => {
    const now = after.stood.get(id)
    const isHeard = now !== undefined && now !== before.stood.get(id) && now.how !== 'asked_return'
    return stepIn(after.route, id) !== undefined && !isHeard
  }
  const { settings } = before
  const cleared =
    event.type === 'resubmitted' ||
    (event.type === 'revised' && invalidates(settings, event.effect)) ||
    (event.type === 'edit_judged_major' && invalidates(settings, 'major'))
  const sentTo = event.type === 'returned' && event.to !== undefined ? [event.to] : []
  return {
    objected: new Set([...before.again.objected, ...fell].filter(isOpen)),
    sentTo: new Set([...(cleared ? [] : before.again.sentTo), ...sentTo].filter(isOpen)),
  }
}

function countedAfter(ledger: Ledger | undefined, event: ApprovalEvent): Ledger {
  if (event.type === 'submitted') {
    const { route, matter, number } = event
    return {
      route,
      matter,
      settings: event.policy.settings,
      stood: new Map(),
      under: new Map(),
      sentFrom: new Map(),
      again: { objected: new Set(), sentTo: new Set() },
      released: false,
      submittedAt: event.at,
      confirmed: new Set(),
      shown: [],
      asked: [],
      numbers: new Set(number === '' ? [] : ['起案番号']),
      issuing: emptyIssuing,
      drafters: new Set([event.by.person]),
    }
  }
  if (ledger === undefined) throw new Error('the log does not begin with a submission')
  const { route, settings } = ledger
  const stood = new Map(ledger.stood)
  const under = new Map(ledger.under)
  /** What this act puts an end to at a step. */
  const ended = (id: string) => ({
    ended: { objected: ledger.again.objected.has(id), sentTo: ledger.again.sentTo.has(id) },
  })
  const clear = (): Ledger => ({ ...ledger, stood: new Map(), under: new Map() })
  switch (event.type) {
    case 'approved':
    case 'provisionally_decided':
    case 'examined':
    case 'concurred':
    case 'decided': {
      const before = stood.get(event.step)
      if (before?.how === 'sealed' && before.opinion === 'object') under.set(event.step, before)
      for (const step of event.also ?? [])
        stood.set(step, { how: 'merged', into: event.step, ...ended(step) })
      const opinion = event.type === 'concurred' ? { opinion: event.opinion } : {}
      stood.set(event.step, {
        how: 'sealed',
        answered: false,
        by: event.by.person,
        at: event.at,
        ...opinion,
        ...ended(event.step),
      })
      const numbered = event.type === 'decided' && event.number !== undefined
      return {
        ...ledger,
        stood,
        under,
        numbers: numbered ? withOne(ledger.numbers, '起案番号') : ledger.numbers,
      }
    }
    case 'responded': {
      const before = stood.get(event.step)
      if (before?.how === 'sealed') stood.set(event.step, { ...before, answered: true })
      return { ...ledger, stood }
    }
    case 'returned': {
      if (event.to === undefined) {
        const before = stood.get(event.step)
        if (before?.how === 'sealed' && before.opinion === 'object') under.set(event.step, before)
        stood.set(event.step, { how: 'asked_return', by: event.by.person, at: event.at })
        return { ...ledger, stood, under }
      }
      const from = stageIndex(route, event.to)
      for (const [id, it] of ledger.stood) {
        const later = settings.returnResume === 'restart' && stageIndex(route, id) >= from
        if (id === event.to || later || it.how === 'asked_return') drop(stood, id)
      }
      const sent: Sent = {
        by: event.by.person,
        at: event.at,
        stood: ledger.stood,
        under: ledger.under,
        again: ledger.again,
      }
      return { ...ledger, stood, sentFrom: new Map([...ledger.sentFrom, [event.step, sent]]) }
    }
    case 'resubmitted': {
      const heavy = event.effect !== undefined && invalidates(settings, event.effect)
      const { secrecy, secretUntil } = ledger.matter
      const isSecretAnew = secrecy !== event.matter.secrecy || secretUntil !== event.matter.secretUntil
      const anew = {
        route: event.route,
        matter: event.matter,
        submittedAt: event.at,
        released: ledger.released && !isSecretAnew,
      }
      if (event.mode === 'restart' || heavy) return { ...clear(), ...anew }
      const common = commonSteps(route, event.route)
      // Who must tick the paper looks at one that is new.
      const { paper } = event.matter
      const isNewPaper = paper !== undefined && paper.what !== ledger.matter.paper?.what
      const ticks = (id: string): boolean =>
        isNewPaper && settings.paperTickOf.some((role) => role === stepIn(route, id)?.role)
      for (const [id, it] of ledger.stood) {
        const unticked = it.how === 'sealed' && ticks(id)
        const into = 'into' in it && !common.has(it.into)
        if (!common.has(id) || into || it.how === 'asked_return' || unticked) drop(stood, id)
        if (it.how === 'pull_up' && ledger.stood.has(it.into) && ticks(it.into)) drop(stood, id)
      }
      return { ...ledger, ...anew, stood }
    }
    case 'act_taken_back': {
      const stage = stageIndex(route, event.step)
      if (event.what === 'sent_back') {
        const again = new Map(ledger.sentFrom.get(event.step)?.stood)
        for (const [id, it] of again) {
          const now = stood.get(id)
          if (it.how === 'sealed' && now?.how === 'sealed') again.set(id, { ...it, answered: now.answered })
        }
        return { ...ledger, stood: again, under: ledger.sentFrom.get(event.step)?.under ?? ledger.under }
      }
      if (event.what === 'pulled_up') {
        const at = lastPull(ledger, event.step)?.at ?? ''
        for (const [id, it] of stood) {
          const byIt = it.how === 'pull_up' && it.into === event.step && it.at === at
          const isLater = (it.how === 'absence' || it.how === 'self') && it.at >= at
          if (byIt || (isLater && stageIndex(route, id) >= stage)) stood.delete(id)
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
      for (const step of event.skipped)
        stood.set(step, {
          how: 'pull_up',
          into: event.step,
          by: event.by.person,
          at: event.at,
          ...ended(step),
        })
      return { ...ledger, stood }
    case 'passed_over':
      stood.set(event.step, { how: event.cause, at: event.at, ...ended(event.step) })
      return { ...ledger, stood }
    case 'revised':
      return invalidates(settings, event.effect) ? clear() : ledger
    case 'edit_judged_major':
      return invalidates(settings, 'major') ? clear() : ledger
    case 'route_changed':
      return { ...ledger, route: event.route }
    case 'reassigned':
      return { ...ledger, route: withPost(route, event) }
    case 'urgency_set': {
      const { dueOn: _before, ...matter } = ledger.matter
      const due = event.dueOn === undefined ? {} : { dueOn: event.dueOn }
      return { ...ledger, matter: { ...matter, urgent: event.urgent, ...due } }
    }
    case 'secrecy_released':
      return { ...ledger, released: true }
    case 'seat_confirmed': {
      const post = stepIn(route, event.step)?.post ?? ''
      const people = (event.people ?? []).map(({ person }) => `${post} ${person}`)
      return { ...ledger, confirmed: new Set([...ledger.confirmed, ...people]) }
    }
    case 'circulated':
      return {
        ...ledger,
        shown: [...ledger.shown, ...event.to.map(({ person }) => ({ person, seen: false }))],
      }
    case 'acknowledged':
      return { ...ledger, shown: ledger.shown.map((it, at) => (event.showing === `c${at + 1}` ? { ...it, seen: true } : it)) } // prettier-ignore
    case 'asked':
      return { ...ledger, asked: [...ledger.asked, { to: event.to.person, answered: false }] }
    case 'answered':
      return { ...ledger, asked: ledger.asked.map((it, at) => (event.question === `q${at + 1}` ? { ...it, answered: true } : it)) } // prettier-ignore
    case 'numbered':
      return { ...ledger, numbers: withOne(ledger.numbers, event.kind) }
    case 'rejected':
    case 'withdrawn':
    case 'abandoned':
      // A case that came to nothing awaits no view and no answer.
      return {
        ...ledger,
        shown: ledger.shown.map((it) => ({ ...it, seen: true })),
        asked: ledger.asked.map((it) => ({ ...it, answered: true })),
      }
    case 'submission_taken_back':
    case 'post_reviewed':
    case 'held':
    case 'hold_ended':
    case 'commented':
    case 'explained':
    case 'paper_moved':
    case 'cover_noted':
      return ledger
    case 'draft_handed_over':
      return { ...ledger, drafters: withOne(ledger.drafters, event.to.person) }
    case 'imported':
      throw new Error('nothing that was imported is acted on')
    default:
      return { ...ledger, issuing: issuingAfter(ledger.issuing, event) }
  }
}

function withOne(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  return new Set([...set, one])
}

/** The last 引上げ to a step that counts. */
export function lastPull({ stood }: Ledger, into: string): Extract<Stood, { how: 'pull_up' }> | undefined {
  const pulls = [...stood.values()].flatMap((it) => (it.how === 'pull_up' && it.into === into ? [it] : []))
  return pulls.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1)
}

function drop(stood: Map<string, Stood>, id: string): void {
  stood.delete(id)
  for (const [other, it] of stood) if (it.how === 'merged' && it.into === id) stood.delete(other)
}

function invalidates(settings: PolicySettings, effect: 'minor' | 'major'): boolean {
  const switched = effect === 'major' ? settings.editMajorEffect : settings.editMinorEffect
  return switched === 'invalidate_and_reapprove'
}

function withPost(route: Route, { step: id, post, postName, seated }: EventOf<'reassigned'>): Route {
  const stages = route.stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((it) => (it.id === id ? { ...it, post, postName, seated } : it)),
  }))
  return { ...route, stages }
}

/** A step of a route by its id; undefined when there is none. */
export function stepIn(route: Route, id: string): Step | undefined {
  return route.stages.flatMap((stage) => stage.steps).find((step) => step.id === id)
}

/** Index of the stage of a step; -1 when the route has none such. */
export function stageIndex(route: Route, id: string): number {
  return route.stages.findIndex((stage) => stage.steps.some((step) => step.id === id))
}

/** Steps that both routes ask of the same post in the same role. */
function commonSteps(before: Route, after: Route): ReadonlySet<string> {
  const print = ({ id, role, post }: Step): string => `${id} ${role} ${post}`
  const known = new Set(before.stages.flatMap((stage) => stage.steps.map(print)))
  const common = after.stages.flatMap((stage) => stage.steps.filter((step) => known.has(print(step))))
  return new Set(common.map((step) => step.id))
}
