import type { EditProblemCode } from './edit-problem-codes.ts'
import { pageSentences } from './page-sentences.ts'
import type { ProblemRow } from './rule-sentences.ts'
import { sheetSentences } from './sheet-sentences.ts'
import { wordSentences } from './word-sentences.ts'

const rule = '直接編集'

/** What is told when an editor says no, and what to do instead. A code without a row does not compile. */
export const editorSentences: Readonly<Record<EditProblemCode, ProblemRow>> = {
  edit_failed: {
    status: 422,
    title:
      'このファイルは画面では編集できませんでした。原本をダウンロードして直し、「差し替える」で付け直してください。',
    rule,
  },
  edit_took_too_long: {
    status: 422,
    title:
      '時間内に処理できませんでした。変更を分けて保存するか、原本をダウンロードして直し、「差し替える」で付け直してください。',
    rule,
  },
  edit_malformed: {
    status: 422,
    title:
      '送られた編集の内容を読めませんでした。画面を再読み込みし、残っている編集を開いてから保存し直してください。',
    rule,
  },
  edit_too_large: {
    status: 422,
    title:
      '大きすぎて画面では編集できません。原本をダウンロードして直し、「差し替える」で付け直してください。',
    rule,
  },
  edit_letter_has_no_room: {
    status: 422,
    title:
      'このファイルの文字コードで表せない文字があります。ほかの文字に直すか、UTF-8のファイルに作り直して差し替えてください。',
    rule,
  },
  ...pageSentences,
  ...sheetSentences,
  ...wordSentences,
}
