import type { PDFDocument, PDFPage } from 'pdf-lib'
import { groupBy } from '../../domain/group-by.ts'
import type { MakePrintedPdf, PrintedCase } from '../../usecases/ports.ts'
import { type Bookmark, type Part, addBookmarks, addPart, listOf, newDocument, partOf } from './book-parts.ts'
import { type ListedNote, drawCover, drawNoteList } from './cover.ts'
import { breathe, drawFoot } from './foot.ts'
import { drawNote } from './printed-notes.ts'
import { spooled } from './spool.ts'
import { type TypeCase, openTypeCase } from './type-case.ts'

type Attachment = PrintedCase['attachments'][number]
/** A page of the document with what its foot says of it. */
type Placed = { readonly page: PDFPage; readonly of: string; readonly isFull: boolean }

/** The pages somebody chose, as one PDF: the cover sheet first, a foot on every page, notes and their list when asked for. */
export const makePrintedPdf: MakePrintedPdf = async function* (printed, onPages) {
  const document = await newDocument(printed)
  yield* spooled(document, async (spool) => {
    const type = await openTypeCase(document)
    let done = 0
    const parts: Part[] = []
    for (const attachment of printed.attachments) {
      const part = await partOf(document, spool, attachment, async (pages) => onPages((done += pages)))
      if (part.missing !== undefined) await onPages((done += 1))
      parts.push(part)
    }
    await assemble(document, type, printed, parts)
  })
}

async function assemble(
  document: PDFDocument,
  type: TypeCase,
  printed: PrintedCase,
  parts: readonly Part[],
): Promise<void> {
  const placed: Placed[] = []
  const marks: Bookmark[] = []
  const begin = (title: string, pages: readonly PDFPage[]) => {
    const [page] = pages
    if (page !== undefined) marks.push({ title, page, depth: 0 })
  }
  const addOwn = (title: string, draw: () => unknown) => {
    const before = document.getPageCount()
    draw()
    const pages = document.getPages().slice(before)
    placed.push(...pages.map((page) => ({ page, of: title, isFull: false })))
    begin(title, pages)
  }
  if (printed.withCover) {
    const listed = await listOf(type, printed, parts)
    addOwn('決裁鑑', () => drawCover(document, type, printed, listed))
  }
  const notes: ListedNote[] = []
  for (const [index, part] of parts.entries()) {
    const attachment = printed.attachments[index] as Attachment
    const pages = addPart(document, type, { name: attachment.name, position: index + 1 }, part)
    begin(attachment.name, pages)
    const notesOn = groupBy(attachment.notes, (it) => it.pageIndex)
    const headingsOn = groupBy(attachment.headings, (it) => it.pageIndex)
    for (const [at, page] of pages.entries()) {
      const pageIndex = part.missing === undefined ? (attachment.pages?.[at] ?? at) : -1
      for (const note of notesOn.get(pageIndex) ?? []) {
        notes.push({ note, name: attachment.name, page: placed.length + 1 })
        drawNote(page, type, note, notes.length)
      }
      for (const { title, depth } of headingsOn.get(pageIndex) ?? [])
        marks.push({ title, page, depth: depth + 1 })
      placed.push({ page, of: attachment.name, isFull: attachment.fullPages.has(pageIndex) })
    }
  }
  const { notesHeading } = printed
  if (notesHeading !== undefined && notes.length > 0)
    addOwn('付箋一覧', () => drawNoteList(document, type, printed, notesHeading, notes))
  const left = [printed.number, printed.title].filter((it) => it !== '').join('　')
  for (const [index, { page, of, isFull }] of placed.entries()) {
    await breathe(index)
    const middle = `${index + 1} / ${placed.length}`
    drawFoot(page, type, { left, middle, right: of, below: printed.printed }, isFull)
  }
  addBookmarks(document, marks)
}
