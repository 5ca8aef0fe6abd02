import { CellValueType, type ICellData, type Nullable } from '@univerjs/core'

/**
 * What Excel needs beside the shown text of a copied cell: that a text is one (007 would become 7), and of a number all its
 * digits and its format. Undefined for what is neither.
 */
export function copiedLook(
  cell: Nullable<ICellData>,
  format: string,
): Readonly<Record<string, string>> | undefined {
  if (typeof cell?.v === 'number' && cell.t !== CellValueType.BOOLEAN)
    return { 'x:num': String(cell.v), style: `mso-number-format:'${escaped(format)}';` }
  return typeof cell?.v === 'string' ? { style: String.raw`mso-number-format:'\@';` } : undefined
}

/** As a string of CSS in an attribute: a sign that either would read as its own is written by its number. */
function escaped(format: string): string {
  return format.replaceAll(
    /[^\w #,.;-]/g,
    (sign) => `\\${sign.codePointAt(0)?.toString(16).padStart(6, '0')}`,
  )
}
