import { Type, type Static } from 'typebox'
import { At, Day, PersonRef, closed, described, literals } from './common.ts'

const From = (description: string) => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description })
const Reason = Type.String({ minLength: 1, maxLength: 400 })
const RoleName = literals(
  'administrator',
  'records_manager',
  'records_officer',
  'legal_reviewer',
  'archivist',
  'auditor',
)

/** POST /v1/roles */
export const GiveRoleBody = closed(
  {
    person: Type.String({ minLength: 1, maxLength: 40 }),
    role: RoleName,
    from: From('Day in Asia/Tokyo from which it counts; today or later'),
    reason: Reason,
  },
  'A role given to somebody from a day on, with the reason',
)
export type GiveRoleBody = Static<typeof GiveRoleBody>

/** POST /v1/roles/{id}/end */
export const EndRoleBody = closed(
  {
    from: From('The first day in Asia/Tokyo without it; today or later'),
    reason: Reason,
  },
  'The day a role ends, with the reason',
)
export type EndRoleBody = Static<typeof EndRoleBody>

const RoleGrantView = closed({
  id: Type.Integer(),
  person: PersonRef,
  role: Type.String(),
  from: described(Type.Optional(Day), 'Absent for what was so from the beginning'),
  to: Type.Optional(Day),
  state: literals('in_force', 'ahead', 'past'),
  reason: Type.String(),
  given: Type.Optional(closed({ by: PersonRef, at: At }, 'Absent for what came with the installation')),
  ended: Type.Optional(closed({ by: PersonRef, at: At, reason: Type.String() })),
  mayEnd: Type.Boolean({ description: 'Whether the reader may end it' }),
})
export type RoleGrantView = Static<typeof RoleGrantView>

export const RoleList = closed(
  {
    today: Day,
    mayGive: Type.Boolean(),
    items: Type.Array(RoleGrantView),
  },
  'GET /v1/roles: who has which role, who will, and who had; the newest first',
)
export type RoleList = Static<typeof RoleList>
