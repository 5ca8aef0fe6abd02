import type { Book } from '../contract/book.ts'
import type { ProposalView } from '../contract/proposals.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import { findFirstPicture } from '../store/shown-pages.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { bookOf } from './book.ts'
import { whyNotByRole } from './reading-purpose.ts'
import { viewProposal } from './view-proposal.ts'
import { whoAmI } from './who-am-i.ts'

/** What somebody sees who opens a proposal to read it. */
export type Reading = {
  readonly me: NonNullable<Awaited<ReturnType<typeof whoAmI>>>
  readonly proposal: ProposalView
  readonly book: Book
  /** The ready picture (PNG or WebP) of the first page of the first attachment; left out when there is none (yet). */
  readonly picture?: Buffer
}

/**
 * Everything the reading page begins with. All of it is read at the same time as the right to see it, and given away
 * only with that right. The read is logged like any other.
 */
export async function openReading(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId },
): Promise<Result<Reading, { readonly code: 'not_found' }>> {
  const { id, by } = request
  // Who has not said what it is read for is asked by the client; nothing is drawn or noted before.
  if ((await whyNotByRole(deps, { by, asked: { proposal: id }, reads: true })) !== undefined) {
    return no({ code: 'not_found' })
  }
  const found = deps.wholeCases.find(id)
  const files = found.then((it) => it?.attachments ?? [])
  const [me, proposal, book, picture] = await Promise.all([
    whoAmI(deps, by),
    viewProposal(deps, request, found),
    bookOf(deps.db, id, files),
    findFirstPicture(deps.db, id, converterVersion),
  ])
  if (me === undefined || !proposal.ok) return no({ code: 'not_found' })
  return yes({ me, proposal: proposal.value, book, ...(picture === undefined ? {} : { picture }) })
}
