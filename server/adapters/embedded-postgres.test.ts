import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import pg from 'pg'
import { test } from 'tap'
import { createKysely, createPool } from '../store/database.ts'
import { refuseDatabaseWithoutJapanese } from '../store/japanese-text.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { isAlive, until } from './processes.ts'

const nobody = { uid: 65534, gid: 65534 }
const isRoot = process.getuid?.() === 0
const log = { info: () => undefined, warn: () => undefined }
const child = join(import.meta.dirname, '../testing/embedded-postgres-child.ts')

type Started = { process: ChildProcessByStdio<Writable, Readable, null>; url: string; adopted: boolean }

async function startChild(dataDir: string, account?: typeof nobody): Promise<Started> {
  const it = spawn(process.execPath, ['--import=tsx', child, dataDir], {
    ...account,
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = (await Promise.race([
    once(createInterface(it.stdout), 'line'),
    once(it, 'exit').then(([code]) => Promise.reject(new Error(`the child ended with ${code}`))),
  ])) as [string]
  return { process: it, ...(JSON.parse(line) as { url: string; adopted: boolean }) }
}

async function kill(it: Started): Promise<void> {
  it.process.kill('SIGKILL')
  await once(it.process, 'exit')
}

async function endChild(it: Started): Promise<void> {
  it.process.stdin.end()
  await once(it.process, 'exit')
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.map((row) => Object.values(row)[0])
  } finally {
    await client.end()
  }
}

const serverPid = async (folder: string): Promise<number> =>
  Number.parseInt(await readFile(join(folder, 'cluster/postmaster.pid'), 'utf8'), 10)

test('the embedded PostgreSQL', { timeout: 240_000 }, async (t) => {
  // Not below the home folder: the account without rights must be able to come here.
  const base = await mkdtemp('/tmp/kessai-test-')
  await chmod(base, 0o755)
  t.teardown(() => rm(base, { recursive: true, force: true }))

  await t.test('starts from nothing, is private, and knows Japanese', async (t) => {
    const dataDir = join(base, 'first')
    const postgres = await startEmbeddedPostgres({ dataDir, log })
    t.equal(postgres.adopted, false)
    const pid = await serverPid(dataDir)
    t.equal((await stat(join(dataDir, 'run'))).mode & 0o777, 0o700)
    t.same(await query(postgres.url('kessai'), 'show data_checksums'), ['on'])
    t.same(await query(postgres.url('kessai'), 'show fsync'), ['on'])
    t.same(await query(postgres.url('kessai'), 'show listen_addresses'), [''])
    if (isRoot) t.equal((await stat(`/proc/${pid}`)).uid, nobody.uid, 'it never runs as root')

    const pool = createPool(postgres.url('kessai'))
    const db = createKysely(pool)
    await refuseDatabaseWithoutJapanese(db)
    await db.destroy()
    await query(
      postgres.url('kessai'),
      "create database blind template template0 locale_provider libc locale 'C'",
    )
    const blind = createKysely(createPool(postgres.url('blind')))
    await t.rejects(refuseDatabaseWithoutJapanese(blind), /cannot search Japanese text .*LC_CTYPE C\)/)
    await blind.destroy()

    await postgres.stop()
    t.equal(isAlive(pid), false)
    t.same(await readdir(join(dataDir, 'users')), [])
  })

  await t.test('takes over the server of a process killed with -9, with all data', async (t) => {
    const dataDir = join(base, 'first')
    const first = await startChild(dataDir)
    await query(first.url, 'create table kept (n int)')
    await query(first.url, 'insert into kept values (1)')
    const pid = await serverPid(dataDir)
    await kill(first)
    t.equal(isAlive(pid), true, 'the server outlives its starter')
    const second = await startEmbeddedPostgres({ dataDir, log })
    t.equal(second.adopted, true)
    t.equal(await serverPid(dataDir), pid)
    t.same(await query(second.url('kessai'), 'select n from kept'), [1])
    await second.stop()
    t.equal(isAlive(pid), false, 'and is stopped by who took it over')
  })

  await t.test('comes back by itself when PostgreSQL is killed with -9', async (t) => {
    const dataDir = join(base, 'first')
    const postgres = await startEmbeddedPostgres({ dataDir, log })
    await query(postgres.url('kessai'), 'insert into kept values (2)')
    const pid = await serverPid(dataDir)
    process.kill(pid, 'SIGKILL')
    const back = await until(async () => {
      const rows = await query(postgres.url('kessai'), 'select n from kept order by n').catch(() => [])
      return rows.join() === '1,2'
    }, 30_000)
    t.equal(back, true)
    t.not(await serverPid(dataDir), pid)
    await postgres.stop()
  })

  await t.test(
    'starts although app and PostgreSQL were killed and the number is now another process',
    async (t) => {
      const dataDir = join(base, 'first')
      const both = await startChild(dataDir)
      await query(both.url, 'insert into kept values (3)')
      const pid = await serverPid(dataDir)
      const file = join(dataDir, 'cluster/postmaster.pid')
      await kill(both)
      process.kill(pid, 'SIGKILL')
      await until(() => !isAlive(pid), 5_000)
      const text = await readFile(file, 'utf8')
      const other = spawn('/bin/sleep', ['60'], isRoot ? nobody : {})
      await writeFile(file, text.replace(String(pid), String(other.pid)))
      const postgres = await startEmbeddedPostgres({ dataDir, log })
      t.equal(postgres.adopted, false)
      t.same(await query(postgres.url('kessai'), 'select max(n) from kept'), [3])
      t.equal(other.exitCode, null, 'the other process was left alone')
      other.kill()
      await postgres.stop()
    },
  )

  await t.test('two first starts at once make one cluster and share it, however long its path', async (t) => {
    // Longer than the address of a socket may be.
    const dataDir = join(base, '道路占用許可申請'.repeat(5))
    const both = await Promise.all([
      startEmbeddedPostgres({ dataDir, log }),
      startEmbeddedPostgres({ dataDir, log }),
    ])
    t.equal(both.filter((it) => it.adopted).length, 1)
    t.same(
      (await readdir(dataDir)).filter((name) => name.startsWith('cluster')),
      ['cluster'],
    )
    const pid = await serverPid(dataDir)
    await both[0].stop()
    t.same(await query(both[1].url('kessai'), 'select 1'), [1], 'still there for the other')
    await both[1].stop()
    t.equal(isAlive(pid), false)
  })

  if (!isRoot) return

  await t.test('as a plain user, and later by root, under the same account', async (t) => {
    const project = join(import.meta.dirname, '../..')
    try {
      execFileSync('/bin/sh', ['-c', 'cd "$1"', 'sh', project], { ...nobody, cwd: '/', stdio: 'ignore' })
    } catch {
      t.comment('the project is in a folder that only root can read: a plain user cannot start it from here')
      return
    }
    const folder = join(base, 'plain')
    await mkdir(folder)
    execFileSync('chown', ['65534:65534', folder])
    const plain = await startChild(join(folder, 'data'), nobody)
    t.equal(plain.adopted, false)
    await query(plain.url, 'create table by_nobody ()')
    await endChild(plain)
    const root = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log })
    t.same(await query(root.url('kessai'), 'select count(*)::int from by_nobody'), [0])
    await root.stop()
  })

  await t.test(
    'below a folder that only root can enter, and from binaries that only root can read',
    async (t) => {
      const secret = join(base, 'secret')
      await mkdir(secret, { mode: 0o700 })
      const dataDir = join(secret, 'data')
      const postgres = await startEmbeddedPostgres({ dataDir, log })
      const folder = (await readFile(join(dataDir, 'location'), 'utf8')).trim()
      t.teardown(() => rm(folder, { recursive: true, force: true }))
      t.match(folder, /^\/var\/lib\/kessai\/postgres-/)
      await query(postgres.url('kessai'), 'create table kept ()')
      await postgres.stop()
      const again = await startEmbeddedPostgres({ dataDir, log })
      t.same(await query(again.url('kessai'), 'select count(*)::int from kept'), [0])
      await again.stop()

      const here = createRequire(import.meta.url)
      const installed = dirname((await findPostgresBinaries(undefined)).postgres)
      const version = `test-${process.pid}`
      await cp(join(installed, '../..'), join(secret, 'package'), { recursive: true, verbatimSymlinks: true })
      // As after an installation without install scripts.
      for (const link of here(join(secret, 'package/native/pg-symlinks.json')) as { target: string }[]) {
        await rm(join(secret, 'package', link.target))
      }
      const copied = await findPostgresBinaries(nobody, { root: join(secret, 'package'), version })
      t.teardown(() => rm(join(dirname(copied.postgres), '../..'), { recursive: true, force: true }))
      t.match(copied.postgres, `/var/cache/kessai/postgres-${version}`)
      t.match(execFileSync(copied.postgres, ['--version'], { ...nobody, cwd: '/' }).toString(), /PostgreSQL/)
    },
  )
})
