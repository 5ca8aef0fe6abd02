import type { SheetEdit } from '../../../contract/sheet-edits.ts'
import { sheetOfPrefix, tokensOf } from '../../../domain/sheet/formula.ts'
import { writtenFormula } from '../../../domain/sheet/formula-check.ts'
import { formatKind } from '../../../domain/sheet/number-format.ts'
import { type TypedValue, typedValue } from '../../../domain/sheet/typed.ts'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import type { Book } from './book.ts'
import { attributeOf, childOf, childrenOf } from './xml.ts'

export type SetEdit = Extract<SheetEdit, { readonly type: 'set' }>

/** What a cell is to hold after an edit; formulas as files write them. */
export function newValue(
  book: Book,
  edit: SetEdit,
  into: { readonly format: string; readonly year: number; readonly heldText: boolean },
): Result<TypedValue, EditProblem> {
  const value = valueOf(edit, { ...into, is1904: book.is1904 })
  if (value.type === 'text' && value.text.length > 32_767)
    return no({ code: 'edit_sheet_text_too_long', fact: `${value.text.length}文字` })
  if (value.type !== 'formula') return yes(value)
  const written = writtenFormula(value.formula)
  if ('fault' in written) return no(written.fault)
  const unknown = unknownName(book, written.formula)
  if (unknown !== undefined) return no({ code: 'edit_sheet_formula', fact: unknown })
  return yes({ type: 'formula', formula: written.formula })
}

function valueOf(edit: SetEdit, into: Parameters<typeof typedValue>[1]): TypedValue {
  const { as, value } = edit
  if (value === '') return { type: 'empty' }
  const isText = formatKind(into.format) === 'text'
  switch (as) {
    case 'typed':
      return typedValue(value, into)
    case 'number':
      return isText || !Number.isFinite(Number(value))
        ? { type: 'text', text: value }
        : { type: 'number', number: Number(value) }
    case 'boolean':
      return { type: 'boolean', value: value === 'true' }
    case 'formula':
      return { type: 'formula', formula: value.replace(/^=/, '').trim() }
    case 'text':
      return { type: 'text', text: value }
  }
}

/** A sheet, table or column that a formula names and the workbook does not have: Excel would call the file damaged. */
function unknownName(book: Book, formula: string): string | undefined {
  const sheets = new Set(book.sheets.map((it) => it.name.toUpperCase()))
  for (const token of tokensOf(formula)) {
    if (token.type !== 'reference' && token.type !== 'name') continue
    const prefix = token.type === 'reference' ? token.prefix : (/^.*!/.exec(token.text)?.[0] ?? '')
    const sheet = prefix === '' ? undefined : sheetOfPrefix(prefix)
    if (sheet !== undefined && !sheets.has(sheet.toUpperCase())) return `シート「${sheet}」`
    if (token.type === 'name' && token.text.includes('[') && !isTableColumn(book, token.text))
      return token.text
  }
  return undefined
}

function isTableColumn(book: Book, text: string): boolean {
  const [, table = '', column = ''] = /^([^[\]]+)\[([^[\]@#']+)\]$/.exec(text) ?? []
  return book.names.some((part) => {
    if (!/^xl\/tables\/[^/]+\.xml$/.test(part)) return false
    const xml = book.xml(part)
    if (xml === undefined || attributeOf(xml, xml.root, 'displayName')?.toUpperCase() !== table.toUpperCase())
      return false
    return childrenOf(childOf(xml.root, 'tableColumns'), 'tableColumn').some(
      (it) => attributeOf(xml, it, 'name') === column,
    )
  })
}
