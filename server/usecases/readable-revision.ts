import type { LocalDate, PersonId, RevisionId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type HeldRevision, findHeldRevision } from '../store/held-revisions.ts'
import { converterVersion } from './converter-version.ts'
import type { MayReadDeps } from './may-read.ts'
import { mayReadHolder } from './may-read-holder.ts'

/** Its 簿冊 was disposed of that day, and its files with it. */
export type DisposedRefusal = { readonly code: 'case_disposed'; readonly on: LocalDate }

type Asked = { readonly id: RevisionId; readonly by: PersonId }

/**
 * A content, for somebody who may read the case or the 収受文書 it belongs to now; undefined otherwise, when there is none, and
 * when it was disposed of.
 */
export async function findReadable(deps: MayReadDeps, request: Asked): Promise<HeldRevision | undefined> {
  const found = await findReadableOrGone(deps, request)
  return found.ok ? found.value : undefined
}

/** The same; what was disposed of says so to whom it could be read by. */
export async function findReadableOrGone(
  deps: MayReadDeps,
  request: Asked,
): Promise<Result<HeldRevision, { readonly code: 'not_found' } | DisposedRefusal>> {
  const revision = await findHeldRevision(deps.db, request.id, converterVersion)
  if (revision === undefined) return no({ code: 'not_found' })
  if (!(await mayReadHolder(deps, request.by, revision.holder))) return no({ code: 'not_found' })
  const { disposedOn } = revision
  return disposedOn === undefined ? yes(revision) : no({ code: 'case_disposed', on: disposedOn })
}
