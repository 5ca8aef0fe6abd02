import fc from 'fast-check'
import { test } from 'tap'
import type { Turn } from './scene.ts'
import { type Rect, pixelsOf, tileSide, uprightRect } from './tiles.ts'

const window: Rect = { x: 0, y: 0, width: 1000, height: 800 }
const at = (width: number, height: number, more: { turn?: Turn; top?: number; left?: number } = {}) => ({
  top: 0,
  left: 0,
  turn: 0 as Turn,
  width,
  height,
  ...more,
})

test('a page that is sharp in one piece is drawn in one piece, with at most twice its pixels', async (t) => {
  const whole = (width: number, height: number) => ({
    whole: { width, height },
    full: { width, height },
    tiles: [],
  })
  t.same(pixelsOf(at(700, 1000), window, 3), whole(1400, 2000))
  t.same(pixelsOf(at(700, 1000), window, 1), whole(700, 1000))
  t.same(
    pixelsOf(at(1000, 700, { turn: 1 }), window, 1),
    whole(700, 1000),
    'drawn upright, turned on the screen',
  )
})

test('a large sheet is soft as a whole and sharp in the window', async (t) => {
  const { whole, full, tiles } = pixelsOf(at(18_000, 25_000, { top: -9000, left: -4000 }), window, 2)
  t.same(full, { width: 36_000, height: 50_000 })
  t.ok(whole.width * whole.height < 3_010_000)
  t.ok(Math.abs(whole.width / whole.height - 18 / 25) < 0.01)
  t.ok(tiles.length >= 4 && tiles.length <= 20, `${tiles.length} tiles`)
})

const someBox = fc.record({
  top: fc.integer({ min: -20_000, max: 2000 }),
  left: fc.integer({ min: -20_000, max: 1500 }),
  width: fc.integer({ min: 3001, max: 20_000 }),
  height: fc.integer({ min: 3001, max: 20_000 }),
  turn: fc.constantFrom<Turn>(0, 1, 2, 3),
})

test('every pixel of a large sheet that is in the window lies in a tile; no two overlap, none reaches out of the sheet', async (t) => {
  let inWindow = 0
  fc.assert(
    fc.property(someBox, fc.nat(999), fc.nat(799), fc.constantFrom(1, 1.5, 2), (box, x, y, ratio) => {
      const { full, tiles } = pixelsOf(box, window, ratio)
      for (const [index, one] of tiles.entries()) {
        if (one.x + one.width > full.width || one.y + one.height > full.height || one.x < 0 || one.y < 0)
          return false
        if (one.x % tileSide !== 0 || one.y % tileSide !== 0) return false
        if (tiles.slice(index + 1).some((it) => it.x === one.x && it.y === one.y)) return false
      }
      const inside =
        x > box.left && x < box.left + box.width - 1 && y > box.top && y < box.top + box.height - 1
      if (!inside) return true
      inWindow += 1
      const point = uprightRect(box, { x, y, width: 0, height: 0 })
      const [px, py] = [point.x * ratio, point.y * ratio]
      return tiles.some((it) => px >= it.x && px <= it.x + it.width && py >= it.y && py <= it.y + it.height)
    }),
    { numRuns: 500 },
  )
  t.ok(inWindow > 50, `${inWindow} points were on a sheet`)
})

test('the corner one sees is the corner that is drawn, however the page is turned', async (t) => {
  const seen = { x: 100, y: 200, width: 0, height: 0 }
  const corner = (turn: Turn) => {
    const [width, height] = turn % 2 === 0 ? [300, 500] : [500, 300]
    return uprightRect({ ...at(width, height, { turn, top: 200, left: 100 }) }, seen)
  }
  t.match(corner(0), { x: 0, y: 0 })
  t.match(corner(1), { x: 0, y: 500 }, 'turned clockwise, its lower left corner is at the top left')
  t.match(corner(2), { x: 300, y: 500 })
  t.match(corner(3), { x: 300, y: 0 })
})
