import fallbackFontUrl from '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf?url'
import wasmUrl from '@embedpdf/pdfium/pdfium.wasm?url'
import { PdfLane, type PdfPort, laneFor } from './pdf-lane.ts'
import type { ToWorker } from './pdf-messages.ts'
import type { Drawing, PageDrawer, ToDraw } from './render-pump.ts'
import { drawScansBy } from './scan-drawer.ts'

/** Pages of PDFs drawn off the main thread. */
export type PdfRenderer = PageDrawer & {
  /** Which pages there are; what draws them starts when the first one is drawn. Without it: no plain scans. */
  readonly expect: (pages: { readonly scans: boolean; readonly others: boolean }) => void
  readonly close: () => void
}

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
  const scans = new PdfLane(startScans, openDocuments)
  let expected: readonly PdfLane[] = lanes
  let state: 'new' | 'drawing' | 'closed' = 'new'
  const warm = (): void => {
    if (state === 'drawing') for (const lane of expected) lane.warm()
  }
  const byPdfium = (page: ToDraw): Drawing => {
    const lane = laneFor(lanes, page.url)
    if (lane === undefined) throw new Error('no worker')
    return lane.draw(page)
  }
  const drawer = drawScansBy(scans, { draw: byPdfium })
  return {
    draw: (page): Drawing => {
      const drawing = drawer.draw({ ...page, url: absolute(page.url) })
      // The first page is not kept waiting by the start of the others.
      drawing.done.then(
        () => {
          if (state === 'new') state = 'drawing'
          warm()
        },
        () => {},
      )
      return drawing
    },
    expect: (pages) => {
      expected = [...(pages.scans ? [scans] : []), ...(pages.others ? lanes : [])]
      warm()
    },
    close: () => {
      state = 'closed'
      for (const lane of [...lanes, scans]) lane.close()
    },
  }
}

function startScans(): PdfPort {
  return new Worker(new URL('./scan-worker.ts', import.meta.url), { type: 'module', name: 'scan' })
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
