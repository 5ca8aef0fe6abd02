import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'

/** What is evidence: rows are added and read, by whomever, and never changed or taken away. */
export const evidenceTables = [
  'approval_event',
  'record_event',
  'manifest',
  'audit_access',
  'acting_order_version',
  'work_calendar_change',
  'application_change',
  'number_skipped',
  'number_format_version',
  'paper_decision',
  'rule_withdrawal',
  'authority_table',
  'authority_item',
  'route_template',
  'policy',
  'legacy_case',
] as const

/**
 * Gives a database user what the server needs to run, and nothing else: it owns no table, and on evidence it may only read
 * and add. Run it as the owner after each migration; what an earlier one gave too much is taken back.
 */
export async function grantRuntime(db: Kysely<Database>, role: string): Promise<void> {
  const to = sql.id(role)
  const evidence = sql.join(evidenceTables.map((it) => sql.table(it)))
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(trx)
    const run = [
      sql`revoke all on all tables in schema public from ${to}`,
      sql`grant usage on schema public to ${to}`,
      sql`grant select, insert, update, delete on all tables in schema public to ${to}`,
      sql`revoke update, delete on ${evidence} from ${to}`,
      sql`revoke insert, update, delete on kysely_migration, kysely_migration_lock from ${to}`,
      sql`grant usage, select on all sequences in schema public to ${to}`,
      // The queue of jobs makes a schema of its own.
      sql`grant create on database ${sql.id(rows[0]?.name ?? '')} to ${to}`,
    ]
    // Two that start together take turns: the same table cannot be granted twice at once.
    await sql`select pg_advisory_xact_lock(727278)`.execute(trx)
    for (const it of run) await it.execute(trx)
  })
}
