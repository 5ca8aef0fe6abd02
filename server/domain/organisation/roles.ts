import type { LocalDate, PersonId } from '../ids.ts'

/**
 * Roles apart from the seats of a route: システム管理者, 文書管理者 (文書主管課), 文書取扱主任, 法制審査担当, 文書館, 監査・情報公開担当.
 */
export type Role =
  'administrator' | 'records_manager' | 'records_officer' | 'legal_reviewer' | 'archivist' | 'auditor'

/** One role somebody has for a time. */
export type RoleGrant = {
  readonly id: number
  readonly person: PersonId
  readonly role: string
  readonly from: LocalDate
  /** Last day, inclusive; absent while open. */
  readonly to?: LocalDate
}

/** A システム管理者 sets the system up and reads no case; whoever has one of these reads all that are not secret. */
const readsCases: readonly string[] = ['records_manager', 'auditor', 'archivist']

export type RoleRefusal =
  /** Only システム管理者 give and end roles. */
  | { readonly code: 'role_not_yours' }
  /** Nobody gives himself a role, or ends his own: two people know of every change. */
  | { readonly code: 'role_own' }
  | { readonly code: 'role_day_past'; readonly earliest: LocalDate }
  | { readonly code: 'role_held'; readonly from: LocalDate }
  | { readonly code: 'role_incompatible'; readonly role: string }
  | { readonly code: 'role_not_held' }
  | { readonly code: 'role_last_administrator' }

function countsOn({ from, to }: RoleGrant, day: LocalDate): boolean {
  return from <= day && (to === undefined || day <= to)
}

/** Whether a role counts on some day from a day on. */
function countsFrom({ from, to }: RoleGrant, day: LocalDate): boolean {
  return to === undefined || (day <= to && from <= to)
}

function mayKeepRoles(grants: readonly RoleGrant[], by: PersonId, today: LocalDate): boolean {
  return grants.some((it) => it.person === by && it.role === 'administrator' && countsOn(it, today))
}

type Act = {
  readonly grants: readonly RoleGrant[]
  readonly by: PersonId
  readonly today: LocalDate
}

/** Why a role cannot be given so; undefined when it can. It counts from a day on, today or later. */
export function refuseGivingRole(
  { grants, by, today }: Act,
  { person, role, from }: { readonly person: PersonId; readonly role: Role; readonly from: LocalDate },
): RoleRefusal | undefined {
  if (!mayKeepRoles(grants, by, today)) return { code: 'role_not_yours' }
  if (person === by) return { code: 'role_own' }
  if (from < today) return { code: 'role_day_past', earliest: today }
  const held = grants.filter((it) => it.person === person && countsFrom(it, from))
  const same = held.find((it) => it.role === role)
  if (same !== undefined) return { code: 'role_held', from: same.from }
  const against = held.find(
    (it) =>
      (role === 'administrator' && readsCases.includes(it.role)) ||
      (it.role === 'administrator' && readsCases.includes(role)),
  )
  return against === undefined ? undefined : { code: 'role_incompatible', role: against.role }
}

/** Why a role cannot be ended so; undefined when it can. `from`: the first day without it, today or later. */
export function refuseEndingRole(
  { grants, by, today }: Act,
  { id, from }: { readonly id: number; readonly from: LocalDate },
): RoleRefusal | undefined {
  if (!mayKeepRoles(grants, by, today)) return { code: 'role_not_yours' }
  const grant = grants.find((it) => it.id === id)
  if (grant === undefined || !countsFrom(grant, today) || grant.to !== undefined) {
    return { code: 'role_not_held' }
  }
  if (grant.person === by) return { code: 'role_own' }
  if (from < today) return { code: 'role_day_past', earliest: today }
  const others = grants.filter((it) => it.role === 'administrator' && it.id !== id)
  // An administrator who begins later or ends is none to rely on.
  const stays = others.some((it) => it.to === undefined && it.from <= from)
  return grant.role === 'administrator' && !stays ? { code: 'role_last_administrator' } : undefined
}
