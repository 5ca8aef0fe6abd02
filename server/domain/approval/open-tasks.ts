import type { PersonId, PostId } from '../ids.ts'
import { mayKnow } from './beside-acts.ts'
import { openObjections, stepsAhead, stepsWaitingNow } from './progress.ts'
import type { Proposal, Submitted } from './proposal.ts'
import { type StepKind, kindOfStep } from './route.ts'

/** What kind of thing waits; `ahead` waits for nobody yet and shows what is on its way (引上げ). */
export type TaskKind = StepKind | 'returned' | 'respond' | 'post_review' | 'circulate' | 'consult' | 'ahead'

/** What somebody must or may do now: everything but what is still on its way. */
export const waitingKinds: readonly TaskKind[] = [
  'review',
  'provisional',
  'examine',
  'concur',
  'decide',
  'returned',
  'respond',
  'post_review',
  'circulate',
  'consult',
]

/** Something that waits for whoever holds a post, or for one person. `step` names it within its proposal. */
export type OpenTask =
  | { readonly step: string; readonly kind: StepKind | 'post_review' | 'ahead'; readonly post: PostId }
  | {
      readonly step: string
      readonly kind: 'returned' | 'respond' | 'circulate' | 'consult'
      readonly person: PersonId
    }

/** Everything that waits in this state. */
export function openTasks(proposal: Proposal): readonly OpenTask[] {
  if (proposal.status === 'draft') return []
  return [...onRoute(proposal), ...beside(proposal)]
}

function onRoute(proposal: Submitted): readonly OpenTask[] {
  if (proposal.status === 'returned') {
    return [{ step: 'drafter', kind: 'returned', person: proposal.drafter.person }]
  }
  if (proposal.status !== 'in_approval') return []
  const waiting = stepsWaitingNow(proposal)
  const now = waiting.map((step): OpenTask => ({
    step: step.id,
    kind: kindOfStep(step) ?? step.role,
    post: step.post,
  }))
  const later = [...stepsAhead(proposal), ...lastStepOf(proposal)].filter(
    (step, index, all) =>
      !waiting.some((it) => it.id === step.id) && all.findIndex((it) => it.id === step.id) === index,
  )
  return [
    ...now,
    ...later.map(({ id, post }): OpenTask => ({ step: `ahead:${id}`, kind: 'ahead', post })),
    ...openObjections(proposal).map((it): OpenTask => ({
      step: `respond:${it.step}`,
      kind: 'respond',
      person: proposal.drafter.person,
    })),
  ]
}

/** The decider's step: also ahead when it is its turn and 処理意見 are missing. */
function lastStepOf(proposal: Submitted): Submitted['route']['stages'][number]['steps'] {
  return proposal.route.stages.at(-1)?.steps ?? []
}

function beside(proposal: Submitted): readonly OpenTask[] {
  // Whoever may know of a secret no more has nothing of it in the inbox.
  const asks = proposal.questions.filter((it) => it.answer === undefined && mayKnow(proposal, it.to))
  const shows = proposal.showings.filter((it) => it.seen === undefined && mayKnow(proposal, it.person))
  return [
    ...proposal.postReviews
      .filter((it) => it.done === undefined)
      .map(({ id, post }): OpenTask => ({ step: id, kind: 'post_review', post })),
    ...shows.map(({ id, person }): OpenTask => ({ step: id, kind: 'circulate', person })),
    ...asks.map(({ id, to }): OpenTask => ({ step: id, kind: 'consult', person: to })),
  ]
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
  return 'person' in task ? `person ${task.person}` : `post ${task.post}`
}
