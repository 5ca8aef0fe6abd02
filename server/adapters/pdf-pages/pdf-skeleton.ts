import { gzipSync } from 'node:zlib'
import { type Pdfium, memoryOf } from './pdfium-module.ts'

/** Smaller ones come to the browser at once (web/src/viewer/pdf-blocks.ts). */
const largeFromBytes = 1_000_000
/** A skeleton that is longer saves nothing. */
const longestBytes = 1_000_000
/** Pieces so near to each other are one. */
const gapBytes = 64

/** FPDF_FILEACCESS: the length, who is called for a part, and what is said of it then. */
const fileAccessBytes = 12

/**
 * The pieces of a large PDF that PDFium reads to open it and to find each of its pages, in the format of contract/book.ts, gzip:
 * they lie all over the file. Undefined for a small one, and for one whose pieces would be too many.
 */
export function skeletonIn(module: Pdfium, bytes: Uint8Array): Buffer | undefined {
  if (bytes.byteLength <= largeFromBytes) return undefined
  const ends = readsOf(module, bytes)
  const pieces: { at: number; end: number }[] = []
  for (const [at, end] of [...ends].sort(([a], [b]) => a - b)) {
    const last = pieces.at(-1)
    if (last !== undefined && at <= last.end + gapBytes) last.end = Math.max(last.end, end)
    else pieces.push({ at, end })
  }
  const length = pieces.reduce((sum, it) => sum + it.end - it.at, 0)
  if (length === 0 || length > longestBytes) return undefined
  const head = Uint32Array.of(pieces.length, ...pieces.flatMap((it) => [it.at, it.end - it.at]))
  return gzipSync(
    Buffer.concat([Buffer.from(head.buffer), ...pieces.map((it) => bytes.subarray(it.at, it.end))]),
  )
}

/** Where PDFium begins to read, and how far it has read from there. */
function readsOf(module: Pdfium, bytes: Uint8Array): ReadonlyMap<number, number> {
  const memory = memoryOf(module)
  const ends = new Map<number, number>()
  const read = memory.addFunction((_file, position = 0, target = 0, size = 0) => {
    const at = position >>> 0
    ends.set(at, Math.max(ends.get(at) ?? 0, at + size))
    memory.HEAPU8.set(bytes.subarray(at, at + size), target >>> 0)
    return 1
  }, 'iiiii')
  const file = memory.wasmExports.malloc(fileAccessBytes)
  const size = memory.wasmExports.malloc(8)
  memory.setValue(file, bytes.byteLength, 'i32')
  memory.setValue(file + 4, read, 'i32')
  memory.setValue(file + 8, file, 'i32')
  const document = module.FPDF_LoadCustomDocument(file, '')
  if (document !== 0) {
    // To know the size of the last page it passes all others.
    module.FPDF_GetPageSizeByIndexF(document, module.FPDF_GetPageCount(document) - 1, size)
    module.FPDF_CloseDocument(document)
  }
  memory.wasmExports.free(size)
  memory.wasmExports.free(file)
  return document === 0 ? new Map() : ends
}
