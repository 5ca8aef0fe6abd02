import { type Kysely, sql } from 'kysely'
import type { Instant, ProposalId, Sha256 } from '../domain/ids.ts'
import { insertBlob } from './blobs.ts'
import type { Database } from './database.ts'

export type StoredStampedPdf = {
  readonly status: string
  readonly pdf?: { readonly sha256: Sha256; readonly sizeBytes: number }
}

/** How far the one PDF of a proposal is; undefined before anybody began. */
export async function findStampedPdf(
  db: Kysely<Database>,
  proposalId: ProposalId,
): Promise<StoredStampedPdf | undefined> {
  const row = await db
    .selectFrom('stamped_pdf')
    .leftJoin('blob', 'blob.sha256', 'stamped_pdf.sha256')
    .select(['stamped_pdf.status', 'blob.sha256', 'blob.size_bytes as sizeBytes'])
    .where('proposal_id', '=', proposalId)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { status, sha256, sizeBytes } = row
  if (status !== 'done' || sha256 === null || sizeBytes === null) return { status }
  return { status, pdf: { sha256: sha256 as Sha256, sizeBytes } }
}

/** Notes that somebody makes it now; answers which time it is asked for, undefined when it is made already. */
export async function startStampedPdf(
  db: Kysely<Database>,
  proposalId: ProposalId,
): Promise<number | undefined> {
  const row = await db
    .insertInto('stamped_pdf')
    .values({ proposal_id: proposalId, status: 'running' })
    .onConflict((it) =>
      it
        .column('proposal_id')
        .doUpdateSet({ status: 'running', failure: null })
        .where('stamped_pdf.status', '<>', 'done'),
    )
    .returning('asked')
    .executeTakeFirst()
  return row?.asked
}

/** Puts it back: it cannot be made yet, or is wanted again. A PDF that is made already stays. */
export async function postponeStampedPdf(db: Kysely<Database>, proposalId: ProposalId): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('stamped_pdf')
    .set({ status: 'waiting', failure: null })
    .where('proposal_id', '=', proposalId)
    .where('status', '<>', 'done')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Notes that the 決裁文書PDF is there; false when the sheet says more by now, or another process has made it. */
export async function finishStampedPdf(
  db: Kysely<Database>,
  proposalId: ProposalId,
  {
    pdf,
    asked,
    at,
  }: {
    readonly pdf: { readonly sha256: Sha256; readonly sizeBytes: number }
    readonly asked: number
    readonly at: Instant
  },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await insertBlob(trx, { ...pdf, at })
    const { numUpdatedRows } = await trx
      .updateTable('stamped_pdf')
      .set({ status: 'done', sha256: pdf.sha256, failure: null, finished_at: at })
      .where('proposal_id', '=', proposalId)
      .where('status', '<>', 'done')
      .where('asked', '=', asked)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  })
}

/** Notes that the 決裁文書PDF could not be made, and why. */
export async function failStampedPdf(
  db: Kysely<Database>,
  proposalId: ProposalId,
  failure: string,
  at: Instant,
): Promise<void> {
  await db
    .updateTable('stamped_pdf')
    .set({ status: 'failed', failure, finished_at: at })
    .where('proposal_id', '=', proposalId)
    .where('status', '<>', 'done')
    .execute()
}

/**
 * Decided proposals whose PDF is neither made nor given up. By what is, not by which event was read last: a job that
 * was lost with its process is found whatever happened.
 */
export async function listUnstamped(db: Kysely<Database>): Promise<readonly ProposalId[]> {
  const { rows } = await sql<{ id: ProposalId }>`
    select proposal.id from proposal left join stamped_pdf on stamped_pdf.proposal_id = proposal.id
    where proposal.status = 'decided' and coalesce(stamped_pdf.status, 'waiting') in ('waiting', 'running')
    order by proposal.decided_at limit 1000
  `.execute(db)
  return rows.map((it) => it.id)
}

/** The name of the public body, as it stands on what is printed. */
export async function findBodyName(db: Kysely<Database>): Promise<string> {
  const row = await db.selectFrom('body_profile').select('name').executeTakeFirst()
  return row?.name ?? ''
}
