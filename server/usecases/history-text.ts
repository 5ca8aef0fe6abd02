import type { ApprovalEvent } from '../domain/approval/events.ts'
import { unreachable } from '../domain/result.ts'

/** What happened, as a sentence of the history; who and when stand beside it. */
export function historyText(event: ApprovalEvent): string {
  switch (event.type) {
    case 'submitted':
      return `起案を提出しました（${event.number}）。`
    case 'approved':
      return '承認しました。'
    case 'examined':
      return '審査を終えました。'
    case 'concurred':
      return '合議に同意しました。'
    case 'decided':
      return '決裁しました。'
    case 'returned':
      return '起案者に差し戻しました。'
    case 'resubmitted':
      return event.mode === 'resume'
        ? '修正して再提出しました（続きから再開）。'
        : '修正して再提出しました（最初から回議）。'
    case 'submission_taken_back':
      return '提出を引き戻しました。'
    case 'act_taken_back':
      return '自分の処理を引き戻しました。'
    case 'withdrawn':
      return '起案を取り下げました。'
    case 'rejected':
      return '否決しました。'
    default:
      return unreachable(event)
  }
}

/** What the person wrote with it: a comment or a reason. */
export function remarkOf(event: ApprovalEvent): string | undefined {
  if ('reason' in event) return event.reason
  return 'comment' in event ? event.comment : undefined
}
