import type { PlainScan } from '../../../server/contract/book.ts'

/** Of a page, from the flat list of its file ([page, offset, length, …], ascending); undefined for any other page. */
export function scanAt(scans: readonly number[] | undefined, pageIndex: number): PlainScan | undefined {
  if (scans === undefined) return undefined
  let [from, to] = [0, scans.length / 3]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((scans[3 * middle] ?? Infinity) < pageIndex) from = middle + 1
    else to = middle
  }
  const [page, offset, length] = scans.slice(3 * from, 3 * from + 3)
  return page !== pageIndex || offset === undefined || length === undefined ? undefined : { offset, length }
}
