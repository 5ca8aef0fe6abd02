import type { StreamEvent } from '../contract/stream.ts'
import { type PersonId, type ProposalId, localDateOf } from '../domain/ids.ts'
import { capacitiesOf } from '../domain/organisation/holders.ts'
import { type MayReadDeps, mayReadProposal } from './may-read.ts'
import type { LiveBus } from './ports.ts'

export type FollowDeps = MayReadDeps & { readonly live: LiveBus }

/** How long a right to read is believed. An event carries ids only; what it is about is asked for with a fresh check. */
const rightsMs = 10_000
const mostRights = 1000

type Right = { readonly may: Promise<boolean>; readonly until: number }

/** Calls `listener` with every change the person may know of, until the answer is called. */
export function followChanges(
  deps: FollowDeps,
  person: PersonId,
  listener: (event: StreamEvent) => void,
  onError: (error: unknown) => void,
): () => void {
  const rights = new Map<string, Right>()
  const mayRead = (id: string): Promise<boolean> => {
    const known = rights.get(id)
    if (known !== undefined && known.until > Date.now()) return known.may
    if (rights.size >= mostRights) rights.clear()
    const may = mayReadProposal(deps, person, id as ProposalId)
    rights.set(id, { may, until: Date.now() + rightsMs })
    may.catch(() => rights.delete(id))
    return may
  }
  // One after the other: the order of progress is the order it is shown in.
  let last: Promise<void> = Promise.resolve()
  return deps.live.subscribe((event, to) => {
    last = last
      .then(async () => {
        if (to !== undefined && !(await isMeant(deps, person, to))) return
        if ('proposalId' in event && !(await mayRead(event.proposalId))) return
        listener(event)
      })
      .catch(onError)
  })
}

async function isMeant(
  deps: FollowDeps,
  person: PersonId,
  to: NonNullable<Parameters<Parameters<LiveBus['subscribe']>[0]>[1]>,
): Promise<boolean> {
  if (to.people?.includes(person) === true) return true
  if (to.posts === undefined || to.posts.length === 0) return false
  const posts = new Set(to.posts)
  const organisation = await deps.organisation.current()
  return capacitiesOf(organisation, person, localDateOf(deps.now())).some((it) => posts.has(it.post))
}
