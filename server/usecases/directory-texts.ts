import type { RowProblem } from '../domain/directory/table.ts'

const sentences: Readonly<Record<RowProblem['code'], (it: RowProblem) => string>> = {
  no_rows: () => 'データの行がありません。見出しの下に1行以上入れてください。',
  column_missing: (it) => `列「${it.column}」がありません。見出しの行に足してください。`,
  column_unknown: (it) => `列「${it.column}」は取り込めません。列を消すか、見出しを直してください。`,
  value_missing: (it) => `「${it.column}」が空です。値を入れてください。`,
  broken_character: (it) =>
    `「${it.value}」に読めない文字があります。UTF-8 か Shift_JIS（CP932）で保存し直してください。`,
  private_character: (it) =>
    `「${it.value}」に外字があります。そのまま取り込みますが、ほかの端末では表示できません。標準の文字に直すことを勧めます。`,
  unknown_unit: (it) =>
    `所属コード「${it.value}」がその日の組織にありません。コードか units.csv を直してください。`,
  unknown_position: (it) => `職位コード「${it.value}」がありません。コードを直してください。`,
  unknown_kind: (it) => `区分「${it.value}」は分かりません。手引にある区分の中から選んでください。`,
  bad_date: (it) => `「${it.value}」は日付ではありません。2026-07-01 の形で入れてください。`,
  bad_number: (it) => `「${it.value}」は数字ではありません。0以上の整数を入れてください。`,
  ends_before_it_begins: (it) => `終了日 ${it.value} が開始日より前です。日付を直してください。`,
  begins_too_early: (it) =>
    `開始日 ${it.value} が適用日より前の新しい発令です。過去の発令は変えられません。適用日以後にしてください。`,
  name_differs: (it) => `同じ職員番号の別の行では氏名が「${it.value}」です。どちらかに合わせてください。`,
  two_primaries: (it) => `職員番号 ${it.value} に本務が二つあります。一つを兼務などに直してください。`,
  row_twice: (it) => `「${it.value}」の同じ行が二つあります。片方を消してください。`,
  retired_in_post: (it) =>
    `職員番号 ${it.value} に、退職とほかの発令の行があります。どちらかを消してください。`,
  login_taken: (it) => `ログイン名「${it.value}」は別の職員が使っています。別の名前にしてください。`,
  unit_still_used: (it) =>
    `廃止する所属の下に「${it.value}」が残っています。先に移すか、一緒に廃止してください。`,
  kind_changed: (it) =>
    `所属「${it.value}」の区分は変えられません。新しいコードで新設し、古いコードを廃止してください。`,
  parent_loop: (it) => `上位所属「${it.value}」をたどると自分に戻ります。上位所属コードを直してください。`,
}

/** What is wrong with a row, as a sentence that says what to do. */
export function problemSentence(it: RowProblem): string {
  return sentences[it.code](it)
}
