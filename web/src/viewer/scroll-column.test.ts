import * as fc from 'fast-check'
import { test } from 'tap'
import { type Column, columnHeight, movedTo, spotAt, tallestColumn } from './scroll-column.ts'

const columns = fc.record({
  scene: fc.oneof(
    fc.integer({ min: 100, max: tallestColumn }),
    fc.integer({ min: tallestColumn, max: 20 * tallestColumn }),
  ),
  window: fc.integer({ min: 200, max: 2_000 }),
})
const share = fc.double({ min: 0, max: 1, noNaN: true })
const end = ({ scene, window }: Column): number => Math.max(0, scene - window)
const scrollEnd = (column: Column): number => Math.max(0, columnHeight(column.scene) - column.window)

test('the column is no taller than a browser builds, and no taller than the scene', async () => {
  fc.assert(
    fc.property(columns, (column) => {
      const height = columnHeight(column.scene)
      return height <= tallestColumn && (height === column.scene || height === tallestColumn)
    }),
  )
})

test('the scrollbar is true: its ends are the ends, lower is lower, and it leads back to where it was taken from', async (t) => {
  let long = 0
  fc.assert(
    fc.property(columns, share, share, (column, a, b) => {
      const [upper, lower] = [Math.min(a, b) * end(column), Math.max(a, b) * end(column)]
      if (column.scene > tallestColumn) long += 1
      const [first, second] = [spotAt(column, upper), spotAt(column, lower)]
      const ends = [spotAt(column, -5), spotAt(column, Infinity)] as const
      const again = movedTo(column, ends[upper > end(column) / 2 ? 0 : 1], first.scroll)
      return (
        first.scroll <= second.scroll &&
        first.y === upper &&
        ends[0]?.scroll === 0 &&
        ends[1]?.scroll === scrollEnd(column) &&
        // Dragged there from the other end.
        (scrollEnd(column) < 1 || Math.abs(again.y - upper) < 0.01 + column.scene / 1e9)
      )
    }),
  )
  t.ok(long > 10, 'scenes longer than the column were met')
})

test('near movement is the same in the scene as in the browser, pixel by pixel, wherever one is and for however long', async (t) => {
  let corrections = 0
  fc.assert(
    fc.property(
      columns,
      fc.integer({ min: 0, max: 400_000 }),
      // Mostly towards the end one is near.
      fc.array(fc.integer({ min: -1_000, max: 3_000 }), { minLength: 300, maxLength: 400 }),
      fc.boolean(),
      (column, away, steps, downwards) => {
        const moves = steps.map((it) => (downwards ? it : -it))
        let spot = spotAt(column, downwards ? end(column) - away : away)
        // The obvious way: one column as tall as the scene.
        let y = spot.y
        for (const move of moves) {
          const scroll = Math.min(scrollEnd(column), Math.max(0, spot.scroll + move))
          if (Math.abs(scroll - spot.scroll) < 1) continue
          y = Math.min(end(column), Math.max(0, y + scroll - spot.scroll))
          spot = movedTo(column, spot, scroll)
          if (spot.scroll !== scroll) corrections += 1
          if (Math.abs(spot.y - y) > 1e-3) return false
        }
        return true
      },
    ),
  )
  t.ok(corrections > 10, 'the browser was put elsewhere near an end')
})

test('whoever goes on in one direction comes to the end, by steps or by never resting', async () => {
  fc.assert(
    fc.property(columns, share, fc.boolean(), (column, from, downwards) => {
      const step = column.window * 0.9 * (downwards ? 1 : -1)
      // From anywhere within 200 steps of the end.
      const away = Math.min(end(column), from * 200 * column.window)
      let spot = spotAt(column, downwards ? end(column) - away : away)
      for (let steps = 0; steps < 230; steps += 1) {
        const scroll = Math.min(scrollEnd(column), Math.max(0, spot.scroll + step))
        spot = movedTo(column, spot, scroll)
      }
      return Math.abs(spot.y - (downwards ? end(column) : 0)) < 1.5
    }),
  )
})
