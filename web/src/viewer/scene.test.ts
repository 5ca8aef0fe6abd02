import fc from 'fast-check'
import { test } from 'tap'
import {
  type Scene,
  type SceneInput,
  boxAt,
  columnWidth,
  keepPlace,
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
    zoom: fc.oneof(fc.constant('fit' as const), fc.double({ min: 0.25, max: 4, noNaN: true })),
    files: someFiles,
  })
  .map((it): SceneInput => ({
    ...it,
    leadWidth: columnWidth(it.width),
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
const book = (heights: readonly number[][], more: Partial<SceneInput> = {}): Scene =>
  sceneOf({
    leadHeight: 0,
    leadWidth: 0,
    width: 648,
    zoom: 'fit',
    files: heights.map((it, index) => file(`f${index}`, it)),
    ...more,
  })

test('boxes follow each other without overlapping, every page once and in order', async (t) => {
  fc.assert(
    fc.property(someInput, (input) => {
      const scene = sceneOf(input)
      scene.boxes.slice(1).forEach((box, index) => {
        const above = scene.boxes[index]
        if (above === undefined || above.top + above.height > box.top)
          throw new Error(`box ${index + 1} overlaps`)
      })
      const pages = scene.boxes.filter((it) => it.kind === 'page' || it.kind === 'stand_in')
      const last = scene.boxes.at(-1)
      return (
        pages.every((it, index) => it.bookPage === index && pageBox(scene, index) === it) &&
        pages.length === scene.pageCount &&
        (last === undefined || last.top + last.height < scene.height) &&
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
      const slow = scene.boxes.find((it) => it.top + it.height > y) ?? scene.boxes.at(-1)
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
    leadHeight: 0,
    leadWidth: 0,
    width: 648,
    zoom: 'fit',
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
      leadHeight: 0,
      leadWidth: 0,
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
    leadHeight: 0,
    leadWidth: 0,
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
  t.equal(boxAt(sceneOf({ leadHeight: 0, leadWidth: 0, width: 600, zoom: 'fit', files: [] }), 0), undefined)
})

test('at fit the desk is exactly as wide as its window, whatever the sizes', async (t) => {
  fc.assert(fc.property(someInput, (input) => sceneOf({ ...input, zoom: 'fit' }).width === input.width))
  t.pass()
})
