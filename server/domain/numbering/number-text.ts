/**
 * Writes a document number by its format: `{unit.symbol}` is the 文書記号, `{n}` the number.
 *
 * @example numberText('{unit.symbol}起第{n}号', '観光', 12) === '観光起第12号'
 */
export function numberText(format: string, symbol: string, number: number): string {
  // Function replacements: a symbol with `$&` in it would otherwise be read as a pattern.
  return format.replaceAll('{unit.symbol}', () => symbol).replaceAll('{n}', () => String(number))
}
