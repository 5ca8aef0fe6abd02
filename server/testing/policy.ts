import { sql } from 'kysely'
import type { PolicySettings } from '../domain/authority/policy.ts'
import type { Office } from './office.ts'

/** Puts a policy in force from 1 May 2026 that differs from the first one in these switches. */
export async function setPolicy({ db }: Pick<Office, 'db'>, changes: Partial<PolicySettings>): Promise<void> {
  await sql`insert into policy (version, from_on, settings)
    select max(version) + 1, '2026-05-01',
      (select settings || ${JSON.stringify(changes)}::jsonb from policy order by version limit 1)
    from policy`.execute(db)
}
