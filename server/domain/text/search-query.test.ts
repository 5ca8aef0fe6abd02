import { test } from 'tap'
import { gramsOf } from './grams.ts'
import { type SearchField, mostWords, parseSearch } from './search-query.ts'

const said = (typed: string, field?: SearchField) =>
  parseSearch(typed, field).map((it) =>
    [it.kinds.length > 5 ? '' : it.kinds.join(), it.written, it.folded].join('|'),
  )

test('words stand between white space, phrases between quotes, fields before a colon', async (t) => {
  t.same(said('補助金　交付 要綱'), ['|補助金|補助金', '|交付|交付', '|要綱|要綱'])
  t.same(said('"補助金 交付" 髙﨑'), ['|補助金 交付|補助金交付', '|髙﨑|高崎'])
  t.same(said('“補助金 交付”要綱'), ['|補助金 交付|補助金交付', '|要綱|要綱'])
  t.same(said('件名:補助金 添付："観光 計画"'), ['title|補助金|補助金', 'page,file|観光 計画|観光計画'])
  t.same(said('TITLE:plan 意見：異議'), ['title|plan|plan', 'opinion|異議|異議'])
  t.same(said('補助金 番号:12', 'title'), ['title|補助金|補助金', 'number|12|12'])
})

test('what is no field is a part of its word, and what nothing is left of is left out', async (t) => {
  t.same(said('10:00'), ['|10:00|10:00'])
  t.same(said('第3-1号 件名:'), ['|第3-1号|第3-1号', '|件名:|件名:'])
  t.same(said(' 　 "" "　" '), [])
  t.same(said('補助金 ほじょ 補助金'), ['|補助金|補助金', '|ほじょ|ほじょ'])
  t.same(said('"閉じない 引用'), ['|閉じない 引用|閉じない引用'])
  t.equal(parseSearch('あ い う え お か き く け こ').length, mostWords)
})

test('grams are pairs of characters, whatever plane they are from', async (t) => {
  const of = (text: string) => gramsOf(text).map((it) => [Math.floor(it / 2 ** 21), it % 2 ** 21])
  t.same(of(''), [])
  t.same(of('あ'), [[0x3042, 0]])
  t.same(of('ああああ'), [[0x3042, 0x3042]])
  t.same(of('𠮟る𩸽'), [
    [0x20b9f, 0x308b],
    [0x308b, 0x29e3d],
  ])
})
