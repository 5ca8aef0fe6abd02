import fallbackFontUrl from '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf?url'
import wasmUrl from '@embedpdf/pdfium/pdfium.wasm?url'
import type { FromWorker, ToWorker } from './pdf-messages.ts'
import type { Drawing, PageDrawer } from './render-pump.ts'

/** Pages of PDFs drawn off the main thread. */
export type PdfRenderer = PageDrawer & { readonly close: () => void }

type Pending = {
  readonly resolve: (bitmap: ImageBitmap | undefined) => void
  readonly reject: (error: Error) => void
}

/** WebAssembly memory never shrinks: a worker that has grown beyond this is ended as soon as it has nothing to do. */
const heapAtMost = 96 * 1024 * 1024
/** It is also ended after this long without a page to draw; the next page starts another one. */
const idleMs = 60_000

/** PDFium in a worker that lives while there is something to draw; at most `openDocuments` files are open in it. */
export function startPdfRenderer(openDocuments: number): PdfRenderer {
  let worker: Worker | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  const pending = new Map<number, Pending>()
  let lastId = 0

  const end = () => {
    clearTimeout(idle)
    worker?.terminate()
    worker = undefined
  }
  const onMessage = ({ data }: MessageEvent<FromWorker>) => {
    const waiting = pending.get(data.id)
    pending.delete(data.id)
    if (data.type === 'rendered') {
      if (waiting === undefined) data.bitmap.close()
      else waiting.resolve(data.bitmap)
    } else if (data.type === 'failed') waiting?.reject(new Error(data.reason))
    else waiting?.resolve(undefined)
    clearTimeout(idle)
    if (pending.size > 0) return
    const grown = data.type === 'rendered' && data.heapBytes > heapAtMost
    // Not at once: while somebody scrolls, the next page is wanted in a moment.
    idle = setTimeout(end, grown ? 1500 : idleMs)
  }
  const start = (): Worker => {
    const started = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module', name: 'pdf' })
    started.addEventListener('message', onMessage)
    started.addEventListener('error', (event) => {
      for (const waiting of pending.values()) waiting.reject(new Error(event.message))
      pending.clear()
      end()
    })
    const message: ToWorker = {
      type: 'start',
      wasmUrl: absolute(wasmUrl),
      fontUrl: absolute(fallbackFontUrl),
      openDocuments,
    }
    started.postMessage(message)
    return started
  }
  return {
    draw: (url, pageIndex, width, height): Drawing => {
      clearTimeout(idle)
      worker ??= start()
      lastId += 1
      const id = lastId
      const done = new Promise<ImageBitmap | undefined>((resolve, reject) =>
        pending.set(id, { resolve, reject }),
      )
      const message: ToWorker = { type: 'render', id, url: absolute(url), pageIndex, width, height }
      worker.postMessage(message)
      return { done, cancel: () => worker?.postMessage({ type: 'cancel', id } satisfies ToWorker) }
    },
    close: () => {
      end()
      for (const waiting of pending.values()) waiting.resolve(undefined)
      pending.clear()
    },
  }
}

/** A worker takes addresses relative to itself, the engine relative to nothing: both get whole ones. */
function absolute(url: string): string {
  return new URL(url, location.href).href
}
