import { KessaiUnreachable, errorOf } from './problem.ts'
import type { TokenSource } from './token.ts'

export type Patience = {
  /** How often one call is sent at most; default 6. */
  readonly attempts?: number
  /** The longest wait between two attempts, in milliseconds; a longer `Retry-After` ends the call. Default 60 000. */
  readonly longestWaitMs?: number
}

type Sender = (request: Request) => Promise<Response>

/** Statuses after which the same request may succeed. */
const passing = [429, 502, 503, 504]

/**
 * Sends a request with the token, and again while that may help: a broken connection, 429, 502, 503, 504, and 409 while a request of
 * the same key is at work. What writes without a key is sent again only when nothing was done. Throws KessaiProblem
 * when Kessai says no and KessaiUnreachable when nobody answers.
 */
export function createSender(
  tokens: TokenSource,
  fetch: typeof globalThis.fetch,
  patience: Patience = {},
): Sender {
  const { attempts = 6, longestWaitMs = 60_000 } = patience
  return async (request) => {
    const isRepeatable = ['GET', 'HEAD'].includes(request.method) || request.headers.has('idempotency-key')
    let hasRenewed = false
    for (let attempt = 1; ; attempt += 1) {
      const token = await tokens.token()
      const again = request.clone()
      again.headers.set('authorization', `Bearer ${token}`)
      const outcome = await fetch(again).catch((cause: unknown) => {
        if (request.signal.aborted) throw cause
        return new KessaiUnreachable('Kessai does not answer', { cause })
      })
      if (outcome instanceof KessaiUnreachable) {
        if (!isRepeatable || attempt >= attempts) throw outcome
        await pause(backOffMs(attempt), request.signal)
        continue
      }
      if (outcome.ok) return outcome
      const retryAfterMs = retryAfterOf(outcome)
      const error = await errorOf(outcome)
      if (outcome.status === 401 && !hasRenewed) {
        hasRenewed = true
        tokens.forget(token)
        continue
      }
      const isAtWork = error !== undefined && 'code' in error && error.code === 'idempotency_in_flight'
      // 429 comes before anything is done.
      const isWorthIt =
        isAtWork || outcome.status === 429 || (isRepeatable && passing.includes(outcome.status))
      const waitMs = retryAfterMs ?? Math.min(backOffMs(attempt), longestWaitMs)
      if (!isWorthIt || attempt >= attempts || waitMs > longestWaitMs) throw error
      await pause(waitMs, request.signal)
    }
  }
}

/** A second, two, four … spread by half, so that many callers do not come back together. */
function backOffMs(attempt: number): number {
  return 2 ** (attempt - 1) * 1000 * (0.5 + Math.random() / 2)
}

/** Seconds, or a date (RFC 9110 section 10.2.3); undefined when it says neither. */
function retryAfterOf({ headers }: Response): number | undefined {
  const said = headers.get('retry-after')
  if (said === null) return undefined
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

/** Waits; throws the signal’s reason as soon as it says stop. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
