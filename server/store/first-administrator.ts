import type { Transaction } from 'kysely'
import type { PersonRow } from '../domain/directory/people-file.ts'
import type { UnitRow } from '../domain/directory/units-file.ts'
import type { LocalDate } from '../domain/ids.ts'
import type { Position } from '../domain/organisation/organisation.ts'
import type { Database } from './database.ts'

/** Whether the directory has ever known anybody. */
export async function knowsAnybody(trx: Transaction<Database>): Promise<boolean> {
  return (await trx.selectFrom('person').select('id').limit(1).executeTakeFirst()) !== undefined
}

export type FirstEntries = {
  readonly unit: UnitRow
  /** The first is that of the person. */
  readonly positions: readonly [Position, ...Position[]]
  readonly person: PersonRow
  readonly from: LocalDate
  /** Why this person is システム管理者. */
  readonly reason: string
}

/** Puts somebody into an empty directory as システム管理者: like what comes with the installation, given by nobody. */
export async function insertFirstEntries(
  trx: Transaction<Database>,
  { unit, positions, person, from, reason }: FirstEntries,
): Promise<void> {
  await trx
    .insertInto('unit')
    .values({ code: unit.code, name: unit.name, kind: unit.kind, from_on: from })
    .execute()
  await trx
    .insertInto('position')
    .values(
      positions.map((it) => ({
        code: it.code,
        name: it.name,
        rank: it.rank,
        is_line: it.isLine,
        is_decider: it.isDecider,
      })),
    )
    .execute()
  await trx
    .insertInto('person')
    .values({
      id: person.person,
      name: person.name,
      name_kana: person.nameKana,
      login: person.login ?? person.person,
      email: person.email ?? null,
    })
    .execute()
  await trx
    .insertInto('appointment')
    .values({
      person_id: person.person,
      unit_code: unit.code,
      position_code: positions[0].code,
      kind: 'primary',
      from_on: from,
    })
    .execute()
  await trx
    .insertInto('person_role')
    .values({ person_id: person.person, role: 'administrator', from_on: from, reason })
    .execute()
}
