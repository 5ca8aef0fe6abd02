import { deflateSync, inflateSync, constants } from 'node:zlib'
import type { PDFStream } from 'pdf-lib'
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  decodePDFRawStream,
} from 'pdf-lib'

/** The names of filters that keep every bit and that are undone here; the others hold pictures (DCT, JPX, CCITT, JBIG2). */
const plainFilters = new Set([
  'FlateDecode',
  'LZWDecode',
  'ASCII85Decode',
  'ASCIIHexDecode',
  'RunLengthDecode',
])
/** More than this out of one stream is no page but an attack. */
const unpackedAtMost = 500_000_000

/** The filters of a stream by their full names, the one to undo first at the front. */
export function filtersOf(stream: PDFStream): readonly string[] {
  const filter = stream.dict.lookup(PDFName.of('Filter'))
  if (filter instanceof PDFName) return [filter.decodeText()]
  if (!(filter instanceof PDFArray)) return []
  return filter.asArray().flatMap((_, index) => {
    const one = filter.lookup(index)
    return one instanceof PDFName ? [one.decodeText()] : []
  })
}

/** What a stream says, unpacked; undefined for a picture's own packing, and for what is damaged. */
export function decodedBytes(stream: PDFStream): Uint8Array | undefined {
  const filters = filtersOf(stream)
  if (filters.some((it) => !plainFilters.has(it))) return undefined
  try {
    let bytes = stream.getContents()
    for (const [index, filter] of filters.entries()) {
      const parameters = parametersOf(stream, index)
      bytes =
        filter === 'FlateDecode' ? inflated(bytes) : undoneBy(stream.dict.context, filter, bytes, parameters)
      bytes = withoutPrediction(bytes, parameters)
    }
    return bytes
  } catch {
    return undefined
  }
}

/** A new stream of these bytes, packed; `entries` as they stand in the dictionary. */
export function packed(
  context: PDFContext,
  bytes: Uint8Array,
  entries: readonly (readonly [PDFName, PDFObject])[] = [],
): PDFRawStream {
  const dict = PDFDict.withContext(context)
  for (const [name, value] of entries) dict.set(name, value)
  for (const name of ['DecodeParms', 'DL', 'F', 'FFilter', 'FDecodeParms']) dict.delete(PDFName.of(name))
  const content = deflateSync(bytes)
  dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'))
  dict.set(PDFName.of('Length'), PDFNumber.of(content.length))
  return PDFRawStream.of(dict, content)
}

function inflated(bytes: Uint8Array): Uint8Array {
  // What stands behind the data, or is cut off at its end, is no reason to lose the rest: viewers show it, too.
  return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: unpackedAtMost })
}

function undoneBy(
  context: PDFContext,
  filter: string,
  bytes: Uint8Array,
  parameters: PDFDict | undefined,
): Uint8Array {
  const dict = PDFDict.withContext(context)
  dict.set(PDFName.of('Filter'), PDFName.of(filter))
  if (parameters !== undefined) dict.set(PDFName.of('DecodeParms'), parameters)
  return decodePDFRawStream(PDFRawStream.of(dict, bytes)).decode()
}

function parametersOf(stream: PDFStream, index: number): PDFDict | undefined {
  const parameters = stream.dict.lookup(PDFName.of('DecodeParms'))
  const one = parameters instanceof PDFArray ? parameters.lookup(index) : index === 0 ? parameters : undefined
  return one instanceof PDFDict ? one : undefined
}

/** Undoes the prediction of PNG (10 to 15) and TIFF (2, of whole bytes). ISO 32000-1, 7.4.4.4. */
function withoutPrediction(bytes: Uint8Array, parameters: PDFDict | undefined): Uint8Array {
  const numberOf = (name: string, usual: number): number => {
    const value = parameters?.lookup(PDFName.of(name))
    return value instanceof PDFNumber ? value.asNumber() : usual
  }
  const predictor = numberOf('Predictor', 1)
  if (predictor < 2) return bytes
  const [colors, bits, columns] = [
    numberOf('Colors', 1),
    numberOf('BitsPerComponent', 8),
    numberOf('Columns', 1),
  ]
  const step = Math.max(1, Math.ceil((colors * bits) / 8))
  const width = Math.ceil((colors * bits * columns) / 8)
  if (predictor === 2) {
    if (bits !== 8) throw new Error('a prediction of parts of bytes')
    const plain = Uint8Array.from(bytes)
    for (let at = 0; at < plain.length; at += 1)
      if (at % width >= step) plain[at] = ((plain[at] ?? 0) + (plain[at - step] ?? 0)) & 255
    return plain
  }
  const rows = Math.ceil(bytes.length / (width + 1))
  const plain = new Uint8Array(rows * width)
  for (let row = 0; row < rows; row += 1) {
    const how = bytes[row * (width + 1)] ?? 0
    const to = row * width
    for (let x = 0; x < width; x += 1) {
      const value = bytes[row * (width + 1) + 1 + x] ?? 0
      const left = x >= step ? (plain[to + x - step] ?? 0) : 0
      const up = row > 0 ? (plain[to + x - width] ?? 0) : 0
      const corner = x >= step && row > 0 ? (plain[to + x - width - step] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][how] ?? 0
      plain[to + x] = (value + guess) & 255
    }
  }
  return plain
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}
