import type { PersonId } from '../ids.ts'

/**
 * Whom a note (付箋) is for: its writer alone, the people of the route, or the drafter. A note is never part of the record
 * by itself.
 */
export type NoteAudience = 'private' | 'route' | 'drafter'

/** What of a note decides who sees it. */
export type NoteFacts = { readonly by: PersonId; readonly audience: NoteAudience }

/** Somebody who may read the case, as far as its notes are concerned. */
export type NoteReader = {
  readonly person: PersonId
  /** Drafts it now, also when somebody else drafted it before. */
  readonly isDrafter: boolean
  /** Has a seat on its route, now or before, or was shown it or asked about it. */
  readonly isOnRoute: boolean
}

/** Whether somebody sees a note. To others it does not exist. */
export function seesNote({ by, audience }: NoteFacts, reader: NoteReader): boolean {
  if (by === reader.person || (reader.isDrafter && audience !== 'private')) return true
  return audience === 'route' && reader.isOnRoute
}

/** Whether somebody may change the words of a note, whom it is for, or take it away: who wrote it. */
export function keepsNote({ by }: NoteFacts, { person }: NoteReader): boolean {
  return by === person
}

/** Whether somebody may call what a note says settled, or open again: who wrote it and, of what others see, the drafter. */
export function settlesNote(note: NoteFacts, reader: NoteReader): boolean {
  return keepsNote(note, reader) || (reader.isDrafter && seesNote(note, reader))
}
