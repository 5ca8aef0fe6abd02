import type { Kysely, Transaction } from 'kysely'
import type { EndRoleBody, GiveRoleBody, RoleGrantView, RoleList } from '../contract/roles.ts'
import {
  type Instant,
  type LocalDate,
  type PersonId,
  dayBefore,
  localDateOf,
  parseLocalDate,
} from '../domain/ids.ts'
import { theBeginning } from '../domain/organisation/acting-orders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type RoleRefusal, refuseEndingRole, refuseGivingRole } from '../domain/organisation/roles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { type StoredRole, endRole, insertRole, listRoles } from '../store/roles.ts'
import { changeOrganisation } from './change-organisation.ts'
import type { Clock, LiveBus, OrganisationSource } from './ports.ts'
import { refOf } from './who-is.ts'

export type RoleDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly live: LiveBus
  readonly now: Clock
}

export type RoleProblem =
  | RoleRefusal
  | { readonly code: 'role_person_unknown' }
  | { readonly code: 'not_a_day'; readonly value: string }

/** Those who must be able to tell who may read what. */
const mayKnow: readonly string[] = ['administrator', 'records_manager', 'auditor']

/** Who has which role, who will, and who had, with who gave it and why. */
export async function viewRoles(deps: RoleDeps, by: PersonId): Promise<Result<RoleList, RoleProblem>> {
  const organisation = await deps.organisation.current()
  const own = organisation.people.get(by)?.roles ?? []
  if (!own.some((it) => mayKnow.includes(it))) return no({ code: 'role_not_yours' })
  const now = deps.now()
  const today = localDateOf(now)
  const grants = await listRoles(deps.db)
  return yes({
    today,
    mayGive: own.includes('administrator'),
    items: grants.map((it) => ({
      ...viewOf(organisation, it, now),
      mayEnd: refuseEndingRole({ grants, by, today }, { id: it.id, from: today }) === undefined,
    })),
  })
}

function viewOf(
  organisation: Organisation,
  { id, person, role, from, to, reason, given, ended }: StoredRole,
  now: Instant,
): Omit<RoleGrantView, 'mayEnd'> {
  const today = localDateOf(now)
  return {
    id,
    person: refOf(organisation, person, now),
    role,
    reason,
    state: to !== undefined && to < today ? 'past' : from > today ? 'ahead' : 'in_force',
    ...(from === theBeginning ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(given === undefined ? {} : { given: { ...given, by: refOf(organisation, given.by, now) } }),
    ...(ended === undefined ? {} : { ended: { ...ended, by: refOf(organisation, ended.by, now) } }),
  }
}

type Write = (
  trx: Transaction<Database>,
  facts: {
    readonly grants: readonly StoredRole[]
    readonly from: LocalDate
    readonly today: LocalDate
    readonly at: Instant
  },
) => Promise<RoleProblem | undefined>

/** Reads, decides and writes under the lock of the organisation, then tells whoever keeps it in memory. */
async function change(
  deps: RoleDeps,
  by: PersonId,
  day: string,
  write: Write,
): Promise<Result<RoleList, RoleProblem>> {
  const from = parseLocalDate(day)
  if (from === undefined) return no({ code: 'not_a_day', value: day })
  const at = deps.now()
  const problem = await changeOrganisation(deps, async (trx) =>
    write(trx, { grants: await listRoles(trx), from, today: localDateOf(at), at }),
  )
  return problem === undefined ? viewRoles(deps, by) : no(problem)
}

/** Gives a role from a day on. */
export async function giveRole(
  deps: RoleDeps,
  by: PersonId,
  { person: id, role, from: day, reason }: GiveRoleBody,
): Promise<Result<RoleList, RoleProblem>> {
  const person = id as PersonId
  const isKnown = (await deps.organisation.current()).people.has(person)
  return change(deps, by, day, async (trx, { grants, from, today, at }) => {
    const refused = refuseGivingRole({ grants, by, today }, { person, role, from })
    if (refused !== undefined) return refused
    if (!isKnown) return { code: 'role_person_unknown' }
    await insertRole(trx, { person, role, from, reason, by, at })
    return undefined
  })
}

/** Ends a role; `from` is the first day without it. One that has not begun then never counts. */
export async function takeRole(
  deps: RoleDeps,
  by: PersonId,
  id: number,
  { from: day, reason }: EndRoleBody,
): Promise<Result<RoleList, RoleProblem>> {
  return change(deps, by, day, async (trx, { grants, from, today, at }) => {
    const refused = refuseEndingRole({ grants, by, today }, { id, from })
    if (refused !== undefined) return refused
    const begins = grants.find((it) => it.id === id)?.from ?? from
    await endRole(trx, { id, to: dayBefore(from < begins ? begins : from), reason, by, at })
    return undefined
  })
}
