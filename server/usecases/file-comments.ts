import { editorOf } from '../contract/editor-of.ts'
import type { WordFacts } from '../contract/editor-facts.ts'
import type { PersonId, RevisionId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { EditingDeps } from './save-edit.ts'
import { findReadable } from './readable-revision.ts'

/** The comments in a Word file, for whoever reads the case; none for other kinds and for files that are not opened for editing. */
export async function fileComments(
  deps: EditingDeps,
  request: { readonly id: RevisionId; readonly by: PersonId },
): Promise<Result<WordFacts['comments'], { readonly code: 'not_found' }>> {
  const revision = await findReadable(deps, request)
  if (revision === undefined) return no({ code: 'not_found' })
  if (editorOf(revision.kind) !== 'word') return yes([])
  const opened = await deps.editors.open('word', await deps.blobs.path(revision.sha256), revision.kind)
  return yes(opened.ok ? (JSON.parse(opened.value) as WordFacts).comments : [])
}
