import type { FastifyBaseLogger } from 'fastify'
import type { AppDeps } from './app.ts'
import type { Config } from './config.ts'
import { localDateOf } from './domain/ids.ts'
import { demoKeys, hasLegacyRun } from './store/demo-keys.ts'

/** What there is to tell while the example is made. */
export type DemoNews =
  | { readonly event: 'demo.making'; readonly done: number; readonly all: number }
  | { readonly event: 'demo.failed'; readonly reason: string }

export type FillDemoOptions = {
  readonly demo: Exclude<Config['demo'], 'none'>
  readonly log: FastifyBaseLogger
  readonly tell: (news: DemoNews) => void
  readonly signal: AbortSignal
}

/**
 * Fills an empty database with the example prefecture and its living proposals. Only one process does it at a time.
 * One that was killed meanwhile is gone on with at the next start; the proposal it was at stays half made.
 */
export async function fillDemo(deps: AppDeps, options: FillDemoOptions): Promise<void> {
  const client = await deps.pool.connect()
  try {
    await client.query('select pg_advisory_lock(727275)')
    const found = await client.query('select 1 from proposal limit 1')
    const keys = await demoKeys(client)
    const isEmpty = found.rowCount === 0
    if (isEmpty || isUnfinished(keys) || (keys.length > 0 && !(await hasLegacyRun(client)))) {
      // Loaded only now: what makes the example's files is of no use to any later start.
      const { seedExampleOrganisation } = await import('../db/seed/import.ts')
      if (await seedExampleOrganisation(deps.db)) options.log.info({ event: 'demo.organisation_made' })
      if (options.demo === 'proposals') await fillProposals(deps, options)
    }
    await client.query('select pg_advisory_unlock(727275)')
  } finally {
    client.release()
  }
}

/** The last one has not been begun; without any the database is somebody's who wanted none. */
function isUnfinished(keys: readonly string[]): boolean {
  return keys.length > 0 && !keys.some((key) => /^demo-(\d+)-of-\1$/.test(key))
}

async function fillProposals(deps: AppDeps, { log, tell, signal }: FillDemoOptions): Promise<void> {
  const startedAt = performance.now()
  try {
    const { makeDemoProposals } = await import('../db/seed/demo-proposals.ts')
    // Played within this process: there is no browser whose forged requests and haste are to be feared.
    const { auth: _auth, security: _security, webClient: _webClient, ...plain } = deps
    const { makeDemoReceipts } = await import('../db/seed/demo-receipts.ts')
    await makeDemoReceipts(plain, localDateOf(deps.now()), signal)
    await makeDemoProposals(plain, localDateOf(deps.now()), {
      signal,
      onProgress: (done, all) => tell({ event: 'demo.making', done, all }),
    })
    const { makeDemoLegacy } = await import('../db/seed/demo-legacy.ts')
    await makeDemoLegacy(plain, signal)
    log.info({ event: 'demo.proposals_made', ms: Math.round(performance.now() - startedAt) })
  } catch (error) {
    // Told to stop: that is no failure of the example.
    if (signal.aborted) throw error
    // An example without proposals can still be tried out; a server that does not start cannot.
    log.error({ event: 'demo.proposals_not_made', err: error })
    tell({ event: 'demo.failed', reason: (error as Error).message })
  }
}
