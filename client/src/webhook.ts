import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import type { FeedEvent, PingEvent } from './types.ts'

/** The signature, its age or its form is not right: answer 400 and do nothing. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused'
}

/**
 * The event of a webhook that came from Kessai a moment ago (Standard Webhooks). `body` is the request’s body exactly as it arrived, not
 * parsed and written again. Throws WebhookRefused for anything else.
 */
export function readWebhook(
  secret: string,
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>,
  body: string,
): FeedEvent | PingEvent {
  const given = (name: string) => (headers instanceof Headers ? headers.get(name) : headers[name])
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature']
  const sent = Object.fromEntries(names.map((name) => [name, String(given(name) ?? '')]))
  try {
    return new Webhook(secret).verify(body, sent) as FeedEvent | PingEvent
  } catch (cause) {
    if (cause instanceof WebhookVerificationError || cause instanceof SyntaxError)
      throw new WebhookRefused(cause.message, { cause })
    throw cause
  }
}
