import type { Box, Turn } from './scene.ts'
import { turnedSize } from './scene.ts'

/** A rectangle in pixels. */
export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** How a page near the window is drawn: all of it in one piece, and the part in the window sharper where that is not enough. */
export type PagePixels = {
  /** Device pixels of the whole page in one piece. */
  readonly whole: { readonly width: number; readonly height: number }
  /** Device pixels of the page at full sharpness; as `whole` when one piece is sharp. */
  readonly full: { readonly width: number; readonly height: number }
  /** Pieces of the page at full sharpness that touch the window, in device pixels of `full`; empty when one piece does. */
  readonly tiles: readonly Rect[]
}

/** One piece larger than this costs more memory than the screen it is for. */
const sharpPixelsAtMost = 9_000_000
/** The soft whole under the tiles of a large sheet. */
const softPixelsAtMost = 3_000_000
/** Side of a tile, in device pixels. */
export const tileSide = 1024
/** A sheet has no more tiles than this in the window, whatever size the window is said to have. */
const tilesAtMost = 64

/**
 * What to draw of a page. `window` is the window onto the desk in CSS pixels; tiles reach half a tile beyond it, so that a
 * slow pan meets them ready.
 */
export function pixelsOf(
  box: Pick<Box, 'top' | 'left' | 'width' | 'height' | 'turn'>,
  window: Rect,
  devicePixelRatio: number,
): PagePixels {
  const upright = turnedSize(box, box.turn)
  const ratio = Math.min(2, Math.max(1, devicePixelRatio))
  const full = rounded(upright.width * ratio, upright.height * ratio)
  const area = full.width * full.height
  if (area <= sharpPixelsAtMost) return { whole: full, full, tiles: [] }
  const soft = Math.sqrt(softPixelsAtMost / area)
  return {
    whole: rounded(full.width * soft, full.height * soft),
    full,
    tiles: tilesIn(full, scaleRect(uprightRect(box, window), full.width / upright.width)),
  }
}

function rounded(width: number, height: number): { readonly width: number; readonly height: number } {
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) }
}

function scaleRect({ x, y, width, height }: Rect, scale: number): Rect {
  return { x: x * scale, y: y * scale, width: width * scale, height: height * scale }
}

/** A rectangle of the desk as it lies on the page before the page was turned, from the page's own top left corner. */
export function uprightRect(box: Pick<Box, 'top' | 'left' | 'width' | 'height' | 'turn'>, desk: Rect): Rect {
  const [x, y] = [desk.x - box.left, desk.y - box.top]
  const { width, height } = desk
  switch (box.turn) {
    case 0:
      return { x, y, width, height }
    case 1:
      return { x: y, y: box.width - x - width, width: height, height: width }
    case 2:
      return { x: box.width - x - width, y: box.height - y - height, width, height }
    case 3:
      return { x: box.height - y - height, y: x, width: height, height: width }
  }
}

/** The tiles of a sheet that touch a part of it, nearest to the part's middle first. */
function tilesIn(sheet: { readonly width: number; readonly height: number }, part: Rect): readonly Rect[] {
  const margin = tileSide / 2
  const first = (from: number) => Math.max(0, Math.floor((from - margin) / tileSide))
  const end = (to: number, length: number) =>
    Math.min(Math.ceil(length / tileSide), Math.ceil((to + margin) / tileSide))
  const tiles: Rect[] = []
  for (let row = first(part.y); row < end(part.y + part.height, sheet.height); row += 1)
    for (let column = first(part.x); column < end(part.x + part.width, sheet.width); column += 1) {
      const [x, y] = [column * tileSide, row * tileSide]
      tiles.push({
        x,
        y,
        width: Math.min(tileSide, sheet.width - x),
        height: Math.min(tileSide, sheet.height - y),
      })
    }
  const away = (it: Rect) =>
    Math.abs(it.x + it.width / 2 - part.x - part.width / 2) +
    Math.abs(it.y + it.height / 2 - part.y - part.height / 2)
  return tiles.sort((a, b) => away(a) - away(b)).slice(0, tilesAtMost)
}

/** How a page is turned on the screen, for its upright content: `transform` from the top left corner. */
export function turnStyle({
  width,
  height,
  turn,
}: {
  readonly width: number
  readonly height: number
  readonly turn: Turn
}): string {
  if (turn === 1) return `translateX(${width}px) rotate(90deg)`
  if (turn === 2) return `translate(${width}px, ${height}px) rotate(180deg)`
  return turn === 3 ? `translateY(${height}px) rotate(270deg)` : 'none'
}
