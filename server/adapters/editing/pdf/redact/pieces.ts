import { PDFDict, type PDFRef, type PDFStream } from 'pdf-lib'
import { name } from '../geometry.ts'

type Place = { readonly from: number; readonly to: number }

/** A content stream that is kept byte for byte but for some places, and the resources that go with it. */
export class Pieces {
  readonly bytes: Uint8Array
  readonly #resources: PDFDict
  readonly #edits: (Place & { readonly text: string })[] = []
  readonly #added = new Map<string, PDFRef>()

  constructor(bytes: Uint8Array, resources: PDFDict) {
    this.bytes = bytes
    this.#resources = resources
  }

  replace({ from, to }: Place, text: string): void {
    this.#edits.push({ from, to, text })
  }

  /** Shows another object in place of what an operator showed; answers its reference. */
  instead(place: Place, object: PDFStream): PDFRef {
    const ref = this.#resources.context.register(object)
    const key = `Kessai${ref.objectNumber}`
    this.#added.set(key, ref)
    this.replace(place, `/${key} Do`)
    return ref
  }

  /** Undefined when nothing is different. */
  result(): { readonly bytes: Uint8Array; readonly resources: PDFDict } | undefined {
    if (this.#edits.length === 0) return undefined
    const parts: Uint8Array[] = []
    let at = 0
    for (const { from, to, text } of this.#edits.toSorted((one, other) => one.from - other.from)) {
      parts.push(this.bytes.subarray(at, from), Buffer.from(` ${text} `, 'latin1'))
      at = to
    }
    parts.push(this.bytes.subarray(at))
    return { bytes: Buffer.concat(parts), resources: this.#resourcesLeft() }
  }

  /** A copy of the old ones, since other pages may share them, with what was added; it names still what is shown no more. */
  #resourcesLeft(): PDFDict {
    const { context } = this.#resources
    const left = this.#resources.clone(context)
    const old = left.lookup(name('XObject'))
    const objects = old instanceof PDFDict ? old.clone(context) : PDFDict.withContext(context)
    for (const [key, ref] of this.#added) objects.set(name(key), ref)
    left.set(name('XObject'), objects)
    return left
  }
}
