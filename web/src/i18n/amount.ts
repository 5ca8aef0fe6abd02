/** What a typed amount means: yen, nothing typed, or not readable as an amount. */
export type Amount =
  { readonly kind: 'none' } | { readonly kind: 'yen'; readonly yen: number } | { readonly kind: 'unreadable' }

const unit: Readonly<Record<string, number>> = { 万: 10_000, 億: 100_000_000, 兆: 1_000_000_000_000 }

/**
 * Reads an amount as people type it: full-width digits, commas, 円 and ¥, and 億・万 as in 1億2,000万円. Only whole
 * yen from 0 to 9,007,199,254,740,991 are amounts.
 *
 * @example parseAmount('１２，３４５円') gives 12345 yen
 */
export function parseAmount(text: string): Amount {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,、¥\\]/g, '')
    .replace(/円$/, '')
  if (plain === '') return text.trim() === '' ? { kind: 'none' } : { kind: 'unreadable' }
  const parts = [...plain.matchAll(/(\d+)([兆億万]?)/g)]
  if (parts.map((it) => it[0]).join('') !== plain) return { kind: 'unreadable' }
  let yen = 0
  let below = Number.POSITIVE_INFINITY
  for (const [, digits = '', sign = ''] of parts) {
    const factor = sign === '' ? 1 : (unit[sign] ?? 1)
    // 億 comes before 万, and each once: 3万2億 is a slip, not an amount.
    if (factor >= below) return { kind: 'unreadable' }
    below = factor
    yen += Number(digits) * factor
  }
  return Number.isSafeInteger(yen) ? { kind: 'yen', yen } : { kind: 'unreadable' }
}

/** With commas, without the unit: 12,345,678; '' when there is none. */
export function amountText(yen: number | undefined): string {
  return yen === undefined ? '' : yen.toLocaleString('ja-JP')
}
