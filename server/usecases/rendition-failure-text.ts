import type { RenditionView } from '../contract/proposals.ts'
import type { RenderFailureCode } from './render-failure.ts'

type Row = { readonly text: string; readonly canRetry: boolean }

/** What stands on the page of a file without pages. The original can always be downloaded. */
const rows: Readonly<Record<RenderFailureCode, Row>> = {
  encrypted: {
    text: 'パスワードで保護されているため、ページとして表示できません。保護を解除したファイルを添付し直してください。',
    canRetry: false,
  },
  damaged: {
    text: 'ファイルの中身を読み取れませんでした。元のソフトウェアで開けるか確かめ、保存し直したものを添付してください。',
    canRetry: true,
  },
  timeout: {
    text: 'ページの作成に時間がかかりすぎたため中止しました。もう一度試すか、PDFにしたものを添付してください。',
    canRetry: true,
  },
  too_large: {
    text: 'ページ数またはサイズが上限（2,000ページ・300MB）を超えるため、ページとして表示できません。分けて添付するか、ダウンロードして読んでください。',
    canRetry: false,
  },
  no_converter: {
    text: 'このサーバーに LibreOffice がないため、Office文書をページとして表示できません。管理者が LibreOffice を入れた後に、もう一度試してください。',
    canRetry: true,
  },
  unsupported: {
    text: 'この形式はページとして表示できません。ダウンロードして読むか、PDFにしたものも添付してください。',
    canRetry: false,
  },
  no_sandbox: {
    text: 'このサーバーでは変換を安全に隔離できないため、Office文書をページとして表示できません。管理者が bubblewrap を使えるようにした後に、もう一度試してください。',
    canRetry: true,
  },
  internal: {
    text: 'ページの作成に失敗しました。もう一度試し、続くときは管理者に連絡してください。',
    canRetry: true,
  },
}

/** The sentence for a stored failure; only the part before the first colon is the code. */
export function renditionFailure(stored: string): NonNullable<RenditionView['failure']> {
  const code = stored.split(':', 1)[0] as string
  const row: Row = code in rows ? rows[code as RenderFailureCode] : rows.internal
  return { code, text: row.text, canRetry: row.canRetry }
}
