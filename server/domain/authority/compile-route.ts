import type { CirculationEntry, Route, Stage, Step, StepRole } from '../approval/route.ts'
import { type LocalDate, type PersonId, type PostId, type UnitCode, chargeOf, partsOfPost } from '../ids.ts'
import { capacitiesOf, postExists, seatedIn } from '../organisation/holders.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { titleOf } from '../organisation/titles.ts'
import { type Result, no, yes } from '../result.ts'
import type {
  AuthorityItem,
  AuthorityTable,
  Because,
  RouteProblem,
  RouteTemplate,
  TemplateStep,
  VacancyRule,
} from './authority.ts'
import { type Chosen, type Decider, chooseDecider, chooseTemplate } from './choose-decider.ts'
import { mergeSteps } from './merge-steps.ts'
import { type Setting, headOf, isSelector, postAt, selectorText, unitAt } from './places.ts'

export type RouteRequest = {
  readonly organisation: Organisation
  /** In force on `day`. */
  readonly table: AuthorityTable
  readonly templates: readonly RouteTemplate[]
  /** Code of a row of the table. */
  readonly item: string
  /** Yen, tax included; absent when the matter has none. */
  readonly amountYen?: number
  readonly flags: readonly string[]
  /** Absent: those of the table. */
  readonly concurringUnits?: readonly UnitCode[]
  /** Besides those that the table demands. */
  readonly examiningUnits?: readonly UnitCode[]
  readonly drafter: { readonly person: PersonId; readonly post: PostId }
  readonly day: LocalDate
}

type Draft = Omit<Step, 'id'>

/** Steps found so far, in stages, and what stands in the way. */
type Work = {
  readonly setting: Setting
  readonly drafter: PersonId
  readonly template: Because
  readonly stages: Draft[][]
  readonly problems: RouteProblem[]
}

function reasonsOfPost(setting: Setting, post: PostId): Because[] {
  const { organisation, day } = setting
  const charge = chargeOf(post)
  const because: Because[] = []
  if (charge !== undefined) {
    because.push({
      code: 'in_charge',
      unit: charge,
      unitName: organisation.units.get(charge)?.name ?? charge,
    })
  }
  const holder = seatedIn(organisation, post, day)[0]
  if (holder !== undefined && holder.kind !== 'primary') {
    because.push({ code: 'handled_by', kind: holder.kind, title: titleOf(organisation, post, holder.kind) })
  }
  return because
}

/** A step for a post; undefined when it cannot be made, with the reason among the problems. */
function stepFor(
  work: Work,
  role: StepRole,
  post: PostId,
  onVacant: VacancyRule,
  because: readonly Because[],
): Draft | undefined {
  const { organisation, day } = work.setting
  const postName = titleOf(organisation, post)
  const seated = seatedIn(organisation, post, day)
  const reasons = [...because, ...reasonsOfPost(work.setting, post)]
  const draft = {
    role,
    post,
    postName,
    alsoFor: [],
    because: reasons,
    seated: seated.map((it) => it.person),
  }
  if (seated.length === 0) {
    if (onVacant !== 'skip') {
      work.problems.push({ code: 'post_vacant', post, postName })
      return undefined
    }
    const vacant: Because = { code: 'vacant', post, postName }
    return { ...draft, because: [...reasons, vacant], skipped: { reason: 'vacant' } }
  }
  if (!seated.some((it) => it.person === work.drafter)) return draft
  if (role === 'decide') {
    work.problems.push({ code: 'drafter_would_decide', post, postName })
    return undefined
  }
  return { ...draft, because: [...reasons, { code: 'drafter_holds_it' }], skipped: { reason: 'self' } }
}

/** One line step (係長, 課長, 局長 …) of the template. */
function addLineStep(work: Work, step: TemplateStep): void {
  const { setting } = work
  if (!isSelector(step.where)) return
  const post = postAt(setting, step.where, step.position)
  if (post === undefined) {
    // A drafter right under a 部 has no 係 or 課 of his own to pass: nothing is vacant, there is nothing there.
    if (step.where.at.startsWith('own_')) return
    work.problems.push({ code: 'no_such_place', selector: selectorText(step.where) })
    return
  }
  if (step.onVacant === 'skip' && !postExists(setting.organisation, post, setting.day)) return
  const draft = stepFor(work, step.role, post, step.onVacant, [work.template])
  if (draft !== undefined) work.stages.push([draft])
}

/** The steps of 合議 or 審査: one for the head of each unit. */
function unitSteps(
  work: Work,
  role: 'concur' | 'examine',
  step: TemplateStep | undefined,
  units: readonly UnitCode[],
  becauseOf: (unit: UnitCode, unitName: string) => Because,
): Draft[] {
  const { setting } = work
  return units.flatMap((unit) => {
    const post = headOf(setting, unit, step?.position)
    if (post === undefined) {
      work.problems.push({ code: 'no_such_place', selector: `unit:${unit}` })
      return []
    }
    const name = setting.organisation.units.get(unit)?.name ?? unit
    const draft = stepFor(work, role, post, step?.onVacant ?? 'block', [becauseOf(unit, name)])
    return draft === undefined ? [] : [draft]
  })
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)]
}

function addUnits(
  work: Work,
  request: RouteRequest,
  item: AuthorityItem,
  step: TemplateStep | undefined,
  role: 'concur' | 'examine',
): void {
  if (role === 'examine') {
    const units = unique([...item.examiningUnits, ...(request.examiningUnits ?? [])])
    const steps = unitSteps(work, role, step, units, (unit, unitName) => ({
      code: 'examining_unit',
      unit,
      unitName,
    }))
    for (const one of steps) work.stages.push([one])
    return
  }
  const units = unique(request.concurringUnits ?? item.concurringUnits)
  const steps = unitSteps(work, role, step, units, (unit, unitName) => ({
    code: 'concurring_unit',
    unit,
    unitName,
    by: item.concurringUnits.includes(unit) ? 'table' : 'drafter',
  }))
  if (steps.length > 0 && step?.parallel !== false) work.stages.push(steps)
  else for (const one of steps) work.stages.push([one])
}

function addSteps(
  work: Work,
  request: RouteRequest,
  item: AuthorityItem,
  decider: Decider,
  chosen: Chosen,
): void {
  const { steps } = chosen.template
  const before = steps.slice(0, chosen.last)
  const examine = steps.find((it) => it.where.at === 'examining_units')
  const concur = steps.find((it) => it.where.at === 'concurring_units')
  const has = (step: TemplateStep | undefined): boolean => step !== undefined && before.includes(step)
  for (const step of before) {
    if (step === examine) addUnits(work, request, item, examine, 'examine')
    else if (step === concur) {
      // 審査 that this template forgot still comes before 合議.
      if (!has(examine)) addUnits(work, request, item, examine, 'examine')
      addUnits(work, request, item, concur, 'concur')
    } else addLineStep(work, step)
  }
  // Where a template is cut short or has none of them, 審査 and 合議 are not lost: they come right before the 決裁.
  if (!has(examine) && !has(concur)) addUnits(work, request, item, examine, 'examine')
  if (!has(concur)) addUnits(work, request, item, concur, 'concur')

  const because = [...decider.because, work.template]
  const decide = stepFor(work, 'decide', chosen.post, 'block', because)
  if (decide !== undefined) work.stages.push([decide])
}

/** Numbers the steps `s1`, `s2`, … in route order. */
function numbered(stages: readonly (readonly Draft[])[]): Stage[] {
  let count = 0
  return stages.map((steps) => ({
    steps: steps.map((step): Step => {
      count += 1
      return { id: `s${count}`, ...step }
    }),
  }))
}

/**
 * The route of a matter as of a day: from the 専決 table, a template and who holds which post. Every step says why it is
 * there. The last stage is the one 決裁, and never the drafter's. Otherwise every reason why there is none.
 */
export function compileRoute(request: RouteRequest): Result<Route, readonly RouteProblem[]> {
  const { organisation, table, drafter, day, amountYen } = request
  const item = table.items.find((it) => it.code === request.item)
  if (item === undefined) return no([{ code: 'no_authority_item', item: request.item }])
  if (!capacitiesOf(organisation, drafter.person, day).some((it) => it.post === drafter.post)) {
    return no([{ code: 'not_drafters_post', post: drafter.post }])
  }
  const setting: Setting = { organisation, table, place: partsOfPost(drafter.post).unit, day }
  const matter = { item, flags: request.flags, ...(amountYen === undefined ? {} : { amountYen }) }
  const decider = chooseDecider(setting, matter)
  if (!decider.ok) return no([decider.error])
  const chosen = chooseTemplate(setting, request.templates, item, decider.value.position)
  if (!chosen.ok) return no([chosen.error])

  const { code, version, name } = chosen.value.template
  const work: Work = {
    setting,
    drafter: drafter.person,
    template: { code: 'template', template: code, version, name },
    stages: [],
    problems: [],
  }
  addSteps(work, request, item, decider.value, chosen.value)
  if (work.problems.length > 0) return no(work.problems)
  return yes({
    stages: mergeSteps(numbered(work.stages), organisation, day),
    compiledFor: day,
    authorityVersion: table.version,
    template: code,
    templateVersion: version,
    class: decider.value.class,
    circulation: circulationOf(setting, chosen.value.template, work.template),
  })
}

/** Where the template has the case shown (供覧) after the decision; a place the drafter does not have is left out. */
function circulationOf(setting: Setting, template: RouteTemplate, because: Because): CirculationEntry[] {
  return template.circulation.flatMap(({ where }): CirculationEntry[] => {
    const unit = unitAt(setting, where)
    return unit === undefined ? [] : [{ unit: unit.code, unitName: unit.name, because: [because] }]
  })
}
