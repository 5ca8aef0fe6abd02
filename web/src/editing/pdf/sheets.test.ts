import { test } from 'tap'
import { sizeAfter } from '../image/picture-steps.ts'
import {
  type Box,
  type Sheet,
  type Turn,
  beginWith,
  fromTurned,
  givenOf,
  isUnchanged,
  nudged,
  toTurned,
} from './sheets.ts'

const page = { width: 400, height: 300 }

test('a box on a turned page is the same box on the page', async (t) => {
  const box: Box = [10, 20, 30, 40]
  for (const turn of [0, 90, 180, 270] as const satisfies readonly Turn[]) {
    const sheet: Sheet = { key: 'a', ...page, turn, marks: [] }
    t.same(fromTurned(sheet, toTurned(sheet, box)), box, `${turn}°`)
  }
  // A quarter turn clockwise brings what was at the left to the top.
  t.same(toTurned({ key: 'a', ...page, turn: 90, marks: [] }, box), [240, 10, 40, 30])
  t.same(nudged([390, 290, 20, 20], [400, 300], [50, 50], [0, 0]), [380, 280, 20, 20], 'it stays on its page')
  t.same(nudged([10, 10, 6, 6], [400, 300], [0, 0], [-5, -5]), [10, 10, 4, 4], 'and has a size')
})

test('what is sent of a PDF', async (t) => {
  const begun = beginWith([page, page])
  t.ok(isUnchanged(begun, 2))
  t.same(givenOf(begun), { pages: [{ index: 0 }, { index: 1 }] })
  const [first, second] = begun.sheets
  if (first === undefined || second === undefined) throw new Error('two pages')
  const marks = [
    { id: 'x', kind: 'redact', box: [1.234, 2, 3, 4] },
    { id: 'y', kind: 'text', box: [1, 2, 3, 4], text: '要確認' },
  ] as const
  const blank: Sheet = { key: 'b', width: 595, height: 842, turn: 0, marks: [] }
  const work = { ...begun, sheets: [{ ...second, turn: 90 as const, marks }, blank], breakSignature: true }
  t.notOk(isUnchanged(work, 2))
  t.same(givenOf({ ...work, fields: { 氏名: '札内' } }), {
    pages: [
      {
        index: 1,
        turn: 90,
        marks: [
          { kind: 'redact', box: [1.23, 2, 3, 4] },
          { kind: 'text', box: [1, 2, 3, 4], text: '要確認', size: 11 },
        ],
      },
      { blank: [595, 842] },
    ],
    fields: { 氏名: '札内' },
    breakSignature: true,
  })
})

test('how large a picture is after its steps', async (t) => {
  t.same(sizeAfter([{ turn: 90 }, { mask: [0, 0, 5, 5] }], page), [300, 400])
  t.same(sizeAfter([{ turn: 90 }, { crop: [250, 0, 100, 50] }], page), [50, 50], 'no further than its edge')
})
