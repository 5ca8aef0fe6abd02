import { useEffect, useEffectEvent } from 'react'
import type { Pane } from './use-pane.ts'

type Fingers = { readonly x: number; readonly y: number; readonly apart: number }

/** The middle of two fingers in the window, and how far they are apart, in pixels; undefined for any other number. */
function fingersOf({ touches }: TouchEvent, window: HTMLElement): Fingers | undefined {
  const [one, other] = touches
  if (one === undefined || other === undefined || touches.length > 2) return undefined
  const { left, top } = window.getBoundingClientRect()
  return {
    x: (one.clientX + other.clientX) / 2 - left,
    y: (one.clientY + other.clientY) / 2 - top,
    apart: Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)),
  }
}

/** Two fingers on the desk: apart or together changes the size of the pages about them, and they carry the desk along. */
export function usePinch({ desk, zoomBy }: Pick<Pane, 'desk' | 'zoomBy'>): void {
  const { element, carry, holdAt } = desk
  const follow = useEffectEvent((from: Fingers, to: Fingers) => {
    // What was between the fingers stays between them.
    carry(from.x - to.x, from.y - to.y)
    holdAt(to)
    zoomBy(to.apart / from.apart)
  })
  useEffect(() => {
    const window = element.current
    if (window === null) return
    let done: Fingers | undefined
    let now: Fingers | undefined
    let frame = 0
    // Laying out a book again costs more than a finger's event: once a frame is enough.
    const draw = () => {
      frame = 0
      if (done !== undefined && now !== undefined) follow(done, now)
      done = now
    }
    const onTouch = (event: TouchEvent) => {
      now = fingersOf(event, window)
      if (now === undefined) {
        done = undefined
        return
      }
      event.preventDefault()
      if (done === undefined) done = now
      else frame ||= requestAnimationFrame(draw)
    }
    const kinds = ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const
    // Not through React: a passive listener could not keep the browser from scrolling with one of the two.
    for (const it of kinds) window.addEventListener(it, onTouch, { passive: false })
    return () => {
      cancelAnimationFrame(frame)
      for (const it of kinds) window.removeEventListener(it, onTouch)
    }
  }, [element])
}
