import type { TextRun } from '../../../server/contract/book.ts'

/** Any upright face will do: the letters are transparent and each run is stretched to the width it has on the page. */
const face = 'sans-serif'
let ruler: CanvasRenderingContext2D | null | undefined

/** How wide it is as such letters, in CSS pixels; only good for comparing. */
export function widthOf(text: string, size: number): number {
  ruler ??= document.createElement('canvas').getContext('2d')
  if (ruler === null || ruler === undefined) return 0
  ruler.font = `${size}px ${face}`
  return ruler.measureText(text).width
}

/**
 * Fills `layer` with the runs of a page as transparent text over the picture, in reading order, so that it can be
 * selected, copied, found and read aloud. The layer is as large as the page in points and scaled as a whole.
 */
export function fillTextLayer(layer: HTMLElement, runs: readonly TextRun[]): void {
  const fragment = document.createDocumentFragment()
  let above: TextRun | undefined
  for (const run of runs) {
    if (run.text.trim() === '') continue
    // Absolutely positioned runs copy without line ends; a break of no height gives them back.
    if (above !== undefined && startsNewLine(above, run)) fragment.append(document.createElement('br'))
    fragment.append(spanOf(run))
    above = run
  }
  layer.replaceChildren(fragment)
}

function startsNewLine(above: TextRun, run: TextRun): boolean {
  if (above.vertical === true || run.vertical === true)
    return Math.abs(above.box[0] - run.box[0]) > run.box[2] / 2
  return (
    Math.abs(above.box[1] + above.box[3] - run.box[1] - run.box[3]) > Math.min(above.box[3], run.box[3]) / 2
  )
}

function spanOf(run: TextRun): HTMLSpanElement {
  const [x, y, width, height] = run.box
  const span = document.createElement('span')
  span.textContent = run.text
  const vertical = run.vertical === true
  const size = Math.max(
    1,
    vertical ? width : Math.min(run.fontSize > 0 ? run.fontSize : height, height * 1.5),
  )
  const length = vertical ? height : width
  const natural = widthOf(run.text, size)
  const stretch = natural > 0 ? length / natural : 1
  span.style.cssText =
    `left:${x}px;top:${y}px;font-size:${size}px;line-height:${vertical ? width : height}px;` +
    (vertical ? `writing-mode:vertical-rl;transform:scaleY(${stretch})` : `transform:scaleX(${stretch})`)
  return span
}
