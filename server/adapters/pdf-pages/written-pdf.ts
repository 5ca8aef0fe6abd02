/** A name is written with its slash; a string is of no interest here and only passed. */
export type PdfValue =
  | number
  | boolean
  | null
  | `/${string}`
  | { readonly reference: number }
  | { readonly isString: true }
  | readonly PdfValue[]
  | PdfDictionary
export type PdfDictionary = ReadonlyMap<string, PdfValue>
export type PdfStream = { readonly dictionary: PdfDictionary; readonly bytes: Uint8Array }

/** A PDF that PDFium has written, with one table of where its objects are. */
export type WrittenPdf = {
  readonly root: PdfDictionary
  /** What a value is or refers to; throws on a stream. */
  value(value: PdfValue | undefined): PdfValue | undefined
  stream(value: PdfValue | undefined): PdfStream
}

/**
 * Reads a PDF as PDFium writes it, and only that: one cross-reference table, no streams of objects, no comments, lengths in
 * place. Throws on anything else, as its parts are asked for.
 */
export function readWrittenPdf(bytes: Buffer): WrittenPdf {
  const offsets = offsetsIn(bytes)
  const objectAt = (number: number): { readonly value: PdfValue; readonly reader: Reader } => {
    const reader = new Reader(bytes, offsets[number] ?? bytes.byteLength)
    reader.expect(`${number} 0 obj`)
    return { value: reader.value(), reader }
  }
  const value = (it: PdfValue | undefined): PdfValue | undefined => {
    const number = referenceOf(it)
    if (number === undefined) return it
    const object = objectAt(number)
    object.reader.expect('endobj')
    return object.value
  }
  return {
    root: dictionaryOf(value(dictionaryOf(trailerIn(bytes)).get('Root'))),
    value,
    stream: (it) => {
      const number = referenceOf(it)
      if (number === undefined) throw new Error('no stream')
      const { value: described, reader } = objectAt(number)
      const dictionary = dictionaryOf(described)
      return { dictionary, bytes: reader.stream(dictionary.get('Length')) }
    },
  }
}

export function dictionaryOf(value: PdfValue | undefined): PdfDictionary {
  if (value instanceof Map) return value
  throw new Error('no dictionary')
}

function referenceOf(value: PdfValue | undefined): number | undefined {
  return typeof value === 'object' && value !== null && 'reference' in value ? value.reference : undefined
}

function tableIn(bytes: Buffer): number {
  const reader = new Reader(bytes, bytes.lastIndexOf('startxref'))
  reader.expect('startxref')
  const at = reader.value()
  if (typeof at !== 'number') throw new Error('no table')
  return at
}

/** Of each object by its number; 0 for those that are none. */
function offsetsIn(bytes: Buffer): readonly number[] {
  const at = tableIn(bytes)
  const [, count = '', entries = ''] =
    /^xref\r\n0 (\d+)\r\n((?:\d{10} \d{5} [nf]\r\n)+)trailer/.exec(bytes.toString('latin1', at)) ?? []
  const lines = entries.split('\r\n').slice(0, -1)
  if (lines.length === 0 || lines.length !== Number(count)) throw new Error('no table')
  return lines.map((it) => (it.endsWith('00000 n') ? Number(it.slice(0, 10)) : 0))
}

function trailerIn(bytes: Buffer): PdfValue {
  const reader = new Reader(bytes, bytes.indexOf('trailer', tableIn(bytes)))
  reader.expect('trailer')
  return reader.value()
}

/** Deeper is nothing that a page needs. */
const deepest = 20
const space = new Set([0, 9, 10, 12, 13, 32])

class Reader {
  readonly #bytes: Buffer
  #at: number

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes
    this.#at = at
  }

  expect(word: string): void {
    this.#passSpace()
    if (this.#bytes.toString('latin1', this.#at, this.#at + word.length) !== word)
      throw new Error(`no ${word}`)
    this.#at += word.length
  }

  value(depth = 0): PdfValue {
    if (depth > deepest) throw new Error('too deep')
    this.#passSpace()
    if (this.#passes('<<')) return this.#dictionary(depth)
    if (this.#passes('[')) return this.#array(depth)
    if (this.#passes('(')) return this.#string()
    if (this.#passes('<')) return this.#hexString()
    if (this.#passes('/')) return `/${this.#token()}`
    return this.#number()
  }

  /** What stands between the words `stream` and `endstream`. */
  stream(length: PdfValue | undefined): Uint8Array {
    this.expect('stream\r\n')
    if (typeof length !== 'number') throw new Error('no length')
    const from = this.#at
    this.#at += length
    if (!this.#passes('\r\nendstream')) throw new Error('another length')
    return this.#bytes.subarray(from, from + length)
  }

  #dictionary(depth: number): PdfDictionary {
    const found = new Map<string, PdfValue>()
    for (this.#passSpace(); !this.#passes('>>'); this.#passSpace()) {
      this.expect('/')
      const key = this.#token()
      if (found.has(key)) throw new Error(`${key} twice`)
      found.set(key, this.value(depth + 1))
    }
    return found
  }

  #array(depth: number): readonly PdfValue[] {
    const found: PdfValue[] = []
    for (this.#passSpace(); !this.#passes(']'); this.#passSpace()) found.push(this.value(depth + 1))
    return found
  }

  #string(): PdfValue {
    for (let open = 1; open > 0; this.#at += 1) {
      const byte = this.#bytes[this.#at]
      if (byte === undefined) throw new Error('no end')
      if (byte === 0x5c) this.#at += 1
      else if (byte === 0x28) open += 1
      else if (byte === 0x29) open -= 1
    }
    return { isString: true }
  }

  #number(): PdfValue {
    const word = this.#token()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new Error(`the word ${word}`)
    const reference = /^ 0 R(?![A-Za-z0-9])/.exec(this.#bytes.toString('latin1', this.#at, this.#at + 5))
    if (reference === null || !/^\d+$/.test(word)) return Number(word)
    this.#at += 4
    return { reference: Number(word) }
  }

  /** Up to a space or a delimiter. */
  #token(): string {
    const from = this.#at
    while (this.#at < this.#bytes.byteLength && isRegular(this.#bytes[this.#at] as number)) this.#at += 1
    return this.#bytes.toString('latin1', from, this.#at)
  }

  #hexString(): PdfValue {
    const end = this.#bytes.indexOf('>', this.#at)
    if (end < 0) throw new Error('no end')
    this.#at = end + 1
    return { isString: true }
  }

  #passSpace(): void {
    while (space.has(this.#bytes[this.#at] ?? -1)) this.#at += 1
  }

  #passes(word: string): boolean {
    for (let at = 0; at < word.length; at += 1)
      if (this.#bytes[this.#at + at] !== word.charCodeAt(at)) return false
    this.#at += word.length
    return true
  }
}

function isRegular(byte: number): boolean {
  return !space.has(byte) && !'()<>[]{}/%'.includes(String.fromCharCode(byte))
}
