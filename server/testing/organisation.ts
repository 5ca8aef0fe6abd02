import type { TestDatabase } from './database.ts'
import { createTestDatabase } from './database.ts'
import { seedExampleOrganisation } from '../../db/seed/import.ts'
import type { AuthorityTable, RouteTemplate } from '../domain/authority/authority.ts'
import type { LocalDate } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { loadAuthority, loadTemplates } from '../store/authority.ts'
import { loadOrganisation } from '../store/organisation.ts'

export type ExamplePrefecture = {
  readonly organisation: Organisation
  readonly table: AuthorityTable
  readonly templates: readonly RouteTemplate[]
}

/** The example prefecture as the product reads it: from the seed file, through the database. */
export async function loadExamplePrefecture(t: {
  teardown(fn: () => unknown): void
}): Promise<TestDatabase & ExamplePrefecture> {
  const database = await createTestDatabase(t)
  await seedExampleOrganisation(database.db)
  const day = '2026-05-01' as LocalDate
  const table = await loadAuthority(database.db, day)
  if (table === undefined) throw new Error('the seed has no 専決 table')
  return {
    ...database,
    organisation: await loadOrganisation(database.db),
    table,
    templates: await loadTemplates(database.db, day),
  }
}
