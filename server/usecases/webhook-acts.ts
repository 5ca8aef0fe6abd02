import type {
  DeliveryList,
  DeliveryView,
  PingResult,
  RedeliverBody,
  RotateSecretBody,
  WebhookView,
} from '../contract/webhooks.ts'
import type { Instant } from '../domain/ids.ts'
import { verdictOn } from '../domain/news/back-off.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { placeBefore } from '../store/event-feed.ts'
import {
  type DeliveryState,
  type StoredDelivery,
  insertPing,
  listAttempts,
  listDeliveries,
  queueAgain,
} from '../store/webhook-deliveries.ts'
import { moveEndpointBack } from '../store/webhooks.ts'
import { toPing } from './cloud-event.ts'
import { parseCursor, toCursor } from './cursor.ts'
import { attemptOf, sendSigned } from './deliver-webhooks.ts'
import type { PostWebhook } from './ports.ts'
import {
  type WebhookCaller,
  type WebhookDeps,
  type WebhookRefusal,
  getOwn,
  keepNewSecret,
  viewWebhook,
} from './webhooks.ts'

const pageSize = 50
const usualHours = 24

/** Makes a new key, which is told this once; the former ones count beside it until their end. */
export async function rotateSecret(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
  { keepForHours = usualHours }: RotateSecretBody,
): Promise<Result<{ readonly webhook: WebhookView; readonly secret: string }, WebhookRefusal>> {
  const found = await getOwn(deps, by, id)
  if (!found.ok) return found
  const endAt = new Date(Date.parse(deps.now()) + keepForHours * 3_600_000).toISOString() as Instant
  const secret = await deps.db.transaction().execute((trx) => keepNewSecret(deps, trx, id, endAt))
  const view = await viewWebhook(deps, by, id)
  return view.ok ? yes({ webhook: view.value, secret }) : view
}

/** Sends a test event at once, also to an endpoint that is off or paused, and tells what became of it. */
export async function pingWebhook(
  deps: WebhookDeps & { readonly post: PostWebhook; readonly source: string },
  by: WebhookCaller,
  id: string,
): Promise<Result<PingResult, WebhookRefusal>> {
  const found = await getOwn(deps, by, id)
  if (!found.ok) return found
  const at = deps.now()
  const event = toPing(id, { id: `ping_${deps.newId()}`, source: deps.source, at })
  const outcome = await sendSigned(deps, found.value, event)
  const arrived = outcome.answered && verdictOn(outcome.status) === 'delivered'
  const attempt = attemptOf(outcome, at)
  const state = arrived ? 'delivered' : 'dropped'
  await insertPing(deps.db, id, { eventId: event.id, type: event.type, state, attempt })
  return yes({ event: event.id, arrived, attempt })
}

/** Sends once more: one event of its log, or everything that happened since an instant. */
export async function redeliver(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
  body: RedeliverBody,
): Promise<Result<{ readonly queued: true }, WebhookRefusal>> {
  const found = await getOwn(deps, by, id)
  if (!found.ok) return found
  if ('event' in body) {
    const isQueued = await queueAgain(deps.db, { endpoint: id, eventId: body.event }, deps.now())
    return isQueued ? yes({ queued: true }) : no({ code: 'webhook_not_redeliverable', event: body.event })
  }
  const since = instantOf(body.since)
  if (since === undefined) return no({ code: 'not_an_instant', value: body.since })
  await moveEndpointBack(deps.db, id, await placeBefore(deps.db, since))
  return yes({ queued: true })
}

/** An instant with whatever offset; undefined for what the calendar does not have, or nothing can have happened at. */
function instantOf(text: string): Instant | undefined {
  const ms = Date.parse(text)
  return ms >= 0 ? (new Date(ms).toISOString() as Instant) : undefined
}

/** The log of an endpoint, the newest first. */
export async function viewDeliveries(
  deps: WebhookDeps,
  by: WebhookCaller,
  id: string,
  { state, after }: { readonly state?: DeliveryState | undefined; readonly after?: string | undefined },
): Promise<Result<DeliveryList, WebhookRefusal>> {
  const found = await getOwn(deps, by, id)
  if (!found.ok) return found
  const [before] = after === undefined ? [] : (parseCursor(after, 1) ?? [null])
  if (before !== undefined && !Number.isSafeInteger(before)) return no({ code: 'bad_cursor' })
  const rows = await listDeliveries(deps.db, id, {
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { before: before as number }),
    limit: pageSize + 1,
  })
  const shown = rows.slice(0, pageSize)
  const attempts = await listAttempts(
    deps.db,
    shown.map((it) => it.id),
  )
  const last = rows.length > pageSize ? shown.at(-1) : undefined
  return yes({
    items: shown.map((it) => deliveryOf(it, attempts.get(it.id) ?? [])),
    ...(last === undefined ? {} : { next: toCursor([last.id]) }),
  })
}

function deliveryOf(
  { id, eventId, about, type, state, queuedAt, nextAt, endedAt }: StoredDelivery,
  attempts: readonly DeliveryView['attempts'][number][],
): DeliveryView {
  return {
    ...{ id, event: eventId, type, state, queuedAt },
    ...(about === undefined ? {} : { subject: about.proposalId }),
    ...(nextAt === undefined ? {} : { nextAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    attempts: [...attempts],
  }
}
