import type { PDFDocument } from 'pdf-lib'
import { type Result, no, yes } from '../../../domain/result.ts'
import { type TypeCase, openTypeCase } from '../../pdf/type-case.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import type { FileEditor } from '../file-editor.ts'
import { annotate } from './annotations.ts'
import { dropUnused } from './drop-unused.ts'
import { factsOf, signaturesOf, openForEditing } from './facts.ts'
import { dropXfa, fillFields } from './fields.ts'
import { lookAt } from './look.ts'
import { type Mark, type PdfEdit, changesNothing, parsePdfEdit } from './operations.ts'
import { type PlacedPage, arrangePages } from './pages.ts'
import { dropClaim } from './pdf-a.ts'
import { forgetGlyphs } from './redact/forget-glyphs.ts'
import type { TakenOut } from './redact/content.ts'
import { type Covered, blackOut, coveredPages, leftUnder } from './redact/redact.ts'
import { hasTaken } from './redact/taken-streams.ts'

/** PDF: pages, annotations, form fields and 墨塗り, written as a whole new file. */
export const pdfEditor: FileEditor = {
  async open(original) {
    const document = await openForEditing(original)
    return document.ok ? yes(factsOf(document.value)) : document
  },

  needs(given) {
    const pages = parsePdfEdit(given)?.pages ?? []
    return [...new Set(pages.flatMap((it) => ('from' in it && it.from !== undefined ? [it.from] : [])))]
  },

  async apply(original, given, { others }) {
    const edit = parsePdfEdit(given)
    if (edit === undefined) return no({ code: 'edit_malformed', fact: 'PDFへの操作' })
    const opened = await openForEditing(original)
    if (!opened.ok) return opened
    if (changesNothing(edit, opened.value.getPageCount())) return yes(original)
    if (edit.pages.length === 0) return no({ code: 'edit_pdf_no_pages', fact: '残るページが0枚です' })
    const signatures = signaturesOf(opened.value).length
    if (signatures > 0 && edit.breakSignature !== true)
      return no({ code: 'edit_pdf_signed', fact: `電子署名が${signatures}つあります` })
    const sources = new Map<string, PDFDocument>()
    for (const [id, bytes] of others) {
      const source = await openForEditing(bytes)
      if (!source.ok) return source
      sources.set(id, source.value)
    }
    return edited(original, edit, sources, new Set())
  },
}

const marksOf = (edit: PdfEdit, pageIndex: number): readonly Mark[] => edit.pages[pageIndex]?.marks ?? []

/** The new file. Whatever is still found under a box makes its page a picture, and everything is done again. */
async function edited(
  original: Uint8Array,
  edit: PdfEdit,
  sources: ReadonlyMap<string, PDFDocument>,
  asPictures: ReadonlySet<number>,
): Promise<Result<Uint8Array, EditProblem>> {
  const opened = await openForEditing(original)
  if (!opened.ok) return opened
  const document = opened.value
  for (const field of signaturesOf(document)) field.break()
  dropClaim(document)
  const placed = arrangePages(document, edit, sources)
  if (placed === undefined)
    return no({ code: 'edit_pdf_page_missing', fact: 'ページの番号がファイルの枚数を超えています' })
  const type = lettersOf(document)
  const filled = await fillFields(document, edit.fields ?? {}, type)
  if (!filled.ok) return filled
  const covered = coveredPages(placed, (index) => marksOf(edit, index))
  let taken: TakenOut['streams'] = new Set()
  if (covered.length > 0) {
    dropXfa(document)
    const before = await lookAt(await saved(document))
    try {
      const done = await blackOut(document, covered, {
        ...{ pages: placed.map((it) => it.page), before, type, asPictures },
        keepFiles: edit.keepFiles === true,
      })
      if (done === undefined) return notBlackedOut(covered)
      dropUnused(document.context)
      forgetGlyphs(document, done.taken.codes)
      taken = done.taken.streams
    } finally {
      await before.close()
    }
  }
  const noted = await annotateAll(document, placed, edit, type)
  if (!noted.ok) return noted
  const bytes = await saved(document)
  if (covered.length === 0) return yes(bytes)
  if (await hasTaken(bytes, taken)) return notBlackedOut(covered)
  const after = await lookAt(bytes)
  try {
    const left = covered.filter((it) => leftUnder(after, it) !== '')
    if (left.length === 0) return yes(bytes)
    if (left.some((it) => asPictures.has(it.pageIndex))) return notBlackedOut(left)
    return await edited(original, edit, sources, new Set([...asPictures, ...left.map((it) => it.pageIndex)]))
  } finally {
    await after.close()
  }
}

function notBlackedOut(pages: readonly Covered[]): Result<never, EditProblem> {
  const numbers = pages.map((it) => it.pageIndex + 1).join('、')
  return no({ code: 'edit_pdf_not_blacked_out', fact: `${numbers}ページ` })
}

/** Fonts are read when the first letter is to be drawn. */
function lettersOf(document: PDFDocument): () => Promise<TypeCase> {
  let opened: Promise<TypeCase> | undefined
  return () => (opened ??= openTypeCase(document))
}

async function annotateAll(
  document: PDFDocument,
  placed: readonly PlacedPage[],
  edit: PdfEdit,
  type: () => Promise<TypeCase>,
): Promise<Result<undefined, EditProblem>> {
  for (const [index, one] of placed.entries()) {
    const notes = marksOf(edit, index).flatMap((it) => (it.kind === 'redact' ? [] : [it]))
    const done = notes.length === 0 ? yes(undefined) : await annotate(document, one, notes, type)
    if (!done.ok) return done
  }
  return yes(undefined)
}

/** Written whole: nothing of the old file is in the new one that nothing leads to. */
async function saved(document: PDFDocument): Promise<Uint8Array> {
  await document.flush()
  dropUnused(document.context)
  return document.save({ rewrite: true, updateFieldAppearances: false, addDefaultPage: false })
}
