import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import { createKysely, createPool } from './store/database.ts'
import { refuseDatabaseWithoutJapanese } from './store/japanese-text.ts'
import { migrate } from './store/migrate.ts'
import { grantRuntime } from './store/runtime-role.ts'

/** How long a database that is starting, too, is waited for. */
const databaseWaitMs = 60_000

const notThereYet = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', '57P03'])

/**
 * Makes the database ready: waits for it, checks that it knows Japanese, and brings it to the newest schema. With an address
 * of its owner that one does so, and gives the user of `url` what the server needs. Throws when it does not answer within
 * a minute.
 */
export async function prepareDatabase(url: string, log: FastifyBaseLogger, ownerUrl?: string): Promise<void> {
  const pool = createPool(ownerUrl ?? url, { max: 2, connectionTimeoutMillis: 10_000 })
  const db = createKysely(pool)
  try {
    const end = performance.now() + databaseWaitMs
    for (;;) {
      try {
        await sql`select 1`.execute(db)
        break
      } catch (error) {
        const { code } = error as { code?: string }
        if (code === undefined || !notThereYet.has(code) || performance.now() > end) {
          throw new Error(`the database does not answer (${code ?? (error as Error).message})`, {
            cause: error,
          })
        }
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
    await refuseDatabaseWithoutJapanese(db)
    const applied = await migrate(db)
    if (applied.length > 0) log.info({ event: 'database.migrated', applied })
    if (ownerUrl !== undefined) await grantRuntime(db, decodeURIComponent(new URL(url).username))
  } finally {
    await db.destroy()
  }
}
