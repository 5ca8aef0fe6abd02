import type { Kysely, Transaction } from 'kysely'
import type { Instant, LocalDate, PersonId, PositionCode } from '../domain/ids.ts'
import type { ActingOrder, ActingPlace, Selector } from '../domain/organisation/organisation.ts'
import type { Database } from './database.ts'

/** One recorded version of an order of 代決. */
export type StoredActingOrder = ActingOrder & {
  /** From 1; of several for the same day the last counts. */
  readonly revision: number
  /** Undefined for what came with the installation. */
  readonly recorded?: { readonly by: PersonId; readonly at: Instant }
}

/** Every version of every order: by decider the newest day first, and of a day the last recorded first. */
export async function listActingOrders(db: Kysely<Database>): Promise<readonly StoredActingOrder[]> {
  const versions = await db
    .selectFrom('acting_order_version')
    .selectAll()
    .orderBy('decider_position')
    .orderBy('from_on', 'desc')
    .orderBy('revision', 'desc')
    .execute()
  const places = await db.selectFrom('acting_order').selectAll().orderBy('place').execute()
  const keyOf = (it: { decider_position: string; from_on: string; revision: number }): string =>
    `${it.decider_position} ${it.from_on} ${it.revision}`
  const placesOf = new Map<string, ActingPlace[]>()
  for (const row of places) {
    const place: ActingPlace = {
      selector: row.selector as unknown as Selector,
      ...(row.position_code === null ? {} : { position: row.position_code as PositionCode }),
    }
    placesOf.set(keyOf(row), [...(placesOf.get(keyOf(row)) ?? []), place])
  }
  return versions.map((it) => ({
    decider: it.decider_position as PositionCode,
    from: it.from_on as LocalDate,
    revision: it.revision,
    ...(it.recorded_by === null || it.recorded_at === null
      ? {}
      : { recorded: { by: it.recorded_by as PersonId, at: it.recorded_at as Instant } }),
    order: placesOf.get(keyOf(it)) ?? [],
  }))
}

/** Those that count on their day: not the ones another revision of the same day took the place of. */
export function countingOrders(all: readonly StoredActingOrder[]): readonly ActingOrder[] {
  return all.flatMap(({ decider, from, order }, index) => {
    const sooner = all[index - 1]
    return sooner?.decider === decider && sooner.from === from ? [] : [{ decider, from, order }]
  })
}

/** Records a version; nothing that was recorded before changes. An empty order ends it from that day on. */
export async function insertActingOrder(
  trx: Transaction<Database>,
  added: ActingOrder & { readonly revision: number; readonly by: PersonId; readonly at: Instant },
): Promise<void> {
  const key = { decider_position: added.decider, from_on: added.from, revision: added.revision }
  await trx
    .insertInto('acting_order_version')
    .values({ ...key, recorded_by: added.by, recorded_at: added.at })
    .execute()
  if (added.order.length === 0) return
  await trx
    .insertInto('acting_order')
    .values(
      added.order.map((it, place) => ({
        ...key,
        place,
        selector: JSON.stringify(it.selector),
        position_code: it.position ?? null,
      })),
    )
    .execute()
}
