import { type Updateable, sql } from 'kysely'
import type { Session } from '../../db/schema.ts'
import type { Stage } from './acts-stage.ts'

/**
 * Writes into the living sessions of a person, as if time had passed. A server believes a session for five seconds; it is
 * told to look again, as when another process ended one.
 */
export async function changeSessions(
  db: Stage['db'],
  person: string,
  change: Updateable<Session>,
): Promise<void> {
  await db.updateTable('session').set(change).where('person_id', '=', person).execute()
  const packet = { from: 'test', m: [{ e: { type: 'session' }, to: { people: [person] } }] }
  await sql`select pg_notify('kessai_live', ${JSON.stringify(packet)})`.execute(db)
}
