import { type ReactNode, useState } from 'react'
import { useText } from '../i18n/index.tsx'
import { problemText } from './problem-text.tsx'

/** Runs an act of a form: busy meanwhile, and what the server refuses shown in its place. */
export function useSending(): {
  readonly isSending: boolean
  readonly problem: ReactNode
  /** Whether the act was accepted. */
  readonly run: (act: () => Promise<unknown>) => Promise<boolean>
} {
  const all = useText()
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<ReactNode>()
  return {
    isSending,
    problem,
    run: async (act) => {
      setSending(true)
      setProblem(undefined)
      try {
        await act()
        return true
      } catch (error) {
        setProblem(problemText(error, all))
        return false
      } finally {
        setSending(false)
      }
    },
  }
}
