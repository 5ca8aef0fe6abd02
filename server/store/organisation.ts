import { type Kysely, type Transaction, sql } from 'kysely'
import {
  type Instant,
  type LocalDate,
  type PersonId,
  type PostId,
  type PositionCode,
  type UnitCode,
  localDateOf,
  postIdOf,
} from '../domain/ids.ts'
import type {
  AppointmentKind,
  OfficialSeal,
  Organisation,
  Unit,
  UnitKind,
} from '../domain/organisation/organisation.ts'
import { countingOrders, listActingOrders } from './acting-orders.ts'
import { type Database, createKysely, createPool } from './database.ts'

/** Leaves a field out when the column is null: an optional field of the domain is absent, never undefined. */
function given<Name extends string, Value>(
  name: Name,
  value: Value | null,
): { readonly [Key in Name]?: NonNullable<Value> } {
  return value === null ? {} : ({ [name]: value } as { [Key in Name]: NonNullable<Value> })
}

/** Tells every reader that keeps the organisation in memory to read again; every writer of these tables calls it. */
export async function bumpOrganisationVersion(trx: Transaction<Database>): Promise<void> {
  await trx
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
}

async function findVersion(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('organisation_version').select('version').executeTakeFirstOrThrow()
  return row.version
}

function groupBy<Row, Value>(
  rows: readonly Row[],
  key: (row: Row) => string,
  value: (row: Row) => Value,
): ReadonlyMap<string, readonly Value[]> {
  const map = new Map<string, Value[]>()
  for (const row of rows) {
    const list = map.get(key(row))
    if (list === undefined) map.set(key(row), [value(row)])
    else list.push(value(row))
  }
  return map
}

/** Names as of a day: the latest of each that is in force, over the first. */
async function loadNames(db: Kysely<Database>, on: LocalDate) {
  const people = await db
    .selectFrom('person_detail')
    .select(['person_id', 'name', 'name_kana'])
    .where('from_on', '<=', on)
    .orderBy('from_on')
    .execute()
  const units = await db
    .selectFrom('unit_detail')
    .select(['unit_code', 'name', 'parent_code', 'symbol'])
    .where('from_on', '<=', on)
    .orderBy('from_on')
    .execute()
  return {
    people: new Map(people.map(({ person_id, ...it }) => [person_id, it])),
    units: new Map(units.map(({ unit_code, ...it }) => [unit_code, it])),
  }
}

function today(): LocalDate {
  return localDateOf(new Date().toISOString() as Instant)
}

/** Reads the whole organisation with its history; names are those of a day (default today). */
export async function loadOrganisation(db: Kysely<Database>, on: LocalDate = today()): Promise<Organisation> {
  const names = await loadNames(db, on)
  const units = await db.selectFrom('unit').selectAll().orderBy('sort_order').orderBy('code').execute()
  const positions = await db.selectFrom('position').selectAll().orderBy('rank', 'desc').execute()
  const people = await db.selectFrom('person').selectAll().orderBy('id').execute()
  const roles = await db
    .selectFrom('person_role')
    .select(['person_id', 'role'])
    .where('from_on', '<=', on)
    .where((eb) => eb.or([eb('to_on', 'is', null), eb('to_on', '>=', on)]))
    .orderBy('role')
    .execute()
  const charges = await db.selectFrom('charge').selectAll().orderBy('unit_code').execute()
  const appointments = await db
    .selectFrom('appointment')
    .selectAll()
    .orderBy('sort_order')
    .orderBy('id')
    .execute()
  const absences = await db
    .selectFrom('absence')
    .selectAll()
    .where('called_off_at', 'is', null)
    .orderBy('from_at')
    .execute()
  const actingOrders = await listActingOrders(db)
  const seals = await db.selectFrom('official_seal').selectAll().orderBy('code').execute()

  const rolesOf = groupBy(
    roles,
    (it) => it.person_id,
    (it) => it.role,
  )
  const chargeOf = groupBy(
    charges,
    (it) => it.person_id,
    (it) => it.unit_code as UnitCode,
  )
  return {
    units: new Map(
      units
        .map((it) => ({ ...it, ...names.units.get(it.code) }))
        .map((it): [UnitCode, Unit] => [
          it.code as UnitCode,
          {
            code: it.code as UnitCode,
            name: it.name,
            kind: it.kind as UnitKind,
            from: it.from_on as LocalDate,
            ...given('parent', it.parent_code as UnitCode | null),
            ...given('symbol', it.symbol),
            ...given('role', it.role as Unit['role'] | null),
            ...given('to', it.to_on as LocalDate | null),
          },
        ]),
    ),
    successors: new Map(
      units.flatMap(({ code, successor_code: successor }): [UnitCode, UnitCode][] =>
        successor === null ? [] : [[code as UnitCode, successor as UnitCode]],
      ),
    ),
    positions: new Map(
      positions.map((it) => {
        const code = it.code as PositionCode
        return [code, { code, name: it.name, rank: it.rank, isLine: it.is_line, isDecider: it.is_decider }]
      }),
    ),
    people: new Map(
      people
        .map((it) => ({ ...it, ...names.people.get(it.id) }))
        .map((it) => {
          const id = it.id as PersonId
          return [
            id,
            {
              id,
              name: it.name,
              nameKana: it.name_kana,
              roles: rolesOf.get(it.id) ?? [],
              charge: chargeOf.get(it.id) ?? [],
            },
          ]
        }),
    ),
    appointments: appointments.map((it) => ({
      person: it.person_id as PersonId,
      post: postIdOf(it.unit_code as UnitCode, it.position_code as PositionCode),
      kind: it.kind as AppointmentKind,
      from: it.from_on as LocalDate,
      ...given('to', it.to_on as LocalDate | null),
    })),
    absences: absences.map((it) => ({
      person: it.person_id as PersonId,
      from: it.from_at as Instant,
      to: it.to_at as Instant,
      reason: it.reason,
    })),
    actingOrders: countingOrders(actingOrders),
    seals: seals.map((it) => ({
      code: it.code,
      name: it.name,
      kind: it.kind as OfficialSeal['kind'],
      keeper: it.keeper_post as PostId,
      from: it.from_on as LocalDate,
      ...given('to', it.to_on as LocalDate | null),
    })),
  }
}

export type OrganisationSourceOptions = {
  /** How long an answer of the version query counts, milliseconds; 0 asks every time. */
  readonly freshForMs?: number
  /** A clock that never goes back, milliseconds. */
  readonly elapsedMs?: () => number
  /** Today in Japan: at 0:00 names change that were to change. */
  readonly today?: () => LocalDate
}

type Snapshot = {
  readonly version: number
  readonly day: LocalDate
  readonly organisation: Organisation
}

/**
 * The organisation in memory. It is read again when `organisation_version` moved, which is looked at no more than once
 * a second and by one query at a time, however many ask; so a change is seen by every process within that second.
 * Whoever works in a transaction may ask it: `db` has to be on a pool of its own (`openOrganisationSource`), or those who hold all
 * connections of a pool would wait for one more of them, for ever.
 */
export function createOrganisationSource(
  db: Kysely<Database>,
  {
    freshForMs = 1000,
    elapsedMs = () => performance.now(),
    today: dayNow = today,
  }: OrganisationSourceOptions = {},
): { current(): Promise<Organisation>; changed(): void } {
  let snapshot: Snapshot | undefined
  let checkedAt = -Infinity
  let checking: Promise<Organisation> | undefined
  let changes = 0

  async function read(day: LocalDate): Promise<Snapshot> {
    // One snapshot of the database for all tables, or a person could appear without the post given in the same import.
    return db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => ({
        version: await findVersion(trx),
        day,
        organisation: await loadOrganisation(trx, day),
      }))
  }

  async function check(): Promise<Organisation> {
    const startedAt = elapsedMs()
    const seen = changes
    const day = dayNow()
    if (snapshot === undefined || snapshot.day !== day || (await findVersion(db)) !== snapshot.version) {
      const found = await read(day)
      // Two may read at once after a change; the later one may be the first to come back.
      if (snapshot === undefined || found.version >= snapshot.version) snapshot = found
    }
    if (seen === changes) checkedAt = startedAt
    return snapshot.organisation
  }

  return {
    async current() {
      if (snapshot !== undefined && elapsedMs() - checkedAt < freshForMs) return snapshot.organisation
      if (checking === undefined) {
        const one = check().finally(() => {
          if (checking === one) checking = undefined
        })
        checking = one
      }
      return checking
    },
    changed() {
      changes += 1
      checkedAt = -Infinity
      // The check under way may have looked before the change.
      checking = undefined
    },
  }
}

/** Holds the organisation for the rest of the transaction: two writers would otherwise number and date over each other. */
export async function lockOrganisation(trx: Transaction<Database>): Promise<void> {
  await sql`select 1 from organisation_version for update`.execute(trx)
}

/** The organisation in memory, read over one connection that nobody else uses. `close` gives it back. */
export function openOrganisationSource(
  databaseUrl: string,
  onLost: (error: Error) => void,
): ReturnType<typeof createOrganisationSource> & { close(): Promise<void> } {
  const pool = createPool(databaseUrl, { application_name: 'kessai-organisation', max: 1 })
  pool.on('error', onLost)
  return { ...createOrganisationSource(createKysely(pool)), close: () => pool.end() }
}
