import { isTyping, usePageKeys } from '../../ui/index.ts'
import type { CompareDeskState } from './use-compare-desk.ts'

export type CompareActions = {
  readonly step: (direction: 1 | -1) => void
  readonly zoom: (direction: 1 | -1 | 0) => void
  /** The other side, where one lies over the other. */
  readonly toggleShown: (() => void) | undefined
  /** Undefined where the window is too narrow for two pages. */
  readonly toggleArrangement: (() => void) | undefined
  readonly toggleOnlyDifferent: () => void
  readonly toggleList: () => void
  readonly toggleHelp: () => void
  /** Compares once more what could not be compared. */
  readonly compareAgain: () => void
}

/** The keyboard of the comparison, wherever the focus is, unless somebody is typing or chooses from a list. */
export function useCompareKeys(
  { element, top, scrollTo }: Pick<CompareDeskState, 'element' | 'top' | 'scrollTo'>,
  height: number,
  actions: CompareActions,
): void {
  usePageKeys((event) => {
    const window = element.current
    if (window === null || isTyping(event) || event.defaultPrevented || event.isComposing) return
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const screen = 0.9 * window.clientHeight
    const acts: Record<string, (() => void) | undefined> = {
      n: () => actions.step(1),
      p: () => actions.step(-1),
      PageDown: () => scrollTo(top() + screen),
      PageUp: () => scrollTo(top() - screen),
      Home: () => scrollTo(0),
      End: () => scrollTo(height),
      t: actions.toggleShown,
      v: actions.toggleArrangement,
      d: actions.toggleOnlyDifferent,
      l: actions.toggleList,
      '+': () => actions.zoom(1),
      ';': () => actions.zoom(1),
      '-': () => actions.zoom(-1),
      '0': () => actions.zoom(0),
      '?': actions.toggleHelp,
    }
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  })
}
