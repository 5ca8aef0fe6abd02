import { useEffect, useEffectEvent, useRef } from 'react'
import type { ReadableBook } from '../../../../server/contract/book.ts'
import type { SeenPages } from '../../../../server/contract/seen.ts'
import { caseOfBook } from '../../api/books.ts'
import { useNoteSeen, useSeenPages } from '../../api/seen.ts'
import { countsAsSeen } from '../../../../server/domain/reading/seen.ts'
import type { DeskState } from '../use-desk.ts'
import { hasAllOf, partInWindow, withAllOf, withSeen } from './unseen.ts'

type Watched = {
  readonly book: ReadableBook | undefined
  readonly desk: Pick<DeskState, 'element' | 'near' | 'top'>
}

type State = {
  top: number
  /** Milliseconds each page lay there; Infinity once it is seen. */
  looks: Map<string, number>
  unsent: SeenPages
  /** All that was seen since the case was opened. */
  noted: SeenPages
  sentAt: number
}

/** Milliseconds between two looks at what lies on the screen. */
const tickMs = 250
const sendEveryMs = 4000
/** CSS pixels per point at the size a page has in print. */
const printScale = 96 / 72

/**
 * Notes quietly which pages lie before the reader, still and readable. Nothing counts while the window is hidden, while
 * the desk moves, and what only passes by. What could not be sent is sent with the next.
 */
export function useSeenWatch({ book, desk }: Watched): void {
  const id = caseOfBook(book)
  const { show, send } = useNoteSeen(id ?? '')
  const { data: known } = useSeenPages(id)
  const state = useRef<State>({
    top: -1,
    looks: new Map<string, number>(),
    unsent: { files: [] },
    noted: { files: [] },
    sentAt: 0,
  })

  const flush = useEffectEvent(() => {
    const { current } = state
    const { unsent } = current
    if (unsent.files.length === 0) return
    current.unsent = { files: [] }
    current.sentAt = performance.now()
    send(unsent).catch(() => {
      for (const { revisionId, pages } of unsent.files)
        current.unsent = withSeen(current.unsent, revisionId, pages)
    })
  })
  const look = useEffectEvent(() => {
    const { current } = state
    const window = desk.element.current
    if (book === undefined || id === undefined || window === null || document.visibilityState !== 'visible')
      return
    const top = desk.top()
    const isStill = current.top === top
    current.top = top
    if (!isStill) return
    const view = {
      x: window.scrollLeft,
      y: top,
      width: window.clientWidth,
      height: window.clientHeight,
    }
    for (const box of desk.near) {
      const file = box.kind === 'page' ? book.files[box.fileIndex] : undefined
      const part = partInWindow({ x: box.left, y: box.top, width: box.width, height: box.height }, view)
      if (file === undefined || part === 0) continue
      const key = `${file.revisionId}/${box.pageIndex}`
      const before = current.looks.get(key) ?? 0
      if (before === Infinity) continue
      const ms = before + tickMs
      const width = file.sizes[2 * box.pageIndex + (box.turn % 2)] ?? 595
      const isSeen = countsAsSeen({ part, scale: box.width / (width * printScale), ms })
      current.looks.set(key, isSeen ? Infinity : ms)
      if (!isSeen) continue
      current.unsent = withSeen(current.unsent, file.revisionId, [box.pageIndex])
      current.noted = withSeen(current.noted, file.revisionId, [box.pageIndex])
      show((seen) => withSeen(seen, file.revisionId, [box.pageIndex]))
    }
    if (performance.now() - current.sentAt > sendEveryMs) flush()
  })
  // An answer that was on its way while pages were seen does not know of them.
  const tellAgain = useEffectEvent((known: SeenPages) => {
    const { noted } = state.current
    if (!hasAllOf(known, noted)) show((seen) => withAllOf(seen, noted))
  })
  useEffect(() => {
    if (known !== undefined) tellAgain(known)
  }, [known])
  useEffect(() => {
    const timer = setInterval(() => look(), tickMs)
    const onHide = () => flush()
    addEventListener('pagehide', onHide)
    document.addEventListener('visibilitychange', onHide)
    return () => {
      clearInterval(timer)
      removeEventListener('pagehide', onHide)
      document.removeEventListener('visibilitychange', onHide)
      flush()
    }
  }, [])
}
