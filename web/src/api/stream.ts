import type { Query, QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Book } from '../../../server/contract/book.ts'
import type { ProposalView } from '../../../server/contract/proposals.ts'
import type { StreamEvent } from '../../../server/contract/stream.ts'
import { keys, organisationMoved } from './queries.ts'

type Connection = 'connecting' | 'open' | 'lost'
type Told = { readonly told: StreamEvent } | { readonly connection: Connection }

let connection: Connection = 'connecting'
const watchers = new Set<() => void>()
const types: readonly StreamEvent['type'][] = [
  'proposal',
  'rendition',
  'stamped_pdf',
  'editing',
  'notes',
  'inbox',
  'notice',
  'receipt',
  'organisation',
  'session',
]

function setConnection(next: Connection): void {
  if (connection === next) return
  connection = next
  for (const watcher of watchers) watcher()
}

/** Whether live updates arrive; `lost` while the line is broken and being mended. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => connection,
    () => 'connecting' as const,
  )
}

function apply(client: QueryClient, event: StreamEvent): void {
  switch (event.type) {
    case 'inbox':
      void client.invalidateQueries({ queryKey: keys.inboxes })
      return
    case 'notice':
      void client.invalidateQueries({ queryKey: keys.notices })
      return
    case 'organisation':
      void organisationMoved(client)
      return
    case 'session':
      // Who is not signed in any more is led to the sign-in by the answer.
      void client.invalidateQueries({ queryKey: keys.me })
      return
    case 'rendition':
      if (event.status === 'visible' && event.pagesDone !== undefined) {
        const { pagesDone, pageCount } = event
        client.setQueryData(keys.renditionProgress(event.revisionId), {
          pagesDone,
          ...(pageCount === undefined ? {} : { pageCount }),
        })
        // Asking for the whole proposal with every page that is read would be a storm.
        if (pagesDone > 0) return
      }
      void client.invalidateQueries({ queryKey: keys.proposal(event.proposalId) })
      void client.invalidateQueries({ queryKey: keys.book(event.proposalId) })
      // Only with the text of a new revision it is known where its notes are now.
      if (event.status === 'done') void client.invalidateQueries({ queryKey: keys.notes(event.proposalId) })
      return
    case 'receipt':
      void client.invalidateQueries({ queryKey: keys.receipt(event.receiptId) })
      void client.invalidateQueries({ queryKey: keys.book(event.receiptId) })
      void client.invalidateQueries({ queryKey: keys.receiptLists })
      return
    case 'editing':
      void client.invalidateQueries({ queryKey: keys.editing(event.proposalId) })
      return
    case 'notes':
      void client.invalidateQueries({ queryKey: keys.notes(event.proposalId) })
      return
    case 'proposal':
    case 'stamped_pdf':
      void client.invalidateQueries({ queryKey: keys.proposal(event.proposalId) })
      void client.invalidateQueries({ queryKey: keys.lists })
      void client.invalidateQueries({ queryKey: keys.allIssuing })
  }
}

/**
 * Listens to /v1/stream for as long as the page lives. Of all tabs of one browser only one holds the line and tells
 * the others, because HTTP/1.1 allows a browser six connections to a host and every open stream would take one.
 */
export function startStream(client: QueryClient): void {
  const channel = new BroadcastChannel('kessai-stream')
  const hear = (message: Told) => {
    if ('told' in message) apply(client, message.told)
    else {
      const mended = message.connection === 'open' && connection === 'lost'
      setConnection(message.connection)
      // What was said while nobody listened is not said again.
      if (mended) void client.invalidateQueries()
    }
  }
  // Nor what was said between the answers that came with the page and now.
  const catchUp = () => void client.invalidateQueries({ predicate: isUnfinished })
  const tell = (message: Told) => {
    hear(message)
    channel.postMessage(message)
  }
  channel.addEventListener('message', (event: MessageEvent<Told>) => hear(event.data))
  // Locks exist on https and on loopback only; elsewhere every tab listens for itself.
  if (!('locks' in navigator)) hold(tell, catchUp)
  else {
    const { locks } = navigator
    const holds = () => new Promise<void>(() => hold(tell, catchUp))
    void locks.request('kessai-stream', { ifAvailable: true }, (lock) => {
      if (lock !== null) return holds()
      catchUp()
      void locks.request('kessai-stream', holds)
      return undefined
    })
  }
  setConnection('open')
}

/** Whether a case or its book is known, and pages of it are still being made. */
function isUnfinished({ queryKey: [what, ...which], state: { data } }: Query): boolean {
  if ((what !== 'proposal' && what !== 'book') || which.length !== 1 || data === undefined) return false
  const { files = [], attachments = [], issuance } = data as Partial<Book & ProposalView>
  return (
    [...files, ...attachments].some(
      ({ rendition: { status } }) => status !== 'done' && status !== 'failed',
    ) || issuance?.documents.some(({ file, sealing }) => !(sealing?.signed ?? file).hasPages) === true
  )
}

/** `first`: when the line is open for the first time. */
function hold(tell: (message: Told) => void, first: () => void): void {
  let waitMs = 1000
  let isFirst = true
  const connect = () => {
    const source = new EventSource('/v1/stream')
    source.addEventListener('open', () => {
      waitMs = 1000
      tell({ connection: 'open' })
      if (isFirst) first()
      isFirst = false
    })
    source.addEventListener('error', () => {
      source.close()
      tell({ connection: 'lost' })
      setTimeout(connect, waitMs)
      waitMs = Math.min(waitMs * 2, 15_000)
    })
    for (const type of types) {
      source.addEventListener(type, (event) => {
        tell({ told: JSON.parse((event as MessageEvent<string>).data) as StreamEvent })
      })
    }
  }
  connect()
}
