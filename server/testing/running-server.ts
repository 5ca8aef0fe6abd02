import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFile } from '../project-root.ts'

export type RunningServer = {
  readonly url: string
  readonly dataDir: string
  readonly pid: number
  /** SIGTERM, and waits for the end; answers the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL of the server process alone: what it started (worker, PostgreSQL) lives on, as after a crash. */
  kill(): Promise<void>
  /** The end of what it has logged, for the message of a failing test. */
  log(): string
  /** Everything it and its worker have logged. */
  wholeLog(): string
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A folder of its own, gone with the test. */
export async function temporaryFolder(
  t: { teardown(fn: () => unknown): void },
  name: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `kessai-${name}-`))
  t.teardown(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/**
 * Starts the real server as a process of its own, the way an operator would, and waits until it says it is ready.
 * `env` adds to or overrides its environment. Throws with its log when it ends or is not ready within three minutes.
 */
export async function startServer(options: {
  readonly dataDir: string
  readonly port: number
  readonly env?: Readonly<Record<string, string>>
  /** Runs what `npm run build` made, as `npm start` does, instead of the source. */
  readonly built?: boolean
}): Promise<RunningServer> {
  const lines: string[] = []
  const child: ChildProcess = spawn(
    process.execPath,
    options.built === true
      ? ['--enable-source-maps', projectFile('dist/server/main.js')]
      : ['--import=tsx', projectFile('server/main.ts')],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        TMPDIR: tmpdir(),
        PORT: String(options.port),
        KESSAI_DATA_DIR: options.dataDir,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  child.stdout?.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
  const log = () => lines.join('').slice(-20_000)
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const url = `http://127.0.0.1:${options.port}`
  for (let waitedMs = 0; ; waitedMs += 50) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the server ended while starting:\n${log()}`)
    if (waitedMs > 180_000) {
      child.kill('SIGKILL')
      throw new Error(`the server was not ready in three minutes:\n${log()}`)
    }
    if (await isReady(url)) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    dataDir: options.dataDir,
    pid: child.pid as number,
    log,
    wholeLog: () => lines.join(''),
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}
