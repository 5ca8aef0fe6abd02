import type { RegistrationProblem } from '../usecases/registrations.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

/** Refusals around the registration of applications. A code without a row does not compile. */
export const registrationProblems = {
  applications_not_yours: {
    status: 403,
    title:
      '外部システムの登録を見られるのはシステム管理者・文書管理者・監査・情報公開担当、変えられるのはシステム管理者です。必要なときはシステム管理者に頼んでください。',
    rule: '権限',
  },
  application_known: {
    status: 409,
    title:
      'そのクライアントIDの外部システムは登録されています。登録済みのものを開くか、別のクライアントIDにしてください。',
    rule: '外部システムの登録',
  },
  application_name_taken: {
    status: 409,
    title: '同じ名前の外部システムがあります。履歴で見分けられるよう、別の名前にしてください。',
    rule: '外部システムの登録',
  },
  application_matter_unknown: {
    status: 422,
    title: '今日の専決表にない専決事項が含まれています。その専決事項を外してください。',
    rule: '外部システムの登録',
  },
  application_reason_missing: {
    status: 422,
    title: '権限を与えるか減らす変更には理由が要ります。理由を書いてから保存してください。',
    rule: '外部システムの登録',
  },
  application_of_trial: {
    status: 409,
    title: '試験用の外部システムに、さらに試験用は作れません。本番用の外部システムから作ってください。',
    rule: '外部システムの登録',
  },
  application_changed: {
    status: 409,
    title:
      '開いている間に、ほかの人がこの外部システムの登録を変えました。最新の内容を読み、もう一度変えてください。',
    rule: '外部システムの登録',
  },
} satisfies Record<Exclude<RegistrationProblem['code'], 'not_found'>, ProblemRow>
