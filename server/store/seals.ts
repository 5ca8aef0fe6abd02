import { type Kysely, type Selectable, type Transaction, sql } from 'kysely'
import type { OfficialSeal as SealRow } from '../../db/schema.ts'
import type { Instant, LocalDate, PersonId } from '../domain/ids.ts'
import type { OfficialSeal } from '../domain/organisation/organisation.ts'
import type { Database } from './database.ts'
import { waitsForSeal } from './issuing-lists.ts'
import { isSecret } from './readable.ts'

/** Every seal there is or was, with who registered and ended it. */
export async function listSeals(db: Kysely<Database>): Promise<readonly Selectable<SealRow>[]> {
  return db.selectFrom('official_seal').selectAll().orderBy('from_on').orderBy('code').execute()
}

/** Registers a seal. */
export async function insertSeal(
  trx: Transaction<Database>,
  { code, name, kind, keeper, from }: OfficialSeal,
  { by, at }: { readonly by: PersonId; readonly at: Instant },
): Promise<void> {
  await trx
    .insertInto('official_seal')
    .values({ code, name, kind, keeper_post: keeper, from_on: from, made_by: by, made_at: at })
    .execute()
}

/** Lets whoever keeps a seal read what waits to be sealed so; of 秘 only its list may know. */
export async function letKeeperRead(
  trx: Transaction<Database>,
  { keeper, kind }: Pick<OfficialSeal, 'keeper' | 'kind'>,
  at: Instant,
): Promise<void> {
  const way = kind === 'stamp' ? 'seal' : 'electronic'
  await sql`
    insert into proposal_reader (proposal_id, post_id)
    select proposal.id, ${keeper}::text from proposal
    where proposal.status = 'decided' and proposal.completed_on is null and ${waitsForSeal}
      and coalesce(proposal.state #>> '{matter,issue,sealing}', ${way}::text) = ${way}::text
      and not ${isSecret('proposal', at)}
    on conflict do nothing`.execute(trx)
}

/** Ends a seal after its last day; what was sealed with it stays as it was. */
export async function endSeal(
  trx: Transaction<Database>,
  code: string,
  end: { readonly on: LocalDate; readonly reason: string; readonly by: PersonId; readonly at: Instant },
): Promise<void> {
  await trx
    .updateTable('official_seal')
    .set({ to_on: end.on, ended_by: end.by, ended_at: end.at, end_reason: end.reason })
    .where('code', '=', code)
    .execute()
}
