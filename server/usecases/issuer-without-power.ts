import type { Kysely } from 'kysely'
import type { ProposalContent } from '../contract/proposals.ts'
import { type Route, decidingStepOf } from '../domain/approval/route.ts'
import { type Entrusted, entrustedOf, isWithoutPower } from '../domain/issuing/issuer-name.ts'
import type { Database } from '../store/database.ts'
import { findBodyName } from '../store/stamped-pdfs.ts'

/**
 * The 委任 that a planned 発信者名 goes against: the document would go out in the name of whom the power was taken from.
 * Undefined when nothing goes out, when the matter is not entrusted, and for every other name.
 */
export async function issuerWithoutPower(
  db: Kysely<Database>,
  { issue }: Pick<ProposalContent, 'issue'>,
  route: Route,
): Promise<Entrusted | undefined> {
  if (issue?.needed !== true) return undefined
  const entrusted = entrustedOf(decidingStepOf(route), await findBodyName(db))
  return entrusted !== undefined && isWithoutPower(issue.issuer, entrusted) ? entrusted : undefined
}
