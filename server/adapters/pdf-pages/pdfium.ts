import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as engines from '@embedpdf/engines/pdfium'
import { init } from '@embedpdf/pdfium'
import sharp, { type Sharp } from 'sharp'
import type { TextRun } from '../../contract/book.ts'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { japaneseFontFile } from '../converter/japanese-font-file.ts'

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
type Engine = {
  openDocumentBuffer(file: { readonly id: string; readonly content: ArrayBuffer }): Task<EngineDocument>
  renderPageRaw(
    document: EngineDocument,
    page: EnginePage,
    options: { scaleFactor: number; dpr: number; withAnnotations: boolean; withForms: boolean },
  ): Task<{ readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }>
  getPageTextRuns(document: EngineDocument, page: EnginePage): Task<{ readonly runs: readonly EngineRun[] }>
}
const { PdfiumNative, FontCharset } = engines as unknown as {
  readonly PdfiumNative: new (module: unknown, options: object) => Engine
  readonly FontCharset: { readonly SHIFTJIS: number }
}
/** FPDF_ERR_PASSWORD */
const passwordNeeded = 4
const placeholderPx = 64

export type OpenPdf = {
  readonly pageCount: number
  /** Opens with the empty password only because its owner allowed reading and forbade the rest. */
  readonly encrypted: boolean
  /** Points, after the page's own rotation. */
  size(pageIndex: number): { readonly widthPt: number; readonly heightPt: number }
  /** Text in the order of the page; boxes in points from the top left of the page as it is shown. */
  runs(pageIndex: number): Promise<TextRun[]>
  /** A WebP picture so many pixels wide. */
  picture(pageIndex: number, widthPx: number): Promise<Buffer>
  /** A small WebP picture, long side 64 px. */
  placeholder(pageIndex: number): Promise<Buffer>
}

/**
 * Opens a PDF with PDFium. One document a process: the WebAssembly memory never shrinks.
 * Throws `RenderFailure` (encrypted, damaged).
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const wasm = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm')
  const module = await init({ wasmBinary: readFileSync(wasm) as never })
  const engine = new PdfiumNative(module, {
    // Old municipal PDFs name Ryumin or GothicBBB without embedding them; without a font their lines stay blank.
    fontFallback: {
      fonts: { [FontCharset.SHIFTJIS]: japaneseFontFile },
      defaultFont: japaneseFontFile,
      fontLoader: (path: string) => new Uint8Array(readFileSync(path)),
    },
  })
  const content = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const document = await opened(engine, content)
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
  }
}

async function opened(engine: Engine, content: ArrayBuffer): Promise<EngineDocument> {
  try {
    return await engine.openDocumentBuffer({ id: 'document', content }).toPromise()
  } catch (error) {
    const reason = (error as { reason?: { code?: number; message?: string } }).reason
    if (reason?.code === passwordNeeded) throw new RenderFailure('encrypted')
    throw new RenderFailure('damaged', reason?.message ?? String(error))
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
