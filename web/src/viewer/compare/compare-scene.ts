import type { Comparison } from '../../../../server/contract/comparison.ts'

/** beside: the older page left of the newer one. over: one in place of the other, as one chooses. */
export type Arrangement = 'beside' | 'over'
export type Side = 'older' | 'newer'

export type SceneInput = {
  readonly rows: Comparison['rows']
  /** Width and height in points of every page, flat. */
  readonly older: readonly number[]
  readonly newer: readonly number[]
  readonly arrangement: Arrangement
  /** Of the window, in pixels. */
  readonly width: number
  /** 1: pages as wide as their column. */
  readonly zoom: number
  /** Rows that are not shown, by their index. */
  readonly folded: ReadonlySet<number>
}

/** A place for a page of one side; without a page it is a gap. */
export type Cell = {
  readonly side: Side
  /** Index from 0; undefined where this side has no page. */
  readonly page: number | undefined
  readonly left: number
  readonly width: number
  readonly height: number
  /** CSS pixels per point. */
  readonly scale: number
}

/** One or two pages with a line above that says which they are; or a line in place of pages that are folded away. */
export type Row = {
  /** Index into the rows of the comparison; of folded ones the first. */
  readonly index: number
  readonly top: number
  readonly height: number
  /** Pages folded away here; 0 for a row that is shown. */
  readonly folded: number
  readonly cells: readonly Cell[]
}

export type CompareScene = {
  readonly rows: readonly Row[]
  readonly width: number
  readonly height: number
  /** Index into `rows` of each row of the comparison. */
  readonly shownAt: readonly number[]
}

export const captionHeight = 34
const foldHeight = 40
const margin = 16
const narrowMargin = 8
const gap = 20
/** Between the two sides. */
const spine = 16
const widestPage = 1080
const a4 = [595, 842] as const
/** Damaged files name absurd sizes. */
const tallestPage = 20_000

/** Where every row lies, before any page is drawn. */
export function compareScene(input: SceneInput): CompareScene {
  const { rows, arrangement, width, zoom, folded } = input
  const side = width < 640 ? narrowMargin : margin
  const columns = arrangement === 'beside' ? 2 : 1
  const room = (width - 2 * side - (columns - 1) * spine) / columns
  const column = Math.max(80, Math.min(widestPage, room)) * zoom
  const total = columns * column + (columns - 1) * spine
  const desk = Math.max(width, total + 2 * side)
  const left = (desk - total) / 2
  const shown: Row[] = []
  const shownAt: number[] = []
  let top = 0
  rows.forEach((row, index) => {
    const before = shown.at(-1)
    if (folded.has(index)) {
      if (before === undefined || before.folded === 0) {
        shown.push({ index, top, height: foldHeight, folded: 1, cells: [] })
        top += foldHeight + gap
      } else shown[shown.length - 1] = { ...before, folded: before.folded + 1 }
      shownAt.push(shown.length - 1)
      return
    }
    const cells = cellsOf(row, input, { column, left })
    const height = captionHeight + Math.max(...cells.map((it) => it.height))
    shownAt.push(shown.length)
    shown.push({ index, top, height, folded: 0, cells })
    top += height + gap
  })
  return { rows: shown, width: desk, height: top + 2 * gap, shownAt }
}

function cellsOf(
  row: Comparison['rows'][number],
  { older, newer, arrangement }: SceneInput,
  { column, left }: { readonly column: number; readonly left: number },
): readonly Cell[] {
  const cell = (
    side: Side,
    page: number | undefined,
    sizes: readonly number[],
    at: number,
  ): Cell | undefined => {
    if (page === undefined) return undefined
    const [width, height] = sizeAt(sizes, page)
    const scale = column / width
    return { side, page, left: at, width: column, height: Math.min(tallestPage, height * scale), scale }
  }
  const second = arrangement === 'beside' ? left + column + spine : left
  const was = cell('older', row.older, older, left)
  const is = cell('newer', row.newer, newer, second)
  const empty = (side: Side, beside: Cell | undefined): Cell => ({
    side,
    page: undefined,
    left: side === 'older' ? left : second,
    width: column,
    height: beside?.height ?? 0,
    scale: 1,
  })
  return [was ?? empty('older', is), is ?? empty('newer', was)]
}

/** Width and height of a page in points; A4 where a damaged file says nothing. */
export function sizeAt(sizes: readonly number[], page: number): readonly [width: number, height: number] {
  const [width = 0, height = 0] = sizes.slice(2 * page, 2 * page + 2)
  return width > 0 && height > 0 ? [width, height] : a4
}

/** Index of the row at a height of the desk, or of the next one below; the last one past the end; -1 when there is none. */
export function rowAt({ rows }: CompareScene, y: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row !== undefined && row.top + row.height <= y) low = middle + 1
    else high = middle
  }
  return Math.min(low, rows.length - 1)
}

/** Rows that touch the window, and so many pixels above and below it. */
export function rowsNear(
  scene: CompareScene,
  window: { readonly top: number; readonly height: number },
  overscan: number,
): readonly Row[] {
  const near: Row[] = []
  for (let at = Math.max(0, rowAt(scene, window.top - overscan)); at < scene.rows.length; at += 1) {
    const row = scene.rows[at]
    if (row === undefined || row.top >= window.top + window.height + overscan) break
    near.push(row)
  }
  return near
}

/** Where the line at `y` lies in another scene of the same comparison, so that the reader's line stays. */
export function keepLine(before: CompareScene, after: CompareScene, y: number): number {
  const row = before.rows[rowAt(before, y)]
  const now = row === undefined ? undefined : after.rows[after.shownAt[row.index] ?? -1]
  if (row === undefined || now === undefined) return y
  const part = (y - row.top) / row.height
  return now.top + Math.min(1, Math.max(0, part)) * now.height
}
