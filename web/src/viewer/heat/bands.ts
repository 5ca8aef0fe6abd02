/** What is told beside the scrollbar. */
export const heatKinds = ['unseen', 'changed', 'found', 'note'] as const
export type HeatKind = (typeof heatKinds)[number]

/** Something of interest on the desk, in pixels from its top; `height` of 0: a line. */
export type Heat = { readonly kind: HeatKind; readonly top: number; readonly height: number }

/** A stretch of the strip, in bands from the top, `to` exclusive. */
export type Band = { readonly from: number; readonly to: number }

/** Bands of the strip: more could not be told apart on any screen. */
export const bandCount = 400

/**
 * The bands in which something is, neighbours as one, top to bottom; none overlap, so that ten thousand passages cost no
 * more than a hundred. `deskHeight` in pixels.
 */
export function bandsOf(deskHeight: number, heat: readonly Omit<Heat, 'kind'>[]): readonly Band[] {
  const filled = new Uint8Array(bandCount)
  const bandAt = (y: number): number =>
    Math.min(bandCount - 1, Math.max(0, Math.floor((bandCount * y) / Math.max(1, deskHeight))))
  for (const { top, height } of heat)
    filled.fill(1, bandAt(top), Math.max(bandAt(top), bandAt(top + height - 1)) + 1)
  const bands: Band[] = []
  for (let at = 0; at < bandCount; at += 1) {
    if (filled[at] === 0) continue
    const last = bands.at(-1)
    if (last?.to === at) bands[bands.length - 1] = { from: last.from, to: at + 1 }
    else bands.push({ from: at, to: at + 1 })
  }
  return bands
}
