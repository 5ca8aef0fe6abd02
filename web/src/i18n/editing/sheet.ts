import type { EntryRuleFacts } from '../../../../server/contract/sheet-edits.ts'
import type { Same } from '../catalogue.ts'
import { type Language, useLanguage } from '../index.tsx'

/** What a rule asks for: kind and comparison of the file, and its bounds; '' where cells say them. */
type RuleWords = Pick<EntryRuleFacts, 'type' | 'operator'> & { readonly one: string; readonly two: string }

/** Words of the grid in which workbooks are edited. */
const ja = {
  grid: '表',
  tools: '表の操作',
  undo: '元に戻す',
  redo: 'やり直す',
  find: '検索・置換',
  insertRow: '選んだ行の上に行を挿入',
  deleteRow: '選んだ行を削除',
  insertColumn: '選んだ列の左に列を挿入',
  deleteColumn: '選んだ列を削除',
  narrow: '画面が狭いため、表の一部だけが見えます。広い画面での編集をお勧めします。',
  about: '値と数式、行と列を変更できます。書式と図は元のまま残ります。',
  unseen: {
    macros: 'マクロ',
    conditional_formats: '条件付き書式の色',
    comments: 'コメント',
    pivots: 'ピボットテーブルの更新',
    readings: 'ふりがな（文字を変更したセルのふりがなは消えます）',
    signature: 'ファイルの電子署名（保存すると無効になります）',
    controls: 'チェックボックスなどの部品',
  },
  notShown: (names: string) => `この画面に出ないもの（ファイルには残ります）：${names}`,
  hiddenSheets: (names: string) => `表示していないシート：${names}`,
  refused: {
    format:
      '書式、列の幅、シートの追加や名前は、この画面では変更できません。元に戻しました。必要なときは原本をExcelで直し、差し替えてください。',
    outside: '貼り付ける範囲がシートの端を越えるか、20万セルを超えています。貼り付けていません。',
    edit_sheet_merged: '結合されて隠れているセルには入力できません。',
    edit_sheet_locked: 'シートの保護でロックされているセルのため、変更できません。',
    edit_sheet_protected: '保護されているシートでは、行や列を挿入・削除できません。元に戻しました。',
    edit_sheet_table_header: 'テーブルの見出し行と集計行は変更できません。',
    edit_sheet_table: 'テーブルの列、見出し行、集計行は挿入・削除できません。元に戻しました。',
    edit_sheet_pivot: 'ピボットテーブルの中は変更できません。',
    edit_sheet_array: '複数のセルにまたがる配列数式の一部は変更できません。',
    edit_sheet_bound: 'このシートでは行や列を挿入・削除できません。元に戻しました。',
    edit_sheet_formula: '数式として読めません。元に戻しました。かっこ、引数、シート名を確かめてください。',
    edit_sheet_rule: '入力規則に合わないため、元に戻しました。',
    edit_sheet_formula_spills: '結果が複数のセルに広がる関数は書き込めません。元に戻しました。',
    edit_sheet_formula_elsewhere: 'ほかのブックを参照する数式は書き込めません。元に戻しました。',
  },
  broken: {
    undone: (rule: string) => `入力規則に合わないため、元に戻しました。${rule}`,
    kept: (rule: string) => `入力規則に合いません。入力はそのままです。${rule}`,
  },
  rule: ({ type, operator, one, two }: RuleWords) => {
    if (type === 'list')
      return one === '' ? 'リストの値を入れてください。' : `リストの値を入れてください（${one}）。`
    const what = { whole: '整数', decimal: '数値', date: '日付', time: '時刻', textLength: '文字数' }[type]
    const bound = {
      between: `${one}以上${two}以下`,
      notBetween: `${one}より小さいか${two}より大きい値`,
      equal: `${one}に等しい値`,
      notEqual: `${one}でない値`,
      greaterThan: `${one}より大きい値`,
      lessThan: `${one}より小さい値`,
      greaterThanOrEqual: `${one}以上`,
      lessThanOrEqual: `${one}以下`,
    }[operator]
    return one === '' ? `${what}を、規則の範囲で入れてください。` : `${what}は、${bound}にしてください。`
  },
  choose: (place: string) => `${place}に入れる値`,
  list: 'リストから選ぶ',
  at: (place: string, text: string) => `${place}：${text}`,
  sketch: (title: string) => `${title}（略図：Excelでの見た目とは違います）`,
  boxes: { picture: '図', chart: 'グラフ', shape: '図形' },
  controls: { cell: 'セルの名前', names: '名前の一覧', sheets: 'シートの一覧' },
}

const en: Same<typeof ja> = {
  grid: 'Sheet',
  tools: 'Sheet tools',
  undo: 'Undo',
  redo: 'Redo',
  find: 'Find and replace',
  insertRow: 'Insert rows above the selection',
  deleteRow: 'Delete the selected rows',
  insertColumn: 'Insert columns left of the selection',
  deleteColumn: 'Delete the selected columns',
  narrow: 'On a narrow screen only a part of the sheet is seen. A wide one is better for editing.',
  about: 'Values, formulas, rows and columns can be changed. Formats and pictures stay as they are.',
  unseen: {
    macros: 'macros',
    conditional_formats: 'colours of conditional formats',
    comments: 'comments',
    pivots: 'refreshing of pivot tables',
    readings: 'furigana (that of a changed cell goes)',
    signature: 'the digital signature of the file (saving breaks it)',
    controls: 'controls such as check boxes',
  },
  notShown: (names) => `Not shown here, kept in the file: ${names}`,
  hiddenSheets: (names) => `Hidden sheets: ${names}`,
  refused: {
    format:
      'Formats, widths and sheets cannot be changed here, and it was undone. If need be, correct the original in Excel and replace it.',
    outside: 'What is pasted reaches beyond the sheet, or is more than 200,000 cells. Nothing was pasted.',
    edit_sheet_merged: 'This cell is hidden in a merged one and takes nothing.',
    edit_sheet_locked: 'The sheet is protected and this cell is locked: it stays as it is.',
    edit_sheet_protected: 'In a protected sheet rows and columns stay. It was undone.',
    edit_sheet_table_header: 'Headings and totals of a table cannot be changed.',
    edit_sheet_table: 'Columns, headings and totals of a table stay. It was undone.',
    edit_sheet_pivot: 'A pivot table cannot be changed.',
    edit_sheet_array: 'A part of an array formula cannot be changed.',
    edit_sheet_bound: 'In this sheet rows and columns stay. It was undone.',
    edit_sheet_formula: 'This is no formula. It was undone. Look at brackets, arguments and names of sheets.',
    edit_sheet_rule: 'The file does not take this value here. It was undone.',
    edit_sheet_formula_spills: 'Functions that fill several cells cannot be written. It was undone.',
    edit_sheet_formula_elsewhere: 'Formulas that refer to other workbooks cannot be written. It was undone.',
  },
  broken: {
    undone: (rule) => `Undone: the file does not take this value here. ${rule}`,
    kept: (rule) => `The file does not expect this value here; it was kept. ${rule}`,
  },
  rule: ({ type, operator, one, two }) => {
    if (type === 'list')
      return one === '' ? 'Enter a value of the list.' : `Enter a value of the list (${one}).`
    const what = {
      whole: 'A whole number',
      decimal: 'A number',
      date: 'A day',
      time: 'A time',
      textLength: 'The number of characters',
    }[type]
    const bound = {
      between: `from ${one} to ${two}`,
      notBetween: `below ${one} or above ${two}`,
      equal: `equal to ${one}`,
      notEqual: `other than ${one}`,
      greaterThan: `above ${one}`,
      lessThan: `below ${one}`,
      greaterThanOrEqual: `${one} or more`,
      lessThanOrEqual: `${one} or less`,
    }[operator]
    return one === '' ? `${what} within the rule is expected.` : `${what} ${bound} is expected.`
  },
  choose: (place) => `Value for ${place}`,
  list: 'Choose from the list',
  at: (place, text) => `${place}: ${text}`,
  sketch: (title) => `${title} (a sketch; Excel draws it otherwise)`,
  boxes: { picture: 'Picture', chart: 'Chart', shape: 'Shape' },
  controls: {
    cell: 'Name of the cell',
    names: 'List of names',
    sheets: 'List of sheets',
  },
}

export type SheetWords = typeof en
const words: Readonly<Record<Language, SheetWords>> = { ja, en }

/** They come with the grid and not with the first page. */
export function useSheetText(): SheetWords {
  return words[useLanguage().language]
}
