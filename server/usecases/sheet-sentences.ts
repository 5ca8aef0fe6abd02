import type { ProblemRow } from './rule-sentences.ts'

/** Why a workbook cannot be changed as it was asked. */
export type SheetProblemCode =
  | 'edit_sheet_rule'
  | 'edit_sheet_unreadable'
  | 'edit_sheet_too_large'
  | 'edit_sheet_merged'
  | 'edit_sheet_locked'
  | 'edit_sheet_protected'
  | 'edit_sheet_table_header'
  | 'edit_sheet_table'
  | 'edit_sheet_pivot'
  | 'edit_sheet_array'
  | 'edit_sheet_bound'
  | 'edit_sheet_full'
  | 'edit_sheet_formula'
  | 'edit_sheet_formula_spills'
  | 'edit_sheet_formula_elsewhere'
  | 'edit_sheet_text_too_long'
  | 'edit_sheet_cannot_merge'

const row = (title: string): ProblemRow => ({ status: 422, title, rule: '直接編集' })
const onDesktop = '原本をダウンロードしてExcelで直し、「差し替える」で付け直してください。'

/** What is told when a workbook cannot be changed as it was asked, and what to do instead. */
export const sheetSentences: Readonly<Record<SheetProblemCode, ProblemRow>> = {
  edit_sheet_unreadable: row(
    `このブックは画面では開けません。バイナリ形式（xlsb）か、暗号化されているか、壊れています。${onDesktop}`,
  ),
  edit_sheet_cannot_merge: row(
    '二人の編集を自動では一つにまとめられません。控えをダウンロードし、新しい版と見比べながらExcelでまとめて差し替えるか、控えを新しい版として保存してください。',
  ),
  edit_sheet_too_large: row(`セルが多すぎて画面では編集できません。${onDesktop}`),
  edit_sheet_merged: row('結合されて隠れているセルには入力できません。結合の左上のセルに入力してください。'),
  edit_sheet_locked: row(
    'シートの保護でロックされているセルです。ロックされていないセルに入力するか、Excelで保護を解いたものに差し替えてください。',
  ),
  edit_sheet_protected: row(
    '保護されているシートでは、行や列を挿入・削除できません。Excelで保護を解いたものに差し替えてください。',
  ),
  edit_sheet_table_header: row(
    `テーブルの見出し行と集計行は画面では変更できません。ほかの行を変更するか、${onDesktop}`,
  ),
  edit_sheet_table: row(
    `テーブルの列、見出し行、集計行は画面では挿入・削除できません。データの行だけにするか、${onDesktop}`,
  ),
  edit_sheet_pivot: row(`ピボットテーブルの中は画面では変更できません。${onDesktop}`),
  edit_sheet_array: row(
    `複数のセルにまたがる配列数式の一部は変更できません。その範囲の外で変更するか、${onDesktop}`,
  ),
  edit_sheet_bound: row(
    `シナリオや外部データの取り込みなどが位置を覚えているシートのため、行や列を挿入・削除できません。${onDesktop}`,
  ),
  edit_sheet_full: row(
    'シートの最後の行か列まで使われているため、挿入できません。使っていない行か列を削除してから挿入してください。',
  ),
  edit_sheet_formula: row('数式として読めません。かっこ、関数の引数、シート名を確かめてください。'),
  edit_sheet_formula_spills: row(
    `結果が複数のセルに広がる関数は画面では書き込めません。ほかの関数を使うか、${onDesktop}`,
  ),
  edit_sheet_formula_elsewhere: row(
    'ほかのブックを参照する数式は書き込めません。値を写すか、このブックの中を参照してください。',
  ),
  edit_sheet_rule: row(
    'セルの入力規則に合わない値があります。規則に合う値（リストのあるセルではリストの値）に直して保存してください。',
  ),
  edit_sheet_text_too_long: row(
    '1つのセルに入るのは32,767文字までです。文を分けて、別のセルに入力してください。',
  ),
}
