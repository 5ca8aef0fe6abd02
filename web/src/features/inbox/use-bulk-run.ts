import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import type { ActBody } from '../../../../server/contract/acts.ts'
import type { ActDone } from '../../../../server/contract/proposals.ts'
import { isPassing, isProblem, request } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { keys } from '../../api/queries.ts'
import { useText } from '../../i18n/index.tsx'

/** What became of one case. */
export type Outcome =
  | { readonly kind: 'done' }
  /** Somebody was faster or the content moved: it was not acted on. */
  | { readonly kind: 'changed' }
  /** Nobody knows whether it was acted on; looked at again, it can be tried again. */
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'refused'; readonly text: ReactNode }

export type BulkRun = {
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** How many of how many, while it runs. */
  readonly progress: { readonly done: number; readonly all: number } | undefined
  /** Answers those that were not answered. */
  readonly run: (
    acts: readonly { readonly id: string; readonly body: ActBody }[],
  ) => Promise<ReadonlySet<string>>
  /** Ends after the case that is on its way. */
  readonly stop: () => void
}

/** Whether a case can still be chosen. */
export function isOpen(outcome: Outcome | undefined): boolean {
  return outcome === undefined || outcome.kind === 'unanswered'
}

/** One act after the other; one that is stale or refused does not stop the rest. */
export function useBulkRun(): BulkRun {
  const text = useText()
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [progress, setProgress] = useState<BulkRun['progress']>()
  const stopped = useRef(false)

  const act = async (id: string, body: ActBody): Promise<Outcome> => {
    try {
      await request<ActDone>('POST', `/v1/proposals/${id}/acts`, { body })
      return { kind: 'done' }
    } catch (error) {
      if (isProblem(error, 'version_changed') || isProblem(error, 'manifest_changed')) {
        return { kind: 'changed' }
      }
      if (isPassing(error)) return { kind: 'unanswered' }
      return { kind: 'refused', text: problemText(error, text) }
    }
  }
  const run: BulkRun['run'] = async (acts) => {
    stopped.current = false
    const unanswered = new Set<string>()
    for (const [index, { id, body }] of acts.entries()) {
      if (stopped.current) break
      setProgress({ done: index, all: acts.length })
      const outcome = await act(id, body)
      if (outcome.kind === 'unanswered') unanswered.add(id)
      setOutcomes((was) => new Map(was).set(id, outcome))
      void client.invalidateQueries({ queryKey: keys.proposal(id) })
    }
    setProgress(undefined)
    void client.invalidateQueries({ queryKey: keys.inboxes })
    void client.invalidateQueries({ queryKey: keys.lists })
    return unanswered
  }
  return { outcomes, progress, run, stop: () => (stopped.current = true) }
}
