import { type LeaseOf, endLease, findLease, putLease } from '../store/editing.ts'
import { leaseEndsAt, standing } from '../domain/editing/lease.ts'
import { type LockCommand, type LockMismatch, changeLock } from '../domain/editing/wopi-lock.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { lockDraft } from '../store/attachments.ts'
import type { Pass, WriteRefusal } from './edit-passes.ts'
import type { KeepRevisionDeps } from './keep-revision.ts'
import { refOf } from './who-is.ts'
import { keepPending } from './wopi-pending.ts'

/** The lock of a file as an office server knows it; '' when there is none, or the file is edited by other means. */
export async function findWopiLock(deps: KeepRevisionDeps, { attachmentId }: Pass): Promise<string> {
  const held = standing(await findLease(deps.db, attachmentId), deps.now())
  return held?.how === 'wopi' ? (held.lock?.token ?? '') : ''
}

/**
 * Takes, keeps, renames or gives back the lock of a file. It is the lease of whoever edits, seen by everybody, and may be taken
 * over. With the end of an editing what the office server saved by itself becomes a revision.
 */
export async function changeWopiLock(
  deps: KeepRevisionDeps,
  pass: Pass,
  command: LockCommand,
): Promise<Result<null, LockMismatch | WriteRefusal>> {
  const { attachmentId, proposalId, whyNotWrite } = pass
  // Whoever may not edit any more can still end what was begun.
  if (command.type !== 'unlock' && whyNotWrite !== undefined) return no(whyNotWrite)
  if (command.type === 'unlock') {
    const held = await findLease(deps.db, attachmentId)
    if (held !== undefined && changeLock(held, command, deps.now()).ok) await keepPending(deps, held)
  }
  const { name, title } = refOf(await deps.organisation.current(), pass.person, deps.now())
  const changed = await deps.db.transaction().execute(async (trx) => {
    await lockDraft(trx, proposalId)
    const at = deps.now()
    const held = await findLease(trx, attachmentId, 'hold')
    const change = changeLock(held, command, at)
    if (!change.ok) return change
    if (change.value === 'end') {
      if (held !== undefined) await endLease(trx, { id: held.id, by: held.person })
      return change
    }
    // Of several who edit together the one is shown of whom was heard last; the editing is one.
    const begun: Pick<LeaseOf, 'id' | 'from' | 'takenAt'> =
      change.value === 'take' || held === undefined
        ? { id: deps.newId(), from: pass.seen, takenAt: at }
        : { id: held.id, from: held.from, takenAt: held.takenAt }
    await putLease(trx, {
      ...begun,
      ...{ attachmentId, person: pass.person, name, title, how: 'wopi' },
      expiresAt: leaseEndsAt('wopi', at),
      lock: { pass: pass.id, token: command.lock, owner: '' },
    })
    return change
  })
  if (!changed.ok) return changed
  if (changed.value === 'take' || changed.value === 'end') deps.live.publish({ type: 'editing', proposalId })
  return yes(null)
}
