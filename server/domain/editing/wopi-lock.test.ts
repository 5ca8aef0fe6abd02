import { test } from 'tap'
import type { Instant, PersonId, RevisionId } from '../ids.ts'
import type { EditingBy, Lease } from './lease.ts'
import { type LockCommand, changeLock, parseWopiLock } from './wopi-lock.ts'

const at = '2026-11-27T00:00:00.000Z' as Instant

function held(how: EditingBy, token: string, expiresAt = '2026-11-27T00:30:00.000Z'): Lease {
  return {
    ...{ id: 'lease', person: 'u0505' as PersonId, name: '美瑛', title: '主事', how },
    ...{ from: 'revision' as RevisionId, takenAt: at, expiresAt: expiresAt as Instant },
    lock: { pass: 'pass', token, owner: '' },
  }
}

const commands: readonly LockCommand[] = [
  { type: 'lock', lock: 'A' },
  { type: 'refresh', lock: 'A' },
  { type: 'save', lock: 'A' },
  { type: 'relock', lock: 'B', old: 'A' },
  { type: 'unlock', lock: 'A' },
]

/** What each of the commands does, in their order. */
const outcomes = (lease: Lease | undefined): readonly string[] =>
  commands.map((it) => {
    const change = changeLock(lease, it, at)
    return change.ok ? change.value : `${change.error.because} ${JSON.stringify(change.error.current)}`
  })

test('WOPI: what a command does to the lock of a file', async (t) => {
  const none = 'unlocked ""'
  t.same(outcomes(undefined), ['take', none, none, none, none])
  t.same(outcomes(held('wopi', 'A')), ['go_on', 'go_on', 'go_on', 'rename', 'end'])
  t.same(outcomes(held('wopi', 'A', at)), ['take', none, none, none, none], 'whose time is over')
  t.same(outcomes(held('wopi', 'C')), Array(5).fill('other_lock "C"'))
  for (const how of ['browser', 'webdav'] as const)
    t.same(outcomes(held(how, 'A')), Array(5).fill('edited_elsewhere ""'), how)
})

test('WOPI: a lock is 1 to 1,024 printable letters of ASCII', async (t) => {
  t.equal(parseWopiLock('x'.repeat(1024))?.length, 1024)
  for (const wrong of [undefined, '', 'x'.repeat(1025), 'a\tb', '鍵', ['a', 'b']])
    t.equal(parseWopiLock(wrong), undefined)
})
