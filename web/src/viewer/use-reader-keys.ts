import { type RefObject, useEffect, useEffectEvent } from 'react'
import type { Scene, Zoom } from './scene.ts'

type Actions = {
  readonly step: (direction: 1 | -1) => void
  readonly setZoom: (zoom: Zoom) => void
  readonly goToFile: (direction: 1 | -1) => void
  readonly scrollTo: (top: number) => void
  readonly toggleOutline: () => void
}

/** True where keys mean text or belong to a control. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role=dialog], [role=menu], [role=listbox]') !== null)
  )
}

/** The keyboard of the reader, wherever the focus is on the page, unless somebody is typing. */
export function useReaderKeys(
  desk: RefObject<HTMLDivElement | null>,
  scene: Scene,
  actions: Actions,
  toggleHelp: () => void,
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const window = desk.current
    if (
      window === null ||
      event.defaultPrevented ||
      event.isComposing ||
      event.altKey ||
      isTyping(event.target)
    )
      return
    const screen = window.clientHeight * 0.9
    const withControl = event.ctrlKey || event.metaKey
    const plain: Record<string, () => void> = {
      PageDown: () => actions.scrollTo(window.scrollTop + screen),
      PageUp: () => actions.scrollTo(window.scrollTop - screen),
      Home: () => actions.scrollTo(0),
      End: () => actions.scrollTo(scene.height),
      j: () => actions.goToFile(1),
      k: () => actions.goToFile(-1),
      g: () => document.querySelector<HTMLInputElement>('[data-page-box]')?.select(),
      o: actions.toggleOutline,
      '+': () => actions.step(1),
      ';': () => actions.step(1),
      '-': () => actions.step(-1),
      '0': () => actions.setZoom('fit'),
      '?': toggleHelp,
    }
    const control: Record<string, () => void> = {
      '+': () => actions.step(1),
      '=': () => actions.step(1),
      '-': () => actions.step(-1),
      '0': () => actions.setZoom('fit'),
    }
    const act = (withControl ? control : plain)[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}
