import type { Kysely } from 'kysely'
import { isSecretAt } from '../domain/access/may-read.ts'
import { eventOf } from '../domain/audit/chain.ts'
import { groupBy } from '../domain/group-by.ts'
import type { Instant } from '../domain/ids.ts'
import { newsOfChain } from '../domain/news/news.ts'
import type { Database } from '../store/database.ts'
import { type FeedEntry, type FeedReader, feedStart, listChains, listHearings } from '../store/event-feed.ts'
import { listTitles } from '../store/matters.ts'
import type { Telling } from './cloud-event.ts'

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
  const ids = [...new Set(entries.map((it) => it.proposalId))]
  const [chains, cases] = [await listChains(db, ids), await listTitles(db, ids)]
  const secret = new Set(cases.filter((it) => isSecretAt(it.matter, at)).map((it) => it.id))
  const news = new Map(
    [...groupBy(entries, (it) => it.proposalId)].map(([id, wanted]) => {
      const seqs = new Set(wanted.map((it) => it.seq))
      const events = (chains.get(id) ?? []).map(eventOf)
      return [id, newsOfChain(events, (seq) => seqs.has(seq))] as const
    }),
  )
  return entries.flatMap(({ proposalId, seq, own }): readonly SecretOrNot[] => {
    const isSecret = secret.has(proposalId)
    const found = news.get(proposalId)?.get(seq)
    if (found === undefined || (isSecret && !own)) return []
    const { event, after } = found
    return found.news.map((one, part) => ({
      ...{ proposalId, seq, part, isSecret, after },
      at: event.at,
      news: one,
    }))
  })
}

/** One thing again, as it may be told an application now; undefined when it may not be told any more. */
export async function tellingAgain(
  db: Kysely<Database>,
  reader: FeedReader,
  { proposalId, seq, part }: Pick<Telling, 'proposalId' | 'seq' | 'part'>,
  at: Instant,
): Promise<SecretOrNot | undefined> {
  const hearing = (await listHearings(db, reader, [proposalId])).get(proposalId)
  if (hearing === undefined) return undefined
  const found = await tellingsOf(db, [{ proposalId, seq, ...feedStart, ...hearing }], at)
  return found.find((it) => it.part === part)
}
