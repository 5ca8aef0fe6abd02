import type { Kysely, Transaction } from 'kysely'
import type { Instant, LocalDate, PersonId, UnitCode } from '../domain/ids.ts'
import type { BookScope, NumberFormat, NumberFormatVersion } from '../domain/numbering/number-format.ts'
import type { Database } from './database.ts'

/** A version as it stands; `made` is absent for what came with the installation. */
export type StoredFormat = NumberFormatVersion & {
  readonly made?: { readonly by: PersonId; readonly at: Instant; readonly reason: string }
}

/** A kind of number with every version of its format, in the order they were added. */
export type NumberKind = {
  readonly kind: string
  readonly scope: BookScope
  readonly versions: readonly StoredFormat[]
}

/** The kind with its versions; undefined when the body has none of that name. */
export async function findNumberKind(db: Kysely<Database>, kind: string): Promise<NumberKind | undefined> {
  return (await kindsOf(db, kind))[0]
}

/** All kinds, in the order of their names. */
export async function listNumberKinds(db: Kysely<Database>): Promise<readonly NumberKind[]> {
  return kindsOf(db)
}

async function kindsOf(db: Kysely<Database>, kind?: string): Promise<readonly NumberKind[]> {
  const rows = await db
    .selectFrom('number_format')
    .leftJoin('number_format_version as version', 'version.kind', 'number_format.kind')
    .selectAll('version')
    .select(['number_format.kind', 'number_format.scope'])
    .$if(kind !== undefined, (query) => query.where('number_format.kind', '=', kind ?? ''))
    .orderBy('number_format.kind')
    .orderBy('version.id')
    .execute()
  const kinds = new Map<string, NumberKind & { readonly versions: StoredFormat[] }>()
  for (const row of rows) {
    const known = kinds.get(row.kind) ?? { kind: row.kind, scope: row.scope as BookScope, versions: [] }
    kinds.set(row.kind, known)
    if (row.pattern === null) continue
    known.versions.push({
      from: row.from_on as LocalDate,
      pattern: row.pattern,
      numerals: row.numerals as NumberFormat['numerals'],
      digits: row.digits ?? 1,
      yearWritten: row.year_written as NumberFormat['yearWritten'],
      branch: row.branch ?? '',
      yearCounts: row.year_counts as NumberFormat['yearCounts'],
      yearOf: row.year_of as NumberFormat['yearOf'],
      ...(row.section_code === null ? {} : { section: row.section_code as UnitCode }),
      ...(row.made_by === null
        ? {}
        : { made: { by: row.made_by as PersonId, at: row.made_at as Instant, reason: row.reason ?? '' } }),
    })
  }
  return [...kinds.values()]
}

/** A kind that is given after the decision; false when there is one of that name. */
export async function insertNumberKind(
  trx: Transaction<Database>,
  kind: string,
  scope: BookScope,
): Promise<boolean> {
  const done = await trx
    .insertInto('number_format')
    .values({ kind, scope, allocated_at: 'after_decision' })
    .onConflict((it) => it.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** Adds a version; what stood before stays. */
export async function insertFormatVersion(
  trx: Transaction<Database>,
  kind: string,
  { made, section, from, ...format }: StoredFormat,
): Promise<void> {
  await trx
    .insertInto('number_format_version')
    .values({
      kind,
      section_code: section ?? null,
      from_on: from,
      pattern: format.pattern,
      numerals: format.numerals,
      digits: format.digits,
      year_written: format.yearWritten,
      branch: format.branch,
      year_counts: format.yearCounts,
      year_of: format.yearOf,
      reason: made?.reason ?? null,
      made_by: made?.by ?? null,
      made_at: made?.at ?? null,
    })
    .execute()
}
