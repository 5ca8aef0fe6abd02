import type { FolderView } from '../contract/folders.ts'
import type { ProposalId } from '../domain/ids.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import type {
  Amendable,
  Disposition,
  FolderEvent,
  PaperDisposal,
  PhysicalPart,
} from '../domain/records/folder.ts'

const dispositionNames: Readonly<Record<Disposition, string>> = {
  transfer: '移管',
  destroy: '廃棄',
  appraise: '選別',
}

const mediumNames: Readonly<Record<PhysicalPart['medium'], string>> = {
  paper: '紙',
  magnetic: '磁気媒体・光媒体',
  microfilm: 'マイクロフィルム',
}

const outcomeNames = { destroy: '廃棄', transfer: '移管', extend: '延長' } as const

/** How what is no electronic file was destroyed, in words. */
const paperDisposals: Readonly<Record<PaperDisposal, string>> = {
  dissolved: '溶解',
  shredded: '裁断',
  burned: '焼却',
  wiped: '消去',
}

/** What the sentences of a history are made with. */
export type HistoryNames = {
  readonly folderName: (id: string) => string
  readonly className: (code: string) => string
  readonly retentionName: (code: string) => string
  /** The title of a case the reader may read; undefined for any other: of it nothing is said. */
  readonly caseTitle: (id: ProposalId) => string | undefined
}

type Entry = FolderView['history'][number]

/** Cases that the events of a 簿冊 name. */
export function casesNamed(events: readonly FolderEvent[]): readonly ProposalId[] {
  return events.flatMap((it) => ('case' in it ? [it.case] : 'cases' in it ? it.cases : []))
}

/** Other 簿冊 that they name. */
export function foldersNamed(events: readonly FolderEvent[]): readonly string[] {
  return events.flatMap((it) => {
    if (it.type === 'opened') return it.continues === undefined ? [] : [it.continues]
    if (it.type === 'case_moved_out') return [it.to]
    if (it.type === 'case_moved_in' || it.type === 'merged_from') return [it.from]
    return it.type === 'merged_into' ? [it.into] : []
  })
}

/** What happened to a 簿冊 in sentences, the newest first, for one reader. */
export function historyOf(events: readonly FolderEvent[], names: HistoryNames): Entry[] {
  return events.flatMap((event) => entryOf(event, names)).toReversed()
}

function entryOf(event: FolderEvent, names: HistoryNames): Entry[] {
  const { type, at, by } = event
  const who = { at, by: { id: by.person, name: by.name, title: by.capacity.title }, type }
  const said = (text: string, more: Partial<Entry> = {}): Entry[] => [
    { ...who, text, ...('reason' in event ? { reason: event.reason } : {}), ...more },
  ]
  const other = (id: string): Partial<Entry> => ({ folder: { id, name: names.folderName(id) } })
  const caseOf = (id: ProposalId): Partial<Entry> => {
    const title = names.caseTitle(id)
    return title === undefined ? {} : { case: { id, title } }
  }
  switch (event.type) {
    case 'taken_over':
      return said('この記録が始まる前からある簿冊です。そのときの内容を最初に残しました。')
    case 'opened':
      return event.continues === undefined
        ? said('簿冊を作成しました。')
        : said('前の年度の簿冊を引き継いで作成しました。', other(event.continues))
    case 'amended':
      return said(amendedText(event.before, event.after, names))
    case 'shelved':
      return said(
        event.parts.length === 0
          ? '電子以外の記録はないものとしました。'
          : `電子以外の記録を登録しました：${event.parts.map(partText).join('、')}。`,
      )
    case 'use_ended':
      return said(
        event.retention === undefined
          ? `${longWareki(event.on)}で事務処理上の必要がなくなりました。`
          : `${longWareki(event.on)}で常用を終え、保存期間を${names.retentionName(event.retention)}としました。`,
      )
    case 'extended':
      return said(`満了日を${longWareki(event.from)}から${longWareki(event.to)}に延長しました。`)
    case 'held':
      return said('廃棄を停止しました。')
    case 'released':
      return said('廃棄の停止を解きました。')
    case 'handed_over':
      return said(`${event.from?.name ?? '庁内共通'}から${event.to.name}に引き継ぎました。`)
    case 'case_moved_out':
    case 'case_moved_in': {
      const title = names.caseTitle(event.case)
      if (title === undefined) return []
      const one = { case: { id: event.case, title } }
      return event.type === 'case_moved_out'
        ? said('文書をほかの簿冊に移しました。', { ...one, ...other(event.to) })
        : said('文書をほかの簿冊から移しました。', { ...one, ...other(event.from) })
    }
    case 'appraised':
      return said(`評価選別の結果を${outcomeNames[event.outcome]}としました。`)
    case 'disposal_drafted':
      return said('満了時の措置の決定を起案しました。', caseOf(event.case))
    case 'disposal_decided': {
      return said(`${longWareki(event.on)}の決裁で、満了時の措置が決定しました。`, caseOf(event.case))
    }
    case 'published':
      return said(`廃棄を決定した文書の一覧を${longWareki(event.on)}に公表しました。`)
    case 'transfer_packaged':
      return said(
        `文書館へ渡す移管パッケージを作りました（${event.files}ファイル、SHA-256 ${event.package}）。`,
      )
    case 'transferred':
      return said(
        `${longWareki(event.on)}に文書館が受け入れました（受入番号 ${event.accession}、受領者 ${event.receivedBy}）。`,
      )
    case 'disposed':
      return said(
        event.paper === undefined
          ? `${longWareki(event.on)}に廃棄しました。電子ファイルは消去します。`
          : `${longWareki(event.on)}に廃棄しました。電子ファイルは消去し、電子以外の記録は${paperDisposals[event.paper]}しました。`,
      )
    case 'merged_into':
      return said('ほかの簿冊に統合しました。', other(event.into))
    case 'merged_from':
      return said('ほかの簿冊を統合しました。', other(event.from))
    default:
      return event satisfies never
  }
}

/** What is no electronic file, in words: 紙 2（書庫A）. */
export function partText({ medium, shelf, quantity }: PhysicalPart): string {
  return `${mediumNames[medium]} ${quantity}（${shelf}）`
}

function amendedText(
  before: Partial<Amendable>,
  after: Partial<Amendable>,
  { className, retentionName }: HistoryNames,
): string {
  const words = {
    name: ['名称', (it: string) => it],
    classification: ['分類', className],
    retention: ['保存期間', retentionName],
    disposition: ['満了時の措置', (it: string) => dispositionNames[it as Disposition]],
  } as const
  const changes = (Object.keys(words) as (keyof typeof words)[]).flatMap((field) => {
    const was = before[field]
    const is = after[field]
    if (was === undefined || is === undefined) return []
    const [what, named] = words[field]
    return [`${what}を「${named(was)}」から「${named(is)}」に`]
  })
  return `${changes.join('、')}変更しました。`
}
