import type { SaveConflict } from '../domain/editing/lease.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { StoredFile } from './store-file.ts'
import { findNewest, findProposalOfAttachment } from '../store/attachments.ts'
import { noteSeen } from '../store/edit-passes.ts'
import { type LeaseOf, deleteCopy, findPending } from '../store/editing.ts'
import type { WriteRefusal } from './edit-passes.ts'
import { Faster, goOnTop } from './go-on-top.ts'
import { type KeepRevisionDeps, keepRevision } from './keep-revision.ts'

/**
 * What an office server saved by itself during an editing becomes a revision, by whoever it was saved for. Where that may not be
 * any more it stays as that person's 控え, and is offered once the editing is over; what comes out is why.
 */
export async function keepPending(
  deps: KeepRevisionDeps,
  held: LeaseOf,
): Promise<Result<null, WriteRefusal | SaveConflict>> {
  const pending = await findPending(deps.db, held.id)
  if (pending === undefined) return yes(null)
  const { attachmentId: id } = held
  const { person: by, from, name, sha256, sizeBytes, weighed, pass } = pending
  const [proposalId, newest] = await Promise.all([
    findProposalOfAttachment(deps.db, id),
    findNewest(deps.db, id),
  ])
  if (newest?.sha256 === sha256) {
    await deleteCopy(deps.db, pending.id, by)
    return yes(null)
  }
  if (proposalId === undefined) return no({ code: 'not_found' })
  const inspection: StoredFile['inspection'] = await deps.inspect({
    ...{ path: await deps.blobs.path(sha256), name, sizeBytes },
  })
  const lock = held.lock?.token
  try {
    const done = await keepRevision(deps, {
      ...{ id, by, proposalId, correction: weighed, name, file: { sha256, sizeBytes, inspection } },
      making: { how: 'wopi', from, ...(weighed === undefined ? {} : { reason: weighed.reason }) },
      check: async (trx) => {
        await goOnTop(deps, trx, { id, from, ...(lock === undefined ? {} : { lock }) })
        await deleteCopy(trx, pending.id, by)
      },
      // Whoever goes on under the same lock goes on from it.
      kept: (trx, revision) =>
        noteSeen(trx, { attachmentId: id, ...(pass === undefined ? {} : { id: pass }) }, revision, lock),
    })
    return done.ok ? yes(null) : done
  } catch (error) {
    if (!(error instanceof Faster)) throw error
    return no(error.conflict)
  }
}
