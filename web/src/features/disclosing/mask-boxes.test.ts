import { test } from 'tap'
import { boxesOfSelection, boxesOfWords } from './mask-boxes.ts'

const run = (text: string, box: [number, number, number, number], vertical?: true) => ({
  ...{ text, box, fontSize: 10 },
  ...(vertical === undefined ? {} : { vertical }),
})
const each10 = (text: string) => text.length * 10
const whole = (boxes: readonly (readonly (readonly number[])[])[]) =>
  boxes.map((it) => it.map((box) => box.map(Math.round)))

test('words are boxed where they stand, also across lines, downwards and in other letters', (t) => {
  const lines = [run('連絡先は札幌', [20, 40, 60, 10]), run('花子です', [20, 60, 40, 10])]
  t.same(whole(boxesOfWords(lines, '札幌', each10)), [[[59, 39, 22, 12]]])
  t.same(
    whole(boxesOfWords(lines, '札幌花子', each10)),
    [
      [
        [59, 39, 22, 12],
        [19, 59, 22, 12],
      ],
    ],
    'a box a line',
  )
  t.same(whole(boxesOfWords([run('氏名　花子', [20, 40, 10, 50], true)], '花子', each10)), [
    [[19, 69, 12, 22]],
  ])
  t.same(
    whole(boxesOfWords([run('札幌', [20, 40, 20, 30])], '札幌', each10)),
    [[[19, 48, 22, 15]]],
    'no higher than its letters',
  )
  t.equal(boxesOfWords([run('ＡＢＣとabc', [0, 0, 70, 10])], 'abc', each10).length, 2)
  t.same(boxesOfWords(lines, '函館', each10), [])
  t.end()
})

test('what is selected becomes a box a line, in points of the page', (t) => {
  const rectangle = (left: number, top: number, width: number, height = 20) => ({ left, top, width, height })
  const boxes = boxesOfSelection(
    [rectangle(140, 180, 60), rectangle(200, 180, 40), rectangle(140, 220, 50), rectangle(140, 220, 0)],
    { left: 100, top: 100 },
    2,
  )
  t.same(
    boxes.map((it) => it.map(Math.round)),
    [
      [19, 39, 52, 12],
      [19, 59, 27, 12],
    ],
  )
  t.end()
})
