import type { Comparison } from '../contract/comparison.ts'
import type { PersonId, RevisionId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type StoredRevision, findRevision } from '../store/held-revisions.ts'
import { listRevisionsOfFile } from '../store/compared-pages.ts'
import type { Comparisons } from './comparisons.ts'
import { converterVersion } from './converter-version.ts'
import { type MayReadDeps, mayReadProposal } from './may-read.ts'
import { findReadable } from './readable-revision.ts'

export type CompareRefusal =
  | { readonly code: 'not_found' }
  | { readonly code: 'no_earlier_revision' }
  | { readonly code: 'other_case' }
  /** The pages of these are not made or read yet, or could not be. */
  | { readonly code: 'revision_not_ready'; readonly revisionIds: readonly RevisionId[] }

export type CompareDeps = MayReadDeps & { readonly comparisons: Comparisons }

type Request = {
  readonly id: RevisionId
  readonly by: PersonId
  /** What it is compared with; undefined: the revision before it of the same file. */
  readonly from: RevisionId | undefined
}

export type RevisionPair = {
  readonly older: StoredRevision
  readonly olderId: RevisionId
  readonly newer: StoredRevision
  /** Every revision of the newer one's file. */
  readonly revisions: Awaited<ReturnType<typeof listRevisionsOfFile>>
}

/** Two revisions of one case, for somebody who may read it. */
export async function findPair(
  deps: MayReadDeps,
  { id, by, from }: Request,
): Promise<Result<RevisionPair, CompareRefusal>> {
  const readable = await findReadable(deps, { id, by })
  // A file of a 収受文書 is kept as it came: there is nothing to compare.
  if (readable === undefined || 'receipt' in readable.holder) return no({ code: 'not_found' })
  const newer = { ...readable, proposalId: readable.holder.proposal }
  const revisions = await listRevisionsOfFile(deps.db, newer.attachmentId)
  const own = revisions.findIndex((it) => it.revisionId === id)
  const olderId = from ?? revisions[own - 1]?.revisionId
  if (olderId === undefined) return no({ code: 'no_earlier_revision' })
  const older = await findRevision(deps.db, olderId, converterVersion)
  if (older === undefined) return no({ code: 'not_found' })
  if (older.proposalId !== newer.proposalId) {
    const mayKnow = await mayReadProposal(deps, by, older.proposalId)
    return no({ code: mayKnow ? 'other_case' : 'not_found' })
  }
  return yes({ older, olderId, newer, revisions })
}

/** Two revisions of one case page by page, for somebody who may read it. */
export async function compareRevisions(
  deps: CompareDeps,
  request: Request,
): Promise<Result<Comparison, CompareRefusal>> {
  const { id } = request
  const pair = await findPair(deps, request)
  if (!pair.ok) return pair
  const { older, olderId, newer, revisions } = pair.value
  const isMissing = (it: StoredRevision) => it.pdf?.isRead !== true
  const missing = [...(isMissing(older) ? [olderId] : []), ...(isMissing(newer) ? [id] : [])]
  if (older.pdf === undefined || newer.pdf === undefined || missing.length > 0)
    return no({ code: 'revision_not_ready', revisionIds: missing })
  const {
    olderSizes,
    newerSizes,
    hasWords: _hasWords,
    ...found
  } = await deps.comparisons.of(older.pdf.sha256, newer.pdf.sha256)
  return yes({
    proposalId: newer.proposalId,
    older: sideOf(older, olderId, olderSizes),
    newer: sideOf(newer, id, newerSizes),
    ...found,
    revisions: [...revisions],
  })
}

function sideOf(
  { attachmentId, name, number }: StoredRevision,
  revisionId: RevisionId,
  sizes: readonly number[],
): Comparison['older'] {
  return { revisionId, attachmentId, name, number, sizes: [...sizes] }
}
