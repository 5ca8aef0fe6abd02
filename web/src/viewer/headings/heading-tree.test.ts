import fc from 'fast-check'
import { test } from 'tap'
import type { OutlineEntry } from '../../../../server/contract/book.ts'
import { type Heading, headingAt, headingTree, headingsAbove } from './heading-tree.ts'

const entry = (depth: number, pageIndex: number, y?: number): OutlineEntry => ({
  title: `${depth}/${pageIndex}`,
  depth,
  pageIndex,
  ...(y === undefined ? {} : { y }),
})
const flat = (tree: readonly Heading[]): readonly Heading[] => tree.flatMap((it) => [it, ...flat(it.below)])

test('headings stand below the last one that is less deep, in their order, none lost', async (t) => {
  const tree = headingTree([entry(0, 0), entry(1, 1), entry(3, 1), entry(1, 2), entry(0, 3)])
  t.same(
    tree.map((it) => it.below.map((below) => [below.index, below.below.length])),
    [
      [
        [1, 1],
        [3, 0],
      ],
      [],
    ],
  )
  t.same(headingsAbove(tree, 2), [0, 1])
  t.same(headingsAbove(tree, 4), [])
  let deep = 0
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 20 }), (depths) => {
      const all = flat(headingTree(depths.map((it, at) => entry(it, at))))
      if (all.some((it) => it.below.some((below) => below.below.length > 0))) deep += 1
      return (
        all.every(
          (it, at) => it.index === at && it.below.every((below) => below.entry.depth > it.entry.depth),
        ) && all.length === depths.length
      )
    }),
  )
  t.ok(deep > 10)
})

test('one reads under the last heading that begins at the line or before it', async (t) => {
  const entries = [entry(0, 0, 100), entry(1, 0, 400), entry(0, 2), entry(0, 1, 50)]
  const at = (pageIndex: number, y: number) => headingAt(entries, { pageIndex, y })
  t.same(
    [at(0, 50), at(0, 100), at(0, 500), at(1, 20), at(1, 60), at(2, 0), at(9, 9)],
    [-1, 0, 1, 1, 3, 2, 2],
  )
  // On a page of two columns the second heading may stand higher.
  t.equal(headingAt([entry(0, 0, 400), entry(0, 0, 100)], { pageIndex: 0, y: 500 }), 0)
})
