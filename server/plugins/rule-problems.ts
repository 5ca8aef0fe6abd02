import type { RuleProblem } from '../usecases/rule-versions.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

/** Refusals around 専決表, 経路 and 方針. A code without a row does not compile. */
export const ruleProblems = {
  not_allowed: {
    status: 403,
    title: 'この操作を行う権限がありません。文書管理者かシステム管理者に頼んでください。',
    rule: '権限',
  },
  rule_draft_changed: {
    status: 409,
    title:
      '開いている間に、案がほかの人により保存または確定されました。最新の案を読み込んでから直してください。',
    rule: '版の確定',
  },
  rule_has_errors: {
    status: 422,
    title: 'このままでは経路を決められない事案が出ます。示された誤りを直してから確定してください。',
    rule: '版の確定',
  },
  rule_day_past: {
    status: 422,
    title: '施行日が早すぎます。すでに効力のある版は変えられないので、示された日以後を選んでください。',
    rule: '版の確定',
  },
  rule_not_ahead: {
    status: 409,
    title:
      '施行をやめられるのは、施行日より前の版だけです。施行された版を改めるときは、次の版を確定してください。',
    rule: '版の確定',
  },
  rule_reason_missing: {
    status: 422,
    title: '理由がありません。施行前の版に代えるとき、または施行をやめるときは、その理由を書いてください。',
    rule: '理由の記載',
  },
} satisfies Record<Exclude<RuleProblem['code'], 'not_found'>, ProblemRow>
