import type { MatterFacts } from './events.ts'
import type { OnRoute } from './proposal.ts'

/** 至急 and its day. */
export type Urgency = Pick<MatterFacts, 'urgent' | 'dueOn'>

/** 至急 and 期限 of a matter. */
export function urgencyOf({ urgent, dueOn }: MatterFacts): Urgency {
  return { urgent, ...(dueOn === undefined ? {} : { dueOn }) }
}

/** Whether both say the same of 至急 and 期限. */
export function isSameUrgency(one: Urgency, other: Urgency): boolean {
  return one.urgent === other.urgent && one.dueOn === other.dueOn
}

/**
 * The matter of a resubmission: 至急 that was set or lifted on the way stays so, unless its drafter has typed something
 * else since.
 */
export function withUrgency({ urgencyTyped, matter: now }: OnRoute, matter: MatterFacts): MatterFacts {
  if (urgencyTyped === undefined || !isSameUrgency(urgencyTyped, matter)) return matter
  const { dueOn: _typed, ...rest } = matter
  return { ...rest, ...urgencyOf(now) }
}
