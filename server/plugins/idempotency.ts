import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { canonicalJson } from '../domain/audit/canonical-json.ts'
import { claimKey, settleKey } from '../store/application-calls.ts'
import type { Database } from '../store/database.ts'
import { sendProblem } from './problem.ts'
import { isReading } from './reading-methods.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * How a program repeats a writing request: `answer` (default) stores the answer under its `Idempotency-Key`, `route` leaves
     * it to the route, `none` where nothing is stored anyway.
     */
    repeats?: 'answer' | 'route' | 'none'
  }
}

type Held = { readonly clientId: string; readonly key: string }

/** What of an answer is repeated besides its body. */
const keptHeaders = ['content-type', 'etag', 'location']

/**
 * Lets applications repeat what they wrote: the same `Idempotency-Key` with the same request gets the stored answer, with another
 * request 422, and while the first is at work 409. A refusal is not stored: nothing happened, and the key may be used again. Where
 * the first failed or died, whoever asks again is told what it did.
 */
export function idempotencyPlugin(app: FastifyInstance, { db }: { readonly db: Kysely<Database> }): void {
  const held = new WeakMap<FastifyRequest, Held>()

  app.addHook('preHandler', async (request, reply) => {
    const { application, method, routeOptions, headers } = request
    const repeats = routeOptions.config?.repeats ?? 'answer'
    if (application === null || isReading(method) || repeats === 'none') return undefined
    const key = headers['idempotency-key']
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
      if (key === undefined && method !== 'POST') return undefined
      return sendProblem(reply, 'idempotency_key_missing')
    }
    if (repeats === 'route') return undefined
    const asked = { clientId: application.clientId, key, sha256: fingerprintOf(request) }
    const claim = await claimKey(db, asked)
    switch (claim.state) {
      case 'ours':
        held.set(request, asked)
        if (claim.isTakenOver) request.application = { ...application, takesOver: true }
        return undefined
      case 'other_request':
        return sendProblem(reply, 'idempotency_key_reused')
      case 'in_flight':
        return sendProblem(reply.header('retry-after', '1'), 'idempotency_in_flight')
      case 'answered':
        return reply
          .code(claim.status)
          .headers({ ...claim.headers, 'idempotent-replayed': 'true' })
          .serializer((it: string) => it)
          .send(claim.answer)
    }
  })

  // Before the answer goes: who has it may rely on the next one being the same.
  app.addHook('onSend', async (request, reply, payload) => {
    const key = held.get(request)
    if (key === undefined) return payload
    held.delete(request)
    const isKept = reply.statusCode < 300 && (typeof payload === 'string' || payload === undefined)
    const headers = Object.fromEntries(
      keptHeaders.flatMap((name) => {
        const value = reply.getHeader(name)
        return value === undefined ? [] : [[name, String(value)]]
      }),
    )
    const refused = reply.statusCode >= 500 ? 'unknown' : undefined
    await settleKey(
      db,
      key,
      isKept ? { status: reply.statusCode, answer: payload ?? '', headers } : refused,
    ).catch((error: unknown) => request.log.error(error))
    return payload
  })
}

function fingerprintOf({ method, url, body, application }: FastifyRequest): string {
  const asked = canonicalJson({ method, url, officer: application?.officer ?? '', body: body ?? '' })
  return createHash('sha256').update(asked).digest('hex')
}
