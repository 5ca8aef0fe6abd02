import { randomUUID } from 'node:crypto'
import { chmod, mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import { seedExampleOrganisation } from '../../db/seed/import.ts'
import { sampleFile } from '../../db/seed/sample-files/index.ts'
import { createDiskBlobs } from '../../server/adapters/blobs-disk.ts'
import { startEmbeddedPostgres } from '../../server/adapters/embedded-postgres.ts'
import { noLegacyFiles } from '../../server/adapters/legacy-files.ts'
import { readTable } from '../../server/adapters/read-table.ts'
import { inspectFile } from '../../server/adapters/sniff/inspect.ts'
import { type Instant, type PersonId, localDateOf } from '../../server/domain/ids.ts'
import { type Database, createKysely, createPool } from '../../server/store/database.ts'
import { migrate } from '../../server/store/migrate.ts'
import { createOrganisationSource } from '../../server/store/organisation.ts'
import { type ImportLegacyDeps, importLegacy } from '../../server/usecases/import-legacy.ts'
import type { LegacyFiles } from '../../server/usecases/legacy-files.ts'
import { type Measure, measureOf } from './results.ts'

const rounds = 3
const ofRound = 300
const filesEach = 2
const pagesEach = 10
/** As the import does: so many rows a transaction, so many files at the same time. */
const [rowsAtOnce, filesAtOnce] = [50, 16]

type Stage = {
  readonly deps: ImportLegacyDeps
  readonly db: Kysely<Database>
  readonly pool: Pool
  readonly folder: string
  /** A PDF of ten pages; each file of the bench is it, and a line that makes it another content. */
  readonly pdf: Buffer
}

/**
 * Cases brought in from an old system, each with two files of ten pages or without any, beside the bare thing in the same run: the
 * same bytes written and synced to the same disk, and one row a case inserted in transactions of the same size. Pages are stored;
 * they are drawn and read afterwards by the workers.
 */
export async function measureLegacyImport(): Promise<readonly Measure[]> {
  const folder = await mkdtemp('/tmp/kessai-bench-')
  await chmod(folder, 0o755)
  const quiet = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) }
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quiet })
  const pool = createPool(postgres.url('kessai'), { max: 8 })
  const db = createKysely(pool)
  try {
    await migrate(db)
    const now = (): Instant => new Date().toISOString() as Instant
    await seedExampleOrganisation(db, localDateOf(now()))
    await pool.query('create table bare (id uuid primary key, body text not null)')
    await mkdir(join(folder, 'bare'))
    const stage: Stage = {
      ...{ db, pool, folder, pdf: await sampleFile('pdf', '旧文書', '移行する文書', pagesEach) },
      deps: {
        ...{ db, pool, now, readTable, newId: randomUUID, inspect: inspectFile },
        organisation: createOrganisationSource(db),
        blobs: createDiskBlobs(join(folder, 'blobs')),
      },
    }
    const withFiles = await taken(stage, filesEach)
    const without = await taken(stage, 0)
    const perCase = (rates: readonly number[], each: number) => rates.map((it) => it * each)
    const megabytes = (filesEach * (stage.pdf.length + marked(0).length)) / 1_000_000
    const measure = (name: string, unit: string, each: number) =>
      measureOf({
        ...{ group: 'legacy-import', name, unit, goal: { atLeast: 0.1 } },
        ...{ ours: perCase(withFiles.ours, each), ceiling: perCase(withFiles.bare, each) },
      })
    const many = `${filesEach} files of ${pagesEach} pages`
    return [
      measure(`cases brought in, each with ${many}`, '/s', 1),
      measure('files brought in with them', '/s', filesEach),
      measure('bytes brought in with them', 'MB/s', megabytes),
      measure('pages brought in with them (stored)', '/s', filesEach * pagesEach),
      measureOf({
        ...{ group: 'legacy-import', name: 'cases brought in, without a file', unit: '/s' },
        ...{ ours: without.ours, ceiling: without.bare, goal: { atLeast: 0.02 } },
      }),
    ]
  } finally {
    await db.destroy()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Cases a second, ours and bare in turn; the first round warms. */
async function taken(
  stage: Stage,
  files: number,
): Promise<{ readonly ours: number[]; readonly bare: number[] }> {
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const plain = await rate(() => writePlainly(stage, files, round))
    const brought = await rate(() => bring(stage, files, round))
    if (round === 0) continue
    bare.push(plain)
    ours.push(brought)
  }
  return { ours, bare }
}

async function rate(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (ofRound * 1000) / (performance.now() - started)
}

/** Ends a PDF in another way: the same length each time. */
const marked = (number: number): Buffer => Buffer.from(`\n%${String(number).padStart(12, '0')}\n`)

async function bring({ deps, pdf }: Stage, each: number, round: number): Promise<void> {
  const records = Array.from({ length: ofRound }, (_, at) => ({
    ...{
      key: `${each}-${round}-${at}`,
      title: `旧文書 ${at} の処理について`,
      section: 'BUN',
      decidedOn: '2013-04-10',
    },
    ...{
      classification: '111',
      folder: `旧簿冊 ${at % 20}`,
      retention: 'R05',
      drafter: '山田太郎',
      decider: '鈴木一郎',
    },
    approvers: [{ title: '係長', name: '佐藤花子', on: '2013-04-05' }],
    files: Array.from({ length: each }, (_file, index) => ({ filePath: `${round}/${at}-${index}.pdf` })),
  }))
  const files: LegacyFiles = {
    async find(path) {
      const [, at, index] = /(\d+)-(\d)\.pdf$/.exec(path) ?? []
      const end = marked(1 + round * 1_000_000 + Number(at) * 10 + Number(index))
      return { sizeBytes: pdf.length + end.length, open: async () => Readable.from([pdf, end]) }
    },
    close: async () => undefined,
  }
  const done = await importLegacy(deps, {
    ...{
      source: 'bench',
      by: 'u0104' as PersonId,
      isRehearsal: false,
      files: each === 0 ? noLegacyFiles : files,
    },
    manifest: { name: 'bench.json', bytes: Buffer.from(JSON.stringify(records)) },
  })
  if (!done.ok || done.value.counts.imported !== ofRound) throw new Error(JSON.stringify(done).slice(0, 500))
}

async function writePlainly({ pool, pdf, folder }: Stage, each: number, round: number): Promise<void> {
  const body = 'x'.repeat(2_000)
  for (let from = 0; from < ofRound; from += rowsAtOnce) {
    const files = Array.from({ length: rowsAtOnce * each }, (_, index) => index)
    await Promise.all(
      Array.from({ length: filesAtOnce }, async (_, lane) => {
        for (const index of files.filter((it) => it % filesAtOnce === lane)) {
          const file = await open(join(folder, 'bare', `${each}-${round}-${from}-${index}`), 'wx')
          await file.writev([pdf, marked(index)])
          await file.sync()
          await file.close()
        }
      }),
    )
    const ids = Array.from({ length: rowsAtOnce }, () => randomUUID())
    await pool.query('insert into bare (id, body) select id, $2 from unnest($1::uuid[]) id', [ids, body])
  }
}
