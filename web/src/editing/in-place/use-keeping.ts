import { useEffect, useRef, useState } from 'react'
import { dropKept, keepWork } from './kept-work.ts'

type Place = {
  readonly person: string
  readonly attachmentId: string
  readonly from: string
  /** What the edit goes on from. */
  readonly kept: unknown
}

export type Keeping = {
  /** Something differs from the file. */
  readonly isChanged: boolean
  /** This browser does not keep it. */
  readonly failed: boolean
  /** What the editor gave last. */
  readonly work: () => unknown
  readonly keep: (work: unknown) => void
  /** Keeps at once what there is. */
  readonly again: () => void
  /** Nothing is kept any more, also not what is still on its way. */
  readonly drop: () => Promise<void>
}

const settleMs = 300

/** Keeps the work of an edit in this browser, shortly after each change. */
export function useKeeping({ person, attachmentId, from, kept }: Place): Keeping {
  const [isChanged, setChanged] = useState(kept !== undefined)
  const [failed, setFailed] = useState(false)
  const work = useRef<unknown>(kept)
  const [window] = useState(() => String(Math.random()))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stopped = useRef(false)
  const write = () => {
    clearTimeout(timer.current)
    timer.current = undefined
    if (stopped.current) return
    if (work.current === undefined) return void dropKept(person, attachmentId, window)
    const at = new Date().toISOString()
    void keepWork(person, attachmentId, { from, work: work.current, window, at }).then((done) =>
      setFailed(!done),
    )
  }
  const latest = useRef(write)
  useEffect(() => {
    latest.current = write
  })
  useEffect(() => {
    // What it goes on from is this window's from now on.
    latest.current()
    const now = () => {
      if (timer.current !== undefined) latest.current()
    }
    addEventListener('pagehide', now)
    return () => {
      removeEventListener('pagehide', now)
      now()
    }
  }, [])
  // Only where nothing else keeps it: the browser asks before the page is left.
  useEffect(() => {
    if (!failed || !isChanged) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [failed, isChanged])
  return {
    isChanged,
    failed,
    work: () => work.current,
    keep(next) {
      work.current = next
      setChanged(next !== undefined)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => latest.current(), settleMs)
    },
    again: () => latest.current(),
    async drop() {
      stopped.current = true
      clearTimeout(timer.current)
      timer.current = undefined
      await dropKept(person, attachmentId, window)
    },
  }
}
