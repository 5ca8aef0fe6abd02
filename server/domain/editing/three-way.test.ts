import fc from 'fast-check'
import { test } from 'tap'
import { sampled } from '../../testing/property-runs.ts'
import { type MergeStep, type MergeWays, threeWay } from './three-way.ts'

const ways: MergeWays<string> = {
  keyOf: (it) => it,
  alike: (one, other) => (one[0] === other[0] ? 0.6 : 0),
}
const merge = (base: string, mine: string, theirs: string) =>
  threeWay(split(base), { mine: split(mine), theirs: split(theirs) }, ways)
const split = (text: string) => text.split(' ').filter((it) => it !== '')
const settled = (steps: readonly MergeStep<string>[]) =>
  steps.flatMap((it) => (it.is === 'settled' ? it.things : ['?'])).join(' ')
const open = (steps: readonly MergeStep<string>[]) => steps.filter((it) => it.is !== 'settled')

test('changes at different places are joined, also next to each other', async (t) => {
  t.equal(settled(merge('a b c d', 'a1 b c d', 'a b c d2')), 'a1 b c d2')
  t.equal(settled(merge('a b c', 'a1 b c', 'a b2 c')), 'a1 b2 c')
  t.equal(settled(merge('a b c', 'a x b c', 'a b c y')), 'a x b c y')
  t.equal(settled(merge('a b c', 'b c', 'a b')), 'b')
  t.equal(settled(merge('a b', 'a1 b', 'a1 b')), 'a1 b', 'the same change twice is one')
})

test('what both changed is left to be chosen, with what came in or went next to it', async (t) => {
  t.same(open(merge('a b c', 'a b1 c', 'a b2 c')), [{ is: 'changed', base: 'b', mine: 'b1', theirs: 'b2' }])
  t.same(open(merge('a b c', 'a c', 'a b2 c')), [{ is: 'conflict', base: ['b'], mine: [], theirs: ['b2'] }])
  t.same(open(merge('a c', 'a x c', 'a y c')), [{ is: 'conflict', base: [], mine: ['x'], theirs: ['y'] }])
  // A paragraph that was divided: its second half belongs to the first.
  t.same(open(merge('a b c', 'a b1 x c', 'a b2 c')), [
    { is: 'conflict', base: ['b'], mine: ['b1', 'x'], theirs: ['b2'] },
  ])
  t.same(open(merge('a b c', 'a x b1 c', 'a b2 c')), [
    { is: 'conflict', base: ['b'], mine: ['x', 'b1'], theirs: ['b2'] },
  ])
  t.equal(settled(merge('a b c', 'a b1 c1', 'a b2 c')), 'a ? c1', 'what one changed beside it is settled')
})

const some = fc
  .array(fc.constantFrom('a', 'a1', 'b', 'b1', 'c', 'd', 'd1', 'e'), { maxLength: 7 })
  .map((it) => it.join(' '))

test('laws: what only one changed is as he has it, and nobody’s order counts', async (t) => {
  let [joined, left] = [0, 0]
  fc.assert(
    fc.property(some, some, some, (base, mine, theirs) => {
      const [one, other] = [merge(base, mine, theirs), merge(base, theirs, mine)]
      if (open(one).length > 0) left += 1
      else if (mine !== base && theirs !== base && mine !== theirs) joined += 1
      // Whoever takes one side in a conflict has what that side has there.
      const mineOf = one.flatMap((it) =>
        it.is === 'conflict' ? it.mine : it.is === 'changed' ? [it.mine] : [],
      )
      return (
        settled(merge(base, mine, base)) === mine &&
        settled(merge(base, base, theirs)) === theirs &&
        settled(merge(base, mine, mine)) === mine &&
        open(one).length === open(other).length &&
        settled(one) === settled(other) &&
        mineOf.every((it) => split(mine).includes(it))
      )
    }),
    sampled,
  )
  t.ok(joined > 20 && left > 20, `it met both: ${joined} joined, ${left} left`)
})
