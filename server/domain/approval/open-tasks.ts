import type { PersonId, PostId } from '../ids.ts'
import { waitingSteps } from './progress.ts'
import type { Proposal } from './proposal.ts'
import type { StepRole } from './route.ts'

/** Something that waits: for whoever holds a post, or for the drafter who has the proposal back. */
export type OpenTask =
  | { readonly step: string; readonly kind: StepRole; readonly post: PostId }
  | { readonly step: 'drafter'; readonly kind: 'returned'; readonly person: PersonId }

/** What waits in this state: one task for each step of the waiting stage that still needs somebody. */
function openTasks(proposal: Proposal): readonly OpenTask[] {
  if (proposal.status === 'in_approval') {
    return waitingSteps(proposal.route, proposal.marks, proposal.turn).map(({ id, role, post }) => ({
      step: id,
      kind: role,
      post,
    }))
  }
  if (proposal.status === 'returned') {
    return [{ step: 'drafter', kind: 'returned', person: proposal.drafter.person }]
  }
  return []
}

/** What an inbox must take away and add when a proposal goes from one state to another. */
export function taskChanges(
  before: Proposal,
  after: Proposal,
): { readonly closed: readonly OpenTask[]; readonly opened: readonly OpenTask[] } {
  const was = openTasks(before)
  const is = openTasks(after)
  const same = (a: OpenTask, b: OpenTask): boolean => a.step === b.step && ownerOf(a) === ownerOf(b)
  return {
    closed: was.filter((it) => !is.some((other) => same(it, other))),
    opened: is.filter((it) => !was.some((other) => same(it, other))),
  }
}

function ownerOf(task: OpenTask): string {
  return task.kind === 'returned' ? `person ${task.person}` : `post ${task.post}`
}
