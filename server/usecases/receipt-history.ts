import type { ReceiptHistoryEntry } from '../contract/receipts.ts'
import { recordEventOf } from '../domain/audit/record-chain.ts'
import type { ChainLink } from '../domain/audit/links.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import type { Arrival, ReceiptEvent } from '../domain/receiving/receipt.ts'

const fieldNames: Readonly<Record<keyof Arrival, string>> = {
  title: '件名',
  sender: '差出人',
  senderNumber: '相手の文書番号',
  sentOn: '相手の日付',
  receivedOn: '収受日',
  earlierReason: '収受日の理由',
  channel: '受付方法',
  signature: '署名検証',
  secrecy: '秘',
  accessList: '閲覧者',
  personalData: '個人情報',
  dueOn: '処理期限',
  folderId: '簿冊',
}

/** The chain of a 収受文書 as sentences. */
export function receiptHistory(links: readonly ChainLink[]): ReceiptHistoryEntry[] {
  return links.map((link) => {
    const event = recordEventOf(link) as ReceiptEvent
    const remark = remarkOf(event)
    return {
      seq: link.seq,
      type: event.type,
      at: event.at,
      name: event.by.name,
      title: writtenTitle(event.by.capacity),
      text: sentenceOf(event),
      ...(remark === undefined ? {} : { comment: remark }),
      ...(event.through === undefined ? {} : { application: event.through.name }),
      hash: link.hash,
    }
  })
}

function sentenceOf(event: ReceiptEvent): string {
  switch (event.type) {
    case 'registered':
      return `収受しました（${event.number}、ファイル${event.files.length}件）`
    case 'distributed':
      return `${event.to.name}に配布しました`
    case 'forwarded':
      return `${event.from.name}から${event.to.name}に転送しました`
    case 'accepted':
      return `${event.section.name}が受領しました`
    case 'circulated':
      return `供覧しました：${event.to.map((it) => it.name).join('、')}`
    case 'seen':
      return '閲覧しました'
    case 'circulation_ended':
      return '供覧を終えました'
    case 'drafted':
      return '起案しました'
    case 'closed':
      return '処理済にしました'
    case 'corrected':
      return `登録内容を訂正しました：${event.changes.map((it) => fieldNames[it.field]).join('、')}`
    case 'cancelled':
      return '登録を取り消しました。収受番号は、理由とともにこの取り消した登録に残ります'
  }
}

function remarkOf(event: ReceiptEvent): string | undefined {
  if (event.type === 'corrected') {
    const shown = event.changes.filter((it) => it.field === 'title' || it.field === 'sender')
    const words = shown.map((it) => `${fieldNames[it.field]}：「${it.from}」→「${it.to}」`)
    return [event.reason, ...words].join('\n')
  }
  if ('reason' in event) return event.reason
  if ('note' in event) return event.note
  return 'comment' in event ? event.comment : undefined
}
