import type { CallerRefusal } from './application-caller.ts'
import type { ProblemRow } from './rule-sentences.ts'

/** What only programs meet: their token, their registration, and the officer they name. */
export const applicationProblems = {
  invalid_token: {
    status: 401,
    title:
      'トークンが正しくないか、期限が切れています。認証基盤から新しいトークンを受け取り、送り直してください。',
    rule: '外部システム',
  },
  application_unknown: {
    status: 403,
    title:
      'この外部システムは登録されていません。システム管理者に、設定の「外部システム」への登録を依頼してください。',
    rule: '外部システム',
  },
  application_disabled: {
    status: 403,
    title: 'この外部システムの利用は止められています。再開をシステム管理者に依頼してください。',
    rule: '外部システム',
  },
  application_not_here: {
    status: 403,
    title:
      '外部システムはこの操作を使えません。決裁・承認・閲覧の画面は職員が使います。示された操作の中から選んでください。',
    rule: '外部システム',
  },
  application_role_missing: {
    status: 403,
    title:
      'トークンにこの操作の権限がありません。認証基盤でこの外部システムに権限を与え、新しいトークンを受け取ってください。',
    rule: '外部システム',
  },
  application_may_not_act: {
    status: 403,
    title: '外部システムができるのは提出・再提出・取下げだけです。この操作は職員が画面で行ってください。',
    rule: '外部システム',
  },
  application_may_not_provision: {
    status: 403,
    title:
      'この外部システムは、職員・所属・発令を変えられません。変えさせるときは、システム管理者に「名簿の変更」を許すよう依頼してください。',
    rule: '外部システム',
  },
  application_matter: {
    status: 403,
    title:
      'この決裁区分は、この外部システムから起案できません。登録された決裁区分を選ぶか、システム管理者に追加を依頼してください。',
    rule: '外部システム',
  },
  trial_case: {
    status: 409,
    title:
      '試験用の外部システムが作った案なので提出できません。本番用の外部システムから送るか、画面で新しく起案してください。',
    rule: '外部システム',
  },
  idempotency_key_missing: {
    status: 400,
    title:
      '繰り返しを見分けるキーがありません。ヘッダー Idempotency-Key に、求めごとに異なる値を入れて送り直してください。',
    rule: '送信',
  },
  idempotency_in_flight: {
    status: 409,
    title: '同じ Idempotency-Key の求めを処理しています。少し待ってから、同じ内容で送り直してください。',
    rule: '送信',
  },
  precondition_failed: {
    status: 412,
    title: '読んだあとに内容が変わっています。読み直し、新しい ETag を If-Match に入れて送り直してください。',
    rule: '送信',
  },
  precondition_required: {
    status: 428,
    title: 'どの内容に対する変更かが分かりません。読んだときの ETag を If-Match に入れて送り直してください。',
    rule: '送信',
  },
  officer_missing: {
    status: 400,
    title: 'だれのための操作かが分かりません。ヘッダー Kessai-Officer に職員番号を入れて送り直してください。',
    rule: '外部システム',
  },
  officer_unknown: {
    status: 403,
    title:
      'ヘッダー Kessai-Officer の職員番号の人が職員名簿にいません。職員番号を確かめて送り直してください。',
    rule: '外部システム',
  },
  officer_without_post: {
    status: 403,
    title:
      'ヘッダー Kessai-Officer の人に今日の発令がありません。いま職にある人の職員番号を入れて送り直してください。',
    rule: '外部システム',
  },
} satisfies Record<
  | CallerRefusal['code']
  | 'invalid_token'
  | 'application_not_here'
  | 'application_role_missing'
  | 'officer_missing'
  | 'trial_case'
  | 'idempotency_key_missing'
  | 'idempotency_in_flight'
  | 'precondition_failed'
  | 'precondition_required',
  ProblemRow
>
