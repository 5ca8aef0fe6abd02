import type { ProposalContent } from '../../../../server/contract/proposals.ts'

/**
 * What was written but not yet acknowledged by the server, kept in this browser so that a crash of either loses
 * nothing. `base` is the last content both sides agreed on.
 */
export type Unsent = {
  readonly base: ProposalContent
  readonly content: ProposalContent
  /** When it was written, ISO 8601. */
  readonly at: string
  /** Of the draft's creation, so that resuming a creation whose answer got lost finds the same draft. */
  readonly createKey: string
  readonly drafterPost?: string
}

function storageKey(personId: string, proposalId: string | undefined): string {
  return `kessai.unsent.${personId}.${proposalId ?? 'new'}`
}

/** What is kept for a draft, or for the one not yet created; undefined when nothing is or it cannot be read. */
export function readUnsent(personId: string, proposalId: string | undefined): Unsent | undefined {
  const text = localStorage.getItem(storageKey(personId, proposalId))
  if (text === null) return undefined
  try {
    return JSON.parse(text) as Unsent
  } catch {
    localStorage.removeItem(storageKey(personId, proposalId))
    return undefined
  }
}

/** Keeps it; a full or forbidden storage is no reason to stop somebody from writing. */
export function keepUnsent(personId: string, proposalId: string | undefined, unsent: Unsent): void {
  try {
    localStorage.setItem(storageKey(personId, proposalId), JSON.stringify(unsent))
  } catch {
    // The server still gets every change; only the second copy is missing.
  }
}

/** Forgets what was kept in this browser of a draft. */
export function dropUnsent(personId: string, proposalId: string | undefined): void {
  localStorage.removeItem(storageKey(personId, proposalId))
}
