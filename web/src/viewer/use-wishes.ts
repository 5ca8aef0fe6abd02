import { useCallback, useState } from 'react'
import type { Spread, Turn, Zoom } from './scene.ts'

/** How the reader wants the book laid out. */
export type Wishes = {
  readonly zoom: Zoom
  readonly spread: Spread
  /** By the key of a page's box. */
  readonly turned: ReadonlyMap<string, Turn>
}

const zoomSteps = [
  0.1, 0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 8,
] as const
export const smallestZoom = zoomSteps[0]
export const largestZoom = 8

/** The next step of zoom from what is shown now; the outermost one at the end. */
export function nextZoom(shown: number, direction: 1 | -1): number {
  return direction > 0
    ? (zoomSteps.find((it) => it > shown * 1.01) ?? largestZoom)
    : (zoomSteps.findLast((it) => it < shown * 0.99) ?? smallestZoom)
}

/** A quarter turn clockwise of all these pages. */
function turnedOn(turned: ReadonlyMap<string, Turn>, keys: readonly string[]): ReadonlyMap<string, Turn> {
  const next = new Map(turned)
  for (const key of keys) {
    const turn = (((turned.get(key) ?? 0) + 1) % 4) as Turn
    if (turn === 0) next.delete(key)
    else next.set(key, turn)
  }
  return next
}

/** Size, arrangement and turn of the pages; they are the reader's own and stay with this window. */
export function useWishes() {
  const [zoom, setZoom] = useState<Zoom>('fit')
  const [spread, setSpread] = useState<Spread>('single')
  const [turned, setTurned] = useState<ReadonlyMap<string, Turn>>(new Map())
  const turn = useCallback((keys: readonly string[]) => setTurned((it) => turnedOn(it, keys)), [])
  return { wishes: { zoom, spread, turned } satisfies Wishes, setZoom, setSpread, turn }
}
