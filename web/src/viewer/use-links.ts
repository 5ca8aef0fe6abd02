import { useEffect, useEffectEvent } from 'react'
import type { Find } from './find/use-find.ts'
import { targetOf } from './links.ts'
import type { Notes } from './notes/use-notes.ts'
import { rememberedPlace } from './place-memory.ts'
import { type Scene, boxOf } from './scene.ts'
import type { Places } from './use-places.ts'

type Input = {
  /** Undefined until there is something to be led to. */
  readonly scene: Scene | undefined
  readonly notes: Notes
  readonly find: Find
  readonly places: Places
}

/** Follows a link into the book: to a page, to words, to a note when the notes are known. */
export function useLinks({ scene, notes, find, places }: Input): void {
  const follow = useEffectEvent(() => {
    const link = targetOf(location.hash)
    if (link === undefined || scene === undefined) return
    if ('page' in link) return places.showNamed(link.page)
    if ('find' in link) return find.open(link.find, -1)
    if ('passage' in link) {
      const { page, words } = link.passage
      const box = boxOf(scene, `${page.attachmentId}/${page.pageIndex}`)
      if (box !== undefined) find.open(words, box.bookPage)
      return
    }
    const note = notes.all.find((it) => it.id === link.note)
    if (note === undefined) return
    notes.onSelect(note.id)
    places.showNote(note)
  })
  const isThere = scene !== undefined
  const areNotesThere = notes.all.length > 0
  useEffect(() => {
    if (!isThere) return
    // Who comes back to where he was, or has moved on, is not taken to the beginning again.
    if (rememberedPlace() === undefined) follow()
    const onChange = () => follow()
    addEventListener('hashchange', onChange)
    return () => removeEventListener('hashchange', onChange)
  }, [isThere, areNotesThere])
}
