/**
 * Splits the packed answer of GET /v1/revisions/{id}/placeholders (u32le count, u32le offsets[count + 1], then the
 * pictures) into one piece a page; undefined for a page without one. Offsets count from the start of the answer.
 * Undefined altogether when the bytes do not hold what they say.
 */
export function unpackPlaceholders(packed: Uint8Array): readonly (Uint8Array | undefined)[] | undefined {
  if (packed.byteLength < 8) return undefined
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const count = view.getUint32(0, true)
  const start = 4 + 4 * (count + 1)
  if (start > packed.byteLength) return undefined
  const pieces: (Uint8Array | undefined)[] = []
  for (let page = 0; page < count; page += 1) {
    const from = view.getUint32(4 + 4 * page, true)
    const to = view.getUint32(8 + 4 * page, true)
    if (from < start || to < from || to > packed.byteLength) return undefined
    pieces.push(to === from ? undefined : packed.subarray(from, to))
  }
  return pieces
}

/**
 * The answer of GET /v1/proposals/{id}/placeholders, u32le length and such a piece for each run that was asked for, into these
 * pieces. A run that is not there as it says is empty, and so are those after it.
 */
export function splitRuns(bytes: Uint8Array, count: number): readonly Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  return Array.from({ length: count }, () => {
    if (at + 4 > bytes.byteLength) return new Uint8Array()
    const from = at + 4
    at = from + view.getUint32(at, true)
    return at <= bytes.byteLength ? bytes.subarray(from, at) : new Uint8Array()
  })
}
