import { Check } from 'typebox/value'
import { SheetEdits } from '../../../contract/sheet-edits.ts'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import { openBook, unreadable } from './book.ts'
import { forgetTexts } from './forget-texts.ts'
import { moveCells } from './move-parts.ts'
import type { SetEdit } from './new-value.ts'
import { setCells } from './set-cells.ts'

/** What was sent: edits, or those after which results are to be written; undefined for what is none. */
export function sentOf(
  given: Uint8Array,
): { readonly edits: SheetEdits } | { readonly results: SheetEdits } | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(given))
    if (Check(SheetEdits, parsed)) return { edits: parsed }
    const { results } = parsed as { readonly results?: unknown }
    return Check(SheetEdits, results) ? { results } : undefined
  } catch {
    return undefined
  }
}

/** The workbook with its edits, one after the other; everything they do not concern keeps every byte, packed as it was. */
export function applied(original: Uint8Array, sent: SheetEdits): Result<Uint8Array, EditProblem> {
  if (sent.edits.length === 0) return yes(original)
  const book = openBook(original)
  if (book === undefined) return no({ code: 'edit_sheet_unreadable', fact: unreadable })
  const replaced: number[] = []
  for (let at = 0; at < sent.edits.length;) {
    const edit = sent.edits[at] as SheetEdits['edits'][number]
    const sheet = book.sheets.find((it) => it.id === edit.sheet)
    if (sheet === undefined) return no({ code: 'edit_malformed', fact: edit.sheet })
    if (edit.type !== 'set') {
      const moved = moveCells(book, sheet, edit)
      if (!moved.ok) return moved
      replaced.push(...moved.value)
      at += 1
      continue
    }
    const sets: SetEdit[] = []
    for (
      let next = sent.edits[at];
      next?.type === 'set' && next.sheet === edit.sheet;
      next = sent.edits[at]
    ) {
      sets.push(next)
      at += 1
    }
    const set = setCells(book, sheet, sets, sent.year)
    if (!set.ok) return set
    replaced.push(...set.value)
  }
  forgetTexts(book, replaced)
  return yes(book.write())
}
