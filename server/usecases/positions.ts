import type { Kysely } from 'kysely'
import type { PositionBody, PositionList } from '../contract/positions.ts'
import { groupBy } from '../domain/group-by.ts'
import { type PersonId, type PositionCode, localDateOf, partsOfPost } from '../domain/ids.ts'
import { actingOrderOn } from '../domain/organisation/acting-orders.ts'
import { postsOfPositions } from '../domain/organisation/decider-posts.ts'
import { holdersOf } from '../domain/organisation/holders.ts'
import { type PositionRefusal, rankBelow, refusePosition } from '../domain/organisation/refuse-position.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { loadAuthority, loadTemplates } from '../store/authority.ts'
import type { Database } from '../store/database.ts'
import { loadOrganisation } from '../store/organisation.ts'
import { insertPosition, listRecordedPositions } from '../store/positions.ts'
import { changeOrganisation } from './change-organisation.ts'
import type { Clock, LiveBus, OrganisationSource } from './ports.ts'
import { keepsSettings, refOf } from './who-is.ts'

export type PositionDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly live: LiveBus
  readonly now: Clock
}

export type PositionProblem = PositionRefusal | { readonly code: 'position_not_yours' }

/** 職位 with what each means and where it is used today. */
export async function viewPositions(
  deps: PositionDeps,
  by: PersonId,
): Promise<Result<PositionList, PositionProblem>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by)) return no({ code: 'position_not_yours' })
  const now = deps.now()
  const today = localDateOf(now)
  const table = await loadAuthority(deps.db, today)
  const templates = await loadTemplates(deps.db, today)
  const recorded = await listRecordedPositions(deps.db)
  const all = [...organisation.positions.values()].toSorted((a, b) => b.rank - a.rank)
  // Every post of the day once, by its position.
  const posts = groupBy(
    postsOfPositions(organisation, new Set(organisation.positions.keys()), today),
    (it) => partsOfPost(it).position,
  )
  return yes({
    today,
    items: all.map((position) => {
      const { code } = position
      const own = posts.get(code) ?? []
      const who = recorded.get(code)
      return {
        ...position,
        posts: own.length,
        people: new Set(own.flatMap((it) => holdersOf(organisation, it, today).map((one) => one.person)))
          .size,
        decides: (table?.items ?? [])
          .filter((it) => it.bands.some((band) => band.decider === code))
          .map((it) => `${it.code} ${it.name}`),
        routes: templates
          .filter((it) => it.steps.some((step) => step.position === code))
          .map((it) => it.name),
        standsInFor: all
          .filter((it) =>
            actingOrderOn(organisation, it.code, today)?.order.some((one) => one.position === code),
          )
          .map((it) => it.name),
        ...(who === undefined ? {} : { recorded: { by: refOf(organisation, who.by, now), at: who.at } }),
      }
    }),
  })
}

/**
 * Adds a position. What is there is never changed: routes of every day, past days too, are worked out from it, so
 * another meaning is another position, to which people are appointed.
 */
export async function addPosition(
  deps: PositionDeps,
  by: PersonId,
  body: PositionBody,
): Promise<Result<PositionList, PositionProblem>> {
  if (!keepsSettings(await deps.organisation.current(), by)) return no({ code: 'position_not_yours' })
  const at = deps.now()
  const added = { ...body, code: body.code as PositionCode, below: body.below as PositionCode }
  const refusal = await changeOrganisation(deps, async (trx) => {
    const organisation = await loadOrganisation(trx, localDateOf(at))
    const refused = refusePosition(organisation, added)
    if (refused !== undefined) return refused
    const rank = rankBelow(organisation, added.below)
    await insertPosition(trx, { ...added, rank, by, at })
    return undefined
  })
  return refusal === undefined ? viewPositions(deps, by) : no(refusal)
}
