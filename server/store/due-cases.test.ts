import { Kysely, PostgresDialect } from 'kysely'
import { test } from 'tap'
import type { Instant } from '../domain/ids.ts'
import { createTestDatabase } from '../testing/database.ts'
import type { Database } from './database.ts'
import { listSecretsDue } from './due-cases.ts'

test('時限秘 that is due is found by its index, in order, whatever the number of cases', async (t) => {
  const { pool } = await createTestDatabase(t)
  const asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void asked.push(query),
  })
  t.same(await listSecretsDue(db, '2026-06-01T00:00:00.000Z' as Instant), [])
  const [query] = asked
  const client = await pool.connect()
  try {
    await client.query('set enable_seqscan = off')
    await client.query('set enable_bitmapscan = off')
    await client.query('set enable_sort = off')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${query?.sql}`, [
      ...(query?.parameters ?? []),
    ])
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    t.match(plan, /Index Scan using proposal_secret_due/)
    t.notMatch(plan, /Sort/)
  } finally {
    client.release()
  }
})
