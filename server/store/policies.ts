import type { Kysely } from 'kysely'
import type { Policy } from '../domain/authority/policy.ts'
import type { LocalDate } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { loadRules, policyOn } from './rules.ts'

/** The policy in force on a day; undefined before the first one. */
export async function loadPolicy(db: Kysely<Database>, day: LocalDate): Promise<Policy | undefined> {
  return policyOn(await loadRules(db), day)
}
