import type { Kysely } from 'kysely'
import { replay } from '../domain/approval/evolve.ts'
import { openTasks } from '../domain/approval/open-tasks.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import { canonicalJson } from '../domain/audit/canonical-json.ts'
import { eventOf, verifyChain } from '../domain/audit/chain.ts'
import type { ChainLink } from '../domain/audit/links.ts'
import type { PersonId, ProposalId, Sha256 } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import { hashLink } from '../usecases/hashes.ts'

/**
 * What is wrong with a stored proposal; empty when nothing is: its state is the fold of its events, the chain is
 * intact, the inbox and the outbox are what the events say.
 */
export async function auditProposal(
  office: { readonly db: Kysely<Database> },
  id: string,
): Promise<string[]> {
  const broken: string[] = []
  const row = await office.db
    .selectFrom('proposal')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const stored = await office.db
    .selectFrom('approval_event')
    .selectAll()
    .where('proposal_id', '=', id)
    .orderBy('seq')
    .execute()
  const links = stored.map((it): ChainLink => ({
    seq: it.seq,
    body: it.body,
    hash: it.hash.toString('hex') as Sha256,
    ...(it.prev_hash === null ? {} : { prevHash: it.prev_hash.toString('hex') as Sha256 }),
  }))
  const head = { seq: row.head_seq, hash: row.head_hash?.toString('hex') as Sha256 }
  const verdict = verifyChain(id as ProposalId, links, head, hashLink)
  if (!verdict.intact) broken.push(`chain ${JSON.stringify(verdict)}`)
  const events = links.map(eventOf)
  const state: Proposal = replay({ status: 'draft', drafter: row.drafter_id as PersonId }, events)
  if (canonicalJson(state) !== canonicalJson(row.state)) broken.push('state is not the fold of the events')
  if (row.status !== state.status) broken.push('status column')
  const tasks = await office.db
    .selectFrom('task')
    .select(['step', 'post_id', 'person_id'])
    .where('proposal_id', '=', id)
    .execute()
  const rows = tasks.map((it) => `${it.step} ${it.post_id ?? it.person_id ?? ''}`).sort()
  const waiting = openTasks(state).map((it) => `${it.step} ${'post' in it ? it.post : it.person}`)
  if (rows.join() !== waiting.sort().join()) broken.push(`tasks ${JSON.stringify(tasks)}`)
  const outbox = await office.db
    .selectFrom('outbox_event')
    .select('seq')
    .where('proposal_id', '=', id)
    .orderBy('id')
    .execute()
  // What another system decided is no news of ours.
  const told = events.flatMap((event, index) => (event.type === 'imported' ? [] : [index + 1]))
  if (outbox.map((it) => it.seq).join() !== told.join()) broken.push('outbox')
  return broken
}
