import type { ApprovalEvent } from '../approval/events.ts'
import type { ProposalId } from '../ids.ts'
import {
  type ChainHead,
  type ChainLink,
  type ChainVerdict,
  type HashLink,
  extendLinks,
  verifyLinks,
} from './links.ts'

/** The event of a link, out of the text that was hashed. */
export function eventOf({ body }: Pick<ChainLink, 'body'>): ApprovalEvent {
  return (JSON.parse(body) as { readonly event: ApprovalEvent }).event
}

/** Appends events to the chain of a case whose last link is `head`; `seq` counts from 1. */
export function extendChain(
  proposalId: ProposalId,
  head: ChainHead,
  events: readonly ApprovalEvent[],
  hashLink: HashLink,
): readonly ChainLink[] {
  return extendLinks({ proposalId }, head, events, hashLink)
}

/** Whether the chain of a case is the one that was written, as `verifyLinks` tells. */
export function verifyChain(
  proposalId: ProposalId,
  links: readonly ChainLink[],
  head: ChainHead,
  hashLink: HashLink,
): ChainVerdict {
  return verifyLinks({ proposalId }, links, head, hashLink)
}
