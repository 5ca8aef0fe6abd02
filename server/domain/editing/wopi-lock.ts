import { type Instant } from '../ids.ts'
import { type Result, no, yes } from '../result.ts'
import { type Lease, standing } from './lease.ts'

/** What an office server asks of the lock of a file (MS-WOPI 3.3.5.1). */
export type LockCommand =
  | { readonly type: 'lock' | 'refresh' | 'unlock' | 'save'; readonly lock: string }
  | { readonly type: 'relock'; readonly lock: string; readonly old: string }

/** Why it does not get what it asks for: always told with the lock there is. */
export type LockMismatch = {
  readonly code: 'lock_mismatch'
  /** The lock of an office server there is; '' when there is none, or the file is edited by other means. */
  readonly current: string
  readonly because: 'unlocked' | 'other_lock' | 'edited_elsewhere'
}

/** What comes of it: a lease is taken, goes on, changes its word, or ends. */
export type LockChange = 'take' | 'go_on' | 'rename' | 'end'

const longest = 1024

/** The lock of a header; undefined for none, and for what the protocol does not allow: 1 to 1,024 printable characters of ASCII. */
export function parseWopiLock(text: unknown): string | undefined {
  if (typeof text !== 'string' || text === '' || text.length > longest) return undefined
  return /^[\x20-\x7e]+$/.test(text) ? text : undefined
}

/**
 * What a command does to the lock of a file. A lock whose time is over is none; a file that is edited in the browser or from a
 * desktop is locked by other means. Several people in one session of an office server share one lock.
 */
export function changeLock(
  held: Lease | undefined,
  command: LockCommand,
  at: Instant,
): Result<LockChange, LockMismatch> {
  const now = standing(held, at)
  if (now === undefined) return command.type === 'lock' ? yes('take') : mismatch('', 'unlocked')
  if (now.how !== 'wopi') return mismatch('', 'edited_elsewhere')
  const current = now.lock?.token ?? ''
  if (current !== (command.type === 'relock' ? command.old : command.lock))
    return mismatch(current, 'other_lock')
  if (command.type === 'unlock') return yes('end')
  return yes(command.type === 'relock' ? 'rename' : 'go_on')
}

function mismatch(current: string, because: LockMismatch['because']): Result<never, LockMismatch> {
  return no({ code: 'lock_mismatch', current, because })
}
