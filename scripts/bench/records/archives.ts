import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { startEmbeddedPostgres } from '../../../server/adapters/embedded-postgres.ts'
import { createKysely, createPool } from '../../../server/store/database.ts'
import { migrate } from '../../../server/store/migrate.ts'
import { fillArchive, makeOffice } from './archive.ts'
import type { Bed } from './asking.ts'
import { makeTexts } from './texts.ts'

export const seed = 20_261_128

/** An archive of so many pages, with what entering one of its last pages cost in milliseconds. */
export type Archive = Bed & { readonly pages: number; readonly msPerPage: number }
export type Archives = {
  /** Where peers outside PostgreSQL keep what they hold. */
  readonly folder: string
  open(pages: number): Promise<Archive>
  close(): Promise<void>
}

/**
 * Archives in a PostgreSQL of their own, gone with it. `KESSAI_BENCH_DATABASE_URL` names another one, with extensions that ours has
 * not (postgresql-15-rum): there they stay, and the next run takes them as they are.
 */
export async function startArchives(largest: number): Promise<Archives> {
  const given = process.env['KESSAI_BENCH_DATABASE_URL']
  const folder =
    given === undefined
      ? await mkdtemp(join(tmpdir(), 'kessai-bench-'))
      : join(tmpdir(), `kessai-bench-${largest}`)
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
  const quiet = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) }
  const postgres =
    given === undefined
      ? await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quiet })
      : undefined
  const urlOf = (database: string): string =>
    postgres?.url(database) ?? Object.assign(new URL(given ?? ''), { pathname: `/${database}` }).href
  const home = createPool(postgres?.url('kessai') ?? given ?? '', { max: 1 })
  const opened: Archive[] = []
  return {
    folder,
    async open(pages) {
      const archive = await openArchive(home, urlOf, pages)
      opened.push(archive)
      return archive
    },
    async close() {
      for (const { db } of opened) await db.destroy()
      await home.end()
      await postgres?.stop()
      if (given === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function openArchive(home: Pool, urlOf: (database: string) => string, pages: number): Promise<Archive> {
  const name = `archive_${pages}`
  const there = await home.query<{ readonly said: string | null }>(
    `select shobj_description(oid, 'pg_database') as said from pg_database where datname = $1`,
    [name],
  )
  const said = there.rows[0]?.said
  if (said === null) await home.query(`drop database ${name}`)
  if (said === null || there.rowCount === 0) await home.query(`create database ${name}`)
  const pool = createPool(urlOf(name), { max: 4 })
  const bed = { db: createKysely(pool), pool }
  if (typeof said === 'string') return { ...bed, pages, msPerPage: Number(said) }
  await migrate(bed.db)
  await makeOffice(pool)
  const msPerPage = await fillArchive(bed, makeTexts(seed), 0, pages)
  // An archive that says so is whole.
  await home.query(`comment on database ${name} is '${msPerPage}'`)
  return { ...bed, pages, msPerPage }
}
