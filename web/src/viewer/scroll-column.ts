/*
 * A browser builds no element taller than some tens of millions of pixels (Firefox 17.9, Chromium 33.5), and two thousand
 * pages at 800 % are taller. What the desk scrolls is therefore a column of its own, at most so tall; which part of the
 * scene is seen follows from it. Near movement is the same in both, pixel by pixel; a scrollbar is true.
 */

/** The whole height of what is seen through a window, and the height of the window, in pixels. */
export type Column = { readonly scene: number; readonly window: number }

/** Where the browser's scrollbar stands, and which line of the scene is at the top of the window, in pixels. */
export type Spot = { readonly scroll: number; readonly y: number }

/** Half of what the strictest browser builds. */
export const tallestColumn = 8_000_000
/** At both ends a pixel of the column is a pixel of the scene, so that the ends are met as in every other window. */
const trueEnd = 100_000
/** A single movement longer than this part of the way is one of the scrollbar and not of a wheel or finger. */
const dragPart = 1 / 1000

/** The height of the element that is scrolled for a scene of this height. */
export function columnHeight(sceneHeight: number): number {
  return Math.min(tallestColumn, sceneHeight)
}

function ways(column: Column): { readonly scroll: number; readonly y: number } {
  return {
    scroll: Math.max(0, columnHeight(column.scene) - column.window),
    y: Math.max(0, column.scene - column.window),
  }
}

/** The spot for a line of the scene at which the scrollbar is true; the nearest one when there is no such line. */
export function spotAt(column: Column, wanted: number): Spot {
  const way = ways(column)
  const y = Math.min(way.y, Math.max(0, wanted))
  return { scroll: between(y, way.y, way.scroll), y }
}

/** The line of the scene a true scrollbar shows when it stands at `scroll`. */
function lineAt(column: Column, scroll: number): number {
  const way = ways(column)
  return between(Math.min(way.scroll, Math.max(0, scroll)), way.scroll, way.y)
}

/** From a place on one way to the same place on another: the ends pixel by pixel, what is between in proportion. */
function between(at: number, from: number, to: number): number {
  if (from === to) return at
  if (at <= trueEnd) return at
  if (at >= from - trueEnd) return to - (from - at)
  return trueEnd + ((at - trueEnd) * (to - 2 * trueEnd)) / (from - 2 * trueEnd)
}

/**
 * The spot after the browser has scrolled to `scroll`. When its `scroll` is another one the browser has to be put there:
 * the column would end before the scene does.
 */
export function movedTo(column: Column, before: Spot, scroll: number): Spot {
  const way = ways(column)
  const moved = scroll - before.scroll
  // A browser rounds what it is told.
  if (Math.abs(moved) < 1) return before
  if (way.scroll === way.y) return { scroll, y: scroll }
  if (Math.abs(moved) > way.scroll * dragPart) return { scroll, y: lineAt(column, scroll) }
  const wanted = before.y + moved
  const y = Math.min(way.y, Math.max(0, wanted))
  const nearEnd = Math.min(scroll, way.scroll - scroll) < trueEnd / 2
  return y !== wanted || nearEnd ? spotAt(column, y) : { scroll, y }
}
