import { type Kysely, sql } from 'kysely'
import type { LocalDate } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { type FolderRow, type StoredFolder, folderColumns, folderSource, storedOf } from './folders.ts'

/** Where a list of them goes on: the 年度 in which the 保存期間 ends at the earliest, the 簿冊番号, and the id. */
export type ExpiringPlace = { readonly endsIn: number; readonly code: string; readonly id: string }

/**
 * 簿冊 whose 保存期間 ends in a 年度 or before it at the earliest, by that 年度 and 簿冊番号. It may end later: by 延長, and by
 * what is in them. Without those that were disposed of before `disposedFrom`; with none given without all of these.
 */
export async function listExpiringFolders(
  db: Kysely<Database>,
  wanted: {
    readonly endsBy: number
    readonly disposedFrom?: LocalDate
    readonly after?: ExpiringPlace
    readonly limit: number
  },
): Promise<readonly (StoredFolder & { readonly place: ExpiringPlace })[]> {
  const { endsBy, disposedFrom = null, after, limit } = wanted
  const endsIn = sql`(f.fiscal_year + p.years)`
  const { rows } = await sql<FolderRow & { readonly endsIn: number }>`
    select ${folderColumns}, ${endsIn} as "endsIn"
    from ${folderSource} join retention_period p on p.code = f.retention_code
    where f.status <> 'merged' and ${endsIn} <= ${endsBy}
      and (f.status <> 'disposed' or (f.state #>> '{disposal,on}')::date >= ${disposedFrom}::date)
      and (${after === undefined}::boolean or (${endsIn}, f.code, f.id)
        > (${after?.endsIn ?? 0}::int, ${after?.code ?? ''}::text, ${after?.id ?? ''}::text))
    order by ${endsIn}, f.code, f.id limit ${limit}`.execute(db)
  return rows.map((row) => ({
    ...storedOf(row),
    place: { endsIn: row.endsIn, code: row.code, id: row.id },
  }))
}
