/** How a page lay before somebody, up to now. */
export type Look = {
  /** Part of the page that was in the window at once, 0 to 1; or of the window that it filled, when the page is larger. */
  readonly part: number
  /** Pixels on the screen per CSS pixel of paper: 1 is the size it has in print. */
  readonly scale: number
  /** Milliseconds it lay still there. */
  readonly ms: number
}

/** Smaller than this print of ten points cannot be read on any screen. */
const readableScale = 0.45
/** A glance at a page one looks for, and not at one that passes by. */
const glanceMs = 1000
const largePart = 0.5

/** Whether a page counts as seen: large enough, most of it, and for longer than it takes to pass by. */
export function countsAsSeen({ part, scale, ms }: Look): boolean {
  return part >= largePart && scale >= readableScale && ms >= glanceMs
}
