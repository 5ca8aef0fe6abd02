import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as engines from '@embedpdf/engines/pdfium'
import { init } from '@embedpdf/pdfium'
import sharp, { type Sharp } from 'sharp'
import type { OutlineEntry, TextRun } from '../../contract/book.ts'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { japaneseFontFile } from '../converter/japanese-font-file.ts'
import { outlineIn, remarksIn } from './pdf-facts.ts'
import { skeletonIn } from './pdf-skeleton.ts'

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
type EngineRun = {
  readonly text: string
  readonly rect: {
    readonly origin: { readonly x: number; readonly y: number }
    readonly size: { readonly width: number; readonly height: number }
  }
  readonly fontSize: number
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
  ): Task<{ readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }>
  getPageTextRuns: (
    document: EngineDocument,
    page: EnginePage,
  ) => Task<{ readonly runs: readonly EngineRun[] }>
  readFontInfoFromTextObject: (piece: number, scratch: number) => object
  readonly cache: { getContext(id: string): { readonly docPtr: number } | undefined }
}
const { PdfiumNative, FontCharset } = engines as unknown as {
  readonly PdfiumNative: new (module: unknown, options: object) => Engine
  readonly FontCharset: { readonly SHIFTJIS: number }
}
/** FPDF_ERR_PASSWORD */
const passwordNeeded = 4
const placeholderPx = 64
const documentId = 'document'

export type OpenPdf = {
  readonly pageCount: number
  /** Opens with the empty password only because its owner allowed reading and forbade the rest. */
  readonly encrypted: boolean
  /** Points, after the page's own rotation. */
  size(pageIndex: number): { readonly widthPt: number; readonly heightPt: number }
  /** Text in the order of the page; boxes in points from the top left of the page as it is shown. */
  runs(pageIndex: number): Promise<TextRun[]>
  /** What its pages do not show: codes of usecases/file-sentences.ts. */
  remarks(): readonly string[]
  /** Headings and bookmarks with the pages they are on, in order. */
  outline(): readonly OutlineEntry[]
  /** Of a large one the pieces that tell where its pages are; see pdf-skeleton.ts. */
  skeleton(): Buffer | undefined
  /** A WebP picture so many pixels wide. */
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
  const pointer = engine.cache.getContext(documentId)?.docPtr ?? 0
  if (document.pageCount === 0) throw new RenderFailure('damaged', 'no pages')
  const pageOf = (index: number): EnginePage => document.pages[index] as EnginePage
  const render = async (index: number, widthPx: number): Promise<Sharp> => {
    const page = pageOf(index)
    const options = { scaleFactor: widthPx / page.size.width, dpr: 1, withAnnotations: true, withForms: true }
    const { data, width, height } = await engine.renderPageRaw(document, page, options).toPromise()
    const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    return sharp(pixels, { raw: { width, height, channels: 4 } }).flatten({ background: '#ffffff' })
  }
  return {
    pageCount: document.pageCount,
    encrypted: document.isEncrypted,
    size: (index) => ({ widthPt: pageOf(index).size.width, heightPt: pageOf(index).size.height }),
    async runs(index) {
      const { runs } = await engine.getPageTextRuns(document, pageOf(index)).toPromise()
      return runs.flatMap((run) => {
        // NUL is what PDFium says for a glyph without a meaning, and PostgreSQL refuses it.
        const text = run.text.replaceAll('\u0000', '').replace(/[\r\n]+$/, '')
        if (text.trim() === '') return []
        const { origin, size } = run.rect
        const downwards =
          Array.from(text).length > 1 && size.height > 1.5 * size.width && size.height > 1.5 * run.fontSize
        return [
          {
            text,
            box: [origin.x, origin.y, size.width, size.height].map(tenth) as TextRun['box'],
            fontSize: tenth(run.fontSize),
            ...(downwards ? { vertical: true } : {}),
          },
        ]
      })
    },
    remarks: () => remarksIn(module, pointer),
    outline: () => outlineIn(module, pointer),
    skeleton: () => skeletonIn(module, bytes),
    async picture(index, widthPx) {
      return (await render(index, widthPx)).webp({ quality: 75, effort: 2 }).toBuffer()
    },
    async placeholder(index) {
      const { width, height } = pageOf(index).size
      const longPx = placeholderPx * 3
      const picture = await render(index, Math.max(8, (longPx * width) / Math.max(width, height)))
      return picture
        .resize({ width: placeholderPx, height: placeholderPx, fit: 'inside' })
        .webp({ quality: 50, effort: 2 })
        .toBuffer()
    },
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
  askFontsOnce(engine)
  return { engine, module }
}

/**
 * Called for every character of a page, with numbers only. The way to them that the library makes looks each up, checks and copies
 * its arguments anew every time, which took most of the time of reading a page.
 */
const perCharacter = [
  ...['FPDFText_GetUnicode', 'FPDFText_GetTextObject', 'FPDFText_GetFontSize', 'FPDFText_GetFillColor'],
  ...['FPDFText_GetLooseCharBox', 'FPDF_PageToDevice'],
] as const

/** The engine asks for the font of each character; it is that of its piece of text. */
function askFontsOnce(engine: Engine): void {
  const ask = engine.readFontInfoFromTextObject.bind(engine)
  let last: { readonly piece: number; readonly font: object } | undefined
  engine.readFontInfoFromTextObject = (piece, scratch) => {
    if (last?.piece !== piece) last = { piece, font: ask(piece, scratch) }
    return last.font
  }
  const read = engine.getPageTextRuns.bind(engine)
  engine.getPageTextRuns = (document, page) => {
    // Another page may have another piece at the same place in memory.
    last = undefined
    return read(document, page)
  }
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

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
