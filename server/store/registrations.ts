import { type Kysely, type Selectable, type Transaction, sql } from 'kysely'
import type { Application } from '../../db/schema.ts'
import type { Registration } from '../domain/applications/registration.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'

type By = { readonly by: PersonId; readonly at: Instant }

export type StoredRegistration = Registration & {
  readonly version: number
  /** `by` is absent for what came with the installation. */
  readonly created: { readonly by?: PersonId; readonly at: Instant }
  readonly changed: { readonly by?: PersonId; readonly at: Instant }
}

/** An application with what it has done. */
export type RegistrationInUse = StoredRegistration & {
  /** Cases it made, drafts too. */
  readonly made: number
  /** The last call that is still noted; `roles` as its token carried them. */
  readonly lastCall?: { readonly at: Instant; readonly roles?: readonly string[] }
  /** Endpoints of webhooks. */
  readonly webhooks: number
}

export type ChangeKind = 'registered' | 'changed' | 'stopped' | 'started'

/** What a change keeps of an application, whose client id never changes. */
export type KeptRegistration = Omit<Registration, 'clientId'>

export type RegistrationChange = By & {
  readonly version: number
  readonly kind: ChangeKind
  readonly before?: KeptRegistration
  readonly after: KeptRegistration
  readonly reason: string
}

const byName = (db: Kysely<Database>) =>
  db.selectFrom('application').selectAll().orderBy('name').orderBy('client_id')

function storedOf(row: Selectable<Application>): StoredRegistration {
  return {
    clientId: row.client_id,
    name: row.name,
    contact: row.contact,
    enabled: row.enabled,
    sandbox: row.sandbox,
    maySubmit: row.may_submit,
    mayFollow: row.may_follow,
    mayProvision: row.may_provision,
    version: row.version,
    created: stamp(row.created_by, row.created_at),
    changed: stamp(row.changed_by, row.changed_at),
  }
}

/** Every application by name. */
export async function listRegistrations(db: Kysely<Database>): Promise<readonly StoredRegistration[]> {
  return (await byName(db).execute()).map(storedOf)
}

/** Every application by name, with what it has done: its cases are counted. */
export async function listRegistrationsInUse(db: Kysely<Database>): Promise<readonly RegistrationInUse[]> {
  const rows = await byName(db)
    .select([
      sql<number>`(select count(*)::int from proposal p where p.application_id = application.client_id)`.as(
        'made',
      ),
      sql<number>`(select count(*)::int from webhook_endpoint e where e.client_id = application.client_id)`.as(
        'webhooks',
      ),
      sql<{ at: string; roles: string[] | null } | null>`(
        select json_build_object('at', c.at, 'roles', c.roles) from application_call c
        where c.client_id = application.client_id order by c.id desc limit 1)`.as('last'),
    ])
    .execute()
  return rows.map(({ last, made, webhooks, ...row }) => ({
    ...storedOf(row),
    ...{ made, webhooks },
    ...(last === null
      ? {}
      : {
          lastCall: {
            at: new Date(last.at).toISOString() as Instant,
            ...(last.roles === null ? {} : { roles: last.roles }),
          },
        }),
  }))
}

function stamp(by: string | null, at: string): { readonly by?: PersonId; readonly at: Instant } {
  return { at: at as Instant, ...(by === null ? {} : { by: by as PersonId }) }
}

/** Holds all applications for the rest of the transaction: their names and client ids are compared with each other. */
export async function lockRegistrations(trx: Transaction<Database>): Promise<void> {
  await sql`lock table application in share row exclusive mode`.execute(trx)
}

/** Writes an application as it is from now on, and beside it what it was. */
export async function saveRegistration(
  trx: Transaction<Database>,
  after: Registration,
  change: Omit<RegistrationChange, 'after'>,
): Promise<void> {
  const { version, kind, by, at, before, reason } = change
  const { clientId, ...kept } = after
  const values = {
    name: after.name,
    contact: after.contact,
    enabled: after.enabled,
    may_submit: [...after.maySubmit],
    may_follow: [...after.mayFollow],
    may_provision: after.mayProvision,
    version,
    changed_by: by,
    changed_at: at,
  }
  if (kind === 'registered')
    await trx
      .insertInto('application')
      .values({ ...values, client_id: clientId, sandbox: after.sandbox, created_by: by, created_at: at })
      .execute()
  else await trx.updateTable('application').set(values).where('client_id', '=', clientId).execute()
  await trx
    .insertInto('application_change')
    .values({
      client_id: clientId,
      version,
      kind,
      changed_by: by,
      changed_at: at,
      before: before === undefined ? null : JSON.stringify(before),
      after: JSON.stringify(kept),
      reason,
    })
    .execute()
}

/** Changes of an application, the newest first; those before a version where one is given. */
export async function listRegistrationChanges(
  db: Kysely<Database>,
  {
    clientId,
    before,
    limit,
  }: { readonly clientId: string; readonly before?: number; readonly limit: number },
): Promise<readonly RegistrationChange[]> {
  const rows = await db
    .selectFrom('application_change')
    .selectAll()
    .where('client_id', '=', clientId)
    .$if(before !== undefined, (it) => it.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
  return rows.map((it) => ({
    version: it.version,
    kind: it.kind as ChangeKind,
    by: it.changed_by as PersonId,
    at: it.changed_at as Instant,
    ...(it.before === null ? {} : { before: it.before as unknown as KeptRegistration }),
    after: it.after as unknown as KeptRegistration,
    reason: it.reason,
  }))
}
