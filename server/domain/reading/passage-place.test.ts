import { test } from 'tap'
import { foldText } from '../text/fold.ts'
import { type PageBoxPt, type PlacedText, boxesInRuns } from './passage-place.ts'

const run = (text: string, box: PageBoxPt, vertical?: true): PlacedText => ({
  text,
  box,
  ...(vertical && { vertical }),
})

test('a passage is a box in each run it touches, cut by its letters', async (t) => {
  const runs = [run('率は２分', [100, 50, 40, 10]), run('の１以内', [20, 65, 40, 10])]
  t.same(boxesInRuns(runs, foldText('2分の1'), 0), [
    [120, 50, 20, 10],
    [20, 65, 20, 10],
  ])
  t.same(boxesInRuns([run('縦書き文', [300, 40, 10, 80], true)], foldText('書き'), 0), [[300, 60, 10, 40]])
})

test('the ordinal says which of several; where there is none there is no box', async (t) => {
  const runs = [run('甲と又甲', [0, 0, 40, 10])]
  t.same(boxesInRuns(runs, '甲', 1), [[30, 0, 10, 10]])
  t.same(boxesInRuns(runs, '甲', 2), [])
  t.same(boxesInRuns([], '甲', 0), [])
})
