import fc from 'fast-check'
import { test } from 'tap'
import { bandCount, bandsOf } from './bands.ts'

test('what lies on the desk fills the bands it touches, neighbours as one', async (t) => {
  t.same(bandsOf(4000, [{ top: 0, height: 0 }]), [{ from: 0, to: 1 }])
  t.same(
    bandsOf(4000, [
      { top: 100, height: 100 },
      { top: 200, height: 50 },
    ]),
    [{ from: 10, to: 25 }],
  )
  t.same(bandsOf(4000, [{ top: 9999, height: 10 }]), [{ from: bandCount - 1, to: bandCount }])
  t.same(bandsOf(0, []), [])
  const thing = fc.record({
    top: fc.integer({ min: 0, max: 3999 }),
    height: fc.integer({ min: 1, max: 900 }),
  })
  fc.assert(
    fc.property(fc.array(thing, { maxLength: 12 }), (things) => {
      const bands = bandsOf(4000, things)
      const isFilled = (band: number) => bands.some((it) => it.from <= band && band < it.to)
      return Array.from({ length: bandCount }, (_, band) => band).every(
        (band) =>
          isFilled(band) ===
            things.some((it) => it.top < Math.min(4000, 10 * band + 10) && it.top + it.height > 10 * band) ||
          // What reaches beyond the desk ends with it.
          band === bandCount - 1,
      )
    }),
    { numRuns: 500 },
  )
})
