import type { Kysely } from 'kysely'
import type {
  ApplicationList,
  ApplicationView,
  ChangeApplicationBody,
  EnableApplicationBody,
  RegisterApplicationBody,
} from '../contract/applications.ts'
import { askedRoles } from '../domain/applications/application.ts'
import {
  type Registration,
  type RegistrationRefusal,
  type Surroundings,
  differs,
  refuseChanging,
  refuseRegistering,
  trialIdOf,
  trialOf,
} from '../domain/applications/registration.ts'
import { type PersonId, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listUnregisteredCallers } from '../store/application-calls.ts'
import { loadAuthority } from '../store/authority.ts'
import type { Database } from '../store/database.ts'
import {
  type ChangeKind,
  type RegistrationInUse,
  type StoredRegistration,
  listRegistrations,
  listRegistrationsInUse,
  lockRegistrations,
  saveRegistration,
} from '../store/registrations.ts'
import { ProviderUnavailable } from './identity-provider.ts'
import type { Clock, OrganisationSource, ProgramSignIn } from './ports.ts'
import { refOf } from './who-is.ts'

export type RegistrationDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
  /** Where programs get their tokens; absent: there is no provider. */
  readonly programSignIn?: ProgramSignIn
}

export type RegistrationProblem =
  | RegistrationRefusal
  | { readonly code: 'applications_not_yours' }
  | { readonly code: 'not_found' }
  /** Somebody else changed it after it was read. */
  | { readonly code: 'application_changed'; readonly version: number }

/** Those who must be able to tell what other systems may do. */
const mayLook: readonly string[] = ['administrator', 'records_manager', 'auditor']
const shownUnregistered = 20

function rolesOf(organisation: Organisation, by: PersonId): readonly string[] {
  return organisation.people.get(by)?.roles ?? []
}

/** Whether a person may see the applications, what is laid down about them and what they asked. */
export function seesApplications(organisation: Organisation, by: PersonId): boolean {
  return rolesOf(organisation, by).some((it) => mayLook.includes(it))
}

function mayChange(organisation: Organisation, by: PersonId): boolean {
  return rolesOf(organisation, by).includes('administrator')
}

/** Applications by name, and who called without being one. */
export async function viewApplications(
  deps: RegistrationDeps,
  by: PersonId,
): Promise<Result<ApplicationList, RegistrationProblem>> {
  const organisation = await deps.organisation.current()
  if (!seesApplications(organisation, by)) return no({ code: 'applications_not_yours' })
  const [all, unregistered] = await Promise.all([
    listRegistrationsInUse(deps.db),
    listUnregisteredCallers(deps.db, shownUnregistered),
  ])
  return yes({
    mayChange: mayChange(organisation, by),
    items: all.map(summaryOf),
    unregistered: [...unregistered],
  })
}

function summaryOf(it: RegistrationInUse): ApplicationList['items'][number] {
  const { clientId, name, contact, enabled, sandbox, made, lastCall } = it
  return {
    ...{ clientId, name, contact, enabled, sandbox, made },
    ...(lastCall === undefined ? {} : { lastCallAt: lastCall.at }),
  }
}

/** One application with everything laid down about it, and how it signs in. */
export async function viewApplication(
  deps: RegistrationDeps,
  by: PersonId,
  clientId: string,
): Promise<Result<ApplicationView, RegistrationProblem>> {
  const organisation = await deps.organisation.current()
  if (!seesApplications(organisation, by)) return no({ code: 'applications_not_yours' })
  const all = await listRegistrationsInUse(deps.db)
  const found = all.find((it) => it.clientId === clientId)
  if (found === undefined) return no({ code: 'not_found' })
  const now = deps.now()
  const table = await loadAuthority(deps.db, localDateOf(now))
  const names = new Map(table?.items.map((it) => [it.code, it.name]))
  const matters = (codes: readonly string[]) =>
    codes.map((code) => {
      const name = names.get(code)
      return { code, ...(name === undefined ? {} : { name }) }
    })
  const { created, changed, lastCall } = found
  const trial = all.find((it) => it.clientId === trialIdOf(clientId) && it.clientId !== clientId)
  return yes({
    ...summaryOf(found),
    version: found.version,
    maySubmit: matters(found.maySubmit),
    mayFollow: matters(found.mayFollow),
    mayProvision: found.mayProvision,
    createdAt: created.at,
    ...(created.by === undefined ? {} : { createdBy: refOf(organisation, created.by, now) }),
    changedAt: changed.at,
    ...(changed.by === undefined ? {} : { changedBy: refOf(organisation, changed.by, now) }),
    webhooks: found.webhooks,
    ...(trial === undefined ? {} : { trial: trial.clientId }),
    roles: [...askedRoles],
    ...(lastCall?.roles === undefined ? {} : { lastToken: { at: lastCall.at, roles: [...lastCall.roles] } }),
    token: await tokenOf(deps, clientId),
    mayChange: mayChange(organisation, by),
  })
}

/** A provider that does not answer says nothing; the page is of use without it. */
async function tokenOf(
  { programSignIn }: RegistrationDeps,
  clientId: string,
): Promise<ApplicationView['token']> {
  const endpoint = await programSignIn?.tokenEndpoint().catch((error: unknown) => {
    if (error instanceof ProviderUnavailable) return undefined
    throw error
  })
  const demoSecret = programSignIn?.demoSecretOf?.(clientId)
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(demoSecret === undefined ? {} : { demoSecret }),
  }
}

/** Registers an application; it may call as soon as the provider gives it a token. */
export async function registerApplication(
  deps: RegistrationDeps,
  by: PersonId,
  { reason, ...body }: RegisterApplicationBody,
): Promise<Result<ApplicationView, RegistrationProblem>> {
  const words = { name: body.name.trim(), contact: body.contact.trim() }
  const after = { mayProvision: false, ...body, ...words, enabled: true }
  return change(deps, by, after.clientId, (surroundings) => {
    const refused = refuseRegistering(surroundings, after)
    return refused === undefined ? yes({ kind: 'registered', after, reason }) : no(refused)
  })
}

/** Registers an application for trying (試験) beside a real one, with the same matters. */
export async function registerTrial(
  deps: RegistrationDeps,
  by: PersonId,
  clientId: string,
): Promise<Result<ApplicationView, RegistrationProblem>> {
  return change(deps, by, trialIdOf(clientId), (surroundings, _before, all) => {
    const real = all.find((it) => it.clientId === clientId)
    if (real === undefined) return no({ code: 'not_found' })
    if (real.sandbox) return no({ code: 'application_of_trial', name: real.name })
    const after = trialOf(registrationOf(real))
    // Matters that left the table since are the real one's to give up.
    const known = { ...surroundings, matters: new Set([...after.maySubmit, ...after.mayFollow]) }
    const refused = refuseRegistering(known, after)
    const reason = `${real.name}（${clientId}）の試験用`
    return refused === undefined ? yes({ kind: 'registered', after, reason }) : no(refused)
  })
}

/** Changes what is laid down about an application; from the next request on. */
export async function changeApplication(
  deps: RegistrationDeps,
  by: PersonId,
  clientId: string,
  { version, reason, ...body }: ChangeApplicationBody,
): Promise<Result<ApplicationView, RegistrationProblem>> {
  return change(deps, by, clientId, (surroundings, before) => {
    if (before === undefined) return no({ code: 'not_found' })
    if (before.version !== version) return no({ code: 'application_changed', version: before.version })
    const own = registrationOf(before)
    const after = { ...own, ...body, name: body.name.trim(), contact: body.contact.trim() }
    const refused = refuseChanging(surroundings, { before: own, after, reason })
    return refused === undefined ? yes({ kind: 'changed', after, reason }) : no(refused)
  })
}

/** Stops an application, or starts it again; from the next request on. */
export async function enableApplication(
  deps: RegistrationDeps,
  by: PersonId,
  clientId: string,
  { version, enabled, reason }: EnableApplicationBody,
): Promise<Result<ApplicationView, RegistrationProblem>> {
  return change(deps, by, clientId, (_surroundings, before) => {
    if (before === undefined) return no({ code: 'not_found' })
    if (before.version !== version) return no({ code: 'application_changed', version: before.version })
    const after = { ...registrationOf(before), enabled }
    return yes({ kind: enabled ? 'started' : 'stopped', after, reason })
  })
}

type Decided = { readonly kind: ChangeKind; readonly after: Registration; readonly reason: string }
type Decide = (
  surroundings: Surroundings,
  before: StoredRegistration | undefined,
  all: readonly StoredRegistration[],
) => Result<Decided, RegistrationProblem>

/** Reads, decides and writes while nobody else changes an application. What changes nothing is not written. */
async function change(
  deps: RegistrationDeps,
  by: PersonId,
  clientId: string,
  decide: Decide,
): Promise<Result<ApplicationView, RegistrationProblem>> {
  if (!mayChange(await deps.organisation.current(), by)) return no({ code: 'applications_not_yours' })
  const at = deps.now()
  const refused = await deps.db.transaction().execute(async (trx) => {
    await lockRegistrations(trx)
    const all = await listRegistrations(trx)
    const table = await loadAuthority(trx, localDateOf(at))
    const before = all.find((it) => it.clientId === clientId)
    const surroundings = { others: all, matters: new Set(table?.items.map((it) => it.code)) }
    const decided = decide(surroundings, before, all)
    if (!decided.ok) return decided.error
    const { kind, after, reason } = decided.value
    const own = before && registrationOf(before)
    if (own !== undefined && !differs(own, after)) return undefined
    const version = (before?.version ?? 0) + 1
    const { clientId: _, ...kept } = own ?? after
    await saveRegistration(trx, after, {
      ...{ version, kind, by, at, reason: reason.trim() },
      ...(own === undefined ? {} : { before: kept }),
    })
    return undefined
  })
  return refused === undefined ? viewApplication(deps, by, clientId) : no(refused)
}

function registrationOf(it: StoredRegistration): Registration {
  const { clientId, name, contact, enabled, sandbox, maySubmit, mayFollow, mayProvision } = it
  return { clientId, name, contact, enabled, sandbox, maySubmit, mayFollow, mayProvision }
}
