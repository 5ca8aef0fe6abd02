import { no, yes } from '../result.ts'
import {
  type Decided,
  asOnRoute,
  asSelf,
  drafterCapacity,
  event,
  isOfGroup,
  named,
  notDrafter,
  notOfSection,
  speaksForDraft,
  unlessChanged,
  withReason,
  withText,
} from './acting.ts'
import type { Acting, CommandOf } from './commands.ts'
import { findSeat, getStep, openObjections, standingObjections, stepsOf } from './progress.ts'
import type { Proposal, Returned } from './proposal.ts'
import type { Route } from './route.ts'
import { aligned } from './standing.ts'
import { withUrgency } from './urgency.ts'

/** 起案: the draft enters its route. */
export function submit(proposal: Proposal, command: CommandOf<'submit'>, acting: Acting): Decided {
  if (proposal.status !== 'draft') return no({ code: 'wrong_status', status: proposal.status })
  if (proposal.drafter !== acting.person) return no({ code: 'not_drafter', drafter: proposal.drafter })
  assertRoute(command.route)
  const { type: _type, ...given } = command
  return asSelf(
    acting,
    (it) => it.post.startsWith(`${command.unit}:`),
    (act) => unlessChanged(acting, event({ ...act, ...given, type: 'submitted' })),
  )
}

/** Whether a returned case may go on where it stopped, or always starts its route again (returnResume). */
export function mayResume({ policy }: Returned): boolean {
  return policy.settings.returnResume !== 'restart'
}

/** Submitted again after 差戻し or 引戻し. */
export function resubmit(proposal: Proposal, command: CommandOf<'resubmit'>, acting: Acting): Decided {
  if (proposal.status !== 'returned') return no({ code: 'wrong_status', status: proposal.status })
  if (proposal.drafter.person !== acting.person) return notDrafter(proposal)
  assertRoute(command.route)
  const seen = unlessChanged(acting, yes([]))
  if (!seen.ok) return seen
  const { title, mode, route, matter, effect } = command
  const missing = missingObjectors(proposal, route)
  if (missing.length > 0) return no({ code: 'objector_missing', of: missing })
  const changed = acting.currentManifest !== proposal.manifestSha256
  // What becomes of the seals given so far depends on it, so whoever changed something says which it is.
  if (mode === 'resume' && changed && effect === undefined) return no({ code: 'edit_effect_missing' })
  if (mode === 'resume' && !mayResume(proposal)) return no({ code: 'must_restart' })
  const own = drafterCapacity(proposal.drafter.capacity.post, acting.capacities)
  return asSelf(
    acting,
    (it) => it === own,
    (act) =>
      unlessChanged(
        acting,
        event({
          ...act,
          type: 'resubmitted',
          title,
          mode,
          route: aligned(proposal.route, route),
          matter: withUrgency(proposal, matter),
          ...(changed && effect !== undefined ? { effect } : {}),
        }),
      ),
  )
}

/** Who objected, or had objected before the matter changed, and has no 合議 in another route: by the names of their posts. */
function missingObjectors(proposal: Returned, route: Route): readonly string[] {
  const ids = [...standingObjections(proposal).map((it) => it.step), ...(proposal.objected ?? [])]
  return [...new Set(ids)]
    .map((id) => getStep(proposal.route, id))
    .filter((step) => findSeat(route, step) === undefined)
    .map((step) => step.postName)
}

/** 取下げ by the drafter, or by 同係 in the drafter's stead. */
export function withdraw(proposal: Proposal, reasonText: string, acting: Acting): Decided {
  if (proposal.status !== 'in_approval' && proposal.status !== 'returned') {
    return no({ code: 'wrong_status', status: proposal.status })
  }
  if (proposal.drafter.person !== acting.person && !isOfGroup(proposal, acting)) {
    return no({ code: 'not_of_group', drafter: named(proposal.drafter) })
  }
  return withReason(reasonText, (reason) =>
    asOnRoute(proposal, acting, (act) => unlessChanged(acting, event({ ...act, type: 'withdrawn', reason }))),
  )
}

/** 廃案 by the 主務課. */
export function abandon(proposal: Proposal, reasonText: string, acting: Acting): Decided {
  if (proposal.status !== 'in_approval' && proposal.status !== 'returned') {
    return no({ code: 'wrong_status', status: proposal.status })
  }
  if (!speaksForDraft(proposal, acting)) return notOfSection(proposal, acting)
  return withReason(reasonText, (reason) =>
    asOnRoute(proposal, acting, (act) => unlessChanged(acting, event({ ...act, type: 'abandoned', reason }))),
  )
}

/** 処理意見 on an objection, by the 主務課. */
export function respond(proposal: Proposal, command: CommandOf<'respond'>, acting: Acting): Decided {
  if (proposal.status !== 'in_approval' && proposal.status !== 'returned') {
    return no({ code: 'wrong_status', status: proposal.status })
  }
  if (!speaksForDraft(proposal, acting)) return notOfSection(proposal, acting)
  const objection = openObjections(proposal).find((it) => it.step === command.step)
  if (objection === undefined) return no({ code: 'no_open_objection' })
  return withText(command.text, (text) =>
    asOnRoute(proposal, acting, (act) =>
      unlessChanged(acting, event({ ...act, type: 'responded', step: objection.step, text })),
    ),
  )
}

/** 至急 set or lifted on the way; never changes who decides. */
export function setUrgency(proposal: Proposal, command: CommandOf<'set_urgency'>, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  if (!speaksForDraft(proposal, acting)) return notOfSection(proposal, acting)
  const { urgent, dueOn } = command
  if (urgent === proposal.matter.urgent && dueOn === proposal.matter.dueOn)
    return no({ code: 'nothing_changed' })
  return withReason(command.reason, (reason) =>
    asOnRoute(proposal, acting, (act) =>
      unlessChanged(
        acting,
        event({ ...act, type: 'urgency_set', urgent, reason, ...(dueOn === undefined ? {} : { dueOn }) }),
      ),
    ),
  )
}

/** 持回り: notes that somebody was told the matter in person (説明済). */
export function explain(proposal: Proposal, toText: string, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  if (!speaksForDraft(proposal, acting)) return notOfSection(proposal, acting)
  return withText(toText, (to) =>
    asOnRoute(proposal, acting, (act) => unlessChanged(acting, event({ ...act, type: 'explained', to }))),
  )
}

/** exactly one 決裁, alone in the last stage. Compiling makes no other route, so another one is a bug. */
export function assertRoute(route: Route): void {
  const steps = stepsOf(route)
  const last = route.stages.at(-1)?.steps
  if (
    last?.length !== 1 ||
    last[0]?.role !== 'decide' ||
    last[0].skipped !== undefined ||
    steps.filter((step) => step.role === 'decide').length !== 1 ||
    new Set(steps.map((step) => step.id)).size !== steps.length
  ) {
    throw new Error('a route must end in exactly one 決裁 and name each step once')
  }
}
