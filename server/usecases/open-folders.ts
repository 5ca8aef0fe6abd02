import type {
  HandOverBody,
  HandedOver,
  OpenFolderBody,
  RenewBody,
  Renewal,
  Renewed,
} from '../contract/folders.ts'
import type { PersonId, UnitCode } from '../domain/ids.ts'
import { type FolderRefusal, type Keeping, changeFolder } from '../domain/records/change-folder.ts'
import { pathOf } from '../domain/records/classification.ts'
import type { Folder, FolderEvent, FolderFacts } from '../domain/records/folder.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  type StoredFolder,
  insertFolder,
  listAllFolders,
  lockFolders,
  nextFolderCode,
  writeFolder,
} from '../store/folders.ts'
import { type FolderDeps, type FolderWorld, folderWorld, keepingOf } from './folder-keeping.ts'
import { hashLink } from './hashes.ts'
import type { FolderProblem } from './change-folder.ts'
import { viewFolder } from './view-folders.ts'

/** Opens a 簿冊 for a 年度: by the 文書取扱主任 of its 課 or a 文書管理者. Its 簿冊番号 is the next of its class. */
export async function openFolder(
  deps: FolderDeps,
  by: PersonId,
  body: OpenFolderBody,
): Promise<Result<NonNullable<Awaited<ReturnType<typeof viewFolder>>>, FolderProblem>> {
  const done = await deps.db.transaction().execute(async (trx): Promise<Result<string, FolderProblem>> => {
    const world = await folderWorld(deps, trx)
    const owner = body.owner as UnitCode
    if (!world.organisation.units.has(owner)) return no({ code: 'unit_not_found', unit: owner })
    const keeping = keepingOf(world, by, owner)
    if (keeping === undefined) return no({ code: 'no_post' })
    const refused = refuseOpening({ ...body, owner }, keeping)
    if (refused !== undefined) return no(refused)
    const code = await nextFolderCode(trx, body.classification)
    const id = `${body.fiscalYear}-${code}`
    const { at, by: actor } = keeping
    await insertFolder(trx, id, { type: 'opened', at, by: actor, facts: { ...body, owner, code } }, hashLink)
    return yes(id)
  })
  if (!done.ok) return done
  const view = await viewFolder(deps, by, done.value)
  if (view === undefined) throw new Error(`簿冊 ${done.value} vanished while it was opened`)
  return yes(view)
}

function refuseOpening(facts: Omit<FolderFacts, 'code'>, keeping: Keeping): FolderRefusal | undefined {
  const { classification, retention } = facts
  if (!keeping.isManager && !keeping.keeps(facts)) {
    return { code: 'folder_not_yours', keepers: keeping.keepersOf(facts) }
  }
  if (!keeping.takesFolders(classification)) return { code: 'folder_class_unknown', classification }
  return keeping.years.has(retention) ? undefined : { code: 'folder_retention_unknown', retention }
}

/** `common` as the owner of what is 庁内共通. */
function ownerOf(text: string): Pick<Folder, 'owner'> {
  return text === 'common' ? {} : { owner: text as UnitCode }
}

type Renewing = Renewal['items'][number]['becomes']

async function renewing(
  db: FolderDeps['db'],
  world: FolderWorld,
  { year, owner }: { readonly year: number; readonly owner: string },
): Promise<readonly { readonly stored: StoredFolder; readonly becomes: Renewing }[]> {
  const filter = { owner: owner as UnitCode | 'common', status: 'kept' } as const
  const now = await listAllFolders(db, { ...filter, fiscalYear: year })
  const there = new Set((await listAllFolders(db, { fiscalYear: year + 1 })).map((it) => it.folder.code))
  const years = new Map(world.periods.map((it) => [it.code, it.years]))
  const becomesOf = (folder: Folder): Renewing => {
    if (there.has(folder.code)) return 'there'
    if (years.get(folder.retention) === null) return 'stays'
    const found = world.scheme.get(folder.classification)
    return found === undefined || found.endedOn !== undefined ? 'class_ended' : 'opens'
  }
  return now.map((stored) => ({ stored, becomes: becomesOf(stored.folder) }))
}

/** 年度更新 as it would be: what becomes of each 簿冊 that a unit keeps of a year. */
export async function viewRenewal(
  deps: FolderDeps,
  by: PersonId,
  asked: { readonly year: number; readonly owner: string },
): Promise<Result<Renewal, FolderProblem>> {
  const world = await folderWorld(deps, deps.db)
  const refused = refuseRenewing(world, by, asked.owner)
  if (refused !== undefined) return no(refused)
  const all = await renewing(deps.db, world, asked)
  return yes({
    fromYear: asked.year,
    toYear: asked.year + 1,
    items: all.map(({ stored: { id, folder }, becomes }) => ({
      ...{ id, code: folder.code, name: folder.name, becomes },
      path: pathOf(world.scheme, folder.classification),
      retention: world.periods.find((it) => it.code === folder.retention)?.name ?? folder.retention,
    })),
  })
}

function refuseRenewing(world: FolderWorld, by: PersonId, owner: string): FolderProblem | undefined {
  const owned = ownerOf(owner)
  const keeping = keepingOf(world, by, owned.owner)
  if (keeping === undefined) return { code: 'no_post' }
  return keeping.isManager || keeping.keeps(owned)
    ? undefined
    : { code: 'folder_not_yours', keepers: keeping.keepersOf(owned) }
}

/** 年度更新: the chosen 簿冊 of a year are opened anew for the next; what there is already is left as it is. */
export async function renewFolders(
  deps: FolderDeps,
  by: PersonId,
  { year, owner, folders }: RenewBody,
): Promise<Result<Renewed, FolderProblem>> {
  return deps.db.transaction().execute(async (trx): Promise<Result<Renewed, FolderProblem>> => {
    // Two who renew at once take turns: the later finds what the earlier opened.
    await lockFolders(trx, folders)
    const world = await folderWorld(deps, trx)
    const refused = refuseRenewing(world, by, owner)
    if (refused !== undefined) return no(refused)
    const keeping = keepingOf(world, by, ownerOf(owner).owner)
    if (keeping === undefined) return no({ code: 'no_post' })
    const opened: string[] = []
    for (const { stored, becomes } of await renewing(trx, world, { year, owner })) {
      if (becomes !== 'opens' || !folders.includes(stored.id)) continue
      const { folder } = stored
      const id = `${year + 1}-${folder.code}`
      await insertFolder(trx, id, openedFrom(stored, year + 1, keeping), hashLink)
      opened.push(id)
    }
    return yes({ opened })
  })
}

function openedFrom(
  { id, folder }: StoredFolder,
  fiscalYear: number,
  { at, by }: Keeping,
): Extract<FolderEvent, { type: 'opened' }> {
  const { code, name, classification, retention, disposition, owner } = folder
  const facts = { code, name, fiscalYear, classification, retention, disposition }
  return {
    ...{ type: 'opened', at, by, continues: id },
    facts: owner === undefined ? facts : { ...facts, owner },
  }
}

/** 引継ぎ of all 簿冊 of a 所属, as when it ends: by those who keep them or a 文書管理者. */
export async function handOverFolders(
  deps: FolderDeps,
  by: PersonId,
  body: HandOverBody,
): Promise<Result<HandedOver, FolderProblem>> {
  return deps.db.transaction().execute(async (trx): Promise<Result<HandedOver, FolderProblem>> => {
    const world = await folderWorld(deps, trx)
    const from = body.from as UnitCode
    const to = world.organisation.units.get(body.to as UnitCode)
    if (to === undefined) return no({ code: 'unit_not_found', unit: body.to })
    const keeping = keepingOf(world, by, from)
    if (keeping === undefined) return no({ code: 'no_post' })
    if (!keeping.isManager && !keeping.keeps({ owner: from })) {
      return no({ code: 'folder_not_yours', keepers: keeping.keepersOf({ owner: from }) })
    }
    const all = await listAllFolders(trx, { owner: from, status: 'kept' })
    const locked = await lockFolders(
      trx,
      all.map((it) => it.id),
    )
    let folders = 0
    for (const here of locked.values()) {
      const command = {
        type: 'hand_over',
        to: { code: to.code, name: to.name },
        reason: body.reason,
      } as const
      // 引継ぎ asks nothing of the term.
      const decided = changeFolder(here.folder, command, keeping, { kind: 'while_needed' })
      if (!decided.ok) return decided
      await writeFolder(trx, here, decided.value, hashLink)
      folders += 1
    }
    return yes({ folders })
  })
}
