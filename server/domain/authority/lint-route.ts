import type { Route, Step } from '../approval/route.ts'
import { type LocalDate, type PersonId, partsOfPost } from '../ids.ts'
import { seatedIn } from '../organisation/holders.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { Finding } from './findings.ts'

/** Line steps beyond which a route is looked at twice: a case with 32 seals was passed by people without authority. */
const advisedLineSteps = 8

export type RouteToLint = {
  readonly route: Route
  readonly organisation: Organisation
  readonly day: LocalDate
  readonly drafter: PersonId
  /** Persons named for a 秘 matter; absent when the matter is none. */
  readonly accessList?: readonly PersonId[]
  /** By step: the one its holder goes through at once with it; see `stepsAtOnce`. */
  readonly atOnce?: ReadonlyMap<string, Step>
}

function deciders(steps: readonly Step[]): Finding[] {
  const count = steps.filter((it) => it.role === 'decide').length
  if (count === 0) return [{ severity: 'error', code: 'no_decider' }]
  if (count > 1) return [{ severity: 'error', code: 'several_deciders', count }]
  return steps.at(-1)?.role === 'decide' ? [] : [{ severity: 'error', code: 'decider_not_last' }]
}

function aboutSelf({ organisation, day, drafter }: RouteToLint, live: readonly Step[], all: readonly Step[]) {
  const findings: Finding[] = []
  const holds = (it: Step): boolean =>
    seatedIn(organisation, it.post, day).some((one) => one.person === drafter)
  const alone = (it: Step): boolean =>
    seatedIn(organisation, it.post, day).every((one) => one.person === drafter)
  const own = live.find(
    (it) =>
      it.role === 'decide' &&
      holds(it) &&
      (alone(it) || it.because.some((one) => one.code === 'self_decides')),
  )
  if (own !== undefined) findings.push({ severity: 'warning', code: 'self_decision', post: own.postName })
  for (const step of all) {
    if (step.skipped?.reason === 'self')
      findings.push({ severity: 'hint', code: 'self_step', post: step.postName })
  }
  return findings
}

function aboutPeople(
  { organisation, day, accessList, drafter }: RouteToLint,
  live: readonly Step[],
): Finding[] {
  return live.flatMap((step): Finding[] => {
    const seated = seatedIn(organisation, step.post, day).map((it) => it.person)
    if (seated.length === 0) return [{ severity: 'warning', code: 'nobody_holds', post: step.postName }]
    const outside = seated.filter((it) => it !== drafter && accessList?.includes(it) === false)
    if (outside.length === 0) return []
    const names = outside.map((it) => organisation.people.get(it)?.name ?? it)
    return [{ severity: 'warning', code: 'not_on_access_list', post: step.postName, names }]
  })
}

function aboutRanks({ organisation }: RouteToLint, live: readonly Step[]): Finding[] {
  const positionOf = (step: Step) => organisation.positions.get(partsOfPost(step.post).position)
  const decide = live.find((it) => it.role === 'decide')
  const findings = live.flatMap((step): Finding[] => {
    if (step.role !== 'review') return []
    const position = positionOf(step)
    if (position?.isLine === false) return [{ severity: 'hint', code: 'watcher', post: step.postName }]
    const highest = decide && positionOf(decide)?.rank
    if (decide === undefined || highest === undefined || (position?.rank ?? 0) <= highest) return []
    return [{ severity: 'warning', code: 'decider_below', decider: decide.postName, post: step.postName }]
  })
  const count = live.filter((it) => it.role === 'review').length
  return count > advisedLineSteps
    ? [...findings, { severity: 'hint', code: 'many_steps', count, advised: advisedLineSteps }]
    : findings
}

function aboutConcurring({ organisation, route }: RouteToLint, live: readonly Step[]): Finding[] {
  const unitsOf = (role: Step['role']) =>
    live.filter((it) => it.role === role).map((it) => partsOfPost(it.post).unit)
  const examining = unitsOf('examine')
  const both = [...new Set(unitsOf('concur'))].filter((it) => examining.includes(it))
  const twice = both.map((unit): Finding => {
    const name = organisation.units.get(unit)?.name ?? unit
    return { severity: 'hint', code: 'examines_and_concurs', unit: name }
  })
  const decide = live.find((it) => it.role === 'decide')
  const passed = route.stages.findIndex((stage) =>
    stage.steps.some(
      (it) =>
        it.role === 'review' &&
        it.skipped === undefined &&
        it.provisional !== true &&
        it.post === decide?.post,
    ),
  )
  const after =
    passed === -1
      ? []
      : route.stages.slice(passed + 1).flatMap((stage) => stage.steps.filter((it) => it.role === 'concur'))
  return [
    ...twice,
    ...after.map((it): Finding => ({ severity: 'warning', code: 'concur_after_decider', post: it.postName })),
  ]
}

/** 兼務・事務取扱・職務代理: two steps, one act, both titles. */
function aboutOnePerson({ atOnce }: RouteToLint, live: readonly Step[]): Finding[] {
  return live.flatMap((step): Finding[] => {
    const last = atOnce?.get(step.id)
    return last === undefined
      ? []
      : [{ severity: 'hint', code: 'at_once', post: step.postName, with: last.postName }]
  })
}

/**
 * What is worth a second look at a compiled route, as data; empty when nothing is. Errors cannot come from the
 * compiler: they are told of routes that something else made.
 */
export function lintRoute(input: RouteToLint): readonly Finding[] {
  const all = input.route.stages.flatMap((stage) => stage.steps)
  const live = all.filter((it) => it.skipped === undefined)
  return [
    ...deciders(live),
    ...aboutSelf(input, live, all),
    ...aboutPeople(input, live),
    ...aboutRanks(input, live),
    ...aboutConcurring(input, live),
    ...aboutOnePerson(input, live),
  ]
}
