import { test } from 'tap'
import { amountText, parseAmount } from './amount.ts'

function yen(text: string): number | 'none' | 'unreadable' {
  const amount = parseAmount(text)
  return amount.kind === 'yen' ? amount.yen : amount.kind
}

test('an amount is read as people type it', (t) => {
  t.equal(yen('１２，３４５，６７８円'), 12_345_678)
  t.equal(yen('¥1,000'), 1000)
  t.equal(yen('1、000'), 1000)
  t.equal(yen('1億2,000万円'), 120_000_000)
  t.equal(yen('３万５００'), 30_500)
  t.equal(yen('0'), 0)
  t.equal(yen('9007199254740991'), 9_007_199_254_740_991)
  t.equal(yen('  '), 'none')
  t.equal(amountText(12345678), '12,345,678')
  t.equal(amountText(undefined), '')
  t.end()
})

test('decimals of a unit, and the units of budgets', (t) => {
  t.equal(yen('1.5億'), 150_000_000)
  t.equal(yen('１．５億円'), 150_000_000)
  t.equal(yen('12.5万円'), 125_000)
  t.equal(yen('0.1万'), 1000)
  t.equal(yen('12.3456万'), 123_456)
  t.equal(yen('1億2.5万'), 100_025_000)
  t.equal(yen('500千円'), 500_000)
  t.equal(yen('1,234千円'), 1_234_000)
  t.equal(yen('1.5千円'), 1500)
  t.equal(yen('25百万円'), 25_000_000)
  t.equal(yen('5千万'), 50_000_000)
  t.equal(yen('2千5百万'), 25_000_000)
  t.equal(yen('1億5千万500'), 150_000_500)
  t.end()
})

test('nonsense is no amount, and never the part of it that could be read', (t) => {
  const slips = ['円', '¥', '千円', '万', '.', '.5億', '12.5', '12.0', '12.5円', '1.5.5億', '1.', '1.億']
  const mixed = [
    '3万2億',
    '5万5万',
    '3万500千',
    '1億20000万',
    '2千1500',
    '1.5億3000万',
    '1.5千5百円',
    '1.23456万',
  ]
  const commas = ['1,5億', '1,2,3', '12,34', '1,0000', ',1', '1,', '1,,000']
  const words = [
    '-5',
    '約500',
    '1e3',
    '5万ぐらい',
    '五百',
    '500ドル',
    '1000円2',
    '1¥',
    '0x10',
    '1/2',
    '９００７１９９２５４７４０９９２',
  ]
  for (const text of [...slips, ...mixed, ...commas, ...words]) t.equal(yen(text), 'unreadable', text)
  t.end()
})
