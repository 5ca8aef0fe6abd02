import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { TextRun } from '../contract/book.ts'
import type { NotePlace, NoteView } from '../contract/notes.ts'
import type { ProposalContent } from '../contract/proposals.ts'
import { isSecretAt } from '../domain/access/may-read.ts'
import { type Instant, type PersonId, type ProposalId, type Sha256 } from '../domain/ids.ts'
import { groupBy } from '../domain/group-by.ts'
import { footIsTaken } from '../domain/reading/foot.ts'
import { movedPlace, pageNow } from '../domain/reading/moved-place.ts'
import { pagesIn } from '../domain/reading/page-ranges.ts'
import { listAttachments } from '../store/attachments.ts'
import {
  type PrintedFile,
  type StoredPrint,
  advancePrint,
  filesOf,
  findPrint,
  listUnfinishedPrints,
} from '../store/prints.ts'
import { loadMany } from '../store/proposals.ts'
import { findOutline, listPageRuns } from '../store/renditions.ts'
import { shownPages } from '../store/shown-pages.ts'
import { prepared } from '../store/run-query.ts'
import { findSheet } from '../store/sheets.ts'
import { findBodyName } from '../store/stamped-pdfs.ts'
import { converterVersion } from './converter-version.ts'
import { findReading } from './may-read.ts'
import { type NoteDeps, viewNotes } from './notes.ts'
import type { BlobStore } from './blob-store.ts'
import type {
  DatabasePorts,
  JobQueue,
  MakePrintedPdf,
  PrintShelf,
  PrintedCase,
  PrintedNote,
} from './ports.ts'
import { stampedAttachment } from './stamp-proposal.ts'
import { draftCaseOf, stampedCaseOf } from './stamped-case.ts'
import { timeText } from './time-text.ts'
import { refOf } from './who-is.ts'

export type MakePrintDeps = NoteDeps &
  DatabasePorts & {
    readonly blobs: BlobStore
    readonly shelf: PrintShelf
    readonly makePrintedPdf: MakePrintedPdf
    readonly log: { warn(facts: Record<string, unknown>): void }
  }

/** Its reader gave it up, or may not read the case any more. */
class GivenUp extends Error {}

const unzip = promisify(gunzip)
/** Milliseconds between two notes of how far it is. */
const noteEveryMs = 500
/** A print nobody waits for any more is not begun again, in milliseconds. */
const waitedForMs = 60 * 60 * 1000

/**
 * Makes the PDF of a print and puts it on the shelf. Waits for pages whose words are still read. Safe to run twice. What cannot be made is marked as failed; one that was
 * given up meanwhile leaves nothing.
 */
export async function makePrint(
  deps: MakePrintDeps,
  id: string,
): Promise<'done' | 'waiting' | 'failed' | 'cancelled' | 'nothing'> {
  const print = await findPrint(deps.db, id)
  if (print !== undefined && (await isStillRead(deps, print))) return 'waiting'
  if (print === undefined || !(await advancePrint(deps.db, id, { status: 'running', pages_done: 0 }))) {
    return 'nothing'
  }
  let notedAt = performance.now()
  const onPages = async (pagesDone: number) => {
    if (performance.now() - notedAt < noteEveryMs) return
    notedAt = performance.now()
    const goesOn = await advancePrint(deps.db, id, { status: 'running', pages_done: pagesDone })
    if (!goesOn) throw new GivenUp()
  }
  try {
    const printed = await printedCaseOf(deps, print)
    const sizeBytes = await deps.shelf.put(id, deps.makePrintedPdf(printed, onPages))
    const kept = await advancePrint(deps.db, id, {
      status: 'done',
      pages_done: print.page_count,
      size_bytes: sizeBytes,
      finished_at: deps.now(),
    })
    return kept ? 'done' : 'cancelled'
  } catch (error) {
    if (error instanceof GivenUp) {
      await advancePrint(deps.db, id, { status: 'cancelled', finished_at: deps.now() })
      return 'cancelled'
    }
    deps.log.warn({ event: 'print.failed', printId: id, err: error })
    await advancePrint(deps.db, id, { status: 'failed', finished_at: deps.now() })
    return 'failed'
  }
}

/** Whether pages of it can be looked at whose words are to come: the foot of a page goes where no words are. */
async function isStillRead({ db }: MakePrintDeps, print: StoredPrint): Promise<boolean> {
  const files = await listAttachments(db, print.proposal_id as ProposalId, converterVersion)
  const isChosen = (revisionId: string) => filesOf(print).some((it) => it.revisionId === revisionId)
  return files.some((it) => it.rendition?.status === 'visible' && isChosen(it.revisionId))
}

/** Sends a job for every print somebody still waits for; one that is queued or running already is joined. */
export async function requeuePrints(
  deps: Pick<MakePrintDeps, 'db' | 'now'> & { readonly jobs: JobQueue },
): Promise<number> {
  const since = new Date(Date.parse(deps.now()) - waitedForMs).toISOString() as Instant
  const ids = await listUnfinishedPrints(deps.db, since)
  for (const id of ids) await deps.jobs.send('print', { printId: id }, id)
  return ids.length
}

async function printedCaseOf(deps: MakePrintDeps, print: StoredPrint): Promise<PrintedCase> {
  const id = print.proposal_id as ProposalId
  const by = print.person_id as PersonId
  const reading = await findReading(deps, by, id)
  if (reading === undefined) throw new GivenUp()
  const stored = (await loadMany(prepared(deps.pool), [id])).get(id)
  const state = stored?.state
  const onRoute = state === undefined || state.status === 'draft' ? undefined : state
  const sheet = await findSheet(deps.db, id)
  if (sheet === undefined) throw new Error(`proposal ${id} vanished while it was printed`)
  const content = sheet.content as ProposalContent
  const files = filesOf(print)
  const attachments = await attachmentsOf(
    deps,
    id,
    files,
    print.with_notes ? await notesFor(deps, id, by) : [],
  )
  const { names, application } = sheet
  const given = { bodyName: await findBodyName(deps.db), content, names, attachments, application }
  const drafter = refOf(await deps.organisation.current(), reading.matter.drafter, print.at as Instant)
  const cover =
    onRoute === undefined ? draftCaseOf({ ...given, drafter }) : stampedCaseOf({ ...given, state: onRoute })
  const who = `${print.person_title}　${print.person_name}`.trim()
  const isSecret = isSecretAt(reading.matter, print.at as Instant)
  const act = print.purpose === 'print' ? '印刷' : '保存'
  return {
    ...cover,
    attachments,
    withCover: print.with_cover,
    printed: `${application?.trial === true ? '【試験】' : ''}${isSecret ? '【秘】' : ''}${timeText(print.at as Instant)}　${act}　${who}`,
    ...(print.with_notes ? { notesHeading: `付箋一覧（${who}に見えるもの。決裁の記録ではありません）` } : {}),
  }
}

async function notesFor(deps: MakePrintDeps, id: ProposalId, by: PersonId): Promise<readonly NoteView[]> {
  const notes = await viewNotes(deps, { id, by })
  return notes.ok ? notes.value.notes : []
}

async function attachmentsOf(
  deps: MakePrintDeps,
  id: ProposalId,
  files: readonly PrintedFile[],
  notes: readonly NoteView[],
): Promise<PrintedCase['attachments']> {
  const stored = await listAttachments(deps.db, id, converterVersion)
  const shown = await shownPages(deps.db, { proposal: id }, converterVersion)
  const printed: PrintedCase['attachments'][number][] = []
  for (const file of files) {
    const attachment = stored.find((it) => it.revisionId === file.revisionId)
    // Replaced since it was asked for: what was chosen is not there to be printed, and its successor was not chosen.
    if (attachment === undefined) {
      const missing = '印刷を求めたあとに差し替えられました。画面を開き直して印刷してください。'
      printed.push({
        name: file.name,
        kindName: '',
        sizeBytes: 0,
        missing,
        fullPages: new Set(),
        notes: [],
        headings: [],
      })
      continue
    }
    const pdf = attachment.rendition?.status === 'done' ? attachment.rendition.pdf_sha256 : null
    const pages = pagesIn(file.pages)
    printed.push({
      ...(await stampedAttachment(deps, attachment)),
      pages,
      headings:
        pdf === null ? [] : await findOutline(deps.db, { ...attachment, converter: converterVersion }),
      fullPages:
        pdf === null
          ? new Set()
          : await fullPagesOf(deps, pdf as Sha256, pages, shown.get(pdf as Sha256)?.sizes ?? []),
      notes: await printedNotes(
        deps,
        pdf as Sha256 | null,
        notes.filter((it) => it.attachmentId === attachment.id && it.now.state !== 'gone'),
      ),
    })
  }
  return printed
}

/** Notes where they are now: those whose passage moved along, by the text of its page, which is read once for all on it. */
async function printedNotes(
  { db }: MakePrintDeps,
  pdf: Sha256 | null,
  notes: readonly NoteView[],
): Promise<readonly PrintedNote[]> {
  if (pdf === null) return notes.map((note) => printedNote(note, note.place))
  const moved = notes.flatMap((note) => (note.now.state === 'moved' ? [{ note, ...note.now }] : []))
  const placed = new Map<NoteView, NotePlace | undefined>()
  for (const [pageIndex, here] of groupBy(moved, (it) => it.pageIndex)) {
    const [page] = await listPageRuns(db, pdf, pageIndex, pageIndex + 1)
    const texts = await textsOf(page?.runs ?? null)
    for (const { note, ordinal } of here) placed.set(note, movedPlace(note, texts, ordinal))
  }
  return notes.map((note) => printedNote(note, placed.has(note) ? placed.get(note) : note.place))
}

async function textsOf(runs: Buffer | null): Promise<readonly TextRun[]> {
  return runs === null ? [] : (JSON.parse((await unzip(runs)).toString()) as readonly TextRun[])
}

function printedNote(note: NoteView, place: NotePlace | undefined): PrintedNote {
  const { settled } = note
  const who = (by: NoteView['by']) => `${by.title} ${by.name}`.trim()
  return {
    pageIndex: pageNow(note),
    ...(place === undefined ? {} : { place }),
    isSettled: settled !== undefined,
    kindName: kindNames[note.place.kind],
    who: who(note.by),
    on: timeText(note.at as Instant),
    words: note.words,
    replies: note.replies.map((it) => ({
      who: who(it.by),
      on: timeText(it.at as Instant),
      words: it.words,
    })),
    state: settled === undefined ? '未対応' : `対応済み\n${settled.name}`,
  }
}

const kindNames: Readonly<Record<NoteView['place']['kind'], string>> = {
  note: '付箋',
  highlight: 'マーカー',
  check: 'チェック',
  box: '囲み',
  ink: '手書き',
}

/** So many pages are looked at in one question. */
const pagesAtOnce = 500

/** Of some pages of a PDF those with something where the foot of a printed page would stand. */
async function fullPagesOf(
  { db }: MakePrintDeps,
  pdf: Sha256,
  pages: readonly number[],
  sizes: readonly number[],
): Promise<ReadonlySet<number>> {
  const full = new Set<number>()
  const wanted = new Set(pages)
  const last = pages.at(-1) ?? -1
  for (let from = pages[0] ?? 0; from <= last; from += pagesAtOnce) {
    for (const { pageIndex, runs } of await listPageRuns(db, pdf, from, from + pagesAtOnce)) {
      if (!wanted.has(pageIndex)) continue
      const texts = await textsOf(runs)
      const size = { width: sizes[2 * pageIndex] ?? 595, height: sizes[2 * pageIndex + 1] ?? 842 }
      if (
        footIsTaken(
          size,
          texts.map((it) => it.box),
        )
      )
        full.add(pageIndex)
    }
  }
  return full
}
