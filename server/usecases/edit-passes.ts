import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Weighed } from '../domain/approval/commands.ts'
import { type Lease, standing } from '../domain/editing/lease.ts'
import { type PassWay, passEndsAt } from '../domain/editing/pass.ts'
import type { AttachmentId, Instant, PersonId, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findNewest, findProposalOfAttachment } from '../store/attachments.ts'
import { findRevision } from '../store/held-revisions.ts'
import {
  type StoredPass,
  deletePass,
  extendPass,
  findPassByToken,
  insertPass,
  noteSeen,
} from '../store/edit-passes.ts'
import { findLease } from '../store/editing.ts'
import type { ActRefusal } from './commit-act.ts'
import { converterVersion } from './converter-version.ts'
import type { EditRefusal } from './edit-files.ts'
import type { EditingRefusal } from './editing-refusal.ts'
import { type KeepRevisionDeps, whyNotRevise } from './keep-revision.ts'
import { findReading, mayReadProposal } from './may-read.ts'
import { type Content, contentOf } from './open-content.ts'
import { noteAccess } from './reading-purpose.ts'
import { hashOf } from './session-keeper.ts'

/** That a pass was used is noted at most this often. */
const noteEveryMs = 60_000

/** Why a program may not save now what it opened. */
export type WriteRefusal = EditRefusal | ActRefusal | EditingRefusal

/** What an attachment holds now, as a program outside the browser is told of it. */
export type FileNow = {
  readonly id: RevisionId
  readonly name: string
  /** FileKind. */
  readonly kind: string
  readonly number: number
  readonly sha256: Sha256
  readonly sizeBytes: number
  readonly at: Instant
}

/** A pass (編集用の鍵) that opens its file now. */
export type Pass = StoredPass & {
  readonly proposalId: ProposalId
  readonly file: FileNow
  /** Asked anew for each request; absent when the person may save. */
  readonly whyNotWrite?: WriteRefusal
  /** Who edits the file now, by this pass or otherwise. */
  readonly held?: Lease
}

type Make = {
  readonly id: AttachmentId
  readonly by: PersonId
  readonly way: PassWay
  /** The secret id of the session it is made in; the pass ends with it. */
  readonly session?: string
  /** Default true: the person may edit the file now, or gets no pass. */
  readonly mayWrite?: boolean
  /** On the way: what the person said of the correction beforehand. */
  readonly weighed?: Weighed
}

export type PassMade = {
  readonly id: string
  /** 256 random bits, shown once; whoever has them opens the file as this person. */
  readonly token: string
  readonly file: FileNow
  readonly expiresAt: Instant
}

/** Makes a pass for one file, for somebody who may edit it now (or read it, without `mayWrite`). */
export async function makePass(
  deps: KeepRevisionDeps,
  { id, by, way, session, mayWrite = true, weighed }: Make,
): Promise<Result<PassMade, WriteRefusal>> {
  const proposalId = await findProposalOfAttachment(deps.db, id)
  if (proposalId === undefined || !(await mayReadProposal(deps, by, proposalId)))
    return no({ code: 'not_found' })
  const refused = mayWrite ? await whyNotRevise(deps, proposalId, { by, correction: weighed }) : undefined
  if (refused !== undefined) return no(refused)
  const [token, passId] = [randomBytes(32).toString('base64url'), deps.newId()]
  const [file, at] = [await fileNow(deps, id), deps.now()]
  const expiresAt = passEndsAt(at, at)
  await insertPass(deps.db, {
    ...{ id: passId, attachmentId: id, person: by, way, mayWrite, seen: file.id, madeAt: at, expiresAt },
    ...(weighed === undefined ? {} : { weighed }),
    openedAs: file.name,
    tokenHash: hashOf(token),
    ...(session === undefined ? {} : { sessionHash: hashOf(session) }),
  })
  return yes({ id: passId, token, file, expiresAt })
}

/**
 * The pass of a secret, for the person it was made for, with everything asked anew: whether that person may still read the
 * case (else undefined, as for a secret that never was), and may save. Being asked for counts as use.
 */
export async function findPass(
  deps: KeepRevisionDeps,
  token: string,
  way: PassWay,
): Promise<Pass | undefined> {
  const at = deps.now()
  const stored = await findPassByToken(deps.db, { tokenHash: hashOf(token), way, at })
  if (stored === undefined) return undefined
  const { id, attachmentId, person: by, madeAt, weighed } = stored
  const proposalId = await findProposalOfAttachment(deps.db, attachmentId)
  if (proposalId === undefined || !(await mayReadProposal(deps, by, proposalId))) return undefined
  const expiresAt = passEndsAt(madeAt, at)
  if (Date.parse(expiresAt) - Date.parse(stored.expiresAt) >= noteEveryMs)
    await extendPass(deps.db, id, expiresAt)
  const whyNotWrite: WriteRefusal | undefined = stored.mayWrite
    ? await whyNotRevise(deps, proposalId, { by, correction: weighed })
    : { code: 'pass_reads_only' }
  const [file, lease] = [await fileNow(deps, attachmentId), await findLease(deps.db, attachmentId)]
  const held = standing(lease, at)
  return {
    ...{ ...stored, proposalId, file },
    ...(whyNotWrite === undefined ? {} : { whyNotWrite }),
    ...(held === undefined ? {} : { held }),
  }
}

/**
 * The bytes of the file, for its program: it edits these from now on, once it has been given all of them. A part, or a read
 * that broke off, does not count. Noted as a read of the original.
 */
export async function openForPass(
  deps: KeepRevisionDeps,
  pass: Pass,
): Promise<Result<Content, { readonly code: 'not_found' }>> {
  const { person, proposalId, file } = pass
  const reading = await findReading(deps, person, proposalId)
  if (reading === undefined) return no({ code: 'not_found' })
  await noteAccess(deps, reading.matter, reading.reader, { id: proposalId, what: 'original' })
  const content = contentOf(deps, file.name, file)
  if (pass.seen === file.id) return yes(content)
  // An office server reads all of it, or what it saved by itself.
  if (pass.way === 'wopi') {
    await noteSeen(deps.db, pass, file.id)
    return yes(content)
  }
  const noted = async function* (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let held: Uint8Array | undefined
    for await (const piece of bytes) {
      if (held !== undefined) yield held
      held = piece
    }
    if (held !== undefined && held.length > 1) yield held.subarray(0, -1)
    // Before the last byte: the program knows how many there are, and may save right after it.
    await noteSeen(deps.db, pass, file.id)
    if (held !== undefined) yield held.subarray(-1)
  }
  return yes({
    ...content,
    open: async (range) =>
      range === undefined || (range.start === 0 && range.end === file.sizeBytes - 1)
        ? Readable.from(noted(await content.open()), { objectMode: false })
        : content.open(range),
  })
}

/** Ends a pass, and with it the lock its program has; also when it had ended already. */
export async function endPass(
  deps: KeepRevisionDeps,
  { id, by }: { readonly id: string; readonly by: PersonId },
): Promise<Result<null, never>> {
  const attachmentId = await deletePass(deps.db, id, by)
  const proposalId = attachmentId && (await findProposalOfAttachment(deps.db, attachmentId))
  if (proposalId !== undefined) deps.live.publish({ type: 'editing', proposalId })
  return yes(null)
}

/** What an attachment that is there holds now. */
export async function fileNow(deps: KeepRevisionDeps, id: AttachmentId): Promise<FileNow> {
  const newest = await findNewest(deps.db, id)
  const revision = newest && (await findRevision(deps.db, newest.id, converterVersion))
  if (newest === undefined || revision === undefined) throw new Error(`attachment ${id} has no revision`)
  const { name, kind, number, sha256, sizeBytes } = revision
  return { id: newest.id, name, kind, number, sha256, sizeBytes, at: newest.at }
}
