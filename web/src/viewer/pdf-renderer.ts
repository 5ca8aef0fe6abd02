import fallbackFontUrl from '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf?url'
import wasmUrl from '@embedpdf/pdfium/pdfium.wasm?url'
import { PdfLane, type PdfPort, laneFor } from './pdf-lane.ts'
import type { ToWorker } from './pdf-messages.ts'
import type { Drawing, PageDrawer } from './render-pump.ts'

/** Pages of PDFs drawn off the main thread. */
export type PdfRenderer = PageDrawer & { readonly close: () => void }

/** PDFium, compiled once for all workers of this page. */
let engine: Promise<WebAssembly.Module> | undefined

function loadEngine(): Promise<WebAssembly.Module> {
  engine ??= WebAssembly.compileStreaming(fetch(wasmUrl))
  // The line may have broken: the next worker tries again.
  engine.catch(() => (engine = undefined))
  return engine
}

/** PDFium in so many workers; at most `openDocuments` files are open in each of them. */
export function startPdfRenderer(openDocuments: number, workers = 1): PdfRenderer {
  const lanes = Array.from({ length: workers }, () => new PdfLane(() => start(openDocuments), openDocuments))
  let isClosed = false
  const warm = (): void => {
    for (const lane of isClosed ? [] : lanes) lane.warm()
  }
  return {
    draw: (page): Drawing => {
      const url = absolute(page.url)
      const lane = laneFor(lanes, url)
      if (lane === undefined) throw new Error('no worker')
      const drawing = lane.draw({ ...page, url })
      // The first page is not kept waiting by the start of the others.
      void drawing.done.then(warm, () => {})
      return drawing
    },
    close: () => {
      isClosed = true
      for (const lane of lanes) lane.close()
    },
  }
}

function start(openDocuments: number): PdfPort {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module', name: 'pdf' })
  const tell = (engine: WebAssembly.Module | undefined): void =>
    worker.postMessage({
      type: 'start',
      engine,
      fontUrl: absolute(fallbackFontUrl),
      openDocuments,
    } satisfies ToWorker)
  loadEngine().then(tell, () => tell(undefined))
  return worker
}

/** A worker takes addresses relative to itself, the engine relative to nothing: both get whole ones. */
function absolute(url: string): string {
  return new URL(url, location.href).href
}
