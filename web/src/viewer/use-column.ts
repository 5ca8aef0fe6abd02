import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { type Spot, movedTo, spotAt } from './scroll-column.ts'

export type ScrolledColumn = {
  /** What scrolls. */
  readonly element: RefObject<HTMLDivElement | null>
  /** What the pages lie on, moved under the window as the column is scrolled. */
  readonly sheet: RefObject<HTMLDivElement | null>
  /** Height of the scene from which heights on the sheet are counted. */
  readonly base: number
  /** The line of the scene at the top of the window. */
  readonly top: () => number
  /** Puts the sheet where it belongs. */
  readonly place: () => void
  /** Counts heights on the sheet from near the window again. */
  readonly rebase: () => void
  /** Follows the browser after it scrolled; answers by how many pixels of the scene. */
  readonly follow: () => number
  /** Puts a line of the scene at the top of the window, and the browser's scrollbar where it is true. */
  readonly settle: (top: number) => void
  /** Puts the left edge of the window so many pixels from that of the sheet. */
  readonly slide: (left: number) => void
}

/** Far from zero a browser's fractions of a pixel grow coarse. */
const baseStep = 100_000

/** An empty column that the browser scrolls, and the sheet over it that is moved by us; `height`: of what lies on it. */
export function useColumn(height: number): ScrolledColumn {
  const element = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const [base, setBase] = useState(0)
  const spot = useRef<Spot>({ scroll: 0, y: 0 })
  const latest = useRef({ height, base })

  const place = useCallback(() => {
    const window = element.current
    if (window === null || sheet.current === null) return
    // Between two pixels everything would be soft.
    const whole = (pixels: number) => Math.round(pixels * devicePixelRatio) / devicePixelRatio
    const y = whole(latest.current.base - spot.current.y)
    sheet.current.style.transform = `translate(${-whole(window.scrollLeft)}px, ${y}px)`
  }, [])
  // Before every other effect, so that they all see what is there now.
  useLayoutEffect(() => {
    latest.current = { height, base }
    place()
  })
  const putBrowser = useCallback((next: Spot) => {
    spot.current = next
    const window = element.current
    if (window !== null && Math.abs(window.scrollTop - next.scroll) >= 1) window.scrollTop = next.scroll
  }, [])
  const columnNow = useCallback(
    () => ({ scene: latest.current.height, window: element.current?.clientHeight ?? 0 }),
    [],
  )
  const follow = useCallback(() => {
    const from = spot.current.y
    putBrowser(movedTo(columnNow(), spot.current, element.current?.scrollTop ?? 0))
    return spot.current.y - from
  }, [columnNow, putBrowser])
  const settle = useCallback((y: number) => putBrowser(spotAt(columnNow(), y)), [columnNow, putBrowser])
  const slide = useCallback((left: number) => {
    if (element.current !== null) element.current.scrollLeft = left
  }, [])
  const rebase = useCallback(() => setBase(baseStep * Math.round(spot.current.y / baseStep)), [])
  const top = useCallback(() => spot.current.y, [])
  return { element, sheet, base, top, place, rebase, follow, settle, slide }
}
