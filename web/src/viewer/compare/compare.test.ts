import fc from 'fast-check'
import { test } from 'tap'
import type { TextRun } from '../../../../server/contract/book.ts'
import type { Comparison } from '../../../../server/contract/comparison.ts'
import { changeLinks, noLinks } from './change-links.ts'
import { type CompareScene, captionHeight, compareScene, keepLine, rowAt, rowsNear } from './compare-scene.ts'
import { movedWords } from './moved-words.ts'
import { type Pixels, type Region, differingRegions } from './picture-difference.ts'
import { pagesWith, placesOf } from './places.ts'
import { boxesOfSpan } from './span-boxes.ts'

const run = (text: string, box: TextRun['box'], vertical?: true, fontSize = 20): TextRun => ({
  text,
  box,
  fontSize,
  ...(vertical && { vertical }),
})

type Colour = readonly [red: number, green: number, blue: number]
const black: Colour = [0, 0, 0]

/** White paper with filled rectangles. */
function paper(
  width: number,
  height: number,
  things: readonly (Region & { readonly colour?: Colour })[],
): Pixels {
  const data = new Uint8ClampedArray(4 * width * height).fill(255)
  for (const { x, y, colour = black, ...size } of things)
    for (let row = y; row < Math.min(height, y + size.height); row += 1)
      for (let column = x; column < Math.min(width, x + size.width); column += 1)
        data.set(colour, 4 * (row * width + column))
  return { data, width, height }
}
const noMasks = { older: [], newer: [] }
const nowhere = { masks: noMasks, shifts: [] }
const stamp: Region = { x: 200, y: 300, width: 40, height: 40 }
const line: Region = { x: 20, y: 40, width: 260, height: 3 }

/** Whether a rectangle covers another one, give or take a cell. */
const covers = (it: Region | undefined, thing: Region) =>
  it !== undefined &&
  it.x <= thing.x &&
  it.y <= thing.y &&
  it.x + it.width >= thing.x + thing.width &&
  it.y + it.height >= thing.y + thing.height &&
  it.width <= thing.width + 24 &&
  it.height <= thing.height + 24

test('a stamp that came, went or changed its colour is one rectangle; equal pictures have none', async (t) => {
  const was = paper(300, 420, [line])
  const is = paper(300, 420, [line, stamp])
  const [found, ...more] = differingRegions(was, is, nowhere)
  t.ok(covers(found, stamp), JSON.stringify(found))
  t.same(more, [])
  t.ok(covers(differingRegions(is, was, nowhere)[0], stamp))
  const red = paper(300, 420, [line, { ...stamp, colour: [220, 30, 30] }])
  t.ok(covers(differingRegions(is, red, nowhere)[0], stamp))
  t.same(differingRegions(is, is, nowhere), [])
})

test('what is drawn a pixel further on is the same, two stamps far apart are two places', async (t) => {
  t.same(differingRegions(paper(300, 420, [line]), paper(300, 420, [{ ...line, y: 41, x: 21 }]), nowhere), [])
  const two = [stamp, { ...stamp, x: 60 }]
  const found = differingRegions(paper(300, 420, []), paper(300, 420, two), nowhere)
  t.equal(found.length, 2)
  for (const it of two) t.ok(found.some((one) => covers(one, it)))
})

test('words that moved are left to the words; what moved along with them is no difference, a stamp on them is', async (t) => {
  const down = 30
  const picture: Region = { x: 60, y: 200, width: 80, height: 60 }
  const was = paper(300, 420, [picture])
  const is = paper(300, 420, [{ ...picture, y: picture.y + down }])
  t.not(differingRegions(was, is, nowhere).length, 0, 'without words that moved it is one')
  t.same(differingRegions(was, is, { masks: noMasks, shifts: [down] }), [])
  t.same(
    differingRegions(was, paper(300, 420, []), { masks: { older: [picture], newer: [] }, shifts: [] }),
    [],
  )
  t.equal(
    differingRegions(was, paper(300, 420, [{ ...picture, y: picture.y + down }, stamp]), {
      masks: noMasks,
      shifts: [down],
    }).length,
    1,
  )
  // A table that was pushed over the end of the page is told by its words; a red seal is not.
  const low: Region = { x: 60, y: 350, width: 100, height: 20 }
  const red: Colour = [220, 30, 30]
  const pushed = { masks: noMasks, shifts: [down] }
  t.same(differingRegions(paper(300, 420, [low]), paper(300, 420, []), pushed), [])
  t.equal(differingRegions(paper(300, 420, [{ ...low, colour: red }]), paper(300, 420, []), pushed).length, 1)
  t.equal(differingRegions(paper(300, 420, [low]), paper(300, 420, []), nowhere).length, 1)
})

test('every rectangle lies in the picture, and every changed block of pixels in a rectangle', async () => {
  const thing = fc.record({
    x: fc.integer({ min: 0, max: 90 }),
    y: fc.integer({ min: 0, max: 90 }),
    width: fc.integer({ min: 6, max: 20 }),
    height: fc.integer({ min: 6, max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(thing, { maxLength: 4 }), (things) => {
      const found = differingRegions(paper(100, 100, []), paper(100, 100, things), nowhere)
      const inside = found.every((it) => it.x + it.width <= 100 && it.y + it.height <= 100)
      // What is cut off at the edge to a pixel or two is dust.
      const seen = things.filter((it) => it.x <= 94 && it.y <= 94)
      return (
        inside &&
        seen.every((it) =>
          found.some(
            (one) =>
              one.x <= it.x + 2 &&
              one.y <= it.y + 2 &&
              one.x + one.width >= Math.min(100, it.x + it.width) - 2 &&
              one.y + one.height >= Math.min(100, it.y + it.height) - 2,
          ),
        )
      )
    }),
    { numRuns: 300 },
  )
})

test('which words moved, and how far', async (t) => {
  const older = [
    run('第１条', [50, 100, 60, 12]),
    run('第２条', [50, 120, 60, 12]),
    run('旧', [50, 140, 12, 12]),
  ]
  const newer = [
    run('第１条', [50, 100, 60, 12]),
    run('新', [50, 120, 12, 12]),
    run('第２条', [50, 150.2, 60, 12]),
  ]
  const { masks, shifts } = movedWords(older, newer)
  t.same(shifts, [30])
  t.same(
    [...masks.older, ...masks.newer].map((it) => it.y),
    [118.5, 138.5, 118.5, 148.7],
  )
  t.same(movedWords(older, older), { masks: noMasks, shifts: [] })
})

const boxed = (...asked: Parameters<typeof boxesOfSpan>) =>
  boxesOfSpan(...asked).map((it) => ({ ...it, box: it.box.map((part) => Math.round(100 * part) / 100) }))

test('marked words are boxes cut by the breadth of their letters', async (t) => {
  const runs = [run('第12条', [100, 50, 60, 10]), run('縦書き文', [300, 40, 10, 80], true)]
  t.same(boxed(runs, { from: 1, to: 3 }), [{ box: [120, 50, 20, 10], isVertical: false }])
  t.same(boxed(runs, { from: 2, to: 6 }), [
    { box: [130, 50, 30, 10], isVertical: false },
    { box: [300, 40, 10, 40], isVertical: true },
  ])
  t.same(boxed([], { from: 0, to: 3 }), [])
  t.same(boxed([run('20  ', [10, 0, 12, 12], undefined, 12)], { from: 0, to: 2 }), [
    { box: [10, 0, 12, 12], isVertical: false },
  ])
  // 12 points a letter and 3 more where the scripts meet: the number stands without that room.
  t.same(boxed([run('は20日', [0, 0, 42, 12], undefined, 12)], { from: 1, to: 3 }), [
    { box: [15, 0, 12, 12], isVertical: false },
  ])
})

const rows: Comparison['rows'] = [
  { state: 'same', older: 0, newer: 0 },
  { state: 'added', newer: 1 },
  { state: 'changed', older: 1, newer: 2 },
  { state: 'removed', older: 2 },
]
const sizes = (count: number) => Array.from({ length: count }, () => [500, 700]).flat()
const scene = (changes: Partial<Parameters<typeof compareScene>[0]> = {}): CompareScene =>
  compareScene({
    rows,
    older: sizes(3),
    newer: sizes(3),
    arrangement: 'beside',
    width: 1048,
    zoom: 1,
    folded: new Set(),
    ...changes,
  })

test('the pages of a row stand beside each other, and a page alone has a gap beside it', async (t) => {
  const { rows: shown } = scene()
  for (const row of shown) {
    const [was, is] = row.cells
    t.same([was?.width, is?.width, was?.height, is?.height], [500, 500, 700, 700])
    t.equal((is?.left ?? 0) - (was?.left ?? 0), 516)
    t.equal(row.height, captionHeight + 700)
  }
  t.same(
    shown.map((it) => it.cells.map((cell) => cell.page)),
    [
      [0, 0],
      [undefined, 1],
      [1, 2],
      [2, undefined],
    ],
  )
  const over = scene({ arrangement: 'over', width: 390 }).rows[0]?.cells ?? []
  t.same(
    over.map((it) => it.left),
    [8, 8],
  )
  t.same(
    over.map((it) => it.width),
    [374, 374],
  )
})

test('rows without a difference are folded into one line, and the line one reads stays', async (t) => {
  const open = scene()
  const folded = scene({ folded: new Set([0, 3]) })
  t.same(
    folded.rows.map((it) => it.folded),
    [1, 0, 0, 1],
  )
  t.equal(scene({ folded: new Set([1, 2]) }).rows[1]?.folded, 2)
  t.same(scene({ folded: new Set([1, 2]) }).shownAt, [0, 1, 1, 2])
  const y = (open.rows[2]?.top ?? 0) + 100
  const there = keepLine(open, folded, y)
  t.equal(rowAt(folded, there), folded.shownAt[2])
  t.equal(Math.round(there - (folded.rows[2]?.top ?? 0)), 100)
})

test('the rows near a window are those that touch it', async (t) => {
  let several = 0
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 5000 }), fc.integer({ min: 1, max: 2000 }), (top, height) => {
      const all = scene()
      const near = rowsNear(all, { top, height }, 100)
      if (near.length > 1) several += 1
      const touching = all.rows.filter((it) => it.top < top + height + 100 && it.top + it.height > top - 100)
      // Past the end the last one stays.
      return touching.every((it) => near.includes(it)) && near.length <= touching.length + 1
    }),
  )
  t.ok(several > 20)
})

test('places come in reading order, and each page that moved once', async (t) => {
  const side = { revisionId: '', attachmentId: '', name: '', number: 1, sizes: [] }
  const words = { before: '', removed: '', added: '', after: '' }
  const comparison: Comparison = {
    proposalId: '',
    older: side,
    newer: side,
    rows: [
      { state: 'removed', older: 0, moved: 3 },
      { state: 'changed', older: 1, newer: 0 },
      { state: 'added', newer: 1 },
      { state: 'same', older: 2, newer: 2 },
      { state: 'added', newer: 3, moved: 0 },
    ],
    differences: [
      { older: [{ pageIndex: 1, from: 9, to: 10 }], newer: [], ...words },
      { older: [], newer: [{ pageIndex: 0, from: 30, to: 31 }], ...words },
    ],
    isCut: false,
    isCoarse: false,
    revisions: [],
  }
  const region = { x: 0, y: 50, width: 5, height: 5 }
  const places = placesOf(
    comparison,
    new Map([
      [3, { regions: [], isOtherSize: true }],
      [1, { regions: [region], isOtherSize: false }],
    ]),
    new Map([
      [0, 90],
      [1, 40],
    ]),
    noLinks,
  )
  t.same(
    places.map((it) => it.key),
    ['text/1', 'picture/1/0', 'text/0', 'page/2', 'size/3', 'page/4'],
  )
  t.equal(places.at(-1)?.kind, 'moved')
  t.equal(pagesWith(places), 4)
})

test('changes of the contents come first, and what the pages show of them is not told twice', async (t) => {
  const side = { revisionId: '', attachmentId: '', name: '', number: 1, sizes: [] }
  const words = (removed: string, added: string) => ({ before: '', removed, added, after: '' })
  const comparison: Comparison = {
    proposalId: '',
    older: side,
    newer: side,
    rows: [
      { state: 'changed', older: 0, newer: 0 },
      { state: 'added', newer: 1 },
      { state: 'added', newer: 2 },
    ],
    differences: [
      { older: [], newer: [{ pageIndex: 0, from: 10, to: 12 }], ...words('', '30') },
      { older: [], newer: [{ pageIndex: 0, from: 90, to: 92 }], ...words('', '一部') },
      { older: [], newer: [{ pageIndex: 0, from: 200, to: 201 }], ...words('', '目次4') },
    ],
    isCut: false,
    isCoarse: false,
    revisions: [],
  }
  const change = (after: string, newer: Comparison['differences'][number]['newer']) => ({
    ...{ kind: 'inserted' as const, place: {}, before: [], older: [], newer },
    after: [{ text: after, changed: true }],
  })
  const links = changeLinks(comparison, [
    change('30', [{ pageIndex: 0, from: 9, to: 12 }]),
    change('この一部は別の所に', []),
    change('新しい章', [{ pageIndex: 1, from: 0, to: 4 }]),
  ])
  const region = { x: 0, y: 50, width: 5, height: 5 }
  const pictures = new Map([[0, { regions: [region], isOtherSize: false }]])
  const places = placesOf(comparison, pictures, new Map([[0, 70]]), links)
  t.same(
    places.map((it) => [it.key, it.row, it.y]),
    [
      ['change/0', 0, 70],
      ['change/1', -1, 0],
      ['change/2', 1, 0],
      ['text/2', 0, 0],
      ['picture/0/0', 0, 50],
      ['page/2', 2, 0],
    ],
  )
  t.match(places[0], { mark: 'text/0' })
  t.equal(pagesWith(places), 3, 'what no page shows is on none')
})
