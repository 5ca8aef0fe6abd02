import { useMemo } from 'react'
import type { ReadableBook } from '../../../../server/contract/book.ts'
import { caseOfBook } from '../../api/books.ts'
import { useSeenPages } from '../../api/seen.ts'
import type { Passages } from '../find/passages.ts'
import { boundsOf } from '../../../../server/domain/reading/moved-place.ts'
import type { NotesOnPages } from '../notes/notes-context.ts'
import { type Box, type Scene, boxOf, lineOnDesk, pageBox } from '../scene.ts'
import { type PageName, unseenPages } from '../seen/unseen.ts'
import type { Heat } from './bands.ts'

type Input = {
  readonly book: ReadableBook | undefined
  readonly scene: Scene
  readonly found: Passages['pages']
  readonly notes: NotesOnPages['byPage']
  /** Pages that changed since the reader approved. */
  readonly changed: readonly PageName[]
}

/** Of a page as its file has it, in points. */
export function pageHeight(book: ReadableBook | undefined, { fileIndex, pageIndex, height }: Box): number {
  return book?.files[fileIndex]?.sizes[2 * pageIndex + 1] ?? height
}

/** Everything that is told beside the scrollbar: what was found, what changed, notes, and pages not yet seen. */
export function useHeat({ book, scene, found, notes, changed }: Input): readonly Heat[] {
  const seen = useSeenPages(caseOfBook(book)).data
  const unseen = useMemo(
    () => (book === undefined || seen === undefined ? [] : unseenPages(book, seen)),
    [book, seen],
  )
  return useMemo(() => {
    const whole = (kind: Heat['kind'], pages: readonly PageName[]): readonly Heat[] =>
      pages.flatMap(({ attachmentId, pageIndex }) => {
        const box = boxOf(scene, `${attachmentId}/${pageIndex}`)
        return box === undefined ? [] : [{ kind, top: box.top, height: box.height }]
      })
    return [
      ...whole('unseen', unseen),
      ...whole('changed', changed),
      ...found.flatMap(({ bookPage }): readonly Heat[] => {
        const box = pageBox(scene, bookPage)
        return box === undefined ? [] : [{ kind: 'found', top: box.top + box.height / 2, height: 0 }]
      }),
      ...[...notes].flatMap(([key, shown]) => {
        const box = boxOf(scene, key)
        if (box === undefined) return []
        return shown.map(({ place }): Heat => {
          const [, y, , height] = boundsOf(place)
          const { top } = lineOnDesk(box, { y, height }, pageHeight(book, box))
          return { kind: 'note', top, height: 0 }
        })
      }),
    ]
  }, [book, scene, found, notes, changed, unseen])
}
