import type { PingResult, RotateSecretBody, WebhookView } from '../contract/webhooks.ts'
import type { Instant } from '../domain/ids.ts'
import { verdictOn } from '../domain/news/back-off.ts'
import { type Result, yes } from '../domain/result.ts'
import { insertPing } from '../store/webhook-deliveries.ts'
import { toPing } from './cloud-event.ts'
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
