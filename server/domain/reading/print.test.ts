import { test } from 'tap'
import { footHeight, footIsTaken } from './foot.ts'
import { pageListText, pagesIn, parsePageList, rangesOf } from './page-ranges.ts'
import { seesTrails } from './sharing.ts'

test('pages as people type them', (t) => {
  const typed: readonly (readonly [string, readonly number[] | undefined])[] = [
    ['1-3, 8', [0, 1, 2, 7]],
    ['１〜３、８', [0, 1, 2, 7]],
    ['3', [2]],
    ['8-', [7, 8, 9]],
    ['-2', [0, 1]],
    ['2 4　6', [1, 3, 5]],
    ['9-99', [8, 9]],
    ['3,1-4', [0, 1, 2, 3]],
    ['', undefined],
    ['、', undefined],
    ['0', undefined],
    ['11', undefined],
    ['5-2', undefined],
    ['表紙', undefined],
    ['-', undefined],
    ['1-2-3', undefined],
  ]
  for (const [text, pages] of typed) {
    const ranges = parsePageList(text, 10)
    t.same(ranges && pagesIn(ranges), pages, text)
  }
  t.end()
})

test('ranges and pages are each other', (t) => {
  for (let bits = 0; bits < 256; bits += 1) {
    const pages = [0, 1, 2, 3, 4, 5, 6, 7].filter((it) => (bits & (1 << it)) !== 0)
    const ranges = rangesOf(pages.toReversed())
    t.same(pagesIn(ranges), pages)
    t.ok(ranges.every(([first], at) => at === 0 || first > (ranges[at - 1]?.[1] ?? -9) + 1))
    if (pages.length > 0) t.same(parsePageList(pageListText(ranges), 8), ranges)
  }
  t.equal(
    pageListText([
      [0, 2],
      [7, 7],
    ]),
    '1-3, 8',
  )
  t.end()
})

test('the foot of a page stands on nothing', (t) => {
  const a4 = { width: 595, height: 842 }
  t.equal(footIsTaken(a4, [[60, 700, 300, 12]]), false)
  t.equal(
    footIsTaken(a4, [
      [60, 700, 300, 12],
      [280, 826, 20, 10],
    ]),
    true,
  )
  t.equal(footIsTaken(a4, []), true, 'a picture may have anything there')
  t.ok(footHeight(2384, 1684) > 2 * footHeight(595, 842), 'of a plan it is larger')
  t.end()
})

test('閲読状況の共有 [seenSharing=self_only] [seenSharing=drafter_and_decider] [seenSharing=auditor_only]', (t) => {
  const nobody = { isDrafter: false, isDecider: false, isAuditor: false }
  const seen = (sharing: Parameters<typeof seesTrails>[0]) =>
    (['isDrafter', 'isDecider', 'isAuditor'] as const).filter((it) =>
      seesTrails(sharing, { ...nobody, [it]: true }),
    )
  t.same(seen('self_only'), [])
  t.same(seen('drafter_and_decider'), ['isDrafter', 'isDecider'])
  t.same(seen('auditor_only'), ['isAuditor'])
  for (const it of ['self_only', 'drafter_and_decider', 'auditor_only'] as const)
    t.notOk(seesTrails(it, nobody))
  t.end()
})
