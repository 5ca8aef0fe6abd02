import fc from 'fast-check'
import { test } from 'tap'
import { eras } from '../calendar/wareki.ts'
import type { LocalDate, UnitCode } from '../ids.ts'
import {
  type NumberFormat,
  type NumberFormatVersion,
  bookYear,
  faultOf,
  formatInForce,
  nextBookFrom,
} from './number-format.ts'
import { writeNumber } from './write-number.ts'

const day = (text: string) => text as LocalDate
const plain: NumberFormat = {
  ...{ pattern: '{unit.symbol}第{n}号', numerals: 'half', digits: 1, yearWritten: 'era', branch: 'の{b}' },
  ...{ yearCounts: 'fiscal', yearOf: 'numbered' },
}
const on = (text: string, year: number, more: object = {}) => ({
  ...{ symbol: '観光', year, day: day(text), number: 12 },
  ...more,
})

test('R-19 文書番号: 記号・番号・枝番・年を、定めた書き方で書く', async (t) => {
  const write = (format: Partial<NumberFormat>, more: object = {}) =>
    writeNumber({ ...plain, ...format }, on('2026-05-11', 2026, more))
  t.equal(write({}), '観光第12号')
  t.equal(write({}, { branch: 2 }), '観光第12号の2')
  t.equal(write({ digits: 4 }), '観光第0012号')
  t.equal(write({ digits: 4 }, { number: 12_345 }), '観光第12345号', 'a book that grew longer goes on')
  t.equal(write({ numerals: 'full' }, { branch: 2 }), '観光第１２号の２')
  t.equal(write({ numerals: 'kanji' }, { branch: 2 }), '観光第十二号の二')
  t.equal(write({ pattern: '{year}{unit.symbol}第{n}号' }), '令和8観光第12号')
  t.equal(write({ pattern: '{year}{unit.symbol}第{n}号', yearWritten: 'letter' }), 'R8観光第12号')
  t.equal(
    write({ pattern: '{year}年度{unit.symbol}{n}', yearWritten: 'western', branch: '-{b}' }, { branch: 3 }),
    '2026年度観光12-3',
  )
  t.equal(write({ pattern: '{year}年{n}', numerals: 'kanji' }), '令和八年十二')
  t.equal(write({ pattern: '{year}年{n}', numerals: 'kanji', yearWritten: 'western' }), '二〇二六年十二')
  t.equal(write({}, { symbol: '$&{n}{year}' }), '$&{n}{year}第12号', 'a symbol is no pattern')
})

test('漢数字 are read back as the number they stand for', async (t) => {
  const values: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
  const read = (text: string): number => {
    const [high = '', low] = text.includes('万') ? text.split('万') : ['', text]
    const small = (part: string): number => {
      let [sum, digit] = [0, 0]
      for (const letter of part) {
        const place = '〇一二三四五六七八九'.indexOf(letter)
        if (place >= 0) digit = place
        else {
          sum += (digit || 1) * (values[letter] ?? Number.NaN)
          digit = 0
        }
      }
      return sum + digit
    }
    return small(high) * 10_000 + small(low ?? '')
  }
  const written = (number: number) =>
    writeNumber({ ...plain, pattern: '{n}', numerals: 'kanji' }, on('2026-05-11', 2026, { number }))
  t.equal(written(1), '一')
  t.equal(written(10), '十')
  t.equal(written(110), '百十')
  t.equal(written(1234), '千二百三十四')
  t.equal(written(10_001), '一万一')
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), (number) => read(written(number)) === number),
  )
})

test('R-19 年度替わり: the year of a book changes at 1 April or 1 January of the day that counts', async (t) => {
  const fiscal = { yearCounts: 'fiscal', yearOf: 'numbered' } as const
  const year = (format: Parameters<typeof bookYear>[0], numbered: string, decided?: string) =>
    bookYear(format, {
      numberedOn: day(numbered),
      ...(decided === undefined ? {} : { decidedOn: day(decided) }),
    })
  t.equal(year(fiscal, '2027-03-31'), 2026)
  t.equal(year(fiscal, '2027-04-01'), 2027)
  t.equal(year({ ...fiscal, yearCounts: 'calendar' }, '2026-12-31'), 2026)
  t.equal(year({ ...fiscal, yearCounts: 'calendar' }, '2027-01-01'), 2027)
  t.equal(
    year(fiscal, '2027-04-01', '2027-03-31'),
    2027,
    'decided in March, numbered in April: by the day of 付番',
  )
  const decided = { ...fiscal, yearOf: 'decided' } as const
  t.equal(year(decided, '2027-04-01', '2027-03-31'), 2026, 'or by the day of 決裁, where the body says so')
  t.equal(year(decided, '2027-04-01'), 2027, 'what is not decided counts by the day of 付番')
  t.equal(nextBookFrom({ yearCounts: 'fiscal' }, 2026), '2027-04-01')
  t.equal(nextBookFrom({ yearCounts: 'calendar' }, 2026), '2027-01-01')
})

test('和暦の境: the 元号 is that of the day, also of one that is yet to come', async (t) => {
  const era = (text: string, year: number, more: Partial<NumberFormat> = {}, known = eras) =>
    writeNumber({ ...plain, pattern: '{year}年度第{n}号', ...more }, on(text, year), known)
  t.equal(era('2019-04-30', 2019), '平成31年度第12号')
  t.equal(era('2019-05-01', 2019), '令和元年度第12号')
  t.equal(era('2020-03-31', 2019), '令和元年度第12号')
  t.equal(era('2020-04-01', 2020), '令和2年度第12号')
  t.equal(
    era('2019-05-01', 2019, { yearWritten: 'letter' }),
    'R1年度第12号',
    '元 is written with the whole name',
  )
  t.equal(era('1989-01-07', 1988), '昭和63年度第12号')
  t.equal(
    era('1989-02-01', 1988),
    '昭和63年度第12号',
    '平成 began after that 年度 did, and has no year for it',
  )
  t.equal(era('1989-04-01', 1989), '平成元年度第12号')
  t.equal(era('2019-05-02', 2018), '平成30年度第12号', 'a book of the year before, kept open')
  const next = [{ name: '新元', letter: 'N', from: '2031-07-10', firstYear: 2031 }, ...eras]
  t.equal(era('2031-07-09', 2031, {}, next), '令和13年度第12号')
  t.equal(era('2031-07-10', 2031, {}, next), '新元元年度第12号')
  t.equal(era('1926-12-24', 1926, {}, eras), '1926年度第12号', 'before 昭和 as it is')
})

test('a format is in force from its first day, of the 課 before that of the body', async (t) => {
  const version = (from: string, pattern: string, section?: string): NumberFormatVersion => ({
    ...{ ...plain, pattern, from: day(from) },
    ...(section === undefined ? {} : { section: section as UnitCode }),
  })
  const versions = [
    version('1900-01-01', '旧{n}'),
    version('2026-10-01', '誤{n}'),
    version('2026-07-01', '観光{n}', 'KNK'),
    version('2026-10-01', '新{n}'),
  ]
  const at = (section: string, text: string) =>
    formatInForce(versions, section as UnitCode, day(text))?.pattern
  t.equal(at('FUK', '2026-09-30'), '旧{n}')
  t.equal(at('FUK', '2026-10-01'), '新{n}', 'of one first day the later word counts')
  t.equal(at('KNK', '2026-06-30'), '旧{n}')
  t.equal(at('KNK', '2026-07-01'), '観光{n}')
  t.equal(at('KNK', '2026-10-01'), '観光{n}', 'the body changes nothing of a 課 with a format of its own')
  t.equal(at('FUK', '1899-12-31'), undefined)
})

test('a format by which numbers could not be told apart or read is refused', async (t) => {
  const fault = (more: Partial<NumberFormat>, ofMany = true) => faultOf({ ...plain, ...more }, ofMany)
  t.equal(fault({}), undefined)
  t.equal(fault({ pattern: '{unit.symbol}号' }), 'number_not_once')
  t.equal(fault({ pattern: '{unit.symbol}{n}{n}' }), 'number_not_once')
  t.equal(fault({ pattern: '{unit.symbol}{m}{n}' }), 'unknown_part')
  t.equal(fault({ pattern: '{unit.symbol}{n}}' }), 'unknown_part')
  t.equal(fault({ branch: 'の2' }), 'branch_not_once')
  t.equal(fault({ branch: '{n}の{b}' }), 'unknown_part')
  t.equal(fault({ numerals: 'kanji', digits: 4 }), 'kanji_digits')
  t.equal(fault({ pattern: '第{n}号' }), 'symbol_missing')
  t.equal(fault({ pattern: '第{n}号' }, false), undefined, 'of one 課, or of the one book of the body')
})
