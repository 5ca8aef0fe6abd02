import type { NameRefusal } from '../domain/files/file-name.ts'
import type { CompareRefusal } from '../usecases/compare-revisions.ts'
import type { BundleRefusal } from '../usecases/decision-bundle.ts'
import type { EditRefusal } from '../usecases/edit-files.ts'
import type { StampedRefusal } from '../usecases/open-stamped-pdf.ts'
import type { NotThere } from '../usecases/page-texts.ts'
import type { ReorderRefusal } from '../usecases/reorder-attachments.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'
import type { FileRefusal } from '../usecases/store-file.ts'

type Code =
  | (
      | EditRefusal
      | ReorderRefusal
      | NameRefusal
      | FileRefusal
      | StampedRefusal
      | BundleRefusal
      | NotThere
      | CompareRefusal
    )['code']
  | 'file_missing'
  | 'upload_broken_off'
  | 'upload_incomplete'
  | 'upload_offset'
  | 'upload_over'
  | 'upload_plan'

/** Refusals around attachments and the PDFs made from them. A code without a row does not compile. */
export const fileProblems = {
  empty_file: {
    status: 422,
    title: 'ファイルが空（0バイト）です。元のファイルを開いて中身を確かめ、添付し直してください。',
    rule: '添付',
  },
  file_missing: {
    status: 400,
    title: 'ファイルが送られていません。ファイルを選び直してください。',
    rule: '添付',
  },
  file_too_large: {
    status: 413,
    title: 'ファイルが大きすぎます。分けるか、小さくしてから添付してください。',
    rule: '添付',
  },
  files_fixed: {
    status: 409,
    title:
      '回議中の起案の添付は、そのままでは変えられません。起案者は引戻しか差戻しを受けてから、順番の人は「直接編集」で直してください。',
    rule: 'R-23',
  },
  files_not_yours: {
    status: 403,
    title:
      '添付を変えられるのは起案者です（回議中は、順番の人が直接編集できます）。直してほしいときは起案者に頼んでください。',
    rule: '起案',
  },
  name_missing: {
    status: 422,
    title: 'ファイル名がありません。名前を付けてください。',
    rule: '添付',
  },
  name_too_long: {
    status: 422,
    title: 'ファイル名が長すぎます。短い名前にしてください。',
    rule: '添付',
  },
  other_files: {
    status: 409,
    title: '添付が別の画面で変わりました。最新の一覧で並べ直してください。',
    rule: '添付',
  },
  upload_broken_off: {
    status: 400,
    title: '送信が途中で切れました。もう一度添付してください。',
    rule: '添付',
  },
  upload_incomplete: {
    status: 409,
    title: 'ファイルの続きがまだ届いていません。残りを送ってから、もう一度確かめてください。',
    rule: '添付',
  },
  upload_offset: {
    status: 409,
    title: '続きの位置が届いているところと合いません。届いている大きさを確かめ、そこから送ってください。',
    rule: '添付',
  },
  upload_over: {
    status: 410,
    title: 'このファイルの受付期間が過ぎました。最初から送り直してください。',
    rule: '添付',
  },
  upload_plan: {
    status: 400,
    title:
      'どの起案の何というファイルかが書かれていません。proposalId と filename を付けて送り直してください。',
    rule: '添付',
  },
  zip_bomb: {
    status: 422,
    title:
      '展開すると極端に大きくなるため受け付けられません。中身を確かめ、必要なファイルだけを添付してください。',
    rule: '添付',
  },
  pdf_not_ready: {
    status: 409,
    title: 'まだページの準備ができていません。少し待ってから開いてください。',
    rule: '表示用PDF',
  },
  no_earlier_revision: {
    status: 409,
    title: 'この添付には前の版がありません。差し替えられたあとに比べてください。',
    rule: '版の比較',
  },
  revision_not_ready: {
    status: 409,
    title: '比べる版のページの準備ができていません。「ページを用意する」を押し、少し待ってください。',
    rule: '版の比較',
  },
  other_case: {
    status: 422,
    title: '別の起案の添付とは比べられません。同じ起案の版を選んでください。',
    rule: '版の比較',
  },
  not_decided: {
    status: 409,
    title: 'まだ決裁されていないため、決裁文書のPDFはありません。決裁が済んでから開いてください。',
    rule: '決裁文書PDF',
  },
  undecided: {
    status: 409,
    title: 'まだ決裁も否決もされていないため、決裁の記録はありません。決裁が済んでから開いてください。',
    rule: '決裁文書PDF',
  },
  bundle_too_large: {
    status: 422,
    title:
      '添付が合わせて4GBを超えるため、一つのZIPにできません。経過（events）と添付の原本を一件ずつ保存してください。',
    rule: '決裁文書PDF',
  },
  stamped_pdf_failed: {
    status: 409,
    title: '決裁文書のPDFを作成できませんでした。「もう一度作成する」を押してください。',
    rule: '決裁文書PDF',
  },
  stamped_pdf_not_ready: {
    status: 409,
    title: '決裁文書のPDFを作成しています。少し待ってから開いてください。',
    rule: '決裁文書PDF',
  },
} satisfies Record<Exclude<Code, 'not_found' | 'case_disposed'>, ProblemRow>

/** Words for a case that has ended: nothing of it is changed any more. */
const filesOfAnEnd: ProblemRow = {
  ...fileProblems.files_fixed,
  title: '終わった起案の添付は変えられません。直すときは再起案か変更起案をしてください。',
  rule: 'R-11',
}

/** The words for files that stay as they are: on the way, or for good. */
export function fixedFilesRow({ status }: Extract<EditRefusal, { code: 'files_fixed' }>): ProblemRow {
  return status === 'in_approval' ? fileProblems.files_fixed : filesOfAnEnd
}
