import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../i18n/index.tsx'
import { Button, EmptyState, Spinner } from '../ui/index.ts'
import { problemText } from './problem-text.tsx'

type Props<Data> = {
  readonly query: Pick<UseQueryResult<Data>, 'data' | 'isError' | 'error' | 'refetch'>
  /** What could not be loaded, as a sentence; absent: only why. */
  readonly failed?: string
  /** It stands in a part of the page that has its own frame. */
  readonly isSmall?: boolean
  readonly children: (data: Data) => ReactNode
}

/** What the server answered; until then that it is on its way, or why it does not come and a way to ask again. */
export function Loaded<Data>({ query, failed, isSmall = false, children }: Props<Data>) {
  const all = useText()
  if (query.data !== undefined) return children(query.data)
  if (!query.isError) {
    return (
      <div className={isSmall ? 'p-4' : 'grid place-items-center p-16'}>
        <Spinner label={all.common.loading} small={isSmall} />
      </div>
    )
  }
  const why = problemText(query.error, all)
  return (
    <EmptyState
      title={failed ?? why}
      text={failed === undefined ? undefined : why}
      action={<Button onPress={() => void query.refetch()}>{all.common.retry}</Button>}
    />
  )
}
