import type { Kysely } from 'kysely'
import type { Matter } from '../domain/access/may-read.ts'
import type { DisclosureRequest } from '../domain/disclosing/request.ts'
import type { DisclosureId, ProposalId } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import { findDisclosures } from '../store/disclosure.ts'
import { listTitles } from '../store/matters.ts'
import type { ToldOf } from '../store/notices.ts'

/** The cases and the 開示請求 that people are told about, as one judges by who may know of them. */
export async function aboutOf(
  db: Kysely<Database>,
  told: readonly ToldOf[],
): Promise<[ReadonlyMap<ProposalId, Matter>, ReadonlyMap<DisclosureId, DisclosureRequest>]> {
  const proposals = new Set(told.flatMap((it) => it.proposalId ?? []))
  const requests = new Set(told.flatMap((it) => it.disclosureId ?? []))
  const cases = await listTitles(db, [...proposals])
  return [
    new Map(cases.map((it) => [it.id as ProposalId, it.matter])),
    await findDisclosures(db, [...requests]),
  ]
}
