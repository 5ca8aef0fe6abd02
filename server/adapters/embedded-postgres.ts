import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { mkdir, open, readFile, readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { type Home, exists, findHome, socketFolder } from './embedded-postgres-home.ts'
import { type PostgresBinaries, bareEnvironment, findPostgresBinaries } from './postgres-binaries.ts'
import { commandOf, isAlive, until } from './processes.ts'

const run = promisify(execFile)

export type EmbeddedPostgres = {
  /** A connection URL of a database in it; `kessai` always exists. */
  url(database: string): string
  /** Stops it cleanly, unless another process still uses it. */
  stop(): Promise<void>
  /** True when a running server was found and taken over. */
  readonly adopted: boolean
}

type Log = {
  info(facts: Record<string, unknown>): void
  warn(facts: Record<string, unknown>): void
}

/** How long a start may take, recovery after a crash included. */
const startTimeoutMs = 60_000

const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  shared_buffers: '256MB',
  max_connections: '100',
  synchronous_commit: 'on',
  // Compiling costs more than it gains in queries as small as ours.
  jit: 'off',
  log_checkpoints: 'off',
  lc_messages: 'C',
  log_timezone: 'UTC',
  // Statements and details quote rows: titles and names have no place in a log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

/** Locales whose character types know Japanese: under `C`, pg_trgm finds no trigram in it at all. */
const locales = ['C.UTF-8', 'en_US.UTF-8', 'ja_JP.UTF-8']

type Answer = 'up' | 'busy' | 'down'

async function ask(url: string): Promise<Answer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return 'up'
  } catch (error) {
    // 57P03: starting up, recovering or shutting down; it is there, and will soon be up or gone.
    return (error as { code?: string }).code === '57P03' ? 'busy' : 'down'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** initdb works beside the final place and is moved there whole: a crash or a second start leaves no half cluster. */
async function createCluster(home: Home, binaries: PostgresBinaries): Promise<void> {
  for (const name of await readdir(home.folder)) {
    const maker = /^cluster\.new-(\d+)-/.exec(name)?.[1]
    if (maker !== undefined && !isAlive(Number(maker))) await rm(join(home.folder, name), { recursive: true })
  }
  const building = join(home.folder, `cluster.new-${process.pid}-${randomBytes(4).toString('hex')}`)
  let failure: unknown
  for (const locale of locales) {
    try {
      await run(
        binaries.initdb,
        [
          ...['-D', building, '-U', 'kessai', '-E', 'UTF8', '--auth=trust', '--data-checksums'],
          ...['--locale-provider=icu', '--icu-locale=ja-JP', `--locale=${locale}`],
        ],
        { ...home.account, cwd: '/', env: bareEnvironment },
      )
      failure = undefined
      break
    } catch (error) {
      failure = error
      await rm(building, { recursive: true, force: true })
    }
  }
  if (failure !== undefined) {
    throw new Error(`initdb failed in ${home.folder}: ${(failure as Error).message}`, { cause: failure })
  }
  try {
    await rename(building, home.cluster)
    const folder = await open(home.folder)
    await folder.sync()
    await folder.close()
  } catch (error) {
    await rm(building, { recursive: true, force: true })
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

async function refuseOtherMajor(home: Home, binaries: PostgresBinaries): Promise<void> {
  const version = (await readFile(join(home.cluster, 'PG_VERSION'), 'utf8')).trim()
  const { stdout } = await run(binaries.postgres, ['--version'], {
    ...home.account,
    cwd: '/',
    env: bareEnvironment,
  })
  const major = /(\d+)/.exec(stdout)?.[1]
  if (version !== major) {
    throw new Error(
      `the data in ${home.cluster} is of PostgreSQL ${version}, the installed program is ${major}`,
    )
  }
}

async function pidIn(path: string): Promise<number | undefined> {
  try {
    const pid = Math.abs(Number.parseInt((await readFile(path, 'utf8')).split('\n')[0] ?? '', 10))
    return pid > 0 ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const pidFile = (home: Home): string => join(home.cluster, 'postmaster.pid')

/** Larger than any process number there can be. */
const nobodysPid = '99999999'

/**
 * PostgreSQL clears the lock of a dead server itself, but not when its number now belongs to some other process of the
 * same account or to a zombie: in a container that is the ordinary case after a crash, and it would never start again.
 * The lock is not removed: what else it says lets PostgreSQL see that nothing of the old server is still writing.
 */
async function disownForeignLocks(home: Home, socket: string): Promise<void> {
  for (const path of [pidFile(home), join(socket, '.s.PGSQL.5432.lock')]) {
    const pid = await pidIn(path)
    const command = pid === undefined ? undefined : commandOf(pid)
    if (command === undefined || command.includes('postgres')) continue
    await writeFile(path, (await readFile(path, 'utf8')).replace(/^-?\d+/, nobodysPid))
  }
}

function spawnServer(home: Home, binaries: PostgresBinaries, socket: string): { ended(): boolean } {
  const log = openSync(home.log, 'a', 0o600)
  try {
    const child = spawn(
      binaries.postgres,
      [
        ...['-D', home.cluster, '-k', socket],
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      // Its own session: Ctrl-C in the terminal is for us, who then stop it in order.
      { ...home.account, cwd: '/', env: bareEnvironment, detached: true, stdio: ['ignore', log, log] },
    )
    let ended = false
    child.once('exit', () => (ended = true))
    child.once('error', () => (ended = true))
    child.unref()
    return { ended: () => ended }
  } finally {
    closeSync(log)
  }
}

async function logTail(home: Home): Promise<string> {
  const text = await readFile(home.log, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-8).join('\n')
}

async function ensureRunning(
  home: Home,
  binaries: PostgresBinaries,
  socket: string,
  url: string,
): Promise<'started' | 'found'> {
  let child: { ended(): boolean } | undefined
  const up = await until(async () => {
    const answer = await ask(url)
    if (answer === 'up') return true
    if (answer === 'down' && (child === undefined || child.ended())) {
      // An ended child: another start was quicker, or processes of a killed server are still on their way out.
      if (child !== undefined) await new Promise((wait) => setTimeout(wait, 200))
      await disownForeignLocks(home, socket)
      if (child === undefined || (await ask(url)) === 'down') child = spawnServer(home, binaries, socket)
    }
    return false
  }, startTimeoutMs)
  if (!up) throw new Error(`the embedded PostgreSQL did not start (${home.log}):\n${await logTail(home)}`)
  return child === undefined || child.ended() ? 'found' : 'started'
}

async function ensureDatabase(url: (database: string) => string): Promise<void> {
  const client = new pg.Client({ connectionString: url('postgres') })
  await client.connect()
  try {
    const found = await client.query("select 1 from pg_database where datname = 'kessai'")
    if (found.rowCount === 0) await client.query('create database kessai')
  } catch (error) {
    // Two first starts at once: the other made it.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end()
  }
}

/** Who uses the server now: one file a user, named by process, so that the last one out turns off the light. */
async function register(folder: string): Promise<{ leave(): Promise<boolean> }> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const own = `${process.pid}-${randomBytes(4).toString('hex')}`
  await (await open(join(folder, own), 'w')).close()
  return {
    async leave() {
      await unlink(join(folder, own)).catch(() => undefined)
      const others = await readdir(folder)
      return !others.some((name) => isAlive(Number.parseInt(name, 10)))
    },
  }
}

async function stopServer(home: Home): Promise<void> {
  const pid = await pidIn(pidFile(home))
  if (pid === undefined || !isAlive(pid)) return
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one, after which it recovers at its next start.
  for (const [signal, waitMs] of [
    ['SIGINT', 6_000],
    ['SIGQUIT', 2_000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
    if (await until(() => !isAlive(pid), waitMs)) return
  }
}

async function rotateLog(home: Home): Promise<void> {
  const size = await stat(home.log).then(
    (it) => it.size,
    () => 0,
  )
  if (size > 10 * 1024 * 1024) await rename(home.log, `${home.log}.1`)
}

/**
 * Runs a real PostgreSQL in `dataDir` (made when missing) on a unix socket nobody else can reach, and keeps it
 * running: a server that dies is started again. A server left over by a killed process is taken over, a second call
 * uses the first one's. Needs no root; as root it runs under an account without rights.
 *
 * Linux is tested; macOS goes the same way untested; Windows is refused with what to do instead.
 */
export async function startEmbeddedPostgres(options: {
  readonly dataDir: string
  readonly log: Log
}): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new Error(
      'no embedded PostgreSQL on Windows: use WSL, or set DATABASE_URL to a PostgreSQL 15 or newer',
    )
  }
  const startedAt = performance.now()
  const dataDir = resolve(options.dataDir)
  const home = await findHome(dataDir)
  const user = await register(join(dataDir, 'users'))
  const binaries = await findPostgresBinaries(home.account)
  const socket = await socketFolder(home)
  const url = (database: string): string =>
    `postgres://kessai@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socket)}`

  await rotateLog(home)
  if (!(await exists(home.cluster))) await createCluster(home, binaries)
  await refuseOtherMajor(home, binaries)
  const how = await ensureRunning(home, binaries, socket, url('postgres'))
  await ensureDatabase(url)
  options.log.info({
    event: 'postgres.ready',
    adopted: how === 'found',
    ms: Math.round(performance.now() - startedAt),
  })

  let stopping = false
  let reviving: Promise<unknown> = Promise.resolve()
  let watched = await pidIn(pidFile(home))
  const watch = setInterval(() => {
    if (stopping || watched === undefined || isAlive(watched)) return
    watched = undefined
    options.log.warn({ event: 'postgres.died' })
    reviving = ensureRunning(home, binaries, socket, url('postgres')).then(
      async () => {
        watched = await pidIn(pidFile(home))
        options.log.info({ event: 'postgres.revived' })
      },
      (error: unknown) => options.log.warn({ event: 'postgres.not_revived', error: String(error) }),
    )
  }, 500)
  watch.unref()

  let stopped: Promise<void> | undefined
  return {
    url,
    adopted: how === 'found',
    stop() {
      stopped ??= (async () => {
        stopping = true
        clearInterval(watch)
        await reviving
        if (await user.leave()) await stopServer(home)
      })()
      return stopped
    },
  }
}
