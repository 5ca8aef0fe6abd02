import { no, yes } from '../../../domain/result.ts'
import type { FileEditor } from '../file-editor.ts'
import { applied, sentOf } from './apply.ts'
import { opened } from './open.ts'
import { withResults } from './results.ts'

/**
 * Excel files (xlsx, xlsm): cells, rows and columns; see docs/decisions/0026-editing-sheets.md. `apply` takes edits of the
 * browser, or, from server/adapters/editing/recalculating.ts, the same as `results` together with what LibreOffice worked
 * out `before` and `after` them.
 */
export const sheetEditor: FileEditor = {
  open: async (original) => opened(original),
  async apply(original, given, { others }) {
    const sent = sentOf(given)
    if (sent === undefined) return no({ code: 'edit_malformed', fact: '編集の一覧として読めません' })
    if ('edits' in sent) return applied(original, sent.edits)
    const [before, after] = [others.get('before'), others.get('after')]
    const calculated = before === undefined || after === undefined ? undefined : { before, after }
    return yes(withResults(original, calculated, sent.results.edits))
  },
}
