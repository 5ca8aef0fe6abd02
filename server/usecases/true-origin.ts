import type { ProposalContent } from '../contract/proposals.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { canonicalJson } from '../domain/audit/canonical-json.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import { type ApplicationCaller, openerOf } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { readerOf } from './who-is.ts'

/** The 元の起案 that a text names is none it could come from; told alike of one that is not there for this person. */
export type OriginRefusal =
  | { readonly code: 'origin_not_found' }
  /** Names a 収受文書 it was not drafted from. */
  | { readonly code: 'received_untrue' }

type Origin = NonNullable<ProposalContent['origin']>

/**
 * Whether a text may say that it comes from another case: the link and the number stand on the 鑑, so only what
 * 再起案・変更起案・引用起案 would have written. True without an origin.
 */
export async function isTrueOrigin(
  deps: ApprovalDeps,
  {
    by,
    origin,
    caller,
  }: {
    readonly by: PersonId
    readonly origin: Origin | undefined
    readonly caller?: ApplicationCaller | undefined
  },
): Promise<boolean> {
  if (origin === undefined) return true
  const id = origin.proposalId as ProposalId
  const [organisation, found] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  if (found === undefined || !mayRead(found.matter, readerOf(organisation, by, deps.now()))) return false
  // A program learns nothing of what it may not open, whoever it names.
  if (caller !== undefined && (await openerOf(deps, caller, { proposal: id }, true)) === undefined)
    return false
  const { state } = found
  if (state.status === 'draft' || state.status === 'in_approval' || state.status === 'returned') return false
  return state.number === origin.number && (origin.kind !== 'change' || state.status === 'decided')
}

/** Whether a text keeps the origin it has, which its drafter may have lost sight of since. */
export function isSameOrigin(one: Origin | undefined, other: Origin | undefined): boolean {
  return one?.proposalId === other?.proposalId && one?.number === other?.number && one?.kind === other?.kind
}

/** Whether a text keeps the 収受文書 it was drafted from; nothing but 接受起案 writes one. */
export function isSameReceived(
  one: ProposalContent['received'],
  other: ProposalContent['received'],
): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null)
}
