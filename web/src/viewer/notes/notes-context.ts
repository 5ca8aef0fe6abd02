import { createContext, useContext } from 'react'
import type { NewNote, NotePlace, NoteView } from '../../../../server/contract/notes.ts'

/** What the pen does on a page; `measure` leaves nothing there, `undefined`: it reads. */
export type Pen = NotePlace['kind'] | 'measure' | undefined

/** A note as it is drawn on a page of the book that is open. */
export type ShownNote = {
  readonly note: NoteView
  readonly pageIndex: number
  readonly place: NotePlace
}

/** What is about to be written. */
export type DraftNote = Pick<NewNote, 'revisionId' | 'pageIndex' | 'place' | 'quote'>

export type NotesOnPages = {
  /** By attachment and page: `id/3`. */
  readonly byPage: ReadonlyMap<string, readonly ShownNote[]>
  readonly pen: Pen
  readonly selected: string | undefined
  readonly draft: DraftNote | undefined
  /** The scale of a file's drawings, when the reader has given it. */
  readonly scaleOf: (attachmentId: string | undefined) => number | undefined
  readonly onSelect: (id: string) => void
  readonly onDraw: (draft: DraftNote) => void
}

export const NotesContext = createContext<NotesOnPages | undefined>(undefined)

export function useNotesOnPages(): NotesOnPages | undefined {
  return useContext(NotesContext)
}
