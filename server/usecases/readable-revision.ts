import type { PersonId, RevisionId } from '../domain/ids.ts'
import { type HeldRevision, findHeldRevision } from '../store/held-revisions.ts'
import { converterVersion } from './converter-version.ts'
import type { MayReadDeps } from './may-read.ts'
import { mayReadHolder } from './may-read-holder.ts'

/** A content, for somebody who may read the case or the 収受文書 it belongs to now; undefined otherwise, and when there is none. */
export async function findReadable(
  deps: MayReadDeps,
  request: { readonly id: RevisionId; readonly by: PersonId },
): Promise<HeldRevision | undefined> {
  const revision = await findHeldRevision(deps.db, request.id, converterVersion)
  if (revision === undefined) return undefined
  return (await mayReadHolder(deps, request.by, revision.holder)) ? revision : undefined
}
