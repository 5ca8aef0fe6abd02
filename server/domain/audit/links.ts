import type { Sha256 } from '../ids.ts'
import { canonicalJson } from './canonical-json.ts'

/** One link as stored: `body` is exactly the text that was hashed. `prevHash` is absent on the first. */
export type ChainLink = {
  readonly seq: number
  readonly body: string
  readonly prevHash?: Sha256
  readonly hash: Sha256
}

/** SHA-256 over the 32 bytes of `prevHash` (none for the first) followed by the UTF-8 bytes of `body`. */
export type HashLink = (prevHash: Sha256 | undefined, body: string) => Sha256

/** The end of a chain: `seq` counts its links, and `hash` is absent while there is none. */
export type ChainHead = { readonly seq: number; readonly hash?: Sha256 }

/** What a chain is about. It stands in the body of each link, so that no link fits elsewhere. */
type Subject = Readonly<Record<string, string>>

/** Appends events to a chain whose last link is `head`; `seq` counts from 1. */
export function extendLinks(
  subject: Subject,
  head: ChainHead,
  events: readonly object[],
  hashLink: HashLink,
): readonly ChainLink[] {
  const links: ChainLink[] = []
  let { seq, hash: prevHash } = head
  for (const event of events) {
    seq += 1
    const body = canonicalJson({ event, ...subject, seq })
    const hash = hashLink(prevHash, body)
    links.push({ seq, body, hash, ...(prevHash === undefined ? {} : { prevHash }) })
    prevHash = hash
  }
  return links
}

export type ChainVerdict =
  | { readonly intact: true }
  | {
      readonly intact: false
      readonly seq: number
      readonly because: 'order' | 'link' | 'hash' | 'body' | 'head'
    }

/**
 * Whether a chain is the one that was written. `head` is what is known from elsewhere of its end (a row of its own, an
 * anchor): without it nobody can see that the last events were cut off. Tells the first broken `seq`.
 */
export function verifyLinks(
  subject: Subject,
  links: readonly ChainLink[],
  head: ChainHead,
  hashLink: HashLink,
): ChainVerdict {
  let prevHash: Sha256 | undefined
  for (const [index, link] of links.entries()) {
    const seq = index + 1
    if (link.seq !== seq) return { intact: false, seq, because: 'order' }
    if (link.prevHash !== prevHash) return { intact: false, seq, because: 'link' }
    if (hashLink(prevHash, link.body) !== link.hash) return { intact: false, seq, because: 'hash' }
    if (!saysSo(link.body, subject, seq)) return { intact: false, seq, because: 'body' }
    prevHash = link.hash
  }
  if (links.length !== head.seq || prevHash !== head.hash) {
    return { intact: false, seq: Math.min(links.length, head.seq) + 1, because: 'head' }
  }
  return { intact: true }
}

function saysSo(body: string, subject: Subject, seq: number): boolean {
  let said: unknown
  try {
    said = JSON.parse(body)
  } catch {
    // A forger who computes hashes anew may still have left no JSON.
    return false
  }
  if (typeof said !== 'object' || said === null) return false
  const fields = said as Readonly<Record<string, unknown>>
  return fields['seq'] === seq && Object.entries(subject).every(([name, it]) => fields[name] === it)
}
