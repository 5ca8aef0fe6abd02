import type { Refusal } from '../domain/approval/refusals.ts'

const statusNames: Readonly<Record<Extract<Refusal, { code: 'wrong_status' }>['status'], string>> = {
  draft: '起案中',
  in_approval: '回議中',
  returned: '差戻し中',
  decided: '決裁済',
  rejected: '否決',
  withdrawn: '取下げ',
  abandoned: '廃案',
}

const roleActs = {
  review: '回議の段です（承認）',
  examine: '審査の段です（審査済）',
  concur: '合議の段です（同意・条件付同意・異議）',
  decide: '決裁の段です（決裁）',
} as const

const unlawful: Readonly<Record<Extract<Refusal, { code: 'route_change_unlawful' }>['because'], string>> = {
  past: '処理を終えた段は変えられません。',
  decider: '決裁権者は専決表で決まり、変えられません。',
  required_step: '専決表・経路に定められた段は外すことも順を変えることもできません。',
  nothing: '経路は変わっていません。',
  new_decider: '決裁の段は一つだけです。',
}

/**
 * The fact that failed, for the person who was refused: who is meant, what is set, what is missing. Undefined when the
 * sentence of the problem says it all.
 */
export function refusalFact(refusal: Refusal): string | undefined {
  switch (refusal.code) {
    case 'wrong_status':
      return `いまの状態：${statusNames[refusal.status]}`
    case 'not_your_turn':
      return refusal.waitingFor.length === 0
        ? undefined
        : `いま処理する人：${listed(refusal.waitingFor.map((it) => it.postName))}`
    case 'wrong_role':
      return `あなたの段は${roleActs[refusal.role]}。`
    case 'same_person_again':
      return `${refusal.earlier}として処理済みのため、${refusal.postName}としての処理には確認が必要です。`
    case 'next_has_acted':
      return `処理した人：${refusal.by}`
    case 'objection_unanswered':
      return `処理意見のない異議：${listed(refusal.of)}`
    case 'paper_not_checked':
      return `紙の資料：${refusal.what}`
    case 'held':
      return `保留：${refusal.by}（理由：${refusal.reason}）`
    case 'acting_post_vacant':
      return `欠員の職：${refusal.postName}`
    case 'acting_holder_present':
      return `${refusal.postName}の${refusal.holder}さんに不在の登録はありません。`
    case 'acting_not_in_order':
      return refusal.order.length === 0
        ? `${refusal.postName}に代決の順位の定めはありません。`
        : `${refusal.postName}の代決の順位：${refusal.order.join('、')}`
    case 'acting_other_first':
      return `先の順位：${refusal.first}`
    case 'acting_reserved':
      return `代決を認めない事由：${listed(refusal.flags)}`
    case 'pull_up_cannot_skip':
      return `済んでいない合議・審査：${listed(refusal.steps)}`
    case 'secret_not_listed':
      return `閲覧者に指定されていない人：${listed(refusal.names)}`
    case 'route_change_unlawful':
      return unlawful[refusal.because]
    case 'number_given':
      return `付いている番号：${refusal.text}`
    default:
      return undefined
  }
}

function listed(names: readonly string[]): string {
  return names.join('、')
}
