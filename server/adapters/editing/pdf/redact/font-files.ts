/** A TrueType file in which these glyphs have no outline; undefined when its tables are not as expected. */
export function blankTrueTypeGlyphs(file: Uint8Array, glyphs: ReadonlySet<number>): Uint8Array | undefined {
  const bytes = Buffer.from(file)
  try {
    const [glyf, loca, head] = ['glyf', 'loca', 'head'].map((it) => tableOf(bytes, it))
    if (glyf === undefined || loca === undefined || head === undefined) return undefined
    const isLong = bytes.readInt16BE(head.at + 50) === 1
    const count = loca.length / (isLong ? 4 : 2) - 1
    const place = (index: number): number =>
      isLong ? bytes.readUInt32BE(loca.at + 4 * index) : 2 * bytes.readUInt16BE(loca.at + 2 * index)
    const parts = new Set<number>()
    for (let glyph = 0; glyph < count; glyph += 1)
      if (!glyphs.has(glyph) && place(glyph + 1) > place(glyph))
        for (const it of partsOf(bytes, glyf.at + place(glyph))) parts.add(it)
    for (const glyph of glyphs) {
      if (glyph === 0 || glyph >= count || parts.has(glyph)) continue
      bytes.fill(0, glyf.at + place(glyph), glyf.at + place(glyph + 1))
    }
    return bytes
  } catch {
    return undefined
  }
}

function tableOf(bytes: Buffer, tag: string): { readonly at: number; readonly length: number } | undefined {
  const count = bytes.readUInt16BE(4)
  for (let index = 0; index < count; index += 1) {
    const at = 12 + 16 * index
    if (bytes.toString('latin1', at, at + 4) === tag)
      return { at: bytes.readUInt32BE(at + 8), length: bytes.readUInt32BE(at + 12) }
  }
  return undefined
}

/** The glyphs that a composed glyph is made of. */
function partsOf(bytes: Buffer, start: number): readonly number[] {
  if (bytes.readInt16BE(start) >= 0) return []
  const parts: number[] = []
  let at = start + 10
  for (;;) {
    const flags = bytes.readUInt16BE(at)
    parts.push(bytes.readUInt16BE(at + 2))
    // ARG_1_AND_2_ARE_WORDS, then a scale, two scales or a matrix; MORE_COMPONENTS.
    at += 4 + ((flags & 0x1) !== 0 ? 4 : 2)
    at += (flags & 0x8) !== 0 ? 2 : (flags & 0x40) !== 0 ? 4 : (flags & 0x80) !== 0 ? 8 : 0
    if ((flags & 0x20) === 0) return parts
  }
}

/** By code of one byte the glyphs that any of a TrueType file's own tables gives it: by code, or as a symbol (U+F0xx). */
export function glyphsByCode(file: Uint8Array): ReadonlyMap<number, readonly number[]> {
  const bytes = Buffer.from(file)
  const found = new Map<number, number[]>()
  const add = (code: number, glyph: number): void => {
    if (glyph !== 0) found.set(code & 0xff, [...(found.get(code & 0xff) ?? []), glyph])
  }
  try {
    const table = tableOf(bytes, 'cmap')
    if (table === undefined) return found
    const count = bytes.readUInt16BE(table.at + 2)
    for (let index = 0; index < count; index += 1) {
      const at = table.at + bytes.readUInt32BE(table.at + 4 + 8 * index + 4)
      for (const [code, glyph] of entriesOf(bytes, at)) if (code < 256 || code >> 8 === 0xf0) add(code, glyph)
    }
  } catch {
    return new Map()
  }
  return found
}

/** The codes of a table of format 0, 4 or 6 with their glyphs. */
function* entriesOf(bytes: Buffer, at: number): Generator<readonly [code: number, glyph: number]> {
  const format = bytes.readUInt16BE(at)
  if (format === 0) for (let code = 0; code < 256; code += 1) yield [code, bytes.readUInt8(at + 6 + code)]
  if (format === 6) {
    const [first, count] = [bytes.readUInt16BE(at + 6), bytes.readUInt16BE(at + 8)]
    for (let index = 0; index < count; index += 1)
      yield [first + index, bytes.readUInt16BE(at + 10 + 2 * index)]
  }
  if (format !== 4) return
  const segments = bytes.readUInt16BE(at + 6) / 2
  for (let segment = 0; segment < segments; segment += 1) {
    const part = (which: number): number => at + 14 + 2 * (which * segments + segment) + (which > 0 ? 2 : 0)
    const [end, start] = [bytes.readUInt16BE(part(0)), bytes.readUInt16BE(part(1))]
    const [delta, offset] = [bytes.readUInt16BE(part(2)), bytes.readUInt16BE(part(3))]
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const place = part(3) + offset + 2 * (code - start)
      const glyph = offset === 0 ? code : bytes.readUInt16BE(place)
      yield [code, glyph === 0 ? 0 : (glyph + delta) & 0xffff]
    }
  }
}

const endChar = 14

/** A CFF file in which the glyphs of these CIDs draw nothing; undefined when it is not as expected. Adobe TN 5176. */
export function blankCffGlyphs(file: Uint8Array, cids: ReadonlySet<number>): Uint8Array | undefined {
  const bytes = Buffer.from(file)
  try {
    const names = indexAt(bytes, bytes[2] ?? 4)
    const tops = indexAt(bytes, names.end)
    const [top] = tops.items
    if (top === undefined) return undefined
    const entries = topEntries(bytes.subarray(...top))
    const charStrings = entries.get('17')?.[0]
    if (charStrings === undefined) return undefined
    const glyphs = indexAt(bytes, charStrings).items
    const charset = entries.get('15')?.[0] ?? 0
    const isByCid = entries.has('12 30')
    if (isByCid && charset <= 2) return undefined
    const cidOf = isByCid ? charsetAt(bytes, charset, glyphs.length) : glyphs.map((_, index) => index)
    for (const [glyph, [from, to]] of glyphs.entries())
      if (glyph !== 0 && cids.has(cidOf[glyph] ?? -1)) bytes.fill(endChar, from, to)
    return bytes
  } catch {
    return undefined
  }
}

type Index = { readonly items: readonly (readonly [from: number, to: number])[]; readonly end: number }

function indexAt(bytes: Buffer, at: number): Index {
  const count = bytes.readUInt16BE(at)
  if (count === 0) return { items: [], end: at + 2 }
  const size = bytes.readUInt8(at + 2)
  const data = at + 3 + (count + 1) * size - 1
  const offset = (index: number): number => data + bytes.readUIntBE(at + 3 + index * size, size)
  const items = Array.from({ length: count }, (_, index) => [offset(index), offset(index + 1)] as const)
  return { items, end: offset(count) }
}

/** Operators of a dictionary with their operands; those of two bytes as `12 30`. */
function topEntries(dict: Buffer): ReadonlyMap<string, readonly number[]> {
  const entries = new Map<string, readonly number[]>()
  let operands: number[] = []
  for (let at = 0; at < dict.length;) {
    const first = dict.readUInt8(at)
    at += 1
    if (first <= 21) {
      const key = first === 12 ? `12 ${dict.readUInt8(at)}` : String(first)
      if (first === 12) at += 1
      entries.set(key, operands)
      operands = []
    } else if (first === 28) {
      operands.push(dict.readInt16BE(at))
      at += 2
    } else if (first === 29) {
      operands.push(dict.readInt32BE(at))
      at += 4
    } else if (first === 30) {
      while ((dict.readUInt8(at) & 0xf) !== 0xf && dict.readUInt8(at) >> 4 !== 0xf) at += 1
      at += 1
      operands.push(Number.NaN)
    } else if (first <= 246) operands.push(first - 139)
    else {
      const second = dict.readUInt8(at)
      at += 1
      operands.push(first <= 250 ? (first - 247) * 256 + second + 108 : -(first - 251) * 256 - second - 108)
    }
  }
  return entries
}

/** By glyph its CID. */
function charsetAt(bytes: Buffer, start: number, count: number): readonly number[] {
  const format = bytes.readUInt8(start)
  const cids = [0]
  for (let at = start + 1; cids.length < count;) {
    const first = bytes.readUInt16BE(at)
    at += 2
    if (format === 0) cids.push(first)
    else {
      const more = format === 1 ? bytes.readUInt8(at) : bytes.readUInt16BE(at)
      at += format === 1 ? 1 : 2
      for (let index = 0; index <= more && cids.length < count; index += 1) cids.push(first + index)
    }
  }
  return cids
}
