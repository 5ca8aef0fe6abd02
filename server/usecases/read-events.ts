import type { Kysely } from 'kysely'
import type { EventPage, FeedEvent } from '../contract/events.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { feedStart, findFeedReader, readFeed } from '../store/event-feed.ts'
import type { OutboxPlace } from '../store/outbox.ts'
import { toCloudEvent } from './cloud-event.ts'
import { parseCursor, toCursor } from './cursor.ts'
import type { Clock, LiveBus } from './ports.ts'
import { tellingsOf } from './tellings.ts'

export type EventsDeps = {
  readonly db: Kysely<Database>
  readonly live: LiveBus
  readonly now: Clock
  /** Our address, as the source of events. */
  readonly source: string
}

export type EventsRefusal =
  | { readonly code: 'events_for_applications' }
  | { readonly code: 'bad_cursor' }
  | { readonly code: 'cursor_of_another_database' }

/** How long a message that was lost makes a waiting reader wait, at most. */
const lookAgainMs = 2_000

/**
 * A page of an application's feed after a cursor; undefined begins at the beginning. With `waitMs` it waits so long for
 * something when there is nothing; `signal` ends the waiting.
 */
export async function readEvents(
  deps: EventsDeps,
  wanted: {
    readonly clientId: string
    readonly after: string | undefined
    readonly limit: number
    readonly waitMs: number
    readonly signal: AbortSignal
  },
): Promise<Result<EventPage, EventsRefusal>> {
  let place = wanted.after === undefined ? feedStart : placeOf(wanted.after)
  if (place === undefined) return no({ code: 'bad_cursor' })
  const news = heard(deps.live)
  const until = performance.now() + wanted.waitMs
  try {
    for (;;) {
      const page = await readPage(deps, wanted, place)
      if (page === undefined) return no({ code: 'cursor_of_another_database' })
      const { events, next, more } = page
      const restMs = until - performance.now()
      if (events.length > 0 || more || restMs <= 0 || wanted.signal.aborted) {
        return yes({ events: [...events], next: toCursor([next.xid, next.id]), more })
      }
      place = next
      await news.next(Math.min(restMs, lookAgainMs), wanted.signal)
    }
  } finally {
    news.stop()
  }
}

async function readPage(
  { db, now, source }: EventsDeps,
  { clientId, limit }: { readonly clientId: string; readonly limit: number },
  place: OutboxPlace,
): Promise<
  { readonly events: readonly FeedEvent[]; readonly next: OutboxPlace; readonly more: boolean } | undefined
> {
  const page = await readFeed(db, await findFeedReader(db, clientId), place, limit)
  if (page === undefined) return undefined
  const told = await tellingsOf(db, page.entries, now())
  const events = told.flatMap((it) => toCloudEvent(it, { source, isSecret: it.isSecret }) ?? [])
  return { events, next: page.next, more: page.more }
}

function placeOf(cursor: string): OutboxPlace | undefined {
  const [xid, id] = parseCursor(cursor, 2) ?? []
  return isCount(xid) && isCount(id) ? { xid, id } : undefined
}

const isCount = (it: unknown): it is string => typeof it === 'string' && /^\d{1,18}$/.test(it)

/** Waits for the next act anywhere, which may be one of a case that is looked for; `stop` before it is forgotten. */
function heard(live: LiveBus): {
  next(mostMs: number, signal: AbortSignal): Promise<void>
  stop(): void
} {
  let wasHeard = false
  let wake = (): void => {}
  const stop = live.subscribe((event) => {
    if (event.type !== 'proposal') return
    wasHeard = true
    wake()
  })
  return {
    stop,
    async next(mostMs, signal) {
      if (!wasHeard && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const end = (): void => {
            clearTimeout(timer)
            signal.removeEventListener('abort', end)
            resolve()
          }
          const timer = setTimeout(end, mostMs)
          wake = end
          signal.addEventListener('abort', end)
        })
      }
      wasHeard = false
    },
  }
}
