import type { Reader } from '../domain/access/may-read.ts'
import type { DisclosureRequest } from '../domain/disclosing/request.ts'
import type { ProposalId } from '../domain/ids.ts'
import { logAccess } from '../store/access-log.ts'
import type { MayReadDeps } from './may-read.ts'

/** What a case is looked at for when it is for a 開示請求. */
export function purposeOf({ number }: Pick<DisclosureRequest, 'number'>): string {
  return `開示請求（${number}）の対応`
}

/** Notes that cases were looked at for a 開示請求: that is the purpose, and it is recorded with each. */
export async function noteForRequest(
  { db }: Pick<MayReadDeps, 'db'>,
  { person, at }: Pick<Reader, 'person' | 'at'>,
  request: Pick<DisclosureRequest, 'number'>,
  cases: readonly ProposalId[],
): Promise<void> {
  const purpose = purposeOf(request)
  await Promise.all(
    cases.map((proposal) => logAccess(db, { at, person, of: { proposal }, what: 'disclosure', purpose })),
  )
}
