/** Characters as people count them: 葛󠄀 (with its variation selector) and 𠮷 are one each. */
export function graphemes(text: string): readonly string[] {
  return [...new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)].map((it) => it.segment)
}

/** Largest font size in which `count` full-width characters fit a chord of the circle, in units of the seal. */
export function fittingSize(count: number, chord: number, largest: number): number {
  return Math.min(largest, chord / Math.max(1, count))
}

/** Length of the horizontal chord `fromCentre` away from the middle of a circle. */
export function chordAt(radius: number, fromCentre: number): number {
  return 2 * Math.sqrt(Math.max(0, radius * radius - fromCentre * fromCentre))
}

/**
 * How a hand would have turned the seal, in degrees, between -4 and 4; the same for the same seed. `seed` is a hash in
 * hexadecimal; anything else gives 0.
 */
export function naturalTilt(seed: string): number {
  const value = Number.parseInt(seed.slice(0, 6), 16)
  return Number.isNaN(value) ? 0 : (value / 0xffffff) * 8 - 4
}

/**
 * The unit as it fits a date stamp: the last part of a path, at most eight characters, and of those that are longer
 * the end is cut.
 */
export function sealUnit(unitName: string): string {
  const last = unitName.split(/[\s　›/／]+/).at(-1) ?? unitName
  const parts = graphemes(last)
  return parts.length <= 8 ? last : `${parts.slice(0, 7).join('')}…`
}
