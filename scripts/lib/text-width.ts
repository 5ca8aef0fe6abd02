const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** The columns a text takes in a terminal, where Japanese characters take two; padded with spaces to `columns`. */
export function padTo(text: string, columns: number): { readonly text: string; readonly width: number } {
  let width = 0
  for (const character of text) {
    // Variation selectors and combining marks stand over the character before them.
    if (/\p{Mn}/u.test(character)) continue
    width += wide.test(character) ? 2 : 1
  }
  return { text: text + ' '.repeat(Math.max(0, columns - width)), width }
}
