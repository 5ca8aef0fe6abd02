import type { init } from '@embedpdf/pdfium'

export type Pdfium = Awaited<ReturnType<typeof init>>

/** The part of Emscripten's module that is used here; its own types need a package that describes all of it. */
export type PdfiumMemory = {
  readonly HEAPU8: Uint8Array
  readonly HEAPF32: Float32Array
  readonly wasmExports: { readonly malloc: (size: number) => number; readonly free: (at: number) => void }
  readonly addFunction: (called: (...values: readonly number[]) => number, signature: string) => number
  readonly setValue: (at: number, value: number, type: 'i32') => void
}

export function memoryOf(module: Pdfium): PdfiumMemory {
  return module.pdfium as unknown as PdfiumMemory
}
