import type { PersonId, RevisionId } from '../domain/ids.ts'
import { type StoredRevision, findRevision } from '../store/attachments.ts'
import { converterVersion } from './converter-version.ts'
import { type MayReadDeps, mayReadProposal } from './may-read.ts'

/** A content of a case, for somebody who may read that case now; undefined otherwise, and when there is none. */
export async function findReadable(
  deps: MayReadDeps,
  request: { readonly id: RevisionId; readonly by: PersonId },
): Promise<StoredRevision | undefined> {
  const revision = await findRevision(deps.db, request.id, converterVersion)
  if (revision === undefined) return undefined
  return (await mayReadProposal(deps, request.by, revision.proposalId)) ? revision : undefined
}
