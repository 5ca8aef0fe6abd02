import type { EventChain } from '../contract/event-chain.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listLinks } from '../store/event-chains.ts'
import type { CameThrough } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { asSeenBy } from './may-read.ts'
import { noteAccess } from './reading-purpose.ts'
import { readerOf } from './who-is.ts'

/** The chain as stored, for whoever may read the proposal; anybody can check it with SHA-256 alone. */
export async function eventChain(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId; readonly through?: CameThrough },
): Promise<Result<EventChain, { readonly code: 'not_found' }>> {
  const { id, by, through } = request
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const reader = readerOf(organisation, by, deps.now())
  if (stored === undefined) return no({ code: 'not_found' })
  const matter = await asSeenBy(deps, id, stored.matter, reader)
  if (!mayRead(matter, reader)) return no({ code: 'not_found' })
  await noteAccess(deps, matter, reader, {
    id,
    what: 'events',
    ...(through === undefined ? {} : { through }),
  })
  return yes({ proposalId: id, events: [...(await listLinks(deps.db, id))] })
}
