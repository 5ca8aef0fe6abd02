import type { RenditionView } from '../contract/proposals.ts'
import { extensionOf } from '../domain/files/file-name.ts'

type Failure = NonNullable<RenditionView['failure']>

const kindNames: Readonly<Record<string, string>> = {
  docx: 'Word文書',
  xlsx: 'Excelブック',
  pptx: 'PowerPointスライド',
  doc: '旧形式のWord文書',
  xls: '旧形式のExcelブック',
  ppt: '旧形式のPowerPointスライド',
  odt: 'OpenDocument文書',
  ods: 'OpenDocument表計算',
  odp: 'OpenDocumentスライド',
  rtf: 'リッチテキスト',
  pdf: 'PDF',
  png: 'PNG画像',
  jpeg: 'JPEG画像',
  gif: 'GIF画像',
  webp: 'WebP画像',
  tiff: 'TIFF画像',
  bmp: 'BMP画像',
  svg: 'SVG画像',
  heic: 'HEIC画像',
  text: 'テキスト',
  csv: 'CSV',
  html: 'HTML文書',
  zip: 'ZIPファイル',
  eml: 'メール',
  msg: 'Outlookのメール',
  cad: 'CAD図面',
}

/** What a kind of file is called. */
export function kindName(kind: string): string {
  return kindNames[kind] ?? 'その他のファイル'
}

/** What a warning says to the drafter; the part after a colon in the stored code is `detail`. */
const warnings: Readonly<Record<string, (detail: string) => string>> = {
  truncated: () =>
    'ファイルの終わりが欠けています。元のファイルを開いて確かめ、必要なら添付し直してください。',
  encrypted: () =>
    'パスワードまたは制限が付いています。承認者が読めるよう、解除したものを添付し直してください。',
  macros: () => 'マクロが含まれています。Kessaiでは実行されません。',
  wrong_extension: (kind) =>
    `拡張子と中身が違います。中身は${kindNames[kind] ?? kind}なので、そのように扱います。必要なら名前を直してください。`,
  unrecognised: (extension) =>
    `拡張子は「${extension}」ですが、中身を読み取れませんでした。壊れていないか、元のファイルを開いて確かめてください。`,
  not_shown: (extension) => notShownText(extension, 'PDFにしたものも添付すると確実です。'),
  broken_text: () =>
    '読み取れない文字が含まれています。文字コードが混ざっていないか、元のファイルを確かめてください。',
  encrypted_inside: () =>
    '中にパスワードの付いたファイルがあります。承認者が読めるよう、解除したものを添付し直してください。',
  calculated_on_opening: () =>
    '計算結果が保存されていない数式があるかもしれません。Excelで開くと計算し直されます。ページには計算し直した結果を表示しています。',
  hidden_sheets: (names) =>
    `表示されないシートがあります（${names}）。中身はダウンロードして確かめてください。`,
  hidden_cells: (names) => `非表示の行か列に中身があります（${names}）。ページには含まれません。`,
  hidden_slides: (numbers) =>
    `非表示のスライドがあります（${numbers}枚目）。中身はダウンロードして確かめてください。`,
  speaker_notes: (count) => `発表者のノートが書かれたスライドが${count}枚あります。ページには含まれません。`,
  tracked_changes: () => '変更履歴が残っています。追加と削除の両方が色と線で表示されます。',
  comments: (count) => `コメントが${count}件残っています。ページには含まれません。`,
  external: () => 'ほかの場所にある画像や値を参照しています。参照先からは取り込まずに表示しています。',
  xfa: () =>
    '動的な入力フォーム（XFA）のPDFです。Acrobatで開いたときと見え方が違うことがあります。印刷してPDFにしたものを添付すると確実です。',
  scripts: () => 'PDFにスクリプトが含まれています。Kessaiでは実行されません。',
  pages_not_shown: (count) =>
    `用紙の大きさを表示できないページが${count}ページあります。元のファイルをダウンロードして確かめてください。`,
  inside_not_shown: (count) =>
    `中のファイルのうち${count}件は、ページとして表示できません。理由はそれぞれの見出しに書いてあります。`,
  files_inside: (count) =>
    `PDFの中に別のファイルが${count}件あります。中身はダウンロードして確かめてください。`,
  direction_override: () =>
    '名前に、文字の向きを変える見えない文字が含まれています。拡張子が見かけと違うことがあります。',
}

/** A stored warning as a person reads it. */
export function warningView(stored: string): { readonly code: string; readonly text: string } {
  const colon = stored.indexOf(':')
  const code = colon === -1 ? stored : stored.slice(0, colon)
  const detail = colon === -1 ? '' : stored.slice(colon + 1)
  return {
    code,
    text: warnings[code]?.(detail) ?? 'このファイルには注意が必要です。元のファイルを確かめてください。',
  }
}

/** What people call the files that Kessai does not show, by their extension. */
const notShownNames: Readonly<Record<string, string>> = {
  ...named('CAD図面', 'cad'),
  ...named('DocuWorks文書', 'xdw', 'xbd', 'xct'),
  ...named('一太郎文書', 'jtd', 'jtt', 'jtdc', 'jhd'),
  ...named('Accessデータベース', 'accdb', 'mdb'),
  ...named('Visio図面', 'vsd', 'vsdx'),
  ...named('Publisher文書', 'pub'),
  ...named('地図データ', 'shp', 'dbf', 'shx', 'gpkg', 'kmz'),
  ...named('動画', 'mp4', 'mov', 'avi', 'wmv', 'mpg', 'm4v', 'webm'),
  ...named('音声', 'mp3', 'm4a', 'wav', 'wma', 'aac'),
  ...named('圧縮ファイル（ZIP以外）', '7z', 'rar', 'lzh', 'tar', 'gz', 'tgz', 'cab'),
  ...named('プログラム', 'exe', 'msi', 'dll', 'bat', 'cmd', 'scr', 'vbs', 'jar'),
}

function named(name: string, ...extensions: readonly string[]): Record<string, string> {
  return Object.fromEntries(extensions.map((it) => [it, name]))
}

function notShownText(extension: string, instead: string): string {
  const name = notShownNames[extension] ?? 'この形式のファイル'
  return `${name}はページとして表示できません。承認者はダウンロードして読みます。${instead}`
}

/** Kinds that never become pages. */
export const kindsWithoutPages: readonly string[] = ['cad', 'unknown']

/** Why a file has no pages although nothing went wrong; undefined for kinds that become pages. */
export function notShown(file: { readonly kind: string; readonly name: string }): Failure | undefined {
  if (isRenderable(file.kind)) return undefined
  const extension = file.kind === 'cad' ? 'cad' : extensionOf(file.name)
  const name = notShownNames[extension] ?? 'この形式'
  return {
    code: 'not_shown',
    text: `${name}はページとして表示できません。ダウンロードして読んでください。`,
    canRetry: false,
  }
}

/** Kinds that become pages. */
export function isRenderable(kind: string): boolean {
  return !kindsWithoutPages.includes(kind)
}
