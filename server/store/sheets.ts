import { type Kysely, sql } from 'kysely'
import type { Instant, LocalDate, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** What the codes of a proposal's properties are called; '' for one that is not chosen or not known. */
export type ContentNames = {
  readonly authority: string
  readonly folder: string
  readonly retention: string
  readonly disclosure: string
  readonly secrecy: string
}

/** What stands on the 決裁鑑 besides the seals. */
export type Sheet = {
  readonly version: number
  readonly content: unknown
  readonly names: ContentNames
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly decidedAt?: Instant
  /** The day its 簿冊 was disposed of; absent while it is kept. */
  readonly disposedOn?: LocalDate
  /** The 簿冊 it was moved to; absent while it lies in the one its content names. */
  readonly movedTo?: { readonly id: string; readonly name: string }
  /** How far the one PDF of a decided proposal is; absent before anybody asked for it. */
  readonly stampedPdf?: 'waiting' | 'running' | 'done' | 'failed'
  /** The application it was made through; absent for what was drafted on the page. */
  readonly application?: {
    readonly clientId: string
    readonly name: string
    readonly trial: boolean
    /** 連携元の番号. */
    readonly ref?: string
  }
}

/** Of `sheetColumns`, beside the version. */
export type SheetRow = {
  readonly version: number
  readonly content: unknown
  readonly names: ContentNames
  readonly created_at: Instant
  readonly updated_at: Instant
  readonly decided_at: Instant | null
  readonly disposed_on: LocalDate | null
  readonly moved_to: Exclude<Sheet['movedTo'], undefined> | null
  readonly stamped: Exclude<Sheet['stampedPdf'], undefined> | null
  readonly application: Exclude<Sheet['application'], undefined> | null
}

/**
 * What a sheet needs of a proposal `p`, with everything it is said in. The 専決 table is the one the route was compiled with;
 * of a draft the newest that has the row names it.
 */
export const sheetColumns = `p.content, p.created_at, p.updated_at, p.decided_at, p.disposed_on,
  (select json_build_object('id', f.id, 'name', f.name) from record_folder f
    where f.id = p.refiled_to and p.refiled_from = p.content ->> 'folderId'
      and p.refiled_to <> p.refiled_from) as moved_to,
  (select status from stamped_pdf where proposal_id = p.id) as stamped,
  (select json_strip_nulls(json_build_object('clientId', a.client_id, 'name', a.name, 'trial', p.is_trial,
      'ref', p.external_ref))
    from application a where a.client_id = p.application_id) as application,
  json_build_object(
    'authority', coalesce((select i.name from authority_item i join authority_table t on t.version = i.table_version
      where i.code = p.content ->> 'authorityCode'
        and t.version = coalesce(p.state #>> '{route,authorityVersion}', t.version)
        and not exists (select from rule_withdrawal where kind = 'authority_table' and version = t.version)
      order by t.from_on desc limit 1), ''),
    'folder', coalesce((select name from record_folder where id = p.content ->> 'folderId'), ''),
    'retention', coalesce((select name from retention_period where code = p.content ->> 'retentionCode'), ''),
    'disclosure', coalesce((select name from disclosure_class where code = p.content #>> '{disclosure,class}'), ''),
    'secrecy', coalesce((select name from secrecy_level where code = p.content ->> 'secrecy'), '')) as names`

/** The sheet in a row. */
export function toSheet(row: SheetRow): Sheet {
  const {
    version,
    content,
    names,
    created_at,
    updated_at,
    decided_at,
    disposed_on,
    moved_to,
    stamped,
    application,
  } = row
  return {
    version,
    content,
    names,
    createdAt: created_at,
    updatedAt: updated_at,
    ...(decided_at === null ? {} : { decidedAt: decided_at }),
    ...(disposed_on === null ? {} : { disposedOn: disposed_on }),
    ...(moved_to === null ? {} : { movedTo: moved_to }),
    ...(stamped === null ? {} : { stampedPdf: stamped }),
    ...(application === null ? {} : { application }),
  }
}

/** The sheet of a proposal in one question; undefined when there is no such proposal. */
export async function findSheet(db: Kysely<Database>, id: ProposalId): Promise<Sheet | undefined> {
  const columns = sql.raw(sheetColumns)
  const { rows } =
    await sql<SheetRow>`select p.version, ${columns} from proposal p where p.id = ${id}`.execute(db)
  return rows[0] && toSheet(rows[0])
}
