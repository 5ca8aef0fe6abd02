import type { Transaction } from 'kysely'
import { theBeginning } from '../../server/domain/organisation/acting-orders.ts'
import type { Database } from '../../server/store/database.ts'
import type { SeedFile } from './example-prefecture.ts'

/** 施行の種類 and 公印 of the example. */
export async function importIssuing(trx: Transaction<Database>, seed: SeedFile): Promise<void> {
  await trx
    .insertInto('issue_kind')
    .values(
      seed.issue_kinds.map((it, index) => ({
        kind: it.kind,
        sealing: it.sealing,
        number_kind: it.number ?? null,
        issuer: it.issuer,
        is_addressed: it.addressed ?? true,
        sort_order: index,
      })),
    )
    .execute()
  await trx
    .insertInto('official_seal')
    .values(
      seed.seals.map((it) => ({
        code: it.code,
        name: it.name,
        kind: it.kind,
        keeper_post: `${it.keeper.unit}:${it.keeper.pos}`,
        from_on: theBeginning,
      })),
    )
    .execute()
}
