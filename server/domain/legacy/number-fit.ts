/**
 * The number that a text was written with, by a book that writes: the first of the numbers in it that the book would write so.
 * Undefined when the text was written in another way.
 */
export function numberWritten(text: string, write: (number: number) => string): number | undefined {
  const plain = (it: string): string => it.normalize('NFKC').replaceAll(/\s/g, '')
  const candidates = [...plain(text).matchAll(/\d+/g)].map(([digits]) => Number(digits))
  return candidates.findLast((it) => it > 0 && it <= 9_999_999 && plain(write(it)) === plain(text))
}
