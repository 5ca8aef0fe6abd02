import { test } from 'tap'
import type { LocalDate, PersonId } from '../ids.ts'
import { type Role, type RoleGrant, refuseEndingRole, refuseGivingRole } from './roles.ts'

const today = '2026-05-11' as LocalDate
const day = (text: string) => text as LocalDate
const person = (text: string) => text as PersonId

function grant(id: number, who: string, role: Role, from = '2026-04-01', to?: string): RoleGrant {
  return { id, person: person(who), role, from: day(from), ...(to === undefined ? {} : { to: day(to) }) }
}

const two = [grant(1, 'a', 'administrator'), grant(2, 'b', 'administrator')]
const give = (grants: readonly RoleGrant[], by: string, who: string, role: Role, from = today) =>
  refuseGivingRole({ grants, by: person(by), today }, { person: person(who), role, from })
const end = (grants: readonly RoleGrant[], by: string, id: number, from = today) =>
  refuseEndingRole({ grants, by: person(by), today }, { id, from })

test('only a システム管理者 of today gives and ends roles, and nobody his own', (t) => {
  t.equal(give(two, 'a', 'c', 'auditor'), undefined)
  t.match(give(two, 'c', 'd', 'auditor'), { code: 'role_not_yours' })
  t.match(give(two, 'a', 'a', 'auditor'), { code: 'role_own' })
  t.match(end(two, 'a', 1), { code: 'role_own' })
  t.match(end(two, 'c', 1), { code: 'role_not_yours' })
  const later = [
    grant(1, 'a', 'administrator', '2026-06-01'),
    grant(2, 'b', 'administrator', '2026-04-01', '2026-05-10'),
  ]
  t.match(give(later, 'a', 'c', 'auditor'), { code: 'role_not_yours' })
  t.match(give(later, 'b', 'c', 'auditor'), { code: 'role_not_yours' })
  t.end()
})

test('a システム管理者 always remains', (t) => {
  t.equal(end(two, 'a', 2), undefined)
  const ending = [grant(1, 'a', 'administrator', '2026-04-01', '2026-12-31'), grant(2, 'b', 'administrator')]
  t.match(end(ending, 'a', 2), { code: 'role_last_administrator' }, 'one who ends is none to rely on')
  const beginning = [...ending, grant(3, 'c', 'administrator', '2026-07-01')]
  t.match(end(beginning, 'a', 2, day('2026-06-30')), { code: 'role_last_administrator' })
  t.equal(end(beginning, 'a', 2, day('2026-07-01')), undefined)
  t.end()
})

test('whoever sets the system up reads no case: システム管理者 is nobody who reads all', (t) => {
  const grants = [...two, grant(3, 'm', 'records_manager'), grant(4, 'o', 'records_officer')]
  t.match(give(grants, 'a', 'm', 'administrator'), { code: 'role_incompatible', role: 'records_manager' })
  t.match(give(grants, 'a', 'b', 'auditor'), { code: 'role_incompatible', role: 'administrator' })
  t.match(give(grants, 'a', 'b', 'archivist'), { code: 'role_incompatible' })
  t.equal(give(grants, 'a', 'o', 'administrator'), undefined)
  t.equal(give(grants, 'a', 'm', 'auditor'), undefined)
  const over = [...two, grant(3, 'm', 'records_manager', '2026-04-01', '2026-05-31')]
  t.match(
    give(over, 'a', 'm', 'administrator'),
    { code: 'role_incompatible' },
    'it overlaps until the end of May',
  )
  t.equal(give(over, 'a', 'm', 'administrator', day('2026-06-01')), undefined)
  t.end()
})

test('a role counts from today or later, once at a time, and ends once', (t) => {
  const grants = [...two, grant(3, 'm', 'auditor')]
  t.match(give(grants, 'a', 'c', 'auditor', day('2026-05-10')), { code: 'role_day_past', earliest: today })
  t.match(end(grants, 'a', 3, day('2026-05-10')), { code: 'role_day_past' })
  t.match(give(grants, 'a', 'm', 'auditor'), { code: 'role_held', from: '2026-04-01' })
  const ended = [...two, grant(3, 'm', 'auditor', '2026-04-01', '2026-06-30')]
  t.match(end(ended, 'a', 3), { code: 'role_not_held' })
  t.match(end(ended, 'a', 99), { code: 'role_not_held' })
  t.equal(give(ended, 'a', 'm', 'auditor', day('2026-07-01')), undefined)
  const never = [...two, grant(3, 'm', 'auditor', '2026-06-01', '2026-05-31')]
  t.equal(give(never, 'a', 'm', 'auditor'), undefined, 'one that was taken back before it began never counts')
  t.end()
})
