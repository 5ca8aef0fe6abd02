import type { AbsenceProblem } from '../usecases/absences.ts'
import type { DirectoryRefusal } from '../usecases/directory-imports.ts'

/** Refusals around absences and the directory. A code without a row does not compile. */
export const directoryProblems = {
  absence_reason_missing: {
    status: 422,
    title: '不在の理由を入力してください。代決の根拠として記録に残ります。',
    rule: 'R-12',
  },
  absence_backwards: {
    status: 422,
    title: '不在の終わりが始まりより前になっています。日時を直してください。',
  },
  absence_past: {
    status: 422,
    title: '過ぎた日の不在は登録できません。今日からの期間にしてください。',
    rule: 'R-12',
  },
  absence_begun: {
    status: 409,
    title: 'すでに始まった不在の開始は変えられません。終わりだけを直すか、不在をやめてください。',
    rule: 'R-12',
  },
  absence_over: {
    status: 409,
    title: '終わった不在は変えられません。新しく登録してください。',
    rule: 'R-12',
  },
  absence_overlaps: {
    status: 409,
    title: '同じ人の不在がすでに登録されています。登録済みの不在を変更してください。',
  },
  absence_not_yours: {
    status: 403,
    title: 'ほかの人の不在を登録できるのは文書管理者だけです。本人か文書管理者に頼んでください。',
  },
  not_a_day: { status: 422, title: '日付が暦にありません。日付を直してください。' },
  directory_not_yours: {
    status: 403,
    title: '組織と職員を取り込めるのは文書管理者とシステム管理者だけです。担当者に頼んでください。',
  },
  directory_files_missing: {
    status: 400,
    title: 'people.csv か units.csv が送られていません。ファイルを選んでください。',
  },
  effective_day_past: {
    status: 422,
    title: '適用日が過ぎています。過去の組織は変えられません。今日以後の日にしてください。',
  },
  import_has_errors: {
    status: 422,
    title: '直していない行があるため適用できません。示された行を直し、ファイルを入れ直してください。',
  },
  import_stale: {
    status: 409,
    title:
      'リハーサルの後に組織が変わりました。もう一度リハーサルをして、結果を確かめてから適用してください。',
  },
  import_applied: {
    status: 409,
    title: 'この取込みは適用済みです。直すときは新しい取込みを作ってください。',
  },
} satisfies Record<
  Exclude<AbsenceProblem['code'] | DirectoryRefusal['code'], 'not_found'>,
  { readonly status: number; readonly title: string; readonly rule?: string }
>
