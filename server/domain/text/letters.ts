/** White space, soft hyphens and what has no width: PDFs of one text differ in these. */
const unseen = /^[\s\u00AD\u200B-\u200D\u2060\uFEFF]$/u

/**
 * Calls back with each letter of a text that is seen, as a code point, and where it begins, in UTF-16 units: letters are counted
 * alike whatever stands between them.
 */
export function eachLetter(text: string, found: (code: number, place: number) => void): void {
  for (let place = 0; place < text.length;) {
    const code = text.codePointAt(place) ?? 0
    if (!isUnseen(code)) found(code, place)
    place += unitsOf(code)
  }
}

/** How many UTF-16 units a code point takes. */
export function unitsOf(code: number): number {
  return code > 0xffff ? 2 : 1
}

function isUnseen(code: number): boolean {
  // Nothing between the white space of ASCII and U+00A0 is unseen: most letters are through here.
  if (code <= 0x20) return true
  if (code < 0xa0) return false
  if (code > 0x3000 && code < 0xfeff) return false
  return unseen.test(String.fromCodePoint(code))
}
