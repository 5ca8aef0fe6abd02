import type { Reader } from '../domain/access/may-read.ts'
import type { PersonId, ReceiptId } from '../domain/ids.ts'
import { mayReadReceipt } from '../domain/receiving/may-read-receipt.ts'
import { logAccess } from '../store/access-log.ts'
import { type StoredReceipt, findReceipt, matterOfReceipt } from '../store/receipts.ts'
import type { CameThrough } from './application-caller.ts'
import type { MayReadDeps } from './may-read.ts'
import { readerOf } from './who-is.ts'

/** A 収受文書 and who asks for it; undefined when that person may not read it, or there is none. */
export async function findReceiptReading(
  deps: MayReadDeps,
  person: PersonId,
  id: ReceiptId,
): Promise<{ readonly stored: StoredReceipt; readonly reader: Reader } | undefined> {
  const stored = await findReceipt(deps.db, id)
  if (stored === undefined) return undefined
  const reader = readerOf(await deps.organisation.current(), person, deps.now())
  return mayReadReceipt(matterOfReceipt(stored), reader) ? { stored, reader } : undefined
}

/** Notes a read of a 収受文書. */
export async function noteReceiptRead(
  { db }: Pick<MayReadDeps, 'db'>,
  { person, at }: Pick<Reader, 'person' | 'at'>,
  { id, what, through }: { readonly id: ReceiptId; readonly what: string; readonly through?: CameThrough },
): Promise<void> {
  await logAccess(db, {
    at,
    person: through?.byItself === true ? undefined : person,
    of: { receipt: id },
    what,
    ...(through === undefined ? {} : { application: through.application }),
  })
}
