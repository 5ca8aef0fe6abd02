import type { TextRun } from '../../contract/book.ts'
import type { Pdfium } from './pdfium-module.ts'

/**
 * Called for every character of a page, with numbers only. The way to them that the library makes looks each up, checks and copies
 * its arguments anew every time, which took most of the time of reading a page: `newEngine` puts them there directly.
 */
export const perCharacter = [
  'FPDFText_GetUnicode',
  'FPDFText_GetTextObject',
  'FPDFText_GetLooseCharBox',
] as const

/** A page that is open: itself, its text, and its size as the engine tells it, in points. */
export type OpenText = {
  readonly page: number
  readonly text: number
  readonly size: { readonly width: number; readonly height: number }
}

/** Characters from `from` to before `to`, and the corners of all their boxes in the page's own points. */
type Piece = { readonly object: number; readonly from: number; to: number; box: Box | undefined }
type Box = readonly [left: number, bottom: number, right: number, top: number]

/** What PDFium says for a character that nobody can read. */
const unreadable = new Set([0xfffd, 0xfffe])
/** Soft hyphen, zero width space, word joiner, byte order mark and what is no character. */
const unwanted = /[\u00AD\u200B\u2060\uFEFF\uFFFE\uFFFF]/g

/** The text of a page in its order, one run for each piece of text of the PDF; boxes in points from the top left of the page as shown. */
export function runsIn(module: Pdfium, it: OpenText): TextRun[] {
  const at = module.pdfium.wasmExports.malloc(16)
  try {
    return piecesIn(module, it.text, at).flatMap((piece) => runOf(module, it, piece, at))
  } finally {
    module.pdfium.wasmExports.free(at)
  }
}

function piecesIn(module: Pdfium, text: number, at: number): readonly Piece[] {
  const pieces: Piece[] = []
  let last: Piece | undefined
  const count = module.FPDFText_CountChars(text)
  for (let index = 0; index < count; index += 1) {
    if (unreadable.has(module.FPDFText_GetUnicode(text, index))) continue
    const object = module.FPDFText_GetTextObject(text, index)
    // A space or a line end that is not in the file: it belongs to the piece before.
    if (object === 0) continue
    if (last?.object !== object) {
      if (last !== undefined) last.to = index
      last = { object, from: index, to: count, box: undefined }
      pieces.push(last)
    }
    if (module.FPDFText_GetLooseCharBox(text, index, at)) last.box = around(last.box, boxAt(module, at))
  }
  return pieces
}

/** FS_RECTF: left, top, right, bottom. */
function boxAt(module: Pdfium, at: number): Box {
  const { HEAPF32: floats } = module.pdfium as unknown as { readonly HEAPF32: Float32Array }
  const [left = 0, top = 0, right = 0, bottom = 0] = floats.subarray(at / 4, at / 4 + 4)
  return [Math.min(left, right), Math.min(top, bottom), Math.max(left, right), Math.max(top, bottom)]
}

/** Both; a box without a width or a height is none. */
function around(box: Box | undefined, other: Box): Box | undefined {
  const [left, bottom, right, top] = other
  if (left === right || bottom === top) return box
  if (box === undefined) return other
  return [Math.min(box[0], left), Math.min(box[1], bottom), Math.max(box[2], right), Math.max(box[3], top)]
}

function runOf(module: Pdfium, { page, text, size }: OpenText, piece: Piece, at: number): readonly TextRun[] {
  if (piece.box === undefined) return []
  // NUL is what PDFium says for a glyph without a meaning, and PostgreSQL refuses it.
  const said = wordsOf(module, text, piece)
    .replaceAll('\u0000', '')
    .replaceAll(unwanted, '')
    .replace(/[\r\n]+$/, '')
  if (said.trim() === '') return []
  const [left, bottom, right, top] = piece.box
  const shown = ([x, y]: readonly [number, number]): readonly [number, number] => {
    module.FPDF_PageToDevice(page, 0, 0, size.width, size.height, 0, x, y, at, at + 4)
    return [module.pdfium.getValue(at, 'i32'), module.pdfium.getValue(at + 4, 'i32')]
  }
  const [[x1, y1], [x2, y2]] = [shown([left, top]), shown([right, bottom])]
  const width = Math.max(1, Math.abs(x2 - x1))
  const height = Math.max(1, Math.abs(y2 - y1))
  const fontSize = module.FPDFText_GetFontSize(text, piece.from)
  const downwards = Array.from(said).length > 1 && height > 1.5 * width && height > 1.5 * fontSize
  return [
    {
      text: said,
      box: [Math.min(x1, x2), Math.min(y1, y2), width, height],
      fontSize: Math.round(fontSize * 10) / 10,
      ...(downwards ? { vertical: true } : {}),
    },
  ]
}

function wordsOf(module: Pdfium, text: number, { from, to }: Piece): string {
  const memory = module.pdfium.wasmExports.malloc(2 * (to - from + 1))
  try {
    module.FPDFText_GetText(text, from, to - from, memory)
    return module.pdfium.UTF16ToString(memory)
  } finally {
    module.pdfium.wasmExports.free(memory)
  }
}
