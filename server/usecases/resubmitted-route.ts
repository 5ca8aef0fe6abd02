import type { Kysely } from 'kysely'
import type { ProposalContent } from '../contract/proposals.ts'
import { drafterCapacity } from '../domain/approval/acting.ts'
import type { Acting } from '../domain/approval/commands.ts'
import { stepsOf } from '../domain/approval/progress.ts'
import type { Proposal, Submitted } from '../domain/approval/proposal.ts'
import type { Route, Stage, Step } from '../domain/approval/route.ts'
import type { Reassigned } from '../domain/authority/make-step.ts'
import { type LocalDate, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { Database } from '../store/database.ts'
import { findManifests } from '../store/manifests.ts'
import type { StoredProposal } from '../store/proposals.ts'
import type { ContentOnDay } from './route-of-content.ts'

/**
 * What is asked of the compiler when a drafter submits what is saved now: for the first time, or again after 差戻し or
 * 引戻し, from the post of the 係 held today.
 */
export async function askedBy(
  db: Kysely<Database>,
  { state, drafterPost }: Pick<StoredProposal, 'state' | 'drafterPost'>,
  given: { readonly organisation: Organisation; readonly content: ProposalContent; readonly acting: Acting },
): Promise<ContentOnDay> {
  const { organisation, content, acting } = given
  const day = localDateOf(acting.at)
  const post = drafterCapacity(drafterPost, acting.capacities)?.post ?? drafterPost
  const before = await contentBefore(db, state)
  return {
    organisation,
    content,
    drafter: { person: acting.person, post },
    day,
    rulesOn: rulesFor(state, before, content, day),
    reassigned: reassignedIn(state),
    ...(before === undefined ? {} : { filedBefore: before.folderId }),
  }
}

/** What was submitted last; undefined of a draft. */
async function contentBefore(db: Kysely<Database>, state: Proposal): Promise<ProposalContent | undefined> {
  if (state.status === 'draft') return undefined
  const text = (await findManifests(db, [state.manifestSha256])).get(state.manifestSha256)
  return text === undefined ? undefined : (JSON.parse(text) as { content: ProposalContent }).content
}

/**
 * The day whose 専決 table, templates and policy a submission follows: today, or for one that comes again the day of
 * the first, so that a table that changed meanwhile moves nothing silently. Another 区分, amount or flag binds anew.
 */
function rulesFor(
  state: Proposal,
  before: ProposalContent | undefined,
  content: ProposalContent,
  today: LocalDate,
): LocalDate {
  if (state.status === 'draft') return today
  const bound = state.route.rulesOn ?? state.route.compiledFor
  return before !== undefined && isSameMatter(before, content) ? bound : today
}

function isSameMatter(before: ProposalContent, after: ProposalContent): boolean {
  return (
    before.authorityCode === after.authorityCode &&
    before.amountYen === after.amountYen &&
    // A flag taken off and set again comes last.
    before.flags.toSorted().join() === after.flags.toSorted().join()
  )
}

/** What the records office gave to other posts on the way; it lasts through a resubmission. */
function reassignedIn(state: Proposal): readonly Reassigned[] {
  if (state.status === 'draft') return []
  return stepsOf(state.route).flatMap(({ role, post, because }) => {
    const given = because.filter((it) => it.code === 'reassigned')
    // Given on more than once, the first one tells whose step it was.
    const from = given[0]?.post
    return from === undefined ? [] : [{ role, from, to: post, because: given }]
  })
}

/**
 * The new route with what was changed of the old one on the way: added steps in the same place, and only where they
 * would not ask somebody twice; without those taken out, unless the rules demand them now.
 */
export function withChanges(state: Proposal, compiled: Route): Route {
  if (state.status === 'draft') return compiled
  const route = withoutTakenOut(state, compiled)
  const asked = new Set(stepsOf(route).map((step) => `${step.role} ${step.post}`))
  const stages = [...route.stages]
  for (const [place, stage] of state.route.stages.entries()) {
    const steps = stage.steps.filter(
      (step) =>
        step.because.some((it) => it.code === 'added_on_route') && !asked.has(`${step.role} ${step.post}`),
    )
    const added: Stage = { steps }
    if (steps.length > 0) stages.splice(Math.min(place, stages.length - 1), 0, added)
  }
  return { ...route, stages }
}

function withoutTakenOut({ takenOut = [] }: Submitted, route: Route): Route {
  const isOut = ({ removable, role, post }: Step): boolean =>
    removable === true && takenOut.some((it) => it.role === role && it.post === post)
  const stages = route.stages
    .map((stage) => ({ ...stage, steps: stage.steps.filter((step) => !isOut(step)) }))
    .filter((stage) => stage.steps.length > 0)
  return { ...route, stages }
}
