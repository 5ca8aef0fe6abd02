/** What a search compares: width and case of letters do not matter, nor does katakana against hiragana. */
export function searchKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (it) => String.fromCharCode(it.charCodeAt(0) - 0x60))
    .replace(/\s+/g, '')
}
