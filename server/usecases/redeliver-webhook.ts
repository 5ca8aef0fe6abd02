import type { RedeliverBody, RedeliveryPreview } from '../contract/webhooks.ts'
import type { Instant } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findFeedReader, isAfter, placeBefore, readFeed } from '../store/event-feed.ts'
import { findDelivery, queueAgain } from '../store/webhook-deliveries.ts'
import { moveEndpointBack } from '../store/webhooks.ts'
import { wantedOf } from './deliver-webhooks.ts'
import { sightsOf } from './webhook-log.ts'
import { type WebhookCaller, type WebhookDeps, type WebhookRefusal, getOwn } from './webhooks.ts'

/** Acts of the feed looked at to tell how much would be sent again; beyond them it is only told that there is more. */
const mostCounted = 1_000
const pageSize = 100

/** Sends once more: one row of its log, or everything that happened since an instant. */
export async function redeliver(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
  body: RedeliverBody,
): Promise<Result<{ readonly queued: true }, WebhookRefusal>> {
  const found = await getOwn(deps, by, id)
  if (!found.ok) return found
  if ('since' in body) {
    const since = instantOf(body.since)
    if (since === undefined) return no({ code: 'not_an_instant', value: body.since })
    await moveEndpointBack(deps.db, id, await placeBefore(deps.db, since))
    return yes({ queued: true })
  }
  const isByEvent = 'event' in body
  const delivery = await findDelivery(
    deps.db,
    id,
    isByEvent ? { eventId: body.event } : { id: body.delivery },
  )
  const refused = no({
    code: 'webhook_not_redeliverable' as const,
    event: isByEvent ? body.event : String(body.delivery),
  })
  // A test event is not repeated but made anew.
  if (delivery?.about === undefined) return refused
  // Whoever may not know of a case learns nothing by asking for one of its events.
  const sightOf = await sightsOf(deps, by, found.value, [delivery])
  if (isByEvent && sightOf(delivery) === 'nothing') return refused
  await queueAgain(deps.db, delivery.id, deps.now())
  return yes({ queued: true })
}

/** How many events sending everything since an instant would send; what was not sent yet is not among them. */
export async function previewRedelivery(
  deps: WebhookDeps & { readonly source: string },
  by: WebhookCaller,
  id: string,
  since: string,
): Promise<Result<RedeliveryPreview, WebhookRefusal>> {
  const found = await getOwn(deps, by, id)
  if (!found.ok) return found
  const from = instantOf(since)
  if (from === undefined) return no({ code: 'not_an_instant', value: since })
  const endpoint = found.value
  const at = deps.now()
  const reader = await findFeedReader(deps.db, endpoint.clientId)
  let place = await placeBefore(deps.db, from)
  let events = 0
  for (let acts = 0; acts < mostCounted; acts += pageSize) {
    const page = await readFeed(deps.db, reader, place, pageSize)
    if (page === undefined) throw new Error(`webhook ${id}: the outbox ends before its own acts`)
    const passed = page.entries.filter((it) => !isAfter(it, endpoint.place))
    events += (await wantedOf(deps, endpoint, passed, at)).length
    if (!page.more || passed.length < page.entries.length) return yes({ events, complete: true })
    place = page.next
  }
  return yes({ events, complete: false })
}

/** The first millisecond that takes five digits for its year, with which an instant would not be one any more. */
const afterYears = Date.UTC(10_000, 0)

/** An instant with whatever offset; undefined for what the calendar does not have, or nothing can have happened at. */
function instantOf(text: string): Instant | undefined {
  const ms = Date.parse(text)
  return ms >= 0 && ms < afterYears ? (new Date(ms).toISOString() as Instant) : undefined
}
