import { partsOfPost } from '../ids.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { AuthorityTable, RouteTemplate, StepCondition, TemplateStep } from './authority.ts'
import type { Finding } from './findings.ts'
import { isSelector } from './places.ts'
import { groupsOf } from './template-stages.ts'

function nameOf(organisation: Organisation, step: TemplateStep): string {
  return organisation.positions.get(step.position)?.name ?? step.position
}

/** A condition no matter can meet: an empty range or list, a row or a flag that the table does not know. */
function isImpossible(when: StepCondition, table: AuthorityTable): boolean {
  const { minYen = 0, maxYen, items, flags } = when
  const knowsItem = items?.some((code) => table.items.some((it) => it.code === code)) ?? true
  const knowsFlag = flags?.some((flag) => table.escalation[flag] !== undefined) ?? true
  return (maxYen !== undefined && maxYen <= minYen) || !knowsItem || !knowsFlag
}

function deciders(steps: readonly TemplateStep[]): Finding[] {
  const count = steps.filter((it) => it.role === 'decide').length
  if (count === 0) return [{ severity: 'error', code: 'no_decider' }]
  if (count > 1) return [{ severity: 'error', code: 'several_deciders', count }]
  return steps.at(-1)?.role === 'decide' ? [] : [{ severity: 'error', code: 'decider_not_last' }]
}

function aboutStep(step: TemplateStep, organisation: Organisation, table: AuthorityTable): Finding[] {
  const findings: Finding[] = []
  const post = nameOf(organisation, step)
  const position = organisation.positions.get(step.position)
  if (position === undefined) {
    findings.push({ severity: 'error', code: 'unknown_position', where: step.key, position: step.position })
  }
  const { where } = step
  if (where.at === 'unit' && !organisation.units.has(where.unit)) {
    findings.push({ severity: 'error', code: 'unknown_unit', where: post, unit: where.unit })
  }
  if (step.role === 'decide' && step.optional) findings.push({ severity: 'error', code: 'optional_decider' })
  if (step.when !== undefined) {
    if (step.role === 'decide' || !isSelector(where)) {
      findings.push({ severity: 'error', code: 'condition_not_here', post })
    } else if (isImpossible(step.when, table)) {
      findings.push({ severity: 'error', code: 'impossible_condition', post, when: step.when })
    }
  }
  if (step.role === 'review' && position?.isLine === false) {
    findings.push({ severity: 'hint', code: 'watcher', post })
  }
  // In a named unit it is one post; elsewhere the position in whatever place the drafter has.
  const held = organisation.appointments.some((it) => {
    const { unit, position: its } = partsOfPost(it.post)
    return its === step.position && (where.at !== 'unit' || unit === where.unit)
  })
  const isKnown = position !== undefined && (where.at !== 'unit' || organisation.units.has(where.unit))
  if (isKnown && !held) {
    const unitName = where.at === 'unit' ? `${organisation.units.get(where.unit)?.name ?? ''}の` : ''
    findings.push({ severity: 'warning', code: 'nobody_holds', post: `${unitName}${post}` })
  }
  return findings
}

/** 仮決裁: one superior of the 主務課, once, and before the 合議 begins. */
function aboutProvisional(steps: readonly TemplateStep[], organisation: Organisation): Finding[] {
  const marked = steps.filter((it) => it.provisional === true)
  const firstConcur = steps.findIndex((it) => it.role === 'concur')
  const isOfLine = (step: TemplateStep): boolean =>
    step.where.at.startsWith('own_') && organisation.positions.get(step.position)?.isLine !== false
  return [
    ...marked.flatMap((step): Finding[] => {
      const post = nameOf(organisation, step)
      if (step.role !== 'review') return [{ severity: 'error', code: 'provisional_role', post }]
      return [
        ...(isOfLine(step) ? [] : [{ severity: 'error', code: 'provisional_elsewhere', post } as const]),
        ...(firstConcur !== -1 && steps.indexOf(step) > firstConcur
          ? [{ severity: 'error', code: 'provisional_after_concur', post } as const]
          : []),
      ]
    }),
    ...(marked.length > 1 ? [{ severity: 'error', code: 'provisional_twice' } as const] : []),
  ]
}

function aboutGroups(steps: readonly TemplateStep[], organisation: Organisation): Finding[] {
  return groupsOf(steps).flatMap((group): Finding[] => {
    const [first] = group
    // 合議 and 審査 stand for as many units as a matter has.
    if (first?.needs === undefined || group.some((it) => !isSelector(it.where))) return []
    if (first.needs >= 1 && first.needs <= group.length) return []
    const post = nameOf(organisation, first)
    return [{ severity: 'error', code: 'needs_too_many', post, needs: first.needs, of: group.length }]
  })
}

function aboutOrder(steps: readonly TemplateStep[], organisation: Organisation): Finding[] {
  const decide = steps.find((it) => it.role === 'decide')
  if (decide === undefined) return []
  const findings: Finding[] = []
  const rankOf = (step: TemplateStep): number => organisation.positions.get(step.position)?.rank ?? 0
  for (const step of steps) {
    if (step.role !== 'review' || rankOf(step) <= rankOf(decide)) continue
    const post = nameOf(organisation, step)
    findings.push({ severity: 'warning', code: 'decider_below', decider: nameOf(organisation, decide), post })
  }
  const passed = steps.findIndex(
    (it) =>
      it.role === 'review' &&
      it.provisional !== true &&
      it.position === decide.position &&
      JSON.stringify(it.where) === JSON.stringify(decide.where),
  )
  const after = passed === -1 ? undefined : steps.slice(passed + 1).find((it) => it.role === 'concur')
  if (after !== undefined) {
    findings.push({ severity: 'warning', code: 'concur_after_decider', post: nameOf(organisation, after) })
  }
  return findings
}

function twice(steps: readonly TemplateStep[]): Finding[] {
  const keys = steps.map((it) => it.key)
  const same = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))]
  const many = (at: 'concurring_units' | 'examining_units') =>
    steps.filter((it) => it.where.at === at).length > 1
  return [
    ...same.map((key): Finding => ({ severity: 'error', code: 'same_key', key })),
    ...(many('concurring_units')
      ? [{ severity: 'error', code: 'units_twice', role: 'concur' } as const]
      : []),
    ...(many('examining_units')
      ? [{ severity: 'error', code: 'units_twice', role: 'examine' } as const]
      : []),
  ]
}

/** What is wrong with a template (errors) or worth a second look, under the table it is used with; empty when nothing is. */
export function lintTemplate(
  template: Pick<RouteTemplate, 'name' | 'steps' | 'circulation'>,
  organisation: Organisation,
  table: AuthorityTable,
): readonly Finding[] {
  const { name, steps, circulation } = template
  const unknown = circulation.flatMap(({ where }): Finding[] =>
    where.at === 'unit' && !organisation.units.has(where.unit)
      ? [{ severity: 'error', code: 'unknown_unit', where: name, unit: where.unit }]
      : [],
  )
  return [
    ...(name.trim() === '' ? [{ severity: 'error', code: 'nameless', where: 'template' } as const] : []),
    ...deciders(steps),
    ...twice(steps),
    ...steps.flatMap((it) => aboutStep(it, organisation, table)),
    ...aboutGroups(steps, organisation),
    ...aboutProvisional(steps, organisation),
    ...aboutOrder(steps, organisation),
    ...unknown,
  ]
}
