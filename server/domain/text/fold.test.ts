import fc from 'fast-check'
import { test } from 'tap'
import { sampled } from '../../testing/property-runs.ts'
import { excerptOf, foldText, occurrences, rangesOf } from './fold.ts'
import { variants } from './variants.ts'

test('what is written in two ways is found by either', async (t) => {
  for (const [one, other] of [
    ['ＡＢＣ１２３', 'abc123'],
    ['ｶﾞｲﾄﾞﾗｲﾝ', 'ガイドライン'],
    ['ガイドライン', 'がいどらいん'],
    ['が', 'が'],
    ['髙﨑', '高崎'],
    ['渡邊', '渡辺'],
    ['渡邉', '渡辺'],
    ['澤田國廣', '沢田国広'],
    ['㈱みほん', '(株)みほん'],
    ['霞ヶ関', '霞ケ関'],
    ['第３－１号', '第3-1号'],
    ['第３‐１号', '第3−1号'],
    ['10：00〜17：00', '10:00～17:00'],
    ['塚', '塚'],
    ['令和８年', '令和8年'],
    ['㌔', 'キロ'],
    ['葛󠄀城', '葛城'],
  ] as const)
    t.equal(foldText(one), foldText(other), `${one} = ${other}`)
})

test('what is another word is not found by it', async (t) => {
  for (const [one, other] of [
    ['斉藤', '斎藤'],
    ['は', 'ば'],
    ['つ', 'っ'],
    ['びょういん', 'びよういん'],
    ['1', '一'],
  ] as const)
    t.not(foldText(one), foldText(other), `${one} ≠ ${other}`)
})

test('line ends and spaced titles do not stand in the way', async (t) => {
  t.same(rangesOf('この要綱は、公\n布の日から', '公布'), [{ from: 6, to: 9 }])
  t.same(rangesOf('起　　案', '起案'), [{ from: 0, to: 4 }])
  t.equal(foldText(' \n　'), '')
})

test('a passage is told by its own characters, a part of one counting as the whole', async (t) => {
  const text = '㈱ﾐﾎﾝ　髙﨑'
  const at = (wanted: string) => rangesOf(text, foldText(wanted)).map(({ from, to }) => text.slice(from, to))
  t.same(at('株'), ['㈱'])
  t.same(at('みほん高'), ['ﾐﾎﾝ　髙'])
  t.same(at('ない'), [])
  t.same(rangesOf('ああああ', 'ああ'), [
    { from: 0, to: 2 },
    { from: 2, to: 4 },
  ])
})

test('the words around a passage', async (t) => {
  const text = '第１条　この要綱は、\n補助金の交付に関し必要な事項を定める。'
  const [range] = rangesOf(text, foldText('補助金'))
  t.same(excerptOf(text, range ?? { from: 0, to: 0 }, 6), {
    before: 'この要綱は、',
    text: '補助金',
    after: 'の交付に関し',
  })
  t.same(excerptOf('𠮷野家', { from: 0, to: 2 }, 1), { before: '', text: '𠮷', after: '野' })
})

test('no character stands for one that is itself replaced', async (t) => {
  for (const [other, first] of variants) t.notOk(variants.has(first), `${other} → ${first}`)
  t.equal(variants.get('髙'), '高')
})

const letters = fc.constantFrom(...Array.from('ｶﾞがガ髙高 \n　㈱株Aａ1１－-'), '葛󠄀', 'が', '𠮷')
const texts = fc.array(letters, { maxLength: 30 }).map((it) => it.join(''))

test('folding twice is folding once, and ranges agree with the folded text', async (t) => {
  let found = 0
  fc.assert(
    fc.property(texts, texts, (text, looked) => {
      const wanted = foldText(looked)
      t.equal(foldText(foldText(text)), foldText(text))
      const ranges = rangesOf(text, wanted)
      if (ranges.length !== occurrences(foldText(text), wanted).length) return false
      found += ranges.length
      let end = 0
      return ranges.every(({ from, to }) => {
        // A character that folds to several may end one passage and begin the next.
        const inOrder = to > from && to >= end && foldText(text.slice(from, to)).includes(wanted)
        end = to
        return inOrder
      })
    }),
    { ...sampled, examples: [['㈱㈱', '株)(']] },
  )
  t.ok(found > 100, `found ${found} times`)
})
