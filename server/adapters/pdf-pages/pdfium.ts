import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as engines from '@embedpdf/engines/pdfium'
import { init } from '@embedpdf/pdfium'
import type { OutlineEntry, PlainScan, TextRun } from '../../contract/book.ts'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { japaneseFontFile } from '../converter/japanese-font-file.ts'
import { type Drawn, pictureOf, smallPictureOf, smallPictureWidth } from './page-picture.ts'
import { outlineIn, remarksIn } from './pdf-facts.ts'
import { PlainScans } from './plain-scans.ts'
import { skeletonIn } from './pdf-skeleton.ts'
import { perCharacter, runsIn } from './text-runs.ts'

/**
 * What we use of the engine. Its own declarations import without extensions, which resolves to nothing here.
 */
type Task<Value> = { toPromise(): Promise<Value> }
type EnginePage = {
  readonly index: number
  readonly size: { readonly width: number; readonly height: number }
}
type EngineDocument = {
  readonly pageCount: number
  readonly isEncrypted: boolean
  readonly pages: readonly EnginePage[]
}
type EngineBookmark = {
  readonly title: string
  readonly target: {
    readonly type: 'destination'
    readonly destination: {
      readonly pageIndex: number
      readonly zoom: { readonly mode: number }
      readonly view: readonly number[]
    }
  }
}
/** Pages that are used again soon stay open. */
type EngineContext = {
  readonly docPtr: number
  acquirePage(pageIndex: number): { readonly pagePtr: number; getTextPage(): number; release(): void }
}
type Engine = {
  createDocument(id: string): Task<EngineDocument>
  closeDocument(document: EngineDocument): Task<boolean>
  destroy(): Task<boolean>
  importPages(into: EngineDocument, from: EngineDocument, pageIndexes: readonly number[]): Task<unknown>
  setBookmarks(document: EngineDocument, bookmarks: readonly EngineBookmark[]): Task<boolean>
  saveAsCopy(document: EngineDocument): Task<ArrayBuffer>
  openDocumentBuffer(file: { readonly id: string; readonly content: ArrayBuffer }): Task<EngineDocument>
  renderPageRaw(
    document: EngineDocument,
    page: EnginePage,
    options: { scaleFactor: number; dpr: number; withAnnotations: boolean; withForms: boolean },
  ): Task<Drawn>
  readonly cache: { getContext(id: string): EngineContext | undefined }
}
const { PdfiumNative, FontCharset } = engines as unknown as {
  readonly PdfiumNative: new (module: unknown, options: object) => Engine
  readonly FontCharset: { readonly SHIFTJIS: number }
}
/** FPDF_ERR_PASSWORD */
const passwordNeeded = 4
const documentId = 'document'

export type OpenPdf = {
  readonly pageCount: number
  /** Opens with the empty password only because its owner allowed reading and forbade the rest. */
  readonly encrypted: boolean
  /** Points, after the page's own rotation. */
  size(pageIndex: number): { readonly widthPt: number; readonly heightPt: number }
  /** Text in the order of the page; boxes in points from the top left of the page as it is shown. */
  runs(pageIndex: number): Promise<readonly TextRun[]>
  /** What its pages do not show: codes of usecases/file-sentences.ts. */
  remarks(): readonly string[]
  /** Headings and bookmarks with the pages they are on, in order. */
  outline(): readonly OutlineEntry[]
  /** Of a large one the pieces that tell where its pages are; see pdf-skeleton.ts. */
  skeleton(): Buffer | undefined
  /** Where the JPEG stands that is all of a page, in the bytes that were opened; undefined for any other page. */
  plainScan(pageIndex: number): PlainScan | undefined
  /** A picture so many pixels wide, PNG or WebP. */
  picture(pageIndex: number, widthPx: number): Promise<Buffer>
  /** A small WebP picture, long side 64 px. */
  placeholder(pageIndex: number): Promise<Buffer>
  /** Lets go of the document and its PDFium, whose memory would otherwise stay for a while. */
  close(): Promise<void>
}

/**
 * Opens a PDF with a PDFium of its own.
 * Throws `RenderFailure` (encrypted, damaged).
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const { engine, module } = await openEngine()
  const document = await openDocument(engine, documentId, bytes)
  const context = engine.cache.getContext(documentId)
  const pointer = context?.docPtr ?? 0
  if (document.pageCount === 0) throw new RenderFailure('damaged', 'no pages')
  const scans = new PlainScans(module, pointer, bytes)
  const pageOf = (index: number): EnginePage => document.pages[index] as EnginePage
  const draw = (index: number, widthPx: number): Promise<Drawn> => {
    const page = pageOf(index)
    const options = { scaleFactor: widthPx / page.size.width, dpr: 1, withAnnotations: true, withForms: true }
    return engine.renderPageRaw(document, page, options).toPromise()
  }
  return {
    pageCount: document.pageCount,
    encrypted: document.isEncrypted,
    size: (index) => ({ widthPt: pageOf(index).size.width, heightPt: pageOf(index).size.height }),
    async runs(index) {
      const page = context?.acquirePage(index)
      if (page === undefined) throw new RenderFailure('damaged', `page ${index}`)
      try {
        return runsIn(module, { page: page.pagePtr, text: page.getTextPage(), size: pageOf(index).size })
      } finally {
        page.release()
      }
    },
    remarks: () => remarksIn(module, pointer),
    outline: () => outlineIn(module, pointer),
    skeleton: () => skeletonIn(module, bytes),
    plainScan(index) {
      // Its bytes are not what PDFium reads of it.
      if (document.isEncrypted) return undefined
      const page = context?.acquirePage(index)
      if (page === undefined) return undefined
      try {
        return scans.scanOn(page.pagePtr, index)
      } finally {
        page.release()
      }
    },
    picture: async (index, widthPx) => pictureOf(await draw(index, widthPx)),
    placeholder: async (index) => smallPictureOf(await draw(index, smallPictureWidth(pageOf(index).size))),
    async close() {
      await engine.closeDocument(document).toPromise()
      await engine.destroy().toPromise()
    },
  }
}

type OpenEngine = {
  readonly engine: Engine
  readonly module: Awaited<ReturnType<typeof init>>
}

/** The little we use of it: its types come only with those of browsers. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    compile(bytes: Uint8Array): Promise<object>
    instantiate(
      code: object,
      imports: object,
    ): Promise<{ readonly exports: Readonly<Record<string, unknown>> }>
  }
}
let compiled: Promise<object> | undefined
let prepared: Promise<OpenEngine> | undefined

/** Has the next engine ready before it is asked for. */
export async function prepareEngine(): Promise<void> {
  prepared ??= newEngine()
  await prepared
}

/** PDFium with fonts for Japanese. Its WebAssembly memory never shrinks and is nobody else's: one for each document. */
export function openEngine(): Promise<OpenEngine> {
  const engine = prepared ?? newEngine()
  prepared = undefined
  return engine
}

async function newEngine(): Promise<OpenEngine> {
  compiled ??= WebAssembly.compile(
    readFileSync(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm')),
  )
  const code = await compiled
  let exports: Readonly<Record<string, unknown>> = {}
  const instantiateWasm = (
    imports: object,
    take: (instance: { readonly exports: typeof exports }, code: object) => void,
  ): object => {
    void WebAssembly.instantiate(code, imports).then((instance) => {
      ;({ exports } = instance)
      take(instance, code)
    })
    return {}
  }
  const module = await init({ instantiateWasm })
  for (const name of perCharacter) Object.assign(module, { [name]: exports[name] })
  const engine = new PdfiumNative(module, {
    // Old municipal PDFs name Ryumin or GothicBBB without embedding them; without a font their lines stay blank.
    fontFallback: {
      fonts: { [FontCharset.SHIFTJIS]: japaneseFontFile },
      defaultFont: japaneseFontFile,
      fontLoader: (path: string) => new Uint8Array(readFileSync(path)),
    },
  })
  return { engine, module }
}

/** Throws `RenderFailure` (encrypted, damaged). */
export async function openDocument(engine: Engine, id: string, bytes: Uint8Array): Promise<EngineDocument> {
  const content = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  try {
    return await engine.openDocumentBuffer({ id, content }).toPromise()
  } catch (error) {
    const reason = (error as { reason?: { code?: number; message?: string } }).reason
    if (reason?.code === passwordNeeded) throw new RenderFailure('encrypted')
    throw new RenderFailure('damaged', reason?.message ?? String(error))
  }
}
