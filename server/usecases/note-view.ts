import type { NotePlace, NoteView } from '../contract/notes.ts'
import type { ProposalId, Sha256 } from '../domain/ids.ts'
import { findAgain, type PageText } from '../domain/notes/anchor.ts'
import type { NoteAudience } from '../domain/notes/note.ts'
import type { Excerpt } from '../domain/text/fold.ts'
import { converterVersion } from './converter-version.ts'
import { listAttachments } from '../store/attachments.ts'
import type { StoredNote, StoredReply } from '../store/notes.ts'
import { listBodies } from '../store/page-bodies.ts'
import type { FoldedPages } from './folded-pages.ts'
import type { MayReadDeps } from './may-read.ts'

type Written = Pick<StoredNote, 'person_id' | 'person_name' | 'person_title'>

function refOf({ person_id, person_name, person_title }: Written) {
  return { id: person_id, name: person_name, title: person_title }
}

/** A note as it was written. */
export function toNoteView(
  note: StoredNote & { readonly replies: readonly StoredReply[] },
): Omit<NoteView, 'now' | 'may'> {
  return {
    id: note.id,
    attachmentId: note.attachment_id,
    revisionId: note.revision_id,
    pageIndex: note.page_index,
    place: note.place as NotePlace,
    ...(note.quote === null ? {} : { quote: note.quote as Excerpt }),
    words: note.words,
    audience: note.audience as NoteAudience,
    by: refOf(note),
    at: note.at,
    ...(note.settled_at === null
      ? {}
      : { settled: { name: note.settled_by_name ?? '', at: note.settled_at } }),
    replies: note.replies.map((it) => ({ id: it.id, words: it.words, by: refOf(it), at: it.at })),
  }
}

/**
 * Where notes are in the contents that are shown now. The pages of a file are read only when a note was written on an
 * earlier revision of it; while it is still being converted, its notes keep to their pages.
 */
export async function whereNow(
  deps: MayReadDeps & { readonly folded: FoldedPages },
  id: ProposalId,
  notes: readonly StoredNote[],
): Promise<(note: StoredNote) => NoteView['now']> {
  const shown = new Map(
    (await listAttachments(deps.db, id, converterVersion)).map((it) => [it.id as string, it]),
  )
  const isMoved = (it: StoredNote) => shown.get(it.attachment_id)?.revisionId !== it.revision_id
  const pages = new Map<string, readonly PageText[]>()
  for (const attachment of new Set(notes.filter(isMoved).map((it) => it.attachment_id))) {
    const rendition = shown.get(attachment)?.rendition
    if (rendition?.status !== 'done' || rendition.pdf_sha256 === null) continue
    const pdf = rendition.pdf_sha256 as Sha256
    const [bodies, folded] = await Promise.all([listBodies(deps.db, pdf), deps.folded.of(pdf)])
    pages.set(
      attachment,
      bodies.map((body, page) => ({ body, folded: folded[page] ?? '' })),
    )
  }
  return (note) => {
    if (!shown.has(note.attachment_id)) return { state: 'gone' }
    if (!isMoved(note)) return { state: 'here' }
    const now = pages.get(note.attachment_id)
    if (now === undefined) return { state: 'page' }
    if (note.quote === null) return { state: note.page_index < now.length ? 'page' : 'gone' }
    const place = findAgain(now, { pageIndex: note.page_index, quote: note.quote as Excerpt })
    return place === undefined ? { state: 'gone' } : { state: 'moved', ...place }
  }
}
