import type { Kysely } from 'kysely'
import { isSecretAt } from '../domain/access/may-read.ts'
import { eventOf } from '../domain/audit/chain.ts'
import { recordEventOf } from '../domain/audit/record-chain.ts'
import { groupBy } from '../domain/group-by.ts'
import type { Instant } from '../domain/ids.ts'
import { newsOfChain } from '../domain/news/news.ts'
import { newsOfReceipt } from '../domain/news/receipt-news.ts'
import type { ReceiptEvent } from '../domain/receiving/receipt.ts'
import type { Database } from '../store/database.ts'
import {
  type FeedEntry,
  type FeedReader,
  feedStart,
  idsBySubject,
  listChains,
  listHearings,
  listReceiptChains,
} from '../store/event-feed.ts'
import { listTitles } from '../store/matters.ts'
import { listSecretReceipts } from '../store/receipts.ts'
import type { Telling, ToldPlace } from './cloud-event.ts'

export type SecretOrNot = Telling & { readonly isSecret: boolean }

/**
 * What a page of the outbox says to an application, in the order of the page. A case it did not submit itself and that is
 * 秘 at this instant does not appear at all.
 */
export async function tellingsOf(
  db: Kysely<Database>,
  entries: readonly FeedEntry[],
  at: Instant,
): Promise<readonly SecretOrNot[]> {
  const { proposal = [], receipt = [] } = idsBySubject(entries)
  const chains: ReadonlyMap<string, Bodies> = await listChains(db, proposal)
  const cases = await listTitles(db, proposal)
  const [records, secretReceipts] = [
    await listReceiptChains(db, receipt),
    await listSecretReceipts(db, receipt),
  ]
  const secret = new Set<string>([
    ...cases.filter((it) => isSecretAt(it.matter, at)).map((it) => it.id),
    ...secretReceipts.map((it) => it.id),
  ])
  const told = new Map<string, ReadonlyMap<number, readonly Unplaced[]>>(
    [...groupBy<FeedEntry, string>(entries, (it) => it.subject)].map(([id, wanted]) => {
      const seqs = new Set(wanted.map((it) => it.seq))
      return [
        id,
        wanted[0]?.of === 'receipt'
          ? tellingsOfReceipt(records.get(id) ?? [], seqs)
          : tellingsOfCase(chains.get(id) ?? [], seqs),
      ] as const
    }),
  )
  return entries.flatMap((entry): readonly SecretOrNot[] => {
    const { of, subject, seq, own } = entry
    const isSecret = secret.has(subject)
    if (isSecret && !own) return []
    const found = told.get(subject)?.get(seq) ?? []
    // An id and what it is of come from one row, and the news from the chain of that.
    return found.map((one, part) => ({ ...one, of, subject, seq, part, isSecret }) as SecretOrNot)
  })
}

type Bodies = readonly { readonly body: string }[]
type Unplaced = Pick<Telling, 'at' | 'news' | 'after'>

function tellingsOfCase(bodies: Bodies, seqs: ReadonlySet<number>): ReadonlyMap<number, readonly Unplaced[]> {
  return placeless(newsOfChain(bodies.map(eventOf), (seq) => seqs.has(seq)))
}

function tellingsOfReceipt(
  bodies: Bodies,
  seqs: ReadonlySet<number>,
): ReadonlyMap<number, readonly Unplaced[]> {
  const events = bodies.map((it) => recordEventOf(it) as ReceiptEvent)
  return placeless(newsOfReceipt(events, (seq) => seqs.has(seq)))
}

function placeless(
  found: ReadonlyMap<
    number,
    {
      readonly news: readonly Telling['news'][]
      readonly event: { readonly at: Instant }
      readonly after: Telling['after']
    }
  >,
): ReadonlyMap<number, readonly Unplaced[]> {
  return new Map(
    [...found].map(([seq, { news, event, after }]) => [
      seq,
      news.map((one) => ({ at: event.at, news: one, after })),
    ]),
  )
}

/** One thing again, as it may be told an application now; undefined when it may not be told any more. */
export async function tellingAgain(
  db: Kysely<Database>,
  reader: FeedReader,
  { part, ...place }: ToldPlace,
  at: Instant,
): Promise<SecretOrNot | undefined> {
  const hearing = (await listHearings(db, reader, [place])).get(place.subject)
  if (hearing === undefined) return undefined
  const found = await tellingsOf(db, [{ ...place, ...feedStart, ...hearing }], at)
  return found.find((it) => it.part === part)
}
