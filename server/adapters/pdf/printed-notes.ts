import { BlendMode, type PDFPage, type RGB, rgb } from 'pdf-lib'
import type { PrintedNote } from '../../usecases/ports.ts'
import { drawSeen, fillSeen, seenPage } from './foot.ts'
import type { TypeCase } from './type-case.ts'

const red = rgb(0.7, 0.15, 0.12)
const yellow = rgb(1, 0.88, 0.24)
const paperYellow = rgb(1, 0.9, 0.54)
const brown = rgb(0.4, 0.31, 0)

/** Draws a note on its page with its number in the list of notes. */
export function drawNote(page: PDFPage, type: TypeCase, note: PrintedNote, number: number): void {
  const { place } = note
  const opacity = note.isSettled ? 0.5 : 1
  const line = (points: readonly number[], thickness: number) =>
    drawLine(page, points, { thickness, opacity })
  switch (place?.kind) {
    case 'highlight':
      for (const box of place.boxes)
        fillSeen(page, box, { color: yellow, opacity: 0.5 * opacity, blendMode: BlendMode.Multiply })
      break
    case 'box': {
      const [x, y, width, height] = place.box
      line([x, y, x + width, y, x + width, y + height, x, y + height, x, y], 1.4)
      break
    }
    case 'ink':
      for (const stroke of place.strokes) line(stroke, 1.6)
      break
    case 'check':
      line([place.x - 6, place.y, place.x - 1, place.y + 6, place.x + 8, place.y - 7], 2.2)
      break
    case 'note':
    case undefined:
  }
  drawNumber(page, type, number, cornerOf(page, note))
}

function drawLine(
  page: PDFPage,
  points: readonly number[],
  style: { readonly thickness: number; readonly opacity: number; readonly color?: RGB },
): void {
  const seen = seenPage(page)
  for (let at = 0; at + 3 < points.length; at += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points.slice(at, at + 4)
    page.drawLine({ start: seen.own(x1, y1), end: seen.own(x2, y2), color: red, ...style })
  }
}

type Corner = { readonly x: number; readonly y: number }

/** Where a note begins; for one whose passage moved away, the page's corner. */
function cornerOf(page: PDFPage, { place }: PrintedNote): Corner {
  switch (place?.kind) {
    case 'highlight': {
      const [x, y] = place.boxes[0] ?? [0, 0]
      return { x, y }
    }
    case 'box':
      return { x: place.box[0], y: place.box[1] }
    case 'ink': {
      const [x = 0, y = 0] = place.strokes[0] ?? []
      return { x, y }
    }
    case 'check':
    case 'note':
      return { x: place.x, y: place.y }
    case undefined:
      return { x: seenPage(page).width - 30, y: 24 }
  }
}

/** A small slip with the number, beside the corner, and always on the page. */
function drawNumber(page: PDFPage, type: TypeCase, number: number, corner: Corner): void {
  const text = `付${number}`
  const size = 7
  const width = type.widthOf(text, 'regular') * size + 5
  const { width: right, height: bottom } = seenPage(page)
  const x = Math.min(Math.max(2, corner.x - width - 2), right - width - 2)
  const y = Math.min(Math.max(2, corner.y - 6), bottom - 14)
  fillSeen(page, [x, y, width, 11], { color: paperYellow, borderColor: brown, borderWidth: 0.6 })
  drawSeen(page, type, text, { x: x + 2.5, y: y + 8 }, { size, color: brown })
}
