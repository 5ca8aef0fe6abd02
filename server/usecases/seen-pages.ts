import type { SeenPages, SeenView, Trails } from '../contract/seen.ts'
import { type Matter, type Reader, mayRead } from '../domain/access/may-read.ts'
import { markAt, stepsOf } from '../domain/approval/progress.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import type { Step } from '../domain/approval/route.ts'
import { defaultPolicy } from '../domain/authority/policy.ts'
import { type Instant, type PersonId, type ProposalId, type RevisionId, localDateOf } from '../domain/ids.ts'
import { seatedIn } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type SeenSharing, seesTrails } from '../domain/reading/sharing.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { ProposalReads } from '../store/proposals.ts'
import { countSeen, insertSeen, listSeen } from '../store/seen-pages.ts'
import { bookOf } from './book.ts'
import { type MayReadDeps, asSeenBy, mayReadProposal } from './may-read.ts'
import { readerOf } from './who-is.ts'

export type SeenDeps = MayReadDeps & { readonly reads: ProposalReads }
type Request = { readonly id: ProposalId; readonly by: PersonId }
type Refusal = { readonly code: 'not_found' }

/** Which pages of what a case shows now its reader has had before him, and who else is told how many. */
export async function viewSeen(deps: SeenDeps, request: Request): Promise<Result<SeenView, Refusal>> {
  const found = await findTrails(deps, request)
  if (found === undefined) return no({ code: 'not_found' })
  const files = await listSeen(deps.db, request.id, request.by)
  return yes({
    files: files.map(({ revisionId, pages }) => ({ revisionId, pages: [...pages] })),
    sharedWith: found.people.includes(request.by) ? found.sharing : 'self_only',
  })
}

/** How many pages the people of the route have had before them, for whom the case's policy shows it; to others of nobody. */
export async function viewTrails(deps: SeenDeps, request: Request): Promise<Result<Trails, Refusal>> {
  const found = await findTrails(deps, request)
  if (found === undefined) return no({ code: 'not_found' })
  const { matter, reader, sharing, people, deciders } = found
  const isShown = seesTrails(sharing, {
    isDrafter: matter.drafter === reader.person,
    isDecider: deciders.includes(reader.person),
    isAuditor: reader.roles.includes('auditor'),
  })
  if (!isShown) return yes({ pageCount: 0, people: [] })
  const { id } = request
  const [book, counted] = await Promise.all([bookOf(deps.db, id), countSeen(deps.db, id, people)])
  const pageCount = book.files.reduce((sum, it) => sum + it.sizes.length / 2, 0)
  return yes({
    pageCount,
    people: people.map((person) => ({ person, pages: Math.min(pageCount, counted.get(person) ?? 0) })),
  })
}

type Trailed = {
  readonly sharing: SeenSharing
  readonly people: readonly PersonId[]
  readonly deciders: readonly PersonId[]
}
const nobody: Trailed = { sharing: 'self_only', people: [], deciders: [] }

/** Whose pages are counted in a case, and who reads it; undefined when that person may not, or there is none. */
async function findTrails(
  deps: SeenDeps,
  { id, by }: Request,
): Promise<(Trailed & { readonly matter: Matter; readonly reader: Reader }) | undefined> {
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const at = deps.now()
  const reader = readerOf(organisation, by, at)
  if (stored === undefined) return undefined
  const matter = await asSeenBy(deps, id, stored.matter, reader)
  if (!mayRead(matter, reader)) return undefined
  return { matter, reader, ...trailsOf(organisation, at, stored.state) }
}

/** Whose pages are counted, who decides, and who is shown it: by the policy it was submitted under. Nobody when nothing is shared. */
function trailsOf(organisation: Organisation, at: Instant, state: Proposal): Trailed {
  if (state.status === 'draft') return nobody
  // A case from before the switch has a policy without it.
  const { seenSharing: sharing } = { ...defaultPolicy, ...state.policy.settings }
  if (sharing === 'self_only') return nobody
  const day = localDateOf(at)
  // Who acted on a step, or who holds its post today.
  const seated = (step: Step): readonly PersonId[] => {
    const mark = markAt(state.marks, step.id)
    if (mark !== undefined) return [mark.by.person]
    return step.skipped === undefined ? seatedIn(organisation, step.post, day).map((it) => it.person) : []
  }
  const steps = stepsOf(state.route)
  const deciders = steps.filter((it) => it.role === 'decide').flatMap(seated)
  return { sharing, people: [...new Set(steps.flatMap(seated))], deciders }
}

/** Notes pages as seen; saying it twice changes nothing. */
export async function noteSeen(
  deps: MayReadDeps,
  { id, by, seen }: Request & { readonly seen: SeenPages },
): Promise<Result<null, Refusal>> {
  if (!(await mayReadProposal(deps, by, id))) return no({ code: 'not_found' })
  const files = seen.files.map((it) => ({ ...it, revisionId: it.revisionId as RevisionId }))
  await insertSeen(deps.db, { proposalId: id, person: by, at: deps.now(), files })
  return yes(null)
}
