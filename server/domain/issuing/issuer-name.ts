import type { Step } from '../approval/route.ts'
import type { Capacity } from '../organisation/organisation.ts'

/** 委任 of a matter, as its route has it. */
export type Entrusted = {
  /** 委任の根拠. */
  readonly by: string
  /** 発信者名 of whom the power was taken from: みほん道知事. */
  readonly from: string
  /** 発信者名 of whom it was entrusted to: みほん道東部総合振興局長. */
  readonly issuer: string
}

/** Undefined where the decider decides by 専決, in the name of the head. */
export function entrustedOf(decide: Step | undefined, bodyName: string): Entrusted | undefined {
  const because = decide?.because.find((it) => it.code === 'entrusted')
  return decide === undefined || because === undefined
    ? undefined
    : { by: because.by, from: `${bodyName}${because.from}`, issuer: `${bodyName}${decide.postName}` }
}

/** Whether a 発信者名 is the one whose power was entrusted to somebody else: what goes out so has no force. */
export function isWithoutPower(planned: string, entrusted: Entrusted): boolean {
  return planned.replaceAll(/\s/g, '') === entrusted.from
}

/**
 * 発信者名 of a document as it goes out. What is entrusted (委任) never goes out in the name of the head. What a statutory
 * proxy decided (職務代理者, 地方自治法152条) goes out in the name of the proxy: both titles, each with the name of the body.
 *
 * @example issuerName('みほん道知事', { decidedAs: 知事職務代理者 副知事, … }) === 'みほん道知事職務代理者 みほん道副知事'
 */
export function issuerName(
  planned: string,
  decision: { readonly decidedAs: Capacity; readonly decide: Step | undefined; readonly bodyName: string },
): string {
  const { decidedAs, decide, bodyName } = decision
  const entrusted = entrustedOf(decide, bodyName)
  const name = entrusted !== undefined && isWithoutPower(planned, entrusted) ? entrusted.issuer : planned
  if (decidedAs.kind !== 'proxy') return name
  const { title, ownTitle } = decidedAs
  const own = ownTitle === undefined ? '' : ` ${bodyName}${ownTitle}`
  // In the name of another office than the one that is represented, nothing changes.
  return `${bodyName}${title}`.startsWith(name) ? `${bodyName}${title}${own}` : name
}
