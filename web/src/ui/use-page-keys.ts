import { useEffect, useEffectEvent } from 'react'

/** Every key that is pressed, wherever on the page the focus is. */
export function usePageKeys(onKey: (event: KeyboardEvent) => void): void {
  const latest = useEffectEvent(onKey)
  useEffect(() => {
    const listener = (event: KeyboardEvent) => latest(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}

/** Whether a key that was pressed means text, or belongs to something that has keys of its own. */
export function isTyping(event: KeyboardEvent): boolean {
  // Inside of an editor with a tree of its own the event itself names its host only.
  const target = event.composedPath()[0] ?? event.target
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role=dialog], [role=menu], [role=listbox]') !== null)
  )
}
