/** Whole months, `2026-05`, the first and the last. */
export type Months = { readonly from: string; readonly to: string }

/** A 年度: April to March. */
export function monthsOfYear(fiscalYear: number): Months {
  return { from: `${fiscalYear}-04`, to: `${fiscalYear + 1}-03` }
}

/** The twelve months up to and with one. */
export function monthsUpTo(month: string): Months {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const first = new Date(Date.UTC(year, number - 12, 1))
  return { from: first.toISOString().slice(0, 7), to: month }
}

/** Every month of a span, in order, but none after `last`: what is to come has no figures. */
export function listMonths({ from, to }: Months, last: string): readonly string[] {
  const months: string[] = []
  for (let month = from; month <= to && month <= last; month = nextMonth(month)) months.push(month)
  return months
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
}
