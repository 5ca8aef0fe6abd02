import type { Kysely } from 'kysely'
import type { ChainLink } from '../domain/audit/chain.ts'
import type { ProposalId, Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** The links of a proposal's chain as stored, first to last. */
export async function listLinks(db: Kysely<Database>, id: ProposalId): Promise<readonly ChainLink[]> {
  const rows = await db
    .selectFrom('approval_event')
    .select(['seq', 'body', 'prev_hash', 'hash'])
    .where('proposal_id', '=', id)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    body: row.body,
    hash: row.hash.toString('hex') as Sha256,
    ...(row.prev_hash === null ? {} : { prevHash: row.prev_hash.toString('hex') as Sha256 }),
  }))
}

/** The last link; undefined before the first event. */
export async function findLastLink(
  db: Kysely<Database>,
  id: ProposalId,
): Promise<{ readonly body: string } | undefined> {
  return db
    .selectFrom('approval_event')
    .select('body')
    .where('proposal_id', '=', id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}
