import type { ReceiptProblem } from '../usecases/receipt-deps.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

type Own = Extract<ReceiptProblem['code'], `receipt_${string}`>

/** Refusals around 収受. A code without a row does not compile. */
export const receiptProblems = {
  receipt_incomplete: {
    status: 422,
    title: '収受の登録に足りない項目があります。示された項目を記入してから登録してください。',
    rule: '収受',
  },
  receipt_day_ahead: {
    status: 422,
    title: '収受日が今日より先です。今日までの日にしてください。',
    rule: '収受',
  },
  receipt_registered: {
    status: 409,
    title: 'この文書は登録済みです。内容は「訂正」で、理由を付けて直してください。',
    rule: '収受',
  },
  receipt_folder_unknown: {
    status: 422,
    title: 'その簿冊はありません。簿冊を選び直してください。',
    rule: '収受',
  },
  receipt_wrong_status: {
    status: 409,
    title: 'いまの状態ではできません。最新の状態を確かめてください。',
    rule: '収受',
  },
  receipt_not_yours: {
    status: 403,
    title: 'この処理ができるのは、文書を持っている課の職員です。その課に依頼してください。',
    rule: '収受',
  },
  receipt_same_section: {
    status: 422,
    title: 'いま文書がある課です。ほかの課を選んでください。',
    rule: '収受',
  },
  receipt_secret_unnamed: {
    status: 422,
    title:
      '秘の文書は、閲覧者に指定した人にしか渡せません。「訂正」で閲覧者に加えるか、ほかの相手を選んでください。',
    rule: 'R-16',
  },
  receipt_has_case: {
    status: 409,
    title: 'この文書から起案した事案があるため、登録を取り消せません。内容の誤りは「訂正」で直してください。',
    rule: '収受',
  },
  receipt_nobody_asked: {
    status: 422,
    title: '供覧先がありません。人、職か所属を選んでください。',
    rule: '供覧',
  },
  receipt_not_shown_to_you: {
    status: 409,
    title: 'あなたの閲覧を待っている供覧ではありません。最新の状態を確かめてください。',
    rule: '供覧',
  },
  receipt_not_circulating: {
    status: 409,
    title: '供覧中ではありません。最新の状態を確かめてください。',
    rule: '供覧',
  },
  receipt_nothing_changed: {
    status: 422,
    title: '訂正された項目がありません。直す項目を書き換えてから訂正してください。',
    rule: '変更の記録',
  },
  receipt_reason_missing: {
    status: 422,
    title: '理由が書かれていません。後で読む人のために理由を書いてください。',
    rule: '理由の記載',
  },
} satisfies Record<Own, ProblemRow>
