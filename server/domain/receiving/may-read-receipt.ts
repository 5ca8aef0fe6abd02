import type { Reader } from '../access/may-read.ts'
import type { PersonId, PostId, UnitCode } from '../ids.ts'
import type { Arrival, ReceiptStatus } from './receipt.ts'

/** What of a 収受文書 decides who may read it. */
export type ReceiptMatter = {
  /** Before the registration: `draft`. */
  readonly status: ReceiptStatus | 'draft'
  readonly registrar: PersonId
  /** The 課 it was registered in, and those it was handed to. */
  readonly sections: readonly UnitCode[]
  /** Whom it was shown to (供覧). */
  readonly viewerPeople: readonly PersonId[]
  readonly viewerPosts: readonly PostId[]
} & Pick<Arrival, 'secrecy' | 'accessList'>

/**
 * Whether somebody may read a 収受文書. What is being entered is its registrar's alone. A 秘 is for whoever registered it
 * and the persons named; any other for the 課 that have or had it, whom it was shown to, and 文書管理者.
 */
export function mayReadReceipt(matter: ReceiptMatter, reader: Reader): boolean {
  if (matter.registrar === reader.person) return true
  if (matter.status === 'draft') return false
  if (matter.secrecy === 'secret') return matter.accessList.includes(reader.person)
  return (
    matter.sections.some((it) => reader.sections.includes(it)) ||
    matter.viewerPeople.includes(reader.person) ||
    matter.viewerPosts.some((it) => reader.posts.includes(it)) ||
    reader.roles.includes('records_manager')
  )
}
