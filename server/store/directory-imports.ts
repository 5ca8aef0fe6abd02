import { type Kysely, type Transaction, sql } from 'kysely'
import type { DirectoryFile, RowProblem } from '../domain/directory/table.ts'
import type { DirectoryInput } from '../domain/directory/plan.ts'
import type { Rehearsal } from '../domain/directory/rehearse.ts'
import type { Instant, LocalDate, PersonId, Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'

export type StoredFile = {
  readonly kind: DirectoryFile
  readonly name: string
  readonly sha256: Sha256
  readonly sizeBytes: number
  readonly encoding: 'utf-8' | 'cp932'
  readonly rows: number
}

/** Who made a change of the directory: a person, or an application through SCIM. */
export type ImportAuthor =
  { readonly person: PersonId } | { readonly application: string; readonly name: string }

export type ImportHead = {
  readonly id: string
  readonly status: 'rehearsed' | 'applied'
  readonly effectiveOn: LocalDate
  readonly scope: DirectoryInput['scope']
  readonly files: readonly StoredFile[]
  readonly organisationSha256: Sha256
  readonly problems: readonly RowProblem[]
  /** How many posts nobody is in from that day. */
  readonly vacated: number
  readonly author: ImportAuthor
  readonly createdAt: Instant
  readonly rehearsedAt: Instant
  /** By nobody: by the application that made it. */
  readonly applied?: { readonly by?: PersonId; readonly at: Instant }
}

export type StoredImport = ImportHead & { readonly rehearsal: Rehearsal }

const headColumns = [
  'directory_import.id',
  'directory_import.status',
  'directory_import.effective_on',
  'directory_import.scope',
  'directory_import.files',
  'directory_import.organisation_sha256',
  'directory_import.problems',
  'directory_import.created_by',
  'directory_import.created_at',
  'directory_import.rehearsed_at',
  'directory_import.applied_by',
  'directory_import.applied_at',
  'application.client_id',
  'application.name',
] as const

function heads(db: Kysely<Database>) {
  return db
    .selectFrom('directory_import')
    .leftJoin('application', 'application.client_id', 'directory_import.application_id')
    .select([
      ...headColumns,
      sql<number>`jsonb_array_length(directory_import.rehearsal -> 'vacated')`.as('vacated'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof heads>['execute']>>[number]

function toHead(row: Row): ImportHead {
  return {
    id: row.id,
    status: row.status as ImportHead['status'],
    effectiveOn: row.effective_on as LocalDate,
    scope: row.scope as ImportHead['scope'],
    files: row.files as unknown as readonly StoredFile[],
    organisationSha256: row.organisation_sha256 as Sha256,
    problems: row.problems as unknown as readonly RowProblem[],
    vacated: row.vacated,
    author:
      row.client_id === null
        ? { person: row.created_by as PersonId }
        : { application: row.client_id, name: row.name ?? row.client_id },
    createdAt: row.created_at as Instant,
    rehearsedAt: row.rehearsed_at as Instant,
    ...(row.applied_at === null
      ? {}
      : {
          applied: {
            at: row.applied_at as Instant,
            ...(row.applied_by === null ? {} : { by: row.applied_by as PersonId }),
          },
        }),
  }
}

/** The last hundred imports without their rehearsals, newest first. */
export async function listImports(db: Kysely<Database>): Promise<readonly ImportHead[]> {
  return (await heads(db).orderBy('directory_import.created_at', 'desc').limit(100).execute()).map(toHead)
}

/** One import with its files and rehearsal; undefined when there is none. */
export async function findImport(db: Kysely<Database>, id: string): Promise<StoredImport | undefined> {
  const row = await heads(db).select('rehearsal').where('directory_import.id', '=', id).executeTakeFirst()
  return row && { ...toHead(row), rehearsal: row.rehearsal as unknown as Rehearsal }
}

/** Keeps a rehearsed import; one of the same id gets the new rehearsal. */
export async function saveRehearsal(db: Kysely<Database>, it: StoredImport): Promise<void> {
  const made = {
    organisation_sha256: it.organisationSha256,
    problems: JSON.stringify(it.problems),
    rehearsal: JSON.stringify(it.rehearsal),
    rehearsed_at: it.rehearsedAt,
  }
  await db
    .insertInto('directory_import')
    .values({
      id: it.id,
      effective_on: it.effectiveOn,
      scope: it.scope,
      files: JSON.stringify(it.files),
      created_by: 'person' in it.author ? it.author.person : null,
      application_id: 'person' in it.author ? null : it.author.application,
      created_at: it.createdAt,
      ...made,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(made).where('directory_import.status', '=', 'rehearsed'),
    )
    .execute()
}

/** Notes that an import was applied, by whom (an application: by nobody) and when. */
export async function markApplied(
  trx: Transaction<Database>,
  id: string,
  by: PersonId | undefined,
  at: Instant,
): Promise<void> {
  await trx
    .updateTable('directory_import')
    .set({ status: 'applied', applied_by: by ?? null, applied_at: at })
    .where('id', '=', id)
    .execute()
}
