import type { Application } from './application.ts'

/** What is laid down about an application (外部システム). */
export type Registration = Application & {
  /** Who answers for it, in words; '' for nobody. */
  readonly contact: string
  /** Codes of matters (専決事項) of which it hears besides the cases it submitted itself. */
  readonly mayFollow: readonly string[]
}

export type RegistrationRefusal =
  | { readonly code: 'application_known'; readonly clientId: string; readonly name: string }
  | { readonly code: 'application_name_taken'; readonly clientId: string }
  /** Not in the 専決 table of the day. */
  | { readonly code: 'application_matter_unknown'; readonly matters: readonly string[] }
  /** Rights are given and taken with a reason. */
  | { readonly code: 'application_reason_missing' }
  /** What is for trying has nothing beside it for trying. */
  | { readonly code: 'application_of_trial'; readonly name: string }

/** What is known when an application is registered or changed. */
export type Surroundings = {
  /** All that are registered. */
  readonly others: readonly Pick<Registration, 'clientId' | 'name'>[]
  /** Codes of the 専決 table of the day. */
  readonly matters: ReadonlySet<string>
}

/** Why an application may not be registered; undefined when it may. */
export function refuseRegistering(
  { others, matters }: Surroundings,
  wanted: Registration,
): RegistrationRefusal | undefined {
  const known = others.find((it) => it.clientId === wanted.clientId)
  if (known !== undefined) return { code: 'application_known', clientId: wanted.clientId, name: known.name }
  return refuseName(others, wanted) ?? refuseMatters(matters, [...wanted.maySubmit, ...wanted.mayFollow])
}

/** Why an application may not be changed so; undefined when it may. Matters it had already may have left the table since. */
export function refuseChanging(
  { others, matters }: Surroundings,
  {
    before,
    after,
    reason,
  }: { readonly before: Registration; readonly after: Registration; readonly reason: string },
): RegistrationRefusal | undefined {
  const kept = new Set([...before.maySubmit, ...before.mayFollow])
  const added = [...after.maySubmit, ...after.mayFollow].filter((it) => !kept.has(it))
  const refused = refuseName(others, after) ?? refuseMatters(matters, added)
  if (refused !== undefined) return refused
  return rightsDiffer(before, after) && reason.trim() === ''
    ? { code: 'application_reason_missing' }
    : undefined
}

/** Whether a change gives a right or takes one. */
function rightsDiffer(before: Registration, after: Registration): boolean {
  return (
    before.enabled !== after.enabled ||
    before.mayProvision !== after.mayProvision ||
    !areSame(before.maySubmit, after.maySubmit) ||
    !areSame(before.mayFollow, after.mayFollow)
  )
}

/** Whether anything differs. */
export function differs(before: Registration, after: Registration): boolean {
  return rightsDiffer(before, after) || before.name !== after.name || before.contact !== after.contact
}

const trialSuffix = '-shiken'
const trialMark = '（試験）'
const longestClientId = 100
const longestName = 60

/** The application for trying (試験) beside a real one: the same matters, an id and a name of its own; it never changes the directory. */
export function trialOf(real: Registration): Registration {
  const letters = Array.from(real.name)
    .slice(0, longestName - trialMark.length)
    .join('')
  return {
    ...real,
    clientId: trialIdOf(real.clientId),
    name: `${letters}${trialMark}`,
    mayProvision: false,
    enabled: true,
    sandbox: true,
  }
}

/** The client id of the application for trying beside a real one. */
export function trialIdOf(clientId: string): string {
  return `${clientId.slice(0, longestClientId - trialSuffix.length)}${trialSuffix}`
}

function refuseName(
  others: Surroundings['others'],
  { clientId, name }: Registration,
): RegistrationRefusal | undefined {
  const same = others.find((it) => it.clientId !== clientId && it.name === name)
  return same === undefined ? undefined : { code: 'application_name_taken', clientId: same.clientId }
}

function refuseMatters(
  matters: Surroundings['matters'],
  wanted: readonly string[],
): RegistrationRefusal | undefined {
  const unknown = [...new Set(wanted.filter((it) => !matters.has(it)))]
  return unknown.length === 0 ? undefined : { code: 'application_matter_unknown', matters: unknown }
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join('\n') === others.toSorted().join('\n')
}
