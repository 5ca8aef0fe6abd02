import type { ProposalStatus } from '../approval/proposal.ts'
import type { Instant, PersonId, PostId, UnitCode } from '../ids.ts'

/** One designation as 秘 or 時限秘, and who may know of it besides the route. */
export type Secrecy = {
  /** 秘密区分: `none` or '' when there is none. */
  readonly secrecy: string
  /** 時限秘: when it ends by itself. */
  readonly secretUntil?: Instant
  /** When it was ended on the record. */
  readonly secrecyReleasedAt?: Instant
  /** Persons the drafter named. */
  readonly accessList: readonly PersonId[]
}

/** What of a proposal decides who may read it. */
export type Matter = {
  readonly status: ProposalStatus
  readonly drafter: PersonId
  /** The 課 it was drafted in. */
  readonly section: UnitCode
  /** As it stands on the record, and as the drafter has typed it since when that is something else. */
  readonly secrecies: readonly Secrecy[]
  /** Posts with a seat on the route as it is now. */
  readonly routePosts: readonly PostId[]
  /** Posts that had a seat on any of its routes, or may stand in for its decider. */
  readonly readerPosts: readonly PostId[]
  /** Persons it was shown to or asked of. */
  readonly readerPeople: readonly PersonId[]
  /**
   * Whether its 簿冊 lies before the archive for 評価選別 now. Looked up only for somebody of the archive; absent for everybody
   * else, and then it opens nothing.
   */
  readonly beforeArchive?: boolean
}

export type Reader = {
  readonly person: PersonId
  readonly at: Instant
  /** Posts held now; who leaves a post leaves its papers. */
  readonly posts: readonly PostId[]
  /** The 課 of those posts, and the 課 that ended and in whose place they stand. */
  readonly sections: readonly UnitCode[]
  readonly roles: readonly string[]
}

/** Roles that may read every matter that is not secret: 文書管理者 and auditors. */
const seesAll: readonly string[] = ['records_manager', 'auditor']

/**
 * Whether somebody may read a proposal. A draft is its drafter's alone. A secret matter is for its drafter, the persons
 * named and the posts of its route only, whoever read it before it was one; any other also for whom it was shown
 * to, the drafter's 課, the records office and auditors, and for the archive as long as its 簿冊 lies before it.
 */
export function mayRead(matter: Matter, reader: Reader): boolean {
  if (matter.drafter === reader.person) return true
  if (matter.status === 'draft') return false
  const holds = (post: PostId): boolean => reader.posts.includes(post)
  if (matter.routePosts.some(holds)) return true
  const isNamed = ({ accessList }: Secrecy): boolean => accessList.includes(reader.person)
  const binding = matter.secrecies.filter((it) => isBinding(it, reader.at))
  if (binding.length > 0) return binding.every(isNamed)
  return (
    matter.secrecies.some(isNamed) ||
    matter.readerPosts.some(holds) ||
    matter.readerPeople.includes(reader.person) ||
    reader.sections.includes(matter.section) ||
    reader.roles.some((role) => seesAll.includes(role)) ||
    (matter.beforeArchive === true && reader.roles.includes('archivist'))
  )
}

/** Whether somebody may read a proposal by nothing but the role of 監査・情報公開担当. */
export function readsAsAuditor(matter: Matter, reader: Reader): boolean {
  if (!reader.roles.includes('auditor') || !mayRead(matter, reader)) return false
  return !mayRead(matter, { ...reader, roles: reader.roles.filter((role) => role !== 'auditor') })
}

/** Whether somebody may read a proposal by nothing but being of the archive, before which its 簿冊 lies. */
export function readsAsArchivist(matter: Matter, reader: Reader): boolean {
  if (matter.beforeArchive !== true || !mayRead(matter, reader)) return false
  return !mayRead(matter, { ...reader, roles: reader.roles.filter((role) => role !== 'archivist') })
}

/** Whether a matter is secret at an instant: 時限秘 is not any more from its time on, recorded or not yet. */
export function isSecretAt({ secrecies }: Pick<Matter, 'secrecies'>, at: Instant): boolean {
  return secrecies.some((it) => isBinding(it, at))
}

function isBinding({ secrecy, secretUntil, secrecyReleasedAt }: Secrecy, at: Instant): boolean {
  if (isOpen(secrecy) || secrecyReleasedAt !== undefined) return false
  return secretUntil === undefined || at < secretUntil
}

function isOpen(secrecy: string): boolean {
  return secrecy === '' || secrecy === 'none'
}

/**
 * The designations that count for a proposal. What its events say counts until they say something else, so that no save
 * opens a case; what the drafter typed since counts beside it from the save on, so that no text lies open meanwhile.
 */
export function secreciesOf(
  recorded: Secrecy | undefined,
  typed: Omit<Secrecy, 'secrecyReleasedAt'>,
): readonly Secrecy[] {
  if (recorded === undefined) return [typed]
  const isSame =
    recorded.secretUntil === typed.secretUntil &&
    (recorded.secrecy === typed.secrecy || (isOpen(recorded.secrecy) && isOpen(typed.secrecy)))
  // The same designation with another list: whoever is taken off it reads no further.
  if (isSame && recorded.secrecyReleasedAt !== undefined) return [recorded]
  return [recorded, typed]
}
