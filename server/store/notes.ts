import { type Insertable, type Kysely, type Selectable } from 'kysely'
import type { Note, NoteReply } from '../../db/schema.ts'
import type { ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'

export type StoredNote = Selectable<Note>
export type StoredReply = Selectable<NoteReply>

/** All notes of a case with their answers, oldest first; who may see which is for the rules to say. */
export async function listNotes(
  db: Kysely<Database>,
  proposalId: ProposalId,
): Promise<readonly (StoredNote & { readonly replies: readonly StoredReply[] })[]> {
  const notes = await db
    .selectFrom('note')
    .selectAll()
    .where('proposal_id', '=', proposalId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const replies = await db
    .selectFrom('note_reply')
    .innerJoin('note', 'note.id', 'note_reply.note_id')
    .selectAll('note_reply')
    .where('note.proposal_id', '=', proposalId)
    .orderBy('note_reply.at')
    .orderBy('note_reply.id')
    .execute()
  return notes.map((note) => ({ ...note, replies: replies.filter((it) => it.note_id === note.id) }))
}

/** A note by its id; undefined when there is none. */
export async function findNote(db: Kysely<Database>, id: string): Promise<StoredNote | undefined> {
  return db.selectFrom('note').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertNote(db: Kysely<Database>, note: Insertable<Note>): Promise<void> {
  await db.insertInto('note').values(note).execute()
}

/** Changes what is given; false when the note is gone. */
export async function updateNote(
  db: Kysely<Database>,
  id: string,
  change: Partial<
    Pick<
      Insertable<Note>,
      'words' | 'audience' | 'changed_at' | 'settled_by' | 'settled_by_name' | 'settled_at'
    >
  >,
): Promise<boolean> {
  const done = await db.updateTable('note').set(change).where('id', '=', id).executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Takes a note away with its answers. */
export async function deleteNote(db: Kysely<Database>, id: string): Promise<void> {
  await db.deleteFrom('note').where('id', '=', id).execute()
}

/** Adds an answer; false when the note is gone. */
export async function insertReply(db: Kysely<Database>, reply: Insertable<NoteReply>): Promise<boolean> {
  const done = await db
    .insertInto('note_reply')
    .columns(['id', 'note_id', 'words', 'person_id', 'person_name', 'person_title', 'at'])
    .expression((eb) =>
      eb
        .selectFrom('note')
        .select((it) => [
          it.val(reply.id).as('id'),
          'note.id as note_id',
          it.val(reply.words).as('words'),
          it.val(reply.person_id).as('person_id'),
          it.val(reply.person_name).as('person_name'),
          it.val(reply.person_title).as('person_title'),
          it.val(reply.at).as('at'),
        ])
        .where('note.id', '=', reply.note_id)
        .forKeyShare(),
    )
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}
