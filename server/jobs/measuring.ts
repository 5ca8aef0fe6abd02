import type { FastifyBaseLogger } from 'fastify'
import { type KeepMeasuresDeps, keepMeasures } from '../usecases/keep-measures.ts'
import type { LiveBus } from '../usecases/ports.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** How late a number may be whose call was lost on the way here. */
const countEveryMs = 30_000

/** Keeps the 集計 up to date with what happens to the cases, until the answer is called. */
export function startMeasuring({
  db,
  live,
  log,
}: Pick<KeepMeasuresDeps, 'db'> & {
  readonly live: LiveBus
  readonly log: FastifyBaseLogger
}): () => void {
  const count = oneAtATime(
    () =>
      keepMeasures({
        db,
        onBroken: (proposalId, err) => log.error({ event: 'measure.chain_not_read', proposalId, err }),
      }),
    (err) => log.warn({ event: 'measure.not_kept', err }),
  )
  const stopHearing = live.subscribe((event) => {
    if (event.type === 'proposal') count()
  })
  const timer = setInterval(count, countEveryMs)
  count()
  return () => {
    stopHearing()
    clearInterval(timer)
  }
}
