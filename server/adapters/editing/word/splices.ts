/** A stretch of a text and what stands there instead. */
export type Splice = { readonly from: number; readonly to: number; readonly text: string }

/** The text with other letters at some places, which do not overlap; what is put in at one place comes in the order given. */
export function spliced(source: string, splices: readonly Splice[]): string {
  let written = ''
  let at = 0
  for (const { from, to, text } of splices.toSorted((one, other) => one.from - other.from)) {
    written += source.slice(at, from) + text
    at = to
  }
  return written + source.slice(at)
}
