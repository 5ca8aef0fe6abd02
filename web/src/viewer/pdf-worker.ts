import { type WrappedPdfiumModule, init } from '@embedpdf/pdfium'
import { FontCharset, FontFallbackManager } from '@embedpdf/engines/pdfium'
import type { FromWorker, ToWorker } from './pdf-messages.ts'

/*
 * PDFium in a worker of our own: whole PDFs come in by address, pages go out as bitmaps. The ready-made engine of the
 * same makers was read, not tried: by its source it copies every page twice on the main thread (raw pixels, then
 * ImageData) and starts its worker from a blob, so that its requests carry no origin.
 */

/** The part of Emscripten's module that is used here; its own types need a package that describes all of it. */
type Memory = {
  readonly HEAPU8: Uint8Array
  readonly wasmExports: { readonly malloc: (size: number) => number; readonly free: (at: number) => void }
}
type OpenDocument = { readonly pointer: number; readonly bytesAt: number; readonly size: number }
type Render = Extract<ToWorker, { type: 'render' }>

const drawAnnotations = 0x01
const reverseByteOrder = 0x10
/** PDFium's heap never shrinks, so that what is open at once is bounded by bytes too. */
const openBytesAtMost = 64 * 1024 * 1024

const port = self as unknown as {
  postMessage: (message: FromWorker, transfer?: Transferable[]) => void
  addEventListener: (type: 'message', listener: (event: MessageEvent<ToWorker>) => void) => void
}

let pdfium: Promise<WrappedPdfiumModule> | undefined
let openDocuments = 6
/** Least recently used first. */
const documents = new Map<string, Promise<OpenDocument>>()
const waiting: Render[] = []
let busy = false

port.addEventListener('message', ({ data }) => {
  switch (data.type) {
    case 'start':
      openDocuments = data.openDocuments
      pdfium = start(data.wasmUrl, data.fontUrl)
      // Told to whoever asks for a page; without this line it would be an unhandled rejection as well.
      pdfium.catch(() => {})
      return
    case 'cancel': {
      const index = waiting.findIndex((it) => it.id === data.id)
      if (index < 0) return
      waiting.splice(index, 1)
      port.postMessage({ type: 'cancelled', id: data.id })
      return
    }
    case 'render':
      waiting.push(data)
      void work()
  }
})

async function start(wasmUrl: string, fontUrl: string): Promise<WrappedPdfiumModule> {
  const response = await fetch(wasmUrl)
  if (!response.ok) throw new Error(`pdfium.wasm: status ${response.status}`)
  const module = await init({ wasmBinary: await response.arrayBuffer() })
  module.PDFiumExt_Init()
  // Old municipal PDFs name Japanese fonts they do not carry (Ryumin-Light, 90ms-RKSJ-H); without a font of ours
  // their lines stay blank. Loaded only when a page asks, from this server: the default would be a public CDN.
  const variants = [{ url: fontUrl, weight: 400 }]
  new FontFallbackManager({ fonts: { [FontCharset.SHIFTJIS]: variants }, defaultFont: variants }).initialize(
    module,
  )
  return module
}

async function work(): Promise<void> {
  if (busy) return
  busy = true
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    try {
      const module = await (pdfium ?? Promise.reject(new Error('not started')))
      const bitmap = await render(module, await open(module, next.url), next)
      const heapBytes = (module.pdfium as unknown as Memory).HEAPU8.byteLength
      port.postMessage({ type: 'rendered', id: next.id, bitmap, heapBytes }, [bitmap])
    } catch (error) {
      port.postMessage({ type: 'failed', id: next.id, reason: String(error) })
    }
  }
  busy = false
}

function open(module: WrappedPdfiumModule, url: string): Promise<OpenDocument> {
  const known = documents.get(url)
  if (known !== undefined) {
    documents.delete(url)
    documents.set(url, known)
    return known
  }
  const opening = load(module, url)
  documents.set(url, opening)
  opening.then(
    () => closeOldest(module),
    () => documents.delete(url),
  )
  return opening
}

async function load(module: WrappedPdfiumModule, url: string): Promise<OpenDocument> {
  const response = await fetch(url, { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`status ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const memory = module.pdfium as unknown as Memory
  const bytesAt = memory.wasmExports.malloc(bytes.byteLength)
  if (bytesAt === 0) throw new Error('out of memory')
  memory.HEAPU8.set(bytes, bytesAt)
  const pointer = module.FPDF_LoadMemDocument(bytesAt, bytes.byteLength, '')
  if (pointer === 0) {
    memory.wasmExports.free(bytesAt)
    throw new Error(`PDFium error ${module.FPDF_GetLastError()}`)
  }
  return { pointer, bytesAt, size: bytes.byteLength }
}

async function closeOldest(module: WrappedPdfiumModule): Promise<void> {
  const open = await Promise.all(
    [...documents].map(async ([url, it]) => ({ url, document: await it.catch(() => undefined) })),
  )
  let bytes = open.reduce((sum, it) => sum + (it.document?.size ?? 0), 0)
  // The last one is being drawn from.
  for (const { url, document } of open.slice(0, -1)) {
    if (documents.size <= openDocuments && bytes <= openBytesAtMost) return
    if (document === undefined || !documents.delete(url)) continue
    bytes -= document.size
    module.FPDF_CloseDocument(document.pointer)
    ;(module.pdfium as unknown as Memory).wasmExports.free(document.bytesAt)
  }
}

async function render(
  module: WrappedPdfiumModule,
  document: OpenDocument,
  wanted: Render,
): Promise<ImageBitmap> {
  const memory = module.pdfium as unknown as Memory
  const { width, height } = wanted
  const page = module.FPDF_LoadPage(document.pointer, wanted.pageIndex)
  if (page === 0) throw new Error(`page ${wanted.pageIndex} does not open`)
  const size = width * height * 4
  const pixelsAt = memory.wasmExports.malloc(size)
  try {
    if (pixelsAt === 0) throw new Error('out of memory')
    const bitmap = module.FPDFBitmap_CreateEx(width, height, 4, pixelsAt, width * 4)
    module.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
    module.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, drawAnnotations | reverseByteOrder)
    drawForm(module, document, page, bitmap, width, height)
    module.FPDFBitmap_Destroy(bitmap)
    // Straight from PDFium's memory: nothing else runs in this worker until the bitmap has its own copy.
    const pixels = new Uint8ClampedArray(memory.HEAPU8.buffer as ArrayBuffer, pixelsAt, size)
    return await createImageBitmap(new ImageData(pixels, width, height))
  } finally {
    if (pixelsAt !== 0) memory.wasmExports.free(pixelsAt)
    module.FPDF_ClosePage(page)
  }
}

/** Filled-in form fields are not part of the page for PDFium; no script of the form runs. */
function drawForm(
  module: WrappedPdfiumModule,
  document: OpenDocument,
  page: number,
  bitmap: number,
  width: number,
  height: number,
): void {
  if (module.FPDF_GetFormType(document.pointer) === 0) return
  const info = module.PDFiumExt_OpenFormFillInfo()
  const form = module.PDFiumExt_InitFormFillEnvironment(document.pointer, info)
  module.FORM_OnAfterLoadPage(page, form)
  module.FPDF_FFLDraw(form, bitmap, page, 0, 0, width, height, 0, drawAnnotations | reverseByteOrder)
  module.FORM_OnBeforeClosePage(page, form)
  module.PDFiumExt_ExitFormFillEnvironment(form)
  module.PDFiumExt_CloseFormFillInfo(info)
}
