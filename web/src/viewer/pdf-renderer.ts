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

/** Starts PDFium in a worker; at most `openDocuments` files are open in it at once. */
export function startPdfRenderer(openDocuments: number): PdfRenderer {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module', name: 'pdf' })
  const pending = new Map<number, Pending>()
  let lastId = 0
  const send = (message: ToWorker) => worker.postMessage(message)
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    const waiting = pending.get(data.id)
    pending.delete(data.id)
    if (data.type === 'rendered') {
      if (waiting === undefined) data.bitmap.close()
      else waiting.resolve(data.bitmap)
    } else if (data.type === 'failed') waiting?.reject(new Error(data.reason))
    else waiting?.resolve(undefined)
  })
  worker.addEventListener('error', (event) => {
    for (const waiting of pending.values()) waiting.reject(new Error(event.message))
    pending.clear()
  })
  // A worker takes addresses relative to itself, the engine relative to nothing: both get whole ones.
  const absolute = (url: string) => new URL(url, location.href).href
  send({ type: 'start', wasmUrl: absolute(wasmUrl), fontUrl: absolute(fallbackFontUrl), openDocuments })
  return {
    draw: (url, pageIndex, width, height): Drawing => {
      lastId += 1
      const id = lastId
      const done = new Promise<ImageBitmap | undefined>((resolve, reject) =>
        pending.set(id, { resolve, reject }),
      )
      send({ type: 'render', id, url: absolute(url), pageIndex, width, height })
      return { done, cancel: () => send({ type: 'cancel', id }) }
    },
    close: () => {
      worker.terminate()
      for (const waiting of pending.values()) waiting.resolve(undefined)
      pending.clear()
    },
  }
}
