import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { createPageRenderer, pictureWidthPx } from '../../../server/adapters/pdf-pages/page-renderer.ts'
import type { AttachmentView, ProposalView } from '../../../server/contract/proposals.ts'
import { createKysely, createPool } from '../../../server/store/database.ts'
import { upsertPicture } from '../../../server/store/renditions.ts'
import { storePdf } from '../../../server/testing/read-pages.ts'
import { longPdf } from '../../../server/testing/long-pdf.ts'
import { type SignedIn, signInAs } from '../../../server/testing/signed-in.ts'
import type { RenderedPage } from '../../../server/usecases/page-renderer-port.ts'
import type { Bench } from '../core.ts'
import { type SheetKind, sheetsPdf } from './sheets.ts'

/** A case with its pages ready, and the same pages as one PDF for viewers that know no books. */
export type ReadingCase = { readonly proposal: string; readonly merged: Uint8Array }

export const filesOfBook = 100
export const pagesOfFile = 20
const pagesOfLongFile = 15_000
/** Of five files in a row: three of text, one scan, one of drawings. */
const pattern: readonly SheetKind[] = ['text', 'text', 'text', 'scan', 'drawing']

type Source = {
  readonly bytes: Uint8Array
  readonly pages: readonly RenderedPage[]
  readonly skeleton?: Uint8Array | undefined
}

/** Index in the book of the first page after `from` that is of this kind, for a book that begins with `first`. */
export function pageOfKind(kind: SheetKind, from: number, first: SheetKind = 'text'): number {
  const turn = pattern.indexOf(first)
  for (let file = Math.ceil(from / pagesOfFile); ; file += 1)
    if (pattern[(file + turn) % pattern.length] === kind) return file * pagesOfFile
}

/** Makes cases of 100 files and 2,000 pages that begin with a file of each kind, and one of a single long file. */
export async function makeCases(
  bench: Bench,
  reader: string,
): Promise<{ readonly book: Readonly<Record<SheetKind, ReadingCase>>; readonly long: ReadingCase }> {
  const drafter = await signInAs(bench.url, reader)
  const sources: Record<SheetKind, Source> = {
    text: await readSource(await sheetsPdf('text', pagesOfFile)),
    scan: await readSource(await sheetsPdf('scan', pagesOfFile)),
    drawing: await readSource(await sheetsPdf('drawing', pagesOfFile)),
  }
  const bookFrom = async (first: SheetKind): Promise<ReadingCase> => {
    const turn = pattern.indexOf(first)
    const files = Array.from(
      { length: filesOfBook },
      (_, file) => sources[pattern[(file + turn) % pattern.length] as SheetKind],
    )
    return {
      proposal: await storeCase(bench, drafter, files),
      merged: await mergedPdf(files.map((it) => it.bytes)),
    }
  }
  const short = await readSource(longPdf(2))
  const [page] = short.pages
  if (page === undefined) throw new Error('a page of the long file')
  const bytes = longPdf(pagesOfLongFile)
  const pages = Array.from({ length: pagesOfLongFile }, (_, pageIndex) => ({ ...page, pageIndex }))
  return {
    book: { text: await bookFrom('text'), scan: await bookFrom('scan'), drawing: await bookFrom('drawing') },
    long: { proposal: await storeCase(bench, drafter, [{ bytes, pages }]), merged: bytes },
  }
}

/** Has the pages read as the worker does: their size, words, placeholder and first picture. */
async function readSource(bytes: Uint8Array): Promise<Source> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-bench-book-'))
  const renderer = await createPageRenderer({ allowUnsandboxed: true })
  try {
    const path = join(folder, 'source.pdf')
    await writeFile(path, bytes)
    const pages: RenderedPage[] = []
    let skeleton: Uint8Array | undefined
    await renderer.render(
      { path, kind: 'pdf' },
      {
        ...{ pdf: async () => {}, about: async () => {} },
        page: async (page) => void pages.push(page),
        skeleton: async (gzip) => void (skeleton = gzip),
      },
    )
    return { bytes, pages, skeleton }
  } finally {
    await renderer.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Stores the pages of the files straight as renditions and uploads them, each a content of its own. */
async function storeCase(bench: Bench, drafter: SignedIn, files: readonly Source[]): Promise<string> {
  const { id } = (await drafter.send<ProposalView>('POST', '/v1/proposals', {})).body
  const pool = createPool(bench.databaseUrl, { max: 1 })
  try {
    const db = createKysely(pool)
    for (const [index, source] of files.entries()) {
      // What stands behind the end of a PDF is not read; it makes another content of it.
      const bytes = Buffer.concat([source.bytes, Buffer.from(`\n% ${id} ${index}\n`)])
      const pdf = await storePdf({ db }, bytes, source.pages, source.skeleton)
      const picture = source.pages[0]?.picture
      if (picture !== undefined)
        await upsertPicture(db, { pdf, pageIndex: 0, widthPx: pictureWidthPx, bytes: picture })
      const name = `${String(index + 1).padStart(3, '0')}_資料.pdf`
      const path = `/v1/proposals/${id}/attachments`
      const { status } = await drafter.upload<AttachmentView>(path, name, bytes, randomUUID())
      if (status !== 201) throw new Error(`an upload was answered ${status}`)
    }
  } finally {
    await pool.end()
  }
  return id
}

async function mergedPdf(files: readonly Uint8Array[]): Promise<Uint8Array> {
  const merged = await PDFDocument.create()
  const opened = new Map<Uint8Array, PDFDocument>()
  for (const bytes of files) {
    const source = opened.get(bytes) ?? (await PDFDocument.load(bytes))
    opened.set(bytes, source)
    for (const page of await merged.copyPages(source, source.getPageIndices())) merged.addPage(page)
  }
  return merged.save()
}
