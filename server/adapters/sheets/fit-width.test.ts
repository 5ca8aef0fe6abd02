import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { type Test, test } from 'tap'
import { temporaryFolder } from '../../testing/running-server.ts'
import { openParts } from '../remarks/office-parts.ts'
import { fittedSheet } from './fit-width.ts'
import { fitWorkbook } from './fit-workbook.ts'

/** A sheet with one row of so many cells, all columns so many characters wide. */
function sheet(
  columns: number,
  characters: number,
  more: { readonly head?: string; readonly tail?: string } = {},
): string {
  const letters = (index: number): string =>
    index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26)
  const cells = Array.from({ length: columns }, (_, index) => `<c r="${letters(index)}1"><v>1</v></c>`).join(
    '',
  )
  return `<worksheet xmlns="x">${more.head ?? ''}<cols><col min="1" max="16384" width="${characters}"/></cols><sheetData><row r="1">${cells}</row></sheetData>${more.tail ?? ''}</worksheet>`
}

const setupOf = (xml: string | undefined): string | undefined => /<pageSetup[^>]*>/.exec(xml ?? '')?.[0]

test('a sheet that is wider than its paper is laid across and fitted to the width', (t) => {
  t.equal(fittedSheet(sheet(8, 9), false), undefined, 'it fits')
  const wide = fittedSheet(sheet(20, 9), false)
  t.equal(setupOf(wide), '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>')
  t.match(wide, '<worksheet xmlns="x"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
  t.match(setupOf(fittedSheet(sheet(100, 9), false)), 'fitToWidth="3"', 'never smaller than two fifths')
  t.equal(fittedSheet(sheet(16_384, 9), false), undefined, 'the last column is no table')
  const kept = {
    head: '<sheetPr><tabColor rgb="FF0000"/></sheetPr>',
    tail: '<pageSetup paperSize="8" scale="100" orientation="portrait"/>',
  }
  const a3 = fittedSheet(sheet(20, 9, kept), false)
  t.match(a3, '<sheetPr><tabColor rgb="FF0000"/><pageSetUpPr fitToPage="1"/></sheetPr>')
  t.equal(setupOf(a3), '<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>')
  t.end()
})

test('what somebody has set up for printing stays as it is', (t) => {
  t.equal(fittedSheet(sheet(20, 9), true), undefined, 'print area')
  for (const more of [
    { tail: '<pageSetup scale="60"/>' },
    { head: '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' },
    { tail: '<colBreaks count="1"><brk id="5"/></colBreaks>' },
  ]) {
    t.equal(fittedSheet(sheet(20, 9, more), false), undefined, JSON.stringify(more))
  }
  t.end()
})

test('a workbook is changed in its sheets only, and stays a workbook', async (t: Test) => {
  const folder = await temporaryFolder(t, 'fit')
  const [path, was] = [join(folder, 'in.xlsx'), join(folder, 'was.xlsx')]
  const book = new ExcelJS.Workbook()
  book.addWorksheet('狭い').addRow(['a', 'b'])
  const wide = book.addWorksheet('広い', { pageSetup: {} })
  wide.addRow(Array.from({ length: 30 }, (_, index) => `項目${index}`))
  await writeFile(path, Buffer.from(await book.xlsx.writeBuffer()))
  // Read part by part below: of a file that nobody writes to meanwhile.
  await copyFile(path, was)
  const before = await openParts(was)
  await fitWorkbook(path)
  const after = await openParts(path)
  t.same(after?.names, before?.names)
  for (const name of after?.names ?? []) {
    const changed = (await before?.text(name)) !== (await after?.text(name))
    t.equal(changed, name === 'xl/worksheets/sheet2.xml', name)
  }
  before?.close()
  after?.close()
  const again = new ExcelJS.Workbook()
  await again.xlsx.load((await readFile(path)).buffer)
  t.equal(again.getWorksheet('広い')?.pageSetup.fitToPage, true)
  t.equal(again.getWorksheet('広い')?.getCell('AD1').value, '項目29')
})
