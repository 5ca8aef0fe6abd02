/** What an operator is given: a number, a name, a string as bytes, a list, or a dictionary and the like as it is written. */
export type Operand =
  | number
  | { readonly name: string }
  | { readonly bytes: Uint8Array }
  | { readonly list: readonly Operand[] }
  | { readonly written: string }

/** One operator of a content stream with its operands, and where it stands. */
export type Operator = {
  readonly name: string
  readonly operands: readonly Operand[]
  readonly from: number
  readonly to: number
  /** Of an inline image (BI): where its data begins and ends; its operands are its keys and values in turn. */
  readonly data?: readonly [from: number, to: number]
}

const white = new Set([0, 9, 10, 12, 13, 32])
const delimiters = new Set(Array.from('()<>[]{}/%', (it) => it.charCodeAt(0)))

/** The operators of a content stream in order; undefined when it cannot be read with certainty. ISO 32000-1, 7.8.2. */
export function operatorsOf(bytes: Uint8Array): readonly Operator[] | undefined {
  try {
    return new Reader(bytes).all()
  } catch {
    return undefined
  }
}

class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  all(): readonly Operator[] {
    const found: Operator[] = []
    let operands: Operand[] = []
    let from = -1
    for (;;) {
      this.#skipWhite()
      if (this.#at >= this.#bytes.length) break
      if (from < 0) from = this.#at
      const next = this.#next()
      if (typeof next !== 'string') {
        operands.push(next)
        continue
      }
      if (next === 'BI') found.push(this.#inlineImage(from))
      else found.push({ name: next, operands, from, to: this.#at })
      operands = []
      from = -1
    }
    if (operands.length > 0) throw new Error('operands without an operator')
    return found
  }

  /** An operand, or the name of an operator. */
  #next(): Operand | string {
    const byte = this.#bytes[this.#at] ?? 0
    const character = String.fromCharCode(byte)
    if (character === '/') return { name: this.#name() }
    if (character === '(') return { bytes: this.#literal() }
    if (character === '[') return { list: this.#list() }
    if (character === '<') {
      if (this.#bytes[this.#at + 1] === byte) return { written: this.#dictionary() }
      return { bytes: this.#hex() }
    }
    const word = this.#word()
    if (word === '') throw new Error(`nothing can begin with ${character}`)
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return Number(word)
    // 12-34 and --5 stand in files; viewers read them as numbers, each in its way.
    if (/^[+\-.\d]+$/.test(word)) throw new Error('a number that is none')
    if (word === 'true' || word === 'false' || word === 'null') return { written: word }
    return word
  }

  #skipWhite(): void {
    for (;;) {
      const byte = this.#bytes[this.#at]
      if (byte === undefined) return
      if (byte === 0x25) {
        while (this.#at < this.#bytes.length && this.#bytes[this.#at] !== 10 && this.#bytes[this.#at] !== 13)
          this.#at += 1
      } else if (white.has(byte)) this.#at += 1
      else return
    }
  }

  #word(): string {
    const from = this.#at
    while (this.#at < this.#bytes.length) {
      const byte = this.#bytes[this.#at] ?? 0
      if (white.has(byte) || delimiters.has(byte)) break
      this.#at += 1
    }
    return Buffer.from(this.#bytes.subarray(from, this.#at)).toString('latin1')
  }

  #name(): string {
    this.#at += 1
    return this.#word().replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    )
  }

  #list(): readonly Operand[] {
    this.#at += 1
    const items: Operand[] = []
    for (;;) {
      this.#skipWhite()
      if (this.#at >= this.#bytes.length) throw new Error('a list without an end')
      if (this.#bytes[this.#at] === 0x5d) break
      const item = this.#next()
      if (typeof item === 'string') throw new Error('an operator in a list')
      items.push(item)
    }
    this.#at += 1
    return items
  }

  #dictionary(): string {
    const from = this.#at
    this.#at += 2
    for (;;) {
      this.#skipWhite()
      if (this.#at >= this.#bytes.length) throw new Error('a dictionary without an end')
      if (this.#bytes[this.#at] === 0x3e && this.#bytes[this.#at + 1] === 0x3e) break
      this.#next()
    }
    this.#at += 2
    return Buffer.from(this.#bytes.subarray(from, this.#at)).toString('latin1')
  }

  #hex(): Uint8Array {
    const from = this.#at + 1
    const end = this.#bytes.indexOf(0x3e, from)
    if (end < 0) throw new Error('a string without an end')
    this.#at = end + 1
    const digits = Buffer.from(this.#bytes.subarray(from, end)).toString('latin1').replaceAll(/\s|\0/g, '')
    if (/[^0-9a-f]/i.test(digits)) throw new Error('a string that is none')
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
  }

  #literal(): Uint8Array {
    const content: number[] = []
    let depth = 1
    for (this.#at += 1; depth > 0; this.#at += 1) {
      const byte = this.#bytes[this.#at]
      if (byte === undefined) throw new Error('a string without an end')
      if (byte === 0x5c) {
        this.#escaped(content)
        continue
      }
      if (byte === 0x28) depth += 1
      if (byte === 0x29) depth -= 1
      if (depth > 0) content.push(byte)
    }
    return Uint8Array.from(content)
  }

  /** Behind a backslash; leaves the place at the last byte that belongs to it. */
  #escaped(content: number[]): void {
    this.#at += 1
    const character = String.fromCharCode(this.#bytes[this.#at] ?? 0)
    const digits = /^[0-7]{1,3}/.exec(
      Buffer.from(this.#bytes.subarray(this.#at, this.#at + 3)).toString('latin1'),
    )?.[0]
    if (digits !== undefined) {
      content.push(parseInt(digits, 8) & 255)
      this.#at += digits.length - 1
    } else if (character === '\r') {
      if (this.#bytes[this.#at + 1] === 10) this.#at += 1
    } else if (character !== '\n') {
      const known = { n: 10, r: 13, t: 9, b: 8, f: 12 }[character]
      content.push(known ?? this.#bytes[this.#at] ?? 0)
    }
  }

  /** BI was read: its keys and values, ID, its data, EI. */
  #inlineImage(from: number): Operator {
    const operands: Operand[] = []
    for (;;) {
      this.#skipWhite()
      if (this.#at >= this.#bytes.length) throw new Error('an image without data')
      const next = this.#next()
      if (next === 'ID') break
      if (typeof next === 'string') throw new Error('an operator in an image')
      operands.push(next)
    }
    const start = this.#at + 1
    for (let at = start; at + 1 < this.#bytes.length; at += 1) {
      const isEnd = this.#bytes[at] === 0x45 && this.#bytes[at + 1] === 0x49
      const before = this.#bytes[at - 1] ?? 32
      const after = this.#bytes[at + 2]
      if (!isEnd || (!white.has(before) && at !== start)) continue
      if (after !== undefined && !white.has(after)) continue
      if (!this.#readsOn(at + 2)) continue
      this.#at = at + 2
      return { name: 'BI', operands, from, to: this.#at, data: [start, at] }
    }
    throw new Error('an image without an end')
  }

  /** EI may stand in the data by chance: then what follows is no content. */
  #readsOn(at: number): boolean {
    const some = Buffer.from(this.#bytes.subarray(at, at + 12)).toString('latin1')
    return !/[^\t\n\f\r\x20-\x7e\0]/.test(some)
  }
}

/** A string as a content stream writes it. */
export function hexOf(bytes: Uint8Array): string {
  return `<${Buffer.from(bytes).toString('hex')}>`
}

/** A number as a content stream writes it: no exponent, no more digits than matter. */
export function numberText(value: number): string {
  const text = value.toFixed(5)
  return text.includes('.') ? text.replace(/\.?0+$/, '') || '0' : text
}
