import type { Kysely, Selectable } from 'kysely'
import type { Application } from '../domain/applications/application.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'

export type ApplicationRow = Pick<
  Selectable<Database['application']>,
  'client_id' | 'name' | 'enabled' | 'sandbox' | 'may_submit' | 'may_provision'
>

/** The application registered under a client id. */
export async function findApplication(
  db: Kysely<Database>,
  clientId: string,
): Promise<Application | undefined> {
  const row = await db
    .selectFrom('application')
    .select(['client_id', 'name', 'enabled', 'sandbox', 'may_submit', 'may_provision'])
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row && toApplication(row)
}

/** The application in a row. */
export function toApplication(row: ApplicationRow): Application {
  return {
    clientId: row.client_id,
    name: row.name,
    enabled: row.enabled,
    sandbox: row.sandbox,
    maySubmit: row.may_submit,
    mayProvision: row.may_provision,
  }
}

/** The validator of a case as its reader got it: the lock counter, and what a signature would bind to. */
export function etagOf(version: number, manifestSha256: string): string {
  return `"${version}-${manifestSha256.slice(0, 16)}"`
}

/** Whose a case is, through which application it was made, and its validator. */
export type Maker = { readonly drafter: PersonId; readonly application?: string; readonly etag: string }

export type MakerRow = Pick<
  Selectable<Database['proposal']>,
  'drafter_id' | 'application_id' | 'version' | 'manifest_sha256'
>

export async function findMaker(db: Kysely<Database>, id: ProposalId): Promise<Maker | undefined> {
  const row = await db
    .selectFrom('proposal')
    .select(['drafter_id', 'application_id', 'version', 'manifest_sha256'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toMaker(row)
}

/** The maker in a row. */
export function toMaker(row: MakerRow): Maker {
  return {
    drafter: row.drafter_id as PersonId,
    etag: etagOf(row.version, row.manifest_sha256 ?? ''),
    ...(row.application_id === null ? {} : { application: row.application_id }),
  }
}
