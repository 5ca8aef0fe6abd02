import type { ApprovalEvent } from '../domain/approval/events.ts'
import { eventOf } from '../domain/audit/chain.ts'
import type { TestDatabase } from './database.ts'

/** What happened to a proposal, as its chain has it, first to last. */
export async function eventsOf(
  { db }: Pick<TestDatabase, 'db'>,
  id: string,
): Promise<readonly ApprovalEvent[]> {
  const rows = await db
    .selectFrom('approval_event')
    .select('body')
    .where('proposal_id', '=', id)
    .orderBy('seq')
    .execute()
  return rows.map(eventOf)
}
