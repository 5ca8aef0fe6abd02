import { useEffectEvent, useState } from 'react'
import { isTyping, usePageKeys } from '../../ui/index.ts'

/** What an editor works on, with what it was before and what was taken back. */
export type Steps<Work> = {
  readonly work: Work
  /** Changes it; changes of one `kind` that follow each other, as letters typed into a field, are one step. */
  readonly change: (next: Work, kind?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly canUndo: boolean
  readonly canRedo: boolean
}

type State<Work> = {
  readonly past: readonly Work[]
  readonly work: Work
  readonly future: readonly Work[]
  readonly kind: string | undefined
}

const stepsAtMost = 200

/** Steps that can be taken back and again, also by Ctrl+Z and Ctrl+Y; `onChange` hears of every one. */
export function useSteps<Work>(start: Work, onChange: (work: Work) => void): Steps<Work> {
  const [state, setState] = useState<State<Work>>({ past: [], work: start, future: [], kind: undefined })
  const tell = useEffectEvent(onChange)
  const { past, work, future } = state
  const go = (next: State<Work>): void => {
    setState(next)
    tell(next.work)
  }
  const undo = (): void => {
    const before = past.at(-1)
    if (before === undefined) return
    go({ past: past.slice(0, -1), work: before, future: [work, ...future], kind: undefined })
  }
  const redo = (): void => {
    const [after, ...rest] = future
    if (after === undefined) return
    go({ past: [...past, work], work: after, future: rest, kind: undefined })
  }
  usePageKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event)) return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    if (key === 'y' || event.shiftKey) redo()
    else undo()
  })
  return {
    work,
    change(next, kind) {
      const goesOn = kind !== undefined && kind === state.kind
      go({ past: goesOn ? past : [...past.slice(-stepsAtMost), work], work: next, future: [], kind })
    },
    undo,
    redo,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
  }
}
