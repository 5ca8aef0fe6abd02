import ExcelJS from 'exceljs'
import { costLine } from './prose.ts'

const rowsPerPage = 38

/** A workbook whose first sheet prints on about `pages` A4 pages: a calculation with formulas, and a summary sheet. */
export async function excelFile(title: string, gist: string, pages: number): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  book.creator = 'みほん道'
  const sheet = book.addWorksheet('内訳書', {
    pageSetup: {
      paperSize: 9,
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:3',
    },
    views: [{ state: 'frozen', ySplit: 3 }],
  })
  sheet.columns = [
    { width: 6 },
    { width: 26 },
    { width: 10 },
    { width: 8 },
    { width: 16 },
    { width: 18 },
    { width: 16 },
  ]
  sheet.mergeCells('A1:G1')
  const head = sheet.getCell('A1')
  head.value = title
  head.font = { name: 'ＭＳ ゴシック', size: 14, bold: true }
  head.alignment = { horizontal: 'center' }
  sheet.mergeCells('A2:G2')
  sheet.getCell('A2').value = gist
  const header = sheet.addRow(['番号', '項目', '数量', '単位', '単価（円）', '金額（円）', '備考'])
  header.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8F1FE' } }
    cell.font = { name: 'ＭＳ ゴシック', size: 11, bold: true }
  })
  const count = Math.max(5, pages * rowsPerPage - 6)
  for (let index = 0; index < count; index += 1) {
    const { item, unit, quantity, priceYen } = costLine(index)
    const row = sheet.addRow([
      index + 1,
      item,
      quantity,
      unit,
      priceYen,
      null,
      index % 5 === 0 ? '見積による' : '',
    ])
    row.getCell(6).value = { formula: `C${row.number}*E${row.number}`, result: quantity * priceYen }
    row.getCell(5).numFmt = '#,##0'
    row.getCell(6).numFmt = '#,##0'
  }
  const last = sheet.rowCount
  const total = sheet.addRow(['', '合計', '', '', '', null, ''])
  total.getCell(6).value = { formula: `SUM(F4:F${last})` }
  total.getCell(6).numFmt = '"¥"#,##0'
  total.font = { name: 'ＭＳ ゴシック', size: 11, bold: true }
  sheet.eachRow((row, number) => {
    if (number < 3) return
    row.eachCell({ includeEmpty: true }, (cell) => {
      cell.border = {
        top: { style: 'thin' },
        bottom: { style: 'thin' },
        left: { style: 'thin' },
        right: { style: 'thin' },
      }
    })
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}
