import type { Capacity } from '../organisation/organisation.ts'

/**
 * 発信者名 of a document as it goes out. What a statutory proxy decided (職務代理者, 地方自治法152条) goes out in the name of
 * the proxy: both titles, each with the name of the body.
 *
 * @example issuerName('みほん道知事', 知事職務代理者 副知事, 'みほん道') === 'みほん道知事職務代理者 みほん道副知事'
 */
export function issuerName(planned: string, decidedAs: Capacity, bodyName: string): string {
  if (decidedAs.kind !== 'proxy') return planned
  const { title, ownTitle } = decidedAs
  const own = ownTitle === undefined ? '' : ` ${bodyName}${ownTitle}`
  // In the name of another office than the one that is represented, nothing changes.
  return `${bodyName}${title}`.startsWith(planned) ? `${bodyName}${title}${own}` : planned
}
