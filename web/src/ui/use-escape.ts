import { type RefObject, useEffect, useEffectEvent } from 'react'

/** Escape in a place that opened, wherever in it the focus is. */
export function useEscape(place: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // An Escape that gives up a conversion of the input method means that alone.
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) onEscape()
  })
  useEffect(() => {
    const element = place.current
    const listener = (event: KeyboardEvent) => onKey(event)
    element?.addEventListener('keydown', listener)
    return () => element?.removeEventListener('keydown', listener)
  }, [place])
}
