import { useEffect, useState } from 'react'
import { type Scene, boxAt } from '../scene.ts'
import type { DeskState } from '../use-desk.ts'

/** What headings need of the desk: which line is at the top, and how to go to another one. */
export type DeskWalk = Pick<DeskState, 'element' | 'top' | 'scrollTo' | 'onMove'>

/** Where one reads: a page of the book, and how far down it, from 0 to 1. */
export type ReadingLine = { readonly bookPage: number; readonly part: number }

/** The eye rests a little above the middle. */
const readingPart = 0.35
const restMs = 120

/** The line one reads, as often as the desk comes to rest; undefined on the cover sheet. */
export function useReadingLine({ element, top, onMove }: DeskWalk, scene: Scene): ReadingLine | undefined {
  const [line, setLine] = useState<ReadingLine>()
  useEffect(() => {
    const look = () => {
      const y = top() + readingPart * (element.current?.clientHeight ?? 0)
      const box = boxAt(scene, y)
      const part = box === undefined ? 0 : Math.min(1, Math.max(0, (y - box.top) / box.height))
      setLine(
        box === undefined || box.kind === 'lead'
          ? undefined
          : { bookPage: box.bookPage, part: box.kind === 'page' && box.turn === 0 ? part : 0 },
      )
    }
    let rest = setTimeout(look)
    const stop = onMove(() => {
      clearTimeout(rest)
      rest = setTimeout(look, restMs)
    })
    return () => {
      clearTimeout(rest)
      stop()
    }
  }, [element, top, onMove, scene])
  return line
}
