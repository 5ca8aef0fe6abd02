import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { canonicalJson } from '../domain/audit/canonical-json.ts'
import type { Sha256 } from '../domain/ids.ts'
import type { Folder } from '../domain/records/folder.ts'
import type { Database } from '../store/database.ts'
import { listChainEnds } from '../store/transfer-packages.ts'

/**
 * The hash of what a 簿冊 is, with every case in it as its chain ends: another one means that a package made before is not of
 * it any more. What the 移管 itself writes, and 廃棄停止, change nothing of it.
 */
export async function transferContents(db: Kysely<Database>, id: string, folder: Folder): Promise<Sha256> {
  const { packaged: _packaged, transfer: _transfer, hold: _hold, disposal: _disposal, ...rest } = folder
  const text = canonicalJson({ folder: rest, cases: await listChainEnds(db, id) })
  return createHash('sha256').update(text).digest('hex') as Sha256
}
