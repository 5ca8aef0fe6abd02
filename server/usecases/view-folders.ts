import type {
  FolderCases,
  FolderFilters,
  FolderItem,
  FolderList,
  FolderQuery,
  FolderView,
} from '../contract/folders.ts'
import type { Reader } from '../domain/access/may-read.ts'
import { type PersonId, type UnitCode, localDateOf, parseInstant, parseProposalId } from '../domain/ids.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { folderActs } from '../domain/records/change-folder.ts'
import { classesUnder, pathOf } from '../domain/records/classification.ts'
import { type FiledCases, folderTerm } from '../domain/records/folder-term.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { yearsByCode } from '../store/classifications.ts'
import {
  type FolderFilter,
  type StoredFolder,
  countFolders,
  findFolder,
  listCasesOf,
  listAllFolders,
  listFiledCases,
  listFolderYears,
  listFolders,
  readFolderChain,
  readableAmong,
} from '../store/folders.ts'
import { isYear, parseCursor, toCursor } from './cursor.ts'
import { casesNamed, foldersNamed, historyOf } from './folder-history.ts'
import { type FolderDeps, type FolderWorld, folderWorld, keepingOf, opensFor } from './folder-keeping.ts'
import { hashLink } from './hashes.ts'
import { readerOf } from './who-is.ts'

const pageSize = 50

type Counted = FiledCases & { readonly count: number }

/** A page of 簿冊. Everybody sees which there are; of their cases a reader is told of those he or she may read. */
export async function listFoldersFor(
  deps: FolderDeps,
  by: PersonId,
  query: FolderQuery,
): Promise<Result<FolderList, { readonly code: 'bad_cursor' }>> {
  const after = query.after === undefined ? undefined : cursorOf(query.after)
  if (query.after !== undefined && after === undefined) return no({ code: 'bad_cursor' })
  const world = await folderWorld(deps, deps.db)
  const { filter, rest } = filtersOf(world, query)
  const rows = await listFolders(deps.db, filter, {
    limit: pageSize + 1,
    ...(after === undefined ? {} : { after }),
  })
  const shown = rows.slice(0, pageSize)
  const reader = readerOf(world.organisation, by, world.at)
  const filed = await listFiledCases(
    deps.db,
    shown.map((it) => it.id),
    reader,
  )
  const counts = await countFolders(deps.db, rest)
  const last = shown.at(-1)
  return yes({
    fiscalYear: fiscalYearOf(localDateOf(world.at)),
    years: [...(await listFolderYears(deps.db))],
    items: shown.map((it) => itemOf(world, it, filed.get(it.id) ?? [])),
    counts: [...counts].map(([code, folders]) => ({ classification: code, folders })),
    opens: opensFor(world, by).map(({ code, name }) => ({ code, name })),
    manages: reader.roles.includes('records_manager'),
    ...(rows.length > pageSize && last !== undefined
      ? { next: toCursor([last.folder.fiscalYear, last.folder.code]) }
      : {}),
  })
}

/** All 簿冊 by a filter, each as the list shows it to the reader. */
export async function listAllFoldersFor(
  deps: FolderDeps,
  by: PersonId,
  query: FolderFilters,
): Promise<readonly FolderItem[]> {
  const world = await folderWorld(deps, deps.db)
  const rows = await listAllFolders(deps.db, filtersOf(world, query).filter)
  const reader = readerOf(world.organisation, by, world.at)
  const ids = rows.map((it) => it.id)
  const filed = await listFiledCases(deps.db, ids, reader)
  return rows.map((it) => itemOf(world, it, filed.get(it.id) ?? []))
}

/** What is asked of the store; `rest`: whatever the class. */
function filtersOf(
  world: FolderWorld,
  { year, owner, words, retention, state, classification }: FolderFilters,
): { readonly filter: FolderFilter; readonly rest: FolderFilter } {
  const rest: FolderFilter = {
    ...(year === undefined ? {} : { fiscalYear: Number(year) }),
    ...(owner === undefined ? {} : { owner: owner as UnitCode | 'common' }),
    ...(words === undefined ? {} : { words }),
    ...(retention === undefined ? {} : { retention }),
    ...(state === undefined ? {} : { status: state }),
  }
  const filter =
    classification === undefined
      ? rest
      : { ...rest, classifications: classesUnder(world.scheme, classification) }
  return { filter, rest }
}

function cursorOf(text: string): { readonly fiscalYear: number; readonly code: string } | undefined {
  const [fiscalYear, code] = parseCursor(text, 2) ?? []
  return isYear(fiscalYear) && typeof code === 'string' ? { fiscalYear, code } : undefined
}

/** A 簿冊 as lists show it. */
export function itemOf(
  world: FolderWorld,
  { id, folder }: StoredFolder,
  filed: readonly Counted[],
): FolderItem {
  const { organisation, scheme, periods, at } = world
  const { code, name, fiscalYear, classification, retention, disposition, owner, status } = folder
  const term = folderTerm(folder, filed, yearsByCode(periods), localDateOf(at))
  return {
    ...{ id, code, name, fiscalYear, classification, disposition, state: status },
    path: pathOf(scheme, classification),
    retention: { code: retention, name: periods.find((it) => it.code === retention)?.name ?? retention },
    ...(owner === undefined
      ? {}
      : { owner: { code: owner, name: organisation.units.get(owner)?.name ?? owner } }),
    held: folder.hold !== undefined,
    term: { isProvisional: false, ...term },
    cases: filed.reduce((sum, it) => sum + it.count, 0),
    hasPaper: folder.parts.length > 0,
  }
}

/** A 簿冊 as its reader sees it, and what that was worked out from. */
export type SeenFolder = {
  readonly found: StoredFolder
  readonly world: FolderWorld
  readonly reader: Reader
  readonly item: FolderItem
}

/** A 簿冊 as somebody sees it; undefined when there is none. */
export async function seeFolder(deps: FolderDeps, by: PersonId, id: string): Promise<SeenFolder | undefined> {
  const found = await findFolder(deps.db, id)
  if (found === undefined) return undefined
  const world = await folderWorld(deps, deps.db)
  const reader = readerOf(world.organisation, by, world.at)
  const filed = (await listFiledCases(deps.db, [id], reader)).get(id) ?? []
  return { found, world, reader, item: itemOf(world, found, filed) }
}

/** A 簿冊 with what the reader may do to it and what happened to it; undefined when there is none. */
export async function viewFolder(
  deps: FolderDeps,
  by: PersonId,
  id: string,
): Promise<FolderView | undefined> {
  const seen = await seeFolder(deps, by, id)
  if (seen === undefined) return undefined
  const { found, world, reader, item } = seen
  const { events, verdict } = await readFolderChain(deps.db, id, hashLink)
  const titles = await readableAmong(deps.db, casesNamed(events), reader)
  const others = new Map<string, string>()
  for (const other of new Set(foldersNamed(events))) {
    others.set(other, (await findFolder(deps.db, other))?.folder.name ?? other)
  }
  const { folder, version } = found
  const keeping = keepingOf(world, by, folder.owner)
  const { continues, mergedInto, hold, useEndedOn, parts } = folder
  return {
    ...item,
    version,
    ...(continues === undefined ? {} : { continues }),
    ...(mergedInto === undefined ? {} : { mergedInto }),
    ...(hold === undefined
      ? {}
      : {
          hold: {
            by: { id: hold.by.person, name: hold.by.name, title: hold.by.capacity.title },
            at: hold.at,
            reason: hold.reason,
          },
        }),
    ...(useEndedOn === undefined ? {} : { useEndedOn }),
    parts: [...parts],
    acts: keeping === undefined ? [] : [...folderActs(folder, keeping)],
    keepers: keeping === undefined ? [] : [...keeping.keepersOf(folder)],
    history: historyOf(events, {
      folderName: (it) => others.get(it) ?? it,
      className: (it) => pathOf(world.scheme, it),
      retentionName: (it) => world.periods.find((one) => one.code === it)?.name ?? it,
      caseTitle: (it) => titles.get(it),
    }),
    chainIntact: verdict.intact,
  }
}

/** The cases of a 簿冊 that the reader may read. */
export async function listCasesIn(
  deps: FolderDeps,
  by: PersonId,
  id: string,
  afterText?: string,
): Promise<Result<FolderCases, { readonly code: 'bad_cursor' } | { readonly code: 'not_found' }>> {
  const after = afterText === undefined ? undefined : caseCursorOf(afterText)
  if (afterText !== undefined && after === undefined) return no({ code: 'bad_cursor' })
  if ((await findFolder(deps.db, id)) === undefined) return no({ code: 'not_found' })
  const { organisation, at, periods } = await folderWorld(deps, deps.db)
  const rows = await listCasesOf(deps.db, id, readerOf(organisation, by, at), {
    limit: pageSize + 1,
    ...(after === undefined ? {} : { after }),
  })
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return yes({
    items: shown.map(({ id: one, title, number, status, retention, completedOn }) => ({
      ...{ id: one, title, status },
      ...(number === null ? {} : { number }),
      retention: periods.find((it) => it.code === retention)?.name ?? retention,
      ...(completedOn === null ? {} : { completedOn }),
    })),
    ...(rows.length > pageSize && last !== undefined ? { next: toCursor([last.createdAt, last.id]) } : {}),
  })
}

function caseCursorOf(text: string) {
  const [at, id] = parseCursor(text, 2) ?? []
  const createdAt = parseInstant(String(at))
  const proposalId = parseProposalId(String(id))
  return createdAt === undefined || proposalId === undefined ? undefined : { createdAt, id: proposalId }
}
