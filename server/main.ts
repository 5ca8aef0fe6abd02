import closeWithGrace from 'close-with-grace'
import { configOrExit } from './config-or-exit.ts'
import { createLog } from './plugins/log.ts'
import { type Running, startKessai } from './run.ts'

/**
 * The server's entry: `node dist/server/main.js` once built, `node --import=tsx server/main.ts` from its source. What it
 * reads from the environment: server/config.ts.
 */
const config = configOrExit()
const log = createLog(config.role === 'worker' ? 'worker' : 'app')
let running: Running | undefined
let starting: Promise<Running> | undefined
const givingUp = new AbortController()

/** To `npm start`, when that started us and still listens. */
function tell(news: object): void {
  if (process.connected) process.send?.(news)
}

// Before anything starts: a signal during the start stops what has started by then.
const grace = closeWithGrace({ delay: 10_000, logger: false }, async ({ signal, err }) => {
  if (err) log.error({ event: 'process.failed', err })
  log.info({ event: 'process.stopping', signal })
  givingUp.abort(new Error('told to stop'))
  await (running ?? (await starting?.catch(() => undefined)))?.stop()
  log.info({ event: 'process.stopped' })
})
// Started by npm start: when that is killed nobody else would end us.
process.on('disconnect', () => grace.close())

starting = startKessai(config, {
  env: process.env,
  log,
  tell,
  signal: givingUp.signal,
})
try {
  running = await starting
  tell({ event: 'ready', url: running.url })
} catch (error) {
  // Told to stop before it had started: the stop is under way above, and ends the process.
  if (givingUp.signal.aborted) await new Promise(() => undefined)
  log.fatal({ event: 'process.not_started', err: error })
  if ((error as { code?: string }).code === 'EADDRINUSE') {
    process.stderr.write(
      `ポート ${config.port} は使われています。PORT=8081 のように別の番号を指定してください。\n`,
    )
  }
  process.exit(1)
}
