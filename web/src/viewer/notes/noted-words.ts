import type { NoteView } from '../../../../server/contract/notes.ts'
import type { Said } from '../find/passages.ts'

const prefix = 'note/'

/** What notes and the answers to them say, to be found like the pages; marks without words say nothing. */
export function notedWords(notes: readonly NoteView[]): readonly Said[] {
  return notes.flatMap((note) =>
    [note, ...note.replies]
      .filter((it) => it.words !== '')
      .map((it) => ({
        key: `${prefix}${note.id}/${it.id}`,
        who: `${it.by.title} ${it.by.name}`,
        text: it.words,
      })),
  )
}

/** Whether something that was said stands in a note. */
export function isNoted(key: string): boolean {
  return key.startsWith(prefix)
}

/** The note in which something was said; undefined when it was not said in a note, or that is gone. */
export function notedIn(notes: readonly NoteView[], key: string): NoteView | undefined {
  const [, id] = key.split('/')
  return isNoted(key) ? notes.find((it) => it.id === id) : undefined
}
