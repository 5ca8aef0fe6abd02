import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'

export type ContentNames = {
  readonly authority: string
  readonly folder: string
  readonly retention: string
  readonly disclosure: string
  readonly secrecy: string
}

/** What the codes of a proposal's properties are called; '' for one that is not chosen or not known. */
export async function findContentNames(
  db: Kysely<Database>,
  codes: {
    readonly authorityCode: string
    /** The table it was compiled with; absent: the newest that has the row. */
    readonly authorityVersion?: string
    readonly folderId: string
    readonly retentionCode: string
    readonly disclosureClass: string
    readonly secrecy: string
  },
): Promise<ContentNames> {
  const version = codes.authorityVersion ?? null
  const { rows } = await sql<ContentNames>`select
    coalesce((select i.name from authority_item i join authority_table t on t.version = i.table_version
      where i.code = ${codes.authorityCode} and (${version}::text is null or t.version = ${version}::text)
      order by t.from_on desc limit 1), '') as authority,
    coalesce((select name from record_folder where id = ${codes.folderId}), '') as folder,
    coalesce((select name from retention_period where code = ${codes.retentionCode}), '') as retention,
    coalesce((select name from disclosure_class where code = ${codes.disclosureClass}), '') as disclosure,
    coalesce((select name from secrecy_level where code = ${codes.secrecy}), '') as secrecy`.execute(db)
  const names = rows[0]
  if (names === undefined) throw new Error('a select without a table gave no row')
  return names
}

/** How far the one PDF of a decided proposal is; undefined before anybody asked for it. */
export async function findStampedPdfStatus(
  db: Kysely<Database>,
  proposalId: string,
): Promise<'waiting' | 'running' | 'done' | 'failed' | undefined> {
  const row = await db
    .selectFrom('stamped_pdf')
    .select('status')
    .where('proposal_id', '=', proposalId)
    .executeTakeFirst()
  return row?.status as 'waiting' | 'running' | 'done' | 'failed' | undefined
}
