import { randomUUID } from 'node:crypto'
import { evolve } from '../domain/approval/evolve.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import { extendChain } from '../domain/audit/chain.ts'
import type { PersonId, PostId, ProposalId, Sha256, UnitCode } from '../domain/ids.ts'
import { ApprovalLog } from '../store/approval-log.ts'
import { insertDraft } from '../store/proposals.ts'
import { hashLink } from '../usecases/hashes.ts'
import { eventsOf } from './events-of.ts'
import type { Office } from './office.ts'

/**
 * So many proposals with the history of this one, each with its own chain: as if each had come the same way, without
 * asking for every act of it over HTTP. All bear the number of the first.
 */
export async function copiesOf({ db, pool }: Office, id: string, count: number): Promise<readonly string[]> {
  const row = await db.selectFrom('proposal').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const events = await eventsOf({ db }, id)
  const readers = await db
    .selectFrom('proposal_reader')
    .select('post_id')
    .where('proposal_id', '=', id)
    .execute()
  const before: Proposal = { status: 'draft', drafter: row.drafter_id as PersonId }
  const log = new ApprovalLog(pool.options)
  const copy = async (): Promise<string> => {
    const copied = randomUUID() as ProposalId
    await insertDraft(db, {
      id: copied,
      drafter: before.drafter,
      post: row.drafter_post as PostId,
      unit: row.unit_code as UnitCode,
      section: row.section_code as UnitCode,
      content: row.content as { title: string },
      manifestSha256: row.manifest_sha256 as Sha256,
      clientKey: undefined,
      at: events[0]!.at,
    })
    const { outcome } = await log.write({
      id: copied,
      expectedVersion: 0,
      before,
      after: events.reduce(evolve, before),
      events,
      links: extendChain(copied, { seq: 0 }, events, hashLink),
      readers: readers.map((it) => it.post_id as PostId),
    })
    if (outcome !== 'written') throw new Error(`${copied} was not written`)
    return copied
  }
  try {
    return await Promise.all(Array.from({ length: count }, copy))
  } finally {
    await log.close()
  }
}
