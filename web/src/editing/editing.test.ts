import fc from 'fast-check'
import { test } from 'tap'
import { keptName } from './kept-name.ts'
import { linesOf } from './page-lines.ts'
import { type Part, differencesOf } from './text-difference.ts'

const textOf = (parts: readonly Part[]) => parts.map((it) => it.text).join('')
const changedIn = (parts: readonly Part[]) => parts.filter((it) => it.changed).map((it) => it.text)

test('a replaced file keeps its name, and takes the ending of another kind', async (t) => {
  t.equal(keptName('別表.xlsx', '別表 (1).xlsx'), '別表.xlsx')
  t.equal(keptName('別表.XLSX', 'final.xlsx'), '別表.XLSX')
  t.equal(keptName('別表.xlsx', '印刷.pdf'), '別表.pdf')
  t.equal(keptName('写し', '写し.pdf'), '写し.pdf')
  t.equal(keptName('.env', 'other.txt'), '.env.txt')
})

test('the difference of two texts is the line that changed, and in it what changed', async (t) => {
  const before = '（伺い）\n募集の期間は20日とする。\n以上'
  const after = '（伺い）\n募集の期間は30日とする。\n以上'
  const [one, ...more] = differencesOf(before, after)
  t.same(more, [])
  t.same(one?.before, [
    { text: '募集の期間は', changed: false },
    { text: '2', changed: true },
    { text: '0日とする。', changed: false },
  ])
  t.same(changedIn(one?.after ?? []), ['3'])
  t.same(differencesOf(before, before), [])
})

test('two places that changed are two differences, an added line has nothing before it', async (t) => {
  const found = differencesOf('一\n二\n三\n四', '壱\n二\n三\n四\n五')
  t.same(
    found.map((it) => [textOf(it.before), textOf(it.after)]),
    [
      ['一', '壱'],
      ['', '五'],
    ],
  )
  t.same(
    differencesOf('𠮷田', '𠮷野').map((it) => changedIn(it.after)),
    [['野']],
    'no character is cut',
  )
})

test('whatever two texts are, putting the differences in place of each other makes one the other', async (t) => {
  const line = fc.constantFrom('一', '二', '三', '一二', '')
  let several = 0
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 8 }), (was, is) => {
      const found = differencesOf(was.join('\n'), is.join('\n'))
      if (found.length > 1) several += 1
      const gone = found.flatMap((it) => (it.before.length === 0 ? [] : textOf(it.before).split('\n')))
      const come = found.flatMap((it) => (it.after.length === 0 ? [] : textOf(it.after).split('\n')))
      const left = (lines: readonly string[], taken: readonly string[]) =>
        lines.filter((it) => it !== '').length - taken.filter((it) => it !== '').length
      // What is left on both sides is what they share.
      return left(was, gone) === left(is, come) && (found.length > 0 || was.join('\n') === is.join('\n'))
    }),
    { numRuns: 1000 },
  )
  t.ok(several > 50, 'it met texts that differ in several places')
})

test('the lines of pages: runs on one line are one, cells apart, a new page is a new line', async (t) => {
  const run = (text: string, x: number, y: number, width = 10 * text.length) => ({
    text,
    box: [x, y, width, 12] as [number, number, number, number],
    fontSize: 10,
  })
  const down = (text: string, x: number, y: number) => ({
    text,
    box: [x, y, 12, 10 * text.length] as [number, number, number, number],
    fontSize: 10,
    vertical: true,
  })
  const pages = [
    { pageIndex: 0, runs: [run('募集の', 0, 0), run('期間', 30, 1), run('30日', 90, 0), run('以上', 0, 20)] },
    {
      pageIndex: 1,
      runs: [down('縦書', 80, 0), down('きの行', 80, 20), down('次の行', 60, 0), run(' ', 0, 90)],
    },
  ]
  t.same(linesOf({ pages }), ['募集の期間 30日', '以上', '縦書きの行', '次の行'])
})
