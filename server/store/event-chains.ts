import type { Kysely } from 'kysely'
import type { ChainLink } from '../domain/audit/links.ts'
import type { ProposalId, Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { within } from './run-query.ts'

/** Of `linksColumn`. */
export type LinkRow = {
  readonly seq: number
  readonly body: string
  readonly hash: Sha256
  readonly prevHash: Sha256 | null
}

/** The links of a proposal `p` as JSON, first to last. */
export const linksColumn = `coalesce((select json_agg(json_build_object(
    'seq', e.seq, 'body', e.body, 'hash', encode(e.hash, 'hex'), 'prevHash', encode(e.prev_hash, 'hex')) order by e.seq)
  from approval_event e where e.proposal_id = p.id), '[]') as links`

/** The link in a row. */
export function toLink({ prevHash, ...link }: LinkRow): ChainLink {
  return prevHash === null ? link : { ...link, prevHash }
}

/** The links of a proposal's chain as stored, first to last. */
export async function listLinks(db: Kysely<Database>, id: ProposalId): Promise<readonly ChainLink[]> {
  const [row] = await within(db)<{ readonly links: readonly LinkRow[] }>({
    name: 'links',
    text: `select ${linksColumn} from (select $1::uuid as id) p`,
    values: [id],
  })
  return (row?.links ?? []).map(toLink)
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
