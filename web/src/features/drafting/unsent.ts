import type { ProposalContent } from '../../../../server/contract/proposals.ts'

/**
 * What was written but not yet acknowledged by the server, kept in this browser so that a crash of either loses
 * nothing. `base` is the last content both sides agreed on.
 */
export type Unsent = {
  readonly base: ProposalContent
  readonly content: ProposalContent
  /** On its way when it was kept: the server may hold it. */
  readonly sent?: ProposalContent
  /** When it was written, ISO 8601. */
  readonly at: string
  /** Of the draft's creation, so that resuming a creation whose answer got lost finds the same draft. */
  readonly createKey: string
  readonly drafterPost?: string
}

function storageKey(personId: string, what: string): string {
  return `kessai.unsent.${personId}.${what}`
}

/** What is kept for a draft; undefined when nothing is or it cannot be read. */
export function readUnsent(personId: string, proposalId: string): Unsent | undefined {
  return read(storageKey(personId, proposalId)) as Unsent | undefined
}

/** Keeps it; a full or forbidden storage is no reason to stop somebody from writing. */
export function keepUnsent(personId: string, proposalId: string, unsent: Unsent): void {
  keep(storageKey(personId, proposalId), unsent)
}

/** Forgets what was kept in this browser of a draft. */
export function dropUnsent(personId: string, proposalId: string): void {
  localStorage.removeItem(storageKey(personId, proposalId))
}

const unmade = 'new'

/** What is kept of drafts that never reached the server, the last one first: each until it is made, or given up. */
export function readUnmade(personId: string): readonly Unsent[] {
  // Of an earlier version there is only one.
  const kept = read(storageKey(personId, unmade)) as Unsent | readonly Unsent[] | undefined
  return [kept ?? []].flat()
}

/** Keeps one of them, in place of what was kept of the same before. */
export function keepUnmade(personId: string, unsent: Unsent): void {
  const others = readUnmade(personId).filter((it) => it.createKey !== unsent.createKey)
  keep(storageKey(personId, unmade), [unsent, ...others])
}

/** Forgets the one that is, or was to be, made with this key. */
export function dropUnmade(personId: string, createKey: string): void {
  const kept = readUnmade(personId)
  const left = kept.filter((it) => it.createKey !== createKey)
  if (left.length === 0) localStorage.removeItem(storageKey(personId, unmade))
  else if (left.length < kept.length) keep(storageKey(personId, unmade), left)
}

function read(key: string): unknown {
  const text = localStorage.getItem(key)
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    localStorage.removeItem(key)
    return undefined
  }
}

function keep(key: string, what: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(what))
  } catch {
    // The server still gets every change; only the second copy is missing.
  }
}
