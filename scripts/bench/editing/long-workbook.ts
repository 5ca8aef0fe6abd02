import { makeWorkbook } from '../../../server/testing/workbooks.ts'

const columns = 'ABCDEFGH'

/** A workbook of one sheet with so many rows of eight cells, a formula in the last. */
export function longWorkbook(rows: number): Buffer {
  const row = (number: number): string => {
    const cells = Array.from(columns.slice(0, 7), (column, index) =>
      index === 0
        ? `<c r="${column}${number}" t="inlineStr"><is><t>経費 ${number}</t></is></c>`
        : `<c r="${column}${number}" s="2"><v>${number * 100 + index}</v></c>`,
    )
    const sum = `<c r="H${number}" s="2"><f>SUM(B${number}:G${number})</f><v>${number * 600 + 21}</v></c>`
    return `<row r="${number}">${cells.join('')}${sum}</row>`
  }
  const data = Array.from({ length: rows }, (_, index) => row(index + 1)).join('')
  return makeWorkbook({ sheets: [{ name: '経費', data }] })
}
