/** What the arithmetic needs to know of one file of the book. */
export type SceneFile = {
  readonly id: string
  /** Width and height in points of every page, flat: [w0, h0, w1, h1, …]; empty when it has no pages (yet). */
  readonly sizes: readonly number[]
  /** Sheets shown in place of pages while `sizes` is empty: progress, failure, or a download. At least 1 then. */
  readonly standIns: number
  /** Height in points of a stand-in as wide as A4: less than a page when there is little to say. */
  readonly standInHeight: number
  readonly headerHeight: number
}

/**
 * `fit`: every page as wide as the column, so that a wide table does not make the letter beside it small.
 * `page`: every page whole in the window. A number: CSS pixels per CSS pixel of paper (1 = a point is 96/72 px), the
 * same for all pages.
 */
export type Zoom = 'fit' | 'page' | number

/** One page below the other, or two beside each other: bound on the left (横書き) or on the right (右綴じ, 縦書き). */
export type Spread = 'single' | 'left_bound' | 'right_bound'

/** Quarter turns clockwise. */
export type Turn = 0 | 1 | 2 | 3

export type SceneInput = {
  /** Height of what comes before the files (the cover sheet), in pixels; 0 when there is none. */
  readonly leadHeight: number
  readonly leadWidth: number
  /** Of the window onto the desk, in pixels. */
  readonly width: number
  readonly height: number
  readonly zoom: Zoom
  readonly spread: Spread
  /** Pages the reader has turned, by the key of their box. */
  readonly turned: ReadonlyMap<string, Turn>
  readonly files: readonly SceneFile[]
}

export type Box = {
  readonly kind: 'lead' | 'header' | 'page' | 'stand_in'
  /** Stays the same when sizes, zoom or order change. */
  readonly key: string
  /** -1 for the lead. */
  readonly fileIndex: number
  /** Index of the page in its file, from 0; -1 for the lead and headers. */
  readonly pageIndex: number
  /** Index of the page in the whole book, from 0; of a header the page that follows; 0 for the lead. */
  readonly bookPage: number
  readonly top: number
  readonly left: number
  readonly width: number
  readonly height: number
  /** Where its row ends: two pages beside each other end together, however long they are. */
  readonly end: number
  /** How far the page is turned from the way its file has it; width and height are of the turned page. */
  readonly turn: Turn
}

/** Everything on the desk, row by row and in a row in reading order, never overlapping. */
export type Scene = {
  readonly boxes: readonly Box[]
  readonly width: number
  readonly height: number
  readonly pageCount: number
  /** Index into `boxes` of every page of the book. */
  readonly pageBoxes: readonly number[]
  readonly byKey: ReadonlyMap<string, number>
}

const pixelsPerPoint = 96 / 72
const a4 = { width: 595, height: 842 }
const marginX = 24
const narrowMarginX = 8
const marginTop = 24
const marginBottom = 64
const pageGap = 16
const fileGap = 36
/** Between two pages of a spread. */
const spineGap = 4
/** Paper wider than this is tiring to read, however wide the window is. */
const widestColumn = 1080
/** Damaged files name absurd sizes; a page stays between a stamp and a banner. In pixels at 100 %, and as wide as the column. */
const tallestPage = 20_000
const longestPoints = tallestPage / pixelsPerPoint

/** The width pages take at zoom `fit`, in pixels; of a spread both pages together. */
export function columnWidth(width: number, spread: Spread = 'single'): number {
  const margin = width < 640 ? narrowMarginX : marginX
  const widest = spread === 'single' ? widestColumn : 2 * widestColumn + spineGap
  return Math.max(120, Math.min(widest, width - 2 * margin))
}

/** Which side of the middle a box keeps to. */
type Side = 'middle' | 'left' | 'right'
type NewBox = Omit<Box, 'top' | 'left' | 'end'> & { readonly side: Side }

/** Where everything of the book lies, before any file is open. Sizes that are no sizes count as A4. */
export function sceneOf(input: SceneInput): Scene {
  const column = columnWidth(input.width, input.spread)
  const room = {
    width: input.spread === 'single' ? column : (column - spineGap) / 2,
    height: Math.max(200, input.height - 2 * marginTop),
  }
  const boxes: (NewBox & { readonly top: number; readonly end: number })[] = []
  const pageBoxes: number[] = []
  const byKey = new Map<string, number>()
  let top = marginTop
  let widest = column
  const put = (row: readonly NewBox[], gapAfter: number) => {
    const end = top + Math.max(...row.map((it) => it.height))
    for (const box of row) {
      byKey.set(box.key, boxes.length)
      if (box.kind === 'page' || box.kind === 'stand_in') pageBoxes.push(boxes.length)
      boxes.push({ ...box, top, end })
      widest = Math.max(widest, box.side === 'middle' ? box.width : 2 * box.width + spineGap)
    }
    top = end + gapAfter
  }
  if (input.leadHeight > 0) {
    const lead = { kind: 'lead', key: 'lead', fileIndex: -1, pageIndex: -1, bookPage: 0 } as const
    put([{ ...lead, width: input.leadWidth, height: input.leadHeight, turn: 0, side: 'middle' }], fileGap)
  }
  input.files.forEach((file, fileIndex) => {
    const first = pageBoxes.length
    const header = {
      kind: 'header',
      key: `${file.id}/header`,
      fileIndex,
      pageIndex: -1,
      bookPage: first,
    } as const
    put([{ ...header, width: column, height: file.headerHeight, turn: 0, side: 'middle' }], pageGap / 2)
    const rows = rowsOf(input, file, { fileIndex, first, room })
    rows.forEach((row, at) => put(row, at === rows.length - 1 ? fileGap : pageGap))
  })
  // Halves of a column add up to it but for a hair, which must not make the desk scroll sideways.
  const width = Math.max(input.width, widest > column + 0.5 ? widest + 2 * marginX : 0)
  return {
    boxes: boxes.map(({ side, ...box }) => ({
      ...box,
      left: Math.max(0, width / 2 + fromMiddle(side, box.width)),
    })),
    width,
    height: top + marginBottom,
    pageCount: pageBoxes.length,
    pageBoxes,
    byKey,
  }
}

function fromMiddle(side: Side, width: number): number {
  if (side === 'middle') return -width / 2
  return side === 'left' ? -width - spineGap / 2 : spineGap / 2
}

type Size = { readonly width: number; readonly height: number }

/** The pages of a file, one or two in a row; what stands in for pages is never beside another. */
function rowsOf(
  { zoom, spread, turned }: SceneInput,
  file: SceneFile,
  { fileIndex, first, room }: { readonly fileIndex: number; readonly first: number; readonly room: Size },
): readonly (readonly NewBox[])[] {
  const rendered = Math.floor(file.sizes.length / 2)
  const kind = rendered > 0 ? ('page' as const) : ('stand_in' as const)
  const boxes = Array.from(
    { length: rendered > 0 ? rendered : Math.max(1, file.standIns) },
    (_, pageIndex) => {
      const key = `${file.id}/${pageIndex}`
      const turn = kind === 'page' ? (turned.get(key) ?? 0) : 0
      const size =
        kind === 'page'
          ? turnedSize(sizeAt(file.sizes, pageIndex), turn)
          : { width: a4.width, height: file.standInHeight }
      const side: Side =
        spread === 'single' || kind === 'stand_in'
          ? 'middle'
          : (pageIndex % 2 === 0) === (spread === 'left_bound')
            ? 'left'
            : 'right'
      return {
        kind,
        key,
        fileIndex,
        pageIndex,
        bookPage: first + pageIndex,
        turn,
        side,
        ...scaled(size, zoom, room),
      }
    },
  )
  if (spread === 'single' || kind === 'stand_in') return boxes.map((it) => [it])
  return Array.from({ length: Math.ceil(boxes.length / 2) }, (_, row) => boxes.slice(2 * row, 2 * row + 2))
}

function sizeAt(sizes: readonly number[], pageIndex: number): Size {
  const width = sizes[2 * pageIndex] ?? 0
  const height = sizes[2 * pageIndex + 1] ?? 0
  const usable = Number.isFinite(width) && Number.isFinite(height) && width > 0 && height > 0
  return usable ? { width: Math.min(longestPoints, width), height: Math.min(longestPoints, height) } : a4
}

/** Of a page after so many quarter turns. */
export function turnedSize({ width, height }: Size, turn: Turn): Size {
  return turn % 2 === 0 ? { width, height } : { width: height, height: width }
}

function scaled(size: Size, zoom: Zoom, room: Size): Size {
  if (zoom === 'fit')
    // Not `size.width * scale`: that may come out a hair wider than the column, and the desk would scroll sideways.
    return { width: room.width, height: clamp((size.height * room.width) / size.width, tallestPage) }
  const scale =
    zoom === 'page' ? Math.min(room.width / size.width, room.height / size.height) : pixelsPerPoint * zoom
  return { width: Math.max(8, size.width * scale), height: clamp(size.height * scale, Infinity) }
}

function clamp(height: number, atMost: number): number {
  return Math.min(atMost, Math.max(8, height))
}

/** Index of the first box whose row ends below `y`; the number of boxes when none does. */
function firstEndingAfter(boxes: readonly Box[], y: number): number {
  let low = 0
  let high = boxes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const box = boxes[middle] as Box
    if (box.end > y) high = middle
    else low = middle + 1
  }
  return low
}

/** Boxes that touch the window, plus `overscan` pixels on each side, top to bottom. */
export function visible(
  scene: Scene,
  window: { readonly top: number; readonly height: number },
  overscan: number,
): readonly Box[] {
  const end = window.top + window.height + overscan
  const found: Box[] = []
  for (
    let index = firstEndingAfter(scene.boxes, window.top - overscan);
    index < scene.boxes.length;
    index += 1
  ) {
    const box = scene.boxes[index] as Box
    if (box.top >= end) break
    if (box.top + box.height > window.top - overscan) found.push(box)
  }
  return found
}

/** The first box of the row at `y`, or of the next one below when `y` is in a gap; the last one past the end; undefined when empty. */
export function boxAt(scene: Scene, y: number): Box | undefined {
  return scene.boxes[Math.min(firstEndingAfter(scene.boxes, y), scene.boxes.length - 1)]
}

/** Index in the whole book of the page at `y`; -1 while the cover sheet is there. */
export function pageAt(scene: Scene, y: number): number {
  const box = boxAt(scene, y)
  return box === undefined || box.kind === 'lead' ? -1 : box.bookPage
}

/** The box of a page of the book; -1 is the cover sheet. Undefined outside the book. */
export function pageBox(scene: Scene, bookPage: number): Box | undefined {
  if (bookPage < 0) return scene.boxes[0]
  const index = scene.pageBoxes[bookPage]
  return index === undefined ? undefined : scene.boxes[index]
}

/**
 * Where a line of a page lies on the desk, in pixels: `y` and `height` are points from the top of the page as its file has
 * it, `heightPt` is the page's own. Of a page that was turned, its top: the line may be anywhere on its side.
 */
export function lineOnDesk(
  box: Pick<Box, 'top' | 'height' | 'turn'>,
  { y, height }: { readonly y: number; readonly height: number },
  heightPt: number,
): { readonly top: number; readonly height: number } {
  if (box.turn !== 0) return { top: box.top, height: 0 }
  const scale = box.height / heightPt
  return { top: box.top + y * scale, height: height * scale }
}

/** The box of a page, a header or a stand-in by its key; undefined when there is none now. */
export function boxOf(scene: Scene, key: string): Box | undefined {
  return scene.boxes[scene.byKey.get(key) ?? -1]
}

/** A line of the book that survives a change of sizes: a box, and how far into it. */
export type Place = { readonly key: string; readonly part: number }

/** The place at `y`. In a gap, `part` is negative pixels above the next box; past the end, pixels below the last. */
export function placeAt(scene: Scene, y: number): Place | undefined {
  const box = boxAt(scene, y)
  if (box === undefined) return undefined
  if (y < box.top) return { key: box.key, part: y - box.top }
  const past = y - box.top - box.height
  return { key: box.key, part: past >= 0 ? 1 + past : (y - box.top) / box.height }
}

/** Where a place lies now; undefined when its box is gone. */
export function yOf(scene: Scene, place: Place): number | undefined {
  const box = boxOf(scene, place.key)
  if (box === undefined) return undefined
  if (place.part < 0) return box.top + place.part
  return place.part >= 1 ? box.top + box.height + place.part - 1 : box.top + place.part * box.height
}

/**
 * Where the line at `y` lies after a change, so that the reader's line stays where it is when something above
 * turns out taller. `y` itself when the box it was in is gone.
 */
export function keepPlace(before: Scene, after: Scene, y: number): number {
  const place = placeAt(before, y)
  return (place === undefined ? undefined : yOf(after, place)) ?? y
}
