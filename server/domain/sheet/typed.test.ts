import { test } from 'tap'
import { dateText, formatKind, isJapaneseDate, serialOf, timeOfSerial } from './number-format.ts'
import { typedValue } from './typed.ts'

const into = (format = 'General', more: { is1904?: boolean; heldText?: boolean } = {}) => ({
  ...{ format, year: 2026, is1904: false, heldText: false },
  ...more,
})
const typed = (text: string, format?: string, more?: Parameters<typeof into>[1]): unknown => {
  const value = typedValue(text, into(format, more))
  if (value.type === 'number') return value.format === undefined ? value.number : [value.number, value.format]
  return value.type === 'text' ? value.text : value.type === 'formula' ? `=${value.formula}` : value.type
}
const wareki = '[$-411]ggge"年"m"月"d"日"'

test('numbers are numbers, also in 全角; what is no number stays as it was typed', (t) => {
  t.equal(typed('１２３'), 123)
  t.equal(typed('－１，２３４．５', '#,##0'), -1234.5)
  t.same(typed('1,234'), [1234, '#,##0'])
  t.same(typed('7%'), [0.07, '0%'])
  t.equal(typed('7', '0%'), 0.07)
  t.same(typed('￥1,000'), [1000, '¥#,##0'])
  t.equal(typed('007'), 7)
  t.equal(typed('007', '@'), '007')
  t.equal(typed('１２３', '@'), '１２３')
  t.equal(typed('007', 'General', { heldText: true }), '007', 'where a text with leading zeros can stand')
  t.equal(typed('1234567890123456'), '1234567890123456', 'more digits than a file keeps')
  t.equal(typed('1.2.3'), '1.2.3')
  t.equal(typed('12,34'), '12,34')
  t.equal(typed('1000円'), '1000円')
  t.equal(typed('TRUE'), 'boolean')
  t.equal(typed(''), 'empty')
  t.end()
})

test('a formula is one only where = was typed, and never in a cell for text', (t) => {
  t.equal(typed('=A1+1'), '=A1+1')
  t.equal(typed('=A1+1', '@'), '=A1+1')
  t.equal(typedValue('=A1', into('@')).type, 'text')
  t.equal(typed("'=A1"), '=A1')
  t.equal(typedValue("'=A1", into()).type, 'text')
  t.equal(typed('='), '=')
  t.equal(typed('+A1'), '+A1')
  t.end()
})

test('days are days in both calendars and in 和暦', (t) => {
  const serial = 46_353
  t.equal(serialOf(2026, 11, 27, false), serial)
  for (const it of [
    '令和8年11月27日',
    '令和８年１１月２７日',
    'R8.11.27',
    'r8/11/27',
    '2026/11/27',
    '2026-11-27',
    '2026年11月27日',
    '11/27',
    '11月27日',
    '2026.11.27',
  ])
    t.equal(typed(it, wareki), serial, it)
  t.equal(typed('R8.11.27', wareki, { is1904: true }), serial - 1462)
  t.same(typed('令和8年11月27日'), [serial, wareki])
  t.same(typed('H31.4.30'), [43_585, '[$-411]ge.m.d'])
  t.same(typed('令和元年5月1日'), [43_586, wareki])
  t.same(typed('2026/11/27'), [serial, 'yyyy/m/d'])
  t.same(typed('2026/11/27 12:00'), [serial + 0.5, 'yyyy/m/d h:mm'])
  t.same(typed('8:30'), [510 / 1440, 'h:mm'])
  t.equal(typed('令和8年2月30日', wareki), '令和8年2月30日', 'a day that is none')
  t.equal(typed('2026.11.27'), '2026.11.27', 'where no day is expected')
  t.equal(typed('2026/11/27', '0'), '2026/11/27', 'nor in a cell for numbers')
  t.equal(serialOf(1900, 2, 28, false), 59)
  t.equal(serialOf(1900, 3, 1, false), 61, 'after the 29 February that never was')
  t.equal(timeOfSerial(0, true), Date.UTC(1904, 0, 1))
  t.end()
})

test('formats say what they show, and days are shown in 和暦', (t) => {
  const kinds = {
    ...{ General: 'general', '@': 'text', '0.00': 'number', '#,##0;[Red]-#,##0': 'number', '0%': 'percent' },
    ...{ 'yyyy/m/d': 'date', 'h:mm': 'time', '[h]:mm:ss': 'time', '0"年度"': 'number', '0.00E+00': 'number' },
    ...{
      [wareki]: 'date',
      'm"月"d"日"': 'date',
      '[Red]General': 'general',
      '_ * #,##0_ ': 'number',
      'mm:ss': 'time',
    },
  }
  for (const [code, kind] of Object.entries(kinds)) t.equal(formatKind(code), kind, code)
  t.ok(isJapaneseDate(wareki))
  t.notOk(isJapaneseDate('yyyy/m/d'))
  t.notOk(isJapaneseDate('0.00E+00'))
  t.equal(dateText(wareki, 46_353, false), '令和8年11月27日')
  t.equal(dateText('[$-411]ge.m.d(aaa)', 46_353, false), 'R8.11.27(金)')
  t.equal(dateText('[$-ja-JP-x-gannen]ggge"年"', 43_586, false), '令和元年')
  t.equal(dateText(wareki, 43_585, false), '平成31年4月30日')
  t.equal(dateText('gge"年"mm"月" hh:mm', 46_353.5, false), '令8年11月 12:00')
  t.equal(dateText(wareki, 46_353 - 1462, true), '令和8年11月27日')
  t.end()
})
