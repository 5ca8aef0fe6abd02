/**
 * Writes a document number by its format: `{unit.symbol}` is the 文書記号, `{n}` the number; a 枝番 (`branch` from 2 on)
 * comes after it.
 *
 * @example numberText('{unit.symbol}起第{n}号', '観光', 12) === '観光起第12号'
 * @example numberText('{unit.symbol}第{n}号', '観光', 12, 2) === '観光第12号の2'
 */
export function numberText(format: string, symbol: string, number: number, branch = 0): string {
  // Function replacements: a symbol with `$&` in it would otherwise be read as a pattern.
  const text = format.replaceAll('{unit.symbol}', () => symbol).replaceAll('{n}', () => String(number))
  return branch === 0 ? text : `${text}の${branch}`
}
