import { test } from 'tap'
import type { TextRun } from '../../contract/book.ts'
import { pageBody } from './page-body.ts'

const run = (text: string, x: number, y: number, more: Partial<TextRun> = {}): TextRun => ({
  text,
  box: [x, y, 10 * text.length, 10],
  fontSize: 10,
  ...more,
})

test('the words of a page as one text', async (t) => {
  t.equal(pageBody([]), '')
  t.equal(
    pageBody([run('次のとおり公', 0, 0), run('表する。', 0, 15)]),
    '次のとおり公\n表する。',
    'a sentence goes on',
  )
  t.equal(pageBody([run('第3条', 0, 0), run('の規定', 30, 0)]), '第3条の規定', 'another font is no gap')
  t.equal(
    pageBody([run('地区', 0, 0), run('金額', 80, 0), run('札内', 0, 15), run('200', 80, 15)]),
    '地区\t金額\t札内\t200',
    'cells and rows stay apart',
  )
  t.equal(
    pageBody([run('表1', 0, 0), run('地区', 0, 15), run('金額', 80, 15), run('以上', 0, 30)]),
    '表1\t地区\t金額\t以上',
    'what stands around a row, too',
  )
  t.equal(
    pageBody([
      run('縦書き', 80, 0, { vertical: true, box: [80, 0, 10, 30] }),
      run('の行', 60, 0, { vertical: true, box: [60, 0, 10, 20] }),
    ]),
    '縦書き\nの行',
  )
})
