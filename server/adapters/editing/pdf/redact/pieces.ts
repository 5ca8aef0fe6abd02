import { PDFDict, type PDFRef, type PDFStream } from 'pdf-lib'
import { name } from '../geometry.ts'

type Place = { readonly from: number; readonly to: number }

/** A content stream that is kept byte for byte but for some places, and the resources that go with it. */
export class Pieces {
  readonly bytes: Uint8Array
  readonly #resources: PDFDict
  readonly #edits: (Place & { readonly text: string })[] = []
  readonly #added = new Map<string, PDFRef>()
  readonly #kept = new Map<string, Set<string>>()
  readonly #forgotten = new Map<string, Set<string>>()

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

  /** A resource that is still shown as it was. */
  keeps(category: string, key: string): void {
    this.#kept.set(category, (this.#kept.get(category) ?? new Set()).add(key))
  }

  forgets(category: string, key: string | undefined): void {
    if (key !== undefined)
      this.#forgotten.set(category, (this.#forgotten.get(category) ?? new Set()).add(key))
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

  /** A copy of the old ones: other pages may share them. Objects that this content shows no more are not in it. */
  #resourcesLeft(): PDFDict {
    const { context } = this.#resources
    const left = this.#resources.clone(context)
    const objects = PDFDict.withContext(context)
    const old = left.lookup(name('XObject'))
    if (old instanceof PDFDict) {
      for (const key of this.#kept.get('XObject') ?? []) {
        const ref = old.get(name(key))
        if (ref !== undefined) objects.set(name(key), ref)
      }
    }
    for (const [key, ref] of this.#added) objects.set(name(key), ref)
    left.set(name('XObject'), objects)
    for (const [category, keys] of this.#forgotten) {
      const things = left.lookup(name(category))
      if (!(things instanceof PDFDict)) continue
      const fewer = things.clone(context)
      for (const key of keys) fewer.delete(name(key))
      left.set(name(category), fewer)
    }
    return left
  }
}
