import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFStream,
  type PDFObject,
  StandardFontEmbedder,
  StandardFontValues,
} from 'pdf-lib'

/** One code of a string that is shown: where it stands in the string, and its measures in thousandths of the font size. */
export type Glyph = {
  readonly from: number
  readonly to: number
  readonly code: number
  /** How far the pen goes on: to the right, or, in vertical writing, upwards (so that it is below 0). */
  readonly advance: number
  /** Left, bottom, right, top of what is drawn at most, from the pen. */
  readonly ink: readonly [number, number, number, number]
  /** A space, which word spacing makes wider. */
  readonly isSpace: boolean
}

export type Metrics = {
  readonly vertical: boolean
  glyphs(bytes: Uint8Array): readonly Glyph[]
}

const known = new WeakMap<PDFDict, Metrics | null>()

/** How a font spaces its glyphs; undefined for one of which that is not known for sure: Type 3, code tables of its own. */
export function metricsOf(font: PDFDict): Metrics | undefined {
  const found = known.get(font)
  if (found !== undefined) return found ?? undefined
  const metrics = measured(font)
  known.set(font, metrics ?? null)
  return metrics
}

function measured(font: PDFDict): Metrics | undefined {
  const subtype = nameOf(font, 'Subtype')
  if (subtype === 'Type0') return composite(font)
  if (subtype === 'Type1' || subtype === 'MMType1' || subtype === 'TrueType') return simple(font)
  return undefined
}

function simple(font: PDFDict): Metrics | undefined {
  const widths = font.lookup(PDFName.of('Widths'))
  const descriptor = font.lookup(PDFName.of('FontDescriptor'))
  const heights = heightsOf(descriptor)
  const widthOf =
    widths instanceof PDFArray
      ? listedWidths(widths, numberOf(font, 'FirstChar') ?? 0, numberOf(descriptor, 'MissingWidth') ?? 0)
      : standardWidths(font)
  if (widthOf === undefined) return undefined
  return {
    vertical: false,
    glyphs: (bytes) =>
      Array.from(bytes, (code, index) => {
        const advance = widthOf(code)
        const ink = [0, heights[0], advance, heights[1]] as const
        return { from: index, to: index + 1, code, advance, ink, isSpace: code === 32 }
      }),
  }
}

function listedWidths(widths: PDFArray, first: number, missing: number): (code: number) => number {
  return (code) => {
    const width = code >= first ? widths.lookup(code - first) : undefined
    return width instanceof PDFNumber ? width.asNumber() : missing
  }
}

/** Of the fourteen fonts that every viewer has; only with a code table of which each code has one character. */
function standardWidths(font: PDFDict): ((code: number) => number) | undefined {
  const base = nameOf(font, 'BaseFont') ?? ''
  const isStandard = StandardFontValues.includes(base)
  if (!isStandard || base === 'Symbol' || base === 'ZapfDingbats') return undefined
  if (nameOf(font, 'Encoding') !== 'WinAnsiEncoding') return undefined
  const embedder = StandardFontEmbedder.for(base as never)
  const letters = new TextDecoder('windows-1252')
  return (code) => {
    try {
      return embedder.widthOfTextAtSize(letters.decode(Uint8Array.of(code)), 1000)
    } catch {
      return 0
    }
  }
}

/** Fonts of many glyphs whose codes are the numbers of their glyphs (CID), two bytes each. */
function composite(font: PDFDict): Metrics | undefined {
  const encoding = nameOf(font, 'Encoding')
  if (encoding !== 'Identity-H' && encoding !== 'Identity-V') return undefined
  const descendants = font.lookup(PDFName.of('DescendantFonts'))
  const cid = descendants instanceof PDFArray ? descendants.lookup(0) : undefined
  if (!(cid instanceof PDFDict)) return undefined
  const [low, high] = heightsOf(cid.lookup(PDFName.of('FontDescriptor')))
  const usual = numberOf(cid, 'DW') ?? 1000
  const widths = cidWidths(cid.lookup(PDFName.of('W')))
  const vertical = encoding === 'Identity-V'
  const [middleY, down] = pairOf(cid.lookup(PDFName.of('DW2'))) ?? [880, -1000]
  const verticals = vertical ? cidVerticals(cid.lookup(PDFName.of('W2'))) : new Map<number, Vertical>()
  return {
    vertical,
    glyphs: (bytes) => {
      if (bytes.length % 2 !== 0) throw new Error('half a code')
      return Array.from({ length: bytes.length / 2 }, (_, index) => {
        const code = ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)
        const width = widths.get(code) ?? usual
        const at = { from: 2 * index, to: 2 * index + 2, code, isSpace: false }
        if (!vertical) return { ...at, advance: width, ink: [0, low, width, high] as const }
        const [advance, x, y] = verticals.get(code) ?? [down, width / 2, middleY]
        return { ...at, advance, ink: [-x, low - y, width - x, high - y] as const }
      })
    },
  }
}

/** From the line's foot: how deep and how high letters reach. Tables that say 0 or nonsense are not believed. */
function heightsOf(descriptor: PDFObject | undefined): readonly [low: number, high: number] {
  const low = numberOf(descriptor, 'Descent') ?? 0
  const high = numberOf(descriptor, 'Ascent') ?? 0
  return [low < -50 ? Math.max(low, -250) : -200, high > 300 ? Math.min(high, 950) : 900]
}

function cidWidths(array: PDFObject | undefined): ReadonlyMap<number, number> {
  const widths = new Map<number, number>()
  if (!(array instanceof PDFArray)) return widths
  for (let at = 0; at < array.size();) {
    const first = asNumber(array.lookup(at))
    const second = array.lookup(at + 1)
    if (second instanceof PDFArray) {
      for (let index = 0; index < second.size(); index += 1)
        widths.set(first + index, asNumber(second.lookup(index)))
      at += 2
    } else {
      const width = asNumber(array.lookup(at + 2))
      for (let cid = first; cid <= Math.min(asNumber(second), 0xffff); cid += 1) widths.set(cid, width)
      at += 3
    }
  }
  return widths
}

type Vertical = readonly [advance: number, x: number, y: number]

function cidVerticals(array: PDFObject | undefined): ReadonlyMap<number, Vertical> {
  const found = new Map<number, Vertical>()
  if (!(array instanceof PDFArray)) return found
  for (let at = 0; at < array.size();) {
    const first = asNumber(array.lookup(at))
    const second = array.lookup(at + 1)
    const three = (list: PDFArray, from: number): Vertical => [
      asNumber(list.lookup(from)),
      asNumber(list.lookup(from + 1)),
      asNumber(list.lookup(from + 2)),
    ]
    if (second instanceof PDFArray) {
      for (let index = 0; 3 * index + 2 < second.size(); index += 1)
        found.set(first + index, three(second, 3 * index))
      at += 2
    } else {
      const same = three(array, at + 2)
      for (let cid = first; cid <= Math.min(asNumber(second), 0xffff); cid += 1) found.set(cid, same)
      at += 5
    }
  }
  return found
}

function pairOf(array: PDFObject | undefined): readonly [number, number] | undefined {
  return array instanceof PDFArray ? [asNumber(array.lookup(0)), asNumber(array.lookup(1))] : undefined
}

function asNumber(value: PDFObject | undefined): number {
  if (!(value instanceof PDFNumber)) throw new Error('a width that is no number')
  return value.asNumber()
}

function nameOf(dict: PDFDict, key: string): string | undefined {
  const value = dict.lookup(PDFName.of(key))
  return value instanceof PDFName ? value.decodeText() : undefined
}

function numberOf(of: PDFObject | undefined, key: string): number | undefined {
  const dict = of instanceof PDFStream ? of.dict : of
  const value = dict instanceof PDFDict ? dict.lookup(PDFName.of(key)) : undefined
  return value instanceof PDFNumber ? value.asNumber() : undefined
}
