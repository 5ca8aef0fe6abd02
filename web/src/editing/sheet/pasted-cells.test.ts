import { test } from 'tap'
import { copiedLook } from './copied-look.ts'
import { linesOf } from './pasted-cells.ts'

test('貼り付け: plain text is parted at tabs and lines, quoted fields hold both', (t) => {
  const rows: readonly (readonly [text: string, rows: readonly (readonly string[])[]])[] = [
    ['契約', [['契約']]],
    [
      '一\t二\r\n三\t四\r\n',
      [
        ['一', '二'],
        ['三', '四'],
      ],
    ],
    ['"一\r\n行"\t二\r\n', [['一\n行', '二']]],
    ['"引用""符"\t', [['引用"符', '']]],
    ['"終わらない引用\t二', [['"終わらない引用', '二']]],
    ['途中の"引用"\t二', [['途中の"引用"', '二']]],
    ['一\n\n三', [['一'], [''], ['三']]],
    ['', [['']]],
  ]
  for (const [text, wanted] of rows) t.same(linesOf(text), wanted, JSON.stringify(text))
  t.end()
})

test('コピー: Excel is told which cells are text, and the digits and format of numbers', (t) => {
  t.same(copiedLook({ v: '007' }, 'General'), { style: String.raw`mso-number-format:'\@';` })
  t.same(copiedLook({ v: 1200.456 }, '#,##0'), { 'x:num': '1200.456', style: "mso-number-format:'#,##0';" })
  t.match(copiedLook({ v: 46_000 }, 'ggge"年"'), {
    style: String.raw`mso-number-format:'ggge\000022\005e74\000022';`,
  })
  t.equal(copiedLook(undefined, 'General'), undefined)
  t.equal(copiedLook({ v: 1, t: 3 }, 'General'), undefined, 'TRUE is written as it is shown')
  t.end()
})
