import { type SaveConflict, standing } from '../domain/editing/lease.ts'
import { type LockMismatch, changeLock } from '../domain/editing/wopi-lock.ts'
import type { Instant } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  type LeaseOf,
  deleteCopy,
  findLease,
  findPending,
  type Pending,
  putPending,
} from '../store/editing.ts'
import { type Pass, type WriteRefusal, fileNow } from './edit-passes.ts'
import { Faster, goOnTop, keepCopy } from './go-on-top.ts'
import type { KeepRevisionDeps } from './keep-revision.ts'
import { type SaveWholeRefusal, aside, saveWhole, storeSameKind } from './save-whole-file.ts'
import { type WopiContent, contentNow } from './wopi-file.ts'
import { keepPending } from './wopi-pending.ts'

export type WopiSave = {
  readonly pass: Pass
  /** The lock the office server says it has. */
  readonly lock: string | undefined
  readonly given: AsyncIterable<Uint8Array>
  readonly signal?: AbortSignal
  /** The office server saves by itself. */
  readonly isAutosave: boolean
  /** The editing ends with it. */
  readonly isLast: boolean
  /** It says that nobody has changed anything. */
  readonly isUntouched: boolean
  /** When what it began with was last changed, as it was told: nothing newer is to be gone over. */
  readonly basedOn?: Instant
}

export type WopiSaveRefusal = SaveWholeRefusal | LockMismatch

/**
 * Keeps what an office server saves. What its user saves, and what it saves at the end, becomes a revision (a 重要 correction only at the end);
 * what it saves by itself in between waits for that beside the revisions, so that nothing it was told is safe can be lost, and no act stands on the
 * record for every pause in typing. What cannot be saved is laid aside as 控え of the person.
 */
export async function saveWopiFile(
  deps: KeepRevisionDeps,
  request: WopiSave,
): Promise<Result<WopiContent, WopiSaveRefusal>> {
  const { pass, lock, basedOn, given, isUntouched, signal } = request
  const { attachmentId } = pass
  const held = standing(await findLease(deps.db, attachmentId), deps.now())
  const change = changeLock(held, { type: 'save', lock: lock ?? '' }, deps.now())
  if (!change.ok || held === undefined) {
    await layAside(deps, request)
    return change.ok ? no({ code: 'lease_gone' }) : change
  }
  const now = await contentNow(deps, pass)
  if (basedOn !== undefined && Date.parse(basedOn) !== Date.parse(now.at)) {
    const copyId = await layAside(deps, request)
    const conflict = { code: 'edit_conflict', because: 'saved_meanwhile' } as const
    return copyId === undefined ? no({ code: 'not_found' }) : no({ ...conflict, copyId })
  }
  if (isUntouched && !now.isPending) return yes(now)
  const kept = await keepHeavier(deps, pass, held)
  if (!kept.ok) {
    const copyId = await layAside(deps, request)
    return copyId === undefined ? no({ code: 'not_found' }) : no({ ...kept.error, copyId })
  }
  if (waitsForTheEnd(request)) {
    const waits = await letWait(deps, request, kept.value)
    if (!waits.ok) return waits
  } else {
    const waits = await findPending(deps.db, held.id)
    const saved = await saveWhole(deps, {
      ...{ pass: { ...pass, held: kept.value }, given },
      // Not what is saved by itself meanwhile: that was told to be safe.
      ...(waits === undefined ? {} : { alongWith: (db) => deleteCopy(db, waits.id, waits.person) }),
      ...(lock === undefined ? {} : { lock }),
      ...(signal === undefined ? {} : { signal }),
    })
    if (!saved.ok) return saved
  }
  return yes(await contentNow(deps, { attachmentId, file: await fileNow(deps, attachmentId) }))
}

/**
 * A 重要 correction gives the turn back to those whose acts fall, and its writer could save no second time: all of an
 * editing is one. What an office server saves by itself waits as well.
 */
function waitsForTheEnd({ pass, isAutosave, isLast }: WopiSave): boolean {
  return !isLast && (isAutosave || pass.weighed?.effect === 'major')
}

/**
 * What waits in the same session as 重要, by whoever it was written, goes into no 軽微 save: it is saved first, as what it is.
 * Gives the lease as it is then; where it cannot be saved, the 軽微 save, which has it in it, cannot be either.
 */
async function keepHeavier(
  deps: KeepRevisionDeps,
  pass: Pass,
  held: LeaseOf,
): Promise<Result<LeaseOf, WriteRefusal | SaveConflict>> {
  if (!isHeavier(await findPending(deps.db, held.id), pass)) return yes(held)
  const kept = await keepPending(deps, held)
  return kept.ok ? yes((await findLease(deps.db, held.attachmentId)) ?? held) : kept
}

function isHeavier(pending: Pending | undefined, { weighed }: Pass): boolean {
  return weighed?.effect === 'minor' && pending?.weighed?.effect === 'major'
}

/** What the office server saves by itself: the latest of an editing, in place of the one before. */
async function letWait(
  deps: KeepRevisionDeps,
  { pass, given, signal }: WopiSave,
  held: LeaseOf,
): Promise<Result<null, WopiSaveRefusal>> {
  const { attachmentId: id, person: by, weighed, whyNotWrite } = pass
  const stored = await storeSameKind(deps, { pass, given, ...(signal === undefined ? {} : { signal }) })
  if (!stored.ok) return stored
  const { name } = pass.file
  const { sha256, sizeBytes } = stored.value
  if (whyNotWrite !== undefined) return aside(deps, pass, stored.value, whyNotWrite)
  try {
    await deps.db.transaction().execute(async (trx) => {
      await goOnTop(deps, trx, { id, from: held.from, lock: held.lock?.token ?? '' })
      if (isHeavier(await findPending(trx, held.id), pass))
        throw new Faster({ code: 'edit_conflict', because: 'saved_meanwhile' })
      await putPending(trx, {
        ...{ id: deps.newId(), attachment_id: id, from_revision: held.from, name, sha256, sizeBytes },
        ...{ person_id: by, at: deps.now(), pass_id: pass.id, lease_id: held.id },
        ...{ effect: weighed?.effect ?? null, reason: weighed?.reason ?? null, as_post: weighed?.as ?? null },
      })
    })
    return yes(null)
  } catch (error) {
    if (!(error instanceof Faster)) throw error
    const copyId = await keepCopy(
      deps,
      { id, by, from: held.from, pass: pass.id },
      { name, file: stored.value },
    )
    return no({ ...error.conflict, copyId })
  }
}

/** Keeps as 控え what has no lock to be saved under; undefined for what is no such file at all. */
async function layAside(
  deps: KeepRevisionDeps,
  { pass, given, signal }: WopiSave,
): Promise<string | undefined> {
  const stored = await storeSameKind(deps, { pass, given, ...(signal === undefined ? {} : { signal }) })
  if (!stored.ok) return undefined
  const { attachmentId: id, person: by, seen: from } = pass
  return keepCopy(deps, { id, by, from, pass: pass.id }, { name: pass.file.name, file: stored.value })
}
