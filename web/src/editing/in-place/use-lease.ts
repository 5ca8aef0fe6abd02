import { type RefObject, useEffect, useRef, useState } from 'react'
import { dropLease, renewLease, takeLease } from '../../api/editing.ts'
import { ProblemError, UnreachableError, isProblem } from '../../api/client.ts'

/** Who may edit the file here and now. */
export type LeaseState =
  | { readonly is: 'asked' }
  | { readonly is: 'held'; readonly id: string }
  /** Somebody else edits it. */
  | { readonly is: 'elsewhere'; readonly problem: ProblemError }
  /** It was ours. Another window has it now; or, with an error, the case has moved on. */
  | { readonly is: 'lost'; readonly id: string; readonly error?: unknown }
  /** Not to be edited, or not reached. */
  | { readonly is: 'refused'; readonly error: unknown }

const renewEveryMs = 30_000

/**
 * Holds a file for editing while the component lives. `takeOver` counts: each number above 0 takes it from whoever has it.
 * `toldAt` changes when something was heard of who edits what: then it is asked whether it is still ours. While the server cannot be reached the editing goes on, and it is asked for again.
 */
export function useLease(
  attachmentId: string,
  revisionId: string | undefined,
  takeOver: number,
  toldAt: number,
  /** A save is on its way, which ends the lease by itself. */
  isSaving: RefObject<boolean>,
): { readonly lease: LeaseState; readonly isOffline: boolean } {
  const [lease, setLease] = useState<LeaseState>({ is: 'asked' })
  const [isOffline, setOffline] = useState(false)
  const ask = useRef(() => {})
  useEffect(() => ask.current(), [toldAt])
  useEffect(() => {
    if (revisionId === undefined) return
    let ended = false
    let id: string | undefined
    const take = async (over: boolean) => {
      try {
        const taken = await takeLease(attachmentId, revisionId, over)
        if (ended) return dropLease(taken.id)
        id = taken.id
        setLease({ is: 'held', id })
      } catch (error) {
        if (ended) return
        if (isProblem(error, 'being_edited')) setLease({ is: 'elsewhere', problem: error })
        // What was written while it was ours stays on the screen; it can be tried again.
        else setLease((it) => ('id' in it ? { is: 'lost', id: it.id, error } : { is: 'refused', error }))
      }
    }
    const renew = async () => {
      if (id === undefined || isSaving.current) return
      try {
        await renewLease(id)
        if (!ended) setOffline(false)
      } catch (error) {
        if (ended) return
        setOffline(error instanceof UnreachableError)
        if (!(error instanceof ProblemError) || error.problem.status >= 500) return
        setLease({ is: 'lost', id, ...(isProblem(error, 'lease_gone') ? {} : { error }) })
        id = undefined
      }
    }
    const leave = () => {
      if (id !== undefined) dropLease(id)
      id = undefined
    }
    void take(takeOver > 0)
    const timer = setInterval(() => void renew(), renewEveryMs)
    const again = () => void renew()
    ask.current = again
    // A laptop that slept asks at once, not half a minute later.
    document.addEventListener('visibilitychange', again)
    addEventListener('online', again)
    addEventListener('pagehide', leave)
    return () => {
      ended = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', again)
      removeEventListener('online', again)
      removeEventListener('pagehide', leave)
      ask.current = () => {}
      leave()
    }
  }, [attachmentId, revisionId, takeOver, isSaving])
  return { lease, isOffline }
}
