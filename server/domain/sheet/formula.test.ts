import { test } from 'tap'
import { shiftedFormula, tokensOf } from './formula.ts'
import { shownFormula, writtenFormula } from './formula-check.ts'
import { type Move, movedFormula } from './move.ts'

const insert = (axis: Move['axis'], at: number, count = 1): Move => ({ type: 'insert', axis, at, count })
const remove = (axis: Move['axis'], at: number, count = 1): Move => ({ type: 'delete', axis, at, count })
const moved = (formula: string, move: Move, own: string | undefined = '内訳'): string =>
  movedFormula(formula, move, own, '内訳')

test('a formula is its parts, character for character', (t) => {
  const formulas = [
    `IF(A1>="100",'歳 出'!$B$2:$C3, SUM(A:C)*1.5E-3%)&"改行""と"&表[[#Totals],[金額]]`,
    'LOG10(2)+_xlfn.XLOOKUP(A1,内訳!1:3,{1,2;"a","b"})-#REF!+[1]他!A1',
    '税率*A1:INDEX(B:B,3)+TRUE',
  ]
  for (const formula of formulas)
    t.equal(
      tokensOf(formula)
        .map((it) => it.text)
        .join(''),
      formula,
    )
  const references = (formula: string): string[] =>
    tokensOf(formula).flatMap((it) => (it.type === 'reference' ? it.text : []))
  t.same(references(formulas[0] as string), ['A1', "'歳 出'!$B$2:$C3", 'A:C'])
  t.same(
    references('LOG10(2)+A1.5+XFE1+A1048577+Q1(3)'),
    [],
    'names of functions and what lies past the edge',
  )
  t.end()
})

test('references follow rows and columns that come in or go', (t) => {
  const cases: readonly (readonly [string, Move, string])[] = [
    ['A1+A5', insert('row', 3, 2), 'A1+A7'],
    ['SUM(A1:A5)', insert('row', 3), 'SUM(A1:A6)'],
    ['SUM(A1:A5)', insert('row', 1), 'SUM(A2:A6)'],
    ['SUM(A1:A5)', insert('row', 6), 'SUM(A1:A5)'],
    ['SUM($A$1:$A$5)', remove('row', 4, 3), 'SUM($A$1:$A$3)'],
    ['SUM(A3:A5)', remove('row', 2, 2), 'SUM(A2:A3)'],
    ['SUM(A3:A5)', remove('row', 3, 3), 'SUM(#REF!)'],
    ['A5*2', remove('row', 5), '#REF!*2'],
    ['SUM(A:C)', insert('row', 2), 'SUM(A:C)'],
    ['SUM(A:C)', insert('column', 2), 'SUM(A:D)'],
    ['SUM($2:3)', insert('row', 3), 'SUM($2:4)'],
    ['B1&"B1"', insert('column', 1), 'C1&"B1"'],
    ["内訳!A5+'内訳'!A6+歳入!A7", insert('row', 2), "内訳!A6+'内訳'!A7+歳入!A7"],
    ['一:三!A5+[1]内訳!A5', insert('row', 2), '一:三!A5+[1]内訳!A5'],
    ['A1048576', insert('row', 2), '#REF!'],
  ]
  for (const [before, move, after] of cases) t.equal(moved(before, move), after, before)
  t.equal(moved('A5+内訳!A5', insert('row', 2), '歳入'), 'A5+内訳!A6', 'on another sheet')
  t.equal(movedFormula('A5+内訳!A5', insert('row', 2), undefined, '内訳'), 'A5+内訳!A6', 'on none')
  t.end()
})

test('a formula that cells share reads for each of them as if it stood there', (t) => {
  t.equal(shiftedFormula('A1*$B$1+C$1+$D1', 2, 1), 'B3*$B$1+D$1+$D3')
  t.equal(shiftedFormula('A1+歳入!A:A', -1, 0), 'A1048576+歳入!A:A', 'over the edge')
  t.end()
})

test('a typed formula is written as Excel reads it, and what Excel would call damage is refused', (t) => {
  t.same(writtenFormula('sum(a1:b2)*税率+true'), { formula: 'SUM(A1:B2)*税率+TRUE' })
  t.same(writtenFormula('ifs(A1>1,"x")'), { formula: '_xlfn.IFS(A1>1,"x")' })
  t.equal(shownFormula('_xlfn.IFS(A1>1,"_xlfn.")'), 'IFS(A1>1,"_xlfn.")')
  for (const good of ['IF(A1,,2)', '-A1%', 'SUM((A1,B2))', 'TODAY()', '"a"&"b"', "'歳 出'!A1", '1+@A1'])
    t.ok('formula' in writtenFormula(good), good)
  for (const bad of [
    'SUM(A1',
    'A1+',
    'A1 B1)',
    '1;2',
    'IF(A1)',
    'SUM()',
    'TODAY(1)',
    '"a',
    'A1 2',
    '*3',
    '()',
    '〒',
  ])
    t.equal('fault' in writtenFormula(bad) ? 'fault' : bad, 'fault', bad)
  t.match(writtenFormula('FILTER(A1:A3,B1:B3)'), {
    fault: { code: 'edit_sheet_formula_spills', fact: 'FILTER' },
  })
  t.match(writtenFormula('[1]Sheet1!A1'), { fault: { code: 'edit_sheet_formula_elsewhere' } })
  t.end()
})
