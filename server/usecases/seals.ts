import type { Transaction } from 'kysely'
import type { EndSealBody, SealBody, SealList } from '../contract/seals.ts'
import {
  type Instant,
  type LocalDate,
  type PersonId,
  type PostId,
  localDateOf,
  parseLocalDate,
} from '../domain/ids.ts'
import { seatedIn } from '../domain/organisation/holders.ts'
import type { OfficialSeal, Organisation } from '../domain/organisation/organisation.ts'
import { type SealSettingRefusal, refuseSeal, refuseSealEnd } from '../domain/organisation/refuse-seal.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { loadOrganisation } from '../store/organisation.ts'
import { endSeal, insertSeal, letKeeperRead, listSeals } from '../store/seals.ts'
import { changeOrganisation } from './change-organisation.ts'
import type { PositionDeps } from './positions.ts'
import { keepsSettings, nameOf, refOf } from './who-is.ts'

export type SealProblem =
  | SealSettingRefusal
  | { readonly code: 'seals_not_yours' }
  | { readonly code: 'not_found' }
  | { readonly code: 'not_a_day'; readonly value: string }

/** 公印 and 電子署名 with who keeps them, those in use first. */
export async function viewSeals(deps: PositionDeps, by: PersonId): Promise<Result<SealList, SealProblem>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by)) return no({ code: 'seals_not_yours' })
  const now = deps.now()
  const today = localDateOf(now)
  const rows = await listSeals(deps.db)
  const items = rows.map((it) => {
    const keeper = it.keeper_post as PostId
    return {
      ...{ code: it.code, name: it.name, kind: it.kind as OfficialSeal['kind'], keeper },
      keeperTitle: titleOf(organisation, keeper),
      keepers: seatedIn(organisation, keeper, today).map((one) => nameOf(organisation, one.person)),
      from: it.from_on as LocalDate,
      ...(it.to_on === null ? {} : { to: it.to_on as LocalDate }),
      ...(it.made_by === null
        ? {}
        : {
            made: {
              by: refOf(organisation, it.made_by as PersonId, now),
              at: it.made_at as Instant,
            },
          }),
      ...(it.ended_by === null
        ? {}
        : {
            ended: {
              by: refOf(organisation, it.ended_by as PersonId, now),
              at: it.ended_at as Instant,
              reason: it.end_reason ?? '',
            },
          }),
    }
  })
  const isOver = ({ to }: { readonly to?: LocalDate }) => to !== undefined && to < today
  return yes({ today, items: [...items.filter((it) => !isOver(it)), ...items.filter(isOver)] })
}

/** Registers a seal: from its day on whoever sits in the post that keeps it seals with it, also what was collated before. */
export async function addSeal(
  deps: PositionDeps,
  by: PersonId,
  body: SealBody,
): Promise<Result<SealList, SealProblem>> {
  const at = deps.now()
  const seal = {
    ...body,
    name: body.name.trim(),
    keeper: body.keeper as PostId,
    from: body.from as LocalDate,
  }
  if (parseLocalDate(body.from) === undefined) return no({ code: 'not_a_day', value: body.from })
  return change(deps, by, async (trx, organisation) => {
    const refused = refuseSeal(organisation, seal, localDateOf(at))
    if (refused !== undefined) return refused
    await insertSeal(trx, seal, { by, at })
    await letKeeperRead(trx, seal, at)
    return undefined
  })
}

/** 廃止: ends a seal after a day, with a reason. */
export async function endSealAfter(
  deps: PositionDeps,
  by: PersonId,
  { code, on, reason }: EndSealBody & { readonly code: string },
): Promise<Result<SealList, SealProblem>> {
  const at = deps.now()
  const lastDay = parseLocalDate(on)
  if (lastDay === undefined) return no({ code: 'not_a_day', value: on })
  return change(deps, by, async (trx, organisation) => {
    const seal = organisation.seals.find((it) => it.code === code)
    if (seal === undefined) return { code: 'not_found' }
    const refused = refuseSealEnd(seal, lastDay, localDateOf(at))
    if (refused === undefined) await endSeal(trx, code, { on: lastDay, reason: reason.trim(), by, at })
    return refused
  })
}

async function change(
  deps: PositionDeps,
  by: PersonId,
  write: (trx: Transaction<Database>, organisation: Organisation) => Promise<SealProblem | undefined>,
): Promise<Result<SealList, SealProblem>> {
  if (!keepsSettings(await deps.organisation.current(), by)) return no({ code: 'seals_not_yours' })
  const refusal = await changeOrganisation(deps, async (trx) =>
    write(trx, await loadOrganisation(trx, localDateOf(deps.now()))),
  )
  return refusal === undefined ? viewSeals(deps, by) : no(refusal)
}
