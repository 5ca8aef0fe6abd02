import type { Kysely } from 'kysely'
import type { AuthorityTable, RouteTemplate } from '../domain/authority/authority.ts'
import type { LocalDate } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { loadRules, tableOn, templatesOn } from './rules.ts'

/** The 専決 table in force on a day; undefined before the first one. */
export async function loadAuthority(
  db: Kysely<Database>,
  day: LocalDate,
): Promise<AuthorityTable | undefined> {
  return tableOn(await loadRules(db), day)
}

/** The newest version of every route template that is in force on a day, by code. */
export async function loadTemplates(db: Kysely<Database>, day: LocalDate): Promise<readonly RouteTemplate[]> {
  return templatesOn(await loadRules(db), day)
}
