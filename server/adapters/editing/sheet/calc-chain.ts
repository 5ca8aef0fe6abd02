import type { Book } from './book.ts'
import { Splices, attributeOf, childrenOf } from './xml.ts'

/** Takes the order of calculation out of the package: Excel makes it again when it opens the file. */
export function dropCalcChain(book: Book): void {
  const [part] = book.related(book.part, 'calcChain')
  if (part !== undefined) book.remove(part)
}

/** Takes cells that hold no formula any more out of the order of calculation: with them Excel would call the file damaged. */
export function dropFromCalcChain(book: Book, sheetId: string, cells: ReadonlySet<string>): void {
  const [part] = book.related(book.part, 'calcChain')
  const xml = part === undefined ? undefined : book.xml(part)
  if (part === undefined || xml === undefined || cells.size === 0) return
  const entries = childrenOf(xml.root, 'c')
  const splices = new Splices(xml)
  let sheet = ''
  let left = 0
  /** The sheet that the entry before this one in the new list says or inherits. */
  let told = ''
  for (const entry of entries) {
    const own = attributeOf(xml, entry, 'i')
    sheet = own ?? sheet
    if (sheet === sheetId && cells.has(attributeOf(xml, entry, 'r') ?? '')) {
      splices.remove(entry)
      continue
    }
    left += 1
    if (own === undefined && sheet !== told) splices.attribute(entry, 'i', sheet)
    told = sheet
  }
  if (left === 0) book.remove(part)
  else if (!splices.isEmpty) book.change(part, splices.result())
}
