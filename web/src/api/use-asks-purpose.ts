import { useState } from 'react'
import { isProblem } from './client.ts'

/** A question of a page: `error` is null where there is none. */
type Asked = { readonly data: unknown; readonly error: unknown }

/**
 * Whether it has to be stated first what something is read for (`of`: an id). It stays so while the same is asked again, by
 * whatever: the form would otherwise go, and with it what is being written.
 */
export function useAsksPurpose(of: string, ...questions: readonly Asked[]): boolean {
  const [asking, setAsking] = useState<string>()
  const errors = questions.map((it) => it.error).filter((it) => it !== null)
  const isAnswered = errors.length > 0 || questions.every((it) => it.data !== undefined)
  const asks = errors.some((it) => isProblem(it, 'purpose_missing')) || (asking === of && !isAnswered)
  const next = asks ? of : undefined
  if (next !== asking) setAsking(next)
  return asks
}
