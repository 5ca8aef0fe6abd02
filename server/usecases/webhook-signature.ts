import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** A new key of an endpoint, as its receiver keeps it: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`
}

/**
 * The three headers of Standard Webhooks for a body that is sent as it is. Signed with every key that counts at this
 * instant, the newest first, so that a receiver may go over to a new one at its own time.
 */
export function signedHeaders(
  { id, body, secrets }: { readonly id: string; readonly body: string; readonly secrets: readonly string[] },
  atMs: number,
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const timestamp = String(Math.floor(atMs / 1000))
  const signature = secrets
    .map((secret) => Buffer.from(secret.slice(prefix.length), 'base64'))
    .map((key) => createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64'))
    .map((it) => `v1,${it}`)
    .join(' ')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
}
