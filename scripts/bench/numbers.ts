import { chmod, mkdtemp, rm } from 'node:fs/promises'
import type { Pool } from 'pg'
import { seedExampleOrganisation } from '../../db/seed/import.ts'
import { startEmbeddedPostgres } from '../../server/adapters/embedded-postgres.ts'
import { type Instant, type ProposalId, type UnitCode, localDateOf } from '../../server/domain/ids.ts'
import { createKysely, createPool } from '../../server/store/database.ts'
import { migrate } from '../../server/store/migrate.ts'
import { loadOrganisation } from '../../server/store/organisation.ts'
import { takeDocumentNumber } from '../../server/usecases/take-document-number.ts'
import { type Measure, measureOf } from './results.ts'

const rounds = 3
const ofRound = 2_000
const connections = 8
const kind = '施行番号'
const sections = ['KNK', 'FUK', 'ZAI', 'JIN', 'BUN'] as UnitCode[]

/** So many a second, as many at once as there are connections. */
async function rate(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await Promise.all(Array.from({ length: count }, (_, index) => work(index)))
  return (count * 1_000) / (performance.now() - started)
}

async function makeCases(pool: Pool, count: number): Promise<readonly ProposalId[]> {
  const made = await pool.query<{ id: ProposalId }>(
    `insert into proposal (id, drafter_id, drafter_post, unit_code, section_code, content, state, created_at, updated_at)
     select gen_random_uuid(), 'u0505', 'KNK-1:P-SHS', 'KNK-1', 'KNK', '{}', '{}', now(), now()
     from generate_series(1, $1::int) returning id`,
    [count],
  )
  return made.rows.map((it) => it.id)
}

/** Numbers a second over five books, beside as many bare `update … returning` of five counters in the same run. */
export async function measureNumbers(): Promise<readonly Measure[]> {
  const folder = await mkdtemp('/tmp/kessai-bench-')
  await chmod(folder, 0o755)
  const quiet = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) }
  const postgres = await startEmbeddedPostgres({ dataDir: `${folder}/postgres`, log: quiet })
  const pool = createPool(postgres.url('kessai'), { max: connections })
  const db = createKysely(pool)
  try {
    await migrate(db)
    const at = new Date().toISOString() as Instant
    await seedExampleOrganisation(db, localDateOf(at))
    const organisation = await loadOrganisation(db)
    await pool.query('create table bare as select n, 0 as last from generate_series(0, 4) n')
    await pool.query('alter table bare add primary key (n)')
    const ours: number[] = []
    const bare: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const cases = await makeCases(pool, ofRound)
      const counted = await rate(ofRound, (index) =>
        pool.query('update bare set last = last + 1 where n = $1 returning last', [index % sections.length]),
      )
      const taken = await rate(ofRound, (index) =>
        db.transaction().execute(async (trx) => {
          const unit = sections[index % sections.length] as UnitCode
          const holder = { proposal: cases[index] as ProposalId }
          const number = await takeDocumentNumber(trx, { organisation, kind, unit, holder, at })
          if (!number.ok) throw new Error(number.error.code)
        }),
      )
      // The first round warms.
      if (round === 0) continue
      ours.push(taken)
      bare.push(counted)
    }
    return [
      measureOf({
        ...{ group: 'numbers', name: 'numbers given, 5 books, 8 connections', unit: '/s' },
        ...{ ours, ceiling: bare, goal: { atLeast: 0.15 } },
      }),
    ]
  } finally {
    await db.destroy()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
