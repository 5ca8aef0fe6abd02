import type { ApprovalEvent, EventOf } from '../domain/approval/events.ts'
import { deciderChange } from '../domain/approval/decider-change.ts'
import type { Route } from '../domain/approval/route.ts'
import { deciderChangeText } from './decider-text.ts'
import { issuingText } from './issuing-text.ts'

const opinions = {
  agree: '同意しました',
  conditional: '条件を付けて同意しました',
  object: '異議を述べました',
} as const

/** What happened, as a sentence of the history; who and when stand beside it. `before`: the route until then. */
export function historyText(event: ApprovalEvent, before: Route | undefined): string {
  const { through } = event
  return `${through === undefined ? '' : `${through.name}から、`}${plainText(event, before)}`
}

function plainText(event: ApprovalEvent, before: Route | undefined): string {
  switch (event.type) {
    case 'submitted':
      return event.number === '' ? '起案を提出しました。' : `起案を提出しました（${event.number}）。`
    case 'imported':
      return `${event.asserted.source}から取り込みました（移行：旧システムの記録による）。`
    case 'approved':
      return '承認しました。'
    case 'provisionally_decided':
      return '仮決裁しました。合議のあとに本決裁があります。'
    case 'examined':
      return '審査を終えました。'
    case 'concurred':
      return `合議に${opinions[event.opinion]}${forWhom(event)}。`
    case 'responded':
      return '合議の異議に処理意見を記しました。'
    case 'decided':
      return `${event.condition === undefined ? '' : '条件を付けて'}決裁しました${forWhom(event)}。`
    case 'returned':
      return returnText(event)
    case 'resubmitted':
      return resubmittedText(event) + deciderText(event, before)
    case 'submission_taken_back':
      return '提出を引き戻しました。'
    case 'act_taken_back':
      return '自分の処理を引き戻しました。'
    case 'withdrawn':
      return '起案を取り下げました。'
    case 'abandoned':
      return '廃案としました。合議先へ通知されます。'
    case 'rejected':
      return '否決しました。'
    case 'pulled_up':
      return '先の段を引き上げました。飛ばした人は後閲します。'
    case 'passed_over':
      return event.cause === 'self'
        ? '起案者本人の段のため進めました（自己）。'
        : '不在のため後閲として先へ進めました。'
    case 'post_reviewed':
      return '後閲しました。'
    case 'held':
      return '保留しました。'
    case 'hold_ended':
      return '保留を解きました。'
    case 'circulated':
      return `${event.kind === 'circulate' ? '供覧' : '回覧'}に付しました（${event.to.map((it) => it.name).join('、')}）。`
    case 'acknowledged':
      return '閲覧しました。'
    case 'commented':
      return '意見を記しました。'
    case 'asked':
      return `${event.to.name}さんに相談しました。`
    case 'answered':
      return '相談に答えました。'
    case 'urgency_set':
      return event.urgent ? '至急にしました。' : '至急を解きました。'
    case 'explained':
      return `${event.to}に説明しました（持回り）。`
    case 'paper_moved':
      return `紙の資料の所在：${event.place}`
    case 'route_changed':
      return routeText(event)
    case 'revised':
      return `${event.effect === 'minor' ? '軽微な変更' : '重要な変更'}をしました（${event.changes.map((it) => it.name).join('、')}）。`
    case 'edit_judged_major':
      return '変更を重要と判断しました。回議をやり直します。'
    case 'seat_confirmed':
      return `別の職で処理済みの人の席を確認しました${event.people === undefined ? '' : `（${event.people.map((it) => it.name).join('、')}）`}。`
    case 'reassigned':
      return `段を${event.postName}に振り替えました。`
    case 'draft_handed_over':
      return `起案者を${event.to.name}さんに引き継ぎました。`
    case 'cover_noted':
      return '鑑に追記しました。'
    case 'numbered':
      return `${event.kind}を付けました（${event.text}）。`
    case 'secrecy_released':
      return '秘密の指定を解除しました。'
    default:
      return issuingText(event)
  }
}

/** 代決: for whom, as it is written on paper. */
function forWhom(event: EventOf<'decided' | 'concurred'>): string {
  const { actingFor } = event
  return actingFor === undefined ? '' : `（代決：${actingFor.title} ${actingFor.name} 代）`
}

function returnText(event: EventOf<'returned'>): string {
  if (event.to !== undefined) return '前の段に差し戻しました。'
  return event.collected === true
    ? '差戻しを求めました（並行する合議がそろってから戻ります）。'
    : '起案者に差し戻しました。'
}

function resubmittedText(event: EventOf<'resubmitted'>): string {
  if (event.mode === 'restart') return '修正して再提出しました（最初から回議）。'
  if (event.effect === undefined) return '変更なしで再提出しました（続きから再開）。'
  return event.effect === 'minor'
    ? '修正して再提出しました（軽微な変更：続きから再開）。'
    : '修正して再提出しました（重要な変更：承認・合議をやり直し）。'
}

/** Matrix 1.3: who decides now, where the amount or the flags moved that to another post. */
function deciderText(event: EventOf<'resubmitted'>, before: Route | undefined): string {
  const change = before && deciderChange(before, event.route)
  return change === undefined ? '' : `${deciderChangeText(change)}。`
}

function routeText(event: EventOf<'route_changed'>): string {
  const added = event.added.length === 0 ? '' : `追加：${event.added.join('、')}`
  const removed = event.removed.length === 0 ? '' : `除外：${event.removed.join('、')}`
  return `経路を変更しました（${[added, removed].filter((it) => it !== '').join('／')}）。`
}

/** What the person wrote with it: a comment, a condition, an answer or a reason. */
export function remarkOf(event: ApprovalEvent): string | undefined {
  if (event.type === 'decided' && event.condition !== undefined) {
    return [event.condition, event.comment].filter((it) => it !== undefined).join('\n')
  }
  if ('reason' in event) return event.reason
  if ('text' in event && event.type !== 'numbered') return event.text
  if (event.type === 'circulated') return event.note
  if (event.type === 'passed_over') return event.why
  if (event.type === 'collated') return event.remark
  if (event.type === 'completed') return event.unissued
  return 'comment' in event ? event.comment : undefined
}
