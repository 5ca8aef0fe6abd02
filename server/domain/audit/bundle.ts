import type { ApprovalEvent, EventOf } from '../approval/events.ts'
import type { ProposalId, Sha256 } from '../ids.ts'
import { canonicalJson } from './canonical-json.ts'
import { eventOf } from './chain.ts'
import type { ChainLink } from './links.ts'

/** One entry of a decision bundle (決裁の証拠) as its index names it. */
export type IndexedEntry = { readonly path: string; readonly sizeBytes: number; readonly sha256: Sha256 }

/** The act that decided: 決裁, or 否決. */
export type Deciding = Extract<ApprovalEvent, { readonly type: 'decided' | 'rejected' }>

/** The link of a chain that decided, and its event; undefined while nobody has. */
export function decidingLink(
  links: readonly ChainLink[],
): { readonly link: ChainLink; readonly event: Deciding } | undefined {
  for (const link of links.toReversed()) {
    const event = eventOf(link)
    if (event.type === 'decided' || event.type === 'rejected') return { link, event }
  }
  return undefined
}

/** The link by which a case was brought in, and its event; undefined for one that was drafted here. */
export function importingLink(
  links: readonly ChainLink[],
): { readonly link: ChainLink; readonly event: EventOf<'imported'> } | undefined {
  const [link] = links
  if (link === undefined) return undefined
  const event = eventOf(link)
  return event.type === 'imported' ? { link, event } : undefined
}

/** Every manifest that an event of a chain binds to, in the order in which they came. */
export function manifestsIn(links: readonly ChainLink[]): readonly Sha256[] {
  const hashes = links.flatMap((link) => {
    const event = eventOf(link)
    // A correction says what was there and what is there since.
    const later = event.type === 'revised' ? [event.to] : []
    return [event.manifestSha256, ...later]
  })
  return [...new Set(hashes)]
}

/** The place of an event in a bundle; `seq` counts from 1. */
export const eventPath = (seq: number): string => `events/${String(seq).padStart(6, '0')}.json`

/** The place of a manifest (what a signature binds to). */
export const manifestPath = (sha256: Sha256): string => `manifests/${sha256}.json`

/**
 * The place of an attachment: its number in the book and its name. What some system does not take in a file name becomes
 * `_`; the name as it is stands in the manifest.
 */
export function filePath(number: number, name: string): string {
  return `files/${String(number).padStart(3, '0')}_${safeName(name)}`
}

/** A name with `_` for what some system does not take in one. */
export function safeName(name: string): string {
  return name.replaceAll(/[\p{Cc}/\\:*?"<>|]/gu, '_')
}

/** The decided document in a bundle: cover with its seals, and all files. */
export const decisionPdfPath = 'decision.pdf'

/** What `chain.json` says: how long the chain is and where it ends. */
export function chainText(proposalId: ProposalId, links: readonly ChainLink[]): string {
  const last = links.at(-1)
  if (last === undefined) throw new Error(`${proposalId} has no event`)
  return canonicalJson({ bundle: 1, head: last.hash, proposalId, seq: last.seq })
}

/** What `index.json` says: every other entry, in the order in which they stand in the bundle. */
export function indexText(entries: readonly IndexedEntry[]): string {
  return canonicalJson({ bundle: 1, entries })
}
