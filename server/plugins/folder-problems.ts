import type { ExpiryProblem } from '../usecases/at-expiry.ts'
import type { FolderProblem } from '../usecases/change-folder.ts'
import type { ClassificationProblem } from '../usecases/classifications.ts'
import { expiryProblems } from '../usecases/expiry-problems.ts'
import { legacyProblems } from '../usecases/legacy-problems.ts'
import type { LegacyUploadProblem } from '../usecases/legacy-uploads.ts'
import type { DisposedRefusal } from '../usecases/readable-revision.ts'
import type { PackageProblem } from '../usecases/transfer-packages.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

type Code =
  | FolderProblem['code']
  | ExpiryProblem['code']
  | PackageProblem['code']
  | Exclude<LegacyUploadProblem['code'], 'not_allowed'>
  | DisposedRefusal['code']
  | ClassificationProblem['code']

/** Refusals around 簿冊 and the 文書分類表. A code without a row does not compile. */
export const folderProblems = {
  folder_not_yours: {
    status: 403,
    title:
      'この簿冊を扱えるのは、所管課の文書取扱主任か文書管理者です。所管課の文書取扱主任に頼んでください。',
    rule: '権限',
  },
  folder_manager_only: {
    status: 403,
    title:
      '保存期間を短くすることと、廃棄の停止を解くことは、文書管理者だけができます。文書主管課に頼んでください。',
    rule: '簿冊の管理',
  },
  folder_changed: {
    status: 409,
    title: '開いている間に、ほかの人がこの簿冊を変えました。最新の内容を読み、もう一度操作してください。',
    rule: '簿冊の管理',
  },
  folder_merged: {
    status: 409,
    title: 'この簿冊はほかの簿冊に統合されています。統合先の簿冊を開いてください。',
    rule: '簿冊の管理',
  },
  folder_unchanged: {
    status: 422,
    title: '今の内容と同じです。変えるところを直してから保存してください。',
    rule: '簿冊の管理',
  },
  folder_reason_missing: {
    status: 422,
    title: '理由がありません。後で読む人のために理由を書いてください。',
    rule: '理由の記載',
  },
  folder_class_unknown: {
    status: 422,
    title: 'その分類には簿冊を置けません。文書分類表で使われている、いちばん下の分類を選んでください。',
    rule: '簿冊の管理',
  },
  folder_retention_unknown: {
    status: 422,
    title: 'その保存期間は選べません。一覧から年数の決まった保存期間を選んでください。',
    rule: '簿冊の管理',
  },
  folder_in_constant_use: {
    status: 409,
    title: '常用の簿冊です。保存期間を定めるには「常用を終える」で、終えた日と保存期間を入れてください。',
    rule: '簿冊の管理',
  },
  folder_not_in_use: {
    status: 409,
    title:
      '常用でも1年未満でもない簿冊か、すでに終えた簿冊です。満了日を動かすときは「延長」を選んでください。',
    rule: '簿冊の管理',
  },
  folder_use_ends_ahead: {
    status: 422,
    title: 'まだ来ていない日です。使い終えた日を、今日までの日で入れてください。',
    rule: '簿冊の管理',
  },
  folder_extension: {
    status: 422,
    title: 'その日までは延長できません。今の満了日より後の、年度の末日（3月31日）を選んでください。',
    rule: 'R-20',
  },
  folder_held: {
    status: 409,
    title: '廃棄を停止している簿冊です。停止を解くまでは、停止したまま扱ってください。',
    rule: '簿冊の管理',
  },
  folder_held_together: {
    status: 409,
    title:
      '廃棄を停止している簿冊の文書は、ほかの簿冊に移せません。文書管理者に停止を解くよう頼んでから移してください。',
    rule: 'R-21',
  },
  folder_transferred: {
    status: 409,
    title:
      '文書館に移管した簿冊です。つづった文書や保存期間は変えられないため、受入番号で文書館に確かめてください。',
    rule: '移管',
  },
  folder_disposed: {
    status: 409,
    title: '廃棄した簿冊です。もう変えられないため、残っている目録と記録を読んでください。',
    rule: 'R-22',
  },
  case_disposed: {
    status: 410,
    title:
      '保存期間が満了し、簿冊ごと廃棄した文書です。ファイルは消去したため、残っている目録・決裁の記録・ハッシュを見てください。',
    rule: 'R-22',
  },
  ...expiryProblems,
  ...legacyProblems,
  folder_not_held: {
    status: 409,
    title: '廃棄を停止していない簿冊です。画面を読み込み直して確かめてください。',
    rule: '簿冊の管理',
  },
  folder_same: {
    status: 422,
    title: '同じ簿冊です。移す先には別の簿冊を選んでください。',
    rule: '簿冊の管理',
  },
  folder_other_year: {
    status: 422,
    title: '統合できるのは同じ年度の簿冊です。同じ年度の簿冊を選んでください。',
    rule: '簿冊の管理',
  },
  folder_case_elsewhere: {
    status: 409,
    title: 'その文書はこの簿冊にありません。画面を読み込み直して、今の簿冊を確かめてください。',
    rule: '簿冊の管理',
  },
  folder_target_unknown: {
    status: 422,
    title: '移す先の簿冊がありません。一覧から選び直してください。',
    rule: '簿冊の管理',
  },
  class_not_yours: {
    status: 403,
    title: '文書分類表を変えられるのは、文書管理者とシステム管理者です。文書主管課に頼んでください。',
    rule: '権限',
  },
  class_known: {
    status: 409,
    title: 'そのコードの分類はすでにあります。別のコードにしてください。',
    rule: '文書分類表',
  },
  class_unknown: {
    status: 422,
    title: 'その分類はありません。文書分類表を読み込み直してください。',
    rule: '文書分類表',
  },
  class_ended: {
    status: 409,
    title: 'その分類は使い終えています。使われている分類を選んでください。',
    rule: '文書分類表',
  },
  class_code: {
    status: 422,
    title: '分類のコードは、上の分類のコードに続けて付けます。上の分類のコードで始めてください。',
    rule: '文書分類表',
  },
  class_too_deep: {
    status: 422,
    title: '分類は4段までです。細分類の下には、分類ではなく簿冊を作ってください。',
    rule: '文書分類表',
  },
  class_has_folders: {
    status: 409,
    title:
      '下に簿冊か分類が残っています。簿冊のある分類の下に分類は足せず、下のある分類は終えられません。先に下を片付けてください。',
    rule: '文書分類表',
  },
  class_unchanged: {
    status: 422,
    title: '今と同じ名称です。変えるときは別の名称を入れてください。',
    rule: '文書分類表',
  },
  class_name_taken: {
    status: 409,
    title: '同じ段に同じ名称の分類があります。見分けられる名称にしてください。',
    rule: '文書分類表',
  },
} satisfies Record<Exclude<Code, 'not_found' | 'unit_not_found' | 'not_a_day' | 'no_post'>, ProblemRow>
