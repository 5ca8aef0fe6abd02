/** Millimetres of paper in a point. */
const mmPerPoint = 25.4 / 72
/** Millimetres a CSS pixel has on a screen of 96 dpi, which is what browsers count with. */
export const mmPerPixel = 25.4 / 96

/** What is measured on paper in millimetres, and in nature, in metres, when the scale of the drawing is known. */
export type Measured = {
  readonly widthMm: number
  readonly heightMm: number
  /** From corner to corner. */
  readonly lengthMm: number
  readonly real?: {
    readonly scale: number
    readonly widthM: number
    readonly heightM: number
    readonly lengthM: number
    readonly areaM2: number
  }
}

/** The size of a rectangle in points. `scale`: so many times larger in nature (500 for 1:500). */
export function measured(widthPt: number, heightPt: number, scale?: number): Measured {
  const [widthMm, heightMm] = [widthPt * mmPerPoint, heightPt * mmPerPoint]
  const lengthMm = Math.hypot(widthMm, heightMm)
  if (scale === undefined) return { widthMm, heightMm, lengthMm }
  const metres = (mm: number) => (mm * scale) / 1000
  const [widthM, heightM] = [metres(widthMm), metres(heightMm)]
  return {
    widthMm,
    heightMm,
    lengthMm,
    real: { scale, widthM, heightM, lengthM: metres(lengthMm), areaM2: widthM * heightM },
  }
}

/** The scale of a drawing as people type it (`500`, `1:500`, １／５００); undefined when it is none. */
export function parseScale(typed: string): number | undefined {
  const found = /^(?:1\s*[:/]\s*)?(\d{1,7})$/.exec(typed.normalize('NFKC').replaceAll(',', '').trim())
  const scale = Number(found?.[1] ?? 0)
  return scale > 0 ? scale : undefined
}

const lengthsMm = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const

/** The longest round length of paper that a bar of at most so many pixels can have, in millimetres, with its pixels. */
export function barOf(
  pixelsPerMm: number,
  longestPixels: number,
): { readonly mm: number; readonly pixels: number } {
  const mm = lengthsMm.findLast((it) => it * pixelsPerMm <= longestPixels) ?? lengthsMm[0]
  return { mm, pixels: mm * pixelsPerMm }
}
