/** What a typed amount means: yen, nothing typed, or not readable as an amount. */
export type Amount =
  { readonly kind: 'none' } | { readonly kind: 'yen'; readonly yen: number } | { readonly kind: 'unreadable' }

const unit: Readonly<Record<string, bigint>> = {
  十: 10n,
  百: 100n,
  千: 1000n,
  万: 10_000n,
  億: 100_000_000n,
  兆: 1_000_000_000_000n,
}

/**
 * Reads an amount as people type it: full-width digits, commas, 円 and ¥, and units as in 1億2,000万円, 1.5億, 500千円 and
 * 25百万円. Only whole yen from 0 to 9,007,199,254,740,991 are amounts.
 *
 * @example parseAmount('１２，３４５円') gives 12345 yen
 */
export function parseAmount(text: string): Amount {
  if (text.trim() === '') return { kind: 'none' }
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^[¥\\]/, '')
    .replace(/円$/, '')
    .replace(/、/g, ',')
  const yen = wholeYen(plain)
  return yen === undefined || yen > Number.MAX_SAFE_INTEGER
    ? { kind: 'unreadable' }
    : { kind: 'yen', yen: Number(yen) }
}

/** With commas, without the unit: 12,345,678; '' when there is none. */
export function amountText(yen: number | undefined): string {
  return yen === undefined ? '' : yen.toLocaleString('ja-JP')
}

function wholeYen(plain: string): bigint | undefined {
  const [, fraction = '', unitsAfter] = /^[^.]*(?:\.(\d+)([千百十]?[兆億万]?))?$/.exec(plain) ?? [plain]
  // Below a yen there is nothing, and 1.5億3000万 may be meant in two ways.
  if (plain.includes('.') && !unitsAfter) return undefined
  const one = 10n ** BigInt(fraction.length)
  const groups = inParts(plain, /([\d,.千百十]+)([兆億万]?)/g)?.map(([typed, sign]) => {
    const numbers = inParts(typed, /((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)([千百十]?)/g)
    return [
      addUp(
        numbers?.map(([number, sign]) => [scaled(number, fraction), sign]),
        one,
      ),
      sign,
    ] as const
  })
  const sum = addUp(groups, one)
  return sum === undefined || sum % one !== 0n ? undefined : sum / one
}

/** Values with their units; undefined unless they make up the whole text. */
function inParts(text: string, pattern: RegExp): (readonly [string, string])[] | undefined {
  const found = [...text.matchAll(pattern)]
  if (text === '' || found.map((it) => it[0]).join('') !== text) return undefined
  return found.map(([, value = '', sign = '']) => [value, sign])
}

/** As a whole number of the smallest part that `fraction` can name. */
function scaled(number: string, fraction: string): bigint {
  const [whole = '', behind = ''] = number.replaceAll(',', '').split('.')
  return BigInt(whole + behind.padEnd(fraction.length, '0'))
}

/** 億 comes before 万, each once, and what follows a unit is less than one of it: 3万2億 is a slip, not an amount. */
function addUp(
  parts: readonly (readonly [bigint | undefined, string])[] | undefined,
  one: bigint,
): bigint | undefined {
  let sum = 0n
  let before: bigint | undefined
  for (const [value, sign] of parts ?? [[undefined, '']]) {
    const factor = unit[sign] ?? 1n
    if (value === undefined || before === 1n) return undefined
    if (before !== undefined && value * factor >= before * one) return undefined
    before = factor
    sum += value * factor
  }
  return sum
}
