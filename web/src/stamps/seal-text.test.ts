import { test } from 'tap'
import { chordAt, fittingSize, graphemes, naturalTilt, sealUnit } from './seal-text.ts'

test('hard characters count as one: surrogate pairs and variation selectors stay whole', async (t) => {
  t.same(graphemes('𠮷田'), ['𠮷', '田'])
  t.same(graphemes('葛\u{E0100}西'), ['葛\u{E0100}', '西'])
  t.equal(graphemes('髙橋').length, 2)
  t.equal(graphemes('山﨑').length, 2)
})

test('text shrinks until it fits the chord and never grows past the largest size', async (t) => {
  t.equal(fittingSize(2, 80, 24), 24)
  t.equal(fittingSize(4, 80, 24), 20)
  t.equal(fittingSize(0, 80, 24), 24)
  t.equal(chordAt(50, 0), 100)
  t.equal(chordAt(50, 30), 80)
  t.equal(chordAt(50, 60), 0)
})

test('a seal always leans the same way, and never far', async (t) => {
  t.equal(naturalTilt('000000ff'), -4)
  t.equal(naturalTilt('ffffffaa'), 4)
  t.equal(naturalTilt('7fffff'), naturalTilt('7fffff00'))
  t.equal(naturalTilt('not a hash'), 0)
})

test('the unit on a seal is the last part of the path, cut when it is too long for the circle', async (t) => {
  t.equal(sealUnit('経済部 観光局 観光振興課'), '観光振興課')
  t.equal(sealUnit('知事'), '知事')
  t.equal(graphemes(sealUnit('行政サービス拠点支援機関等調整課')).length, 8)
})
