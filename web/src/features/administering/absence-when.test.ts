import { test } from 'tap'
import { hasTimes, switched, whenOf } from './absence-when.ts'

test('a day is sent as it is, a minute from its first to its last instant', async (t) => {
  t.equal(whenOf('2026-05-11', 'from'), '2026-05-11')
  t.equal(whenOf('2026-05-11', 'to'), '2026-05-11')
  t.equal(whenOf('2026-05-11T10:20', 'from'), '2026-05-11T01:20:00.000Z')
  t.equal(whenOf('2026-05-11T10:20', 'to'), '2026-05-11T01:20:59.999Z')
})

test('what is empty or half filled says nothing yet', async (t) => {
  const halves = ['', 'T00:00', '2026-05', '0202-05-11', '12026-05-11', '12026-05-11T10:20', '2026-05-11T']
  for (const it of halves) {
    t.equal(whenOf(it, 'from'), undefined, it)
    t.equal(whenOf(it, 'to'), undefined, it)
  }
})

test('a time of day begins at the edge of the day, and none is added to an empty field', async (t) => {
  t.equal(switched('2026-05-11', true, 'from'), '2026-05-11T00:00')
  t.equal(switched('2026-05-11', true, 'to'), '2026-05-11T23:59')
  t.equal(switched('2026-05-11T10:20', false, 'to'), '2026-05-11')
  t.same([switched('', true, 'from'), switched('', false, 'to')], ['', ''])
})

test('whole days need no times', async (t) => {
  t.notOk(hasTimes('2026-05-11T00:00', '2026-05-12T23:59'))
  t.ok(hasTimes('2026-05-11T00:00', '2026-05-12T12:00'))
  t.ok(hasTimes('2026-05-11T09:00', '2026-05-12T23:59'))
})
