import { cutBy } from '../../../domain/sheet/blocks.ts'
import { last } from '../../../domain/sheet/cells.ts'
import type { Move } from '../../../domain/sheet/move.ts'
import type { EditProblemCode } from '../../../usecases/edit-problem-codes.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import type { SheetProblemCode } from '../../../usecases/sheet-sentences.ts'
import type { Book, SheetPart } from './book.ts'
import { cellsOf, rowsOf } from './grid.ts'
import { blocksOf, isProtected } from './refused-cells.ts'
import { type Xml, childOf } from './xml.ts'

/** Why rows and columns of a sheet can never come in or go: a code; undefined when it depends on where. */
export function fixedBy(book: Book, sheet: SheetPart, xml: Xml): SheetProblemCode | undefined {
  if (isProtected(xml)) return 'edit_sheet_protected'
  const places = ['tableSingleCells', 'queryTable']
  const isBound = places.some((it) => book.related(sheet.part, it).length > 0)
  return isBound ||
    ['scenarios', 'cellWatches', 'dataConsolidate', 'customSheetViews'].some(
      (it) => childOf(xml.root, it) !== undefined,
    )
    ? 'edit_sheet_bound'
    : undefined
}

/** Why these rows or columns cannot come in or go; undefined when they can. */
export function moveRefusal(book: Book, sheet: SheetPart, xml: Xml, move: Move): EditProblem | undefined {
  const fixed = fixedBy(book, sheet, xml)
  if (fixed !== undefined) return { code: fixed, fact: `シート「${sheet.name}」` }
  const place = `${sheet.name} ${move.at}${move.axis === 'row' ? '行目' : '列目'}`
  const refuse = (code: EditProblemCode): EditProblem => ({ code, fact: place })
  if (move.at + move.count - 1 > last[move.axis]) return refuse('edit_malformed')
  const cells = cellsOf(rowsOf(xml))
  const furthest = Math.max(0, ...cells.map((it) => it[move.axis]))
  if (move.type === 'insert' && furthest + move.count > last[move.axis]) return refuse('edit_sheet_full')
  const cut = cutBy(blocksOf(book, sheet, xml, cells), move)
  return cut === undefined ? undefined : refuse(cut)
}
