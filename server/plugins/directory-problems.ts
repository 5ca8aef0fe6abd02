import type { AbsenceProblem } from '../usecases/absences.ts'
import type { ActingOrderProblem } from '../usecases/acting-orders.ts'
import type { DirectoryChangeProblem } from '../usecases/change-directory.ts'
import type { DirectoryRefusal } from '../usecases/directory-imports.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'
import type { PositionProblem } from '../usecases/positions.ts'
import type { SealProblem } from '../usecases/seals.ts'
import type { RoleProblem } from '../usecases/roles.ts'
import type { WorkCalendarProblem } from '../usecases/work-calendar.ts'

/** Refusals around absences and the directory. A code without a row does not compile. */
export const directoryProblems = {
  absence_reason_missing: {
    status: 422,
    title: '不在の理由が空です。代決の根拠として記録に残るので、理由を入力してください。',
    rule: 'R-12',
  },
  absence_backwards: {
    status: 422,
    title: '不在の終わりが始まりより前になっています。日時を直してください。',
    rule: '不在登録',
  },
  absence_past: {
    status: 422,
    title: '過ぎた日の不在は登録できません。今日からの期間にしてください。',
    rule: '不在登録',
  },
  absence_begun: {
    status: 409,
    title: 'すでに始まった不在の開始は変えられません。終わりだけを直すか、不在をやめてください。',
    rule: 'R-12',
  },
  absence_over: {
    status: 409,
    title: '終わった不在は変えられません。これからの期間で新しく登録してください。',
    rule: 'R-12',
  },
  absence_overlaps: {
    status: 409,
    title: '同じ人の不在がすでに登録されています。登録済みの不在の期間を直してください。',
    rule: '不在登録',
  },
  absence_not_yours: {
    status: 403,
    title: 'ほかの人の不在を登録できるのは文書管理者だけです。本人か文書管理者に頼んでください。',
    rule: '不在登録',
  },
  not_a_day: {
    status: 422,
    title: '暦にない日付です。日付を直してください。',
    rule: '送信',
  },
  directory_not_yours: {
    status: 403,
    title: '組織と職員を取り込めるのは文書管理者とシステム管理者だけです。担当者に頼んでください。',
    rule: '権限',
  },
  directory_files_missing: {
    status: 400,
    title: 'people.csv か units.csv が送られていません。ファイルを選んでください。',
    rule: '組織の取込み',
  },
  effective_day_past: {
    status: 422,
    title: '適用日が過ぎています。過去の組織は変えられないので、今日以後の日にしてください。',
    rule: '組織の取込み',
  },
  import_has_errors: {
    status: 422,
    title: '直していない行があるため適用できません。示された行を直し、ファイルを入れ直してください。',
    rule: '組織の取込み',
  },
  import_stale: {
    status: 409,
    title:
      'リハーサルの後に組織が変わりました。もう一度リハーサルをして、結果を確かめてから適用してください。',
    rule: '組織の取込み',
  },
  import_applied: {
    status: 409,
    title: 'この取込みは適用済みです。直すときは新しい取込みを作ってください。',
    rule: '組織の取込み',
  },
  directory_person_unknown: {
    status: 404,
    title: 'その職員番号の人は職員名簿にいません。「新しい職員」で登録するか、番号を確かめてください。',
    rule: '組織と職員の変更',
  },
  directory_person_known: {
    status: 409,
    title:
      'その職員番号はすでに使われています。同じ人なら「発令を登録」を、別の人なら番号を確かめてください。',
    rule: '組織と職員の変更',
  },
  directory_person_without_post: {
    status: 409,
    title: 'その日に就いている職がない人です。先に「発令を登録」で職に就けてください。',
    rule: '組織と職員の変更',
  },
  directory_appointment_unknown: {
    status: 409,
    title: 'その日に、この人のその発令はありません。画面を読み込み直して、今の発令を確かめてください。',
    rule: '組織と職員の変更',
  },
  directory_appointment_ahead: {
    status: 409,
    title:
      'まだ始まっていない、この人のただ一つの発令です。取りやめるときは、代わりの発令を登録してください。',
    rule: '組織と職員の変更',
  },
  directory_unit_unknown: {
    status: 404,
    title: 'その所属は、その日の組織にありません。基準日を確かめてください。',
    rule: '組織と職員の変更',
  },
  directory_unit_known: {
    status: 409,
    title:
      'その所属コードはすでに使われています（廃止した所属のコードも使えません）。別のコードにしてください。',
    rule: '組織と職員の変更',
  },
  directory_not_in_cp932: {
    status: 422,
    title:
      'Shift_JIS（CP932）では書けない文字があります。文字が変わってしまうため、UTF-8 で書き出してください。',
    rule: '組織と職員の変更',
  },
  calendar_not_yours: {
    status: 403,
    title: '閉庁日と督促を扱えるのは文書管理者とシステム管理者だけです。担当者に頼んでください。',
    rule: '権限',
  },
  calendar_without_body: {
    status: 409,
    title: '団体の設定がまだありません。導入の手順で団体を登録してから設定してください。',
    rule: '開庁日と督促',
  },
  calendar_changed: {
    status: 409,
    title:
      '開いている間に、ほかの人が閉庁日・督促を変えました。最新の内容を読み込んでから、もう一度直してください。',
    rule: '開庁日と督促',
  },
  calendar_day_unknown: {
    status: 422,
    title: '暦にない日があります。月と日を確かめてください。',
    rule: '開庁日と督促',
  },
  calendar_day_twice: {
    status: 422,
    title: '同じ日が二度あります。どちらかを消してください。',
    rule: '開庁日と督促',
  },
  calendar_day_past: {
    status: 422,
    title:
      '過ぎた日の開庁・閉庁は変えられません。その日の督促の根拠が変わってしまいます。今日以後の日にしてください。',
    rule: '開庁日と督促',
  },
  role_not_yours: {
    status: 403,
    title: '役割を与え、外せるのはシステム管理者だけです。システム管理者に頼んでください。',
    rule: '権限',
  },
  role_own: {
    status: 403,
    title: '自分の役割は自分では変えられません。ほかのシステム管理者に頼んでください。',
    rule: '役割の付与',
  },
  role_person_unknown: {
    status: 404,
    title: 'その職員は職員名簿にいません。職員を選び直してください。',
    rule: '役割の付与',
  },
  role_day_past: {
    status: 422,
    title:
      '過ぎた日からは変えられません。その日に誰が何を見られたかの記録が変わってしまいます。今日以後の日にしてください。',
    rule: '役割の付与',
  },
  role_held: {
    status: 409,
    title: 'この人はその役割をすでに持っています（予定を含みます）。今の役割を確かめてください。',
    rule: '役割の付与',
  },
  role_incompatible: {
    status: 409,
    title:
      'システム管理者は文書の内容を見ません。文書管理者・監査・文書館の役割とは兼ねられないので、先にもう一方を外してください。',
    rule: '役割の付与',
  },
  role_not_held: {
    status: 409,
    title: 'その役割はすでに終わっているか、終わる日が決まっています。画面を読み込み直してください。',
    rule: '役割の付与',
  },
  role_last_administrator: {
    status: 409,
    title:
      'システム管理者が誰もいなくなります。先に、終わりの決まっていない別のシステム管理者を立ててください。',
    rule: '役割の付与',
  },
  seals_not_yours: {
    status: 403,
    title: '公印を登録し、廃止できるのは文書管理者とシステム管理者だけです。担当者に頼んでください。',
    rule: '権限',
  },
  seal_code_known: {
    status: 409,
    title: 'その公印コードは使われています（廃止したものを含みます）。別のコードにしてください。',
    rule: '公印',
  },
  seal_name_taken: {
    status: 409,
    title: '同じ名前の公印が使われています。先にそれを廃止するか、別の名前にしてください。',
    rule: '公印',
  },
  seal_keeper_unknown: {
    status: 422,
    title: '公印取扱責任者の職が、その日にはありません。職を選び直してください。',
    rule: '公印',
  },
  seal_day_past: {
    status: 422,
    title: '過ぎた日からは変えられません。押した文書の記録が変わってしまいます。今日以後の日にしてください。',
    rule: '公印',
  },
  seal_ended: {
    status: 409,
    title: 'この公印はすでに廃止されているか、廃止の日が決まっています。画面を読み込み直してください。',
    rule: '公印',
  },
  position_not_yours: {
    status: 403,
    title: '職位を扱えるのは文書管理者とシステム管理者だけです。担当者に頼んでください。',
    rule: '権限',
  },
  position_known: {
    status: 409,
    title: 'その職位コードはすでに使われています。別のコードにしてください。',
    rule: '職位',
  },
  position_name_taken: {
    status: 409,
    title: '同じ名前の職位がすでにあります。今ある職位を使うか、別の名前にしてください。',
    rule: '職位',
  },
  position_above_unknown: {
    status: 422,
    title: 'すぐ上の職位が見つかりません。一覧から選び直してください。',
    rule: '職位',
  },
  position_decider_off_line: {
    status: 422,
    title:
      '決裁の系統にない職位（担当課長、主査など）は決裁権者になれません。系統に入れるか、決裁権者から外してください。',
    rule: '職位',
  },
  acting_order_not_yours: {
    status: 403,
    title: '代決の順位を扱えるのは文書管理者とシステム管理者だけです。担当者に頼んでください。',
    rule: '権限',
  },
  acting_order_position_unknown: {
    status: 404,
    title: 'その職位はありません。職位の一覧から選び直してください。',
    rule: 'R-12',
  },
  acting_order_no_decider: {
    status: 422,
    title: '決裁権者でない職位に代決の順位は定められません。決裁権者の職位を選んでください。',
    rule: 'R-12',
  },
  acting_order_past: {
    status: 422,
    title:
      '過ぎた日からの順位を登録すると、その日の代決の根拠が変わってしまいます。今日以後の日にしてください。',
    rule: 'R-12',
  },
  acting_order_place_unknown: {
    status: 422,
    title: '順位にある所属または職位が、その日の組織にありません。選び直すか、その順位を外してください。',
    rule: 'R-12',
  },
  acting_order_place_twice: {
    status: 422,
    title: '同じ職が順位に二度あります。どちらかを外してください。',
    rule: 'R-12',
  },
  acting_order_itself: {
    status: 422,
    title: '不在の決裁権者自身が順位に入っています。別の職にするか、その順位を外してください。',
    rule: 'R-12',
  },
  acting_order_nowhere: {
    status: 422,
    title:
      'この順位に当たる職がどこにもなく、誰も代決できません。職を選び直すか、順位をすべて外して「代決なし」にしてください。',
    rule: 'R-12',
  },
  acting_order_changed: {
    status: 409,
    title:
      '開いている間に、ほかの人がこの順位を登録しました。最新の順位を確かめてから、もう一度登録してください。',
    rule: 'R-12',
  },
} satisfies Record<
  Exclude<
    | WorkCalendarProblem['code']
    | RoleProblem['code']
    | PositionProblem['code']
    | Exclude<SealProblem['code'], 'not_a_day'>
    | AbsenceProblem['code']
    | DirectoryRefusal['code']
    | DirectoryChangeProblem['code']
    | ActingOrderProblem['code'],
    'not_found'
  >,
  ProblemRow
>
