import type { ActBody } from '../contract/acts.ts'
import type { ActDone } from '../contract/proposals.ts'
import { eventOf } from '../domain/audit/chain.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import { listLinks } from '../store/event-chains.ts'
import type { ApplicationCaller } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'

/** What is on the record of each act that a program does. */
const leaves: { readonly [Type in ActBody['type']]?: string } = {
  submit: 'submitted',
  resubmit: 'resubmitted',
  withdraw: 'withdrawn',
}

/**
 * What came of an act that a program asks for again because its answer was lost with whoever did it; undefined where
 * nothing was done, so that it is done now.
 */
export async function doneBefore(
  { db, reads }: ApprovalDeps,
  {
    id,
    by,
    body: { type, version, manifestSha256 },
    caller: { clientId },
  }: {
    readonly id: ProposalId
    readonly by: PersonId
    readonly body: Pick<ActBody, 'type' | 'version' | 'manifestSha256'>
    readonly caller: Pick<ApplicationCaller, 'clientId'>
  },
): Promise<ActDone | undefined> {
  const stored = await reads.find(id)
  if (stored === undefined || stored.version === version) return undefined
  const isDone = (await listLinks(db, id))
    .map(eventOf)
    .some(
      (it) =>
        it.type === leaves[type] &&
        it.by.person === by &&
        it.through?.application === clientId &&
        it.manifestSha256 === manifestSha256,
    )
  return isDone ? { id, version: stored.version, status: stored.state.status } : undefined
}
