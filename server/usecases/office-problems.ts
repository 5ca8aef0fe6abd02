import type { ProblemRow } from './rule-sentences.ts'

/** Refusals of what the 文書主管課 alone does: 席の確認, 振替, 引継ぎ. */
export const officeProblems = {
  records_manager_only: {
    status: 403,
    title: 'この操作ができるのは文書主管課の文書管理者だけです。文書主管課に依頼してください。',
    rule: '文書管理者の職務',
  },
  decider_not_reassignable: {
    status: 403,
    title:
      '決裁の段は振り替えられません。決裁権者は専決表で決まります。決裁区分が違うときは、いま処理する人に差戻しを頼んでください。',
    rule: 'R-01',
  },
  nobody_to_confirm: {
    status: 409,
    title:
      'その席に、別の職ですでに処理した人は今日就いていません。確認は異動のあと、その人が席に就いてから行ってください。',
    rule: '同じ人が別の職で再び現れる',
  },
  drafter_seated: {
    status: 422,
    title:
      'その職には起案者が就いているため振り替えられません（自己の段として飛ばされ、誰も確認しないことになります）。別の職を選んでください。',
    rule: '起案者が承認者でもある',
  },
  decider_would_draft: {
    status: 422,
    title:
      'その人は決裁権者の職に就いているため起案を引き継げません（自分の起案は決裁できません）。別の人を選んでください。',
    rule: 'R-01',
  },
  step_already_settled: {
    status: 409,
    title: 'その段は処理済みか、経路にありません。最新の経路を確かめ、これから処理する段を選んでください。',
    rule: '文書管理者の職務',
  },
} satisfies Record<string, ProblemRow>
