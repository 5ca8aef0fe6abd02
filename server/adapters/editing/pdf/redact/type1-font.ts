const eexecKey = 55665
const charStringKey = 4330
const endChar = 14

/** The letters between a code and a shape in a Type 1 font's own table, from the part that is not enciphered. */
export function ownEncoding(file: Uint8Array): ReadonlyMap<number, string> {
  const text = Buffer.from(file).toString('latin1')
  const clear = text.slice(0, Math.max(0, text.indexOf('eexec')))
  return new Map(
    [...clear.matchAll(/\bdup\s+(\d+)\s*\/(\S+)\s+put/g)].map(([, code, name = '']) => [Number(code), name]),
  )
}

/** A Type 1 font in which these glyphs draw nothing; undefined when it is not as expected. Adobe Type 1 Font Format, 6 and 7. */
export function blankType1Glyphs(file: Uint8Array, names: ReadonlySet<string>): Uint8Array | undefined {
  const bytes = Buffer.from(file)
  const mark = bytes.indexOf('eexec', 0, 'latin1')
  if (mark < 0) return undefined
  let from = mark + 5
  while ([9, 10, 13, 32].includes(bytes[from] ?? 0)) from += 1
  // In hexadecimal it would be as well allowed; no program writes that into a PDF.
  if (/^[0-9a-fA-F]{8}/.test(bytes.toString('latin1', from, from + 8))) return undefined
  const plain = deciphered(bytes.subarray(from), eexecKey)
  const text = plain.toString('latin1')
  const start = text.indexOf('/CharStrings')
  if (start < 0) return undefined
  const skipped = Number(/\/lenIV\s+(\d+)/.exec(text)?.[1] ?? 4)
  const entry = /\/(\S+)\s+(\d+)\s+(?:RD|-\||\S+) /g
  entry.lastIndex = start + '/CharStrings'.length
  let blanked = 0
  for (let found = entry.exec(text); found !== null; found = entry.exec(text)) {
    const [, name = '', length = ''] = found
    const place = entry.lastIndex
    const end = place + Number(length)
    if (end > plain.length) return undefined
    if (names.has(name)) {
      const shape = deciphered(plain.subarray(place, end), charStringKey)
      const widthEnds = afterWidth(shape, skipped)
      if (widthEnds === undefined) return undefined
      shape.fill(endChar, widthEnds)
      enciphered(shape, charStringKey).copy(plain, place)
      blanked += 1
    }
    entry.lastIndex = end
  }
  if (blanked === 0) return undefined
  enciphered(plain, eexecKey).copy(bytes, from)
  return bytes
}

/** Behind hsbw or sbw, with which every shape begins; undefined when it does not. */
function afterWidth(shape: Buffer, from: number): number | undefined {
  for (let at = from; at < shape.length;) {
    const byte = shape[at] ?? 0
    if (byte === 13) return at + 1
    if (byte === 12) return shape[at + 1] === 7 ? at + 2 : undefined
    if (byte < 32) return undefined
    at += byte <= 246 ? 1 : byte <= 254 ? 2 : 5
  }
  return undefined
}

function deciphered(bytes: Uint8Array, key: number): Buffer {
  const plain = Buffer.alloc(bytes.length)
  let state = key
  for (const [at, cipher] of bytes.entries()) {
    plain[at] = cipher ^ (state >> 8)
    state = ((cipher + state) * 52845 + 22719) & 0xffff
  }
  return plain
}

function enciphered(plain: Uint8Array, key: number): Buffer {
  const bytes = Buffer.alloc(plain.length)
  let state = key
  for (const [at, letter] of plain.entries()) {
    const cipher = (letter ^ (state >> 8)) & 255
    bytes[at] = cipher
    state = ((cipher + state) * 52845 + 22719) & 0xffff
  }
  return bytes
}
