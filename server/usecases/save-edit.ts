import { Readable } from 'node:stream'
import type { Transaction } from 'kysely'
import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { EditorName } from '../contract/editing.ts'
import { editorOf } from '../contract/editor-of.ts'
import {
  type AttachmentId,
  type PersonId,
  type ProposalId,
  type RevisionId,
  parseRevisionId,
} from '../domain/ids.ts'
import { type Result, no } from '../domain/result.ts'
import { findDraft, findNewest, findProposalOfAttachment } from '../store/attachments.ts'
import { type StoredRevision, findRevision } from '../store/held-revisions.ts'
import type { Database } from '../store/database.ts'
import { deleteCopy, endLease } from '../store/editing.ts'
import { converterVersion } from './converter-version.ts'
import type { ActRefusal } from './commit-act.ts'
import type { Correction } from './correct.ts'
import type { EditRefusal } from './edit-files.ts'
import { type EditingRefusal, editorSaysNo } from './editing-refusal.ts'
import { Faster, goOnTop, keepCopy } from './go-on-top.ts'
import { type KeepRevisionDeps, filesNow, keepRevision, whyNotRevise } from './keep-revision.ts'
import type { FileEditors } from './ports.ts'
import type { OfficeHost } from './office-server.ts'
import { findReadable } from './readable-revision.ts'
import { type FileRefusal, type StoredFile, storeFile } from './store-file.ts'
import { namedAt } from './who-is.ts'

export type EditingDeps = KeepRevisionDeps & { readonly editors: FileEditors; readonly office?: OfficeHost }

export type SaveEdit = {
  readonly id: AttachmentId
  readonly by: PersonId
  /** The revision the editing began with. */
  readonly from: RevisionId
  readonly lease?: string
  /** A 控え that was merged into it. */
  readonly settles?: string
  /** What the editor in the browser gives. */
  readonly given: AsyncIterable<Uint8Array>
  readonly correction?: Correction
  readonly signal?: AbortSignal
}

export type SaveRefusal = EditRefusal | EditingRefusal | FileRefusal | ActRefusal

const mostGivenBytes = 200 * 1024 * 1024

/**
 * Keeps what somebody edited as a new revision. When somebody else was faster nothing is overwritten: the content is kept
 * as the sender's 控え, and told.
 */
export async function saveEdit(
  deps: EditingDeps,
  request: SaveEdit,
): Promise<Result<AttachmentsChanged, SaveRefusal>> {
  const { id, by, from, correction } = request
  const proposalId = await findProposalOfAttachment(deps.db, id)
  const began = await findRevision(deps.db, from, converterVersion)
  if (proposalId === undefined || began?.attachmentId !== id) return no({ code: 'not_found' })
  // Before anything is said about the file: also of what kind it is tells that it is there.
  const refused = await whyNotRevise(deps, proposalId, request)
  if (refused !== undefined) return no(refused)
  const editor = editorOf(began.kind)
  if (editor === undefined) return no({ code: 'not_edited_here' })
  const edited = await contentOf(deps, request, { editor, proposalId, began })
  if (!edited.ok) return edited
  const { name } = began
  const file = edited.value
  // The answer to an earlier try was lost on its way: it is saved already, and nobody else was faster.
  const newest = await findNewest(deps.db, id)
  if (newest !== undefined && newest.id !== from && newest.sha256 === file.sha256 && newest.by === by)
    return filesNow(deps, proposalId)
  const reason = correction?.reason
  try {
    return await keepRevision(deps, {
      ...{ id, by, proposalId, correction, name, file },
      making: { how: 'browser', from, ...(reason === undefined ? {} : { reason }) },
      check: (trx) => goesOn(deps, trx, request),
    })
  } catch (error) {
    if (!(error instanceof Faster)) throw error
    const copyId = await keepCopy(deps, request, { name, file })
    return no({ ...error.conflict, copyId })
  }
}

/** The bytes that come of the edit, stored. */
async function contentOf(
  deps: EditingDeps,
  request: SaveEdit,
  {
    editor,
    proposalId,
    began,
  }: { readonly editor: EditorName; readonly proposalId: ProposalId; readonly began: StoredRevision },
): Promise<Result<StoredFile, SaveRefusal>> {
  const { by, signal } = request
  const given = await collect(request.given)
  if (given === undefined)
    return no(editorSaysNo({ code: 'edit_too_large', fact: '編集の内容が200 MBを超えています' }))
  const others = await othersOf(deps, by, await deps.editors.needs(editor, given))
  if (others === undefined) return no({ code: 'not_found' })
  const at = deps.now()
  const draft = await findDraft(deps.db, proposalId)
  const edited = await deps.editors.apply(editor, {
    ...{ given, others },
    original: await deps.blobs.path(began.sha256),
    context: {
      kind: began.kind,
      author: namedAt(await deps.organisation.current(), by, at),
      at,
      tracked: draft?.drafter !== by,
    },
    ...(signal === undefined ? {} : { signal }),
  })
  if (!edited.ok) return no(editorSaysNo(edited.error))
  const stored = await storeFile(deps, { name: began.name, source: Readable.from([edited.value]) })
  if (!stored.ok) return stored
  return stored.value.sha256 === began.sha256 ? no({ code: 'edit_unchanged' }) : stored
}

/** Local paths of other revisions that an edit takes something from; undefined when the person may not read one of them. */
async function othersOf(
  deps: EditingDeps,
  by: PersonId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const paths = new Map<string, string>()
  for (const id of ids) {
    const revision = parseRevisionId(id)
    const other = revision && (await findReadable(deps, { id: revision, by }))
    if (other === undefined) return undefined
    paths.set(id, await deps.blobs.path(other.sha256))
  }
  return paths
}

async function goesOn(
  deps: EditingDeps,
  trx: Transaction<Database>,
  { id, by, from, lease, settles }: SaveEdit,
): Promise<void> {
  await goOnTop(deps, trx, { id, from, ...(lease === undefined ? {} : { lease }) })
  if (lease !== undefined) await endLease(trx, { id: lease, by, of: id })
  if (settles !== undefined) await deleteCopy(trx, settles, by, id)
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    size += chunk.byteLength
    if (size <= mostGivenBytes) chunks.push(chunk)
  }
  return size > mostGivenBytes ? undefined : Buffer.concat(chunks)
}
