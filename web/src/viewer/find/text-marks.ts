import { rangesOf } from '../../../../server/domain/text/fold.ts'

/** The words of an element as a page has them: its pieces of text, each in a line of its own. */
type Written = {
  readonly text: string
  /** Where each piece begins in `text`, first to last. */
  readonly pieces: readonly { readonly node: Text; readonly from: number }[]
}

/** The words of an element in the order of the document. */
export function writtenIn(element: Element): Written {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const pieces: { node: Text; from: number }[] = []
  let text = ''
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.data.trim() === '') continue
    if (text !== '') text += '\n'
    pieces.push({ node, from: text.length })
    text += node.data
  }
  return { text, pieces }
}

/** The passages of an element that say the words (folded), in the order of the document. */
export function passagesIn(
  element: Element,
  wanted: string,
): readonly { readonly range: Range; readonly text: string; readonly from: number; readonly to: number }[] {
  const { text, pieces } = writtenIn(element)
  const placeOf = (at: number, isEnd: boolean) => {
    const piece = pieces.findLast((it) => (isEnd ? it.from < at : it.from <= at))
    return piece === undefined
      ? undefined
      : { node: piece.node, offset: Math.min(at - piece.from, piece.node.length) }
  }
  return rangesOf(text, wanted).flatMap(({ from, to }) => {
    const [start, end] = [placeOf(from, false), placeOf(to, true)]
    if (start === undefined || end === undefined) return []
    const range = document.createRange()
    range.setStart(start.node, start.offset)
    range.setEnd(end.node, end.offset)
    return [{ range, text, from, to }]
  })
}

const everyName = 'kessai-found'
const currentName = 'kessai-found-now'

/** The passage the reader has come to: a page (or the cover sheet) by the key of its box, and which passage of it. */
export type CurrentPassage = { readonly key: string; readonly ordinal: number }

/**
 * Marks the words that are looked for in whatever is on the screen. Nothing is written into the document (CSS Custom
 * Highlight API): selecting and copying go on as before. A browser without it shows the list of passages only.
 */
export class TextMarks {
  readonly #elements = new Map<string, Element>()
  readonly #ranges = new Map<string, readonly Range[]>()
  #wanted = ''
  #current: CurrentPassage | undefined

  /** The text of a page, or of the cover sheet, is on the screen (again). Returns how to say that it is gone. */
  attach(key: string, element: Element): () => void {
    this.#elements.set(key, element)
    if (this.#wanted !== '') {
      this.#look(key, element)
      this.#paint()
    }
    return () => {
      if (this.#elements.get(key) !== element) return
      this.#elements.delete(key)
      if (this.#ranges.delete(key)) this.#paint()
    }
  }

  /** What is looked for, folded; '' for nothing. */
  show(wanted: string, current: CurrentPassage | undefined): void {
    if (wanted === '' && this.#wanted === '') return
    this.#current = current
    if (wanted !== this.#wanted) {
      this.#wanted = wanted
      this.#ranges.clear()
      for (const [key, element] of this.#elements) this.#look(key, element)
    }
    this.#paint()
  }

  close(): void {
    this.#elements.clear()
    if (this.#wanted !== '') this.show('', undefined)
  }

  #look(key: string, element: Element): void {
    if (this.#wanted === '') return
    const ranges = passagesIn(element, this.#wanted).map((it) => it.range)
    if (ranges.length > 0) this.#ranges.set(key, ranges)
    else this.#ranges.delete(key)
  }

  #paint(): void {
    if (!('highlights' in CSS)) return
    const now = this.#ranges.get(this.#current?.key ?? '')?.[this.#current?.ordinal ?? 0]
    const others = [...this.#ranges.values()].flat().filter((it) => it !== now)
    CSS.highlights.set(everyName, new Highlight(...others))
    CSS.highlights.set(currentName, now === undefined ? new Highlight() : new Highlight(now))
  }
}
