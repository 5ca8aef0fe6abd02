import type { ClassProblem } from '../usecases/disclosure-class.ts'
import type { DisclosureProblem } from '../usecases/disclosure-deps.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

type Own = Extract<(DisclosureProblem | ClassProblem)['code'], `disclosure_${string}`>

const rule = '公開' as const

/** Refusals around 開示請求. A code without a row does not compile. */
export const disclosureProblems = {
  disclosure_wrong_status: {
    ...{ status: 409, rule },
    title: '開示請求のいまの状態ではできません。最新の状態を確かめてください。',
  },
  disclosure_words_missing: {
    ...{ status: 422, rule },
    title: '内容が書かれていません。後で読む人のために記入してください。',
  },
  disclosure_extended_already: {
    ...{ status: 409, rule },
    title: '期限の延長は一度だけです。延長後の期限までに決定してください。',
  },
  disclosure_case_chosen_already: {
    ...{ status: 409, rule },
    title: 'この事案は対象に入っています。最新の状態を確かめてください。',
  },
  disclosure_not_chosen: {
    ...{ status: 422, rule },
    title: '対象の公文書が決まっていません。対象の事案を選ぶか、文書不存在としてください。',
  },
  disclosure_cases_chosen: {
    ...{ status: 409, rule },
    title: '対象の事案があるため、文書不存在にできません。事案を対象から外してから行ってください。',
  },
  disclosure_ground_missing: {
    ...{ status: 422, rule },
    title: '開示しない根拠がありません。条例のどの号に当たるかを選んでください。',
  },
  disclosure_ground_unknown: {
    ...{ status: 422, rule },
    title: 'その根拠は一覧にありません。根拠を選び直してください。',
  },
  disclosure_files_open: {
    ...{ status: 409, rule },
    title: '決定の済んでいないファイルがあります。すべての区分を決め、部分開示の写しを作ってください。',
  },
  disclosure_decided_already: {
    ...{ status: 409, rule },
    title:
      '決定の事案が結び付いているため、対象と区分は変えられません。変えるときは、新しい請求として扱ってください。',
  },
  disclosure_draft_stale: {
    ...{ status: 409, rule },
    title:
      '起案の後に、対象・区分・写しのどれかが変わっています。いまの内容でもう一度起案し、決裁を受けてください。',
  },
  disclosure_taken_already: {
    ...{ status: 409, rule },
    title: 'この請求の担当は既にあなたです。最新の状態を確かめてください。',
  },
  disclosure_term_over: {
    ...{ status: 409, rule },
    title: '期限を過ぎているため延長できません。速やかに決定してください。',
  },
  disclosure_no_question: {
    ...{ status: 409, rule },
    title: '回答を待っている意見照会ではありません。最新の状態を確かめてください。',
  },
  disclosure_undecided: {
    ...{ status: 409, rule },
    title: '決定の決裁がありません。起案して決裁を受け、その事案を結び付けてください。',
  },
  disclosure_case_undecided: {
    ...{ status: 409, rule },
    title: 'その事案は決裁が済んでいません。決裁の後に結び付けてください。',
  },
  disclosure_not_yours: {
    ...{ status: 403, rule },
    title: '開示請求を扱うのは、監査・情報公開担当です。担当に依頼してください。',
  },
  disclosure_no_pages: {
    ...{ status: 409, rule },
    title: 'そのページがありません。ページの作成を待つか、ページを選び直してください。',
  },
  disclosure_nothing_to_hand_out: {
    ...{ status: 409, rule },
    title: '開示する写しがまだありません。区分を決め、部分開示の写しを作ってください。',
  },
  disclosure_class_unknown: {
    ...{ status: 422, rule },
    title: 'その公開区分は一覧にありません。公開区分を選び直してください。',
  },
  disclosure_class_same: {
    ...{ status: 409, rule },
    title: 'いまの公開区分と同じです。変えるところがあるかを確かめてください。',
  },
  disclosure_until_wrong: {
    ...{ status: 422, rule },
    title: '時限の公開区分には、今日以後の期日が要ります。公開しない最後の日を入れてください。',
  },
  disclosure_class_not_yours: {
    ...{ status: 403, rule },
    title: '決裁後の公開区分を訂正するのは、監査・情報公開担当と文書管理者です。担当に依頼してください。',
  },
  disclosure_class_undecided: {
    ...{ status: 409, rule },
    title: '決裁の済んでいない事案です。公開区分は、起案の内容として直してください。',
  },
  disclosure_day_ahead: {
    ...{ status: 422, rule },
    title: '請求日が今日より先です。今日までの日にしてください。',
  },
} satisfies Record<Own, ProblemRow>
