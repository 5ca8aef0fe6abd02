import type { RouteView } from '../contract/route.ts'
import { isRequired, isSettled } from '../domain/approval/progress.ts'
import type { InApproval, Proposal } from '../domain/approval/proposal.ts'
import type { Step } from '../domain/approval/route.ts'
import { stepsAtOnce } from '../domain/authority/steps-at-once.ts'
import { type Instant, type LocalDate, type Sha256, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { toRouteView } from './route-view.ts'

type Submitted = Exclude<Proposal, { readonly status: 'draft' }>

/** The route of a submitted case as the pages show it now; `currentManifest` is the one of what lies there now. */
export function toRouteOnWay(
  organisation: Organisation,
  state: Submitted,
  at: Instant,
  currentManifest: Sha256,
): RouteView {
  const day = localDateOf(at)
  const sentBackBy = state.status === 'returned' && state.cause.by === 'step' ? state.cause : undefined
  return toRouteView({
    route: state.route,
    organisation,
    day,
    at,
    marks: state.marks,
    currentManifest,
    beside: state,
    ...(state.status === 'in_approval'
      ? { turn: state.turn, atOnce: stillAtOnce(state, organisation, day) }
      : {}),
    ...(sentBackBy === undefined ? {} : { returnedStep: sentBackBy.step }),
  })
}

/** The steps that one person will go through at once, of those that still wait. */
export function stillAtOnce(
  state: InApproval,
  organisation: Organisation,
  day: LocalDate,
): ReadonlyMap<string, Step> {
  if (state.policy.settings.consecutiveSamePerson === 'keep_both') return new Map()
  const isOpen = (step: Step): boolean => isRequired(state.route, step) && !isSettled(state, step)
  return stepsAtOnce(state.route, organisation, day, isOpen)
}
