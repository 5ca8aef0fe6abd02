import type { FastifyBaseLogger } from 'fastify'
import { insertOverlooked, refreshSample } from '../store/search-index.ts'
import { converterVersion } from '../usecases/converter-version.ts'
import { type IndexDeps, foldVersion, indexCases } from '../usecases/index-cases.ts'
import type { LiveBus } from '../usecases/ports.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** How late it may be found what changed without a call, such as a draft that was saved. */
const lookEveryMs = 700
/** How late it is noticed what was overlooked, or that characters became more frequent. */
const keepEveryMs = 30_000

export type SearchingDeps = Pick<IndexDeps, 'db'> & {
  readonly live: LiveBus
  readonly log: FastifyBaseLogger
}

/** Keeps what can be found as things are, until the answer is called, which waits for the case in hand. */
export function startSearching({ db, live, log }: SearchingDeps): () => Promise<void> {
  const stopping = new AbortController()
  const onError = (event: string) => (err: unknown) => log.warn({ event, err })
  const onBroken = (proposalId: string, err: unknown) =>
    log.error({ event: 'search.case_not_read', proposalId, err })
  let running: Promise<unknown> = Promise.resolve()
  const look = oneAtATime(async () => {
    if (stopping.signal.aborted) return
    const work = indexCases({ db, onBroken }, stopping.signal)
    running = work.catch(() => undefined)
    const count = await work
    if (count > 0) log.info({ event: 'search.indexed', count })
  }, onError('search.not_indexed'))
  const keep = oneAtATime(async () => {
    if (stopping.signal.aborted) return
    await insertOverlooked(db, { fold: foldVersion, converter: converterVersion })
    if (await refreshSample(db)) log.info({ event: 'search.sampled' })
  }, onError('search.not_kept'))
  const stopHearing = live.subscribe((event) => {
    if (event.type === 'proposal' || event.type === 'rendition') look()
  })
  const timers = [setInterval(look, lookEveryMs), setInterval(keep, keepEveryMs)]
  look()
  keep()
  return async () => {
    stopping.abort()
    stopHearing()
    for (const timer of timers) clearInterval(timer)
    await running
  }
}
