import type { Kysely } from 'kysely'
import type { FeedEvent } from '../contract/events.ts'
import type { Instant } from '../domain/ids.ts'
import {
  askedWaitMs,
  failingOn,
  isGivenUp,
  mostRefusals,
  verdictOn,
  waitMs,
} from '../domain/news/back-off.ts'
import type { Database } from '../store/database.ts'
import { type FeedEntry, findFeedReader, readFeed } from '../store/event-feed.ts'
import {
  type AttemptEnd,
  type StoredAttempt,
  type StoredDelivery,
  countWaiting,
  dropDelivery,
  nextDue,
  noteAttempt,
  queueDeliveries,
} from '../store/webhook-deliveries.ts'
import { type StoredEndpoint, findOpenEndpoint, listSecrets, moveEndpoint } from '../store/webhooks.ts'
import { toCloudEvent } from './cloud-event.ts'
import type { Clock, PostOutcome, PostWebhook, SecretBox } from './ports.ts'
import { type SecretOrNot, tellingAgain, tellingsOf } from './tellings.ts'
import { signedHeaders } from './webhook-signature.ts'

export type DeliverDeps = {
  readonly db: Kysely<Database>
  readonly now: Clock
  readonly post: PostWebhook
  readonly box: SecretBox
  /** Our address, as the source of events. */
  readonly source: string
  /** From 0 to 1: spreads waits, so that what failed together does not come together. */
  readonly luck: () => number
  /** How long to wait after so many failures, in milliseconds; the back-off of the domain unless a test is in a hurry. */
  readonly waitMs?: typeof waitMs
}

/** Acts read from the feed at once. */
const pageSize = 100
/** With so many waiting, no more are made: the outbox keeps the rest. */
const mostWaiting = 1_000

/**
 * Sends an endpoint what is due, in the order of the feed, until nothing is, or nobody answers, or `until` (of
 * `performance.now()`) has passed. Whoever calls holds the endpoint. Answers how many attempts it made.
 */
export async function deliverTo(
  deps: DeliverDeps,
  id: string,
  { until, signal }: { readonly until: number; readonly signal: AbortSignal },
): Promise<number> {
  let attempts = 0
  while (performance.now() < until && !signal.aborted) {
    const endpoint = await findOpenEndpoint(deps.db, id, deps.now())
    if (endpoint === undefined) break
    const due = (await nextDue(deps.db, id, deps.now())) ?? (await makeMore(deps, endpoint))
    if (due === undefined) break
    await sendOne(deps, endpoint, due)
    attempts += 1
  }
  return attempts
}

/** Makes deliveries of what happened since, and answers the first one that is due. */
async function makeMore(deps: DeliverDeps, endpoint: StoredEndpoint): Promise<StoredDelivery | undefined> {
  const { db, now } = deps
  const { id, clientId } = endpoint
  if ((await countWaiting(db, id, mostWaiting)) >= mostWaiting) return undefined
  const reader = await findFeedReader(db, clientId)
  let { place } = endpoint
  for (;;) {
    const page = await readFeed(db, reader, place, pageSize)
    if (page === undefined) throw new Error(`webhook ${id} stands in another database`)
    const at = now()
    const wanted = await wantedOf(deps, endpoint, page.entries, at)
    const from = place
    const isMoved = await db.transaction().execute(async (trx) => {
      // First: whoever had it go back meanwhile is not overtaken.
      if (!(await moveEndpoint(trx, id, { from, to: page.next }))) return false
      await queueDeliveries(trx, id, wanted, at)
      return true
    })
    if (!isMoved) return undefined
    if (wanted.length > 0) return nextDue(db, id, now())
    if (!page.more) return undefined
    place = page.next
  }
}

/** What an endpoint is told of a page of its feed, in its order. */
export async function wantedOf(
  { db, source }: Pick<DeliverDeps, 'db' | 'source'>,
  { types }: Pick<StoredEndpoint, 'types'>,
  entries: readonly FeedEntry[],
  at: Instant,
): Promise<readonly { readonly eventId: string; readonly about: SecretOrNot; readonly type: string }[]> {
  const told = await tellingsOf(db, entries, at)
  return told.flatMap((it) => {
    const event = toCloudEvent(it, { source, isSecret: it.isSecret })
    return event !== undefined && wants(types, event)
      ? [{ eventId: event.id, about: it, type: event.type }]
      : []
  })
}

/** Whether an endpoint chose a type; what is 秘 comes only to those that chose it by its name or chose all. */
function wants(types: readonly string[], event: Pick<FeedEvent, 'type'>): boolean {
  return types.length === 0 || types.includes(event.type)
}

async function sendOne(deps: DeliverDeps, endpoint: StoredEndpoint, delivery: StoredDelivery): Promise<void> {
  const { db } = deps
  const at = deps.now()
  const event = await eventNow(deps, endpoint, delivery, at)
  if (event === undefined) return dropDelivery(db, delivery.id, at)
  const outcome = await sendSigned(deps, endpoint, event)
  // What follows is worked out from the end of the attempt: a slow receiver is not called again at once.
  const end = endOf(deps, { endpoint, delivery, outcome, now: deps.now() })
  await noteAttempt(db, delivery, { endpoint, attempt: attemptOf(outcome, at), end, type: event.type })
}

/** What the delivery may say now; undefined: nothing any more. */
async function eventNow(
  { db, source }: DeliverDeps,
  { clientId, types }: StoredEndpoint,
  { about }: StoredDelivery,
  at: Instant,
): Promise<FeedEvent | undefined> {
  if (about === undefined) return undefined
  const told = await tellingAgain(db, await findFeedReader(db, clientId), about, at)
  const event = told && toCloudEvent(told, { source, isSecret: told.isSecret })
  return event !== undefined && wants(types, event) ? event : undefined
}

/** Signs an event with every key that counts, and sends it. */
export async function sendSigned(
  { db, now, post, box }: Pick<DeliverDeps, 'db' | 'now' | 'post' | 'box'>,
  { id: endpoint, url }: Pick<StoredEndpoint, 'id' | 'url'>,
  event: { readonly id: string },
): Promise<PostOutcome> {
  const at = now()
  const kept = await listSecrets(db, endpoint, at)
  const secrets = kept.flatMap((it) => box.open(it.secret, it.id) ?? [])
  if (secrets.length === 0) return { answered: false, error: 'secret_unreadable', durationMs: 0 }
  const body = JSON.stringify(event)
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'user-agent': 'Kessai-Webhook/1',
    ...signedHeaders({ id: event.id, body, secrets }, Date.parse(at)),
  }
  return post({ url, headers, body })
}

/** An attempt as the log keeps it. */
export function attemptOf(outcome: PostOutcome, at: Instant): StoredAttempt {
  const { durationMs } = outcome
  return outcome.answered
    ? { at, durationMs, status: outcome.status, answer: outcome.answer }
    : { at, durationMs, error: outcome.error, answer: '' }
}

function endOf(
  { luck, waitMs: wait = waitMs }: DeliverDeps,
  it: {
    readonly endpoint: StoredEndpoint
    readonly delivery: StoredDelivery
    readonly outcome: PostOutcome
    readonly now: Instant
  },
): AttemptEnd {
  const { endpoint, delivery, outcome, now } = it
  const { refusals } = delivery
  const later = (ms: number) => new Date(Date.parse(now) + ms).toISOString() as Instant
  const verdict = verdictOn(outcome.answered ? outcome.status : undefined)
  if (verdict === 'delivered')
    return { delivery: { state: 'delivered', refusals }, endpoint: { failures: 0 } }
  const failing = failingOn(endpoint.failing, now)
  const givenUp = isGivenUp(failing) ? { pause: 'failing' as const } : {}
  if (verdict === 'refused') {
    const count = refusals + 1
    return {
      delivery:
        count >= mostRefusals
          ? { state: 'dead', refusals: count }
          : { state: 'waiting', refusals: count, nextAt: later(wait(count, luck())) },
      endpoint: { failures: 0, failing, ...givenUp },
    }
  }
  const waiting = { state: 'waiting' as const, refusals }
  const failures = endpoint.failures + 1
  if (verdict === 'gone') return { delivery: waiting, endpoint: { failures, failing, pause: 'gone' } }
  const asked = outcome.answered ? askedWaitMs(outcome.retryAfter) : undefined
  const retryAt = later(Math.max(wait(failures, luck()), asked ?? 0))
  return { delivery: waiting, endpoint: { failures, failing, retryAt, ...givenUp } }
}
