import { type ChildProcess, spawn } from 'node:child_process'
import { nodeArguments, projectRoot } from '../project-root.ts'
import { isAlive, until } from './processes.ts'

type Log = {
  info(facts: Record<string, unknown>): void
  warn(facts: Record<string, unknown>): void
}

export type WorkerProcess = {
  /** Asks the worker to end, and ends it after `timeoutMs`. */
  stop(timeoutMs?: number): Promise<void>
}

const firstDelayMs = 500
const longestDelayMs = 30_000
/** A worker that ran this long was well: its next end starts counting from the beginning. */
const wellAfterMs = 60_000

/**
 * Keeps one worker process running, with a growing pause between starts when it keeps dying. The worker shares a
 * channel with this process and has to end when that closes (`process.on('disconnect')`), so that none outlives us.
 */
export function superviseWorker(options: {
  /** The worker's entry; below server/, without extension. */
  readonly entry: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: Log
}): WorkerProcess {
  let child: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let delayMs = firstDelayMs
  let stopping = false

  function start(): void {
    const startedAt = performance.now()
    const it = spawn(process.execPath, nodeArguments(options.entry), {
      cwd: projectRoot,
      env: options.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child = it
    options.log.info({ event: 'worker.started', workerPid: it.pid })
    const ended = (facts: Record<string, unknown>): void => {
      if (child !== it) return
      child = undefined
      if (stopping) return
      delayMs =
        performance.now() - startedAt > wellAfterMs ? firstDelayMs : Math.min(delayMs * 2, longestDelayMs)
      options.log.warn({ event: 'worker.died', ...facts, startAgainInMs: delayMs })
      timer = setTimeout(start, delayMs)
    }
    it.once('exit', (code, signal) => ended({ code, signal }))
    it.once('error', (error) => ended({ error: error.message }))
  }

  start()
  return {
    async stop(timeoutMs = 5_000) {
      stopping = true
      clearTimeout(timer)
      const pid = child?.pid
      if (child === undefined || pid === undefined) return
      child.kill('SIGTERM')
      if (!(await until(() => child === undefined || !isAlive(pid), timeoutMs))) child.kill('SIGKILL')
    },
  }
}
