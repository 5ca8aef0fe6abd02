import { wrap } from '../converter/wrap-text.ts'
import type { Pen, TextStyle } from './pen.ts'

/** The pens of one page: `upright` has the glyphs for vertical text, `plain` those for horizontal. */
export type VerticalPens = { readonly plain: Pen; readonly upright: Pen }

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
type Style = Pick<TextStyle, 'weight'> & { readonly largest: number }

/** The ascent of the fonts, of their size. */
const ascent = 0.88
const pitch = 1.3
const smallest = 5

/** One or two digits side by side (縦中横), a longer stretch of ASCII turned a quarter, else a character by itself. */
const pieces = /[!-~]+(?: [!-~]+)*|[\s\S]/gu
const isTogether = (piece: string) => /^(?:\d{1,2}|[!-~])$/.test(piece)
const isTurned = (piece: string) => /^[!-~]/.test(piece) && !isTogether(piece)

/** Columns from the right, each from the top, as large as they fit into the box. */
export function drawVertical(pens: VerticalPens, text: string, box: Box, style: Style): void {
  const { columns, size } = fitted(pens, text, box, style)
  const weight = style.weight ?? 'regular'
  const width = columns.length * size * pitch - size * (pitch - 1)
  let middle = box.x + box.width / 2 + width / 2 - size / 2
  for (const column of columns) {
    let y = box.y
    for (const piece of piecesOf(column)) {
      const height = heightOf(pens, piece, size, weight)
      if (isTurned(piece)) pens.plain.textTurned(piece, middle - size * 0.36, y, { size, weight })
      else if (isTogether(piece))
        pens.plain.textMiddle(piece, middle, y + size * ascent, { size, weight, maxWidth: size })
      else pens.upright.textMiddle(piece, middle, y + size * ascent, { size, weight })
      y += height
    }
    middle -= size * pitch
  }
}

/** One column as long as that does not take more than half of the size; then as many as there have to be. */
function fitted(pens: VerticalPens, text: string, box: Box, { largest, weight = 'regular' }: Style) {
  const inOne = box.height / piecesOf(text).reduce((sum, it) => sum + heightOf(pens, it, 1, weight), 0)
  if (inOne >= largest / 2) return { columns: [text], size: Math.min(largest, inOne) }
  for (let size = largest; ; size -= 0.5) {
    const lengthOf = (it: string) =>
      piecesOf(it).reduce((sum, piece) => sum + heightOf(pens, piece, size, weight), 0)
    // A 句読点 may hang below the last character.
    const columns = wrap(text, box.height - size, lengthOf)
    if (columns.length * size * pitch - size * (pitch - 1) <= box.width || size <= smallest)
      return { columns, size }
  }
}

function piecesOf(text: string): readonly string[] {
  const variant = /[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}\u{3099}\u{309a}]/u
  const found: string[] = []
  for (const piece of text.match(pieces) ?? []) {
    // A selector of a variant or a mark stays with its character.
    if (variant.test(piece) && found.length > 0) found.push(`${found.pop() ?? ''}${piece}`)
    else found.push(piece)
  }
  return found
}

function heightOf({ plain }: VerticalPens, piece: string, size: number, weight: 'regular' | 'bold'): number {
  return isTurned(piece) ? plain.widthOf(piece, { size, weight }) : size
}
