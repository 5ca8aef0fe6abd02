import { test } from 'tap'
import type { SheetEdit } from '../../../contract/sheet-edits.ts'
import { makeWorkbook } from '../../../testing/workbooks.ts'
import type { MergeChoice } from '../../../usecases/merge-outcome.ts'
import { applied } from './apply.ts'
import { mergeBooks } from './merge-books.ts'
import { opened } from './open.ts'

const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`
const base = makeWorkbook({
  sheets: [
    {
      name: '積算',
      data: `<row r="1">${text('A1', '区分')}${text('B1', '金額')}</row><row r="2">${text('A2', '宿泊')}<c r="B2"><v>800</v></c><c r="C2" s="3"><v>46353</v></c></row><row r="3">${text('A3', '計')}<c r="B3"><f>SUM(B2:B2)</f><v>800</v></c></row>`,
    },
  ],
})

type Typed = readonly [cell: string, value: string]
const set = ([cell, value]: Typed): SheetEdit => ({ type: 'set', sheet: '1', cell, as: 'typed', value })
function edited(file: Uint8Array, ...typed: readonly Typed[]): Uint8Array {
  return appliedTo(file, typed.map(set))
}
function appliedTo(file: Uint8Array, edits: readonly SheetEdit[]): Uint8Array {
  const done = applied(file, { edits: [...edits], year: 2026 })
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return done.value
}

function merge(mine: Uint8Array, theirs: Uint8Array, choices: Readonly<Record<string, MergeChoice>> = {}) {
  const merged = mergeBooks({ base, mine, theirs }, choices)
  if (!merged.ok) throw new Error(JSON.stringify(merged.error))
  const { outcome, edits } = merged.value
  return { outcome, cells: cellsOf(appliedTo(theirs, edits.edits)) }
}

/** What each cell holds, formulas by their text. */
function cellsOf(file: Uint8Array): Readonly<Record<string, unknown>> {
  const book = opened(file)
  if (!book.ok) throw new Error(JSON.stringify(book.error))
  return Object.fromEntries(
    (book.value.sheets[0]?.cells ?? []).map((it) => [
      `${'ABCD'[it.column - 1]}${it.row}`,
      it.formula ?? it.value,
    ]),
  )
}

test('cells that only one of two changed are joined: numbers, texts, formulas, days, what was cleared', async (t) => {
  const mine = edited(base, ['B2', '900'], ['A4', '備考'], ['C2', '令和8年12月1日'], ['D2', '2026/12/1'])
  const theirs = edited(base, ['A2', '宿泊費'], ['B3', '=SUM(B2:B2)*2'])
  const { outcome, cells } = merge(mine, theirs)
  t.same(outcome, { conflicts: [], mine: 4, theirs: 2 })
  t.match(cells, { A2: '宿泊費', B2: 900, B3: '=SUM(B2:B2)*2', A4: '備考', C2: 46_357, D2: 46_357 })
  t.equal(merge(edited(base, ['C2', '']), theirs).cells['C2'], undefined)
})

test('a cell that both changed is chosen; the same change twice is one', async (t) => {
  const [mine, theirs] = [edited(base, ['B2', '900']), edited(base, ['B2', '950'])]
  t.same(merge(mine, theirs), {
    outcome: {
      conflicts: [
        {
          ...{ id: '1', where: '積算!B2', canBoth: false },
          base: [{ text: '800', changed: false }],
          mine: [{ text: '900', changed: true }],
          theirs: [{ text: '950', changed: true }],
        },
      ],
      mine: 0,
      theirs: 0,
    },
    cells: cellsOf(theirs),
  })
  t.equal(merge(mine, theirs, { 1: 'mine' }).cells['B2'], 900)
  t.same(merge(mine, mine).outcome, { conflicts: [], mine: 0, theirs: 0 })
})

test('laws: of a side that changed nothing the other is the result, and either may be the first', async (t) => {
  const mine = edited(base, ['B2', '900'], ['A4', '備考'])
  const theirs = edited(base, ['A2', '宿泊費'])
  t.same(merge(mine, base).cells, cellsOf(mine))
  t.same(merge(base, theirs).cells, cellsOf(theirs))
  t.same(merge(mine, theirs).cells, merge(theirs, mine).cells)
})

test('rows that moved, and what the cells do not say, are not guessed', async (t) => {
  const why = (mine: Uint8Array, theirs: Uint8Array) => {
    const merged = mergeBooks({ base, mine, theirs }, {})
    return merged.ok ? 'merged' : [merged.error.code, merged.error.fact]
  }
  const row: SheetEdit = { type: 'insert', sheet: '1', axis: 'row', at: 2, count: 1 }
  const moved = ['edit_sheet_cannot_merge', 'シート、行または列が増減しています']
  t.same(why(appliedTo(base, [row]), edited(base, ['B2', '900'])), moved)
  t.same(why(edited(base, ['B2', '900']), appliedTo(base, [row])), moved)
  const merged = makeWorkbook({
    sheets: [
      {
        name: '積算',
        data: `<row r="1">${text('A1', '区分')}${text('B1', '金額')}</row><row r="2">${text('A2', '宿泊')}<c r="B2"><v>900</v></c><c r="C2" s="3"><v>46353</v></c></row><row r="3">${text('A3', '計')}<c r="B3"><f>SUM(B2:B2)</f><v>900</v></c></row>`,
        after: '<mergeCells count="1"><mergeCell ref="A5:B5"/></mergeCells>',
      },
    ],
  })
  t.same(why(merged, edited(base, ['A2', '宿泊費'])), [
    'edit_sheet_cannot_merge',
    'セルの値と数式のほかも変えています',
  ])
  t.same(why(Buffer.from('甲'), base), ['edit_sheet_cannot_merge', 'ブックを開けません'])
})
