import type { Actor } from '../approval/events.ts'
import type { Instant } from '../ids.ts'
import {
  type ChainHead,
  type ChainLink,
  type ChainVerdict,
  type HashLink,
  extendLinks,
  verifyLinks,
} from './links.ts'

/**
 * What a chain of records is about: `receipt` 収受, `folder` 簿冊, `classification` a class of the 文書分類表,
 * `disclosure_request` 開示請求, `disclosure_class` corrections of the 公開区分 of a case; `id` as that kind is named in its own table.
 */
export type RecordSubject = {
  readonly kind: 'receipt' | 'folder' | 'classification' | 'disclosure_request' | 'disclosure_class'
  readonly id: string
}

/** What every event of such a chain says: what happened, when, and by whom in which capacity (a snapshot, R-03). */
export type RecordEvent = { readonly type: string; readonly at: Instant; readonly by: Actor }

/** Appends events to the chain of a subject whose last link is `head`; `seq` counts from 1. */
export function extendRecord(
  { kind, id }: RecordSubject,
  head: ChainHead,
  events: readonly RecordEvent[],
  hashLink: HashLink,
): readonly ChainLink[] {
  return extendLinks({ kind, id }, head, events, hashLink)
}

/** Whether the chain of a subject is the one that was written, as `verifyLinks` tells. */
export function verifyRecord(
  { kind, id }: RecordSubject,
  links: readonly ChainLink[],
  head: ChainHead,
  hashLink: HashLink,
): ChainVerdict {
  return verifyLinks({ kind, id }, links, head, hashLink)
}

/** The event of a link, out of the text that was hashed; of what kind, its chain says. */
export function recordEventOf({ body }: Pick<ChainLink, 'body'>): RecordEvent {
  return (JSON.parse(body) as { readonly event: RecordEvent }).event
}
