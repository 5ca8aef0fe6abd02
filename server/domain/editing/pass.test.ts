import { test } from 'tap'
import type { Instant } from '../ids.ts'
import { passEndsAt } from './pass.ts'

const at = (text: string): Instant => new Date(`2026-05-11T${text}+09:00`).toISOString() as Instant

test('編集用の鍵: two hours after its last use, ten hours after it was made', (t) => {
  t.equal(passEndsAt(at('09:00'), at('09:00')), at('11:00'), 'never used')
  t.equal(passEndsAt(at('09:00'), at('12:30')), at('14:30'), 'each use counts anew')
  t.equal(passEndsAt(at('09:00'), at('18:59')), at('19:00'), 'but no longer than a working day')
  t.end()
})
