import type { Kysely } from 'kysely'
import { type Policy, type PolicySettings, defaultPolicy } from '../domain/authority/policy.ts'
import type { LocalDate } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** The policy in force on a day; undefined before the first one. */
export async function loadPolicy(db: Kysely<Database>, day: LocalDate): Promise<Policy | undefined> {
  const row = await db
    .selectFrom('policy')
    .selectAll()
    .where('from_on', '<=', day)
    .orderBy('from_on', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      version: row.version,
      from: row.from_on as LocalDate,
      settings: { ...defaultPolicy, ...(row.settings as unknown as Partial<PolicySettings>) },
    }
  )
}
