import type { Zoom } from './scene.ts'

export type ReaderActions = {
  readonly step: (direction: 1 | -1) => void
  readonly setZoom: (zoom: Zoom) => void
  readonly turn: (what: 'page' | 'file') => void
  readonly goToFile: (direction: 1 | -1) => void
  readonly scrollTo: (top: number) => void
  readonly toggleOutline: () => void
  readonly toggleNotes: () => void
  /** Opens the find bar, or goes to it. */
  readonly find: () => void
  readonly findNext: (direction: 1 | -1) => void
  /** Opens the place to print from. */
  readonly print: () => void
}

type Given = {
  readonly actions: ReaderActions
  readonly toggleHelp: () => void
  /** Height of one screen, the place one is at and the end of the book, in pixels. */
  readonly screen: number
  readonly top: () => number
  readonly end: number
  readonly shift: boolean
}

type Keys = Readonly<Record<string, () => void>>

/** What each key does, alone and with Ctrl (or ⌘); every one of them stands in `help-rows.ts`. */
export function readerKeys({ actions, toggleHelp, screen, top, end, shift }: Given): {
  readonly plain: Keys
  readonly control: Keys
} {
  return {
    plain: {
      PageDown: () => actions.scrollTo(top() + screen),
      PageUp: () => actions.scrollTo(top() - screen),
      Home: () => actions.scrollTo(0),
      End: () => actions.scrollTo(end),
      j: () => actions.goToFile(1),
      k: () => actions.goToFile(-1),
      g: () => document.querySelector<HTMLInputElement>('[data-page-box]')?.select(),
      o: actions.toggleOutline,
      '/': actions.find,
      n: actions.toggleNotes,
      F3: () => actions.findNext(shift ? -1 : 1),
      '+': () => actions.step(1),
      ';': () => actions.step(1),
      '-': () => actions.step(-1),
      '0': () => actions.setZoom('fit'),
      '9': () => actions.setZoom('page'),
      r: () => actions.turn('page'),
      R: () => actions.turn('file'),
      '?': toggleHelp,
    },
    control: {
      f: actions.find,
      g: () => actions.findNext(shift ? -1 : 1),
      p: actions.print,
      '+': () => actions.step(1),
      '=': () => actions.step(1),
      '-': () => actions.step(-1),
      '0': () => actions.setZoom('fit'),
    },
  }
}
