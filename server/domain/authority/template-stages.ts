import type { StepRole } from '../approval/route.ts'
import type { UnitCode } from '../ids.ts'
import { postExists } from '../organisation/holders.ts'
import type { AuthorityItem, Because, TemplateStep } from './authority.ts'
import type { Chosen } from './choose-decider.ts'
import { conditionHolds } from './conditions.ts'
import { type DraftStep, type Work, makeStep, templateReason } from './make-step.ts'
import { headOf, isSelector, postAt, selectorText } from './places.ts'

/** What the steps of a template are filled with. */
export type Filling = {
  readonly item: AuthorityItem
  readonly amountYen?: number
  readonly flags: readonly string[]
  /** Absent: those of the table. */
  readonly concurringUnits?: readonly UnitCode[]
  /** Besides those that the table demands. */
  readonly examiningUnits?: readonly UnitCode[]
}

/** Whether a step of the template has a part in this matter. 審査 and 合議 of the table have no condition. */
export function isInPlay(step: TemplateStep, filling: Filling): boolean {
  if (step.when === undefined || !isSelector(step.where)) return true
  const { item, amountYen, flags } = filling
  const amount = amountYen === undefined ? {} : { amountYen }
  return conditionHolds(step.when, { item: item.code, flags, ...amount })
}

/** One line step (係長, 課長, 局長 …) of the template; undefined where there is none, or a problem is told. */
function lineStep(work: Work, step: TemplateStep): DraftStep | undefined {
  const { setting } = work
  if (!isSelector(step.where)) return undefined
  const post = postAt(setting, step.where, step.position)
  if (post === undefined) {
    // A drafter right under a 部 has no 係 or 課 of his own to pass: nothing is vacant, there is nothing there.
    if (!step.where.at.startsWith('own_')) {
      work.problems.push({ code: 'no_such_place', selector: selectorText(step.where) })
    }
    return undefined
  }
  if (
    step.onVacant === 'skip' &&
    step.provisional !== true &&
    !postExists(setting.organisation, post, setting.day)
  )
    return undefined
  const condition: Because[] = step.when === undefined ? [] : [{ code: 'condition', when: step.when }]
  return makeStep(work, {
    key: step.key,
    role: step.role,
    post,
    onVacant: step.onVacant,
    because: [templateReason(work, step), ...condition],
    provisional: step.provisional === true,
    mayLeaveOut: step.optional,
    removable: step.optional,
  })
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)]
}

/** The steps of 審査 or 合議: one for the head of each unit. */
function unitSteps(
  work: Work,
  filling: Filling,
  step: TemplateStep | undefined,
  role: Extract<StepRole, 'examine' | 'concur'>,
): DraftStep[] {
  const { setting } = work
  const { item } = filling
  const ofTable = role === 'examine' ? item.examiningUnits : item.concurringUnits
  const units =
    role === 'examine'
      ? unique([...ofTable, ...(filling.examiningUnits ?? [])])
      : unique(filling.concurringUnits ?? ofTable)
  return units.flatMap((unit) => {
    const post = headOf(setting, unit, step?.position)
    if (post === undefined) {
      work.problems.push({ code: 'no_such_place', selector: `unit:${unit}` })
      return []
    }
    const unitName = setting.organisation.units.get(unit)?.name ?? unit
    const isOfTable = ofTable.includes(unit)
    const article = step?.article ?? item.article
    const row = {
      version: setting.table.version,
      item: item.code,
      ...(article === undefined ? {} : { article }),
    }
    const asked = { unit, unitName, ...(isOfTable ? row : {}) }
    const because: Because =
      role === 'examine'
        ? { code: 'examining_unit', ...asked }
        : { code: 'concurring_unit', by: isOfTable ? 'table' : 'drafter', ...asked }
    const made = makeStep(work, {
      key: `${step?.key ?? role}:${unit}`,
      role,
      post,
      onVacant: step?.onVacant ?? 'block',
      because: [because],
      // 審査 that the table demands is not the drafter's to leave out; 合議 is, where the template says so.
      mayLeaveOut: role === 'examine' ? !isOfTable : step?.optional === true,
      removable: !isOfTable,
    })
    return made === undefined ? [] : [made]
  })
}

function oneByOne(steps: readonly DraftStep[]): DraftStep[][] {
  return steps.map((it) => [it])
}

function concurring(work: Work, filling: Filling, step: TemplateStep | undefined): DraftStep[][] {
  const steps = unitSteps(work, filling, step, 'concur')
  return step?.parallel === false ? oneByOne(steps) : [steps]
}

/** Consecutive steps of one group together, every other step alone. */
export function groupsOf(steps: readonly TemplateStep[]): readonly (readonly TemplateStep[])[] {
  const groups: TemplateStep[][] = []
  for (const step of steps) {
    const before = groups.at(-1)
    if (step.group !== undefined && before?.[0]?.group === step.group) before.push(step)
    else groups.push([step])
  }
  return groups
}

/** All stages before the 決裁, into `work`. */
export function addTemplateStages(work: Work, filling: Filling, chosen: Chosen): void {
  const { steps } = chosen.template
  const before = steps.slice(0, chosen.last)
  const examine = steps.find((it) => it.where.at === 'examining_units')
  const concur = steps.find((it) => it.where.at === 'concurring_units')
  const has = (step: TemplateStep | undefined): boolean => step !== undefined && before.includes(step)
  const put = (stages: readonly DraftStep[][], needs?: number): void => {
    for (const stage of stages) {
      if (stage.length > 0) work.stages.push({ steps: stage, ...(needs === undefined ? {} : { needs }) })
    }
  }
  const examining = (): DraftStep[][] => oneByOne(unitSteps(work, filling, examine, 'examine'))
  const stagesOf = (step: TemplateStep): DraftStep[][] => {
    if (step === examine) return examining()
    if (step === concur) return concurring(work, filling, concur)
    const made = lineStep(work, step)
    return made === undefined ? [] : [[made]]
  }
  for (const group of groupsOf(before)) {
    // 審査 that this template forgot still comes before 合議.
    if (group.some((it) => it === concur) && !has(examine)) put(examining())
    const inPlay = group.filter((it) => isInPlay(it, filling))
    const stages = inPlay.flatMap(stagesOf)
    const isGroup = group[0]?.group !== undefined
    put(isGroup ? [stages.flat()] : stages, group[0]?.needs)
  }
  // Where a template is cut short or has none of them, 審査 and 合議 are not lost: they come right before the 決裁.
  if (!has(examine) && !has(concur)) put(examining())
  if (!has(concur)) put(concurring(work, filling, concur), concur?.needs)
}
