import type { PrintRefusal } from '../usecases/prints.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

/** Refusals around 印刷・保存. A code without a row does not compile. */
export const printProblems = {
  print_reason_missing: {
    status: 422,
    title: '印刷・保存の理由がありません。何に使うかを書いてから、もう一度送ってください。',
    rule: '印刷・保存',
  },
  print_nothing: {
    status: 422,
    title: '印刷・保存するページがありません。ページを選ぶか、鑑を付けてください。',
    rule: '印刷・保存',
  },
  print_nowhere: {
    status: 409,
    title: '選んだページは、いまの起案にありません。画面を再読み込みして選び直してください。',
    rule: '印刷・保存',
  },
  print_not_ready: {
    status: 409,
    title: '印刷用のPDFを作成しています。できあがるまでお待ちください。',
    rule: '印刷・保存',
  },
  print_failed: {
    status: 409,
    title: '印刷用のPDFを作れませんでした。ページを分けてやり直し、続くときは管理者に連絡してください。',
    rule: '印刷・保存',
  },
  print_gone: {
    status: 410,
    title: '印刷用のPDFはもうありません（1日で消えます）。もう一度、印刷・保存をやり直してください。',
    rule: '印刷・保存',
  },
} satisfies Record<Exclude<PrintRefusal['code'], 'not_found'>, ProblemRow>
