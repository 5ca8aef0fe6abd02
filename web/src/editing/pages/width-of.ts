import { type RefObject, useEffect, useState } from 'react'

/** How wide something is, in CSS pixels; 0 until that is known. */
export function useWidthOf(place: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (place.current === null) return
    const watching = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    watching.observe(place.current)
    return () => watching.disconnect()
  }, [place])
  return width
}
