import { test } from 'tap'
import { japaneseDay, longWareki, shortWareki, warekiOf } from './wareki.ts'

test('the first day of an era belongs to it, the day before to the one before', async (t) => {
  t.equal(longWareki('2019-05-01'), '令和元年5月1日')
  t.equal(longWareki('2019-04-30'), '平成31年4月30日')
  t.equal(longWareki('1989-01-08'), '平成元年1月8日')
  t.equal(longWareki('1989-01-07'), '昭和64年1月7日')
  t.equal(longWareki('1926-12-24'), '大正15年12月24日')
  t.equal(longWareki('1912-07-29'), '明治45年7月29日')
})

test('a date stamp writes the era as a letter and the first year as 1', async (t) => {
  t.equal(shortWareki('2026-11-22'), 'R8.11.22')
  t.equal(shortWareki('2019-05-01'), 'R1.5.1')
})

test('the day is the one in Japan, also between midnight there and midnight in Greenwich', async (t) => {
  t.equal(japaneseDay('2026-03-31T14:59:59.999Z'), '2026-03-31')
  t.equal(japaneseDay('2026-03-31T15:00:00.000Z'), '2026-04-01')
})

test('what the Japanese calendar does not reach stays as it is', async (t) => {
  t.equal(warekiOf('1872-12-31'), undefined)
  t.equal(longWareki('1600-10-21'), '1600-10-21')
  t.equal(shortWareki('1600-10-21'), '1600.10.21')
  t.equal(warekiOf('yesterday'), undefined)
})
