import type { EditingRefusal } from '../usecases/editing-refusal.ts'
import { editorSentences } from '../usecases/editor-sentences.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

/** Refusals of 直接編集. A code without a row does not compile. */
export const editProblems = {
  being_edited: {
    status: 409,
    title:
      'ほかの人がこの添付を編集しています。終わるのを待つか、本人に確かめてから「引き継いで編集」を選んでください。',
    rule: '直接編集',
  },
  lease_gone: {
    status: 409,
    title:
      '編集の予約が終わっています。ほかの人が引き継いだかもしれません。保存するか、開き直して続けてください。',
    rule: '直接編集',
  },
  edit_conflict: {
    status: 409,
    title:
      'ほかの人が先に変えたため、保存していません。あなたの編集は「控え」として残しました。見比べて、保存し直すか控えを消してください。',
    rule: '直接編集',
  },
  edit_unchanged: {
    status: 409,
    title: '内容が元のままなので、新しい版は作りません。直してから保存してください。',
    rule: '直接編集',
  },
  not_edited_here: {
    status: 422,
    title:
      'この種類のファイルは画面では編集できません。原本をダウンロードして直し、「差し替える」で付け直してください。',
    rule: '直接編集',
  },
  pass_reads_only: {
    status: 403,
    title:
      'このアドレスは閲覧用なので、保存できません。編集するときは、画面から「デスクトップで開く」で開き直してください。',
    rule: '編集用の鍵',
  },
  kind_changed: {
    status: 422,
    title:
      '元と違う種類のファイルになるため、保存していません。元と同じ種類で保存するか、画面の「差し替える」で付け直してください。',
    rule: '編集用の鍵',
  },
  not_edited_on_office_server: {
    status: 422,
    title:
      'この種類のファイルは、オフィスサーバーでは編集できません。画面の「編集」か「差し替える」を使ってください。',
    rule: '編集用の鍵',
  },
  office_server_unreachable: {
    status: 503,
    title:
      'オフィスサーバーが応答しません。急ぐときは画面の「編集」を使い、続くときは管理者に連絡してください。',
    rule: '編集用の鍵',
  },
  edit_refused: editorSentences.edit_failed,
} satisfies Record<Exclude<EditingRefusal['code'], 'not_found'>, ProblemRow>
