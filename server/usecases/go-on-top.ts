import type { Transaction } from 'kysely'
import { type SaveConflict, mayGoOnTop } from '../domain/editing/lease.ts'
import type { AttachmentId, PersonId, RevisionId } from '../domain/ids.ts'
import { findNewest } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { findLease, insertCopy } from '../store/editing.ts'
import type { KeepRevisionDeps } from './keep-revision.ts'
import type { StoredFile } from './store-file.ts'
import { namedAt } from './who-is.ts'

/** Thrown to undo a transaction in which somebody else turned out to be faster. */
export class Faster extends Error {
  readonly conflict: SaveConflict
  constructor(conflict: SaveConflict) {
    super(conflict.because)
    this.conflict = conflict
  }
}

/** Sees to it, in the transaction that holds the proposal, that a save goes over nothing somebody else did. Throws `Faster`. */
export async function goOnTop(
  deps: KeepRevisionDeps,
  trx: Transaction<Database>,
  save: {
    readonly id: AttachmentId
    readonly from: RevisionId
    readonly lease?: string
    readonly lock?: string
  },
): Promise<void> {
  const { id, ...named } = save
  const newest = await findNewest(trx, id)
  if (newest === undefined) throw new Error(`attachment ${id} has no revision`)
  const may = mayGoOnTop(
    { ...named, at: deps.now() },
    {
      current: newest.id,
      held: await findLease(trx, id, 'hold'),
      savedBy: namedAt(await deps.organisation.current(), newest.by, newest.at),
    },
  )
  if (!may.ok) throw new Faster(may.error)
}

/** Keeps what could not be saved as its sender's 控え, and gives its id. */
export async function keepCopy(
  deps: KeepRevisionDeps,
  {
    id,
    by,
    from,
    pass,
  }: {
    readonly id: AttachmentId
    readonly by: PersonId
    readonly from: RevisionId
    /** The pass of the program that could not save it. */
    readonly pass?: string
  },
  { name, file }: { readonly name: string; readonly file: StoredFile },
): Promise<string> {
  const copyId = deps.newId()
  const { sha256, sizeBytes } = file
  const row = {
    id: copyId,
    attachment_id: id,
    from_revision: from,
    name,
    sha256,
    person_id: by,
    at: deps.now(),
    pass_id: pass ?? null,
    lease_id: null,
    ...{ effect: null, reason: null, as_post: null },
  }
  await deps.db.transaction().execute((trx) => insertCopy(trx, { ...row, sizeBytes }))
  return copyId
}
