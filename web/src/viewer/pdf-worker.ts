import { type WrappedPdfiumModule, init } from '@embedpdf/pdfium'
import { FontCharset, FontFallbackManager } from '@embedpdf/engines/pdfium'
import type { FromWorker, ToWorker } from './pdf-messages.ts'
import { type PdfBytes, blockBytes, blocksAtMost, openPdfBytes } from './pdf-blocks.ts'
import type { ToDraw } from './render-pump.ts'

/*
 * PDFium in a worker of our own: PDFs come in by address, large ones as far as they are needed; pages go out as bitmaps. The ready-made engine of the
 * same makers was read, not tried: by its source it copies every page twice on the main thread (raw pixels, then
 * ImageData) and starts its worker from a blob, so that its requests carry no origin.
 */

/** The part of Emscripten's module that is used here; its own types need a package that describes all of it. */
type Memory = {
  readonly HEAPU8: Uint8Array
  readonly wasmExports: { readonly malloc: (size: number) => number; readonly free: (at: number) => void }
  readonly addFunction: (called: (...values: readonly number[]) => number, signature: string) => number
  readonly setValue: (at: number, value: number, type: 'i32') => void
}
type OpenDocument = {
  readonly pointer: number
  /** What to give back when it is closed: its bytes, or the description of where they are to be had. */
  readonly heldAt: number
  /** Of PDFium's memory, in bytes. */
  readonly size: number
  readonly hasFailed: () => boolean
  /** Length of the file in bytes. */
  readonly length: number
  /** Pages whose place is known. */
  counted: number
}
type Render = Extract<ToWorker, { type: 'render' }>
type Start = Extract<ToWorker, { type: 'start' }>

const drawAnnotations = 0x01
const reverseByteOrder = 0x10
/** PDFium's heap never shrinks, so that what is open at once is bounded by bytes too. */
const openBytesAtMost = 64 * 1024 * 1024
const pagesCountedAtOnce = 200

const port = self as unknown as {
  postMessage: (message: FromWorker, transfer?: Transferable[]) => void
  addEventListener: (type: 'message', listener: (event: MessageEvent<ToWorker>) => void) => void
}

let begin: (message: Start) => void = () => {}
const pdfium = new Promise<Start>((resolve) => (begin = resolve)).then(start)
// Told to whoever asks for a page; without this line it would be an unhandled rejection as well.
pdfium.catch(() => {})
let openDocuments = 6
/** Least recently used first. */
const documents = new Map<string, Promise<OpenDocument>>()
const inMemory = new Set<OpenDocument>()
const waiting: Render[] = []
let busy = false
/** The page that was drawn last: the pieces of a large sheet are not worth reading it anew for each. */
let openPage:
  { readonly document: OpenDocument; readonly pageIndex: number; readonly pointer: number } | undefined

port.addEventListener('message', ({ data }) => {
  switch (data.type) {
    case 'start':
      openDocuments = data.openDocuments
      begin(data)
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

async function start({ engine, fontUrl }: Start): Promise<WrappedPdfiumModule> {
  if (engine === undefined) throw new Error('pdfium.wasm did not come')
  const module = await init({ instantiateWasm: instantiate(engine) })
  module.PDFiumExt_Init()
  // Old municipal PDFs name Japanese fonts they do not carry (Ryumin-Light, 90ms-RKSJ-H); without a font of ours
  // their lines stay blank. Loaded only when a page asks, from this server: the default would be a public CDN.
  const variants = [{ url: fontUrl, weight: 400 }]
  new FontFallbackManager({ fonts: { [FontCharset.SHIFTJIS]: variants }, defaultFont: variants }).initialize(
    module,
  )
  return module
}

/** As Emscripten asks for it: the exports come later. */
function instantiate(engine: WebAssembly.Module) {
  return (imports: WebAssembly.Imports, onDone: (instance: WebAssembly.Instance) => void): object => {
    void WebAssembly.instantiate(engine, imports).then(onDone)
    return {}
  }
}

async function work(): Promise<void> {
  if (busy) return
  busy = true
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    try {
      const module = await pdfium
      const document = await open(module, next.page.url)
      const bitmap = await render(module, document, next.page)
      if (document.hasFailed()) {
        bitmap.close()
        close(module, next.page.url, document)
        throw new Error('a part of the file did not come')
      }
      const heapBytes = (module.pdfium as unknown as Memory).HEAPU8.byteLength
      port.postMessage({ type: 'rendered', id: next.id, bitmap, heapBytes }, [bitmap])
    } catch (error) {
      port.postMessage({ type: 'failed', id: next.id, reason: String(error) })
    }
  }
  busy = false
  void countPages()
}

/**
 * PDFium finds a page of a file by counting from the first one; the last of 15,000 takes half a second. So when nothing
 * else is to be done the pages of long files are counted, some at a time. Not of a file that does not stay here whole:
 * counting would fetch all of it.
 */
async function countPages(): Promise<void> {
  const module = await pdfium.catch(() => undefined)
  if (module === undefined) return
  const memory = module.pdfium as unknown as Memory
  const isQuiet = () => !busy
  for (const document of inMemory) {
    if (document.length > blockBytes * blocksAtMost) continue
    const count = module.FPDF_GetPageCount(document.pointer)
    const sizeAt = memory.wasmExports.malloc(8)
    while (document.counted < count && isQuiet() && inMemory.has(document)) {
      document.counted = Math.min(count, document.counted + pagesCountedAtOnce)
      module.FPDF_GetPageSizeByIndexF(document.pointer, document.counted - 1, sizeAt)
      await new Promise((resolve) => setTimeout(resolve))
    }
    memory.wasmExports.free(sizeAt)
  }
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
  const bytes = await openPdfBytes(url)
  const memory = module.pdfium as unknown as Memory
  const size = bytes.whole?.byteLength ?? fileAccessBytes
  const heldAt = memory.wasmExports.malloc(size)
  if (heldAt === 0) throw new Error('out of memory')
  if (bytes.whole !== undefined) memory.HEAPU8.set(bytes.whole, heldAt)
  else describeFile(memory, heldAt, bytes)
  const pointer =
    bytes.whole === undefined
      ? module.FPDF_LoadCustomDocument(heldAt, '')
      : module.FPDF_LoadMemDocument(heldAt, size, '')
  if (pointer === 0) {
    letGo(memory, heldAt)
    throw new Error(`PDFium error ${module.FPDF_GetLastError()}`)
  }
  // All of it is in PDFium’s memory now; nothing here holds it a second time.
  const hasFailed = bytes.whole === undefined ? bytes.hasFailed : () => false
  const document = { pointer, heldAt, size, hasFailed, length: bytes.length, counted: 0 }
  inMemory.add(document)
  return document
}

/** FPDF_FILEACCESS: the length, who is called for a part, and what is said of it then. */
const fileAccessBytes = 12
/** Files that are read in parts, by where their description stands. */
const inParts = new Map<number, PdfBytes>()
let readPart: number | undefined

function describeFile(memory: Memory, at: number, bytes: PdfBytes): void {
  readPart ??= memory.addFunction((file = 0, position = 0, target = 0, size = 0) => {
    const part = memory.HEAPU8.subarray(target >>> 0, (target >>> 0) + size)
    return inParts.get(file)?.read(position >>> 0, part) === true ? 1 : 0
  }, 'iiiii')
  inParts.set(at, bytes)
  memory.setValue(at, bytes.length, 'i32')
  memory.setValue(at + 4, readPart, 'i32')
  memory.setValue(at + 8, at, 'i32')
}

function letGo(memory: Memory, heldAt: number): void {
  inParts.delete(heldAt)
  memory.wasmExports.free(heldAt)
}

function close(module: WrappedPdfiumModule, url: string, document: OpenDocument): void {
  documents.delete(url)
  inMemory.delete(document)
  if (openPage?.document === document) closePage(module)
  module.FPDF_CloseDocument(document.pointer)
  letGo(module.pdfium as unknown as Memory, document.heldAt)
}

async function closeOldest(module: WrappedPdfiumModule): Promise<void> {
  const open = await Promise.all(
    [...documents].map(async ([url, it]) => ({ url, document: await it.catch(() => undefined) })),
  )
  let bytes = open.reduce((sum, it) => sum + (it.document?.size ?? 0), 0)
  // The last one is being drawn from.
  for (const { url, document } of open.slice(0, -1)) {
    if (documents.size <= openDocuments && bytes <= openBytesAtMost) return
    // It may have been closed meanwhile.
    if (document === undefined || !documents.has(url)) continue
    bytes -= document.size
    close(module, url, document)
  }
}

function pageOf(module: WrappedPdfiumModule, document: OpenDocument, pageIndex: number): number {
  if (openPage?.document === document && openPage.pageIndex === pageIndex) return openPage.pointer
  closePage(module)
  const pointer = module.FPDF_LoadPage(document.pointer, pageIndex)
  if (pointer === 0) throw new Error(`page ${pageIndex} does not open`)
  openPage = { document, pageIndex, pointer }
  return pointer
}

function closePage(module: WrappedPdfiumModule): void {
  if (openPage !== undefined) module.FPDF_ClosePage(openPage.pointer)
  openPage = undefined
}

async function render(
  module: WrappedPdfiumModule,
  document: OpenDocument,
  { pageIndex, pixelWidth, pixelHeight, piece }: ToDraw,
): Promise<ImageBitmap> {
  const memory = module.pdfium as unknown as Memory
  const { x, y, width, height } = piece ?? { x: 0, y: 0, width: pixelWidth, height: pixelHeight }
  const page = pageOf(module, document, pageIndex)
  const size = width * height * 4
  const pixelsAt = memory.wasmExports.malloc(size)
  try {
    if (pixelsAt === 0) throw new Error('out of memory')
    const bitmap = module.FPDFBitmap_CreateEx(width, height, 4, pixelsAt, width * 4)
    module.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
    const place = [-x, -y, pixelWidth, pixelHeight] as const
    module.FPDF_RenderPageBitmap(bitmap, page, ...place, 0, drawAnnotations | reverseByteOrder)
    drawForm(module, document, page, bitmap, place)
    module.FPDFBitmap_Destroy(bitmap)
    // Straight from PDFium's memory: nothing else runs in this worker until the bitmap has its own copy.
    const pixels = new Uint8ClampedArray(memory.HEAPU8.buffer as ArrayBuffer, pixelsAt, size)
    return await createImageBitmap(new ImageData(pixels, width, height))
  } finally {
    if (pixelsAt !== 0) memory.wasmExports.free(pixelsAt)
  }
}

/** Filled-in form fields are not part of the page for PDFium; no script of the form runs. */
function drawForm(
  module: WrappedPdfiumModule,
  document: OpenDocument,
  page: number,
  bitmap: number,
  place: readonly [x: number, y: number, width: number, height: number],
): void {
  if (module.FPDF_GetFormType(document.pointer) === 0) return
  const info = module.PDFiumExt_OpenFormFillInfo()
  const form = module.PDFiumExt_InitFormFillEnvironment(document.pointer, info)
  module.FORM_OnAfterLoadPage(page, form)
  module.FPDF_FFLDraw(form, bitmap, page, ...place, 0, drawAnnotations | reverseByteOrder)
  module.FORM_OnBeforeClosePage(page, form)
  module.PDFiumExt_ExitFormFillEnvironment(form)
  module.PDFiumExt_CloseFormFillInfo(info)
}
