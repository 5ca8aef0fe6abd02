import type { Kysely } from 'kysely'
import { isLockedBy } from '../domain/editing/lease.ts'
import type { RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findNewest } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { noteSeen } from '../store/edit-passes.ts'
import type { Pass, WriteRefusal } from './edit-passes.ts'
import { Faster, goOnTop, keepCopy } from './go-on-top.ts'
import { type KeepRevisionDeps, keepRevision } from './keep-revision.ts'
import { type FileRefusal, type StoredFile, storeFile } from './store-file.ts'

/** A file that is looked through for a secret is in memory meanwhile. */
const cleanableBytes = 256 * 1024 * 1024

export type SaveWhole = {
  readonly pass: Pass
  /** What the program calls the lock it has. */
  readonly lock?: string
  /** The whole file as the program saves it. */
  readonly given: AsyncIterable<Uint8Array>
  /** The secret of the pass where it stands in the address: programs write their address into files. */
  readonly secret?: string
  readonly signal?: AbortSignal
  /** Done with the save, or not at all. */
  readonly alongWith?: (db: Kysely<Database>) => Promise<unknown>
}

/** `copyId`: what was sent, kept as the person's 控え. */
export type SaveWholeRefusal = (WriteRefusal | FileRefusal) & { readonly copyId?: string }

export type WholeSaved = {
  readonly revisionId: RevisionId
  readonly sha256: Sha256
  /** False: the content was there already. */
  readonly isNew: boolean
  /** False: the secret was taken out of what was sent. */
  readonly isAsSent: boolean
}

/**
 * Keeps a file that a program outside the browser saved as a new revision, as an upload is kept. What the person may not
 * save any more, and what would go over somebody else's work, is kept as 控え: of what was written nothing is lost.
 */
export async function saveWhole(
  deps: KeepRevisionDeps,
  request: SaveWhole,
): Promise<Result<WholeSaved, SaveWholeRefusal>> {
  const { pass, lock, alongWith } = request
  const { attachmentId: id, person: by, proposalId, weighed, file: now, way } = pass
  const stored = await storeSameKind(deps, request)
  if (!stored.ok) return stored
  const file = stored.value
  const isAsSent = file.isCleaned !== true
  const newest = await findNewest(deps.db, id)
  if (newest?.sha256 === file.sha256) {
    await noteSeen(deps.db, pass, newest.id, lock)
    await alongWith?.(deps.db)
    return yes({ revisionId: newest.id, sha256: file.sha256, isNew: false, isAsSent })
  }
  if (pass.whyNotWrite !== undefined) return aside(deps, pass, file, pass.whyNotWrite)
  // People who edit together have one lock, and each a pass: what it came from is what the lock knows.
  const from = pass.held !== undefined && isLockedBy(pass.held, lock) ? pass.held.from : pass.seen
  let revisionId: RevisionId | undefined
  try {
    const done = await keepRevision(deps, {
      ...{ id, by, proposalId, correction: weighed, name: now.name, file },
      making: { how: way, from, ...(weighed === undefined ? {} : { reason: weighed.reason }) },
      check: (trx) => goOnTop(deps, trx, { id, from, ...(lock === undefined ? {} : { lock }) }),
      kept: async (trx, revision) => {
        revisionId = revision
        await noteSeen(trx, pass, revision, lock)
        await alongWith?.(trx)
      },
    })
    if (!done.ok) return await aside(deps, pass, file, done.error)
  } catch (error) {
    if (!(error instanceof Faster)) throw error
    const copyId = await keepCopy(deps, { id, by, from, pass: pass.id }, { name: now.name, file })
    return no({ ...error.conflict, copyId })
  }
  if (revisionId === undefined) throw new Error(`attachment ${id} was given no revision`)
  return yes({ revisionId, sha256: file.sha256, isNew: true, isAsSent })
}

/** Keeps what a program sent, and what is not taken for a reason of its protocol, as the person's 控え. */
export async function layAside(deps: KeepRevisionDeps, request: SaveWhole): Promise<void> {
  const arrived = await storeSameKind(deps, request)
  const { id: pass, attachmentId: id, person: by, seen: from, file } = request.pass
  if (!arrived.ok || arrived.value.sha256 === file.sha256) return
  await keepCopy(deps, { id, by, from, pass }, { name: file.name, file: arrived.value })
}

/** The bytes a program saves, stored without the secret: they must be of the kind it was given. */
export async function storeSameKind(
  deps: KeepRevisionDeps,
  {
    pass: { file: now, mayWrite },
    given,
    secret,
    signal,
  }: Pick<SaveWhole, 'pass' | 'given' | 'secret' | 'signal'>,
): Promise<Result<StoredFile, SaveWholeRefusal>> {
  if (!mayWrite) return no({ code: 'pass_reads_only' })
  const stored = await storeFile(deps, {
    ...{ name: now.name, source: given },
    ...(signal === undefined ? {} : { signal }),
    ...(secret === undefined
      ? {}
      : { maxBytes: cleanableBytes, clean: (it: { path: string }) => deps.withoutSecret(it, secret) }),
  })
  if (!stored.ok) return stored
  const became = stored.value.inspection.kind
  return became === now.kind ? stored : no({ code: 'kind_changed', was: now.kind, became })
}

/** What may not be saved is laid aside for its writer, as long as that person may read the case. */
export async function aside(
  deps: KeepRevisionDeps,
  { id: pass, attachmentId: id, person: by, seen: from, file: { name } }: Pass,
  file: StoredFile,
  refusal: WriteRefusal,
): Promise<Result<never, SaveWholeRefusal>> {
  if (refusal.code === 'not_found') return no(refusal)
  return no({ ...refusal, copyId: await keepCopy(deps, { id, by, from, pass }, { name, file }) })
}
