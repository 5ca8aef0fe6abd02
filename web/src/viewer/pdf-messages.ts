import type { ToDraw } from './render-pump.ts'

/** What the page says to a worker that draws pages, with PDFium or of scans (which hears no `start`), and the other way round. */
export type ToWorker =
  | {
      readonly type: 'start'
      /** PDFium compiled; undefined when it could not be had. */
      readonly engine: WebAssembly.Module | undefined
      readonly fontUrl: string
      readonly openDocuments: number
    }
  | { readonly type: 'render'; readonly id: number; readonly page: ToDraw }
  | { readonly type: 'cancel'; readonly id: number }

export type FromWorker =
  | {
      readonly type: 'rendered'
      readonly id: number
      readonly bitmap: ImageBitmap
      /** Size of PDFium's memory, which only ever grows; or of the pictures that are held. */
      readonly heapBytes: number
    }
  | { readonly type: 'cancelled'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string }
