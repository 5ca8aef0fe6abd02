import { type Transaction, sql } from 'kysely'
import type { ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { filedIn } from './filed-in.ts'

/** That a row of `record_folder` takes cases: it is kept, and nobody judged yet what becomes of it. */
export const takesCases = sql<boolean>`(status = 'kept' and (state is null or state -> 'appraisal' is null))`

/** The 簿冊 a case is filed in, and whether it takes cases. */
export type Filing = { readonly folder: string; readonly isOpen: boolean }

/**
 * The 簿冊 of a case, which stays as it is until the transaction ends; undefined where there is none. Whoever acts on a 簿冊 holds
 * it before its cases: so does the caller, and asks for the row of the case after this.
 */
export async function holdFiling(trx: Transaction<Database>, id: ProposalId): Promise<Filing | undefined> {
  const { rows } = await sql<Filing>`select id as folder, ${takesCases} as "isOpen" from record_folder
    where id = (select ${filedIn} from proposal where proposal.id = ${id}) for share`.execute(trx)
  return rows[0]
}
