import type { CirculationEntry, Route, Stage, Step } from '../approval/route.ts'
import { type LocalDate, type PersonId, type PostId, type UnitCode, partsOfPost } from '../ids.ts'
import { capacitiesOf } from '../organisation/holders.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { titleOf } from '../organisation/titles.ts'
import { type Result, no, yes } from '../result.ts'
import type {
  AuthorityTable,
  Because,
  RouteProblem,
  RouteTemplate,
  StepCondition,
  TemplateStep,
} from './authority.ts'
import { type Chosen, type Decider, chooseDecider, chooseTemplate } from './choose-decider.ts'
import { type DraftStep, type Reassigned, type Work, makeStep, templateReason } from './make-step.ts'
import { stepsAtOnce } from './steps-at-once.ts'
import { type Setting, isSelector, postAt, unitAt } from './places.ts'
import type { PolicySettings } from './policy.ts'
import { type Filling, addTemplateStages, isInPlay } from './template-stages.ts'

export type RouteRequest = {
  readonly organisation: Organisation
  /** In force on `day`. */
  readonly table: AuthorityTable
  readonly templates: readonly RouteTemplate[]
  readonly policy: Pick<PolicySettings, 'selfApproval' | 'consecutiveSamePerson'>
  /** Code of a row of the table. */
  readonly item: string
  /** Yen, tax included; absent when the matter has none. */
  readonly amountYen?: number
  readonly flags: readonly string[]
  /** Absent: those of the table. */
  readonly concurringUnits?: readonly UnitCode[]
  /** Besides those that the table demands. */
  readonly examiningUnits?: readonly UnitCode[]
  /** Steps left out by the drafter, by key; a key that the route does not have says nothing. */
  readonly leftOut?: readonly { readonly key: string; readonly reason: string }[]
  /** 起案時指定の後閲, by post; a post that is not on the route says nothing. */
  readonly postReviewPosts?: readonly { readonly post: PostId; readonly reason: string }[]
  /** Steps that the records office gave to other posts on the way, by role and the post they would have. */
  readonly reassigned?: readonly Reassigned[]
  /** 供覧先 besides those of the template. */
  readonly circulationUnits?: readonly UnitCode[]
  readonly drafter: { readonly person: PersonId; readonly post: PostId }
  readonly day: LocalDate
}

/** A step of the template that is not on the route because its condition does not hold. */
type StepNotInPlay = {
  readonly role: Step['role']
  /** The post it would wait for, as people call it; the position where the drafter has no such place. */
  readonly postName: string
  readonly when: StepCondition
}

/** A route with what its drafter may still choose about it. */
export type ExplainedRoute = {
  readonly route: Route
  readonly notInPlay: readonly StepNotInPlay[]
  /** By step id: the key it may be left out by; absent for a step that must stay. */
  readonly leaveOutKeys: ReadonlyMap<string, string>
  /** By step id: the step that the same person goes through at once with it, should nothing change until then. */
  readonly atOnce: ReadonlyMap<string, Step>
}

/** Numbers the steps `s1`, `s2`, … in route order. */
function numbered(work: Work): { readonly stages: Stage[]; readonly leaveOutKeys: Map<string, string> } {
  let count = 0
  const leaveOutKeys = new Map<string, string>()
  const stages = work.stages.map(({ steps, needs }): Stage => {
    const live = steps.filter((it) => it.skipped === undefined).length
    return {
      steps: steps.map(({ key, mayLeaveOut, ...step }): Step => {
        count += 1
        const id = `s${count}`
        if (mayLeaveOut) leaveOutKeys.set(id, key)
        return { id, ...step }
      }),
      // Where as many are left as suffice, or fewer, all of them must act.
      ...(needs === undefined || needs >= live ? {} : { needs }),
    }
  })
  return { stages, leaveOutKeys }
}

/** The last stage: the one 決裁. */
function addDecision(work: Work, request: RouteRequest, decider: Decider, chosen: Chosen): void {
  const row = request.table.items.find((it) => it.code === request.item)
  const decide = makeStep(work, {
    key: chosen.template.steps[chosen.last]?.key ?? 'decide',
    role: 'decide',
    post: chosen.post,
    onVacant: 'block',
    because: [...decider.because, templateReason(work, chosen.template.steps[chosen.last])],
    mayLeaveOut: false,
    removable: false,
    ...(decider.selfDecides && row !== undefined
      ? { selfDecides: { code: 'self_decides', item: row.code, itemName: row.name } }
      : {}),
  })
  if (decide === undefined) return
  if (request.policy.consecutiveSamePerson !== 'keep_both') leaveToDecider(work, decide)
  work.stages.push({ steps: [decide] })
}

/** 合議 and 審査 of the post that decides: nobody is asked for a word on his own decision. */
function leaveToDecider({ stages }: Work, decide: DraftStep): void {
  const into = `s${stages.flatMap((it) => it.steps).length + 1}`
  for (const { steps } of stages) {
    for (const [at, step] of steps.entries()) {
      if (step.post !== decide.post || step.role === 'review' || step.skipped !== undefined) continue
      const because = { code: 'decider_is_asked', title: decide.postName } as const
      steps[at] = { ...step, because: [...step.because, because], skipped: { reason: 'merged', into } }
    }
  }
}

function notInPlayOf(setting: Setting, chosen: Chosen, filling: Filling): StepNotInPlay[] {
  const { organisation } = setting
  return chosen.template.steps.slice(0, chosen.last).flatMap((step): StepNotInPlay[] => {
    if (step.when === undefined || isInPlay(step, filling)) return []
    return [{ role: step.role, postName: nameOf(organisation, setting, step), when: step.when }]
  })
}

function nameOf(organisation: Organisation, setting: Setting, step: TemplateStep): string {
  const post = isSelector(step.where) ? postAt(setting, step.where, step.position) : undefined
  if (post !== undefined) return titleOf(organisation, post)
  return organisation.positions.get(step.position)?.name ?? step.position
}

/** Where the case is shown after the decision: by the template where the drafter has such a place, then by the drafter. */
function circulationOf(
  setting: Setting,
  template: RouteTemplate,
  because: Because,
  added: readonly UnitCode[],
): CirculationEntry[] {
  const byTemplate = template.circulation.flatMap(({ where, kind }): CirculationEntry[] => {
    const unit = unitAt(setting, where)
    if (unit === undefined) return []
    const entry = { unit: unit.code, unitName: unit.name, because: [because] }
    return [kind === undefined ? entry : { ...entry, kind }]
  })
  const byDrafter = added.flatMap((code): CirculationEntry[] => {
    const unit = setting.organisation.units.get(code)
    return unit === undefined
      ? []
      : [{ unit: code, unitName: unit.name, because: [{ code: 'shown_by_drafter' }] }]
  })
  const all = [...byTemplate, ...byDrafter]
  return all.filter(({ unit }, index) => all.findIndex((it) => it.unit === unit) === index)
}

/**
 * The route of a matter as of a day: from the 専決 table, a template and who holds which post. Every step says why it is
 * there. The last stage is the one 決裁, and the drafter's only where the row allows that. Otherwise every reason
 * why there is none.
 */
export function explainedRoute(request: RouteRequest): Result<ExplainedRoute, readonly RouteProblem[]> {
  const { organisation, table, drafter, day } = request
  const item = table.items.find((it) => it.code === request.item)
  if (item === undefined) return no([{ code: 'no_authority_item', item: request.item }])
  if (!capacitiesOf(organisation, drafter.person, day).some((it) => it.post === drafter.post)) {
    return no([{ code: 'not_drafters_post', post: drafter.post }])
  }
  const setting: Setting = { organisation, table, place: partsOfPost(drafter.post).unit, day }
  const filling: Filling = { ...request, item }
  const decider = chooseDecider(setting, filling)
  if (!decider.ok) return no([decider.error])
  const chosen = chooseTemplate(setting, request.templates, item, decider.value.position)
  if (!chosen.ok) return no([chosen.error])

  const { code, version, name } = chosen.value.template
  const work: Work = {
    setting,
    drafter: drafter.person,
    choices: {
      leftOut: new Map((request.leftOut ?? []).map((it) => [it.key, it.reason])),
      postReview: new Map((request.postReviewPosts ?? []).map((it) => [it.post, it.reason])),
    },
    reassigned: request.reassigned ?? [],
    policy: request.policy,
    template: { code: 'template', template: code, version, name },
    stages: [],
    problems: [],
  }
  addTemplateStages(work, filling, chosen.value)
  addDecision(work, request, decider.value, chosen.value)
  const added = request.circulationUnits ?? []
  for (const unit of added.filter((it) => !organisation.units.has(it))) {
    work.problems.push({ code: 'no_such_place', selector: `unit:${unit}` })
  }
  if (work.problems.length > 0) return no(work.problems)
  const { stages, leaveOutKeys } = numbered(work)
  const route: Route = {
    stages,
    compiledFor: day,
    authorityVersion: table.version,
    template: code,
    templateVersion: version,
    class: decider.value.class,
    circulation: circulationOf(setting, chosen.value.template, work.template, added),
  }
  return yes({
    route,
    notInPlay: notInPlayOf(setting, chosen.value, filling),
    leaveOutKeys,
    atOnce:
      request.policy.consecutiveSamePerson === 'keep_both'
        ? new Map()
        : stepsAtOnce(route, organisation, day),
  })
}

/** The route alone; see `explainedRoute`. */
export function compileRoute(request: RouteRequest): Result<Route, readonly RouteProblem[]> {
  const explained = explainedRoute(request)
  return explained.ok ? yes(explained.value.route) : explained
}
