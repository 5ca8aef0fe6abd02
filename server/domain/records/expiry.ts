import { isBlank } from '../approval/completeness.ts'
import { type Instant, type LocalDate, type ProposalId, type Sha256, localDateOf } from '../ids.ts'
import { type Result, no, yes } from '../result.ts'
import type { FolderRefusal, Keeping } from './change-folder.ts'
import {
  type Appraisal,
  type DisposalRefusal,
  type DisposalRules,
  type Expiring,
  inOrder,
  mayDispose,
} from './disposition.ts'
import type { Folder, FolderEvent, PaperDisposal, TransferReceipt } from './folder.ts'
import { plusDays } from '../calendar/holidays.ts'
import type { KeptForRequests } from '../disclosing/kept-for-request.ts'
import { extended } from './extension.ts'
import { type FolderTerm, termEndsOn } from './folder-term.ts'
import { retentionEndsOn } from './retention.ts'

/** A case by which a disposal was decided; `decidedAt` is absent while it is not. */
export type DecidingCase = {
  readonly id: ProposalId
  readonly number?: string
  readonly decidedAt?: Instant
}

/** What is done to a 簿冊 at the end of its 保存期間. */
export type ExpiryCommand =
  | { readonly type: 'appraise'; readonly outcome: 'destroy' | 'transfer'; readonly reason: string }
  /** 延長 by so many years from the end of the 年度 in which its 満了日 is. */
  | {
      readonly type: 'appraise'
      readonly outcome: 'extend'
      readonly years: number
      readonly reason: string
    }
  /** 起案 of what is to be decided. */
  | { readonly type: 'draft'; readonly case: ProposalId; readonly outcome: Appraisal }
  | { readonly type: 'decide'; readonly case: DecidingCase }
  | { readonly type: 'publish'; readonly on: LocalDate }
  /** 受領書 of the archive. `contents`: the hash of what the 簿冊 is now. */
  | { readonly type: 'receive'; readonly receipt: TransferReceipt; readonly contents: Sha256 }
  | { readonly type: 'dispose'; readonly paper?: PaperDisposal }

/** Who acts, besides what every act on a 簿冊 asks. */
export type Expiry = Pick<Keeping, 'by' | 'at' | 'isManager' | 'keeps' | 'keepersOf'> & {
  /** 文書館: appraises. */
  readonly isArchivist: boolean
  readonly rules: DisposalRules
}

/** A 簿冊 at its end: its term as the person who acts is told it, and as it is with every case in it. */
export type AtItsEnd = {
  readonly folder: Folder
  readonly told: FolderTerm
  readonly whole: FolderTerm
  /** How many cases in it, of all, are not 完結. */
  readonly unfinished: number
  /** By 開示請求 that ask for something in it; absent when none does. */
  readonly kept?: KeptForRequests
}

type Both<Code extends DisposalRefusal['code']> = Extract<DisposalRefusal, { code: Code }>

export type ExpiryRefusal =
  | Extract<FolderRefusal, { code: 'folder_reason_missing' }>
  | { readonly code: 'expiry_not_yours'; readonly keepers: readonly string[] }
  | { readonly code: 'expiry_merged' }
  | { readonly code: 'expiry_held'; readonly reason: string }
  | { readonly code: 'expiry_disposed'; readonly on: LocalDate }
  | { readonly code: 'expiry_archivist_only' }
  /** `from` is the first day on which it may be appraised. */
  | { readonly code: 'expiry_too_early'; readonly from: LocalDate }
  | { readonly code: 'expiry_decided'; readonly on: LocalDate }
  | { readonly code: 'expiry_no_end' }
  | { readonly code: 'expiry_not_over'; readonly endsOn: LocalDate }
  /** Something in it is not 完結 or is kept for longer; which one is nobody's business who may not read it. */
  | { readonly code: 'expiry_cases_open' }
  /** A 開示請求 asks for something in it; `until` is the last day it is kept for that, absent while nothing is decided. */
  | { readonly code: 'expiry_asked_for'; readonly until?: LocalDate }
  | { readonly code: 'expiry_not_appraised' }
  | { readonly code: 'expiry_otherwise'; readonly outcome: Both<'appraised_otherwise'>['outcome'] }
  | { readonly code: 'expiry_case_undecided' }
  /** Decided before the 評価選別 it is to follow, which was made or made anew on that day. */
  | { readonly code: 'expiry_case_before'; readonly appraisedOn: LocalDate }
  | { readonly code: 'expiry_not_decided' }
  | { readonly code: 'expiry_published'; readonly on: LocalDate }
  | { readonly code: 'expiry_day_wrong'; readonly from: LocalDate; readonly to: LocalDate }
  | { readonly code: 'expiry_not_published' }
  | { readonly code: 'expiry_waiting'; readonly from: LocalDate }
  | { readonly code: 'expiry_paper_missing' }
  | { readonly code: 'expiry_paper_none' }
  | { readonly code: 'transfer_otherwise' }
  /** Something in it is still 秘. `cases`: those that whoever asks may read; of others it says nothing, nor how many. */
  | { readonly code: 'transfer_cases_closed'; readonly cases: readonly string[] }
  | { readonly code: 'transfer_not_packaged' }
  /** `expected`: the hash of the package that was made last. */
  | { readonly code: 'transfer_hash_wrong'; readonly expected: Sha256 }
  | { readonly code: 'transfer_changed'; readonly on: LocalDate }
  | { readonly code: 'transfer_day_wrong'; readonly from: LocalDate; readonly to: LocalDate }
  | { readonly code: 'transfer_not_received' }
  | { readonly code: 'transfer_received'; readonly accession: string; readonly on: LocalDate }
  | { readonly code: 'transfer_receipt_blank' }

type Decided = Result<readonly FolderEvent[], ExpiryRefusal>

/** Decides an act at the end of a 簿冊; R-21 stands in front of 廃棄. */
export function actAtExpiry(end: AtItsEnd, command: ExpiryCommand, expiry: Expiry): Decided {
  const { folder } = end
  if (folder.mergedInto !== undefined) return no({ code: 'expiry_merged' })
  if (folder.disposal !== undefined) return no({ code: 'expiry_disposed', on: folder.disposal.on })
  if (folder.transfer !== undefined && command.type !== 'dispose') {
    const { accession, on } = folder.transfer
    return no({ code: 'transfer_received', accession, on })
  }
  if (command.type === 'appraise') return appraise(end, command, expiry)
  if (command.type === 'receive' && expiry.isArchivist) return receive(folder, command, expiry)
  if (!expiry.isManager && !expiry.keeps(folder)) {
    return no({ code: 'expiry_not_yours', keepers: expiry.keepersOf(folder) })
  }
  switch (command.type) {
    case 'draft':
      return draft(folder, command, expiry)
    case 'decide':
      return decide(end, command.case, expiry)
    case 'publish':
      return publish(folder, command.on, expiry)
    case 'receive':
      return receive(folder, command, expiry)
    case 'dispose':
      return dispose(end, command.paper, expiry)
    default:
      return command satisfies never
  }
}

function appraise(
  { folder, told }: AtItsEnd,
  command: Extract<ExpiryCommand, { type: 'appraise' }>,
  { by, at, isArchivist }: Expiry,
): Decided {
  if (!isArchivist) return no({ code: 'expiry_archivist_only' })
  if (isBlank(command.reason)) return no({ code: 'folder_reason_missing' })
  const { decidedOn } = standingOf(folder)
  if (decidedOn !== undefined) return no({ code: 'expiry_decided', on: decidedOn })
  const endsOn = termEndsOn(told)
  if (endsOn === undefined) return no({ code: 'expiry_no_end' })
  const from = appraisedFrom(endsOn)
  if (localDateOf(at) < from) return no({ code: 'expiry_too_early', from })
  const { outcome, reason } = command
  if (outcome !== 'extend') return yes([{ type: 'appraised', at, by, outcome, reason }])
  const to = retentionEndsOn(endsOn, command.years)
  const moved = to && extended(endsOn, to, reason)
  if (moved?.ok !== true) throw new Error(`延長 by ${command.years} years from ${endsOn} is none`)
  return yes([
    { type: 'appraised', at, by, outcome, reason },
    { type: 'extended', at, by, ...moved.value },
  ])
}

/** The first day on which the archive appraises a 簿冊: a year before its 満了日, 1 March before a 29 February. */
export function appraisedFrom(endsOn: LocalDate): LocalDate {
  const [year, month, day] = [endsOn.slice(0, 4), endsOn.slice(5, 7), endsOn.slice(8)]
  return plusDays(`${Number(year) - 1}-${month}-01` as LocalDate, Number(day) - 1)
}

function draft(
  folder: Folder,
  { case: one, outcome }: Extract<ExpiryCommand, { type: 'draft' }>,
  { by, at }: Expiry,
): Decided {
  const { appraisal } = folder
  const { decidedOn } = standingOf(folder)
  if (decidedOn !== undefined) return no({ code: 'expiry_decided', on: decidedOn })
  if (appraisal === undefined) return no({ code: 'expiry_not_appraised' })
  if (appraisal.outcome !== outcome) {
    return no(
      outcome === 'destroy'
        ? { code: 'expiry_otherwise', outcome: appraisal.outcome }
        : { code: 'transfer_otherwise' },
    )
  }
  return yes([{ type: 'disposal_drafted', at, by, case: one }])
}

function decide({ folder }: AtItsEnd, one: DecidingCase, { by, at }: Expiry): Decided {
  const { decidedOn } = standingOf(folder)
  if (decidedOn !== undefined) return no({ code: 'expiry_decided', on: decidedOn })
  const { appraisal } = folder
  if (appraisal === undefined) return no({ code: 'expiry_not_appraised' })
  const { id, number, decidedAt } = one
  if (decidedAt === undefined) return no({ code: 'expiry_case_undecided' })
  // Whatever makes the judgement due anew is followed by another one, so that no older case counts after it.
  if (decidedAt < appraisal.at) return no({ code: 'expiry_case_before', appraisedOn: appraisal.on })
  const on = localDateOf(decidedAt)
  return yes([
    { type: 'disposal_decided', at, by, case: id, on, ...(number === undefined ? {} : { number }) },
  ])
}

function publish(folder: Folder, on: LocalDate, { by, at }: Expiry): Decided {
  if (folder.appraisal === undefined) return no({ code: 'expiry_not_appraised' })
  const { outcome } = folder.appraisal
  if (outcome !== 'destroy') return no({ code: 'expiry_otherwise', outcome })
  const { decidedOn: from, publishedOn } = standingOf(folder)
  if (from === undefined) return no({ code: 'expiry_not_decided' })
  if (publishedOn !== undefined) return no({ code: 'expiry_published', on: publishedOn })
  const to = localDateOf(at)
  if (on < from || on > to) return no({ code: 'expiry_day_wrong', from, to })
  return yes([{ type: 'published', at, by, on }])
}

/** 受領書: of the package that was made last, and only while the 簿冊 is what went into it. */
function receive(
  folder: Folder,
  { receipt, contents }: Extract<ExpiryCommand, { type: 'receive' }>,
  { by, at }: Expiry,
): Decided {
  const { packaged } = folder
  if (isBlank(receipt.accession) || isBlank(receipt.receivedBy)) return no({ code: 'transfer_receipt_blank' })
  if (packaged === undefined) return no({ code: 'transfer_not_packaged' })
  if (receipt.package !== packaged.package) {
    return no({ code: 'transfer_hash_wrong', expected: packaged.package })
  }
  if (contents !== packaged.contents) return no({ code: 'transfer_changed', on: packaged.on })
  const [from, to] = [packaged.on, localDateOf(at)]
  if (receipt.on < from || receipt.on > to) return no({ code: 'transfer_day_wrong', from, to })
  return yes([{ type: 'transferred', at, by, ...receipt }])
}

/** Cases of a 簿冊 that are 秘 now: whether there are any at all, and those whoever asks may read, in words. */
export type SecretCases = { readonly isAny: boolean; readonly readable: readonly string[] }

/** What stands in the way of a 移管パッケージ. */
export function refusePackage(
  end: AtItsEnd,
  expiry: Expiry,
  secret: SecretCases,
): Exclude<ExpiryRefusal, { code: 'folder_reason_missing' }> | undefined {
  const { folder } = end
  if (folder.mergedInto !== undefined) return { code: 'expiry_merged' }
  if (folder.disposal !== undefined) return { code: 'expiry_disposed', on: folder.disposal.on }
  if (!expiry.isManager && !expiry.keeps(folder)) {
    return { code: 'expiry_not_yours', keepers: expiry.keepersOf(folder) }
  }
  if (folder.transfer !== undefined) {
    const { accession, on } = folder.transfer
    return { code: 'transfer_received', accession, on }
  }
  return (
    refuseEnd(end, expiry, 'transfer') ??
    (secret.isAny ? { code: 'transfer_cases_closed', cases: secret.readable } : undefined)
  )
}

function dispose(end: AtItsEnd, paper: PaperDisposal | undefined, expiry: Expiry): Decided {
  const refused = refuseDisposal(end, expiry)
  if (refused !== undefined) return no(refused)
  const { by, at } = expiry
  // What is no electronic file went to the archive with the rest.
  const hasPaper = end.folder.transfer === undefined && end.folder.parts.length > 0
  if (hasPaper && paper === undefined) return no({ code: 'expiry_paper_missing' })
  if (!hasPaper && paper !== undefined) return no({ code: 'expiry_paper_none' })
  const on = localDateOf(at)
  return yes([{ type: 'disposed', at, by, on, ...(paper === undefined ? {} : { paper }) }])
}

/** What stands in the way of 廃棄, or of erasing our own copy of what the archive has; undefined when nothing does. */
export function refuseDisposal(
  end: AtItsEnd,
  expiry: Pick<Expiry, 'at' | 'rules'>,
): Exclude<ExpiryRefusal, { code: 'folder_reason_missing' }> | undefined {
  const { appraisal, transfer } = end.folder
  if (appraisal?.outcome !== 'transfer') return refuseEnd(end, expiry, 'destroy') ?? refuseAsked(end, expiry)
  return (
    refuseEnd(end, expiry, 'transfer') ??
    (transfer === undefined ? { code: 'transfer_not_received' } : refuseAsked(end, expiry))
  )
}

/** What a 開示請求 asks for stays, also when the archive has it: the body is asked, and answers from what it holds. */
function refuseAsked(
  { kept }: AtItsEnd,
  { at }: Pick<Expiry, 'at'>,
): Extract<ExpiryRefusal, { code: 'expiry_asked_for' }> | undefined {
  if (kept === undefined) return undefined
  if (kept === 'undecided') return { code: 'expiry_asked_for' }
  return localDateOf(at) <= kept.until ? { code: 'expiry_asked_for', until: kept.until } : undefined
}

function refuseEnd(
  { folder, told, whole, unfinished }: AtItsEnd,
  { at, rules }: Pick<Expiry, 'at' | 'rules'>,
  how: Appraisal,
): Exclude<ExpiryRefusal, { code: 'folder_reason_missing' }> | undefined {
  if (folder.hold !== undefined) return { code: 'expiry_held', reason: folder.hold.reason }
  const today = localDateOf(at)
  const allowed = mayDispose(expiringOf(folder, termEndsOn(told)), how, at, rules)
  const isOver = (endsOn: LocalDate | undefined): boolean => endsOn !== undefined && endsOn < today
  // Of what the person may not read only that there is something.
  const isOpen = unfinished > 0 || (isOver(termEndsOn(told)) && !isOver(termEndsOn(whole)))
  if (isOpen && (allowed.ok || isOver(termEndsOn(told)))) return { code: 'expiry_cases_open' }
  return allowed.ok ? undefined : refusalOf(allowed.error)
}

function expiringOf(
  { appraisal, disposalDecision, publishedOn, disposal }: Folder,
  endsOn: LocalDate | undefined,
): Expiring {
  return {
    ...(endsOn === undefined ? {} : { endsOn }),
    ...(appraisal === undefined ? {} : { appraisal }),
    ...(disposalDecision === undefined ? {} : { decidedOn: disposalDecision.on }),
    ...(publishedOn === undefined ? {} : { publishedOn }),
    ...(disposal === undefined ? {} : { disposedOn: disposal.on }),
  }
}

/** The decision and the publication of a 簿冊 that count, by their days. */
const standingOf = (folder: Folder): ReturnType<typeof inOrder> => inOrder(expiringOf(folder, undefined))

function refusalOf(it: DisposalRefusal): Exclude<ExpiryRefusal, { code: 'folder_reason_missing' }> {
  switch (it.code) {
    case 'already_disposed':
      return { code: 'expiry_disposed', on: it.on }
    case 'no_expiry':
      return { code: 'expiry_no_end' }
    case 'not_expired':
      return { code: 'expiry_not_over', endsOn: it.endsOn }
    case 'not_appraised':
      return { code: 'expiry_not_appraised' }
    case 'appraised_otherwise':
      return it.outcome === 'destroy'
        ? { code: 'transfer_otherwise' }
        : { code: 'expiry_otherwise', outcome: it.outcome }
    case 'disposal_not_decided':
      return { code: 'expiry_not_decided' }
    case 'list_not_published':
      return { code: 'expiry_not_published' }
    case 'waiting_period':
      return { code: 'expiry_waiting', from: it.from }
    default:
      return it satisfies never
  }
}

/** How far a 簿冊 is: 満了 → 評価選別 → 決定 → 公表 → 廃棄, or → 決定 → パッケージ → 受領 → 廃棄 of our own copy. */
export type ExpiryStep =
  'running' | 'expired' | 'appraised' | 'decided' | 'published' | 'packaged' | 'transferred' | 'disposed'

export function expiryStep(folder: Folder, endsOn: LocalDate | undefined, today: LocalDate): ExpiryStep {
  if (folder.disposal !== undefined) return 'disposed'
  if (folder.transfer !== undefined) return 'transferred'
  if (folder.packaged !== undefined) return 'packaged'
  const { decidedOn, publishedOn } = standingOf(folder)
  if (publishedOn !== undefined) return 'published'
  if (decidedOn !== undefined) return 'decided'
  if (folder.appraisal !== undefined) return 'appraised'
  return endsOn !== undefined && endsOn < today ? 'expired' : 'running'
}
