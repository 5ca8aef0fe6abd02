import { editorOf } from '../contract/editor-of.ts'
import type { EditorName } from '../contract/editing.ts'
import type { PersonId, RevisionId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findDraft } from '../store/attachments.ts'
import type { EditRefusal } from './edit-files.ts'
import { whyNotEdit } from './edit-leases.ts'
import { type EditingRefusal, editorSaysNo } from './editing-refusal.ts'
import { findReadable } from './readable-revision.ts'
import type { EditingDeps } from './save-edit.ts'

type OpenedFile = {
  readonly editor: EditorName
  /** JSON of what the editor in the browser needs. */
  readonly facts: string
  readonly tracked: boolean
}

/** A content opened for editing, for somebody who may change it now: what its editor in the browser needs. */
export async function openForEditing(
  deps: EditingDeps,
  request: { readonly id: RevisionId; readonly by: PersonId },
): Promise<Result<OpenedFile, EditRefusal | EditingRefusal>> {
  const revision = await findReadable(deps, request)
  // What arrived stays as it came.
  if (revision === undefined || 'receipt' in revision.holder) return no({ code: 'not_found' })
  const { proposal } = revision.holder
  const editor = editorOf(revision.kind)
  if (editor === undefined) return no({ code: 'not_edited_here' })
  // It takes work that only an edit is worth.
  const refused = await whyNotEdit(deps, proposal, request.by)
  if (refused !== undefined) return no(refused)
  const opened = await deps.editors.open(editor, await deps.blobs.path(revision.sha256), revision.kind)
  if (!opened.ok) return no(editorSaysNo(opened.error))
  const draft = await findDraft(deps.db, proposal)
  return yes({ editor, facts: opened.value, tracked: draft?.drafter !== request.by })
}
