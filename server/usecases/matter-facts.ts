import type { ProposalContent } from '../contract/proposals.ts'
import type { MatterFacts } from '../domain/approval/events.ts'
import type { Instant, LocalDate, PersonId } from '../domain/ids.ts'

/** What the rules of approval ask of a matter, out of its properties. */
export function matterFactsOf(content: ProposalContent): MatterFacts {
  const { flags, urgent, dueOn, secrecy, secretUntil, accessList, paper } = content
  return {
    flags,
    urgent,
    secrecy: secrecy === '' ? 'none' : secrecy,
    accessList: accessList as PersonId[],
    ...(dueOn === undefined ? {} : { dueOn: dueOn as LocalDate }),
    ...(secretUntil === undefined ? {} : { secretUntil: secretUntil as Instant }),
    ...(paper === undefined ? {} : { paper }),
  }
}
