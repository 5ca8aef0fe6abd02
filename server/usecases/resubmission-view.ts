import type { Kysely } from 'kysely'
import type { DeciderChangeView } from '../contract/proceedings.ts'
import type { ProposalContent, ProposalView } from '../contract/proposals.ts'
import type { Acting } from '../domain/approval/commands.ts'
import { type DeciderChange, deciderChange } from '../domain/approval/decider-change.ts'
import { mayResume } from '../domain/approval/draft-acts.ts'
import { type Again, resubmitOutcome } from '../domain/approval/edit-outcome.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { Database } from '../store/database.ts'
import type { StoredProposal } from '../store/proposals.ts'
import { routeProblemText } from './because-text.ts'
import { decidingReason } from './decider-text.ts'
import { matterFactsOf } from './matter-facts.ts'
import { namesOf } from './names-of.ts'
import { askedBy, withChanges } from './resubmitted-route.ts'
import { routeOfContent } from './route-of-content.ts'

/**
 * How what is saved now would go out again, for the drafter of a returned proposal: on the route that `submitProposal`
 * would compile for it. Undefined for everybody else.
 */
export async function resubmissionOf(
  db: Kysely<Database>,
  stored: StoredProposal,
  given: { readonly organisation: Organisation; readonly content: ProposalContent; readonly acting: Acting },
): Promise<ProposalView['resubmission']> {
  const { state } = stored
  const { content, acting } = given
  if (state.status !== 'returned' || state.drafter.person !== acting.person) return undefined
  const compiled = await routeOfContent(db, await askedBy(db, stored, given))
  const common = { mayResume: mayResume(state) }
  if (!compiled.ok) return { ...common, problems: compiled.error.map(routeProblemText) }
  const route = withChanges(state, compiled.value)
  const matter = matterFactsOf(content)
  const outcome = (how: Pick<Again, 'mode' | 'effect'>) => {
    const { stands, falls } = resubmitOutcome(state, { ...how, route, matter })
    return { stands: namesOf(stands), falls: namesOf(falls) }
  }
  const decider = deciderChange(state.route, route)
  return {
    ...common,
    problems: [],
    ...(decider === undefined ? {} : { decider: toDeciderChangeView(decider) }),
    outcomes: {
      resume: outcome({ mode: 'resume' }),
      minor: outcome({ mode: 'resume', effect: 'minor' }),
      major: outcome({ mode: 'resume', effect: 'major' }),
      restart: outcome({ mode: 'restart' }),
    },
  }
}

function toDeciderChangeView(change: DeciderChange): DeciderChangeView {
  return { from: change.from, to: change.to, because: decidingReason(change) }
}
