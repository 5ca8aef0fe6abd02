import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import type { Instant } from '../domain/ids.ts'
import { type ApplicationCall, insertCalls, sweepCalls } from '../store/application-calls.ts'
import type { Database } from '../store/database.ts'
import type { Clock } from '../usecases/ports.ts'

const flushMs = 1000
const sweepMs = 60 * 60 * 1000
const dayMs = 24 * 60 * 60 * 1000
/** Calls are a help for looking after a connection; answers under a key may be asked for again for longer than a month. */
const keptDays = { calls: 35, answers: 40 }

/** Notes calls of applications beside the requests, many in one statement, and sweeps what is old. */
export function callNotes(
  app: FastifyInstance,
  { db, now }: { readonly db: Kysely<Database>; readonly now: Clock },
): (call: ApplicationCall) => void {
  let waiting: ApplicationCall[] = []
  let timer: NodeJS.Timeout | undefined
  const report = (error: unknown): void => app.log.warn({ event: 'application.calls_not_kept', err: error })

  async function flush(): Promise<void> {
    timer = undefined
    const calls = waiting
    waiting = []
    if (calls.length > 0) await insertCalls(db, calls).catch(report)
  }

  const daysAgo = (days: number): Instant =>
    new Date(Date.parse(now()) - days * dayMs).toISOString() as Instant
  const sweeping = setInterval(() => {
    sweepCalls(db, { calls: daysAgo(keptDays.calls), answers: daysAgo(keptDays.answers) }).catch(report)
  }, sweepMs)
  sweeping.unref()
  app.addHook('onClose', async () => {
    clearInterval(sweeping)
    clearTimeout(timer)
    await flush()
  })
  return (call) => {
    waiting.push(call)
    timer ??= setTimeout(() => void flush(), flushMs).unref()
  }
}
