import type { Book } from './book.ts'
import { cellsOf, rowsOf } from './grid.ts'
import { sharedStringsOf } from './shared-strings.ts'
import { Splices } from './xml.ts'

/**
 * Empties the shared texts that no cell shows any more: what somebody replaced must not be readable in the file. Their
 * places stay, as cells name texts by their number.
 */
export function forgetTexts(book: Book, numbers: readonly number[]): void {
  const shared = sharedStringsOf(book)
  if (shared === undefined || numbers.length === 0) return
  const left = new Set(numbers)
  for (const sheet of book.sheets) {
    const xml = left.size > 0 && sheet.hasCells ? book.xml(sheet.part) : undefined
    if (xml === undefined) continue
    for (const cell of cellsOf(rowsOf(xml))) if (cell.type === 's') left.delete(Number(cell.value))
  }
  const splices = new Splices(shared.xml)
  for (const number of left) {
    const item = shared.items[number]
    if (item === undefined) continue
    const { prefix } = item
    splices.replace(item.start, item.end, `<${prefix}si><${prefix}t/></${prefix}si>`)
  }
  if (!splices.isEmpty) book.change(shared.part, splices.result())
}
