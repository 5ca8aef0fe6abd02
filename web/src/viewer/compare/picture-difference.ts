/** A picture in memory: four bytes a pixel, row by row. */
export type Pixels = {
  readonly data: ArrayLike<number>
  readonly width: number
  readonly height: number
}
/** In pixels of the pictures. */
export type Region = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type Around = {
  /** Words of each page that moved or changed: what is seen there does not count. */
  readonly masks: { readonly older: readonly Region[]; readonly newer: readonly Region[] }
  /** How far words moved down from the older to the newer page, in pixels: what moved as far is no difference. */
  readonly shifts: readonly number[]
}

/** How much lighter or darker a colour must be (0–255): less is what drawing makes of it. */
const leastContrast = 40
const cellPx = 8
/** Pixels of a cell that differ; a single one may be dust of a scan. */
const leastInCell = 2
/** Cells so near belong together: a stamp is one difference, not one for each stroke. */
const reach = 3
const mostRegions = 60
/** Of the ink of a region that must be found again where words moved to. */
const samePart = 0.93
/** What moved may be drawn so much lighter or darker. */
const movedContrast = 130
/** Parts of a page at its head and foot where the text ends: what words push there goes on to another page. */
const headPart = 0.1
const footPart = 0.87

/**
 * Where two pictures of one size differ: rectangles, top to bottom. Edges that are drawn a pixel further on do not count.
 * Empty when nothing is to be seen; one of the whole when there are too many.
 */
export function differingRegions(older: Pixels, newer: Pixels, { masks, shifts }: Around): readonly Region[] {
  const width = Math.min(older.width, newer.width)
  const height = Math.min(older.height, newer.height)
  const hidden = {
    older: hiddenBy(masks.older, width, height),
    newer: hiddenBy(masks.newer, width, height),
  }
  const columns = Math.ceil(width / cellPx)
  const cells = new Uint16Array(columns * Math.ceil(height / cellPx))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (contrast(older, newer, x, y, x, y) <= leastContrast || isHidden(hidden, y * width + x)) continue
      if (isNear(older, newer, x, y) && isNear(newer, older, x, y)) continue
      const cell = Math.floor(y / cellPx) * columns + Math.floor(x / cellPx)
      cells[cell] = (cells[cell] ?? 0) + 1
    }
  }
  const regions = groupsOf(cells, columns).map((it) => ({
    ...it,
    width: Math.min(it.width, width - it.x),
    height: Math.min(it.height, height - it.y),
  }))
  const left =
    shifts.length === 0
      ? regions
      : regions.filter((region) => !hasOnlyMoved(older, newer, { region, shifts, hidden }))
  return left.length > mostRegions ? [{ x: 0, y: 0, width, height }] : left
}

function hiddenBy(masks: readonly Region[], width: number, height: number): Uint8Array {
  const hidden = new Uint8Array(width * height)
  for (const mask of masks) {
    const [left, right] = [Math.max(0, Math.floor(mask.x)), Math.min(width, Math.ceil(mask.x + mask.width))]
    const bottom = Math.min(height, Math.ceil(mask.y + mask.height))
    for (let y = Math.max(0, Math.floor(mask.y)); y < bottom; y += 1)
      if (left < right) hidden.fill(1, y * width + left, y * width + right)
  }
  return hidden
}

function isHidden({ older, newer }: Hidden, at: number): boolean {
  return older[at] === 1 || newer[at] === 1
}

/** The largest difference of the three colours of two pixels. */
function contrast(one: Pixels, other: Pixels, x: number, y: number, toX: number, toY: number): number {
  const [from, to] = [4 * (y * one.width + x), 4 * (toY * other.width + toX)]
  let most = 0
  for (let colour = 0; colour < 3; colour += 1)
    most = Math.max(most, Math.abs((one.data[from + colour] ?? 255) - (other.data[to + colour] ?? 255)))
  return most
}

/** Whether a pixel of one picture is to be found in the other, at most a pixel away. */
function isNear(one: Pixels, other: Pixels, x: number, y: number): boolean {
  for (let toY = Math.max(0, y - 1); toY <= Math.min(other.height - 1, y + 1); toY += 1)
    for (let toX = Math.max(0, x - 1); toX <= Math.min(other.width - 1, x + 1); toX += 1)
      if (contrast(one, other, x, y, toX, toY) <= leastContrast) return true
  return false
}

/** Cells that differ and lie near each other, as one rectangle each, top to bottom. */
function groupsOf(cells: Uint16Array, columns: number): readonly Region[] {
  const seen = new Uint8Array(cells.length)
  const groups: Region[] = []
  for (let first = 0; first < cells.length; first += 1) {
    if (seen[first] === 1 || (cells[first] ?? 0) < leastInCell) continue
    seen[first] = 1
    const open = [first]
    let [left, right, top, bottom] = [columns, 0, cells.length, 0]
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const [row, column] = [Math.floor(cell / columns), cell % columns]
      left = Math.min(left, column)
      right = Math.max(right, column)
      top = Math.min(top, row)
      bottom = Math.max(bottom, row)
      for (let to = row - reach; to <= row + reach; to += 1)
        for (let at = Math.max(0, column - reach); at <= Math.min(columns - 1, column + reach); at += 1) {
          const next = to * columns + at
          if (seen[next] !== 0 || (cells[next] ?? 0) < leastInCell) continue
          seen[next] = 1
          open.push(next)
        }
    }
    groups.push({
      x: left * cellPx,
      y: top * cellPx,
      width: (right - left + 1) * cellPx,
      height: (bottom - top + 1) * cellPx,
    })
  }
  return groups
}

type Move = {
  readonly region: Region
  readonly shifts: readonly number[]
  readonly hidden: Hidden
}
type Hidden = { readonly older: Uint8Array; readonly newer: Uint8Array }

/**
 * Whether the ink of both pages in a region is on the other page as well, as far down or up as words moved; or was pushed over
 * the end of the page with them, if it is no colour: a seal is never taken to have gone with a table.
 */
function hasOnlyMoved(older: Pixels, newer: Pixels, { region, shifts, hidden }: Move): boolean {
  const width = Math.min(older.width, newer.width)
  const height = Math.min(older.height, newer.height)
  const isFound = (from: 'older' | 'newer', steps: readonly number[]): boolean => {
    const [one, other] = from === 'older' ? [older, newer] : [newer, older]
    const [own, others] = from === 'older' ? [hidden.older, hidden.newer] : [hidden.newer, hidden.older]
    let [ink, again] = [0, 0]
    for (let y = region.y; y < region.y + region.height; y += 1) {
      for (let x = region.x; x < region.x + region.width; x += 1) {
        if (own[y * width + x] === 1 || !isInk(one, x, y)) continue
        ink += 1
        const isThere = steps.some((step) => {
          const part = (y + step) / height
          if ((part < headPart || part > footPart) && isGrey(one, x, y)) return true
          // Where words stand on the other page there is ink for another reason.
          return others[(y + step) * width + x] !== 1 && isInkNear(one, other, { x, y, step })
        })
        if (isThere) again += 1
      }
    }
    return again >= samePart * ink
  }
  return (
    isFound('older', shifts) &&
    isFound(
      'newer',
      shifts.map((it) => -it),
    )
  )
}

function isInk({ data, width }: Pixels, x: number, y: number): boolean {
  const at = 4 * (y * width + x)
  return Math.min(data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255) < 200
}

function isGrey({ data, width }: Pixels, x: number, y: number): boolean {
  const colours = [0, 1, 2].map((it) => data[4 * (y * width + x) + it] ?? 255)
  return Math.max(...colours) - Math.min(...colours) < 60
}

type Moved = { readonly x: number; readonly y: number; readonly step: number }

/** Whether there is ink of about the same colour where a pixel moved to: thin lines are drawn lighter or darker there. */
function isInkNear(one: Pixels, other: Pixels, { x, y, step }: Moved): boolean {
  for (let toY = Math.max(0, y + step - 1); toY <= Math.min(other.height - 1, y + step + 1); toY += 1)
    for (let toX = Math.max(0, x - 1); toX <= Math.min(other.width - 1, x + 1); toX += 1)
      if (isInk(other, toX, toY) && contrast(one, other, x, y, toX, toY) <= movedContrast) return true
  return false
}
