/** Whether a panel beside the matter is open; `by_width` where no window is known: on the server, styles decide. */
export type Open = boolean | 'by_width'

/** Open in a window at least so many CSS pixels wide. */
export function openFrom(width: number): Open {
  return typeof innerWidth === 'undefined' ? 'by_width' : innerWidth >= width
}
