import { test } from 'tap'
import { parseRange } from './cells.ts'
import { type EntryRule, type EntryValue, boundOf, breaks, movedRule } from './validation.ts'

const here = { top: 2, left: 1, bottom: 9, right: 1 }
const rule = (
  type: EntryRule['type'],
  operator: EntryRule['operator'],
  one: EntryRule['one'],
  two?: EntryRule['one'],
): EntryRule => ({
  ...{ ranges: [here], type, operator, one, style: 'stop', offersList: true },
  ...(two === undefined ? {} : { two }),
})
const n = (number: number) => ({ number })
const cells = { sheet: '2', range: { top: 1, left: 1, bottom: 9, right: 1 } }
const inCells =
  (...values: readonly EntryValue[]) =>
  (sheet: string) =>
    sheet === '2' ? values : []

test('データの入力規則: what Excel takes and what it does not', (t) => {
  const rows: readonly (readonly [EntryRule, takes: readonly EntryValue[], not: readonly EntryValue[]])[] = [
    [
      rule('list', 'between', { texts: ['一般', '特別', '1', 'A'] }),
      ['一般', '特別', 1, 'A'],
      ['一般会計', '', 2, 'a', true],
    ],
    [rule('whole', 'between', n(1), n(100)), [1, 50, 100], [0, 101, 1.5, '五', true]],
    [rule('whole', 'notBetween', n(1), n(3)), [0, 4], [1, 2, 3]],
    [rule('decimal', 'greaterThan', n(0)), [0.5], [0, -1, '一']],
    [rule('decimal', 'greaterThanOrEqual', n(0)), [0, 0.5], [-0.1]],
    [rule('decimal', 'lessThan', n(1)), [0.5], [1]],
    [rule('decimal', 'lessThanOrEqual', n(1)), [1], [1.1]],
    [rule('date', 'greaterThanOrEqual', n(46_113)), [46_113, 46_353], [46_112, '令和の春']],
    [rule('time', 'lessThan', n(0.75)), [0.5], [0.8]],
    [rule('textLength', 'equal', n(3)), ['契約書', 123], ['契約', 1234]],
    [rule('textLength', 'notEqual', n(3)), ['契約'], ['契約書']],
  ]
  for (const [one, takes, not] of rows) {
    const name = `${one.type} ${one.operator}`
    for (const it of takes)
      t.equal(
        breaks(one, it, () => []),
        false,
        `${name} takes ${String(it)}`,
      )
    for (const it of not)
      t.equal(
        breaks(one, it, () => []),
        true,
        `${name} does not take ${String(it)}`,
      )
  }
  const fromCells = rule('list', 'between', cells)
  t.equal(breaks(fromCells, 'abc', inCells('ABC', 5)), false, 'cells are compared whatever the case')
  t.equal(breaks(fromCells, '5', inCells('ABC', 5)), false)
  t.equal(breaks(fromCells, '別', inCells('ABC', 5)), true)
  const most = rule('whole', 'lessThanOrEqual', cells)
  t.equal(breaks(most, 11, inCells(10)), true)
  t.equal(breaks(most, 11, inCells('十')), false, 'a cell without a number hinders nothing')
  t.end()
})

test('データの入力規則: what a formula compares with; what must be worked out is nothing', (t) => {
  const about = {
    own: '1',
    sheetIds: new Map([['区分表', '2']]),
    names: new Map([['区分', '区分表!$A$1:$A$9']]),
    isSingle: false,
  }
  t.same(boundOf('"一般, 特別,""他"""', about), { texts: ['一般', '特別', '"他"'] })
  t.same(boundOf('10.5', about), { number: 10.5 })
  for (const it of ['区分表!$A$1:$A$9', "'区分表'!$A$1:$A$9", '区分'])
    t.same(boundOf(it, about), { sheet: '2', range: parseRange('A1:A9') }, it)
  t.same(boundOf('$C:$C', about), { sheet: '1', range: parseRange('C:C') })
  for (const it of ['TODAY()', 'A1', '$A1', '別表!$A$1', 'INDIRECT(A1)', '$A$1+1', ''])
    t.equal(boundOf(it, about), undefined, it)
  t.same(boundOf('A1', { ...about, isSingle: true }), { sheet: '1', range: parseRange('A1') })
  t.end()
})

test('データの入力規則: a rule goes with its cells, and with those it compares with', (t) => {
  const fromCells = rule('list', 'between', cells)
  const move = (type: 'insert' | 'delete', at: number, count: number) => ({
    type,
    axis: 'row' as const,
    at,
    count,
  })
  t.same(movedRule(fromCells, move('insert', 2, 1), '1', '1')?.ranges, [{ ...here, top: 3, bottom: 10 }])
  t.same(movedRule(fromCells, move('insert', 1, 2), '1', '2')?.one, {
    ...cells,
    range: { ...cells.range, top: 3, bottom: 11 },
  })
  t.same(movedRule(fromCells, move('insert', 1, 2), '1', '2')?.ranges, [here])
  t.equal(movedRule(fromCells, move('delete', 1, 9), '1', '1'), undefined)
  t.end()
})
