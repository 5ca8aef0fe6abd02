import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Test, test } from 'tap'
import type { SheetEdit } from '../../contract/sheet-edits.ts'
import type { Instant } from '../../domain/ids.ts'
import { differentParts, partOf, typing } from '../../testing/edited-workbook.ts'
import { estimate } from '../../testing/workbook-corpus.ts'
import { type WorkbookXml, makeWorkbook } from '../../testing/workbooks.ts'
import type { Recalculator } from '../../usecases/ports.ts'
import { createRecalculator } from '../converter/recalculator.ts'
import { createFileEditors } from './file-editors.ts'
import { recalculating } from './recalculating.ts'

const patient = { timeout: 240_000 }
const sheet1 = 'xl/worksheets/sheet1.xml'

async function folderOf(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-results-test-'))
  await chmod(folder, 0o711)
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Answers the workbook after edits as the server keeps it. */
async function saving(
  t: Test,
  calculate: Recalculator,
): Promise<(book: Uint8Array, ...edits: readonly SheetEdit[]) => Promise<Uint8Array>> {
  const editors = recalculating(
    createFileEditors({
      onBroken: (detail) => {
        throw new Error(detail)
      },
    }),
    calculate,
  )
  t.teardown(() => editors.close())
  const folder = await folderOf(t)
  return async (book, ...edits) => {
    const original = join(folder, 'original.xlsx')
    await writeFile(original, book)
    const done = await editors.apply('sheet', {
      ...{ original, given: Buffer.from(JSON.stringify({ edits, year: 2026 })), others: new Map() },
      context: { kind: 'xlsx', author: '', at: '' as Instant, tracked: false },
    })
    if (!done.ok) throw new Error(JSON.stringify(done.error))
    return done.value
  }
}

const words = ['項目', '数量', '金額', '会場費', '印刷費', '通信費', '合計'].map((it) => `<t>${it}</t>`)
const book: WorkbookXml = {
  sheets: [
    { name: '内訳', data: estimate },
    {
      name: '総括',
      data: '<row r="1"><c r="A1"><f>内訳!C5</f><v>1800</v></c><c r="B1" t="str"><f>"計"&amp;A1</f><v>計1800</v></c><c r="C1"><f>1/3</f><v>0.33</v></c></row>',
    },
  ],
  strings: words,
}

test(
  'results that an edit changes are worked out and stored; all others stay as Excel stored them',
  patient,
  async (t) => {
    const calculator = createRecalculator({
      allowUnsandboxed: true,
      onFailure: (error) => {
        throw error
      },
    })
    t.teardown(() => calculator.close())
    const save = await saving(t, calculator.calculate)
    const bytes = makeWorkbook(book)
    const after = await save(bytes, typing('B2', '１,000'), typing('D2', '=B2*1.5'))
    t.same(differentParts(bytes, after), [sheet1, 'xl/worksheets/sheet2.xml'])
    const first = partOf(after, sheet1) ?? ''
    t.match(first, '<f>B2*2</f><v>2000</v>')
    t.match(first, '<f>SUM(C2:C4)</f><v>3400</v>')
    t.match(first, '<c r="D2"><f>B2*1.5</f><v>1500</v></c>', 'a new formula has its result')
    const second = partOf(after, 'xl/worksheets/sheet2.xml') ?? ''
    t.match(second, '<f>内訳!C5</f><v>3400</v>')
    t.match(second, '<v>計3400</v>')
    t.match(second, '<f>1/3</f><v>0.33</v>', 'which LibreOffice would have stored otherwise')

    const moved = await save(bytes, { type: 'insert', sheet: '1', axis: 'row', at: 2, count: 1 })
    t.match(partOf(moved, 'xl/worksheets/sheet2.xml'), '<f>内訳!C6</f><v>1800</v>')
    const error = await save(bytes, typing('B2', '=1/0'))
    t.match(partOf(error, sheet1), '<c t="e" r="C5" s="2"><f>SUM(C2:C4)</f><v>#DIV/0!</v></c>')
    const words = await save(bytes, typing('A2', '会場借上料'))
    t.same(differentParts(bytes, words), ['xl/sharedStrings.xml', sheet1], 'an edit that no formula asks for')
    t.match(partOf(words, sheet1), '<v>1800</v>')
  },
)

test('without results none that may be wrong is kept, and Excel is told to work them out', async (t) => {
  const save = await saving(t, async () => undefined)
  const bytes = makeWorkbook(book)
  const after = await save(bytes, typing('B2', '1000'))
  t.notMatch(partOf(after, sheet1), '<v>1800</v>')
  t.match(partOf(after, sheet1), '<c r="C5" s="2"><f>SUM(C2:C4)</f></c>')
  t.match(partOf(after, 'xl/workbook.xml'), /<calcPr [^>]*fullCalcOnLoad="1"/)
  const without = makeWorkbook({ sheets: [{ name: '文', data: '<row r="1"><c r="A1"><v>1</v></c></row>' }] })
  t.same(differentParts(without, await save(without, typing('A1', '2'))), [sheet1], 'nothing to work out')
})

test('what a workbook comes to before its edit is worked out while somebody edits it, once', async (t) => {
  const folder = await folderOf(t)
  const original = join(folder, 'original.xlsx')
  await writeFile(original, makeWorkbook(book))
  const calculated: string[] = []
  const editors = recalculating(
    createFileEditors({
      onBroken: (detail) => {
        throw new Error(detail)
      },
    }),
    async (path) => {
      calculated.push(path)
      return readFile(path)
    },
  )
  t.teardown(() => editors.close())
  t.ok((await editors.open('sheet', original, 'xlsx')).ok)
  const edit = (value: string) =>
    editors.apply('sheet', {
      ...{ original, given: Buffer.from(JSON.stringify({ edits: [typing('B2', value)], year: 2026 })) },
      others: new Map(),
      context: { kind: 'xlsx', author: '', at: '' as Instant, tracked: false },
    })
  t.ok((await edit('1000')).ok)
  t.ok((await edit('2000')).ok)
  t.equal(calculated.filter((it) => it === original).length, 1)
  t.equal(calculated.length, 3, 'and each edit')
  await writeFile(original, makeWorkbook({ ...book, strings: words.toReversed() }))
  t.ok((await edit('3000')).ok)
  t.equal(calculated.filter((it) => it === original).length, 2, 'another content is another workbook')
})
