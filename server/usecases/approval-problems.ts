import type { RefusalCode } from '../domain/approval/refusals.ts'

type OtherCode =
  | 'version_changed'
  | 'bad_cursor'
  | 'idempotency_key_reused'
  | 'unstorable_text'
  | 'person_not_found'
  | 'post_not_found'
  | 'unit_not_found'
  | 'unknown_number_kind'
  | 'not_ended'
  | 'not_decided_yet'

/** Refusals of the approval core: which rule said no, and what to do now. A code without a row does not compile. */
export const approvalProblems = {
  wrong_status: {
    status: 409,
    title:
      'いまの状態ではこの操作はできません。最新の状態を確認してください。決裁・否決・取下げで終わった起案は再開できません。',
    rule: 'R-02',
  },
  version_changed: {
    status: 409,
    title: '開いている間に内容か状態が変わりました。最新の内容を確認してから、もう一度操作してください。',
    rule: 'R-23',
  },
  manifest_changed: {
    status: 409,
    title:
      '表示していた本文または添付が変わっています。変わったところを読んでから、もう一度操作してください。',
    rule: 'R-23',
  },
  not_your_turn: {
    status: 403,
    title: 'いまはあなたの順番ではありません。先の人の処理が終わるまでお待ちください。',
    rule: 'R-03',
  },
  wrong_role: {
    status: 403,
    title:
      'この段ではその操作はできません。回議は承認、審査は審査済、合議は同意、決裁権者は決裁を選んでください。',
    rule: 'R-01',
  },
  already_acted: { status: 409, title: 'この段はもう処理済みです。ほかの人の処理をお待ちください。' },
  drafter_may_not_decide: {
    status: 403,
    title: '自分が起案したものは決裁できません。取り下げるか、決裁権者の扱いを文書主管課に相談してください。',
    rule: 'R-01',
  },
  drafter_may_not_approve: {
    status: 403,
    title: '自分が起案したものは自分で承認できません。段の扱いを文書主管課に相談してください。',
  },
  same_person_again: {
    status: 409,
    title:
      'この起案を別の職ですでに処理しています。文書主管課が席を確認すると処理できます。確認を依頼してください。',
    rule: 'R-03',
  },
  not_of_section: {
    status: 403,
    title: 'この操作ができるのは主務課（起案者と、経路に職のある人）だけです。主務課に依頼してください。',
  },
  not_your_capacity: {
    status: 403,
    title: '選んだ職には今日就いていません。いまの職を選び直してください。',
    rule: 'R-03',
  },
  text_missing: { status: 422, title: '本文を入力してください。' },
  next_has_opened: {
    status: 409,
    title:
      '次の人がもう開いたため引き戻せません（この団体の決まり）。直す必要があるときは、差戻しを頼んでください。',
  },
  objection_unanswered: {
    status: 409,
    title: '合議の異議に処理意見がまだないため、決裁に進めません。主務課が処理意見を記録すると進みます。',
    rule: 'R-15',
  },
  no_open_objection: { status: 409, title: '処理意見を待つ異議はありません。最新の状態を確認してください。' },
  paper_not_checked: {
    status: 422,
    title: '紙で回付される資料があります。紙を確認し、「紙を確認した」に印を付けてから処理してください。',
    rule: 'R-18',
  },
  no_paper: { status: 409, title: '紙を併用する起案ではありません。' },
  held: { status: 409, title: '保留にされています。保留した人が解くまでお待ちください。' },
  nothing_held: { status: 409, title: '解く保留がありません。' },
  no_such_earlier_step: {
    status: 422,
    title: '差し戻せるのは、先に処理を終えた段か起案者です。差戻し先を選び直してください。',
  },
  must_restart: {
    status: 422,
    title: 'この団体の決まりでは、差戻しのあとは最初から回議し直します。「最初から」を選んでください。',
  },
  edit_effect_missing: {
    status: 422,
    title: '差戻しのあとに内容が変わっています。軽微な変更か重要な変更かを選んでください。',
  },
  acting_not_for_this_role: {
    status: 403,
    title: '代決できるのは決裁権者の段です。回議の段は後閲、合議の段は本人または事務取扱が処理します。',
    rule: 'R-12',
  },
  acting_post_vacant: {
    status: 403,
    title:
      '職が欠員のときは代決できません（不在とは、職にある人が処理できないことです）。事務取扱か職務代理の発令を確認してください。',
    rule: 'R-12',
  },
  acting_holder_present: {
    status: 403,
    title: '決裁権者が在席中のため代決できません。不在登録を確認するか、不在の理由を記入してください。',
    rule: 'R-12',
  },
  acting_not_in_order: {
    status: 403,
    title: '代決の順位にあなたの職がありません。順位にある人に依頼してください。',
    rule: 'R-12',
  },
  acting_other_first: {
    status: 403,
    title: '代決の順位が先の人が在席しています。先の人に依頼してください。',
    rule: 'R-12',
  },
  acting_reserved: {
    status: 403,
    title:
      '代決できない事案です。決裁権者を待つか、あらかじめ指示を受けた場合・緊急の場合はその旨と理由を記入してください。',
    rule: 'R-12',
  },
  pull_up_not_urgent: {
    status: 409,
    title: '引上げができるのは至急の起案です。起案者が至急にすると引き上げられます。',
    rule: 'R-14',
  },
  nothing_to_pull_up: { status: 409, title: '引き上げられる、自分の先の段がありません。', rule: 'R-14' },
  pull_up_cannot_skip: {
    status: 409,
    title: '合議と審査は引上げで飛ばせません。合議・審査が済んでから引き上げてください。',
    rule: 'R-14',
  },
  no_post_review: { status: 409, title: 'あなたの後閲はありません。', rule: 'R-13' },
  not_shown_to_you: { status: 409, title: 'あなたへの供覧・回覧はありません。' },
  no_question_to_you: { status: 409, title: 'あなたへの相談はありません。' },
  nobody_named: { status: 422, title: '相手を選んでください。自分や、もう見せている人は選べません。' },
  secret_not_listed: {
    status: 403,
    title: '秘密の起案です。閲覧者に指定された人だけを選んでください。',
    rule: 'R-16',
  },
  not_secret: { status: 409, title: '解除する秘密の指定がありません。', rule: 'R-17' },
  route_change_unlawful: {
    status: 409,
    title:
      '経路のこの変更はできません。変えられるのはこれからの段で、専決表と経路に定められた段・決裁権者は外せません。',
    rule: 'R-01',
  },
  no_edit_to_judge: { status: 409, title: '判断を待つ軽微な変更はありません。' },
  nothing_changed: { status: 409, title: '何も変わっていません。変えるところを確かめてください。' },
  records_manager_only: {
    status: 403,
    title: 'この操作ができるのは文書主管課（文書管理者）だけです。文書主管課に依頼してください。',
  },
  decider_not_reassignable: {
    status: 403,
    title:
      '決裁の段は振り替えられません。決裁権者は専決表で決まります。区分を直すには起案者へ差し戻してください。',
    rule: 'R-01',
  },
  step_already_settled: {
    status: 409,
    title: 'その段は処理済みか、ありません。最新の経路を確認してください。',
  },
  number_before_decision: {
    status: 409,
    title: '番号は決裁のあとに付けます。決裁を待ってください。',
    rule: 'R-10',
  },
  number_given: { status: 409, title: 'この種類の番号はもう付いています。', rule: 'R-19' },
  unknown_number_kind: {
    status: 422,
    title: 'その種類の番号はありません。選び直してください。',
    rule: 'R-19',
  },
  not_ended: {
    status: 409,
    title:
      '再起案・引用起案ができるのは、決裁・否決・取下げ・廃案で終わった起案です。回議中の起案は終わるのを待ってください。',
    rule: 'R-02',
  },
  not_decided_yet: {
    status: 409,
    title: '変更起案ができるのは決裁済みの起案です。決裁されなかったものは再起案してください。',
    rule: 'R-13',
  },
  nothing_to_pass: { status: 409, title: '先に進められる段がありません。' },
  person_not_found: {
    status: 422,
    title: '今日の職員名簿にない人が含まれています。選び直してください。',
  },
  post_not_found: { status: 422, title: 'その職に就いている人がいません。別の職を選んでください。' },
  unit_not_found: {
    status: 422,
    title: '所属が見つからないか、処理できる職がありません。所属を選び直してください。',
  },
  not_drafter: {
    status: 403,
    title: 'この操作ができるのは起案者だけです。直してほしいときは差戻しをしてください。',
  },
  no_post: {
    status: 403,
    title: '今日の時点で職に就いていないため操作できません。発令の登録を人事担当に確認してください。',
    rule: 'R-03',
  },
  reason_missing: { status: 422, title: '理由を入力してください。差戻し・否決・取下げには理由が必要です。' },
  incomplete: {
    status: 422,
    title: '提出に必要な項目が足りません。示された項目を直してから提出してください。',
  },
  nothing_to_take_back: { status: 409, title: '引き戻せる自分の処理がありません。' },
  next_has_acted: {
    status: 409,
    title:
      '次の人がすでに処理したため引き戻せません。直すときはいま処理する人に差戻しを頼み、やめるときは起案者が取り下げてください。',
  },
  idempotency_key_reused: {
    status: 422,
    title:
      '同じ Idempotency-Key で、前と違う内容が送られました。新しい内容には新しいキーを付けて送ってください。',
  },
  bad_cursor: {
    status: 400,
    title: '一覧の続きの指定が正しくありません。一覧を最初から開き直してください。',
  },
  unstorable_text: {
    status: 422,
    title: '保存できない文字（制御文字や壊れた文字）が含まれています。その文字を消して入力し直してください。',
  },
} satisfies Record<
  RefusalCode | OtherCode,
  { readonly status: number; readonly title: string; readonly rule?: string }
>
