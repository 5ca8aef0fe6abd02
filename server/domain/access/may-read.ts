import type { ProposalStatus } from '../approval/proposal.ts'
import type { PersonId, PostId, UnitCode } from '../ids.ts'

/** What of a proposal decides who may read it. */
export type Matter = {
  readonly status: ProposalStatus
  readonly drafter: PersonId
  /** The 課 it was drafted in. */
  readonly section: UnitCode
  /** 秘密区分: `none` or '' when there is none. */
  readonly secrecy: string
  /** Persons the drafter named. */
  readonly accessList: readonly PersonId[]
  /** Posts that had a seat on any of its routes. */
  readonly readerPosts: readonly PostId[]
}

export type Reader = {
  readonly person: PersonId
  /** Posts held now; who leaves a post leaves its papers. */
  readonly posts: readonly PostId[]
  /** The 課 of those posts. */
  readonly sections: readonly UnitCode[]
  readonly roles: readonly string[]
}

/** Roles that may read every matter that is not secret: 文書管理者 and auditors. */
const seesAll: readonly string[] = ['records_manager', 'auditor']

/**
 * Whether somebody may read a proposal. A draft is its drafter's alone. A secret matter is for its drafter, the
 * persons named and the posts of the route only; any other also for the drafter's 課, the records office and
 * auditors.
 */
export function mayRead(matter: Matter, reader: Reader): boolean {
  if (matter.drafter === reader.person) return true
  if (matter.status === 'draft') return false
  if (matter.accessList.includes(reader.person)) return true
  if (matter.readerPosts.some((post) => reader.posts.includes(post))) return true
  if (isSecret(matter.secrecy)) return false
  return reader.sections.includes(matter.section) || reader.roles.some((role) => seesAll.includes(role))
}

function isSecret(secrecy: string): boolean {
  return secrecy !== '' && secrecy !== 'none'
}
