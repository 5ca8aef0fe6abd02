import { useEffect, useMemo, useState } from 'react'
import type { ReadableBook } from '../../../../server/contract/book.ts'
import type { NewNote, NotePlace, NoteView } from '../../../../server/contract/notes.ts'
import { caseOfBook } from '../../api/books.ts'
import { type Words, useKeptWords } from '../../api/kept-words.ts'
import { type NoteActions, useNoteActions, useNoteList } from '../../api/notes.ts'
import { useMe } from '../../api/queries.ts'
import { useDrawingScales } from '../measure/drawing-scales.ts'
import type { PageHost } from '../page-host.ts'
import type { DraftNote, NotesOnPages, Pen, ShownNote } from './notes-context.ts'
import { movedPlace } from '../../../../server/domain/reading/moved-place.ts'

export type Notes = NotesOnPages & {
  /** All of them, in the order of the book; those that are nowhere any more at the end. */
  readonly all: readonly NoteView[]
  readonly actions: NoteActions
  /** What was begun to be written: the draft's own words, and a reply by the id of its note. */
  readonly words: Words
  readonly setPen: (pen: Pen) => void
  readonly setScale: (attachmentId: string, scale: number | undefined) => void
  readonly select: (id: string | undefined) => void
  /** Keeps what is about to be written; answers when it is kept. */
  readonly save: (draft: DraftNote, words: string, audience: NewNote['audience']) => Promise<void>
  readonly drop: () => void
}

/** Where the words of the draft are kept, and for whom they are: they outlive its place, which a mark on a page is. */
export const draftSlots = { words: 'note', audience: 'note audience' } as const

/** The notes of a book and the pen that writes them. `onChosen`: one was chosen on its page. */
export function useNotes(
  book: ReadableBook | undefined,
  host: PageHost | undefined,
  onChosen: () => void,
): Notes {
  const proposalId = caseOfBook(book)
  const { data } = useNoteList(proposalId)
  const actions = useNoteActions(proposalId ?? '')
  const words = useKeptWords(useMe().data?.id ?? '', proposalId ?? '', '')
  const [pen, setPen] = useState<Pen>()
  const [selected, setSelected] = useState<string>()
  const [draft, setDraft] = useState<DraftNote>()
  const scales = useDrawingScales()
  const moved = useMovedPlaces(book, host, data?.notes)

  const shown = useMemo(() => (data?.notes ?? []).flatMap((note) => shownOf(note, moved)), [data, moved])
  const byPage = useMemo(() => {
    const pages = new Map<string, ShownNote[]>()
    for (const it of shown) {
      const key = `${it.note.attachmentId}/${it.pageIndex}`
      pages.set(key, [...(pages.get(key) ?? []), it])
    }
    return pages
  }, [shown])
  const all = useMemo(() => {
    const fileOf = (id: string) => book?.files.findIndex((it) => it.attachmentId === id) ?? -1
    const lying = [...shown].sort(
      (a, b) => fileOf(a.note.attachmentId) - fileOf(b.note.attachmentId) || a.pageIndex - b.pageIndex,
    )
    const notes = lying.map((it) => it.note)
    return [...notes, ...(data?.notes ?? []).filter((it) => !notes.includes(it))]
  }, [book, data, shown])

  return {
    all,
    ...scales,
    byPage,
    pen,
    setPen: (next) => {
      setPen(next)
      setDraft(undefined)
    },
    selected,
    select: setSelected,
    draft,
    actions,
    words,
    onSelect: (id) => {
      setSelected(id)
      onChosen()
    },
    onDraw: (next) => {
      setDraft(next)
      setSelected(undefined)
      onChosen()
    },
    save: async (written, text, audience) => {
      const { id } = await actions.add({ ...written, words: text, audience })
      words.drop(Object.values(draftSlots))
      setDraft(undefined)
      setPen(undefined)
      setSelected(id)
    },
    drop: () => {
      words.drop(Object.values(draftSlots))
      setDraft(undefined)
    },
  }
}

function shownOf(note: NoteView, moved: ReadonlyMap<string, NotePlace>): readonly ShownNote[] {
  const { now, pageIndex, place } = note
  if (now.state === 'gone') return []
  if (now.state !== 'moved') return [{ note, pageIndex, place }]
  const there = moved.get(note.id)
  return there === undefined ? [] : [{ note, pageIndex: now.pageIndex, place: there }]
}

/** Where the notes lie whose passage is elsewhere in the content shown now: the text of that page says it. */
function useMovedPlaces(
  book: ReadableBook | undefined,
  host: PageHost | undefined,
  notes: readonly NoteView[] | undefined,
): ReadonlyMap<string, NotePlace> {
  const [places, setPlaces] = useState<ReadonlyMap<string, NotePlace>>(new Map())
  useEffect(() => {
    let isLatest = true
    const find = async () => {
      const found = new Map<string, NotePlace>()
      for (const note of notes ?? []) {
        const file = book?.files.find((it) => it.attachmentId === note.attachmentId)
        if (note.now.state !== 'moved' || file === undefined || host === undefined) continue
        const runs = (await host.texts.runs(file.revisionId, note.now.pageIndex)) ?? []
        const place = movedPlace(note, runs, note.now.ordinal)
        if (place !== undefined) found.set(note.id, place)
      }
      if (isLatest) setPlaces(found)
    }
    void find()
    return () => {
      isLatest = false
    }
  }, [book, host, notes])
  return places
}
