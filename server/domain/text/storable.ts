/** What PostgreSQL keeps in no text: U+0000 and half a surrogate pair. */
const unstorable = /\0|\p{Cs}/gu

/** Whether a text, or any text in a value, cannot be kept. */
export function isUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return value.search(unstorable) >= 0
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isUnstorable)
  return false
}

/** A text that can be kept: what cannot is the character that stands for one that was lost (U+FFFD). */
export function storableText(text: string): string {
  return text.replaceAll(unstorable, '\ufffd')
}
