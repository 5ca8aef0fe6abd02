import type { RoutePreview, RoutePreviewBody } from '../contract/route-preview.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { isSecret } from '../domain/approval/beside-acts.ts'
import { decide } from '../domain/approval/decide.ts'
import { evolve } from '../domain/approval/evolve.ts'
import { stepsOf } from '../domain/approval/progress.ts'
import type { InApproval, Proposal } from '../domain/approval/proposal.ts'
import type { Refusal } from '../domain/approval/refusals.ts'
import { lintRoute } from '../domain/authority/lint-route.ts'
import { type LocalDate, type PersonId, type ProposalId, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { actingOf } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type UnknownName, commandOf } from './command-of.ts'
import { toFindingView } from './explain-route.ts'
import { whyDenied } from './proceedings-view.ts'
import { stillAtOnce, toRouteOnWay } from './route-on-way.ts'
import { readerOf } from './who-is.ts'

type PreviewRefusal =
  Extract<Refusal, { code: 'wrong_status' }> | UnknownName | { readonly code: 'not_found' }

// The reason is being written while this is asked.
const reason = '理由'

/** The route a change of its rest would make, what the linter says of it, or why the rules would refuse it. */
export async function previewRoute(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId; readonly body: RoutePreviewBody },
): Promise<Result<RoutePreview, PreviewRefusal>> {
  const { id, by, body } = request
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const at = deps.now()
  if (stored === undefined || !mayRead(stored.matter, readerOf(organisation, by, at))) {
    return no({ code: 'not_found' })
  }
  const { state, manifestSha256 } = stored
  if (state.status !== 'in_approval') return no({ code: 'wrong_status', status: state.status })
  const manifests = { shown: manifestSha256, current: manifestSha256 }
  const asked = { type: 'change_route', version: stored.version, manifestSha256, ...body, reason } as const
  const command = commandOf(asked, { organisation, at, by, state })
  if (!command.ok) return command
  const decided = decide(state, command.value, actingOf(organisation, by, at, manifests, stored.unit))
  if (!decided.ok) return yes({ refused: whyDenied(decided.error), added: [], removed: [], findings: [] })
  const after = decided.value.reduce<Proposal>(evolve, state)
  if (after.status !== 'in_approval') throw new Error(`a change of the route led to ${after.status}`)
  const day = localDateOf(at)
  const known = new Set(findingsOf(organisation, day, state))
  return yes({
    route: toRouteOnWay(organisation, after, at, manifestSha256),
    added: onlyIn(after, state).map((it) => it.id),
    removed: onlyIn(state, after).map((it) => it.postName),
    findings: findingsOf(organisation, day, after)
      .filter((it) => !known.has(it))
      .map((it) => JSON.parse(it) as RoutePreview['findings'][number]),
  })
}

function onlyIn(one: InApproval, other: InApproval) {
  const there = new Set(stepsOf(other.route).map((it) => it.id))
  return stepsOf(one.route).filter((it) => !there.has(it.id))
}

/** As texts, so that those of two routes can be compared. */
function findingsOf(organisation: Organisation, day: LocalDate, proposal: InApproval): readonly string[] {
  const { route, matter, drafter } = proposal
  const findings = lintRoute({
    route,
    organisation,
    day,
    drafter: drafter.person,
    atOnce: stillAtOnce(proposal, organisation, day),
    ...(isSecret(proposal) ? { accessList: matter.accessList } : {}),
  })
  return findings.map((it) => JSON.stringify(toFindingView(it)))
}
