import type { DisclosureEvent, Outcome } from '../domain/disclosing/request.ts'

/** 全部開示, 部分開示, 不開示. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  full: '全部開示',
  partial: '部分開示',
  none: '不開示',
}

/** An event of a 開示請求 as a Japanese sentence. No name of a file: who reads it may not know of it any more. */
export function disclosureSentence(event: DisclosureEvent): string {
  switch (event.type) {
    case 'requested':
      return `開示請求を受け付けました（${event.number}）`
    case 'correction_asked':
      return '補正を求めました。補正されるまで期限は進みません'
    case 'corrected':
      return '請求が補正されました'
    case 'extended':
      return '決定の期限を延長しました'
    case 'case_chosen':
      return `対象の事案を加えました（ファイル${event.revisions.length}件）`
    case 'case_dropped':
      return '対象から事案を外しました'
    case 'file_judged':
      return `ファイル1件を${outcomeNames[event.outcome]}としました`
    case 'file_masked':
      return `墨塗りした写しを作りました（${event.boxes}か所）`
    case 'not_held':
      return '文書不存在としました'
    case 'consulted':
      return `${event.section.name}に意見を照会しました`
    case 'answered':
      return '意見照会に回答しました'
    case 'drafted':
      return '決定の起案をしました'
    case 'case_named':
      return '決定の事案を結び付けました'
    case 'notified':
      return '決定を通知しました'
    case 'carried_out':
      return event.feeYen === 0
        ? '開示を実施しました'
        : `開示を実施しました（費用${event.feeYen.toLocaleString('ja-JP')}円）`
    case 'taken_on':
      return '担当になりました'
    case 'withdrawn':
      return '請求が取り下げられました'
  }
}

/** What somebody wrote beside it; undefined for nothing. */
export function disclosureRemark(event: DisclosureEvent): string | undefined {
  if ('reason' in event) return event.reason
  if ('question' in event) return event.question
  if ('text' in event) return event.text
  if ('note' in event) return event.note
  return event.type === 'corrected' ? event.asks : undefined
}
