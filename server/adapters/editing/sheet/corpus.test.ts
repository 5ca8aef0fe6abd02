import { test } from 'tap'
import {
  contentsOf,
  differentParts,
  edited,
  factsOf,
  packedBytes,
  typing,
} from '../../../testing/edited-workbook.ts'
import { corpusBooks } from '../../../testing/workbook-corpus.ts'
import { openZip } from './zip.ts'

const books = corpusBooks()

test('a workbook that was not changed keeps every byte', (t) => {
  for (const { name, bytes } of books) {
    t.equal(edited(bytes), bytes, name)
    // What is there already is no change either.
    const { sheets } = factsOf(bytes)
    const [sheet] = sheets
    const cell = sheet?.cells.find((it) => typeof it.value === 'string' && it.formula === undefined)
    if (sheet === undefined || cell === undefined || sheet.isProtected || sheet.blocks.length > 0) continue
    const place = `${'ABCDEF'[cell.column - 1]}${cell.row}`
    t.equal(edited(bytes, typing(place, String(cell.value))), bytes, `${name}: typed again`)
  }
  t.end()
})

test('an edit of one cell changes the parts that the rule names, and no other cell (docs/decisions/0026)', async (t) => {
  let [kept, all] = [0, 0]
  for (const { name, bytes, edit, also = [] } of books) {
    const after = edited(bytes, typing(edit.cell, edit.value))
    const allowed = ['xl/worksheets/sheet1.xml', ...also].sort()
    t.same(differentParts(bytes, after), allowed, name)
    const parts = openZip(bytes)?.names ?? []
    const others = parts.filter((it) => !allowed.includes(it))
    t.same(
      others.filter(
        (it) => packedBytes(bytes, it) !== packedBytes(after, it) || packedBytes(after, it) === '',
      ),
      [],
      `${name}: the others are packed as they were`,
    )
    kept += others.length
    all += parts.length - allowed.length

    const [one, other] = [contentsOf(bytes), contentsOf(after)]
    const different = [...new Set([...one.keys(), ...other.keys()])].filter(
      (it) => one.get(it) !== other.get(it),
    )
    t.same(different, [`${factsOf(bytes).sheets[0]?.name}!${edit.cell}`], `${name}: the cell`)
  }
  t.comment(
    `${books.length} workbooks; parts that the edit does not concern and that kept every byte: ${kept} of ${all}`,
  )
  t.equal(kept, all)
  t.ok(books.length >= 20)
})
