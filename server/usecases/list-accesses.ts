import type { Accesses } from '../contract/accesses.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listAccesses } from '../store/access-log.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { noteAccess } from './reading-purpose.ts'
import { nameOf, readerOf, watchesRecords } from './who-is.ts'

const shownAtMost = 500

/** Who read a proposal, for those who watch over the records; looking is itself noted. */
export async function accessesOf(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId },
): Promise<Result<Accesses, { readonly code: 'not_found' | 'not_allowed' }>> {
  const { id, by } = request
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const reader = readerOf(organisation, by, deps.now())
  if (stored === undefined || !mayRead(stored.matter, reader)) return no({ code: 'not_found' })
  if (!watchesRecords(reader)) return no({ code: 'not_allowed' })
  const found = await listAccesses(deps.db, id, shownAtMost + 1)
  await noteAccess(deps, stored.matter, reader, { id, what: 'accesses' })
  return yes({
    proposalId: id,
    items: found.slice(0, shownAtMost).map((it) => ({
      ...it,
      name: it.person === undefined ? (it.application ?? '') : nameOf(organisation, it.person),
    })),
    more: found.length > shownAtMost,
  })
}
