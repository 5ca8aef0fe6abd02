import type { Differences } from '../../../../server/contract/differences.ts'
import type { Same } from '../catalogue.ts'

type Change = Differences['changes'][number]
type Place = Change['place']

const looksJa: Readonly<Record<NonNullable<Change['looks']>[number], string>> = {
  bold: '太字',
  italic: '斜体',
  underline: '下線',
  strike: '取消線',
  size: '文字の大きさ',
  font: 'フォント',
  color: '文字の色',
  highlight: '塗り・網かけ',
  style: 'スタイル',
  list: '番号・箇条書き',
  align: '配置',
  indent: '字下げ',
  spacing: '行間・間隔',
  format: 'セルの書式',
  breaks: '改行・段落の切れ目',
  other: 'その他の書式',
}
const looksEn: typeof looksJa = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strike: 'strike-through',
  size: 'size',
  font: 'font',
  color: 'colour',
  highlight: 'fill',
  style: 'style',
  list: 'numbers and bullets',
  align: 'alignment',
  indent: 'indent',
  spacing: 'spacing',
  format: 'format of cells',
  breaks: 'breaks of paragraphs',
  other: 'other formatting',
}

const besidesJa: Readonly<Record<Differences['besides'][number], string>> = {
  pictures: '図・画像',
  charts: 'グラフ・図表',
  objects: '埋め込みオブジェクト',
  comments: 'コメント',
  macros: 'マクロ',
  styles: 'スタイル・箇条書きの定義',
  data: 'ファイルに含まれるデータ',
  encoding: '文字コード',
  line_ends: '改行コード',
  tracked: '',
}
const besidesEn: typeof besidesJa = {
  pictures: 'pictures',
  charts: 'charts',
  objects: 'embedded objects',
  comments: 'comments',
  macros: 'macros',
  styles: 'definitions of styles and lists',
  data: 'data inside the file',
  encoding: 'encoding',
  line_ends: 'line ends',
  tracked: '',
}

function cellsJa(cells: string): string {
  const [, from, to] = /^(\w+):(\w+)$/.exec(cells) ?? []
  if (from === undefined) return cells
  return from === to ? `${from}${/^\d/.test(from) ? '行' : '列'}` : cells
}

function cellsEn(cells: string): string {
  const [, from, to] = /^(\w+):(\w+)$/.exec(cells) ?? []
  if (from === undefined || from !== to) return cells
  return `${/^\d/.test(from) ? 'row' : 'column'} ${from}`
}

/** Words around 変更点: what changed between two revisions of a file. */
export const changesJa = {
  title: '変更点',
  seeking: '変更点を調べています。',
  failed: '変更点を調べられませんでした。ページの違いだけを示しています。',
  counted: (count: number) => (count === 0 ? '文言・値の変更はありません。' : `${count}件`),
  kindOf: (kind: Change['kind'], place: Place) => {
    const what =
      place.sheet !== undefined && place.cells === undefined && kind !== 'renamed' ? 'シートの' : ''
    return `${what}${{ changed: '変更', inserted: '追加', deleted: '削除', moved: '移動', formatting: '書式の変更', result: '計算結果の変更', renamed: 'シート名の変更' }[kind]}`
  },
  place: (it: Place) =>
    [
      ...(it.part === undefined ? [] : [{ header: 'ヘッダー', footer: 'フッター', note: '脚注' }[it.part]]),
      ...(it.heading === undefined ? [] : [`「${it.heading}」`]),
      ...(it.table === undefined ? [] : [`表${it.table}`]),
      ...(it.row === undefined ? [] : [`${it.row}行${it.column === undefined ? '' : `${it.column}列`}`]),
      ...(it.line === undefined ? [] : [`${it.line}行目`]),
      ...(it.slide === undefined ? [] : [`スライド${it.slide}`]),
      ...(it.sheet === undefined || it.sheet === '' ? [] : [`シート「${it.sheet}」`]),
      ...(it.cells === undefined ? [] : [cellsJa(it.cells)]),
      ...(it.labels === undefined ? [] : [`（${it.labels.join('／')}）`]),
      ...(it.cellsBefore === undefined ? [] : [`（変更前は${it.cellsBefore}）`]),
    ].join(' '),
  before: '変更前 ',
  after: '変更後 ',
  empty: '（空欄）',
  thing: '［図など］',
  formula: '数式',
  looks: (looks: readonly (keyof typeof looksJa)[]) => `書式：${looks.map((it) => looksJa[it]).join('、')}`,
  onPage: (page: number) => `${page}ページ`,
  noPage: 'ページには表れません',
  besides: (all: readonly (keyof typeof besidesJa)[]) =>
    `このほかに変わったもの：${all.map((it) => besidesJa[it]).join('、')}`,
  tracked: '変更履歴のあるファイルは、すべて承諾した文面で比べています。',
  limit: (why: string) => `中身を読めないため（${why}）、ページに出た文字と図で比べています。`,
  pagesOnly: 'この種類のファイルは、ページに出た文字で比べています。',
  picturesOnly: 'この種類のファイルは、ページの見た目だけで比べています。',
  cut: '変更点が2,000件を超えたため、初めの2,000件だけを示しています。',
  coarse: '大きく書き換えられた部分は、まとめて示しています。',
  otherwise: 'ページの見え方の違い',
  without: { formatting: '書式を除く', result: '計算結果を除く' },
}

export const changesEn: Same<typeof changesJa> = {
  title: 'Changes',
  seeking: 'Looking for changes.',
  failed: 'The changes could not be listed. Only how the pages differ is shown.',
  counted: (count) => (count === 0 ? 'No words or values changed.' : `${count} changes`),
  kindOf: (kind, place) => {
    const what = place.sheet !== undefined && place.cells === undefined && kind !== 'renamed' ? 'Sheet ' : ''
    return `${what}${{ changed: 'changed', inserted: 'added', deleted: 'removed', moved: 'moved', formatting: 'formatting', result: 'result of a formula', renamed: 'sheet renamed' }[kind]}`
  },
  place: (it) =>
    [
      ...(it.part === undefined ? [] : [{ header: 'header', footer: 'footer', note: 'note' }[it.part]]),
      ...(it.heading === undefined ? [] : [`“${it.heading}”`]),
      ...(it.table === undefined ? [] : [`table ${it.table}`]),
      ...(it.row === undefined
        ? []
        : [`row ${it.row}${it.column === undefined ? '' : `, column ${it.column}`}`]),
      ...(it.line === undefined ? [] : [`line ${it.line}`]),
      ...(it.slide === undefined ? [] : [`slide ${it.slide}`]),
      ...(it.sheet === undefined || it.sheet === '' ? [] : [`sheet “${it.sheet}”`]),
      ...(it.cells === undefined ? [] : [cellsEn(it.cells)]),
      ...(it.labels === undefined ? [] : [`(${it.labels.join(' / ')})`]),
      ...(it.cellsBefore === undefined ? [] : [`(was ${it.cellsBefore})`]),
    ].join(' '),
  before: 'Before: ',
  after: 'After: ',
  empty: '(empty)',
  thing: '[picture]',
  formula: 'Formula',
  looks: (looks) => `Formatting: ${looks.map((it) => looksEn[it]).join(', ')}`,
  onPage: (page) => `page ${page}`,
  noPage: 'Not seen on the pages',
  besides: (all) => `Also different: ${all.map((it) => besidesEn[it]).join(', ')}`,
  tracked: 'Files with tracked changes are compared with all of them accepted.',
  limit: (why) => `The content cannot be read (${why}); what stands on the pages is compared.`,
  pagesOnly: 'Files of this kind are compared by the words on their pages.',
  picturesOnly: 'Files of this kind are compared by their looks only.',
  cut: 'There are more than 2,000 changes; only the first 2,000 are shown.',
  coarse: 'Parts that were rewritten are told as a whole.',
  otherwise: 'How the pages look',
  without: { formatting: 'Without formatting', result: 'Without results' },
}
