import type { Kysely } from 'kysely'
import type {
  ActingOrderBody,
  ActingOrderList,
  ActingOrderVersion,
  ActingOrderView,
  ActingPlaceView,
} from '../contract/acting-orders.ts'
import {
  type Instant,
  type LocalDate,
  type PersonId,
  type PositionCode,
  type UnitCode,
  localDateOf,
  parseLocalDate,
} from '../domain/ids.ts'
import { actingOrderChanges, actingOrderOn, theBeginning } from '../domain/organisation/acting-orders.ts'
import type { ActingOrder, ActingPlace, Organisation, Position } from '../domain/organisation/organisation.ts'
import { type ActingOrderRefusal, refuseActingOrder } from '../domain/organisation/refuse-acting-order.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  type StoredActingOrder,
  countingOrders,
  insertActingOrder,
  listActingOrders,
} from '../store/acting-orders.ts'
import type { Database } from '../store/database.ts'
import { bumpOrganisationVersion, loadOrganisation, lockOrganisation } from '../store/organisation.ts'
import type { Clock, LiveBus, OrganisationSource } from './ports.ts'
import { keepsSettings, refOf } from './who-is.ts'

export type ActingOrderDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly live: LiveBus
  readonly now: Clock
}

export type ActingOrderProblem =
  | ActingOrderRefusal
  | { readonly code: 'acting_order_not_yours' }
  | { readonly code: 'not_a_day'; readonly value: string }
  /** Somebody else recorded a version after it was read. */
  | { readonly code: 'acting_order_changed'; readonly version: number }

/** Whoever keeps the settings keeps the orders; everybody else is refused. */
export function mayKeepOrders(organisation: Organisation, by: PersonId): Result<true, ActingOrderProblem> {
  return keepsSettings(organisation, by) ? yes(true) : no({ code: 'acting_order_not_yours' })
}

/** What was typed, as an order. */
export function orderOf(
  position: string,
  body: Pick<ActingOrderBody, 'from' | 'order'>,
): Result<ActingOrder, ActingOrderProblem> {
  const from = parseLocalDate(body.from)
  if (from === undefined) return no({ code: 'not_a_day', value: body.from })
  const order = body.order.map((it): ActingPlace => {
    if (it.at === 'charge_vice_governor') return { selector: { at: it.at } }
    const named = { position: it.position as PositionCode }
    if (it.at === 'unit') return { selector: { at: it.at, unit: it.unit as UnitCode }, ...named }
    return { selector: { at: it.at }, ...named }
  })
  return yes({ decider: position as PositionCode, from, order })
}

/** A place with the names that unit and position have now. */
export function placeView(organisation: Organisation, { selector, position }: ActingPlace): ActingPlaceView {
  return {
    at: selector.at,
    ...(selector.at === 'unit'
      ? { unit: selector.unit, unitName: organisation.units.get(selector.unit)?.name ?? selector.unit }
      : {}),
    ...(position === undefined
      ? {}
      : { position, positionName: organisation.positions.get(position)?.name ?? position }),
  }
}

function stateOf(
  versions: readonly StoredActingOrder[],
  it: StoredActingOrder,
  today: LocalDate,
): ActingOrderVersion['state'] {
  if (versions.find((one) => one.from === it.from) !== it) return 'replaced'
  if (it.from > today) return 'ahead'
  return versions.find((one) => one.from <= today) === it ? 'in_force' : 'past'
}

/** `all` as the store lists them: of each position the newest first. */
function viewOf(
  organisation: Organisation,
  { code, name }: Position,
  all: readonly StoredActingOrder[],
  now: Instant,
): ActingOrderView {
  const versions = all.filter((it) => it.decider === code)
  return {
    position: code,
    name,
    version: versions.length,
    versions: versions.map((it) => ({
      ...(it.from === theBeginning ? {} : { from: it.from }),
      state: stateOf(versions, it, localDateOf(now)),
      order: it.order.map((one) => placeView(organisation, one)),
      ...(it.recorded === undefined
        ? {}
        : { recorded: { by: refOf(organisation, it.recorded.by, now), at: it.recorded.at } }),
    })),
  }
}

/** The orders of every position that decides, with history and what is to come. */
export async function listOrders(
  deps: ActingOrderDeps,
  by: PersonId,
): Promise<Result<ActingOrderList, ActingOrderProblem>> {
  const organisation = await deps.organisation.current()
  const allowed = mayKeepOrders(organisation, by)
  if (!allowed.ok) return allowed
  const now = deps.now()
  const all = await listActingOrders(deps.db)
  const positions = [...organisation.positions.values()].toSorted((a, b) => b.rank - a.rank)
  return yes({
    today: localDateOf(now),
    items: positions.filter((it) => it.isDecider).map((it) => viewOf(organisation, it, all, now)),
    positions: positions.map(({ code, name }) => ({ code, name })),
  })
}

/**
 * Records the order of a position from a day on; what counted before stays in the history. The same order as counts on
 * that day already is answered without recording it once more, so that a request sent twice is recorded once.
 */
export async function recordOrder(
  deps: ActingOrderDeps,
  by: PersonId,
  position: string,
  body: ActingOrderBody,
): Promise<Result<ActingOrderView, ActingOrderProblem>> {
  const allowed = mayKeepOrders(await deps.organisation.current(), by)
  if (!allowed.ok) return allowed
  const parsed = orderOf(position, body)
  if (!parsed.ok) return parsed
  const at = deps.now()
  const today = localDateOf(at)
  const added = parsed.value
  type Done = Result<'recorded' | 'same', ActingOrderProblem>
  const done = await deps.db.transaction().execute(async (trx): Promise<Done> => {
    // Before reading: two who record for one day at once would otherwise both be its first revision.
    await lockOrganisation(trx)
    const refusal = refuseActingOrder(await loadOrganisation(trx, today), added, today)
    if (refusal !== undefined) return no(refusal)
    const known = (await listActingOrders(trx)).filter((it) => it.decider === added.decider)
    const counting = actingOrderOn({ actingOrders: countingOrders(known) }, added.decider, added.from)
    if (actingOrderChanges(counting?.order ?? [], added.order).length === 0) return yes('same')
    if (body.version !== undefined && body.version !== known.length) {
      return no({ code: 'acting_order_changed', version: known.length })
    }
    const revision = known.filter((it) => it.from === added.from).length + 1
    await insertActingOrder(trx, { ...added, revision, by, at })
    await bumpOrganisationVersion(trx)
    return yes('recorded')
  })
  if (!done.ok) return done
  if (done.value === 'recorded') {
    deps.organisation.changed()
    deps.live.publish({ type: 'organisation' })
  }
  const organisation = await deps.organisation.current()
  const decider = organisation.positions.get(added.decider)
  if (decider === undefined) return no({ code: 'acting_order_position_unknown', position: added.decider })
  return yes(viewOf(organisation, decider, await listActingOrders(deps.db), at))
}
