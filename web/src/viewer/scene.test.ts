import fc from 'fast-check'
import { test } from 'tap'
import {
  type Scene,
  type SceneInput,
  type Turn,
  boxAt,
  columnWidth,
  keepPlace,
  lineOnDesk,
  pageAt,
  pageBox,
  placeAt,
  sceneOf,
  visible,
  yOf,
} from './scene.ts'

const someFiles = fc.array(
  fc.record({
    sizes: fc.array(fc.tuple(fc.integer({ min: 50, max: 2400 }), fc.integer({ min: 50, max: 2400 })), {
      maxLength: 12,
    }),
    standIns: fc.integer({ min: 1, max: 3 }),
    standInHeight: fc.integer({ min: 200, max: 842 }),
    headerHeight: fc.integer({ min: 40, max: 120 }),
  }),
  { maxLength: 12 },
)
const someInput = fc
  .record({
    leadHeight: fc.constantFrom(0, 300, 1400),
    width: fc.integer({ min: 320, max: 2000 }),
    height: fc.integer({ min: 300, max: 1400 }),
    zoom: fc.oneof(
      fc.constantFrom('fit' as const, 'page' as const),
      fc.double({ min: 0.25, max: 8, noNaN: true }),
    ),
    spread: fc.constantFrom('single' as const, 'left_bound' as const, 'right_bound' as const),
    turns: fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.constantFrom<Turn>(1, 2, 3)), { maxLength: 6 }),
    files: someFiles,
  })
  .map(({ turns, ...it }): SceneInput => ({
    ...it,
    turned: new Map(turns.map(([file, page, turn]) => [`f${file}/${page}`, turn])),
    leadWidth: columnWidth(it.width, it.spread),
    files: it.files.map((file, index) => ({ ...file, id: `f${index}`, sizes: file.sizes.flat() })),
  }))
/** Part of the book's height; not `fc.double`, which tries almost nothing but the ends. */
const somewhere = fc.integer({ min: -2000, max: 12_000 }).map((it) => it / 10_000)

const file = (id: string, heights: readonly number[], width = 600) => ({
  id,
  sizes: heights.flatMap((height) => [width, height]),
  standIns: 1,
  standInHeight: 842,
  headerHeight: 50,
})
/** One page below the other as wide as the window, nothing turned, no cover. */
const plain: SceneInput = {
  leadHeight: 0,
  leadWidth: 0,
  width: 648,
  height: 900,
  zoom: 'fit',
  spread: 'single',
  turned: new Map(),
  files: [],
}
const book = (heights: readonly number[][], more: Partial<SceneInput> = {}): Scene =>
  sceneOf({
    ...plain,
    files: heights.map((it, index) => file(`f${index}`, it)),
    ...more,
  })

test('boxes follow each other without overlapping, every page once and in order', async (t) => {
  fc.assert(
    fc.property(someInput, (input) => {
      const scene = sceneOf(input)
      scene.boxes.slice(1).forEach((box, index) => {
        const above = scene.boxes[index]
        if (above === undefined) throw new Error('a hole')
        const beside = above.top === box.top && above.end === box.end
        const apart = above.left + above.width <= box.left || box.left + box.width <= above.left
        if (beside ? !apart : above.end > box.top) throw new Error(`box ${index + 1} overlaps`)
        if (box.top + box.height > box.end) throw new Error(`box ${index + 1} is longer than its row`)
      })
      const pages = scene.boxes.filter((it) => it.kind === 'page' || it.kind === 'stand_in')
      const last = scene.boxes.at(-1)
      return (
        pages.every((it, index) => it.bookPage === index && pageBox(scene, index) === it) &&
        pages.length === scene.pageCount &&
        (last === undefined || last.end < scene.height) &&
        scene.boxes.every((it) => it.left >= 0 && it.left + it.width <= scene.width + 0.001)
      )
    }),
  )
  t.pass()
})

test('visible() agrees with looking at every box', async (t) => {
  let found = 0
  fc.assert(
    fc.property(
      someInput,
      somewhere,
      fc.integer({ min: 1, max: 1200 }),
      fc.constantFrom(0, 200, 1600),
      (input, at, height, overscan) => {
        const scene = sceneOf(input)
        const top = at * scene.height
        const slow = scene.boxes.filter(
          (it) => it.top + it.height > top - overscan && it.top < top + height + overscan,
        )
        const fast = visible(scene, { top, height }, overscan)
        found += fast.length
        return fast.length === slow.length && fast.every((it, index) => it === slow[index])
      },
    ),
  )
  t.ok(found > 100, 'the windows were not all empty')
})

test('boxAt() and pageAt() agree with looking at every box', async (t) => {
  fc.assert(
    fc.property(someInput, somewhere, (input, at) => {
      const scene = sceneOf(input)
      const y = at * scene.height
      const slow = scene.boxes.find((it) => it.end > y) ?? scene.boxes.at(-1)
      return (
        boxAt(scene, y) === slow &&
        pageAt(scene, y) === (slow === undefined || slow.kind === 'lead' ? -1 : slow.bookPage)
      )
    }),
  )
  t.pass()
})

test('a place is found again where it was, and in the same box after any change of zoom and width', async (t) => {
  let inPages = 0
  fc.assert(
    fc.property(
      someInput,
      somewhere,
      fc.integer({ min: 320, max: 2000 }),
      fc.double({ min: 0.25, max: 4, noNaN: true }),
      (input, at, width, zoom) => {
        const before = sceneOf(input)
        const y = at * before.height
        const place = placeAt(before, y)
        if (place === undefined) return true
        if (Math.abs((yOf(before, place) ?? Infinity) - y) > 0.01) return false
        if (place.part <= 0 || place.part >= 1) return true
        const after = sceneOf({ ...input, width, zoom })
        inPages += 1
        return boxAt(after, keepPlace(before, after, y))?.key === place.key
      },
    ),
  )
  t.ok(inPages > 20, 'places inside boxes were tried')
})

test("the reader's line stays where it is when a page above turns out taller", async (t) => {
  const before = book([[1000, 1000]])
  const after = book([[1400, 1000]])
  const line = (pageBox(before, 1)?.top ?? 0) + 500
  t.equal(keepPlace(before, after, line), line + 400)
})

test('a file that has been converted takes the place of its stand-in; what is below keeps its line', async (t) => {
  const waiting = sceneOf({
    ...plain,
    files: [{ id: 'f0', sizes: [], standIns: 1, standInHeight: 842, headerHeight: 50 }, file('f1', [800])],
  })
  const done = book([[842, 842, 842], [800]])
  t.equal(waiting.boxes[1]?.kind, 'stand_in')
  t.equal(waiting.pageCount, 2)
  const line = (pageBox(waiting, 1)?.top ?? 0) + 10
  t.equal(pageAt(done, keepPlace(waiting, done, line)), 3)
})

test('fit makes every page as wide as the column; a number keeps the true proportions', async (t) => {
  const mixed = (zoom: 'fit' | number) =>
    sceneOf({
      ...plain,
      width: 1000,
      zoom,
      files: [{ id: 'a', sizes: [595, 842, 1191, 842], standIns: 0, standInHeight: 842, headerHeight: 50 }],
    })
  t.same(
    mixed('fit')
      .boxes.slice(1)
      .map((it) => it.width),
    [952, 952],
  )
  const [portrait, landscape] = mixed(1).boxes.slice(1)
  t.equal(portrait?.width.toFixed(3), '793.333')
  t.equal(landscape?.width.toFixed(3), '1588.000')
  t.ok(mixed(1).width > 1000, 'the desk grows so that the wide page can be scrolled to')
})

test('sizes that are no sizes count as A4, a page without end is cut', async (t) => {
  const odd = sceneOf({
    ...plain,
    width: 643,
    zoom: 1,
    files: [
      { id: 'a', sizes: [0, 10, Number.NaN, 5, 100, 1e9], standIns: 0, standInHeight: 842, headerHeight: 50 },
    ],
  })
  t.same(
    odd.boxes.slice(1).map((it) => Math.round(it.height)),
    [1123, 1123, 20_000],
  )
})

test('the cover sheet is page -1, outside the book there is nothing', async (t) => {
  const scene = book([[800]], { leadHeight: 900, leadWidth: 600 })
  t.equal(pageAt(scene, 100), -1)
  t.equal(pageBox(scene, -1)?.kind, 'lead')
  t.equal(pageBox(scene, 1), undefined)
  t.equal(boxAt(sceneOf(plain), 0), undefined)
})

test('at fit the desk is exactly as wide as its window, whatever the sizes', async (t) => {
  fc.assert(fc.property(someInput, (input) => sceneOf({ ...input, zoom: 'fit' }).width === input.width))
  t.pass()
})

test('two pages beside each other: the first on the left of 横書き, on the right of 右綴じ, meeting in the middle', async (t) => {
  for (const [spread, first, second] of [
    ['left_bound', 'left', 'right'],
    ['right_bound', 'right', 'left'],
  ] as const) {
    const scene = book([[842, 842, 842], [842]], { spread, width: 1240 })
    const middle = scene.width / 2
    const side = (page: number) => {
      const box = pageBox(scene, page)
      if (box === undefined) return 'nowhere'
      if (Math.abs(box.left + box.width - (middle - 2)) < 0.01) return 'left'
      return Math.abs(box.left - (middle + 2)) < 0.01 ? 'right' : 'elsewhere'
    }
    t.same([0, 1, 2, 3].map(side), [first, second, first, first], spread)
    t.equal(pageBox(scene, 0)?.top, pageBox(scene, 1)?.top)
    t.ok(
      (pageBox(scene, 2)?.top ?? 0) > (pageBox(scene, 1)?.end ?? Infinity),
      'the odd last page has its own row',
    )
    t.equal(pageAt(scene, (pageBox(scene, 1)?.top ?? 0) + 5), 0, 'the row counts as its first page')
  }
})

test('whole pages: each fits the window, as large as it can be', async (t) => {
  fc.assert(
    fc.property(someInput, (input) => {
      const scene = sceneOf({ ...input, zoom: 'page' })
      const column = columnWidth(input.width, input.spread)
      const room = {
        width: input.spread === 'single' ? column : (column - 4) / 2,
        height: Math.max(200, input.height - 48),
      }
      return scene.boxes
        .filter((it) => it.kind === 'page')
        .every(
          ({ width, height }) =>
            width <= room.width + 0.001 &&
            height <= Math.max(8, room.height) + 0.001 &&
            (width > room.width - 0.001 || height > room.height - 0.001),
        )
    }),
  )
  t.pass()
})

test('a turned page lies on its side and keeps its place in the book', async (t) => {
  const turned = new Map<string, Turn>([['f0/1', 1]])
  const scene = book([[800, 800, 800]], { zoom: 1, turned })
  const [upright, onItsSide] = [pageBox(scene, 0), pageBox(scene, 1)]
  t.match(onItsSide, { turn: 1, width: upright?.height, height: upright?.width })
  t.equal(
    pageBox(book([[800]], { zoom: 1, turned: new Map<string, Turn>([['f0/0', 2]]) }), 0)?.height,
    upright?.height,
  )
})

test('a line of a page lies where the page does, larger with it; of a turned page it is the page', async (t) => {
  const box = { top: 1000, height: 1684, turn: 0 as Turn }
  t.same(lineOnDesk(box, { y: 100, height: 12 }, 842), { top: 1200, height: 24 })
  t.same(lineOnDesk({ ...box, turn: 1 }, { y: 100, height: 12 }, 842), { top: 1000, height: 0 })
})
