import type { NewNote, NoteChange, NoteList } from '../contract/notes.ts'
import type { Matter, Reader } from '../domain/access/may-read.ts'
import type { PersonId, ProposalId, RevisionId } from '../domain/ids.ts'
import {
  type NoteAudience,
  type NoteFacts,
  type NoteReader,
  keepsNote,
  seesNote,
  settlesNote,
} from '../domain/notes/note.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import { findRevision } from '../store/held-revisions.ts'
import {
  type StoredNote,
  deleteNote,
  findNote,
  insertNote,
  insertReply,
  listNotes,
  updateNote,
} from '../store/notes.ts'
import type { FoldedPages } from './folded-pages.ts'
import { type MayReadDeps, findReading } from './may-read.ts'
import { toNoteView, whereNow } from './note-view.ts'
import type { LiveBus, NewId } from './ports.ts'
import { refOf } from './who-is.ts'

export type NoteDeps = MayReadDeps & {
  readonly newId: NewId
  readonly live: LiveBus
  readonly folded: FoldedPages
}

export type NoteRefusal = {
  readonly code:
    | 'not_found'
    /** Only its writer changes a note or takes it away. */
    | 'note_not_yours'
    /** Neither its writer nor the drafter. */
    | 'note_not_yours_to_settle'
    /** The page it is to be written on is not one of this case. */
    | 'note_nowhere'
}

type OfCase = { readonly id: ProposalId; readonly by: PersonId }
type OfNote = { readonly note: string; readonly by: PersonId }

/** What the reader may see of the notes of a case, oldest first, each with where it is in the content shown now. */
export async function viewNotes(deps: NoteDeps, { id, by }: OfCase): Promise<Result<NoteList, NoteRefusal>> {
  const reader = await noteReaderOf(deps, id, by)
  if (reader === undefined) return no({ code: 'not_found' })
  const seen = (await listNotes(deps.db, id)).filter((it) => seesNote(factsOf(it), reader))
  const nowOf = await whereNow(deps, id, seen)
  return yes({
    notes: seen.map((it) => ({
      ...toNoteView(it),
      now: nowOf(it),
      may: { keep: keepsNote(factsOf(it), reader), settle: settlesNote(factsOf(it), reader) },
    })),
  })
}

/** Writes a note on a page; answers its id. */
export async function addNote(
  deps: NoteDeps,
  { id, by, note }: OfCase & { readonly note: NewNote },
): Promise<Result<{ readonly id: string }, NoteRefusal>> {
  if ((await noteReaderOf(deps, id, by)) === undefined) return no({ code: 'not_found' })
  const revision = await findRevision(deps.db, note.revisionId as RevisionId, converterVersion)
  if (revision?.proposalId !== id) return no({ code: 'note_nowhere' })
  const noteId = deps.newId()
  const { name, title } = await signatureOf(deps, by)
  await insertNote(deps.db, {
    id: noteId,
    proposal_id: id,
    attachment_id: revision.attachmentId,
    revision_id: note.revisionId,
    page_index: note.pageIndex,
    kind: note.place.kind,
    place: JSON.stringify(note.place),
    quote: note.quote === undefined ? null : JSON.stringify(note.quote),
    audience: note.audience,
    words: note.words,
    person_id: by,
    person_name: name,
    person_title: title,
    at: deps.now(),
  })
  tell(deps, id, { by, audience: note.audience })
  return yes({ id: noteId })
}

/** Its writer changes what a note says or whom it is for. */
export async function changeNote(
  deps: NoteDeps,
  { note: id, by, change }: OfNote & { readonly change: NoteChange },
): Promise<Result<null, NoteRefusal>> {
  const found = await findSeen(deps, id, by)
  if (!found.ok) return found
  if (!keepsNote(found.value.facts, found.value.reader)) return no({ code: 'note_not_yours' })
  const { words, audience } = change
  const changed = await updateNote(deps.db, id, {
    ...(words === undefined ? {} : { words }),
    ...(audience === undefined ? {} : { audience }),
    changed_at: deps.now(),
  })
  if (!changed) return no({ code: 'not_found' })
  // Also to those who saw it until now.
  tell(deps, found.value.proposalId, {
    ...found.value.facts,
    audience: widest(found.value.facts.audience, audience),
  })
  return yes(null)
}

/** Its writer takes a note away, with what was answered to it. */
export async function removeNote(
  deps: NoteDeps,
  { note: id, by }: OfNote,
): Promise<Result<null, NoteRefusal>> {
  const found = await findSeen(deps, id, by)
  if (!found.ok) return found
  if (!keepsNote(found.value.facts, found.value.reader)) return no({ code: 'note_not_yours' })
  await deleteNote(deps.db, id)
  tell(deps, found.value.proposalId, found.value.facts)
  return yes(null)
}

/** Whoever sees a note answers it. */
export async function replyToNote(
  deps: NoteDeps,
  { note: id, by, words }: OfNote & { readonly words: string },
): Promise<Result<{ readonly id: string }, NoteRefusal>> {
  const found = await findSeen(deps, id, by)
  if (!found.ok) return found
  const { name, title } = await signatureOf(deps, by)
  const reply = deps.newId()
  const added = await insertReply(deps.db, {
    id: reply,
    note_id: id,
    words,
    person_id: by,
    person_name: name,
    person_title: title,
    at: deps.now(),
  })
  if (!added) return no({ code: 'not_found' })
  tell(deps, found.value.proposalId, found.value.facts)
  return yes({ id: reply })
}

/** Calls what a note says settled, or opens it again; who comes second changes nothing. */
export async function settleNote(
  deps: NoteDeps,
  { note: id, by, settled }: OfNote & { readonly settled: boolean },
): Promise<Result<null, NoteRefusal>> {
  const found = await findSeen(deps, id, by)
  if (!found.ok) return found
  if (!settlesNote(found.value.facts, found.value.reader)) return no({ code: 'note_not_yours_to_settle' })
  if (found.value.isSettled === settled) return yes(null)
  await updateNote(
    deps.db,
    id,
    settled
      ? { settled_by: by, settled_by_name: (await signatureOf(deps, by)).name, settled_at: deps.now() }
      : { settled_by: null, settled_by_name: null, settled_at: null },
  )
  tell(deps, found.value.proposalId, found.value.facts)
  return yes(null)
}

function factsOf(note: StoredNote): NoteFacts {
  return { by: note.person_id as PersonId, audience: note.audience as NoteAudience }
}

function widest(one: NoteAudience, other: NoteAudience | undefined): NoteAudience {
  return one === 'private' && (other ?? 'private') === 'private' ? 'private' : 'route'
}

/** The name is of nobody but the writer; ids only travel, and who may see it asks for it. */
function tell({ live }: NoteDeps, proposalId: ProposalId, { by, audience }: NoteFacts): void {
  live.publish({ type: 'notes', proposalId }, audience === 'private' ? { people: [by] } : undefined)
}

/** A note the person sees; to others it does not exist. */
async function findSeen(deps: NoteDeps, id: string, by: PersonId) {
  const note = await findNote(deps.db, id)
  if (note === undefined) return no({ code: 'not_found' } as const)
  const proposalId = note.proposal_id as ProposalId
  const reader = await noteReaderOf(deps, proposalId, by)
  const facts = factsOf(note)
  if (reader === undefined || !seesNote(facts, reader)) return no({ code: 'not_found' } as const)
  return yes({ proposalId, facts, reader, isSettled: note.settled_at !== null })
}

/** Undefined for who may not read the case. */
async function noteReaderOf(deps: NoteDeps, id: ProposalId, by: PersonId): Promise<NoteReader | undefined> {
  const reading = await findReading(deps, by, id)
  if (reading === undefined) return undefined
  return {
    person: by,
    isDrafter: reading.matter.drafter === by,
    isOnRoute: isOnRoute(reading.matter, reading.reader),
  }
}

function isOnRoute({ routePosts, readerPosts, readerPeople }: Matter, { person, posts }: Reader): boolean {
  return (
    readerPeople.includes(person) || posts.some((it) => routePosts.includes(it) || readerPosts.includes(it))
  )
}

async function signatureOf(deps: NoteDeps, person: PersonId) {
  return refOf(await deps.organisation.current(), person, deps.now())
}
