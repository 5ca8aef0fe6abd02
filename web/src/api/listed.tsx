import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../i18n/index.tsx'
import { Button, EmptyState, Spinner } from '../ui/index.ts'
import { problemText } from './problem-text.tsx'

type Props<Item> = {
  readonly list: Pick<
    UseInfiniteQueryResult,
    'isPending' | 'isError' | 'error' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
  >
  /** What came so far. */
  readonly items: readonly Item[]
  /** What could not be loaded, as a sentence. */
  readonly failed: string
  /** In place of a list of nothing. */
  readonly empty: ReactNode
  readonly children: (items: readonly Item[]) => ReactNode
}

/** A list that comes page by page: on its way, why it does not come, nothing, or its items with a way to more of them. */
export function Listed<Item>({ list, items, failed, empty, children }: Props<Item>) {
  const all = useText()
  if (list.isPending) {
    return (
      <div className="grid place-items-center p-16">
        <Spinner label={all.common.loading} />
      </div>
    )
  }
  if (items.length === 0) {
    if (!list.isError) return empty
    return (
      <EmptyState
        title={failed}
        text={problemText(list.error, all)}
        action={<Button onPress={() => void list.refetch()}>{all.common.retry}</Button>}
      />
    )
  }
  return (
    <>
      {children(items)}
      {list.hasNextPage && (
        <div className="grid place-items-center border-t border-line p-4">
          <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
            {all.common.more}
          </Button>
        </div>
      )}
    </>
  )
}
