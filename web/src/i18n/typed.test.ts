import { test } from 'tap'
import { isWholeDay, wholeNumberOf } from './typed.ts'

test('a number is one in full width too, and nothing else is', async (t) => {
  t.same(['12', '１２', ' １2　', '0'].map(wholeNumberOf), [12, 12, 12, 0])
  t.same(['', '-1', '1.5', '１２日', '1e3', '1234567890'].map(wholeNumberOf), Array(6).fill(undefined))
})

test('a day is whole when its year is', async (t) => {
  t.ok(isWholeDay('2026-11-26'))
  t.same(['', '0002-11-26', '0202-11-26', '2026-11', '20261-11-26'].map(isWholeDay), Array(5).fill(false))
})
