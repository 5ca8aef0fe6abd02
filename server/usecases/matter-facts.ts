import type { ProposalContent } from '../contract/proposals.ts'
import type { MatterFacts } from '../domain/approval/events.ts'
import type { Instant, LocalDate, PersonId } from '../domain/ids.ts'
import type { IssuePlan } from '../domain/issuing/plan.ts'

/** What the rules of approval ask of a matter, out of its properties. */
export function matterFactsOf(content: ProposalContent): MatterFacts {
  const { flags, flagReasons, urgent, dueOn, secrecy, secretUntil, accessList, paper, issue } = content
  return {
    flags,
    // Of what is chosen now: a reason typed for a flag that was taken off again says nothing.
    ...(flagReasons === undefined
      ? {}
      : { flagReasons: flagReasons.filter((it) => flags.includes(it.flag)) }),
    urgent,
    secrecy: secrecy === '' ? 'none' : secrecy,
    accessList: accessList as PersonId[],
    ...(dueOn === undefined ? {} : { dueOn: dueOn as LocalDate }),
    ...(secretUntil === undefined ? {} : { secretUntil: secretUntil as Instant }),
    ...(paper === undefined ? {} : { paper }),
    ...(issue === undefined ? {} : { issue: issuePlanOf(issue) }),
  }
}

/** 施行 as it was typed; of a case that is not to be issued nothing else counts. */
function issuePlanOf(typed: NonNullable<ProposalContent['issue']>): IssuePlan {
  const { needed, numberKind, plannedOn, ...rest } = typed
  if (!needed) return { needed }
  return {
    ...{ needed, ...rest },
    ...(numberKind === undefined ? {} : { numberKind }),
    ...(plannedOn === undefined ? {} : { plannedOn: plannedOn as LocalDate }),
  }
}
