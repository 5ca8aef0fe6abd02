import type { PackageBody, PackageState, PackagesBegun } from '../contract/transfers.ts'
import type { PersonId } from '../domain/ids.ts'
import { type Expiry, refusePackage } from '../domain/records/expiry.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { logAccess } from '../store/access-log.ts'
import { allCasesOf, findFolder, lockFolders } from '../store/folders.ts'
import {
  type StoredPackage,
  advancePackage,
  findSecretCases,
  findPackage,
  insertPackage,
  listLastPackages,
} from '../store/transfer-packages.ts'
import type { CameThrough } from './application-caller.ts'
import { type ExpiryProblem, disposalRules, endsOf, expiryOf } from './at-expiry.ts'
import { type FolderDeps, folderWorld } from './folder-keeping.ts'
import type { Content } from './open-content.ts'
import type { JobQueue, TransferShelf } from './ports.ts'
import { readerOf } from './who-is.ts'

export type TransferDeps = FolderDeps & { readonly transfers: TransferShelf; readonly jobs: JobQueue }

/** Why there is no 移管パッケージ. */
export type PackageProblem =
  | Exclude<ExpiryProblem, { code: 'not_a_day' }>
  | { readonly code: 'not_found' }
  | { readonly code: 'transfer_running'; readonly folder: string }
  | { readonly code: 'transfer_not_ready' }
  | { readonly code: 'transfer_failed'; readonly because: string }
  | { readonly code: 'transfer_gone' }

type OfPackage = { readonly id: string; readonly by: PersonId }

/** Why a package could not be made, by the code in its row. */
const packageFailures: Readonly<Record<string, string>> = {
  changed: '作っている間に簿冊か中の文書が変わりました。もう一度作ってください。',
  decision_pdf: '決裁文書PDFを作れなかった文書があります。その文書を開き、PDFをもう一度作ってください。',
  damaged:
    '保存されているファイルの中に、記録のハッシュと一致しないものがあります。システム管理者に知らせてください。',
  other: 'パッケージを作れませんでした。もう一度作り、続くときはシステム管理者に知らせてください。',
}

/** Has a package of each of some 簿冊 made by the worker: of all of them, or of none. */
export async function requestPackages(
  deps: TransferDeps,
  by: PersonId,
  { folders }: PackageBody,
): Promise<Result<PackagesBegun, PackageProblem>> {
  const done = await deps.db
    .transaction()
    .execute(async (trx): Promise<Result<PackagesBegun, PackageProblem>> => {
      const locked = await lockFolders(
        trx,
        folders.map((it) => it.id),
      )
      const world = await folderWorld(deps, trx)
      const rules = await disposalRules(trx, world)
      const reader = readerOf(world.organisation, by, world.at)
      const ends = await endsOf(trx, world, by, [...locked.values()])
      const last = await listLastPackages(trx, [...locked.keys()])
      const rows: Parameters<typeof insertPackage>[1][] = []
      for (const { id, version } of folders) {
        const found = locked.get(id)
        const end = ends.get(id)
        if (found === undefined || end === undefined) return no({ code: 'expiry_folder_unknown', folder: id })
        const { name } = found.folder
        const expiry = expiryOf(world, by, found.folder, rules)
        if (expiry === undefined) return no({ code: 'no_post' })
        const refused = refusePackage(end, expiry, await findSecretCases(trx, id, reader))
        if (refused !== undefined) return no({ ...refused, folder: name })
        if (found.version !== version) return no({ code: 'expiry_changed', folder: name })
        if (['waiting', 'running'].includes(last.get(id)?.status ?? '')) {
          return no({ code: 'transfer_running', folder: name })
        }
        rows.push({
          ...{
            id: deps.newId(),
            folder_id: id,
            person_id: by,
            made_by: JSON.stringify(expiry.by),
            at: world.at,
          },
        })
      }
      // Only when all of them may.
      for (const row of rows) await insertPackage(trx, row)
      return yes({
        items: rows.map((it) => ({ id: it.id, folder: it.folder_id, status: 'waiting', stepsDone: 0 })),
      })
    })
  if (done.ok) for (const { id } of done.value.items) await deps.jobs.send('transfer', { packageId: id }, id)
  return done
}

/** How far a package is, as its row says. */
export function packageStateOf(row: StoredPackage): PackageState {
  return {
    id: row.id,
    folder: row.folder_id,
    status: row.status as PackageState['status'],
    stepsDone: row.steps_done,
    ...(row.steps === null ? {} : { steps: row.steps }),
    ...(row.file_count === null ? {} : { files: row.file_count }),
    ...(row.size_bytes === null ? {} : { sizeBytes: row.size_bytes }),
    ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    ...(row.failure === null ? {} : { failure: failureText(row.failure) }),
  }
}

function failureText(code: string): string {
  return packageFailures[code] ?? packageFailures['other'] ?? ''
}

/** A package for whoever keeps its 簿冊, the 文書管理者 and the archive; to others there is none. */
async function ownPackage(
  deps: TransferDeps,
  { id, by }: OfPackage,
): Promise<{ readonly row: StoredPackage; readonly expiry: Expiry; readonly name: string } | undefined> {
  const row = await findPackage(deps.db, id)
  const found = row && (await findFolder(deps.db, row.folder_id))
  if (row === undefined || found === undefined) return undefined
  const world = await folderWorld(deps, deps.db)
  const expiry = expiryOf(world, by, found.folder, await disposalRules(deps.db, world))
  const isTheirs =
    expiry !== undefined && (expiry.isManager || expiry.isArchivist || expiry.keeps(found.folder))
  return isTheirs ? { row, expiry, name: found.folder.name } : undefined
}

/** How far a package is. */
export async function viewPackage(
  deps: TransferDeps,
  asked: OfPackage,
): Promise<Result<PackageState, PackageProblem>> {
  const own = await ownPackage(deps, asked)
  return own === undefined ? no({ code: 'not_found' }) : yes(packageStateOf(own.row))
}

/** Gives a package up that is not made yet; one that is made stays. */
export async function cancelPackage(
  deps: TransferDeps,
  asked: OfPackage,
): Promise<Result<null, PackageProblem>> {
  const own = await ownPackage(deps, asked)
  if (own === undefined) return no({ code: 'not_found' })
  const { row, expiry, name } = own
  const keeps = expiry.isManager || row.person_id === asked.by
  if (!keeps) return no({ code: 'expiry_not_yours', keepers: [], folder: name })
  await advancePackage(deps.db, row.id, { status: 'cancelled', finished_at: deps.now() })
  return yes(null)
}

/** The bytes of a package that was made. Who begins to take it reads every case in it, and that is noted. */
export async function openPackage(
  deps: TransferDeps,
  asked: OfPackage & { readonly isBeginning: boolean; readonly through?: CameThrough },
): Promise<Result<Content, PackageProblem>> {
  const own = await ownPackage(deps, asked)
  if (own === undefined) return no({ code: 'not_found' })
  const { id, status, sha256, size_bytes: sizeBytes, failure, folder_id: folder } = own.row
  if (status === 'failed') return no({ code: 'transfer_failed', because: failureText(failure ?? 'other') })
  if (status === 'cancelled') return no({ code: 'transfer_gone' })
  if (status !== 'done' || sha256 === null || sizeBytes === null) return no({ code: 'transfer_not_ready' })
  const first = await deps.transfers.open(id, { start: 0, end: 0 })
  if (first === undefined) return no({ code: 'transfer_gone' })
  first.destroy()
  if (asked.isBeginning) await noteTaken(deps, asked, folder)
  return yes({
    name: `${folder}_移管.zip`,
    sha256: sha256 as Content['sha256'],
    sizeBytes,
    open: async (range) => {
      const opened = await deps.transfers.open(id, range)
      if (opened === undefined) throw new Error(`package ${id} went while it was sent`)
      return opened
    },
  })
}

async function noteTaken(
  { db, now }: TransferDeps,
  { by, through }: { readonly by: PersonId; readonly through?: CameThrough },
  folder: string,
): Promise<void> {
  const at = now()
  const more = through === undefined ? {} : { application: through.application }
  const cases = await allCasesOf(db, folder)
  await Promise.all(
    cases.map((id) =>
      logAccess(db, { at, person: by, of: { proposal: id }, what: 'transfer', purpose: '移管', ...more }),
    ),
  )
}
