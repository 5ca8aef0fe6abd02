import { type Kysely, type Transaction, sql } from 'kysely'
import type { Contact, DirectoryPlan, Leave } from '../domain/directory/plan.ts'
import type { SeatDetail } from '../domain/directory/rows.ts'
import {
  type LocalDate,
  type PersonId,
  type PositionCode,
  type UnitCode,
  partsOfPost,
  postIdOf,
} from '../domain/ids.ts'
import type { Appointment, AppointmentKind } from '../domain/organisation/organisation.ts'
import type { Database } from './database.ts'

/** Login, mail and telephone of everybody, for comparing with a file. */
export async function loadContacts(db: Kysely<Database>): Promise<ReadonlyMap<PersonId, Contact>> {
  const rows = await db.selectFrom('person').select(['id', 'login', 'email', 'ext_phone']).execute()
  return new Map(
    rows.map((it) => [
      it.id as PersonId,
      {
        login: it.login,
        ...(it.email === null ? {} : { email: it.email }),
        ...(it.ext_phone === null ? {} : { extPhone: it.ext_phone }),
      },
    ]),
  )
}

/** 派遣 and 休職 of a person. */
export async function listLeaves(
  db: Kysely<Database>,
  person: PersonId,
): Promise<readonly Pick<Leave, 'kind' | 'from' | 'to'>[]> {
  const rows = await db
    .selectFrom('personnel_leave')
    .select(['kind', 'from_on', 'to_on'])
    .where('person_id', '=', person)
    .execute()
  return rows.map((it) => ({
    kind: it.kind as Leave['kind'],
    from: it.from_on as LocalDate,
    ...(it.to_on === null ? {} : { to: it.to_on as LocalDate }),
  }))
}

/** All 派遣 and 休職, the oldest first. */
export async function listAllLeaves(db: Kysely<Database>): Promise<readonly Leave[]> {
  const rows = await db
    .selectFrom('personnel_leave')
    .select(['person_id', 'kind', 'unit_code', 'from_on', 'to_on'])
    .orderBy('id')
    .execute()
  return rows.map((it) => ({
    person: it.person_id as PersonId,
    kind: it.kind as Leave['kind'],
    from: it.from_on as LocalDate,
    ...(it.unit_code === null ? {} : { unit: it.unit_code as UnitCode }),
    ...(it.to_on === null ? {} : { to: it.to_on as LocalDate }),
  }))
}

/** What is kept of each appointment besides its meaning; a function that knows none gives an empty detail. */
export async function loadSeatDetails(db: Kysely<Database>): Promise<(it: Appointment) => SeatDetail> {
  const rows = await db
    .selectFrom('appointment')
    .select(['person_id', 'unit_code', 'position_code', 'kind', 'from_on', 'sort_order', 'as_given'])
    .where((eb) => eb.or([eb('sort_order', 'is not', null), eb('as_given', 'is not', null)]))
    .execute()
  const keyOf = (it: Appointment): string => `${it.person} ${it.post} ${it.kind} ${it.from}`
  const details = new Map(
    rows.map((it): [string, SeatDetail] => [
      keyOf({
        person: it.person_id as PersonId,
        post: postIdOf(it.unit_code as UnitCode, it.position_code as PositionCode),
        kind: it.kind as AppointmentKind,
        from: it.from_on as LocalDate,
      }),
      {
        ...(it.sort_order === null ? {} : { order: it.sort_order }),
        ...(it.as_given === null ? {} : { asGiven: it.as_given }),
      },
    ]),
  )
  return (it) => details.get(keyOf(it)) ?? {}
}

/** The 簿冊 that belong to a unit, with that unit. */
export async function listOwnedFolders(
  db: Kysely<Database>,
): Promise<readonly { readonly id: string; readonly name: string; readonly ownerUnit: UnitCode }[]> {
  const rows = await db
    .selectFrom('record_folder')
    .select(['id', 'name', 'owner_unit'])
    .where('owner_unit', 'is not', null)
    .where('status', '=', 'kept')
    .orderBy('id')
    .execute()
  return rows.map((it) => ({ id: it.id, name: it.name, ownerUnit: it.owner_unit as UnitCode }))
}

/** Writes a plan: rows end and new ones begin. A statement a kind, whatever the number of people. */
export async function writeDirectory(
  trx: Transaction<Database>,
  plan: DirectoryPlan,
  importId: string,
): Promise<void> {
  await writeUnits(trx, plan, importId)
  await writePeople(trx, plan, importId)
  await writeAppointments(trx, plan, importId)
}

const json = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::jsonb`

async function writeUnits(trx: Transaction<Database>, plan: DirectoryPlan, importId: string): Promise<void> {
  const { beginning, changing, ending } = plan.units
  const rowsOf = (units: typeof beginning) =>
    units.map((it) => ({
      code: it.code,
      name: it.name,
      kind: it.kind,
      parent_code: it.parent ?? null,
      symbol: it.symbol ?? null,
      from_on: it.from,
    }))
  if (beginning.length > 0) {
    await sql`
      insert into unit (code, name, kind, parent_code, symbol, from_on, sort_order)
      select code, name, kind, parent_code, symbol, from_on, (select coalesce(max(sort_order), 0) from unit) + place
      from rows from (jsonb_to_recordset(${json(rowsOf(beginning))})
        as (code text, name text, kind text, parent_code text, symbol text, from_on date))
        with ordinality as it (code, name, kind, parent_code, symbol, from_on, place)`.execute(trx)
  }
  if (changing.length > 0) {
    await sql`
      insert into unit_detail (unit_code, from_on, name, parent_code, symbol, import_id)
      select it.code, ${plan.effectiveOn}::date, it.name, it.parent_code, coalesce(it.symbol, unit.symbol), ${importId}
      from jsonb_to_recordset(${json(rowsOf(changing))})
        as it (code text, name text, parent_code text, symbol text)
      join unit on unit.code = it.code
      on conflict (unit_code, from_on) do update
        set name = excluded.name, parent_code = excluded.parent_code, symbol = excluded.symbol,
          import_id = excluded.import_id`.execute(trx)
  }
  if (ending.length > 0) {
    await sql`
      update unit set to_on = it.to_on, successor_code = it.successor
      from jsonb_to_recordset(${json(ending.map((it) => ({ code: it.code, to_on: it.to, successor: it.successor ?? null })))})
        as it (code text, to_on date, successor text)
      where unit.code = it.code`.execute(trx)
  }
}

async function writePeople(trx: Transaction<Database>, plan: DirectoryPlan, importId: string): Promise<void> {
  const rowsOf = (people: typeof plan.joining) =>
    json(
      people.map((it) => ({
        id: it.id,
        name: it.name,
        name_kana: it.nameKana,
        login: it.login,
        email: it.email ?? null,
        ext_phone: it.extPhone ?? null,
      })),
    )
  const columns = sql`as it (id text, name text, name_kana text, login text, email text, ext_phone text)`
  if (plan.joining.length > 0) {
    await sql`
      insert into person (id, name, name_kana, login, email, ext_phone)
      select id, name, name_kana, login, email, ext_phone
      from jsonb_to_recordset(${rowsOf(plan.joining)}) ${columns}`.execute(trx)
  }
  if (plan.renaming.length > 0) {
    await sql`
      insert into person_detail (person_id, from_on, name, name_kana, import_id)
      select id, ${plan.effectiveOn}::date, name, name_kana, ${importId}
      from jsonb_to_recordset(${rowsOf(plan.renaming)}) ${columns}
      on conflict (person_id, from_on) do update
        set name = excluded.name, name_kana = excluded.name_kana, import_id = excluded.import_id`.execute(trx)
    // How somebody signs in and is reached counts at once.
    await sql`
      update person set login = it.login, email = it.email, ext_phone = it.ext_phone
      from jsonb_to_recordset(${rowsOf(plan.renaming)}) ${columns}
      where person.id = it.id`.execute(trx)
  }
  const onLeave = sql`it (person_id text, kind text, from_on date, to_on date)`
  const sameLeave = sql`a.person_id = it.person_id and a.kind = it.kind and a.from_on = it.from_on`
  const leaves = plan.leavesEnding.map(({ leave, to }) => ({
    person_id: leave.person,
    kind: leave.kind,
    from_on: leave.from,
    to_on: to,
  }))
  const never = leaves.filter((it) => it.to_on < it.from_on)
  if (never.length > 0) {
    await sql`delete from personnel_leave a using jsonb_to_recordset(${json(never)}) as ${onLeave}
      where ${sameLeave}`.execute(trx)
  }
  if (leaves.length > never.length) {
    await sql`update personnel_leave a set to_on = it.to_on
      from jsonb_to_recordset(${json(leaves.filter((it) => it.to_on >= it.from_on))}) as ${onLeave}
      where ${sameLeave}`.execute(trx)
  }
  if (plan.leaving.length > 0) {
    await sql`
      insert into personnel_leave (person_id, kind, unit_code, from_on, to_on, import_id)
      select person_id, kind, unit_code, from_on, to_on, ${importId}
      from jsonb_to_recordset(${json(
        plan.leaving.map((it) => ({
          person_id: it.person,
          kind: it.kind,
          unit_code: it.unit ?? null,
          from_on: it.from,
          to_on: it.to ?? null,
        })),
      )}) as it (person_id text, kind text, unit_code text, from_on date, to_on date)`.execute(trx)
  }
}

async function writeAppointments(
  trx: Transaction<Database>,
  plan: DirectoryPlan,
  importId: string,
): Promise<void> {
  const keyOf = (it: DirectoryPlan['cancelling'][number]) => {
    const { unit, position } = partsOfPost(it.post)
    return { person_id: it.person, unit_code: unit, position_code: position, kind: it.kind, from_on: it.from }
  }
  const key = sql`a.person_id = it.person_id and a.unit_code = it.unit_code and a.position_code = it.position_code
    and a.kind = it.kind and a.from_on = it.from_on`
  if (plan.cancelling.length > 0) {
    await sql`
      delete from appointment a
      using jsonb_to_recordset(${json(plan.cancelling.map(keyOf))})
        as it (person_id text, unit_code text, position_code text, kind text, from_on date)
      where ${key}`.execute(trx)
  }
  if (plan.ending.length > 0) {
    await sql`
      update appointment a set to_on = it.to_on
      from jsonb_to_recordset(${json(plan.ending.map((it) => ({ ...keyOf(it.appointment), to_on: it.to })))})
        as it (person_id text, unit_code text, position_code text, kind text, from_on date, to_on date)
      where ${key}`.execute(trx)
  }
  if (plan.beginning.length > 0) {
    await sql`
      insert into appointment (person_id, unit_code, position_code, kind, from_on, to_on, sort_order, as_given, import_id)
      select person_id, unit_code, position_code, kind, from_on, to_on, sort_order, as_given, ${importId}
      from jsonb_to_recordset(${json(
        plan.beginning.map((it) => ({
          ...keyOf(it),
          to_on: it.to ?? null,
          sort_order: it.order ?? null,
          as_given: it.asGiven ?? null,
        })),
      )}) as it (person_id text, unit_code text, position_code text, kind text, from_on date, to_on date,
        sort_order integer, as_given text)`.execute(trx)
  }
}
