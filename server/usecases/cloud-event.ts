import type { FeedEvent, PingEvent } from '../contract/events.ts'
import type { Submitted } from '../domain/approval/proposal.ts'
import type { Instant } from '../domain/ids.ts'
import type { News } from '../domain/news/news.ts'
import type { ReceiptNews } from '../domain/news/receipt-news.ts'
import type { Receipt } from '../domain/receiving/receipt.ts'
import type { OutboxSubject } from '../store/outbox.ts'

/** One thing that is told, before it is known how much of it may be said. */
export type Telling = ToldPlace & { readonly at: Instant } & (
    | {
        readonly of: 'proposal'
        readonly news: News
        readonly after: Pick<Submitted, 'status' | 'number'>
      }
    | {
        readonly of: 'receipt'
        readonly news: ReceiptNews
        readonly after: Pick<Receipt, 'status' | 'number'>
      }
  )

/** Of which act it tells; `part`: which of the news of that act, from 0. */
export type ToldPlace = OutboxSubject & { readonly seq: number; readonly part: number }

/** The id of an event: the same by whichever way and however often it comes. */
function eventIdOf({ subject, seq, part }: ToldPlace): string {
  return part === 0 ? `${subject}_${seq}` : `${subject}_${seq}_${part}`
}

/**
 * The CloudEvent of a telling. Of what is 秘 now only that something happened: once for an act, hence
 * undefined for what else it says.
 */
export function toCloudEvent(
  it: Telling,
  { source, isSecret }: { readonly source: string; readonly isSecret: boolean },
): FeedEvent | undefined {
  if (isSecret && it.part > 0) return undefined
  const { type, ...told } = it.news
  const { number, status } = it.after
  const data = isSecret
    ? { sequence: it.seq, secret: true }
    : { sequence: it.seq, status, ...(number === '' ? {} : { number }), ...told }
  // The pieces are typed; that they fit together is what the contract says of each type, and the tests ask it.
  return {
    ...envelope(source),
    id: eventIdOf(it),
    type: `jp.kessai.${it.of}.${isSecret ? 'changed' : type}`,
    subject: it.subject,
    time: it.at,
    data,
  } as FeedEvent
}

/** A test event of an endpoint. */
export function toPing(
  endpoint: string,
  { id, source, at }: { readonly id: string; readonly source: string; readonly at: Instant },
): PingEvent {
  return { ...envelope(source), id, type: 'jp.kessai.ping', subject: endpoint, time: at, data: {} }
}

function envelope(source: string) {
  return {
    specversion: '1.0' as const,
    source,
    datacontenttype: 'application/json' as const,
    dataschema: `${source}/v1/events/schema`,
  }
}
