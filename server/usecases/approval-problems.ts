import { applicationProblems } from './application-problems.ts'
import type { ActRefusal } from './commit-act.ts'
import type { CreateRefusal } from './create-proposal.ts'
import type { RedraftRefusal } from './redraft-proposal.ts'
import { issuingProblems } from './issuing-problems.ts'
import { officeProblems } from './office-problems.ts'
import type { ProblemRow } from './rule-sentences.ts'

type Code = Exclude<(ActRefusal | CreateRefusal | RedraftRefusal)['code'], 'not_found'>

/** Refusals of the approval core: which rule said no, and what to do now. A code without a row does not compile. */
export const approvalProblems = {
  ...officeProblems,
  ...applicationProblems,
  ...issuingProblems,

  // The state and the version
  wrong_status: {
    status: 409,
    title: 'いまの状態ではこの操作はできません。最新の状態を確かめ、いまできる操作を選んでください。',
    rule: '事案の状態',
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

  // Whose turn it is
  not_your_turn: {
    status: 403,
    title: 'いまはあなたの順番ではありません。先の人の処理が終わるまでお待ちください。',
    rule: '回議',
  },
  wrong_role: {
    status: 403,
    title: 'この段ではその操作はできません。あなたの段の役割に合う処理を選んでください。',
    rule: '段の役割',
  },
  already_acted: {
    status: 409,
    title: 'この段はもう処理済みです。ほかの人の処理を待つか、自分の処理を改めるときは引戻しをしてください。',
    rule: '回議',
  },
  drafter_may_not_decide: {
    status: 403,
    title: '自分が起案したものは決裁できません。取り下げるか、決裁権者の扱いを文書主管課に相談してください。',
    rule: '起案者が承認者でもある',
  },
  drafter_may_not_approve: {
    status: 403,
    title: '自分が起案したものは自分で承認できません。段の振替を文書主管課に相談してください。',
    rule: '起案者が承認者でもある',
  },
  same_person_again: {
    status: 409,
    title:
      'この起案を別の職ですでに処理しています。文書主管課が席を確認すると処理できるので、確認を依頼してください。',
    rule: '同じ人が別の職で再び現れる',
  },
  held: {
    status: 409,
    title: 'この段は保留にされています。保留した人が解くまでお待ちください。',
    rule: '保留',
  },
  nothing_held: {
    status: 409,
    title: 'あなたが置いた保留はありません。最新の状態を確かめてください。',
    rule: '保留',
  },
  no_post: {
    status: 403,
    title: '今日の時点で職に就いていないため操作できません。発令の登録を人事担当に確認してください。',
    rule: 'R-03',
  },
  not_your_capacity: {
    status: 403,
    title: '選んだ職には今日就いていません。いまの職から選び直してください。',
    rule: 'R-03',
  },

  // Drafter and 主務課
  not_drafter: {
    status: 403,
    title: 'この操作ができるのは起案者だけです。直してほしいときは、差戻しをするか、起案者に伝えてください。',
    rule: '起案',
  },
  not_of_section: {
    status: 403,
    title: 'この操作ができるのは起案者と主務課の担当者だけです。主務課に依頼してください。',
    rule: '起案',
  },
  incomplete: {
    status: 422,
    title: '提出に必要な項目が足りません。示された項目を直してから提出してください。',
    rule: '起案',
  },
  reason_missing: {
    status: 422,
    title: '理由が空です。後で読む人に分かるように、理由を入力してください。',
    rule: '理由の記載',
  },
  text_missing: {
    status: 422,
    title: '本文が空です。伝える内容を入力してください。',
    rule: '理由の記載',
  },
  nothing_changed: {
    status: 409,
    title: '前と同じで、何も変わっていません。変えるところを直してから、もう一度操作してください。',
    rule: '変更の記録',
  },

  // 差戻し, 再提出, 引戻し, 直接編集
  return_asked: {
    status: 409,
    title:
      '同じ段で差戻しを求めた人がいるため、途中の段には差し戻せません。起案者に差し戻すか、意見を述べてください。',
    rule: '差戻し',
  },
  objector_missing: {
    status: 422,
    title: '異議を述べた合議先が新しい経路にありません。合議先に加えてから再提出してください。',
    rule: 'R-15',
  },
  no_such_earlier_step: {
    status: 422,
    title: '差し戻せるのは、先に処理を終えた段か起案者です。差戻し先を選び直してください。',
    rule: '差戻し',
  },
  must_restart: {
    status: 422,
    title: 'この団体の方針では、差戻しのあとは最初から回議し直します。「最初から」を選んでください。',
    rule: '方針「差戻しのあとの再開」',
  },
  edit_effect_missing: {
    status: 422,
    title: '差戻しのあとに内容が変わっています。軽微な変更か重要な変更かを選んでください。',
    rule: '変更の軽重',
  },
  nothing_to_take_back: {
    status: 409,
    title: '引き戻せる自分の処理がありません。直してほしいときは、いま処理する人に差戻しを頼んでください。',
    rule: '引戻し',
  },
  next_has_acted: {
    status: 409,
    title:
      '次の人がすでに処理したため引き戻せません。直すときはいま処理する人に差戻しを頼み、やめるときは起案者が取り下げてください。',
    rule: '引戻し',
  },
  next_has_opened: {
    status: 409,
    title: '次の人がもう開いたため引き戻せません。直す必要があるときは、その人に差戻しを頼んでください。',
    rule: '方針「引戻しの期限」',
  },
  no_edit_to_judge: {
    status: 409,
    title: '判断を待つ軽微な変更はありません。最新の変更の一覧を確かめてください。',
    rule: '承認者が添付を直接編集',
  },

  // 合議, 処理意見, 併用決裁
  objection_unanswered: {
    status: 409,
    title:
      '合議の異議に処理意見がまだないため、決裁に進めません。主務課が処理意見を記録するまでお待ちください。',
    rule: 'R-15',
  },
  no_open_objection: {
    status: 409,
    title: '処理意見を待つ異議はありません。最新の意見の一覧を確かめてください。',
    rule: '処理意見',
  },
  paper_not_checked: {
    status: 422,
    title: '紙で回付される資料があります。紙を確認し、「紙を確認した」に印を付けてから処理してください。',
    rule: 'R-18',
  },
  no_paper: {
    status: 409,
    title:
      '紙を併用する起案ではありません。紙で回す資料があるときは、起案者が併用決裁にして提出してください。',
    rule: '併用決裁',
  },

  // 代決
  acting_not_for_this_role: {
    status: 403,
    title:
      'この段は代決できません。回議は後閲に回し、合議と審査は本人か事務取扱の人に処理を依頼してください。',
    rule: 'R-12',
  },
  acting_post_vacant: {
    status: 403,
    title:
      '職が欠員のときは代決できません（不在とは、職にある人が処理できないことです）。事務取扱か職務代理の発令を人事担当に確認してください。',
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
  acting_self_absent: {
    status: 403,
    title:
      'あなたにも不在の登録があるため代決できません。出勤しているときは、先に不在の登録を終えてください。',
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

  // 引上げ, 後閲
  pull_up_not_urgent: {
    status: 409,
    title: '引上げができるのは至急の起案です。急ぐときは、起案者に至急の指定を頼んでください。',
    rule: '方針「引上げの要件」',
  },
  nothing_to_pull_up: {
    status: 409,
    title: 'この先に、引き上げて処理できるあなたの段がありません。最新の経路を確かめてください。',
    rule: '引上げ',
  },
  pull_up_cannot_skip: {
    status: 409,
    title: '合議と審査、差戻しを求めた段は、引上げで飛ばせません。それが済んでから引き上げてください。',
    rule: 'R-14',
  },
  no_post_review: {
    status: 409,
    title: 'あなたの職に残っている後閲はありません。意見があるときは「意見を記す」から記してください。',
    rule: '後閲',
  },

  // 供覧, 相談, 秘
  not_shown_to_you: {
    status: 409,
    title: 'あなたへの供覧・回覧はないか、閲覧済みです。意見があるときは「意見を記す」から記してください。',
    rule: '供覧',
  },
  no_question_to_you: {
    status: 409,
    title: 'あなたへの相談はないか、答え済みです。意見があるときは「意見を記す」から記してください。',
    rule: '相談',
  },
  nobody_named: {
    status: 422,
    title: '相手がありません。自分と、もう見せている人のほかから選んでください。',
    rule: '供覧',
  },
  secret_not_listed: {
    status: 403,
    title: '秘密の起案です。閲覧者に指定された人だけを選んでください。',
    rule: 'R-16',
  },
  not_secret: {
    status: 409,
    title: '解除する秘密の指定がありません。秘密区分を確かめてください。',
    rule: 'R-17',
  },

  // The route
  route_change_unlawful: {
    status: 409,
    title:
      'この経路の変更はできません。変えられるのはこれからの任意の段だけなので、足す段・外す段を選び直してください。',
    rule: 'R-01',
  },
  not_of_group: {
    status: 403,
    title:
      'この操作ができるのは起案者と、経路に職のない同じ係の人です。経路に職のある人は差戻しか廃案を選んでください。',
    rule: '起案',
  },
  not_concerned: {
    status: 403,
    title:
      'この操作ができるのは、起案者、経路に職のある人、主務課、文書主管課です。閲覧だけの人（監査・供覧先など）の意見は、閲覧のときの意見欄か、主務課への連絡で伝えてください。',
    rule: '権限',
  },
  nothing_to_pass: {
    status: 409,
    title: '先に進められる段がありません。最新の経路を確かめてください。',
    rule: '後閲',
  },

  // Numbers
  number_before_decision: {
    status: 409,
    title: '番号は決裁のあとに付けます。決裁が済むまでお待ちください。',
    rule: 'R-10',
  },
  number_given: {
    status: 409,
    title: 'この種類の番号はもう付いています。付いている番号をそのまま使ってください。',
    rule: 'R-19',
  },
  no_such_number: {
    status: 422,
    title: '枝番の元になる番号が、その年度の番号簿にありません。番号と年度を確かめてください。',
    rule: 'R-19',
  },
  number_block_unusable: {
    status: 409,
    title:
      'その予約は、使い切ったか、返却されたか、この番号が入る番号簿のものではありません。番号簿で確かめて選び直してください。',
    rule: 'R-19',
  },
  not_number_keeper: {
    status: 403,
    title: '番号は主務課の文書取扱主任が付けます。文書取扱主任に依頼してください。',
    rule: 'R-19',
  },
  sign_in_too_old: {
    status: 403,
    title: '前回の本人確認から時間がたっています。サインインし直してから、もう一度行ってください。',
    rule: 'サインイン',
  },
  unknown_number_kind: {
    status: 422,
    title: 'その種類の番号はありません。番号の種類を選び直してください。',
    rule: 'R-19',
  },

  // A new case from an old one
  not_ended: {
    status: 409,
    title:
      '再起案・変更起案・引用起案は、決裁・否決・取下げ・廃案で終わった起案からできます。終わるまでお待ちください。',
    rule: 'R-02',
  },
  not_decided_yet: {
    status: 409,
    title: '変更起案ができるのは決裁済みの起案です。決裁されなかったものは再起案してください。',
    rule: 'R-02',
  },
  origin_not_found: {
    status: 422,
    title:
      '元の起案が見つからないか、番号や終わり方が合いません。元の起案の画面から、再起案・変更起案・引用起案を選び直してください。',
    rule: 'R-02',
  },
  received_untrue: {
    status: 422,
    title:
      '収受文書とのつながりは、収受文書の画面の「起案する」で付きます。画面を再読み込みするか、収受文書から起案し直してください。',
    rule: '収受',
  },
  idempotency_key_reused: {
    status: 422,
    title:
      '同じ Idempotency-Key で、前と違う内容が送られました。新しい内容には新しいキーを付けて送ってください。',
    rule: '送信',
  },

  // Names in a request
  person_not_found: {
    status: 422,
    title: '今日の職員名簿にない人が含まれています。その人を外すか、名簿から選び直してください。',
    rule: '職員と組織',
  },
  post_not_found: {
    status: 422,
    title: 'その職に就いている人が今日はいません。別の職を選んでください。',
    rule: '職員と組織',
  },
  unit_not_found: {
    status: 422,
    title: '所属が今日の組織にないか、そこに処理できる職がありません。所属を選び直してください。',
    rule: '職員と組織',
  },
} satisfies Record<Code, ProblemRow>
