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
 * A number: CSS pixels per CSS pixel of paper (1 = a point is 96/72 px), the same for all pages.
 */
export type Zoom = 'fit' | number

export type SceneInput = {
  /** Height of what comes before the files (the cover sheet), in pixels; 0 when there is none. */
  readonly leadHeight: number
  readonly leadWidth: number
  /** Width of the window onto the desk, in pixels. */
  readonly width: number
  readonly zoom: Zoom
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
}

/** Everything on the desk, top to bottom, never overlapping. */
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
/** Paper wider than this is tiring to read, however wide the window is. */
const widestColumn = 1080
/** Damaged files name absurd sizes; a page stays between a stamp and a banner. */
const tallestPage = 20_000

/** The width pages take at zoom `fit`, in pixels. */
export function columnWidth(width: number): number {
  const margin = width < 640 ? narrowMarginX : marginX
  return Math.max(120, Math.min(widestColumn, width - 2 * margin))
}

/** Where everything of the book lies, before any file is open. Sizes that are no sizes count as A4. */
export function sceneOf(input: SceneInput): Scene {
  const column = columnWidth(input.width)
  const boxes: Box[] = []
  const pageBoxes: number[] = []
  const byKey = new Map<string, number>()
  let top = marginTop
  let widest = column
  const put = (box: Omit<Box, 'top' | 'left'>, gapAfter: number) => {
    byKey.set(box.key, boxes.length)
    if (box.kind === 'page' || box.kind === 'stand_in') pageBoxes.push(boxes.length)
    boxes.push({ ...box, top, left: 0 })
    widest = Math.max(widest, box.width)
    top += box.height + gapAfter
  }
  if (input.leadHeight > 0) {
    const lead = { kind: 'lead', key: 'lead', fileIndex: -1, pageIndex: -1, bookPage: 0 } as const
    put({ ...lead, width: input.leadWidth, height: input.leadHeight }, fileGap)
  }
  input.files.forEach((file, fileIndex) => {
    const rendered = Math.floor(file.sizes.length / 2)
    const count = rendered > 0 ? rendered : Math.max(1, file.standIns)
    const first = pageBoxes.length
    put(
      {
        kind: 'header',
        key: `${file.id}/header`,
        fileIndex,
        pageIndex: -1,
        bookPage: first,
        width: column,
        height: file.headerHeight,
      },
      pageGap / 2,
    )
    for (let pageIndex = 0; pageIndex < count; pageIndex += 1) {
      const size =
        rendered > 0 ? sizeAt(file.sizes, pageIndex) : { width: a4.width, height: file.standInHeight }
      const box = {
        kind: rendered > 0 ? ('page' as const) : ('stand_in' as const),
        key: `${file.id}/${pageIndex}`,
        fileIndex,
        pageIndex,
        bookPage: first + pageIndex,
        ...scaled(size, input.zoom, column),
      }
      put(box, pageIndex === count - 1 ? fileGap : pageGap)
    }
  })
  const width = Math.max(input.width, widest > column ? widest + 2 * marginX : 0)
  return {
    boxes: boxes.map((box) => ({ ...box, left: Math.max(0, (width - box.width) / 2) })),
    width,
    height: top + marginBottom,
    pageCount: pageBoxes.length,
    pageBoxes,
    byKey,
  }
}

type Size = { readonly width: number; readonly height: number }

function sizeAt(sizes: readonly number[], pageIndex: number): Size {
  const width = sizes[2 * pageIndex] ?? 0
  const height = sizes[2 * pageIndex + 1] ?? 0
  const usable = Number.isFinite(width) && Number.isFinite(height) && width > 0 && height > 0
  return usable ? { width, height } : a4
}

function scaled(size: Size, zoom: Zoom, column: number): Size {
  const scale = zoom === 'fit' ? column / size.width : pixelsPerPoint * zoom
  return {
    // Not `size.width * scale`: that may come out a hair wider than the column, and the desk would scroll sideways.
    width: zoom === 'fit' ? column : Math.max(8, size.width * scale),
    height: Math.min(tallestPage, Math.max(8, size.height * scale)),
  }
}

/** Index of the first box that ends below `y`; the number of boxes when none does. */
function firstEndingAfter(boxes: readonly Box[], y: number): number {
  let low = 0
  let high = boxes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const box = boxes[middle] as Box
    if (box.top + box.height > y) high = middle
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
    found.push(box)
  }
  return found
}

/** The box at `y`, or the next one below when `y` is in a gap; the last one past the end; undefined when empty. */
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
  const index = scene.byKey.get(place.key)
  const box = index === undefined ? undefined : scene.boxes[index]
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
