import { type Kysely, sql } from 'kysely'
import type { Instant, ProposalId } from '../domain/ids.ts'
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

type Row = ContentNames & {
  readonly version: number
  readonly content: unknown
  readonly created_at: Instant
  readonly updated_at: Instant
  readonly decided_at: Instant | null
  readonly stamped: Exclude<Sheet['stampedPdf'], undefined> | null
  readonly application: Exclude<Sheet['application'], undefined> | null
}

/**
 * The sheet of a proposal, with everything it is said in, in one question; undefined when there is no such proposal.
 * `authorityVersion` is the 専決 table the route was compiled with; without it the newest that has the row names it.
 */
export async function findSheet(
  db: Kysely<Database>,
  id: ProposalId,
  authorityVersion?: string,
): Promise<Sheet | undefined> {
  const table = authorityVersion ?? null
  const { rows } = await sql<Row>`
    select p.version, p.content, p.created_at, p.updated_at, p.decided_at,
      (select status from stamped_pdf where proposal_id = p.id) as stamped,
      (select json_strip_nulls(json_build_object('clientId', a.client_id, 'name', a.name, 'trial', p.is_trial,
          'ref', p.external_ref))
        from application a where a.client_id = p.application_id) as application,
      coalesce((select i.name from authority_item i join authority_table t on t.version = i.table_version
        where i.code = p.content ->> 'authorityCode' and (${table}::text is null or t.version = ${table}::text)
          and not exists (select from rule_withdrawal where kind = 'authority_table' and version = t.version)
        order by t.from_on desc limit 1), '') as authority,
      coalesce((select name from record_folder where id = p.content ->> 'folderId'), '') as folder,
      coalesce((select name from retention_period where code = p.content ->> 'retentionCode'), '') as retention,
      coalesce((select name from disclosure_class where code = p.content #>> '{disclosure,class}'), '') as disclosure,
      coalesce((select name from secrecy_level where code = p.content ->> 'secrecy'), '') as secrecy
    from proposal p where p.id = ${id}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const { version, content, created_at, updated_at, decided_at, stamped, application, ...names } = row
  return {
    version,
    content,
    names,
    createdAt: created_at,
    updatedAt: updated_at,
    ...(decided_at === null ? {} : { decidedAt: decided_at }),
    ...(stamped === null ? {} : { stampedPdf: stamped }),
    ...(application === null ? {} : { application }),
  }
}
