import type { FastifyBaseLogger } from 'fastify'
import type { Pool } from 'pg'
import type { Instant } from '../domain/ids.ts'
import { forgetDeliveries } from '../store/webhook-deliveries.ts'
import { holdingEndpoint, listDueEndpoints } from '../store/webhooks.ts'
import { type DeliverDeps, deliverTo } from '../usecases/deliver-webhooks.ts'
import type { LiveBus, Mailer, OrganisationSource } from '../usecases/ports.ts'
import { tellPauses } from '../usecases/tell-pauses.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** How late an event may be whose call was lost, or a second try. */
const lookEveryMs = 1_000
/** How late it is told that an endpoint was paused, and how often old deliveries are forgotten. */
const keepEveryMs = 60_000
/** Endpoints called at the same time: as many connections stay open beside those of the worker. */
const atOnce = 4
/** So long one endpoint is sent to before others have their turn. */
const turnMs = 5_000
const keptForMs = 90 * 24 * 3_600_000

export type WebhookJobDeps = DeliverDeps & {
  /** Of its own, with a connection for each endpoint called at the same time. */
  readonly locks: Pool
  readonly live: LiveBus
  readonly organisation: OrganisationSource
  readonly log: FastifyBaseLogger
  /** Undefined: nobody is told of pauses by mail. */
  readonly mail: { readonly mailer: Mailer; readonly publicUrl: string } | undefined
}

/** How many connections `locks` needs. */
export const webhookLocks = atOnce

/** Sends webhooks until the answer is called, which waits for those under way. */
export function startWebhooks(deps: WebhookJobDeps): () => Promise<void> {
  const { db, now, locks, live, log, organisation, mail } = deps
  const stopping = new AbortController()
  const running = new Map<string, Promise<void>>()
  // Who had a turn longest ago comes first; whoever never had one before all.
  const lastTurn = new Map<string, number>()
  const onError = (event: string) => (err: unknown) => log.warn({ event, err })

  const turn = async (id: string): Promise<void> => {
    lastTurn.set(id, performance.now())
    const options = { until: performance.now() + turnMs, signal: stopping.signal }
    const attempts = await holdingEndpoint(locks, id, () => deliverTo(deps, id, options))
    running.delete(id)
    if (attempts === undefined || attempts === 0) return
    log.info({ event: 'webhook.sent', webhookId: id, attempts })
    look()
  }
  const look = oneAtATime(async () => {
    if (stopping.signal.aborted) return
    const due = (await listDueEndpoints(db, now())).filter((id) => !running.has(id))
    const turns = due.toSorted((a, b) => (lastTurn.get(a) ?? 0) - (lastTurn.get(b) ?? 0))
    for (const id of turns.slice(0, atOnce - running.size)) {
      const done = turn(id)
        .catch(onError('webhook.failed'))
        .then(() => void running.delete(id))
      running.set(id, done)
    }
  }, onError('webhook.not_looked'))
  const keep = oneAtATime(async () => {
    await forgetDeliveries(db, new Date(Date.parse(now()) - keptForMs).toISOString() as Instant)
    if (mail === undefined) return
    const told = await tellPauses({ db, organisation, now, ...mail })
    if (told > 0) log.info({ event: 'webhook.pause_told', count: told })
  }, onError('webhook.not_kept'))

  const stopHearing = live.subscribe((event) => {
    if (event.type === 'proposal') look()
  })
  const timers = [setInterval(look, lookEveryMs), setInterval(keep, keepEveryMs)]
  look()
  keep()
  return async () => {
    stopping.abort()
    stopHearing()
    for (const timer of timers) clearInterval(timer)
    await Promise.all(running.values())
  }
}
