import { type Result, no, yes } from '../result.ts'
import type { Acting, ActingClaim } from './commands.ts'
import { isBlank } from './completeness.ts'
import type { ActingFor, Actor } from './events.ts'
import { standingObjections } from './progress.ts'
import type { InApproval } from './proposal.ts'
import type { Refusal } from './refusals.ts'
import type { Step } from './route.ts'
import { hasDrafted } from './seats.ts'

/** What the regulations call the flag of a matter whose 合議 is not settled. */
const unsettledFlag = '合議不調'

type StandingIn = { readonly by: Actor; readonly actingFor: ActingFor; readonly postReview: boolean }

/**
 * Whether a person may 代決 a step: the post is filled but its holder cannot act, nobody before in the order can
 * be reached, and the matter is none of those that must wait. One guide has 代決 for the decider only, another rule
 * also for a 合議先: a switch.
 */
export function actingAt(
  proposal: InApproval,
  step: Step,
  claim: ActingClaim,
  acting: Acting,
): Result<StandingIn, Refusal> {
  const { settings } = proposal.policy
  const applies =
    step.role === 'decide' || (step.role === 'concur' && settings.actingAppliesTo === 'decider_and_concur')
  const { postName, role } = step
  if (!applies) return no({ code: 'acting_not_for_this_role', postName, role })
  const seat = acting.facts.seatOf(step.post)
  const holder = seat.holders[0]
  // 不在 means that the post is filled: a vacant one needs 事務取扱 or 職務代理.
  if (holder === undefined) return no({ code: 'acting_post_vacant', postName })
  const stated = claim.absence === undefined || isBlank(claim.absence) ? undefined : claim.absence
  const absence = seat.holders.every((it) => it.absence !== undefined) ? holder.absence : stated
  if (absence === undefined) return no({ code: 'acting_holder_present', postName, holder: holder.name })

  const place = seat.standIns.find((it) => it.holders.some((one) => one.person === acting.person))
  if (place === undefined) {
    return no({ code: 'acting_not_in_order', postName, order: seat.standIns.map((it) => it.postName) })
  }
  if (place.holders.some((it) => it.person === acting.person && it.absent)) {
    return no({ code: 'acting_self_absent', postName })
  }
  const sooner = seat.standIns.find(
    (it) => it.place < place.place && it.holders.some((one) => !one.absent && one.person !== acting.person),
  )
  if (sooner !== undefined) return no({ code: 'acting_other_first', postName, first: sooner.postName })
  if (hasDrafted(proposal, acting.person)) return no({ code: 'drafter_may_not_decide' })

  const reserved = reservedFlags(proposal)
  const exception =
    claim.exception !== undefined &&
    settings.actingExceptions.includes(claim.exception.kind) &&
    !isBlank(claim.exception.reason)
      ? claim.exception
      : undefined
  if (reserved.length > 0 && exception === undefined) return no({ code: 'acting_reserved', flags: reserved })

  const capacity = acting.capacities.find((it) => it.post === place.post)
  if (capacity === undefined) return no({ code: 'acting_not_in_order', postName, order: [place.postName] })
  return yes({
    by: { person: acting.person, name: acting.name, capacity, alsoAs: [] },
    actingFor: {
      post: step.post,
      title: holder.title,
      person: holder.person,
      name: holder.name,
      absence,
      ...(reserved.length === 0 || exception === undefined ? {} : { exception }),
    },
    postReview: settings.postReviewRequired === 'always' || claim.postReview === true,
  })
}

/** Which of the matter's properties keep it from 代決. */
export function reservedFlags(proposal: InApproval): readonly string[] {
  const forbidden = proposal.policy.settings.actingForbiddenFlags
  const unsettled = standingObjections(proposal).length > 0 ? [unsettledFlag] : []
  return [...proposal.matter.flags, ...unsettled].filter((flag) => forbidden.includes(flag))
}
