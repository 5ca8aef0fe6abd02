import { test } from 'tap'
import { rangesOf } from './skipped-ranges.ts'

const by = { id: 'u0505', name: '幌平 美咲', title: '企画係主任' }
const skipped = (number: number, reason: string, at = '2026-05-11T01:00:00.000Z') => ({
  number,
  reason,
  by,
  at,
})

test('R-19 欠番 registered together are one row, others are rows of their own', async (t) => {
  const paper = '紙の番号簿で使用済み'
  const rows = rangesOf([
    skipped(2, paper),
    skipped(3, paper),
    skipped(4, '誤記'),
    skipped(5, '誤記', '2026-05-12T01:00:00.000Z'),
    skipped(7, '誤記', '2026-05-12T01:00:00.000Z'),
  ])
  t.same(
    rows.map(({ from, to, reason }) => [from, to, reason]),
    [
      [2, 3, paper],
      [4, 4, '誤記'],
      [5, 5, '誤記'],
      [7, 7, '誤記'],
    ],
  )
  t.same(rangesOf([]), [])
})
