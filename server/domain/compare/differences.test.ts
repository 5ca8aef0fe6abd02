import fc from 'fast-check'
import { test } from 'tap'
import { sampled } from '../../testing/property-runs.ts'
import { cellName } from '../sheet/cells.ts'
import { type Block, comparePassages } from './compare-passages.ts'
import { type ComparedCell, type ComparedSheet, compareSheets } from './compare-sheets.ts'
import type { ContentDifference, Part } from './difference.ts'
import { findOnPages } from './find-on-pages.ts'
import { markedText } from './marked-text.ts'

const lines = (...texts: readonly string[]): readonly Block[] =>
  texts.map((text) => ({ kind: 'paragraph', passages: [{ text, place: {} }] }))
const row = (...texts: readonly string[]): Block => ({
  kind: 'row',
  passages: texts.map((text, at) => ({ text, place: { table: 1, column: at + 1 } })),
})
const marked = (parts: readonly Part[]) => parts.map((it) => (it.changed ? `[${it.text}]` : it.text)).join('')
const told = (all: readonly ContentDifference[]) =>
  all.map((it) => [it.kind, marked(it.before), marked(it.after)])
const words = (older: readonly Block[], newer: readonly Block[]) =>
  told(comparePassages(older, newer).differences)

test('words are told passage by passage, with what changed marked in both', async (t) => {
  t.same(words(lines('期間は20日とする。', '以上'), lines('期間は30日とする。', '以上')), [
    ['changed', '期間は[20]日とする。', '期間は[30]日とする。'],
  ])
  t.same(words(lines('甲', '乙'), lines('甲', '新たに定める。', '乙')), [
    ['inserted', '', '[新たに定める。]'],
  ])
  t.same(words(lines('甲', '廃止する条。', '乙'), lines('甲', '乙')), [['deleted', '[廃止する条。]', '']])
  t.same(words(lines('甲', '乙'), lines('甲', '第2章', '新たに定める。', '乙')), [
    ['inserted', '', '[第2章\n新たに定める。]'],
  ])
  t.same(words(lines('甲 ', '', '乙'), lines('甲', '乙', ' ')), [], 'empty lines and spaces at ends')
  const long = `${'あ'.repeat(100)}。`
  t.same(words(lines(`${long}20日`), lines(`${long}30日`)), [
    ['changed', `…${'あ'.repeat(23)}。[20]日`, `…${'あ'.repeat(23)}。[30]日`],
  ])
})

test('of several passages those that are most alike are laid beside each other', async (t) => {
  t.same(
    words(
      lines('観光振興の計画を定める。', '道路の占用を許可する。'),
      lines('別に定める条。', '観光振興の方針を定める。', '道路の占用を許可しない。'),
    ),
    [
      ['inserted', '', '[別に定める条。]'],
      ['changed', '観光振興の[計画]を定める。', '観光振興の[方針]を定める。'],
      ['changed', '道路の占用を許可[する]。', '道路の占用を許可[しない]。'],
    ],
  )
  t.same(words(lines('20', '30'), lines('40', '50')), [
    ['changed', '[20]', '[40]'],
    ['changed', '[30]', '[50]'],
  ])
})

test('what went at one place and came at another was moved; a paragraph that was divided says the same', async (t) => {
  const clause = '契約の期間は、令和8年度とする。'
  t.same(words(lines(clause, '第一', '第二', '第三'), lines('第一', '第二', '第三', clause)), [
    ['moved', clause, clause],
  ])
  const { differences } = comparePassages(lines('甲とする。乙とする。'), lines('甲とする。', '乙とする。'))
  t.same(
    differences.map((it) => [it.kind, it.looks]),
    [['formatting', ['breaks']]],
  )
})

test('rows of a table are told cell by cell, and a row that came as one', async (t) => {
  const old = [row('区分', '金額'), row('宿泊', '800円'), row('交通', '500円')]
  const now = [row('区分', '金額'), row('宿泊', '900円'), row('食事', '700円'), row('交通', '500円')]
  t.same(words(old, now), [
    ['changed', '[800]円', '[900]円'],
    ['inserted', '', '[食事　700円]'],
  ])
  t.same(comparePassages(old, now).differences[0]?.place, { table: 1, column: 2 })
})

test('the same words in another look are formatting, and say in what', async (t) => {
  const styled = (look: Record<string, string>, text = '金額は20円'): readonly Block[] => [
    {
      kind: 'paragraph',
      passages: [
        {
          ...{ text, place: {}, shape: {} },
          looks: [
            { count: 3, look: {} },
            { count: text.length - 3, look },
          ],
        },
      ],
    },
  ]
  const { differences } = comparePassages(styled({}), styled({ bold: '1', size: '24' }))
  t.same(
    differences.map((it) => [it.kind, it.looks]),
    [['formatting', ['bold', 'size']]],
  )
  const both = comparePassages(styled({}), styled({ bold: '1' }, '金額は30円')).differences
  t.same(
    both.map((it) => [it.kind, it.looks]),
    [['changed', ['bold']]],
    'of what stayed beside a change',
  )
})

test('nothing is different from itself, and what is marked makes the one text the other', async (t) => {
  const some = fc.array(
    fc.constantFrom('第1条', '期間は20日とする。', '期間は30日とする。', '別表', '', '髙﨑'),
    {
      maxLength: 12,
    },
  )
  let several = 0
  fc.assert(
    fc.property(some, some, (older, newer) => {
      const { differences } = comparePassages(lines(...older), lines(...newer))
      if (differences.length > 2) several += 1
      const ofItself = comparePassages(lines(...older), lines(...older)).differences
      return ofItself.length === 0 && (differences.length === 0) === sameLines(older, newer)
    }),
    sampled,
  )
  t.ok(several > 50, 'it met contents that differ in several places')
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (older, newer) => {
      const { before, after } = markedText(older, newer)
      const stayed = (parts: readonly Part[]) => parts.filter((it) => !it.changed).map((it) => it.text)
      return (
        before.map((it) => it.text).join('') === older &&
        after.map((it) => it.text).join('') === newer &&
        stayed(before).join('') === stayed(after).join('')
      )
    }),
    sampled,
  )
})

function sameLines(older: readonly string[], newer: readonly string[]): boolean {
  const filled = (all: readonly string[]) => all.filter((it) => it !== '').join('\n')
  return filled(older) === filled(newer)
}

type Value = string | number | readonly [formula: string, result: number]

/** A sheet from rows; numbers are shown with their thousands. */
function sheet(name: string, rows: readonly (readonly (Value | undefined)[])[]): ComparedSheet {
  const cells = rows.flatMap((values, at) =>
    values.flatMap((value, column): ComparedCell[] => {
      if (value === undefined) return []
      const [formula, held] = Array.isArray(value)
        ? (value as [string, number])
        : [undefined, value as string]
      return [
        {
          ...{ row: at + 1, column: column + 1, value: String(held), look: '' },
          shown: typeof held === 'number' ? held.toLocaleString('ja-JP') : held,
          ...(formula === undefined ? {} : { formula }),
          isText: typeof held === 'string',
        },
      ]
    }),
  )
  return { id: name, name, cells, merges: [] }
}

const cells = (older: readonly ComparedSheet[], newer: readonly ComparedSheet[]) =>
  compareSheets(older, newer).differences.map((it) => [
    it.kind,
    it.place.cells ?? it.place.sheet,
    marked(it.before),
    marked(it.after),
  ])
const costs: readonly (readonly (Value | undefined)[])[] = [
  ['区分', '金額', '割合'],
  ['宿泊', 800, 40],
  ['交通', 500, 25],
  ['食事', 700, 35],
  ['計', ['SUM(B2:B4)', 2000], ['SUM(C2:C4)', 100]],
]

test('a cell that was typed, what a formula gives because of it, and what heads both', async (t) => {
  const now = costs.with(1, ['宿泊', 1900, 40]).with(4, ['計', ['SUM(B2:B4)', 3100], ['SUM(C2:C4)', 100]])
  const { differences } = compareSheets([sheet('積算', costs)], [sheet('積算', now)])
  t.same(told(differences), [
    ['changed', '[800]', '[1,900]'],
    ['result', '[2,000]', '[3,100]'],
  ])
  t.same(
    differences.map((it) => it.place),
    [
      { sheet: '積算', cells: 'B2', labels: ['宿泊', '金額'] },
      { sheet: '積算', cells: 'B5', labels: ['計', '金額'] },
    ],
  )
  const rewritten = costs.with(4, ['計', ['SUM(B2:B3)', 1300], ['SUM(C2:C4)', 100]])
  t.same(compareSheets([sheet('積算', costs)], [sheet('積算', rewritten)]).differences[0]?.formula, {
    before: '=SUM(B2:B4)',
    after: '=SUM(B2:B3)',
  })
})

test('a row that came in is one difference: formulas that follow it are none', async (t) => {
  const now: typeof costs = [
    ...costs.slice(0, 2),
    ['会場', 0, 0],
    ...costs.slice(2, 4),
    ['計', ['SUM(B2:B5)', 2000], ['SUM(C2:C5)', 100]],
  ]
  t.same(cells([sheet('積算', costs)], [sheet('積算', now)]), [['inserted', '3:3', '', '[会場　0　0]']])
  t.same(cells([sheet('積算', now)], [sheet('積算', costs)]), [['deleted', '3:3', '[会場　0　0]', '']])
  const moved = now.with(3, ['交通', 600, 25])
  t.same(compareSheets([sheet('積算', costs)], [sheet('積算', moved)]).differences.at(-1)?.place, {
    sheet: '積算',
    cells: 'B4',
    cellsBefore: 'B3',
    labels: ['交通', '金額'],
  })
})

test('of rows that went, what formulas say of them', async (t) => {
  const summed = (formula: string) => costs.slice(0, 3).concat([['計', [formula, 1300], 0]])
  const old = [...costs.slice(0, 4), ['計', ['SUM(B2:B4)', 1300], 0]] as typeof costs
  const told = (now: typeof costs) => cells([sheet('積算', old)], [sheet('積算', now)]).map(([kind]) => kind)
  t.same(told(summed('SUM(B2:B3)')), ['deleted'], 'the range ends before the row')
  t.same(told(summed('SUM(B2:B9)')), ['deleted', 'changed'], 'somebody rewrote it')
  const single = [...costs.slice(0, 4), ['計', ['B4', 700], 0]] as typeof costs
  const gone = (formula: string) =>
    cells([sheet('積算', single)], [sheet('積算', summed(formula))]).map(([kind]) => kind)
  t.same(gone('B3'), ['deleted', 'changed'], 'it is another row now')
  t.same(gone('#REF!'), ['deleted', 'result'], 'as Excel leaves it')
})

test('a column that went at one place while another came elsewhere leaves those between alone', async (t) => {
  const old = costs.map(([name, , share], at) => [name, `摘要${at}`, `科目${at}`, share]) as typeof costs
  const now = costs.map(([name, , share], at) => [name, `科目${at}`, share, `備考${at}`]) as typeof costs
  t.same(
    cells([sheet('積算', old)], [sheet('積算', now)]).map(([kind, place]) => [kind, place]),
    [
      ['deleted', 'B:B'],
      ['inserted', 'D:D'],
    ],
  )
})

test('a column that came in is one difference, also where every row is another one by it', async (t) => {
  const now = costs.map(([name, ...rest], at) => [name, `摘要${at}`, ...rest]) as (typeof costs)[number][]
  now[4] = ['計', '摘要4', ['SUM(C2:C4)', 2000], ['SUM(D2:D4)', 100]]
  t.same(
    cells([sheet('積算', costs)], [sheet('積算', now)]).map(([kind, place]) => [kind, place]),
    [['inserted', 'B:B']],
  )
})

test('sheets come, go and get other names; references follow a name', async (t) => {
  const other = (name: string) => sheet('まとめ', [['合計', [`${name}!B5`, 2000]]])
  const renamed: ComparedSheet = { ...sheet('内訳', costs), id: '積算' }
  t.same(cells([sheet('積算', costs), other('積算')], [renamed, other('内訳')]), [
    ['renamed', '内訳', '[積算]', '[内訳]'],
  ])
  t.same(cells([sheet('積算', costs)], [sheet('積算', costs), sheet('参考', [['甲']])]), [
    ['inserted', '参考', '', '[参考]'],
  ])
})

test('every cell that changed is told at its place, and no other', async (t) => {
  const base = Array.from({ length: 12 }, (_, at) => [`項目${at}`, at * 100, `備考${at}`])
  const place = fc.record({ row: fc.integer({ min: 0, max: 11 }), column: fc.integer({ min: 1, max: 2 }) })
  let several = 0
  fc.assert(
    fc.property(
      fc.uniqueArray(place, { maxLength: 6, selector: (it) => `${it.row} ${it.column}` }),
      (some) => {
        const now = base.map((it) => [...it])
        for (const it of some) (now[it.row] as Value[])[it.column] = `改${it.row}${it.column}`
        if (some.length > 2) several += 1
        const { differences } = compareSheets([sheet('表', base)], [sheet('表', now)])
        const told = new Set(differences.map((it) => it.place.cells))
        return (
          differences.length === some.length &&
          some.every((it) => told.has(cellName({ row: it.row + 1, column: it.column + 1 })))
        )
      },
    ),
    sampled,
  )
  t.ok(several > 50)
})

test('changes are found on the pages in their order, across lines, and by what surrounds them', async (t) => {
  const { differences } = comparePassages(
    lines('期間は20日とする。', '中略', '期間は20日とする。'),
    lines('期間は30日とする。', '中略', '期間は40日とする。'),
  )
  const pages = ['期間は\n30日とする。中略', '期間は40日\nとする。']
  t.same(findOnPages(pages, 'newer', differences), [
    [{ pageIndex: 0, from: 3, to: 5 }],
    [{ pageIndex: 1, from: 3, to: 5 }],
  ])
  const twice = comparePassages(lines('甲は20日', '中略', '甲は20日'), lines('甲は30日', '中略', '甲は30日'))
  t.same(
    findOnPages(['甲は30日', '甲は30日'], 'newer', twice.differences).map((it) => it[0]?.pageIndex),
    [0, 1],
    'the same words twice',
  )
  const over = comparePassages(lines('長い一文は二つの頁にわたる。'), lines('長い一文は三つの頁にわたる。'))
  t.same(
    findOnPages(['長い一文は三つ', '- 2 -の頁にわたる。'], 'newer', over.differences),
    [[]],
    'too short a rest is not guessed',
  )
  const numbers = compareSheets([sheet('積算', costs)], [sheet('積算', costs.with(2, ['交通', 800, 25]))])
  t.same(findOnPages(['区分金額割合', '宿泊 800 40 交通 800 25'], 'newer', numbers.differences), [
    [{ pageIndex: 1, from: 9, to: 12 }],
  ])
  const both = compareSheets([sheet('積算', costs)], [sheet('積算', costs.with(2, ['交通', 800, 30]))])
  t.same(
    findOnPages(['宿泊 800 40 交通 800 30 交通 800 30'], 'newer', both.differences).map((it) => it[0]?.from),
    [9, 12],
    'two cells of one row',
  )
})
