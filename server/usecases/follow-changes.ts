import type { StreamEvent } from '../contract/stream.ts'
import type { FileHolder } from '../domain/files/holder.ts'
import { type PersonId, type ProposalId, type ReceiptId, localDateOf } from '../domain/ids.ts'
import { capacitiesOf } from '../domain/organisation/holders.ts'
import type { MayReadDeps } from './may-read.ts'
import { mayReadHolder } from './may-read-holder.ts'
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
  const mayRead = (id: string, holder: FileHolder): Promise<boolean> => {
    const known = rights.get(id)
    if (known !== undefined && known.until > Date.now()) return known.may
    if (rights.size >= mostRights) rights.clear()
    const may = mayReadHolder(deps, person, holder)
    rights.set(id, { may, until: Date.now() + rightsMs })
    may.catch(() => rights.delete(id))
    return may
  }
  // One after the other: the order of progress is the order it is shown in.
  let last: Promise<void> = Promise.resolve()
  let isOver = false
  const stop = deps.live.subscribe((event, to) => {
    last = last
      .then(async () => {
        if (to !== undefined && !(await isMeant(deps, person, to))) return
        const about = aboutWhat(event)
        if (about !== undefined && !(await mayRead(about.id, about.holder))) return
        // Over while the rights were looked up: a line that was ended takes nothing any more.
        if (!isOver) listener(event)
      })
      .catch(onError)
  })
  return () => {
    isOver = true
    stop()
  }
}

/** What has to be readable for whoever hears of it; undefined: nothing in particular. */
function aboutWhat(event: StreamEvent): { readonly id: string; readonly holder: FileHolder } | undefined {
  if ('proposalId' in event)
    return { id: event.proposalId, holder: { proposal: event.proposalId as ProposalId } }
  if ('receiptId' in event) return { id: event.receiptId, holder: { receipt: event.receiptId as ReceiptId } }
  return undefined
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
