import type { RenditionView } from '../contract/proposals.ts'

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
  not_shown: () =>
    'この形式はページとして表示できません。承認者はダウンロードして読みます。PDFにしたものも添付すると確実です。',
  not_shown_zip: (names) =>
    `ZIPの中身はページとして表示できません。中のファイルを取り出して添付してください。${names === '' ? '' : `（${names}）`}`,
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

/** Why a file has no pages although nothing went wrong. */
export const notShown: Failure = {
  code: 'not_shown',
  text: 'この形式はページとして表示できません。ダウンロードして読んでください。',
  canRetry: false,
}

/** Kinds that become pages. */
export function isRenderable(kind: string): boolean {
  return kind !== 'zip' && kind !== 'unknown'
}
