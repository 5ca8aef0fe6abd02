import type { Page } from 'playwright-core'
import sharp from 'sharp'
import type { Ink } from './stamped-pdf.ts'

/** Characters as people count them: 葛󠄀, with its variation selector, and 𠮷 are one each. */
export function graphemes(text: string): readonly string[] {
  return [...new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)].map((it) => it.segment)
}

/**
 * How another program draws the text: the browser, with the system's own Noto Sans CJK JP, which has the design of the
 * font in our PDFs but is another file read by another reader of fonts.
 */
export async function drawnByBrowser(page: Page, text: string): Promise<Ink> {
  const drawn = await page.evaluate((text) => {
    const size = 80
    const canvas = document.createElement('canvas')
    canvas.width = size * (text.length + 1)
    canvas.height = size * 2
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('no canvas')
    context.font = `700 ${size}px "Noto Sans CJK JP"`
    context.fillText(text, size / 2, size * 1.4)
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    const alpha = Array.from({ length: data.length / 4 }, (_, at) => data[at * 4 + 3] ?? 0)
    let [left, top, right, bottom] = [canvas.width, canvas.height, -1, -1]
    alpha.forEach((it, at) => {
      if (it < 60) return
      const x = at % canvas.width
      const y = (at - x) / canvas.width
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    })
    if (right < 0) throw new Error(`the browser draws nothing for ${text}`)
    const [width, height] = [right - left + 1, bottom - top + 1]
    const cells = Array.from(
      { length: width * height },
      (_, at) => alpha[(top + Math.floor(at / width)) * canvas.width + left + (at % width)] ?? 0,
    )
    return { width, height, cells }
  }, text)
  return { ...drawn, cells: Uint8Array.from(drawn.cells) }
}

const side = 32

async function sameSize(ink: Ink, columns: number): Promise<Buffer> {
  return sharp(ink.cells, { raw: { width: ink.width, height: ink.height, channels: 1 } })
    .resize(columns * side, side, { fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer()
}

/** A glyph may lie this far from where the other lies: lines of other widths are stretched by a little. */
const slack = 2

/** How alike two lines of writing are, character by character: 1 the same, 0 nothing in common. */
export async function likeness(one: Ink, other: Ink, characters: number): Promise<readonly number[]> {
  const [a, b] = await Promise.all([sameSize(one, characters), sameSize(other, characters)])
  const width = characters * side
  const cell = (from: Buffer, index: number, right: number, down: number) =>
    Array.from({ length: side * side }, (_, at) => {
      const x = index * side + (at % side) + right
      const y = Math.floor(at / side) + down
      return x < 0 || x >= width || y < 0 || y >= side ? 0 : (from[y * width + x] ?? 0)
    })
  return Array.from({ length: characters }, (_, index) => {
    const fixed = cell(b, index, 0, 0)
    let best = 0
    for (let right = -slack; right <= slack; right += 1)
      for (let down = -slack; down <= slack; down += 1)
        best = Math.max(best, correlation(cell(a, index, right, down), fixed))
    return best
  })
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (it: readonly number[]) => it.reduce((sum, value) => sum + value, 0) / it.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [both, squareA, squareB] = [0, 0, 0]
  a.forEach((value, index) => {
    const [da, db] = [value - meanA, (b[index] ?? 0) - meanB]
    both += da * db
    squareA += da * da
    squareB += db * db
  })
  // Without any ink there is nothing to be alike.
  return squareA === 0 || squareB === 0 ? 0 : both / Math.sqrt(squareA * squareB)
}
