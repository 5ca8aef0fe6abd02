import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type ScrolledColumn, useColumn } from '../use-column.ts'
import type { Comparer } from './comparer.ts'
import { type CompareScene, type Row, keepLine, rowAt, rowsNear } from './compare-scene.ts'

export type CompareDeskState = Pick<ScrolledColumn, 'element' | 'sheet' | 'base' | 'top'> & {
  /** Rows in the document now: a screen above and below the window. */
  readonly near: readonly Row[]
  readonly onScroll: () => void
  /** Puts a line of the scene at the top of the window. */
  readonly scrollTo: (top: number) => void
}

const restMs = 110

/**
 * Scrolling through a comparison. As in the reader the browser scrolls an empty column, and the pages lie on a sheet that
 * stays in the window and is moved in the same frame in which they are put there.
 */
export function useCompareDesk(scene: CompareScene, comparer: Comparer): CompareDeskState {
  const { element, sheet, base, top, place, rebase, follow, settle } = useColumn(scene.height)
  const [near, setNear] = useState<readonly Row[]>([])
  const shown = useRef(scene)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)

  const update = useCallback(() => {
    const window = element.current
    if (window === null) return
    const view = { top: top(), height: window.clientHeight }
    const rows = rowsNear(shown.current, view, view.height)
    setNear((it) => (it.length === rows.length && it.every((row, at) => row === rows[at]) ? it : rows))
    rebase()
    const here = shown.current.rows[rowAt(shown.current, view.top + view.height / 3)]
    if (here !== undefined) comparer.near(here.index)
  }, [comparer, element, rebase, top])

  useEffect(() => () => clearTimeout(rest.current), [])
  const onScroll = useCallback(() => {
    follow()
    place()
    // In this very frame, before the browser paints: a page that scrolls into view is never missing.
    flushSync(update)
    clearTimeout(rest.current)
    rest.current = setTimeout(() => settle(top()), restMs)
  }, [follow, place, settle, top, update])

  useLayoutEffect(() => {
    // At the very top one sees the beginning.
    if (shown.current !== scene) settle(top() > 0 ? keepLine(shown.current, scene, top()) : 0)
    shown.current = scene
    place()
    update()
  }, [scene, place, settle, top, update])

  const scrollTo = useCallback(
    (wanted: number) => {
      settle(wanted)
      place()
      update()
    },
    [place, settle, update],
  )
  return { element, sheet, near, base, onScroll, top, scrollTo }
}
