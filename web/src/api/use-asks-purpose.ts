import { useState } from 'react'
import { isProblem } from './client.ts'

/** What came of what a page asked for: errors are null where there is none. */
type Answers = { readonly errors: readonly unknown[]; readonly isThere: boolean }

/**
 * Whether it has to be stated first what something is read for (`of`: an id). It stays so while the same is asked again, by
 * whatever: the form would otherwise go, and with it what is being written.
 */
export function useAsksPurpose(of: string, { errors, isThere }: Answers): boolean {
  const [asked, setAsked] = useState<string>()
  const isAnswered = isThere || errors.some((it) => it !== null)
  const asks = errors.some((it) => isProblem(it, 'purpose_missing')) || (asked === of && !isAnswered)
  const next = asks ? of : undefined
  if (next !== asked) setAsked(next)
  return asks
}
