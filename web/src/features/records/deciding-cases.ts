import type { ExpiringFolder, ExpiryList } from '../../../../server/contract/expiry.ts'

/** The cases that may decide what becomes of some 簿冊: not those decided before the 評価選別 of any. */
export function decidingCases(
  { cases }: Pick<ExpiryList, 'cases'>,
  folders: readonly Pick<ExpiringFolder, 'appraisal'>[],
): ExpiryList['cases'] {
  return cases.filter((it) => folders.every(({ appraisal }) => appraisal && appraisal.on <= it.decidedOn))
}
