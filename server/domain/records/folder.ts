import type { Actor } from '../approval/events.ts'
import {
  type Instant,
  type LocalDate,
  type ProposalId,
  type Sha256,
  type UnitCode,
  localDateOf,
} from '../ids.ts'

/** 満了時の措置 as it is planned from the day a 簿冊 is opened: 移管, 廃棄, or 選別 by the archive. */
export type Disposition = 'transfer' | 'destroy' | 'appraise'

/** What a 簿冊 is. */
export type FolderFacts = {
  /** 簿冊番号, unique within its 年度; the same in the next year for what goes on. */
  readonly code: string
  readonly name: string
  readonly fiscalYear: number
  /** Code of the lowest class of the 文書分類表 it belongs to. */
  readonly classification: string
  /** Code of the 保存期間. */
  readonly retention: string
  readonly disposition: Disposition
  /** The 課 that keeps it; absent for one in which every 課 files (庁内共通). */
  readonly owner?: UnitCode
}

/** What belongs to a 簿冊 and is no electronic file, and where it is. */
export type PhysicalPart = {
  readonly medium: 'paper' | 'magnetic' | 'microfilm'
  /** 配架場所. */
  readonly shelf: string
  /** 冊, 巻 or 枚. */
  readonly quantity: number
}

/** What of a 簿冊 can be put right, with a reason. */
export type Amendable = Pick<FolderFacts, 'name' | 'classification' | 'retention' | 'disposition'>

/** How what is no electronic file was destroyed: 溶解, 裁断, 焼却, or 消去 of other media. */
export type PaperDisposal = 'dissolved' | 'shredded' | 'burned' | 'wiped'

/** 移管パッケージ: `package` is the hash of its bytes, `contents` the hash of what the 簿冊 was when it was made. */
export type PackageFacts = {
  readonly package: Sha256
  readonly contents: Sha256
  readonly sizeBytes: number
  readonly files: number
}

/** 受領書 of the archive: its 受入番号, the day it took the package over, who signed, and the hash it confirms. */
export type TransferReceipt = {
  readonly accession: string
  readonly on: LocalDate
  readonly receivedBy: string
  readonly package: Sha256
}

/** A 所属 with the name it had then. */
export type NamedUnit = { readonly code: UnitCode; readonly name: string }

type Happened<Type extends string, Facts> = {
  readonly type: Type
  readonly at: Instant
  readonly by: Actor
} & Readonly<Facts>

export type FolderEvent =
  /** It was there before its chain began, as it was then: said, not seen. */
  | Happened<'taken_over', { facts: FolderFacts }>
  /** `continues`: the 簿冊 of the year before that goes on in it. */
  | Happened<'opened', { facts: FolderFacts; continues?: string }>
  | Happened<'amended', { before: Partial<Amendable>; after: Partial<Amendable>; reason: string }>
  | Happened<'shelved', { parts: readonly PhysicalPart[] }>
  /**
   * The reason of 常用 or the need of 1年未満 ended on that day. `retention`: the 保存期間 that is counted from then on, as
   * if it had been completed that day; absent for 1年未満, which is over with its need.
   */
  | Happened<'use_ended', { on: LocalDate; retention?: string; reason: string }>
  | Happened<'extended', { from: LocalDate; to: LocalDate; reason: string }>
  /** 廃棄停止. */
  | Happened<'held', { reason: string }>
  | Happened<'released', { reason: string }>
  /** 引継ぎ. `from` is absent for what was 庁内共通. */
  | Happened<'handed_over', { from?: NamedUnit; to: NamedUnit; reason: string }>
  | Happened<'case_moved_out', { case: ProposalId; to: string; reason: string }>
  | Happened<'case_moved_in', { case: ProposalId; from: string; reason: string }>
  | Happened<'merged_into', { into: string; cases: readonly ProposalId[]; reason: string }>
  | Happened<
      'merged_from',
      { from: string; cases: readonly ProposalId[]; extendedTo?: LocalDate; reason: string }
    >
  /** 評価選別 by the archive. After 延長 its own event says to when. */
  | Happened<'appraised', { outcome: 'destroy' | 'transfer' | 'extend'; reason: string }>
  /** 起案 of its 廃棄 or 引渡し. */
  | Happened<'disposal_drafted', { case: ProposalId }>
  /** The 決裁 by which 廃棄 or 引渡し was decided, that day. `number`: of the case. */
  | Happened<'disposal_decided', { case: ProposalId; number?: string; on: LocalDate }>
  /** The list of what is to be destroyed was published that day. */
  | Happened<'published', { on: LocalDate }>
  | Happened<'transfer_packaged', PackageFacts>
  | Happened<'transferred', TransferReceipt>
  /** 廃棄, or after 移管 the end of our own copy: its files are erased. `paper`: what became of its other parts. */
  | Happened<'disposed', { on: LocalDate; paper?: PaperDisposal }>

/** 簿冊 as the rules see it: a fold of its events. */
export type Folder = FolderFacts & {
  /** `merged`: everything in it is in `mergedInto` now. `disposed`: 廃棄済み. Nothing more happens to either. */
  readonly status: 'kept' | 'merged' | 'disposed'
  readonly continues?: string
  readonly mergedInto?: string
  /** The last 満了日 it was extended to. */
  readonly extendedTo?: LocalDate
  readonly useEndedOn?: LocalDate
  /** 廃棄停止: nothing of it is disposed of until it is released. */
  readonly hold?: { readonly by: Actor; readonly at: Instant; readonly reason: string }
  readonly parts: readonly PhysicalPart[]
  /** 評価選別: what the archive wants of it at its end. */
  readonly appraisal?: {
    readonly outcome: 'destroy' | 'transfer'
    readonly on: LocalDate
    readonly at: Instant
    readonly by: Actor
    readonly reason: string
  }
  /** The last 起案 of its 廃棄 or 引渡し that was made from the list; it decides nothing by itself. */
  readonly disposalDraft?: ProposalId
  /** The 決裁 of 廃棄 or 引渡し. */
  readonly disposalDecision?: {
    readonly case: ProposalId
    readonly number?: string
    readonly on: LocalDate
  }
  /** When the list of what is to be destroyed was published. */
  readonly publishedOn?: LocalDate
  /** The last package that was made for the archive. */
  readonly packaged?: PackageFacts & { readonly on: LocalDate }
  /** 移管: the archive has it. Our own copy is there until its 廃棄. */
  readonly transfer?: TransferReceipt
  readonly disposal?: { readonly on: LocalDate; readonly by: Actor; readonly paper?: PaperDisposal }
}

/** A 簿冊 as it is opened, or as it was there before its chain began. */
export function folderOf(facts: FolderFacts, continues?: string): Folder {
  return { ...facts, status: 'kept', parts: [], ...(continues === undefined ? {} : { continues }) }
}

/** Applies what happened; it always succeeds. `folder` is undefined before the first event. */
export function evolveFolder(folder: Folder | undefined, event: FolderEvent): Folder {
  if (event.type === 'opened') return folderOf(event.facts, event.continues)
  if (event.type === 'taken_over') return folderOf(event.facts)
  if (folder === undefined) throw new Error(`the chain of a 簿冊 begins with ${event.type}`)
  switch (event.type) {
    case 'amended':
      // Another 保存期間 is another end than the one that was judged, as by 延長.
      return { ...(event.after.retention === undefined ? folder : unjudged(folder)), ...event.after }
    case 'shelved':
      return { ...folder, parts: event.parts }
    case 'use_ended':
      return {
        ...folder,
        useEndedOn: event.on,
        ...(event.retention === undefined ? {} : { retention: event.retention }),
      }
    case 'extended':
      return { ...unjudged(folder), extendedTo: event.to }
    case 'held':
      return { ...folder, hold: { by: event.by, at: event.at, reason: event.reason } }
    case 'released': {
      const { hold: _hold, ...free } = folder
      return free
    }
    case 'handed_over':
      return { ...folder, owner: event.to.code }
    // What was decided about it was decided without what came in since.
    case 'case_moved_in':
      return unjudged(folder)
    case 'case_moved_out':
      return folder
    case 'merged_into':
      return { ...folder, status: 'merged', mergedInto: event.into }
    case 'merged_from':
      return event.extendedTo === undefined ||
        (folder.extendedTo !== undefined && folder.extendedTo >= event.extendedTo)
        ? unjudged(folder)
        : { ...unjudged(folder), extendedTo: event.extendedTo }
    case 'appraised': {
      if (event.outcome === 'extend') return folder
      const { outcome, at, by, reason } = event
      return { ...unjudged(folder), appraisal: { outcome, on: localDateOf(at), at, by, reason } }
    }
    case 'disposal_drafted':
      return { ...folder, disposalDraft: event.case }
    case 'disposal_decided': {
      const { case: one, number, on } = event
      return {
        ...folder,
        disposalDecision: { case: one, on, ...(number === undefined ? {} : { number }) },
      }
    }
    case 'published':
      return { ...folder, publishedOn: event.on }
    case 'transfer_packaged': {
      const { package: sha256, contents, sizeBytes, files, at } = event
      return { ...folder, packaged: { package: sha256, contents, sizeBytes, files, on: localDateOf(at) } }
    }
    case 'transferred': {
      const { accession, on, receivedBy, package: sha256 } = event
      return { ...folder, transfer: { accession, on, receivedBy, package: sha256 } }
    }
    case 'disposed': {
      const { on, by, paper } = event
      return {
        ...folder,
        status: 'disposed',
        disposal: { on, by, ...(paper === undefined ? {} : { paper }) },
      }
    }
    default:
      return event satisfies never
  }
}

/** Without what was judged and decided about its end: that is due anew. */
function unjudged({
  appraisal: _appraisal,
  disposalDraft: _draft,
  disposalDecision: _decision,
  publishedOn: _on,
  packaged: _packaged,
  ...rest
}: Folder): Folder {
  return rest
}
