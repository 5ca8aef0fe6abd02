import { PDFArray, PDFName, PDFNumber, type PDFPageLeaf } from 'pdf-lib'

/** [a b c d e f]: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number]
export type Point = readonly [x: number, y: number]
/** Left, bottom, right, top, in points of the page's own space. */
export type Area = readonly [left: number, bottom: number, right: number, top: number]
/** From the top left of the page as it is shown: x, y, width, height in points. */
export type Box = readonly [x: number, y: number, width: number, height: number]

export const unchanged: Matrix = [1, 0, 0, 1, 0, 0]

/** First the one, then the other. */
export function times(first: Matrix, then: Matrix): Matrix {
  const [a, b, c, d, e, f] = first
  const [g, h, i, j, k, l] = then
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

export function moved([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** Undefined for one that makes everything flat. */
export function inverse([a, b, c, d, e, f]: Matrix): Matrix | undefined {
  const by = a * d - b * c
  if (Math.abs(by) < 1e-12) return undefined
  return [d / by, -b / by, -c / by, a / by, (c * f - d * e) / by, (b * e - a * f) / by]
}

/** The corners of an area, moved. */
export function corners(matrix: Matrix, [left, bottom, right, top]: Area): readonly Point[] {
  const all: readonly Point[] = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ]
  return all.map((it) => moved(matrix, it))
}

/** The least upright area around points. */
export function around(points: readonly Point[]): Area {
  const xs = points.map((it) => it[0])
  const ys = points.map((it) => it[1])
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

export function overlap(one: Area, other: Area): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

export function contains(outer: Area, inner: Area): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
}

/** Whether a four-cornered shape without dents touches an upright area: no line parts the two. */
export function touches(shape: readonly Point[], area: Area): boolean {
  if (!overlap(around(shape), area)) return false
  const other = corners(unchanged, area)
  return shape.every((from, index) => {
    const to = shape[(index + 1) % shape.length] ?? from
    const [x, y] = [to[1] - from[1], from[0] - to[0]]
    const along = (points: readonly Point[]) => points.map((it) => it[0] * x + it[1] * y)
    const [mine, theirs] = [along(shape), along(other)]
    return Math.min(...mine) < Math.max(...theirs) && Math.min(...theirs) < Math.max(...mine)
  })
}

/** How a page is shown: its visible area in its own space, and the quarter turns clockwise. */
export type Shown = { readonly area: Area; readonly turn: 0 | 90 | 180 | 270 }

export function shownOf(page: PDFPageLeaf): Shown {
  const [left, bottom, right, top] = areaOf(page.CropBox()) ?? areaOf(page.MediaBox()) ?? [0, 0, 612, 792]
  const turn = (((page.Rotate()?.asNumber() ?? 0) % 360) + 360) % 360
  return { area: [left, bottom, right, top], turn: turn === 90 || turn === 180 || turn === 270 ? turn : 0 }
}

export function shownSize({ area, turn }: Shown): readonly [width: number, height: number] {
  const [width, height] = [area[2] - area[0], area[3] - area[1]]
  return turn === 90 || turn === 270 ? [height, width] : [width, height]
}

/** From points of the page as it is shown, downwards from its top left, to its own space. */
export function fromShown({ area: [left, bottom, right, top], turn }: Shown): Matrix {
  if (turn === 90) return [0, 1, 1, 0, left, bottom]
  if (turn === 180) return [-1, 0, 0, 1, right, bottom]
  if (turn === 270) return [0, -1, -1, 0, right, top]
  return [1, 0, 0, -1, left, top]
}

export function areaOfBox(shown: Shown, [x, y, width, height]: Box): Area {
  return around(corners(fromShown(shown), [x, y, x + width, y + height]))
}

/** And back: from the page's own space to the page as it is shown. */
export function boxOfArea(shown: Shown, area: Area): Box {
  const [left, top, right, bottom] = around(corners(inverse(fromShown(shown)) ?? unchanged, area))
  return [left, top, right - left, bottom - top]
}

/** The numbers of a rectangle in a PDF, sorted; undefined when it is none. */
export function areaOf(array: unknown): Area | undefined {
  if (!(array instanceof PDFArray) || array.size() < 4) return undefined
  const numbers = [0, 1, 2, 3].map((index) => {
    const one = array.lookup(index)
    return one instanceof PDFNumber ? one.asNumber() : Number.NaN
  })
  const [a = 0, b = 0, c = 0, d = 0] = numbers
  if (numbers.some(Number.isNaN)) return undefined
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
}

/** The matrix of a form or a pattern; the one that changes nothing where none is named. */
export function matrixOf(array: unknown): Matrix {
  if (!(array instanceof PDFArray) || array.size() < 6) return unchanged
  return [0, 1, 2, 3, 4, 5].map((index) => {
    const one = array.lookup(index)
    return one instanceof PDFNumber ? one.asNumber() : 0
  }) as unknown as Matrix
}

export const name = (text: string): PDFName => PDFName.of(text)
