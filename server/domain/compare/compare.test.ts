import fc from 'fast-check'
import { test } from 'tap'
import { sampled } from '../../testing/property-runs.ts'
import { type PagePair, type WeighedPair, heaviestAlignment } from './align-pages.ts'
import { comparePages } from './compare-pages.ts'
import { type Edit, shortestEdits } from './edits.ts'
import type { ComparedPage } from './letters.ts'
import { textEdits } from './text-edits.ts'

const codesOf = (text: string) => Int32Array.from(Array.from(text, (it) => it.codePointAt(0) ?? 0))
const textOf = (codes: Int32Array) => String.fromCodePoint(...codes)
const pagesOf = (...bodies: readonly string[]): readonly ComparedPage[] => bodies.map((body) => ({ body }))

/** The older sequence with the edits put in place of what they say, taking what comes from the newer. */
function applied(older: Int32Array, newer: Int32Array, edits: readonly Edit[]): readonly number[] {
  const made: number[] = []
  let at = 0
  for (const it of edits) {
    made.push(...older.subarray(at, it.oldFrom), ...newer.subarray(it.newFrom, it.newTo))
    at = it.oldTo
  }
  return [...made, ...older.subarray(at)]
}

/** How many elements must go and come, by the table of all pairs. */
function fewestEdits(older: Int32Array, newer: Int32Array): number {
  const table = Array.from({ length: older.length + 1 }, () => new Int32Array(newer.length + 1))
  for (let row = older.length; row >= 0; row -= 1)
    for (let column = newer.length; column >= 0; column -= 1) {
      const [here, down] = [table[row], table[row + 1]]
      if (here === undefined) continue
      if (row === older.length) here[column] = newer.length - column
      else if (column === newer.length) here[column] = older.length - row
      else if (older[row] === newer[column]) here[column] = down?.[column + 1] ?? 0
      else here[column] = 1 + Math.min(down?.[column] ?? 0, here[column + 1] ?? 0)
    }
  return table[0]?.[0] ?? 0
}

const fewLetters = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '。'), maxLength: 24 }).map(codesOf)
/** Sentences that come again, so that pieces repeat, move and differ by a letter. */
const sentences = fc
  .array(
    fc.constantFrom(
      '募集の期間は20日とする。',
      '募集の期間は30日とする。',
      '別表のとおり、',
      '第1条',
      '髙﨑。',
      'abc def',
    ),
    {
      maxLength: 14,
    },
  )
  .map((it) => codesOf(it.join('')))

test('edits make the older the newer with as few elements as the table of all pairs needs', async (t) => {
  let several = 0
  fc.assert(
    fc.property(fewLetters, fewLetters, (older, newer) => {
      const edits = shortestEdits(older, newer, 48) ?? []
      if (edits.length > 2) several += 1
      const size = edits.reduce((sum, it) => sum + it.oldTo - it.oldFrom + it.newTo - it.newFrom, 0)
      t.same(applied(older, newer, edits), [...newer])
      t.equal(size, fewestEdits(older, newer))
    }),
    sampled,
  )
  t.ok(several > 100, 'it met texts that differ in several places')
  t.same(shortestEdits(codesOf('甲乙丙'), codesOf('丁戊己'), 5), undefined, 'six would be needed')
  t.equal(shortestEdits(codesOf('甲乙丙'), codesOf('丁戊己'), 6)?.length, 1)
})

test('what is told to people makes the older the newer, in order, and of equal texts there is nothing', async (t) => {
  let several = 0
  fc.assert(
    fc.property(sentences, sentences, (older, newer) => {
      const { edits } = textEdits(older, newer)
      if (edits.length > 2) several += 1
      t.same(applied(older, newer, edits), [...newer])
      edits.forEach((it, at) => {
        const before = edits[at - 1]
        t.ok(it.oldFrom < it.oldTo || it.newFrom < it.newTo)
        t.ok(before === undefined || (before.oldTo < it.oldFrom && before.newTo < it.newFrom))
      })
      t.same(textEdits(older, older).edits, [])
    }),
    sampled,
  )
  t.ok(several > 100)
})

test('a number or a Latin word is marked as a whole, letters between two changes go with them', async (t) => {
  const shown = (was: string, is: string) =>
    textEdits(codesOf(was), codesOf(is)).edits.map((it) => [
      textOf(codesOf(was).subarray(it.oldFrom, it.oldTo)),
      textOf(codesOf(is).subarray(it.newFrom, it.newTo)),
    ])
  t.same(shown('期間は20日とする。', '期間は30日とする。'), [['20', '30']])
  t.same(shown('金額は1,200円', '金額は1,250円'), [['200', '250']])
  t.same(shown('契約はdraftとする', '契約はdraftsとする'), [['draft', 'drafts']])
  t.same(shown('観光課長が決める', '観光部長が決める'), [['課', '部']])
  t.same(shown('申請書を審査する', '申請書を受理し審査する'), [['', '受理し']])
  const [, added] = shown('期間は20日とする。', '期間は30日とする。新たに定める。')
  t.same(added, ['', '新たに定める。'], 'a sentence came, not る。新たに定め')
  t.same(shown('高崎', '髙崎'), [['高', '髙']], 'another way of writing a letter is a difference')
})

test('the alignment of pages weighs as much as the best of all that could be', async (t) => {
  const weighed = fc.uniqueArray(
    fc.record({
      older: fc.integer({ min: 0, max: 4 }),
      newer: fc.integer({ min: 0, max: 4 }),
      weight: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 9, selector: (it) => `${it.older}/${it.newer}` },
  )
  const rises = (pairs: readonly PagePair[]) =>
    pairs.every((it, at) => {
      const before = pairs[at - 1]
      return before === undefined || (before.older < it.older && before.newer < it.newer)
    })
  const weightOf = (all: readonly WeighedPair[], chosen: readonly PagePair[]) =>
    chosen.reduce(
      (sum, it) => sum + (all.find((one) => one.older === it.older && one.newer === it.newer)?.weight ?? NaN),
      0,
    )
  let crossing = 0
  fc.assert(
    fc.property(weighed, (pairs) => {
      const sorted = [...pairs].sort((a, b) => a.older - b.older || a.newer - b.newer)
      let best = 0
      for (let some = 0; some < 2 ** sorted.length; some += 1) {
        const chosen = sorted.filter((_, at) => (some >> at) % 2 === 1)
        if (rises(chosen)) best = Math.max(best, weightOf(sorted, chosen))
      }
      const found = heaviestAlignment(pairs)
      if (found.length < pairs.length) crossing += 1
      t.ok(rises(found))
      t.equal(weightOf(pairs, found), best)
    }),
    { ...sampled, numRuns: 500 },
  )
  t.ok(crossing > 50, 'it met pairs that cannot all be chosen')
})

const long = (name: string) =>
  `${name}の計画について、次のとおり定める。期間は四月から三月までとし、${name}課が行う。`

test('a page put in between leaves a gap, and nothing behind it counts as changed', async (t) => {
  const was = pagesOf(long('道路'), long('河川'), long('公園'))
  const is = pagesOf(long('道路'), long('観光'), long('河川'), long('公園').replace('三月', '二月'))
  const { rows, differences, isCoarse } = comparePages(was, is)
  t.same(rows, [
    { state: 'same', older: 0, newer: 0 },
    { state: 'added', newer: 1 },
    { state: 'same', older: 1, newer: 2 },
    { state: 'changed', older: 2, newer: 3 },
  ])
  const at = long('公園').indexOf('三月')
  const span = { from: at, to: at + 1, units: { from: at, to: at + 1 } }
  t.same(differences, [{ older: [{ pageIndex: 2, ...span }], newer: [{ pageIndex: 3, ...span }] }])
  t.equal(isCoarse, false)
  t.same(
    comparePages(is, was).rows.map((it) => it.state),
    ['same', 'removed', 'same', 'changed'],
  )
})

test('words that only moved on to the next line or page are no difference', async (t) => {
  const was = pagesOf('甲は乙に\n通知する。丙は丁に通知する。', '戊は己に通知する。')
  const is = pagesOf('【新設】甲は乙に通知する。\n', '丙は丁に通知する。戊は己に通　知\nする。')
  const { differences, rows } = comparePages(was, is)
  t.same(differences, [{ older: [], newer: [{ pageIndex: 0, from: 0, to: 4, units: { from: 0, to: 4 } }] }])
  t.same(rows, [
    { state: 'changed', older: 0, newer: 0 },
    { state: 'same', older: 1, newer: 1 },
  ])
})

test('letters are counted without what is not seen, units with it', async (t) => {
  const { differences } = comparePages(pagesOf('𠮷\t野 の章'), pagesOf('𠮷\n野　の條'))
  t.same(differences, [
    {
      older: [{ pageIndex: 0, from: 3, to: 4, units: { from: 6, to: 7 } }],
      newer: [{ pageIndex: 0, from: 3, to: 4, units: { from: 6, to: 7 } }],
    },
  ])
})

test('heads, feet and the numbers of pages part no sentence and are none of its words', async (t) => {
  const book = (texts: readonly string[], year: string) =>
    pagesOf(...texts.map((text, at) => `みほん観光振興計画\t令和${year}年度\n${text}\n- ${at + 1} -`))
  const long = [
    'この計画は、県内の各',
    '地域がそれぞれの魅力を',
    '生かすことを目指し、次',
    'のとおり定める。以上',
  ]
  const pushed = [
    '新規。この計画は、県',
    '内の各地域がそれぞれ',
    'の魅力を生かすことを目',
    '指し、次のとおり定める。',
    '以上',
  ]
  const { differences, rows } = comparePages(book(long, '８'), book(pushed, '８'))
  t.same(
    differences.map((it) => [it.older.length, it.newer.map((span) => [span.pageIndex, span.from, span.to])]),
    // The head has 9 and 5 letters.
    [[0, [[0, 14, 17]]]],
  )
  t.equal(rows.length, 5)
  // What the head says counts; the numbers at the foot do not.
  const renamed = comparePages(book(long, '８'), book(long, '９')).differences
  t.same(
    renamed.map((it) => [it.older, it.newer].map((side) => side.map((span) => [span.from, span.to]))),
    Array.from({ length: 4 }, () => [[[0, 14]], [[0, 14]]]),
  )
  // Pages that say the same and nothing else have no furniture.
  t.same(comparePages(pagesOf('別表', '別表', '別表'), pagesOf('別表', '別紙', '別表')).differences.length, 1)
})

test('a page that moved is told to have moved, on both sides', async (t) => {
  const was = pagesOf(long('道路'), long('河川'), long('公園'), long('観光'))
  const is = pagesOf(long('河川'), long('公園'), long('観光'), long('道路'))
  t.same(comparePages(was, is).rows, [
    { state: 'removed', older: 0, movedTo: 3 },
    { state: 'same', older: 1, newer: 0 },
    { state: 'same', older: 2, newer: 1 },
    { state: 'same', older: 3, newer: 2 },
    { state: 'added', newer: 3, movedFrom: 0 },
  ])
})

test('pages without words stand beside those that look like them, and by their order where none does', async (t) => {
  const scan = (look?: string): ComparedPage => ({ body: '', ...(look === undefined ? {} : { look }) })
  const { rows, differences } = comparePages(
    [scan('a'), scan('b'), scan('c')],
    [scan('a'), scan('x'), scan('b'), scan('y')],
  )
  t.same(rows, [
    { state: 'same', older: 0, newer: 0 },
    { state: 'added', newer: 1 },
    { state: 'same', older: 1, newer: 2 },
    { state: 'same', older: 2, newer: 3 },
  ])
  t.same(differences, [])
  t.same(comparePages([scan(), scan()], [scan(), scan()]).rows, [
    { state: 'same', older: 0, newer: 0 },
    { state: 'same', older: 1, newer: 1 },
  ])
})

test('every page of both sides stands in one row, and a file compared with itself has no difference', async (t) => {
  const page = fc
    .array(fc.constantFrom(long('道路'), '別表。', '', '1', ' \n', long('河川'), '𠮷野の章'), {
      maxLength: 3,
    })
    .map((it): ComparedPage => ({ body: it.join('\n') }))
  const book = fc.array(page, { maxLength: 6 })
  let unequal = 0
  fc.assert(
    fc.property(book, book, (was, is) => {
      const { rows, differences } = comparePages(was, is)
      const seen = (side: 'older' | 'newer') =>
        rows.flatMap((it) => (side in it ? [(it as unknown as Record<string, number>)[side]] : []))
      t.same(seen('older'), [...was.keys()])
      t.same(seen('newer'), [...is.keys()])
      if (differences.length > 1) unequal += 1
      for (const it of differences) {
        for (const {
          pageIndex,
          units: { from, to },
        } of it.older)
          t.ok(from < to && to <= (was[pageIndex]?.body.length ?? 0))
        for (const {
          pageIndex,
          units: { from, to },
        } of it.newer)
          t.ok(from < to && to <= (is[pageIndex]?.body.length ?? 0))
      }
      const same = comparePages(was, was)
      t.same(same.differences, [])
      t.ok(same.rows.every((it) => it.state === 'same'))
    }),
    { ...sampled, numRuns: Math.min(500, sampled.numRuns) },
  )
  t.ok(unequal > 50)
})

test('five hundred pages on each side with nothing in common are told as a whole', async (t) => {
  const page = (seed: number, first: number) =>
    Array.from({ length: 900 }, (_, at) =>
      (at * at * seed + at * 7 + seed) % 11 === 0
        ? '。'
        : String.fromCodePoint(first + ((at * seed * 31 + at * at) % 4000)),
    ).join('')
  const book = (first: number) => Array.from({ length: 500 }, (_, at) => ({ body: page(at + 1, first) }))
  const { isCoarse, rows } = comparePages(book(0x4e00), book(0x6e00))
  t.equal(isCoarse, true)
  t.equal(rows.filter((it) => it.state === 'changed').length, 500)
})
