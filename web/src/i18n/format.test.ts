import { test } from 'tap'
import { dateTimeOf } from './format.ts'

test('the year is told when it is another one in Japan, wherever the clock of the reader stands', async (t) => {
  const newYear = new Date('2027-01-01T00:30:00+09:00')
  t.equal(dateTimeOf('2026-12-31T23:00:00+09:00', 'ja', newYear), '2026年12月31日 23:00')
  t.equal(dateTimeOf('2027-01-01T00:10:00+09:00', 'ja', newYear), '1月1日 00:10')
  t.equal(
    dateTimeOf('2027-01-01T00:10:00+09:00', 'ja', new Date('2027-06-01T12:00:00+09:00')),
    '1月1日 00:10',
  )
})
