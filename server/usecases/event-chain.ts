import type { EventChain } from '../contract/proposals.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listLinks } from '../store/event-chains.ts'
import { logAccess } from '../store/access-log.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { readerOf } from './who-is.ts'

/** The chain as stored, for whoever may read the proposal; anybody can check it with SHA-256 alone. */
export async function eventChain(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId },
): Promise<Result<EventChain, { readonly code: 'not_found' }>> {
  const { id, by } = request
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const at = deps.now()
  if (stored === undefined || !mayRead(stored.matter, readerOf(organisation, by, at))) {
    return no({ code: 'not_found' })
  }
  await logAccess(deps.db, { at, person: by, id, what: 'events' })
  return yes({ proposalId: id, events: [...(await listLinks(deps.db, id))] })
}
