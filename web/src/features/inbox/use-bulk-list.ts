import { useState } from 'react'
import type { InboxItem } from '../../../../server/contract/inbox.ts'
import { useInbox } from '../../api/queries.ts'
import { listedOnce } from './bulk.ts'

export type BulkList = {
  readonly items: readonly InboxItem[]
  readonly isPending: boolean
  /** What kept a part of it from being loaded; null for nothing. */
  readonly error: unknown
  readonly again: () => void
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly more: () => void
}

/** What can be handled together: approvals and decisions, then 合議, then 審査. What is listed stays until one leaves. */
export function useBulkList(): BulkList {
  const boxes = [useInbox('approve'), useInbox('concur'), useInbox('examine')]
  const [items, setItems] = useState<readonly InboxItem[]>([])
  const isPending = boxes.some((it) => it.isPending)
  // A 代決 says whose absence it stands on: one by one.
  const found = boxes
    .flatMap((it) => it.data?.pages ?? [])
    .flatMap((it) => it.items)
    .filter((it) => it.actingFor === undefined)
  const listed = listedOnce(items, found)
  // In the order of the boxes to begin with.
  if (listed !== items && !isPending) setItems(listed)
  const broken = boxes.filter((it) => it.isError)
  const longer = boxes.filter((it) => it.hasNextPage)
  return {
    items,
    isPending,
    error: broken[0]?.error ?? null,
    again: () => broken.forEach((it) => void (it.isFetchNextPageError ? it.fetchNextPage() : it.refetch())),
    hasMore: longer.length > 0,
    isLoadingMore: boxes.some((it) => it.isFetchingNextPage),
    more: () => longer.forEach((it) => void it.fetchNextPage()),
  }
}
