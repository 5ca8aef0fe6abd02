import { createHash } from 'node:crypto'
import { standing } from '../domain/editing/lease.ts'
import type { AttachmentId, Instant, PersonId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, yes } from '../domain/result.ts'
import { findLease, findPending } from '../store/editing.ts'
import { findDraft } from '../store/attachments.ts'
import { type Pass, openForPass } from './edit-passes.ts'
import type { KeepRevisionDeps } from './keep-revision.ts'
import { type Content, contentOf } from './open-content.ts'
import type { OfficeHost } from './office-server.ts'
import { namedAt } from './who-is.ts'

export type WopiDeps = KeepRevisionDeps & { readonly office: OfficeHost }

/** What an office server gets when it asks for a file: the newest revision, or what it saved by itself since. */
export type WopiContent = {
  /** Never the same for two contents. */
  readonly version: string
  /** The revision it is, or came from. */
  readonly revision: RevisionId
  readonly sha256: Sha256
  readonly sizeBytes: number
  readonly at: Instant
  /** Not a revision yet. */
  readonly isPending: boolean
}

/** What a file holds for an office server now. */
export async function contentNow(
  deps: KeepRevisionDeps,
  { attachmentId, file }: Pick<Pass, 'attachmentId' | 'file'>,
): Promise<WopiContent> {
  const held = standing(await findLease(deps.db, attachmentId), deps.now())
  const pending = held?.how === 'wopi' ? await findPending(deps.db, held.id) : undefined
  // Where somebody gave the file another revision meanwhile, that is what there is.
  if (pending?.from === file.id)
    return { ...pending, version: pending.id, revision: file.id, isPending: true }
  const { id, sha256, sizeBytes, at } = file
  return { version: id, revision: id, sha256, sizeBytes, at, isPending: false }
}

/** The bytes of the file for an office server, with their version. */
export async function openWopiFile(
  deps: KeepRevisionDeps,
  pass: Pass,
): Promise<Result<Content & { readonly version: string }, { readonly code: 'not_found' }>> {
  const now = await contentNow(deps, pass)
  const opened = await openForPass(deps, pass)
  if (!opened.ok) return opened
  const content = now.isPending ? contentOf(deps, pass.file.name, now) : opened.value
  return yes({ ...content, version: now.version })
}

/** What an office server is told of a file and of whoever edits it (MS-WOPI CheckFileInfo; the last five are Collabora's). */
export async function wopiFileInfo(deps: WopiDeps, pass: Pass): Promise<Readonly<Record<string, unknown>>> {
  const { publicUrl } = deps.office
  const { attachmentId, person, proposalId, file, whyNotWrite } = pass
  const [content, draft, organisation] = await Promise.all([
    contentNow(deps, pass),
    findDraft(deps.db, proposalId),
    deps.organisation.current(),
  ])
  const page = `${publicUrl}/proposals/${proposalId}`
  const mayWrite = whyNotWrite === undefined
  const unknownTo = (who: PersonId | AttachmentId): string =>
    createHash('sha256').update(`${publicUrl} ${who}`).digest('base64url').slice(0, 24)
  return {
    BaseFileName: file.name,
    OwnerId: unknownTo(draft?.drafter ?? attachmentId),
    Size: content.sizeBytes,
    UserId: unknownTo(person),
    UserFriendlyName: namedAt(organisation, person, deps.now()),
    Version: content.version,
    SHA256: Buffer.from(content.sha256, 'hex').toString('base64'),
    LastModifiedTime: content.at,
    UserCanWrite: mayWrite,
    ReadOnly: !mayWrite,
    SupportsLocks: true,
    SupportsGetLock: true,
    SupportsExtendedLockLength: true,
    SupportsUpdate: true,
    SupportsRename: false,
    UserCanRename: false,
    UserCanNotWriteRelative: true,
    // Printing is on record with us, with its reason.
    DisablePrint: true,
    ProtectInClient: false,
    PostMessageOrigin: publicUrl,
    ClosePostMessage: true,
    CloseUrl: page,
    HostViewUrl: page,
    BreadcrumbBrandName: 'Kessai',
    BreadcrumbBrandUrl: publicUrl,
    BreadcrumbDocName: file.name,
    EnableOwnerTermination: false,
    HidePrintOption: true,
    DisableExport: true,
    HideExportOption: true,
    // Whoever is not the drafter writes with 変更履歴.
    ...(draft?.drafter === person ? {} : { DisableChangeTrackingRecord: false }),
  }
}
