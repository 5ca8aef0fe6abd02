/** What the page and its PDF worker say to each other. */
export type ToWorker =
  | {
      readonly type: 'start'
      readonly wasmUrl: string
      readonly fontUrl: string
      readonly openDocuments: number
    }
  | {
      readonly type: 'render'
      readonly id: number
      readonly url: string
      readonly pageIndex: number
      /** Size of the whole page in device pixels. */
      readonly width: number
      readonly height: number
    }
  | { readonly type: 'cancel'; readonly id: number }

export type FromWorker =
  | {
      readonly type: 'rendered'
      readonly id: number
      readonly bitmap: ImageBitmap
      /** Size of PDFium's memory, which only ever grows. */
      readonly heapBytes: number
    }
  | { readonly type: 'cancelled'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string }
