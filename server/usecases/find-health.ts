import { sql } from 'kysely'
import { pendingMigrations } from '../store/migrate.ts'
import type { DatabasePorts } from './ports.ts'

export type Health = {
  readonly ready: boolean
  readonly database: 'ok' | 'unreachable'
  readonly migrations: 'done' | 'pending' | 'unknown'
  readonly worker: 'seen' | 'missing' | 'unknown'
}

/** The name under which a worker's connections show up in the database. */
export const workerApplicationName = 'kessai-worker'

const limitMs = 2_000

async function look(db: DatabasePorts['db']): Promise<Health> {
  const workers = await sql`
    select 1 from pg_stat_activity
    where application_name = ${workerApplicationName} and datname = current_database() limit 1
  `.execute(db)
  const pending = await pendingMigrations(db)
  return {
    ready: pending === 0,
    database: 'ok',
    migrations: pending === 0 ? 'done' : 'pending',
    worker: workers.rows.length > 0 ? 'seen' : 'missing',
  }
}

/** Whether requests can be served now; answers within two seconds whatever the database does. */
export async function findHealth(deps: Pick<DatabasePorts, 'db'>): Promise<Health> {
  const unreachable: Health = {
    ready: false,
    database: 'unreachable',
    migrations: 'unknown',
    worker: 'unknown',
  }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve(unreachable), limitMs)
  })
  try {
    return await Promise.race([look(deps.db).catch(() => unreachable), late])
  } finally {
    clearTimeout(timer)
  }
}
