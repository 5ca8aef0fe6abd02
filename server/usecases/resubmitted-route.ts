import type { Kysely } from 'kysely'
import type { ProposalContent } from '../contract/proposals.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import type { Route, Stage } from '../domain/approval/route.ts'
import type { LocalDate } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import { findManifests } from '../store/manifests.ts'

/**
 * The day whose 専決 table, templates and policy a submission follows: today, or for one that comes again the day of
 * the first, so that a table that changed meanwhile moves nothing silently. Another 区分, amount or flag binds anew.
 */
export async function rulesFor(
  db: Kysely<Database>,
  state: Proposal,
  content: ProposalContent,
  today: LocalDate,
): Promise<LocalDate> {
  if (state.status === 'draft') return today
  const text = (await findManifests(db, [state.manifestSha256])).get(state.manifestSha256)
  const before = text === undefined ? undefined : (JSON.parse(text) as { content: ProposalContent }).content
  const bound = state.route.rulesOn ?? state.route.compiledFor
  return before !== undefined && isSameMatter(before, content) ? bound : today
}

function isSameMatter(before: ProposalContent, after: ProposalContent): boolean {
  return (
    before.authorityCode === after.authorityCode &&
    before.amountYen === after.amountYen &&
    before.flags.join() === after.flags.join()
  )
}

/**
 * The new route with what was added to the old one on the way: in the same place, and only where it would not ask
 * somebody twice.
 */
export function withAdded(state: Proposal, route: Route): Route {
  if (state.status === 'draft') return route
  const asked = new Set(route.stages.flatMap((it) => it.steps.map((step) => `${step.role} ${step.post}`)))
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
