import { RenderFailure } from '../../usecases/render-failure.ts'
import { openDocument, openEngine } from './pdfium.ts'

/** Puts pages of several PDFs into one. */
export type Binder = {
  /** Pages of a PDF; throws `RenderFailure` (encrypted, damaged). */
  pageCount(pdf: Uint8Array): Promise<number>
  /** Appends all pages of a PDF. */
  add(pdf: Uint8Array): Promise<void>
  /** Lends a PDF of which pages are appended one after the other, between those of others: it is opened once. */
  lend(
    pdf: Uint8Array,
    use: (add: (pageIndexes: readonly number[]) => Promise<void>) => Promise<void>,
  ): Promise<void>
  /** A bookmark to the page that is added next. */
  heading(title: string): void
  save(): Promise<Uint8Array>
}

/** PdfZoomMode.FitPage */
const wholePage = 2

/** PDFium copies what other programs wrote badly, where a library that must understand each object gives up. */
export async function openBinder(): Promise<Binder> {
  const { engine } = await openEngine()
  const bound = await engine.createDocument('bound').toPromise()
  const headings: { readonly title: string; readonly pageIndex: number }[] = []
  let pages = 0
  const withPdf = async <Value>(
    /** The engine knows documents by it: one that is lent stays open beside the next part. */
    name: 'part' | 'lent',
    pdf: Uint8Array,
    use: (document: Awaited<ReturnType<typeof openDocument>>) => Promise<Value>,
  ): Promise<Value> => {
    const document = await openDocument(engine, name, pdf)
    try {
      if (document.pageCount === 0) throw new RenderFailure('damaged', 'no pages')
      return await use(document)
    } finally {
      await engine.closeDocument(document).toPromise()
    }
  }
  const append = async (
    document: Awaited<ReturnType<typeof openDocument>>,
    wanted: readonly number[],
  ): Promise<void> => {
    await engine.importPages(bound, document, [...wanted]).toPromise()
    pages += wanted.length
  }
  return {
    pageCount: (pdf) => withPdf('part', pdf, async (it) => it.pageCount),
    add: (pdf) => withPdf('part', pdf, (it) => append(it, [...Array(it.pageCount).keys()])),
    lend: (pdf, use) => withPdf('lent', pdf, (it) => use((wanted) => append(it, wanted))),
    heading: (title) => void headings.push({ title, pageIndex: pages }),
    async save() {
      const bookmarks = headings.map(({ title, pageIndex }) => ({
        title,
        target: {
          type: 'destination' as const,
          destination: { pageIndex, zoom: { mode: wholePage }, view: [] },
        },
      }))
      await engine.setBookmarks(bound, bookmarks).toPromise()
      return new Uint8Array(await engine.saveAsCopy(bound).toPromise())
    },
  }
}
