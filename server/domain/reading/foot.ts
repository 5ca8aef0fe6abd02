/** Height of the foot of a printed page in points, on a page as wide as A4 is. */
const footPt = 26

/** How much larger than on A4 the foot is drawn: a plan of A1 is made small again in print. */
export function footScale(width: number, height: number): number {
  return Math.max(1, Math.min(width, height) / 595)
}

/** Height in points of the foot of a page of that size. */
export function footHeight(width: number, height: number): number {
  return footPt * footScale(width, height)
}

/** A stretch of text on a page: x, y, width and height in points from the top left. */
type TextBox = readonly [number, number, number, number]

/**
 * Whether the foot of a printed page would stand on something: on words, or on a page without words, which is a picture and may
 * have anything there.
 */
export function footIsTaken(
  { width, height }: { readonly width: number; readonly height: number },
  texts: readonly TextBox[],
): boolean {
  if (texts.length === 0) return true
  const free = height - footHeight(width, height)
  return texts.some(([, y, , tall]) => y + tall > free)
}
