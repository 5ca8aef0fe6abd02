import type { ApprovalEvent } from '../approval/events.ts'
import { evolve } from '../approval/evolve.ts'
import { type OpenTask, type TaskKind, openTasks } from '../approval/open-tasks.ts'
import type { Proposal } from '../approval/proposal.ts'
import type { Instant, PostId } from '../ids.ts'

/** One wait of a case at a post: when it came there, and which act ended that; both absent while it waits. */
export type Stay = {
  readonly kind: TaskKind
  readonly post: PostId
  readonly arrivedAt: Instant
  readonly leftAt?: Instant
  readonly leftBy?: ApprovalEvent['type']
}

type AtPost = OpenTask & { readonly post: PostId }

/** What is counted as time of a post: its turn on the route. A 後閲 holds nothing up, and `ahead` waits for nobody. */
function isTurn(task: OpenTask): task is AtPost {
  return 'post' in task && task.kind !== 'ahead' && task.kind !== 'post_review'
}

function keyOf({ step, post }: AtPost): string {
  return `${step} ${post}`
}

/**
 * Every wait of a case at a post, in the order it came there, from its events first to last. A post that gets the case again
 * has another wait.
 */
export function staysOf(events: readonly ApprovalEvent[]): readonly Stay[] {
  const [first] = events
  if (first === undefined) return []
  const stays: Stay[] = []
  const open = new Map<string, number>()
  let state: Proposal = { status: 'draft', drafter: first.by.person }
  for (const event of events) {
    state = evolve(state, event)
    const turns = new Map(
      openTasks(state)
        .filter(isTurn)
        .map((it) => [keyOf(it), it]),
    )
    for (const [key, at] of [...open]) {
      if (turns.has(key)) continue
      stays[at] = { ...(stays[at] as Stay), leftAt: event.at, leftBy: event.type }
      open.delete(key)
    }
    for (const [key, { kind, post }] of turns) {
      if (open.has(key)) continue
      open.set(key, stays.length)
      stays.push({ kind, post, arrivedAt: event.at })
    }
  }
  return stays
}
