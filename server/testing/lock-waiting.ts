import { type Kysely, sql } from 'kysely'
import type { Database } from '../store/database.ts'

/** Whether somebody waits for what another connection to the same database holds. */
export async function isHeld(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows.length > 0
}

/** Until somebody does. */
export async function untilHeld(db: Kysely<Database>): Promise<void> {
  while (!(await isHeld(db))) await new Promise((resolve) => setTimeout(resolve, 10))
}
