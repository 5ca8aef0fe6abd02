import type { RefusalCode } from '../domain/approval/refusals.ts'

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
    title: '次の人がすでに処理したため引き戻せません。直す必要があるときは、差戻しを頼んでください。',
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
  RefusalCode | 'version_changed' | 'bad_cursor' | 'unstorable_text',
  { readonly status: number; readonly title: string; readonly rule?: string }
>
