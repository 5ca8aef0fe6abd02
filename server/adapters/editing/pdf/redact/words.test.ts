import { test } from 'tap'
import { blotted, wordsOf } from './words.ts'

test('what was under a box is blotted out elsewhere however its letters are written', async (t) => {
  const words = wordsOf(['株式会社 高橋 ガイド社', '東'])
  t.same(words, ['株式会社高橋がいど社', '株式会社', 'がいど社'])
  t.equal(blotted('契約の相手方は株式会社髙橋ｶﾞｲﾄﾞ社である', words), '契約の相手方は■■■■■■■■■■■■である')
  t.equal(blotted('ガイド 社、㍿', words), '■■■■■、■')
  t.equal(blotted('東の会社', words), undefined, 'a single letter means nobody')
  t.equal(blotted('', words), undefined)
})
