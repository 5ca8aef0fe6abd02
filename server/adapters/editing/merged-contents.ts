import { type Result, no, yes } from '../../domain/result.ts'
import type { MergeChoice, MergeOutcome } from '../../usecases/merge-outcome.ts'
import type { EditProblem } from '../../usecases/ports.ts'
import { mergeBooks } from './sheet/merge-books.ts'
import { mergeFiles } from './word/merge-packages.ts'

type Files = { readonly base: Buffer; readonly mine: Buffer; readonly theirs: Buffer }

/** Two contents of one kind that came of the same one, as one; of a workbook the edits to be made on the newest, as its editor takes them. */
export async function mergedContents(
  kind: string,
  files: Files,
  choices: Readonly<Record<string, MergeChoice>>,
): Promise<Result<{ readonly outcome: MergeOutcome; readonly bytes: Uint8Array }, EditProblem>> {
  if (kind === 'docx') return mergeFiles(files, choices)
  if (kind !== 'xlsx') return no({ code: 'edit_word_cannot_merge', fact: 'WordでもExcelでもありません' })
  const merged = mergeBooks(files, choices)
  if (!merged.ok) return merged
  const { outcome, edits } = merged.value
  return yes({ outcome, bytes: Buffer.from(JSON.stringify(edits)) })
}
