import { test } from 'tap'
import type { Instant } from '../ids.ts'
import {
  type Failing,
  askedWaitMs,
  failingOn,
  isGivenUp,
  mostRefusals,
  verdictOn,
  waitMs,
} from './back-off.ts'

test('waits grow from a second to half a day, over more than a day, and never all the same', async (t) => {
  const even = Array.from({ length: mostRefusals }, (_, index) => waitMs(index + 1, 0.5))
  t.same(even.slice(0, 3), [1_000, 5_000, 30_000])
  t.equal(even.at(-1), 12 * 3_600_000)
  t.same(
    even,
    [...even].sort((a, b) => a - b),
  )
  const hours = even.slice(0, -1).reduce((sum, it) => sum + it, 0) / 3_600_000
  t.ok(hours > 24 && hours < 48, `${hours} hours until a dead letter`)
  t.same([waitMs(3, 0), waitMs(3, 1)], [24_000, 36_000])
  t.equal(waitMs(1_000, 0.5), 12 * 3_600_000)
})

test('what an answer means for what comes after', async (t) => {
  t.equal(verdictOn(undefined), 'unreachable')
  for (const status of [200, 204, 299]) t.equal(verdictOn(status), 'delivered', String(status))
  for (const status of [408, 429, 502, 503, 504]) t.equal(verdictOn(status), 'unreachable', String(status))
  for (const status of [101, 301, 307, 400, 401, 404, 500])
    t.equal(verdictOn(status), 'refused', String(status))
  t.equal(verdictOn(410), 'gone')
})

test('three days of failing and no less are too long', async (t) => {
  const since = '2026-05-11T01:20:00.000Z' as Instant
  t.notOk(isGivenUp({ since, lastAt: '2026-05-14T01:19:59.999Z' as Instant }))
  t.ok(isGivenUp({ since, lastAt: '2026-05-14T01:20:00.000Z' as Instant }))
})

test('failing goes on from wait to wait, however unlucky, and not over a quiet nobody tried in', async (t) => {
  const begun = Date.parse('2026-05-11T01:20:00.000Z')
  const at = (ms: number) => new Date(ms).toISOString() as Instant
  let failing: Failing | undefined
  let now = begun
  for (let failures = 1; failing === undefined || !isGivenUp(failing); failures += 1) {
    failing = failingOn(failing, at(now))
    t.equal(failing.since, at(begun), `attempt ${failures}`)
    now += waitMs(failures, 1)
  }
  const last = Date.parse(failing.lastAt)
  t.equal(failingOn(failing, at(last + 15 * 3_600_000)).since, at(begun), 'the longest wait, and a while')
  const quiet = at(last + 16 * 3_600_000)
  t.same(failingOn(failing, quiet), { since: quiet, lastAt: quiet })
})

test('Retry-After in seconds is heard, up to an hour', async (t) => {
  t.equal(askedWaitMs('30'), 30_000)
  t.equal(askedWaitMs('86400'), 3_600_000)
  for (const text of [undefined, '', '-1', 'Fri, 31 Dec 1999 23:59:59 GMT'])
    t.equal(askedWaitMs(text), undefined)
})
