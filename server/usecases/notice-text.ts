import type { TellingKind } from '../domain/approval/notice-groups.ts'
import type { ToldFacts, ToldOf } from '../store/notices.ts'
import { deciderChangeText } from './decider-text.ts'

/** What happened, without who: that stands before it. */
const said: { readonly [Kind in TellingKind]: string } = {
  task: '処理を待っています。',
  returned: '差し戻しました。直して再提出できます。',
  returned_to_step: 'あなたの段に差し戻しました。もう一度処理してください。',
  returned_elsewhere: '差し戻しました。あなたの処理は残っています。',
  suspended: '並行する段から差し戻されたため、あなたの処理は止まっています。再提出されるとまた届きます。',
  changed: '変更がありました。あなたの処理は有効のままです。',
  act_again: '重要な変更などにより、あなたの処理は無効になりました。もう一度処理が必要です。',
  edit_judged_major: '変更を重要と判断しました。承認・合議をやり直します。',
  decider_changed: '修正して再提出しました。決裁権者が替わりました。',
  rejected: '否決しました。',
  withdrawn: '起案を取り下げました。',
  abandoned: '廃案としました。',
  decided: '決裁しました。',
  provisionally_decided: '仮決裁しました。合議のあとに本決裁があります。',
  decided_for_you: 'あなたの不在中に代決しました。後閲してください。',
  concurred_for_you: 'あなたの不在中に代わって合議に答えました。後閲してください。',
  objected: '合議で異議を述べました。処理意見を記してください。',
  responded: '合議の異議に処理意見を記しました。',
  asked: '相談しました。答えてください。',
  answered: '相談に答えました。',
  circulated: '供覧・回覧に付しました。',
  pulled_up: '引き上げました。あなたの段は後閲になります。',
  passed_over: '不在のため先へ進みました。あなたの段は後閲になります。',
  post_reviewed: '後閲しました。',
  reassigned_away: 'あなたの段をほかの職に振り替えました。',
  reassigned_to_you: '段をあなたの職に振り替えました。',
  seat_confirmed: '別の職で処理済みの人が処理できることを確認しました。',
  handed_over_away: '起案をほかの人に引き継ぎました。',
  handed_over_to_you: '起案をあなたに引き継ぎました。',
  route_changed: '経路を変更しました。',
  added_to_route: '経路にあなたの段を加えました。',
  removed_from_route: '経路からあなたの段を除きました。',
  held: '保留しました。解かれるまで、同じ職のほかの人は処理できません。',
  hold_ended: '保留を解きました。',
  commented: '意見を記しました。',
  explained: '持回りで説明したことを記録しました。',
  urgent_now: '至急にしました。',
  urgent_no_more: '至急を解きました。',
  turn_taken_back: '引き戻しました。あなたの処理はいまは要りません。',
  secrecy_released: '秘密の指定が解除されました。',
  collation_refused: '照合で決裁案との違いを見つけました。浄書を直してください。',
  collated: '照合を終えました。',
  document_sealed: '施行文書の押印（公印省略・電子署名を含む）を終えました。発送できます。',
  dispatch_failed: '発送したものが届きませんでした。送り直してください。',
  opinion_asked: '情報公開担当が、開示請求について課の意見を照会しました。回答してください。',
  opinion_given: '開示請求の意見照会に回答しました。',
  waiting_long: '処理を長く待っています。',
  due_soon: '期限が迫っています。',
  overdue: '期限を過ぎています。',
  post_review_old: '後閲を待っています。',
}

/** What stands as the title of what somebody is told about: of a case its 件名. */
export function titleOfTold(told: ToldOf & { readonly title: string }): string {
  return told.disclosureId === undefined ? told.title : '開示請求の意見照会'
}

/** A notice as a sentence: 「観光局長 厚別 進さんが差し戻しました。…」; nobody named when the system did it. */
export function noticeText(kind: TellingKind, facts: ToldFacts): string {
  const { by, actingFor, step } = facts
  const who = by === undefined ? '' : `${by.title} ${by.name}さんが`
  const inPlaceOf = actingFor === undefined ? '' : `（${actingFor.title} ${actingFor.name}さんの代決）`
  const where = step === undefined || by !== undefined ? '' : `［${step}］`
  return `${who}${inPlaceOf}${where}${said[kind]}`
}

/** Who decides now instead of whom, for somebody who may read the case; undefined while nothing changed. */
export function noticeDecider({ decider }: ToldFacts): string | undefined {
  return decider && deciderChangeText(decider)
}
