import type { Kysely } from 'kysely'
import type { Instant, Sha256 } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import {
  countNeeds,
  forgetPages,
  holdBlob,
  listErasures,
  noteErased,
  takeErasure,
} from '../store/disposals.ts'
import type { BlobStore } from './blob-store.ts'
import type { Clock } from './ports.ts'

export type EraseDeps = {
  readonly db: Kysely<Database>
  readonly blobs: Pick<BlobStore, 'trash'>
  readonly now: Clock
}

/** How long bytes stay after their 廃棄, and how old they must be: longer than a file is on its way into a record. */
const erasureGraceMs = 60 * 60 * 1000
const atOnce = 200

/**
 * Erases the bytes of what was disposed of that no record needs any more. Each is looked at twice: references are counted while
 * nothing can begin to refer to it, and once more when its name is taken away, right before it is lost. What ends the process
 * in between leaves it to the next time. Answers how many were erased.
 */
export async function eraseDisposed(
  { db, blobs, now }: EraseDeps,
  graceMs: number = erasureGraceMs,
): Promise<number> {
  const before = new Date(Date.parse(now()) - graceMs).toISOString() as Instant
  // What a process that died had taken away already.
  for (const sha256 of await blobs.trash.list()) await settle({ db, blobs, now }, sha256)
  let erased = 0
  for (const sha256 of await listErasures(db, before, atOnce)) {
    if (await eraseOne({ db, blobs, now }, sha256, graceMs)) erased += 1
  }
  return erased
}

async function eraseOne({ db, blobs, now }: EraseDeps, sha256: Sha256, graceMs: number): Promise<boolean> {
  const isTaken = await db.transaction().execute(async (trx) => {
    await holdBlob(trx, sha256)
    if ((await countNeeds(trx, sha256)) > 0) {
      await takeErasure(trx, sha256)
      return false
    }
    // Somebody is bringing the same bytes just now: they are asked for again later.
    if (!(await blobs.trash.take(sha256, graceMs))) return false
    if ((await countNeeds(trx, sha256)) > 0) throw new Error(`${sha256} is needed while it is held`)
    await forgetPages(trx, sha256)
    await noteErased(trx, sha256, now())
    await takeErasure(trx, sha256)
    return true
  })
  if (isTaken) await blobs.trash.empty(sha256)
  return isTaken
}

/** Finishes with what was taken away: lost where that was noted, and given back where it was not. */
async function settle({ db, blobs }: EraseDeps, sha256: Sha256): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const held = await holdBlob(trx, sha256)
    if (held?.isErased === true) await blobs.trash.empty(sha256)
    else await blobs.trash.giveBack(sha256)
  })
}
