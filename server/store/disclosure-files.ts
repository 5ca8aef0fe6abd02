import type { Kysely } from 'kysely'
import type { ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { revisionsWith } from './held-revisions.ts'

/** A file that is asked for: what it is called, and the PDF of its pages once there is one. */
export type FileAsked = { readonly proposal: ProposalId; readonly name: string; readonly pdf?: Sha256 }

/** Files of cases by their contents. */
export async function listFilesOfRevisions(
  db: Kysely<Database>,
  revisions: readonly RevisionId[],
  converter: string,
): Promise<ReadonlyMap<RevisionId, FileAsked>> {
  if (revisions.length === 0) return new Map()
  const rows = await revisionsWith(db, converter, ['visible', 'done'])
    .select(['revision.id', 'attachment.name', 'attachment.proposal_id', 'rendition.pdf_sha256 as pdf'])
    .where('revision.id', 'in', [...revisions])
    .execute()
  return new Map(
    rows.map((it) => [
      it.id as RevisionId,
      {
        proposal: it.proposal_id as ProposalId,
        name: it.name,
        ...(it.pdf === null ? {} : { pdf: it.pdf as Sha256 }),
      },
    ]),
  )
}
