import { test } from 'tap'
import { countsAsSeen } from './seen.ts'

const look = { part: 1, scale: 1, ms: 3000 }

test('a page is seen when it lay still, readable and mostly whole for a moment', async (t) => {
  t.equal(countsAsSeen(look), true)
  t.equal(countsAsSeen({ ...look, ms: 999 }), false, 'it passed by')
  t.equal(countsAsSeen({ ...look, part: 0.4 }), false, 'its edge was in the window')
  t.equal(countsAsSeen({ ...look, scale: 0.3 }), false, 'a thumbnail is not read')
  t.equal(countsAsSeen({ part: 0.5, scale: 0.45, ms: 1000 }), true)
})
