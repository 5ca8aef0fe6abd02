import { type Kysely, sql } from 'kysely'
import { type Test, test } from 'tap'
import { auditProposal } from '../testing/audit-proposal.ts'
import { createLog } from '../plugins/log.ts'
import { prepareDatabase } from '../prepare-database.ts'
import { createOffice, staff } from '../testing/office.ts'
import { type Database, createKysely, createPool } from './database.ts'
import { evidenceTables } from './runtime-role.ts'

const role = 'kessai_runtime_test'
const log = createLog('app', () => undefined)

/** The database as the server's own user meets it. */
async function asRuntime(t: Test, db: Kysely<Database>, url: string) {
  await sql`do $$ begin create role ${sql.id(role)} login; exception when duplicate_object then null; end $$`.execute(
    db,
  )
  const own = new URL(url)
  own.username = role
  await prepareDatabase(own.toString(), log, url)
  // A later start without the owner finds nothing to do, and needs none of its rights.
  await prepareDatabase(own.toString(), log)
  const pool = createPool(own.toString())
  t.teardown(async () => {
    await pool.end()
    await sql`drop owned by ${sql.id(role)}`.execute(db)
  })
  return { pool, db: createKysely(pool) }
}

test('the server’s own database user decides a case, and changes no evidence', async (t) => {
  let own: Awaited<ReturnType<typeof asRuntime>> | undefined
  const office = await createOffice(t, async ({ db, url }) => {
    own = await asRuntime(t, db, url)
    return own
  })
  if (own === undefined) throw new Error('the office opened no database')
  const { db, pool } = own
  const id = await office.submitted({ authorityCode: 'E01', concurringUnits: [] })
  for (const [person, type] of [
    [staff.groupChief, 'approve'],
    [staff.sectionChief, 'decide'],
  ] as const)
    t.match(await office.act(person, id, { type }), { status: 200 }, type)
  t.same(await auditProposal(office, id), [])

  for (const table of evidenceTables) {
    for (const verb of [sql`delete from ${sql.table(table)}`, sql`truncate ${sql.table(table)}`])
      await t.rejects(verb.execute(db), { code: '42501', message: /permission denied/ }, table)
    const { rows } = await sql<{ column_name: string }>`select column_name from information_schema.columns
      where table_name = ${table} and table_schema = 'public' and is_identity = 'NO' limit 1`.execute(
      office.db,
    )
    const column = sql.id(rows[0]?.column_name ?? '')
    const update = sql`update ${sql.table(table)} set ${column} = ${column}`
    await t.rejects(update.execute(db), { code: '42501', message: /permission denied/ }, `update ${table}`)
  }
  t.same((await pool.query(`select tablename from pg_tables where tableowner = $1`, [role])).rows, [])
  await t.rejects(pool.query('alter table approval_event disable trigger all'), { code: '42501' })
  await t.rejects(pool.query('drop table approval_event'), { code: '42501' })
  await t.rejects(pool.query(`delete from kysely_migration`), { code: '42501' })
})
