import type { FolderFilters, FolderItem } from '../contract/folders.ts'
import { longWareki, shortWareki, warekiFiscalYear, warekiMonth } from '../domain/calendar/wareki.ts'
import { type Instant, type LocalDate, type PersonId, localDateOf } from '../domain/ids.ts'
import type { PhysicalPart } from '../domain/records/folder.ts'
import { listIndexedCases } from '../store/folder-index.ts'
import { findBodyName } from '../store/stamped-pdfs.ts'
import type { FolderDeps } from './folder-keeping.ts'
import { listAllFoldersFor, seeFolder } from './view-folders.ts'
import { nameOf } from './who-is.ts'

/** 簿冊目録: what a 簿冊 is, and the cases in it that whoever prints it may read. */
export type FolderIndex = {
  readonly bodyName: string
  /** 令和8年度 */
  readonly fiscalYear: string
  readonly code: string
  readonly name: string
  /** Pairs of a label and what stands behind it: short ones, and such as need a whole line. */
  readonly properties: readonly (readonly [string, string])[]
  readonly wide: readonly (readonly [string, string])[]
  /** A line for each case: 起案番号, 件名, 起案日, 決裁日, pages. */
  readonly cases: readonly (readonly [string, string, string, string, string])[]
  /** Who printed it when, and that others may see other cases. */
  readonly printed: string
}

/** 背表紙 */
export type FolderSpine = {
  readonly fiscalYear: string
  readonly classification: string
  readonly code: string
  readonly name: string
  readonly retention: string
  /** 満了年月, or what there is instead. */
  readonly end: string
  readonly isProvisional: boolean
  readonly owner: string
  readonly widthCm: 3 | 5 | 8
}

/** Draws both as PDF. */
export type MakeFolderPapers = {
  readonly index: (index: FolderIndex) => Promise<Uint8Array>
  readonly spine: (spine: FolderSpine) => Promise<Uint8Array>
}

type Asked = { readonly by: PersonId; readonly id: string }

/** The 簿冊目録 as its reader may have it; undefined when there is no such 簿冊. */
export async function folderIndexOf(deps: FolderDeps, { by, id }: Asked): Promise<FolderIndex | undefined> {
  const seen = await seeFolder(deps, by, id)
  if (seen === undefined) return undefined
  const { found, world, reader, item } = seen
  const cases = await listIndexedCases(deps.db, id, reader)
  const { parts } = found.folder
  return {
    bodyName: await findBodyName(deps.db),
    fiscalYear: warekiFiscalYear(item.fiscalYear),
    code: item.code,
    name: item.name,
    properties: [
      ['簿冊番号', item.code],
      ['所　管', ownerOf(item)],
      ['保存期間', item.retention.name],
      ['措　置', dispositions[item.disposition]],
    ],
    wide: [
      ['分　類', `${item.classification}　${item.path}`],
      ['起算・満了', termText(item)],
      ...(parts.length === 0 ? [] : [['電子以外', parts.map(partText).join('、')] as const]),
    ],
    cases: cases.map(({ number, title, submittedAt, decidedAt, pages }) => [
      number ?? '－',
      title,
      dayOf(submittedAt),
      dayOf(decidedAt),
      pages === 0 ? '－' : String(pages),
    ]),
    printed: `${longWareki(localDateOf(world.at))}　${nameOf(world.organisation, by)} が印刷（閲覧できる文書だけを載せています）`,
  }
}

/** The 背表紙 as its reader may have it; undefined when there is no such 簿冊. */
export async function folderSpineOf(
  deps: FolderDeps,
  { by, id, widthCm }: Asked & Pick<FolderSpine, 'widthCm'>,
): Promise<FolderSpine | undefined> {
  const seen = await seeFolder(deps, by, id)
  if (seen === undefined) return undefined
  const { item } = seen
  const { kind, endsOn, isProvisional } = item.term
  return {
    fiscalYear: warekiFiscalYear(item.fiscalYear),
    classification: item.classification,
    code: item.code,
    name: item.name,
    retention: item.retention.name,
    end: endsOn === undefined ? (endless[kind] ?? '') : warekiMonth(endsOn as LocalDate),
    isProvisional,
    owner: ownerOf(item),
    widthCm,
  }
}

const head = [
  ...['年度', '簿冊番号', '名称', '分類コード', '分類', '所管コード', '所管', '保存期間', '起算日', '満了日'],
  ...['満了の別', '満了時の措置', '状態', '廃棄停止', '電子以外の記録', '文書（閲覧できるもの）'],
]

/** All 簿冊 by a filter as a table for a CSV, as the reader may have it. Days as 2027-04-01. */
export async function foldersTable(
  deps: FolderDeps,
  by: PersonId,
  filters: FolderFilters,
): Promise<readonly (readonly string[])[]> {
  const items = await listAllFoldersFor(deps, by, filters)
  return [
    head,
    ...items.map((it) => [
      ...[String(it.fiscalYear), it.code, it.name, it.classification, it.path],
      ...[it.owner?.code ?? '', ownerOf(it), it.retention.name, it.term.startsOn ?? '', it.term.endsOn ?? ''],
      endless[it.term.kind] ?? (it.term.isProvisional ? '見込み' : '確定'),
      ...[dispositions[it.disposition], states[it.state]],
      ...[it.held ? '停止中' : '', it.hasPaper ? 'あり' : '', String(it.cases)],
    ]),
  ]
}

const dispositions = { transfer: '移管', destroy: '廃棄', appraise: '選別' } as const
const states = { kept: '保存中', merged: '統合済み', disposed: '廃棄済み' } as const
const media = { paper: '紙', magnetic: '磁気媒体・光媒体', microfilm: 'マイクロフィルム' } as const
/** What is said of a term that has no end. */
const endless: Partial<Record<FolderItem['term']['kind'], string>> = {
  constant_use: '常用',
  while_needed: '事務に必要な間',
}

function ownerOf({ owner }: FolderItem): string {
  return owner?.name ?? '庁内共通'
}

function partText({ medium, quantity, shelf }: PhysicalPart): string {
  return `${media[medium]} ${quantity}（${shelf}）`
}

function dayOf(at: Instant | null): string {
  return at === null ? '－' : shortWareki(localDateOf(at))
}

function termText({ term }: FolderItem): string {
  const { kind, startsOn, endsOn, isProvisional } = term
  if (endsOn === undefined) return endless[kind] ?? ''
  const end = longWareki(endsOn as LocalDate)
  if (startsOn === undefined) return `${end}まで`
  return `${longWareki(startsOn as LocalDate)}〜${end}${isProvisional ? '（見込み）' : ''}`
}
