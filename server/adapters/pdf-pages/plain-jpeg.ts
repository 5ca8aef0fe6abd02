/** What a JPEG says of itself; `length` ends with its last marker, without what may be behind it. */
export type PlainJpeg = {
  readonly width: number
  readonly height: number
  readonly components: 1 | 3
  readonly length: number
}

const mostPixels = 40_000_000

/**
 * A JPEG that every decoder shows alike: baseline or progressive, 8 bits, one component (grey) or three (YCbCr), whole, at
 * most 40 million pixels, and with nothing in it that turns the picture (Exif) or changes its colours (ICC, another transform of Adobe's).
 * Undefined for any other, and when in doubt.
 */
export function plainJpegIn(bytes: Uint8Array): PlainJpeg | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== marker.begin) return undefined
  let frame: Omit<PlainJpeg, 'length'> | undefined
  let scans = 0
  for (let at = 2; bytes[at] === 0xff;) {
    const kind = bytes[at + 1] ?? 0
    if (kind === marker.end)
      return frame === undefined || scans === 0 || !isBlank(bytes, at + 2)
        ? undefined
        : { ...frame, length: at + 2 }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    const segment = bytes.subarray(at + 4, at + 2 + length)
    if (length < 2 || segment.byteLength !== length - 2) return undefined
    at += 2 + length
    if (frames.has(kind)) {
      if (frame !== undefined) return undefined
      frame = frameIn(segment)
      if (frame === undefined) return undefined
    } else if (kind === marker.scan) {
      if (frame === undefined) return undefined
      scans += 1
      at = endOfScan(bytes, at)
    } else if (!harmless.has(kind) && !(kind === marker.adobe && isYcc(segment))) return undefined
  }
  return undefined
}

const marker = { begin: 0xd8, end: 0xd9, scan: 0xda, adobe: 0xee } as const
/** SOF0, SOF1, SOF2 */
const frames = new Set([0xc0, 0xc1, 0xc2])
/** Tables, restarts, JFIF, what Photoshop notes, comments. */
const harmless = new Set([0xc4, 0xdb, 0xdd, 0xe0, 0xed, 0xfe])

function frameIn(segment: Uint8Array): Omit<PlainJpeg, 'length'> | undefined {
  const [bits, h1 = 0, h2 = 0, w1 = 0, w2 = 0, components] = segment
  const [height, width] = [(h1 << 8) | h2, (w1 << 8) | w2]
  if (bits !== 8 || width === 0 || height === 0 || width * height > mostPixels) return undefined
  if (components !== 1 && components !== 3) return undefined
  if (segment.byteLength !== 6 + 3 * components) return undefined
  // Others tell some decoders that these are red, green and blue.
  if (components === 3 && ![1, 2, 3].every((id, at) => segment[6 + 3 * at] === id)) return undefined
  return { width, height, components }
}

/** Adobe's segment, and its colours are YCbCr. */
function isYcc(segment: Uint8Array): boolean {
  return String.fromCharCode(...segment.subarray(0, 5)) === 'Adobe' && segment[11] === 1
}

/** Where the next marker stands; the end of the bytes without one. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 2)) {
    const next = bytes[at + 1] ?? 0
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7)
    if (!isData) return at
  }
  return bytes.byteLength
}

/** Nothing but white space and zeros stands there. */
function isBlank(bytes: Uint8Array, from: number): boolean {
  return bytes.subarray(from).every((it) => it === 0 || it === 32 || (it >= 9 && it <= 13))
}
