import type { NumberProblem } from '../usecases/number-words.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

/** Shared with what cases are refused for. */
type Elsewhere = 'unknown_number_kind' | 'unit_not_found' | 'not_number_keeper' | 'not_found'

/** Refusals around 番号簿 and how numbers are written. A code without a row does not compile. */
export const numberProblems = {
  body_book_not_yours: {
    status: 403,
    title: '全庁で一つの番号簿に欠番や予約を登録できるのは文書管理者だけです。文書主管課に依頼してください。',
    rule: 'R-19',
  },
  number_block_closed: {
    status: 409,
    title: 'その予約は使い切ったか、すでに返却されています。最新の番号簿を確かめてください。',
    rule: 'R-19',
  },
  receipt_numbers_not_reserved: {
    status: 422,
    title: '収受番号は届いた順に付くため、予約できません。付けない番号は欠番として登録してください。',
    rule: 'R-19',
  },
  block_of_own_book: {
    status: 422,
    title: 'この種類の番号簿は課ごとにあり、ほかの課は使いません。使う課を指定せずに予約してください。',
    rule: 'R-19',
  },
  number_formats_not_yours: {
    status: 403,
    title: '番号の書き方を変えられるのは文書管理者とシステム管理者です。文書主管課に依頼してください。',
    rule: '権限',
  },
  number_kind_exists: {
    status: 409,
    title: 'その名前の種類はすでにあります。一覧から選んで書き方を変えるか、別の名前にしてください。',
    rule: 'R-19',
  },
  number_format_past: {
    status: 422,
    title: '施行日が早すぎます。付けた番号は変えられないので、示された日以後を選んでください。',
    rule: 'R-19',
  },
  number_format_wrong: {
    status: 422,
    title: 'この書き方では番号を付けられません。示されたところを直してください。',
    rule: 'R-19',
  },
} satisfies Record<Exclude<NumberProblem['code'], Elsewhere>, ProblemRow>
