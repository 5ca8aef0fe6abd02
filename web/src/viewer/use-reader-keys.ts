import { isTyping, usePageKeys } from '../ui/index.ts'
import { type ReaderActions, readerKeys } from './reader-keys.ts'
import type { Scene } from './scene.ts'
import type { DeskState } from './use-desk.ts'

/** The second place beside has the keys of the browser, and what lies over the pages has its own. */
function isBeside(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[data-beside], [data-over-pages]') !== null
}

/** The keyboard of the reader, wherever the focus is on the page, unless somebody is typing. */
export function useReaderKeys(
  { element, top }: Pick<DeskState, 'element' | 'top'>,
  scene: Scene,
  actions: ReaderActions,
  toggleHelp: () => void,
): void {
  usePageKeys((event) => {
    const window = element.current
    if (window === null || event.defaultPrevented || event.isComposing || event.altKey) return
    const withControl = event.ctrlKey || event.metaKey
    // Also while typing: what the browser would print is one screen of a desk.
    const isPrint = withControl && event.key === 'p'
    if (!isPrint && (isTyping(event) || isBeside(event.target))) return
    const { plain, control } = readerKeys({
      actions,
      toggleHelp,
      screen: window.clientHeight * 0.9,
      top,
      end: scene.height,
      shift: event.shiftKey,
    })
    const act = (withControl ? control : plain)[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  })
}
