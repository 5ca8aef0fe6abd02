import type { Transaction } from 'kysely'
import type { FolderActBody, FolderView } from '../contract/folders.ts'
import { type PersonId, type ProposalId, type UnitCode, localDateOf, parseLocalDate } from '../domain/ids.ts'
import {
  type FolderCommand,
  type FolderRefusal,
  type Keeping,
  type Refiled,
  changeFolder,
  mergeFolders,
  moveCase,
} from '../domain/records/change-folder.ts'
import { folderTerm } from '../domain/records/folder-term.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import {
  type LockedFolder,
  allCasesOf,
  isReadableIn,
  listFiledCases,
  lockFolders,
  refile,
  writeFolder,
} from '../store/folders.ts'
import { type FolderDeps, type FolderWorld, folderWorld, keepingOf } from './folder-keeping.ts'
import { hashLink } from './hashes.ts'
import { viewFolder } from './view-folders.ts'
import { readerOf } from './who-is.ts'

export type FolderProblem =
  | FolderRefusal
  | { readonly code: 'not_found' }
  | { readonly code: 'folder_changed'; readonly version: number }
  | { readonly code: 'folder_case_elsewhere' }
  | { readonly code: 'folder_target_unknown'; readonly folder: string }
  | { readonly code: 'unit_not_found'; readonly unit: string }
  | { readonly code: 'not_a_day'; readonly value: string }
  | { readonly code: 'no_post' }

type Scene = {
  readonly trx: Transaction<Database>
  readonly world: FolderWorld
  readonly by: PersonId
  readonly keeping: Keeping
}

/** Does something to a 簿冊, on the version its sender was looking at; every act is an event of its chain. */
export async function actOnFolder(
  deps: FolderDeps,
  by: PersonId,
  id: string,
  body: FolderActBody,
): Promise<Result<FolderView, FolderProblem>> {
  const refused = await deps.db.transaction().execute(async (trx): Promise<FolderProblem | undefined> => {
    const other = 'to' in body && (body.type === 'merge' || body.type === 'move_case') ? body.to : undefined
    const locked = await lockFolders(trx, other === undefined ? [id] : [id, other])
    const here = locked.get(id)
    if (here === undefined) return { code: 'not_found' }
    if (here.version !== body.version) return { code: 'folder_changed', version: here.version }
    const world = await folderWorld(deps, trx)
    const keeping = keepingOf(world, by, here.folder.owner)
    if (keeping === undefined) return { code: 'no_post' }
    const scene: Scene = { trx, world, by, keeping }
    if (body.type !== 'move_case' && body.type !== 'merge') return changeOne(scene, here, body)
    const there = other === undefined ? undefined : locked.get(other)
    if (there === undefined) return { code: 'folder_target_unknown', folder: other ?? '' }
    return body.type === 'merge'
      ? mergeInto(scene, here, there, body.reason)
      : moveOne(scene, here, there, { case: body.case as ProposalId, reason: body.reason })
  })
  if (refused !== undefined) return no(refused)
  const view = await viewFolder(deps, by, id)
  if (view === undefined) throw new Error(`簿冊 ${id} vanished while it was changed`)
  return yes(view)
}

async function changeOne(
  { trx, world, by, keeping }: Scene,
  here: LockedFolder,
  body: Exclude<FolderActBody, { type: 'move_case' | 'merge' }>,
): Promise<FolderProblem | undefined> {
  const command = commandOf(world, body)
  if (!command.ok) return command.error
  // Of the cases this person may read: a refusal tells of no other.
  const reader = readerOf(world.organisation, by, world.at)
  const filed = (await listFiledCases(trx, [here.id], reader)).get(here.id) ?? []
  const term = folderTerm(here.folder, filed, keeping.years, localDateOf(world.at))
  const decided = changeFolder(here.folder, command.value, keeping, term)
  if (!decided.ok) return decided.error
  await writeFolder(trx, here, decided.value, hashLink)
  return undefined
}

function commandOf(
  { organisation }: FolderWorld,
  { version: _version, ...body }: Exclude<FolderActBody, { type: 'move_case' | 'merge' }>,
): Result<FolderCommand, FolderProblem> {
  switch (body.type) {
    case 'hand_over': {
      const unit = organisation.units.get(body.to as UnitCode)
      return unit === undefined
        ? no({ code: 'unit_not_found', unit: body.to })
        : yes({ ...body, to: { code: unit.code, name: unit.name } })
    }
    case 'end_use': {
      const on = parseLocalDate(body.on)
      return on === undefined ? no({ code: 'not_a_day', value: body.on }) : yes({ ...body, on })
    }
    case 'extend': {
      const to = parseLocalDate(body.to)
      return to === undefined ? no({ code: 'not_a_day', value: body.to }) : yes({ ...body, to })
    }
    case 'amend':
    case 'shelve':
    case 'hold':
    case 'release':
      return yes(body)
    default:
      return body satisfies never
  }
}

async function write(
  { trx }: Scene,
  here: LockedFolder,
  there: LockedFolder,
  { out, into }: Refiled,
  cases: readonly ProposalId[],
): Promise<undefined> {
  await writeFolder(trx, here, out, hashLink)
  await writeFolder(trx, there, into, hashLink)
  await refile(trx, cases, there.id)
}

async function mergeInto(
  scene: Scene,
  here: LockedFolder,
  there: LockedFolder,
  reason: string,
): Promise<FolderProblem | undefined> {
  const cases = await allCasesOf(scene.trx, here.id)
  const decided = mergeFolders(here, there, cases, scene.keeping, reason)
  return decided.ok ? write(scene, here, there, decided.value, cases) : decided.error
}

async function moveOne(
  scene: Scene,
  here: LockedFolder,
  there: LockedFolder,
  one: { readonly case: ProposalId; readonly reason: string },
): Promise<FolderProblem | undefined> {
  const { trx, world, by, keeping } = scene
  const decided = moveCase(here, there, one.case, keeping, one.reason)
  if (!decided.ok) return decided.error
  const reader = readerOf(world.organisation, by, world.at)
  if (!(await isReadableIn(trx, here.id, one.case, reader))) return { code: 'folder_case_elsewhere' }
  return write(scene, here, there, decided.value, [one.case])
}
