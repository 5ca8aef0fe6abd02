import type { Actor } from '../approval/events.ts'
import { isBlank } from '../approval/completeness.ts'
import { type Instant, type LocalDate, type ProposalId, localDateOf } from '../ids.ts'
import { type Result, no, yes } from '../result.ts'
import { type ExtensionRefusal, extended } from './extension.ts'
import { type Amendable, type Folder, type FolderEvent, type NamedUnit, type PhysicalPart } from './folder.ts'
import { type FolderTerm, type RetentionYears, endsEarlier, isShorter, termEndsOn } from './folder-term.ts'

/** What may be done to one 簿冊. */
export type FolderCommand =
  | ({ readonly type: 'amend'; readonly reason: string } & Partial<Amendable>)
  | { readonly type: 'shelve'; readonly parts: readonly PhysicalPart[] }
  | {
      readonly type: 'end_use'
      readonly on: LocalDate
      readonly retention?: string
      readonly reason: string
    }
  | { readonly type: 'extend'; readonly to: LocalDate; readonly reason: string }
  | { readonly type: 'hold'; readonly reason: string }
  | { readonly type: 'release'; readonly reason: string }
  | { readonly type: 'hand_over'; readonly to: NamedUnit; readonly reason: string }

/** Who acts, when, and what the rules need to know around a 簿冊. */
export type Keeping = {
  readonly by: Actor
  readonly at: Instant
  /** 文書管理者: may do to every 簿冊 what its keeper may, and alone what shortens or frees. */
  readonly isManager: boolean
  /** Whether the person keeps the 簿冊 of its 課: 文書取扱主任, or anybody of it where none is named. */
  readonly keeps: (folder: Pick<Folder, 'owner'>) => boolean
  /** Who does, by title and name. */
  readonly keepersOf: (folder: Pick<Folder, 'owner'>) => readonly string[]
  readonly years: RetentionYears
  /** Whether 簿冊 may hang under that class: the lowest ones that are in use. */
  readonly takesFolders: (classification: string) => boolean
  readonly unitName: (folder: Pick<Folder, 'owner'>) => NamedUnit | undefined
}

export type FolderRefusal =
  | { readonly code: 'folder_not_yours'; readonly keepers: readonly string[] }
  /** Only the 文書管理者. */
  | { readonly code: 'folder_manager_only'; readonly because: 'shorter' | 'release' }
  | { readonly code: 'folder_merged'; readonly into: string }
  | { readonly code: 'folder_disposed'; readonly on: LocalDate }
  | { readonly code: 'folder_unchanged' }
  | { readonly code: 'folder_reason_missing' }
  | { readonly code: 'folder_class_unknown'; readonly classification: string }
  | { readonly code: 'folder_retention_unknown'; readonly retention: string }
  /** 常用 ends by its own act, which says from when the new period counts. */
  | { readonly code: 'folder_in_constant_use' }
  | { readonly code: 'folder_not_in_use' }
  | { readonly code: 'folder_use_ends_ahead'; readonly on: LocalDate }
  | {
      readonly code: 'folder_extension'
      readonly because: Exclude<ExtensionRefusal['code'], 'reason_missing'>
    }
  | { readonly code: 'folder_held'; readonly reason: string }
  /** 廃棄停止: what is in it stays in it. */
  | { readonly code: 'folder_held_together'; readonly reason: string }
  /** 移管: what it holds and how long it is kept are as the archive received them. */
  | { readonly code: 'folder_transferred'; readonly accession: string; readonly on: LocalDate }
  | { readonly code: 'folder_not_held' }
  | { readonly code: 'folder_same' }
  | { readonly code: 'folder_other_year'; readonly fiscalYear: number }

type Decided = Result<readonly FolderEvent[], FolderRefusal>

/** Whether somebody may act on a 簿冊 at all, and whether anything can still happen to it. */
function refuseKeeping(folder: Folder, keeping: Keeping): FolderRefusal | undefined {
  if (!keeping.isManager && !keeping.keeps(folder)) {
    return { code: 'folder_not_yours', keepers: keeping.keepersOf(folder) }
  }
  if (folder.disposal !== undefined) return { code: 'folder_disposed', on: folder.disposal.on }
  return folder.mergedInto === undefined ? undefined : { code: 'folder_merged', into: folder.mergedInto }
}

/** What the archive has received keeps its content and its 保存期間. */
function refuseTransferred({ transfer }: Folder): FolderRefusal | undefined {
  if (transfer === undefined) return undefined
  const { accession, on } = transfer
  return { code: 'folder_transferred', accession, on }
}

/** Whether a command changes how long a 簿冊 is kept. */
function changesTerm(folder: Folder, command: FolderCommand): boolean {
  if (command.type === 'extend' || command.type === 'end_use') return true
  const isAmended = command.type === 'amend' && command.retention !== undefined
  return isAmended && command.retention !== folder.retention
}

/** Decides what happens to one 簿冊, whose term on that day is `term`. */
export function changeFolder(
  folder: Folder,
  command: FolderCommand,
  keeping: Keeping,
  term: FolderTerm,
): Decided {
  const refused =
    refuseKeeping(folder, keeping) ?? (changesTerm(folder, command) ? refuseTransferred(folder) : undefined)
  if (refused !== undefined) return no(refused)
  if ('reason' in command && isBlank(command.reason)) return no({ code: 'folder_reason_missing' })
  const { by, at } = keeping
  switch (command.type) {
    case 'amend':
      return amend(folder, command, keeping)
    case 'shelve':
      return yes([{ type: 'shelved', at, by, parts: command.parts }])
    case 'end_use':
      return endUse(folder, command, keeping)
    case 'extend': {
      const done = extended(termEndsOn(term), command.to, command.reason)
      if (done.ok) return yes([{ type: 'extended', at, by, ...done.value }])
      return done.error.code === 'reason_missing'
        ? no({ code: 'folder_reason_missing' })
        : no({ code: 'folder_extension', because: done.error.code })
    }
    case 'hold':
      return folder.hold === undefined
        ? yes([{ type: 'held', at, by, reason: command.reason }])
        : no({ code: 'folder_held', reason: folder.hold.reason })
    case 'release':
      if (folder.hold === undefined) return no({ code: 'folder_not_held' })
      return keeping.isManager
        ? yes([{ type: 'released', at, by, reason: command.reason }])
        : no({ code: 'folder_manager_only', because: 'release' })
    case 'hand_over': {
      const from = keeping.unitName(folder)
      if (from?.code === command.to.code) return no({ code: 'folder_unchanged' })
      const { to, reason } = command
      return yes([{ type: 'handed_over', at, by, ...(from === undefined ? {} : { from }), to, reason }])
    }
    default:
      return command satisfies never
  }
}

const amendable = ['name', 'classification', 'retention', 'disposition'] as const

function amend(
  folder: Folder,
  { type: _type, reason, ...wanted }: Extract<FolderCommand, { type: 'amend' }>,
  { by, at, isManager, years, takesFolders }: Keeping,
): Decided {
  const changed = amendable.filter((it) => wanted[it] !== undefined && wanted[it] !== folder[it])
  if (changed.length === 0) return no({ code: 'folder_unchanged' })
  const { classification, retention } = wanted
  if (changed.includes('classification') && classification !== undefined && !takesFolders(classification)) {
    return no({ code: 'folder_class_unknown', classification })
  }
  if (changed.includes('retention') && retention !== undefined) {
    if (!years.has(retention)) return no({ code: 'folder_retention_unknown', retention })
    if (years.get(folder.retention) === null) return no({ code: 'folder_in_constant_use' })
    if (isShorter(years, retention, folder.retention)) {
      if (!isManager) return no({ code: 'folder_manager_only', because: 'shorter' })
      if (folder.hold !== undefined) return no({ code: 'folder_held', reason: folder.hold.reason })
    }
  }
  const pick = (of: Partial<Amendable>): Partial<Amendable> =>
    Object.fromEntries(changed.map((it) => [it, of[it]]))
  return yes([{ type: 'amended', at, by, before: pick(folder), after: pick(wanted), reason }])
}

/** Whether the 常用 or the need of a 簿冊 may end. What is 常用 again after it had ended is in use again. */
function isInUse({ useEndedOn }: Folder, years: number | null | undefined): boolean {
  return years === null || (years === 0 && useEndedOn === undefined)
}

function endUse(
  folder: Folder,
  { on, retention, reason }: Extract<FolderCommand, { type: 'end_use' }>,
  { by, at, years }: Keeping,
): Decided {
  const own = years.get(folder.retention)
  if (!isInUse(folder, own)) return no({ code: 'folder_not_in_use' })
  if (on > localDateOf(at)) return no({ code: 'folder_use_ends_ahead', on })
  const event = { type: 'use_ended', at, by, on, reason } as const
  if (own === 0) return yes([event])
  // 常用 goes over to a period that has an end.
  if (retention === undefined || (years.get(retention) ?? 0) === 0) {
    return no({ code: 'folder_retention_unknown', retention: retention ?? '' })
  }
  return yes([{ ...event, retention }])
}

/** What happens to the 簿冊 a case or its whole content leaves, and to the one it comes to. */
export type Refiled = { readonly out: readonly FolderEvent[]; readonly into: readonly FolderEvent[] }
type Place = { readonly id: string; readonly folder: Folder }

function refuseRefiling(from: Place, to: Place, keeping: Keeping, reason: string): FolderRefusal | undefined {
  if (from.id === to.id) return { code: 'folder_same' }
  const refused =
    refuseKeeping(from.folder, keeping) ??
    refuseKeeping(to.folder, keeping) ??
    refuseTransferred(from.folder) ??
    refuseTransferred(to.folder)
  if (refused !== undefined) return refused
  if (isBlank(reason)) return { code: 'folder_reason_missing' }
  const { hold } = from.folder
  return hold === undefined ? undefined : { code: 'folder_held_together', reason: hold.reason }
}

/** Only the 文書管理者 files something where it is kept for less long: by the 保存期間, or by the 年度 and the 延長. */
function refuseShorter(
  from: Folder,
  to: Folder,
  { isManager, years, at }: Keeping,
): FolderRefusal | undefined {
  const isLess =
    isShorter(years, to.retention, from.retention) || endsEarlier(to, from, years, localDateOf(at))
  return isLess && !isManager ? { code: 'folder_manager_only', because: 'shorter' } : undefined
}

/**
 * Moves one case to another 簿冊, which the same person keeps; only the 文書管理者 to one that is kept for less long, and nobody
 * out of one that is held.
 */
export function moveCase(
  from: Place,
  to: Place,
  one: ProposalId,
  keeping: Keeping,
  reason: string,
): Result<Refiled, FolderRefusal> {
  const refused = refuseRefiling(from, to, keeping, reason) ?? refuseShorter(from.folder, to.folder, keeping)
  if (refused !== undefined) return no(refused)
  const { by, at } = keeping
  return yes({
    out: [{ type: 'case_moved_out', at, by, case: one, to: to.id, reason }],
    into: [{ type: 'case_moved_in', at, by, case: one, from: from.id, reason }],
  })
}

/**
 * 統合: everything in one 簿冊 goes to another of the same 年度, also what is no electronic file, and it takes over a later
 * 満了日; the emptied one stays in the 目録 and says where to. One that is held is not merged away.
 */
export function mergeFolders(
  from: Place,
  to: Place,
  cases: readonly ProposalId[],
  keeping: Keeping,
  reason: string,
): Result<Refiled, FolderRefusal> {
  const { fiscalYear, extendedTo, parts } = from.folder
  const later = extendedTo === undefined ? {} : { extendedTo }
  const refused =
    refuseRefiling(from, to, keeping, reason) ??
    // Its 延長 goes along.
    refuseShorter(from.folder, { ...to.folder, ...later }, keeping)
  if (refused !== undefined) return no(refused)
  if (fiscalYear !== to.folder.fiscalYear) return no({ code: 'folder_other_year', fiscalYear })
  const { by, at } = keeping
  return yes({
    out: [{ type: 'merged_into', at, by, into: to.id, cases, reason }],
    into: [
      { type: 'merged_from', at, by, from: from.id, cases, ...later, reason },
      // Nobody asks any more what became of it where it was.
      ...(parts.length === 0
        ? []
        : [{ type: 'shelved' as const, at, by, parts: [...to.folder.parts, ...parts] }]),
    ],
  })
}

/** What somebody may do to a 簿冊 now. */
export function folderActs(
  folder: Folder,
  keeping: Keeping,
): readonly (FolderCommand['type'] | 'move_case' | 'merge')[] {
  if (refuseKeeping(folder, keeping) !== undefined) return []
  const isEndless = isInUse(folder, keeping.years.get(folder.retention))
  const isOurs = folder.transfer === undefined
  const isLoose = isOurs && folder.hold === undefined
  return [
    'amend',
    'shelve',
    ...(isOurs ? ([isEndless ? 'end_use' : 'extend'] as const) : []),
    ...(folder.hold === undefined ? (['hold'] as const) : []),
    ...(folder.hold !== undefined && keeping.isManager ? (['release'] as const) : []),
    'hand_over',
    ...(isLoose ? (['merge', 'move_case'] as const) : []),
  ]
}
