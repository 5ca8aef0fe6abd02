import type { ProblemRow } from './rule-sentences.ts'

/** Why the editors of PDFs, pictures and slides say no. */
export type PageProblemCode =
  | 'edit_damaged'
  | 'edit_pdf_character'
  | 'edit_pdf_encrypted'
  | 'edit_pdf_field'
  | 'edit_pdf_no_pages'
  | 'edit_pdf_not_blacked_out'
  | 'edit_pdf_page_missing'
  | 'edit_pdf_signed'
  | 'edit_pdf_xfa'
  | 'edit_picture_kind'
  | 'edit_picture_outside'
  | 'edit_slide_box_missing'
  | 'edit_slide_moving'
  | 'edit_slide_signed'
  | 'edit_slide_text'

const rule = '直接編集'

const row = (title: string): ProblemRow => ({ status: 422, title, rule })

export const pageSentences: Readonly<Record<PageProblemCode, ProblemRow>> = {
  edit_damaged: row(
    'ファイルの中身を読み取れないため、画面では編集できません。元の文書から作り直し、「差し替える」で付け直してください。',
  ),
  edit_pdf_character: row('この文字を書くための書体がありません。ほかの文字で書いてください。'),
  edit_pdf_encrypted: row(
    '作成者が変更を制限しているPDFは編集できません。制限のないPDFをもらうか、元の文書から作り直して差し替えてください。',
  ),
  edit_pdf_field: row('PDFの入力欄に記入できませんでした。画面を開き直し、欄と値を確かめてください。'),
  edit_pdf_no_pages: row(
    'すべてのページを削除することはできません。1ページ以上を残すか、添付そのものを外してください。',
  ),
  edit_pdf_not_blacked_out: row(
    '墨塗りした部分の文字を確実に取り除けなかったため、保存しませんでした。印刷して墨塗りし、読み取ったPDFに差し替えてください。',
  ),
  edit_pdf_page_missing: row('指定したページがありません。画面を開き直し、ページを選び直してください。'),
  edit_pdf_signed: row(
    '電子署名のあるPDFは、保存すると署名が無効になります。それでよければ、編集画面で確認の欄に印を付けて保存してください。',
  ),
  edit_pdf_xfa: row(
    'この入力様式は専用のソフトでしか編集できません。専用のソフトで記入し、印刷用のPDFにして差し替えてください。',
  ),
  edit_picture_kind: row(
    'この画像は画面では編集できません。画像のソフトで直し、「差し替える」で付け直してください。',
  ),
  edit_picture_outside: row('画像の外を切り抜こうとしました。画面を再読み込みし、範囲を選び直してください。'),
  edit_slide_box_missing: row(
    'スライドの文字の枠が見つかりません。画面を再読み込みし、編集し直してください。',
  ),
  edit_slide_moving: row(
    '段落ごとに動きを付けた枠では、段落の数を変えられません。数を変えずに直すか、PowerPointで直して差し替えてください。',
  ),
  edit_slide_signed: row(
    '電子署名のあるファイルは画面では編集できません。PowerPointで直し、署名し直してから差し替えてください。',
  ),
  edit_slide_text: row(
    'ここではこの文字を変えられません。PowerPointで直し、「差し替える」で付け直してください。',
  ),
}
