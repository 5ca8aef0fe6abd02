import { openDocument, openEngine } from '../../pdf-pages/pdfium.ts'
import { type Area, type Matrix, corners, inverse } from './geometry.ts'

/** One character of a page as PDFium finds it, with its box in the page's own space. */
export type Letter = { readonly text: string; readonly area: Area }

/** Pixels of a page as it is shown, four bytes each: red, green, blue, 255. */
export type Pixels = { readonly data: Uint8Array; readonly width: number; readonly height: number }

/** A PDF opened by PDFium: what people and search would find in it. */
export type Look = {
  readonly pageCount: number
  letters(pageIndex: number): readonly Letter[]
  /** Without annotations, so that they are not painted into the page. */
  pixels(pageIndex: number, widthPx: number): Promise<Pixels>
  close(): Promise<void>
}

const id = 'edited'

/** Opens a PDF with a PDFium of its own; close it. Throws `RenderFailure` (encrypted, damaged). */
export async function lookAt(bytes: Uint8Array): Promise<Look> {
  const { engine, module } = await openEngine()
  const document = await openDocument(engine, id, bytes)
  const pointer = engine.cache.getContext(id)?.docPtr ?? 0
  return {
    pageCount: document.pageCount,
    letters(pageIndex) {
      const page = module.FPDF_LoadPage(pointer, pageIndex)
      if (page === 0) return []
      const text = module.FPDFText_LoadPage(page)
      const at = module.pdfium.wasmExports.malloc(32)
      const letters: Letter[] = []
      try {
        const count = text === 0 ? 0 : module.FPDFText_CountChars(text)
        for (let index = 0; index < count; index += 1) {
          const code = module.FPDFText_GetUnicode(text, index)
          const known = module.FPDFText_GetCharBox(text, index, at, at + 8, at + 16, at + 24)
          if (!known || code === 0) continue
          const [left = 0, right = 0, bottom = 0, top = 0] = [0, 8, 16, 24].map((by) =>
            module.pdfium.getValue(at + by, 'double'),
          )
          letters.push({ text: String.fromCharCode(code), area: [left, bottom, right, top] })
        }
      } finally {
        module.pdfium.wasmExports.free(at)
        if (text !== 0) module.FPDFText_ClosePage(text)
        module.FPDF_ClosePage(page)
      }
      return letters
    },
    async pixels(pageIndex, widthPx) {
      const page = document.pages[pageIndex]
      if (page === undefined) throw new Error(`no page ${pageIndex}`)
      const options = {
        scaleFactor: widthPx / page.size.width,
        dpr: 1,
        withAnnotations: false,
        withForms: false,
      }
      const { data, width, height } = await engine.renderPageRaw(document, page, options).toPromise()
      return { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height }
    },
    async close() {
      await engine.closeDocument(document).toPromise()
      await engine.destroy().toPromise()
    },
  }
}

/** The middle of a letter: what is asked to know whether it is under a box. */
export function isUnder({ area }: Letter, areas: readonly Area[]): boolean {
  const [x, y] = [(area[0] + area[2]) / 2, (area[1] + area[3]) / 2]
  return areas.some((it) => it[0] < x && x < it[2] && it[1] < y && y < it[3])
}

/** Of a pixel: what arithmetic alone makes of a box that ends where the pixel does. */
const least = 1e-6

/** Runs through the pixels of a picture whose squares touch an area of the page; `matrix` takes the unit square to the page. */
export function eachPixelUnder(
  areas: readonly Area[],
  matrix: Matrix,
  { width, height }: { readonly width: number; readonly height: number },
  take: (x: number, y: number) => void,
): void {
  const back = inverse(matrix)
  if (back === undefined) return
  for (const area of areas) {
    // The first row of a picture is the top of the unit square.
    const shape = corners(back, area).map(([x, y]) => [x * width, (1 - y) * height] as const)
    const ys = shape.map((it) => it[1])
    const [top, bottom] = [
      Math.max(0, Math.floor(Math.min(...ys) + least)),
      Math.min(height, Math.ceil(Math.max(...ys) - least)),
    ]
    for (let y = top; y < bottom; y += 1) {
      const span = spanOf(shape, y, y + 1)
      if (span === undefined) continue
      const [from, to] = [
        Math.max(0, Math.floor(span[0] + least)),
        Math.min(width, Math.ceil(span[1] - least)),
      ]
      for (let x = from; x < to; x += 1) take(x, y)
    }
  }
}

/** From where to where a shape without dents reaches within a row. */
function spanOf(
  shape: readonly (readonly [number, number])[],
  top: number,
  bottom: number,
): readonly [number, number] | undefined {
  const xs: number[] = []
  for (const [index, [x1, y1]] of shape.entries()) {
    const [x2, y2] = shape[(index + 1) % shape.length] ?? [x1, y1]
    if (y1 >= top && y1 <= bottom) xs.push(x1)
    for (const y of [top, bottom]) if (y1 < y !== y2 < y) xs.push(x1 + ((x2 - x1) * (y - y1)) / (y2 - y1))
  }
  return xs.length === 0 ? undefined : [Math.min(...xs), Math.max(...xs)]
}
