import fc from 'fast-check'
import { test } from 'tap'
import type { Instant } from '../ids.ts'
import { type Away, calledOff, refuseAbsence } from './absences.ts'

const now = '2026-05-11T01:20:00.000Z' as Instant
const hour = (count: number): Instant =>
  new Date(Date.parse(now) + count * 3_600_000).toISOString() as Instant
const away = (from: number, to: number, reason = '出張'): Away => ({ from: hour(from), to: hour(to), reason })
const code = (...args: Parameters<typeof refuseAbsence>) => refuseAbsence(...args)?.code

test('R-12 an absence is registered before or while it is, never after', async (t) => {
  t.equal(code(away(1, 5), [], now), undefined)
  t.equal(code(away(-10, 5), [], now), undefined, 'since 0:20 today')
  t.equal(code(away(-11, 5), [], now), 'absence_past', 'since yesterday, 23:20')
  t.equal(code(away(-5, -1), [], now), 'absence_past', 'over already')
  t.equal(code(away(5, 1), [], now), 'absence_backwards')
  t.equal(code(away(5, 5), [], now), undefined, 'an instant is an absence')
  t.equal(code(away(1, 5, '　'), [], now), 'absence_reason_missing')
})

test('one absence at a time', async (t) => {
  t.equal(code(away(1, 5), [away(5, 9)], now), 'absence_overlaps')
  t.equal(code(away(1, 5), [away(6, 9), away(-9, 0)], now), undefined)
})

test('R-12 what has begun keeps its beginning, what is over keeps all', async (t) => {
  t.equal(code(away(-2, 8), [], now, away(-2, 5)), undefined, 'longer')
  t.equal(code(away(-100, 8), [], now, away(-100, 5)), undefined, 'even if it began days ago')
  t.equal(code(away(1, 8), [], now, away(-2, 5)), 'absence_begun')
  t.equal(code(away(2, 8), [], now, away(1, 5)), undefined, 'not begun: it may begin later')
  t.equal(code(away(1, 8), [], now, away(-5, -1)), 'absence_over')
  t.same(calledOff(away(1, 5), now), { remains: undefined })
  t.same(calledOff(away(-5, -1), now), { refused: { code: 'absence_over', to: hour(-1) } })
})

test('R-12 calling off never makes an instant of the past one without the absence, nor the future one with it', async (t) => {
  let cut = 0
  fc.assert(
    fc.property(
      fc.integer({ min: -50, max: 50 }),
      fc.nat(50),
      fc.integer({ min: -60, max: 110 }),
      (from, length, at) => {
        const before = away(from, from + length)
        const end = calledOff(before, now)
        if ('refused' in end) return before.to < now
        const covers = (it: Away | undefined) => it !== undefined && it.from <= hour(at) && hour(at) <= it.to
        if (end.remains !== undefined) cut += 1
        return hour(at) < now ? covers(end.remains) === covers(before) : !covers(end.remains)
      },
    ),
  )
  t.ok(cut > 5, `${cut} were cut`)
})
