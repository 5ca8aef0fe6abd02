import type { ExpiryDone } from '../contract/expiry.ts'
import type { TransferReceiptBody } from '../contract/transfers.ts'
import { type PersonId, type Sha256, parseLocalDate } from '../domain/ids.ts'
import type { FolderEvent } from '../domain/records/folder.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type LockedFolder, lockFolders, writeFolder } from '../store/folders.ts'
import { type ExpiryProblem, actOnOne, disposalRules, endsOf, expiryOf } from './at-expiry.ts'
import { type FolderDeps, folderWorld } from './folder-keeping.ts'
import { hashLink } from './hashes.ts'
import { transferContents } from './transfer-contents.ts'

/**
 * Registers the 受領書 of the archive for the packages of some 簿冊: for all of them or none. By the archive itself, or by
 * whoever keeps them. It is bound to the package by its hash.
 */
export async function receiveTransfer(
  deps: FolderDeps,
  by: PersonId,
  body: TransferReceiptBody,
): Promise<Result<ExpiryDone, ExpiryProblem>> {
  const on = parseLocalDate(body.on)
  if (on === undefined) return no({ code: 'not_a_day', value: body.on })
  return deps.db.transaction().execute(async (trx): Promise<Result<ExpiryDone, ExpiryProblem>> => {
    const locked = await lockFolders(
      trx,
      body.folders.map((it) => it.id),
    )
    const world = await folderWorld(deps, trx)
    const rules = await disposalRules(trx, world)
    const ends = await endsOf(trx, world, by, [...locked.values()])
    const decided: { found: LockedFolder; events: readonly FolderEvent[] }[] = []
    for (const { id, package: sha256 } of body.folders) {
      const found = locked.get(id)
      const end = ends.get(id)
      if (found === undefined || end === undefined) return no({ code: 'expiry_folder_unknown', folder: id })
      const expiry = expiryOf(world, by, found.folder, rules)
      if (expiry === undefined) return no({ code: 'no_post' })
      const allowed = actOnOne(
        end,
        {
          type: 'receive',
          receipt: {
            ...{ accession: body.accession.trim(), on, receivedBy: body.receivedBy.trim() },
            package: sha256 as Sha256,
          },
          contents: await transferContents(trx, id, found.folder),
        },
        expiry,
      )
      if (!allowed.ok) return allowed
      decided.push({ found, events: allowed.value })
    }
    // Only when all of them may.
    for (const { found, events } of decided) await writeFolder(trx, found, events, hashLink)
    return yes({ folders: body.folders.length })
  })
}
