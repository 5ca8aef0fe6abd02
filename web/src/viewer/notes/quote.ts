import type { NewNote } from '../../../../server/contract/notes.ts'
import { excerptOf } from '../../../../server/domain/text/fold.ts'
import { writtenIn } from '../find/text-marks.ts'

type Quote = NonNullable<NewNote['quote']>

const around = 30
const longest = 400

/** Where a boundary of a selection is in the words of a layer; undefined outside of it. */
function offsetIn(layer: Element, node: Node, offset: number): number | undefined {
  const { pieces } = writtenIn(layer)
  const piece = pieces.find((it) => it.node === node)
  return piece === undefined ? undefined : piece.from + offset
}

/** The selected passage with the words around it; undefined when it is not in this page, or nothing but space. */
export function quoteOfSelection(layer: Element, selection: Selection): Quote | undefined {
  const range = selection.getRangeAt(0)
  const { text } = writtenIn(layer)
  const from = offsetIn(layer, range.startContainer, range.startOffset)
  const to = offsetIn(layer, range.endContainer, range.endOffset)
  if (from === undefined || to === undefined || to <= from) return undefined
  const quote = excerptOf(text, { from, to: Math.min(to, from + longest) }, around)
  return quote.text.trim() === '' ? undefined : quote
}

/** The boxes of a selection on its page, in points; neighbours in one line made one. Empty when it is on another page. */
export function selectedBoxes(
  layer: HTMLElement,
  selection: Selection,
  { widthPt, heightPt }: { readonly widthPt: number; readonly heightPt: number },
): [number, number, number, number][] {
  const range = selection.getRangeAt(0)
  if (!layer.contains(range.startContainer) || !layer.contains(range.endContainer)) return []
  const page = layer.getBoundingClientRect()
  const scale = { x: widthPt / page.width, y: heightPt / page.height }
  const boxes: [number, number, number, number][] = []
  for (const it of range.getClientRects()) {
    if (it.width < 1 || it.height < 1) continue
    const box = [
      (it.left - page.left) * scale.x,
      (it.top - page.top) * scale.y,
      it.width * scale.x,
      it.height * scale.y,
    ].map((value) => Math.round(value * 10) / 10) as [number, number, number, number]
    const last = boxes.at(-1)
    const sameLine = last !== undefined && Math.abs(last[1] - box[1]) < last[3] / 2
    if (sameLine && box[0] <= last[0] + last[2] + last[3])
      last[2] = Math.max(last[2], box[0] + box[2] - last[0])
    else boxes.push(box)
  }
  return boxes.slice(0, 200)
}

/** Farther than this from a note, in points, words have nothing to do with it. */
const nearestPt = 40

/** The line of text nearest to a place on the page, with the words around it: by it the note is found again. */
export function quoteAt(
  layer: HTMLElement,
  [x, y, width, height]: readonly [number, number, number, number],
): Quote | undefined {
  const spans = [...layer.querySelectorAll('span')]
  const distance = (span: HTMLElement) => {
    const [left, top] = [Number.parseFloat(span.style.left), Number.parseFloat(span.style.top)]
    const right = left + span.offsetWidth
    const bottom = top + span.offsetHeight
    return Math.max(0, left - x - width, x - right) + 2 * Math.max(0, top - y - height, y - bottom)
  }
  let nearest: { readonly span: HTMLElement; readonly away: number } | undefined
  for (const span of spans) {
    const away = distance(span)
    if (away < (nearest?.away ?? nearestPt)) nearest = { span, away }
  }
  const node = nearest?.span.firstChild
  if (!(node instanceof Text)) return undefined
  const from = offsetIn(layer, node, 0)
  if (from === undefined || node.data.trim() === '') return undefined
  return excerptOf(writtenIn(layer).text, { from, to: from + Math.min(longest, node.length) }, around)
}
