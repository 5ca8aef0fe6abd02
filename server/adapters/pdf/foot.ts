import { setImmediate } from 'node:timers/promises'
import { type PDFPage, type PDFPageDrawRectangleOptions, type RGB, degrees, rgb } from 'pdf-lib'
import { footHeight, footScale } from '../../domain/reading/foot.ts'
import { faint } from './pen.ts'
import type { TypeCase } from './type-case.ts'

/** A page as one sees it, whichever way its file turns it: points from the top left of what is shown. */
export type SeenPage = {
  readonly width: number
  readonly height: number
  /** A quarter turn or more clockwise, in degrees: that of text which is to stand upright. */
  readonly turned: number
  /** Where a point as it is seen lies in the page's own coordinates. */
  readonly own: (x: number, y: number) => { readonly x: number; readonly y: number }
}

export function seenPage(page: PDFPage): SeenPage {
  const { x: left, y: bottom, width, height } = page.getCropBox()
  const turned = ((page.getRotation().angle % 360) + 360) % 360
  switch (turned) {
    case 90:
      return { width: height, height: width, turned, own: (x, y) => ({ x: left + y, y: bottom + x }) }
    case 180:
      return { width, height, turned, own: (x, y) => ({ x: left + width - x, y: bottom + y }) }
    case 270:
      return {
        width: height,
        height: width,
        turned,
        own: (x, y) => ({ x: left + width - y, y: bottom + height - x }),
      }
    default:
      return { width, height, turned: 0, own: (x, y) => ({ x: left + x, y: bottom + height - y }) }
  }
}

/** Upright text whose baseline is `y`, from `x` on. A character that no font has is left out. */
export function drawSeen(
  page: PDFPage,
  type: TypeCase,
  text: string,
  at: { readonly x: number; readonly y: number },
  { size, color = faint }: { readonly size: number; readonly color?: RGB },
): void {
  const seen = seenPage(page)
  let { x } = at
  for (const run of type.runs(text, 'regular')) {
    if (!('missing' in run))
      page.drawText(run.text, {
        ...seen.own(x, at.y),
        size,
        font: run.font,
        color,
        rotate: degrees(seen.turned),
      })
    x += run.width * size
  }
}

/** A rectangle as it is seen. */
export function fillSeen(
  page: PDFPage,
  [x, y, width, height]: readonly [number, number, number, number],
  style: Omit<PDFPageDrawRectangleOptions, 'x' | 'y' | 'width' | 'height'>,
): void {
  const seen = seenPage(page)
  const [a, b] = [seen.own(x, y), seen.own(x + width, y + height)]
  page.drawRectangle({
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
    ...style,
  })
}

/** `n / N` and the number of the case at the foot of every page, whichever way the page is turned. */
export async function numberPages(pages: readonly PDFPage[], type: TypeCase, number: string): Promise<void> {
  const size = 7.5
  for (const [index, page] of pages.entries()) {
    await breathe(index)
    const text = `${number}　　${index + 1} / ${pages.length}`
    const { width, height } = seenPage(page)
    drawSeen(
      page,
      type,
      text,
      { x: (width - type.widthOf(text, 'regular') * size) / 2, y: height - 14 },
      { size },
    )
  }
}

/** Of a loop over pages: lets the rest of the process live. A worker that is silent for ten seconds counts as dead. */
export async function breathe(index: number): Promise<void> {
  if (index % 100 === 99) await setImmediate()
}

/** What stands at the foot of a printed page: on the upper line from the left, in the middle and from the right; below. */
export type FootLine = {
  readonly left: string
  readonly middle: string
  readonly right: string
  readonly below: string
}

/**
 * Draws the foot of a printed page. `below`: the page is made longer by a white strip for it, because there is something
 * where it would stand; what the page has keeps its place and its size.
 */
export function drawFoot(page: PDFPage, type: TypeCase, foot: FootLine, below: boolean): void {
  const { width, height } = seenPage(page)
  const scale = footScale(width, height)
  const strip = below ? footHeight(width, height) : 0
  if (below) lengthen(page, strip)
  const end = height + strip
  const size = 6.5 * scale
  const margin = 24 * scale
  const room = width - 2 * margin
  const y = end - 15 * scale
  const widthOf = (text: string) => type.widthOf(text, 'regular') * size
  const middle = widthOf(foot.middle)
  const side = (room - middle) / 2 - 12 * scale
  drawSeen(page, type, cut(foot.left, side, widthOf), { x: margin, y }, { size })
  drawSeen(page, type, foot.middle, { x: (width - middle) / 2, y }, { size })
  const right = cut(foot.right, side, widthOf)
  drawSeen(page, type, right, { x: width - margin - widthOf(right), y }, { size })
  const last = cut(foot.below, room, widthOf)
  drawSeen(page, type, last, { x: width - margin - widthOf(last), y: end - 7 * scale }, { size })
}

/** The text, or as much of it as fits with an ellipsis. */
function cut(text: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= room) return text
  const letters = text.match(/[^]\p{Variation_Selector}?/gu) ?? []
  while (letters.length > 1 && widthOf(`${letters.join('')}…`) > room) letters.pop()
  return `${letters.join('')}…`
}

/** Makes a page longer at its foot as it is seen, and the new part white: what lay beyond the page's edge stays unseen. */
function lengthen(page: PDFPage, by: number): void {
  const { x, y, width, height } = page.getCropBox()
  const { turned } = seenPage(page)
  const box = { x, y, width, height }
  if (turned === 90) box.width += by
  else if (turned === 180) box.height += by
  else if (turned === 270) Object.assign(box, { x: x - by, width: width + by })
  else Object.assign(box, { y: y - by, height: height + by })
  page.setMediaBox(box.x, box.y, box.width, box.height)
  page.setCropBox(box.x, box.y, box.width, box.height)
  for (const name of ['setBleedBox', 'setTrimBox', 'setArtBox'] as const)
    page[name](box.x, box.y, box.width, box.height)
  const seen = seenPage(page)
  fillSeen(page, [0, seen.height - by, seen.width, by], { color: rgb(1, 1, 1) })
}
