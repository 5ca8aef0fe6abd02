import { type RefObject, useRef } from 'react'
import type { ReadableBook } from '../../../server/contract/book.ts'
import type { NoteView } from '../../../server/contract/notes.ts'
import { boundsOf, pageNow } from '../../../server/domain/reading/moved-place.ts'
import { boxesInRuns } from '../../../server/domain/reading/passage-place.ts'
import type { Passage } from './find/passages.ts'
import { passagesIn } from './find/text-marks.ts'
import { pageHeight } from './heat/use-heat.ts'
import { notedIn } from './notes/noted-words.ts'
import type { Notes } from './notes/use-notes.ts'
import type { PageHost } from './page-host.ts'
import { boxOf, lineOnDesk, pageBox } from './scene.ts'
import type { PageName } from './seen/unseen.ts'
import type { Pane } from './use-pane.ts'

type Input = {
  readonly pane: Pane
  readonly book: ReadableBook | undefined
  readonly host: PageHost | undefined
  readonly notes: Notes
  readonly lead: RefObject<HTMLDivElement | null>
  /** Shows something that was said on the way. */
  readonly onSaid: ((key: string) => void) | undefined
}

export type Places = {
  readonly showNamed: (page: PageName) => void
  readonly showNote: (note: NoteView) => void
  /** `wanted`: its words, folded. */
  readonly showPassage: (passage: Passage, wanted: string) => Promise<void>
}

/** The ways by which something of the book comes into view: a page by its name, a note, a passage that was found. */
export function usePlaces({ pane, book, host, notes, lead, onSaid }: Input): Places {
  const { scene, desk, goToPage } = pane
  /** Not when it is well in view already: the page would jump for nothing. */
  const bringIntoView = ({ top, height }: { readonly top: number; readonly height: number }) => {
    const window = desk.element.current
    if (window === null) return
    const from = top - desk.top()
    if (from < 0.1 * window.clientHeight || from + height > 0.85 * window.clientHeight)
      desk.scrollTo(top - 0.3 * window.clientHeight)
  }
  const showNamed = ({ attachmentId, pageIndex }: PageName) => {
    const box = boxOf(scene, `${attachmentId}/${pageIndex}`)
    if (box !== undefined) goToPage(box.bookPage)
  }
  const showNote = (note: NoteView) => {
    const key = `${note.attachmentId}/${pageNow(note)}`
    const box = boxOf(scene, key)
    const place = notes.byPage.get(key)?.find((it) => it.note.id === note.id)?.place
    if (box === undefined || place === undefined) return
    const [, y, , height] = boundsOf(place)
    bringIntoView(lineOnDesk(box, { y, height }, pageHeight(book, box)))
  }
  const latestShow = useRef<Passage>(undefined)
  const showPassage = async (passage: Passage, wanted: string) => {
    latestShow.current = passage
    if (passage.kind === 'said') {
      const note = notedIn(notes.all, passage.key)
      if (note === undefined) return onSaid?.(passage.key)
      notes.select(note.id)
      return showNote(note)
    }
    if (passage.kind === 'cover') {
      const range =
        lead.current === null ? undefined : passagesIn(lead.current, wanted)[passage.ordinal]?.range
      const box = range?.getBoundingClientRect()
      const window = desk.element.current
      if (box === undefined || window === null) return
      const top = box.top - window.getBoundingClientRect().top + desk.top()
      return bringIntoView({ top, height: box.height })
    }
    const runs = (await host?.texts.runs(passage.revisionId, passage.pageIndex)) ?? []
    const box = pageBox(scene, passage.bookPage)
    // Another passage was asked for meanwhile.
    if (latestShow.current !== passage || box === undefined) return
    const [, y, , height] = boxesInRuns(runs, wanted, passage.ordinal)[0] ?? [0, 0, 0, 0]
    bringIntoView(lineOnDesk(box, { y, height }, pageHeight(book, box)))
  }
  return { showNamed, showNote, showPassage }
}
