import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../contract/common.ts'
import { approvalProblems } from '../usecases/approval-problems.ts'
import { directoryProblems } from './directory-problems.ts'

type Row = { readonly status: number; readonly title: string; readonly rule?: string }

/**
 * Every refusal there is, with its HTTP status and the sentence a person reads. A code without a row does not
 * compile where it is sent.
 */
export const problems = {
  bad_request: {
    status: 400,
    title: '送られた内容の形式が正しくありません。画面を再読み込みしてからやり直してください。',
  },
  not_signed_in: { status: 401, title: 'サインインしていません。サインインしてからやり直してください。' },
  csrf: {
    status: 403,
    title: '安全のため操作を受け付けませんでした。画面を再読み込みしてからやり直してください。',
  },
  sign_in_stale: {
    status: 400,
    title: 'サインインの有効期限が切れたか、別の画面で始めたものです。もう一度サインインしてください。',
  },
  sign_in_refused: {
    status: 400,
    title:
      '認証基盤からの応答を確認できませんでした。もう一度サインインし、続くときは管理者に連絡してください。',
  },
  unknown_person: {
    status: 403,
    title: '職員名簿にこの職員番号の人がいません。名簿への登録を管理者に依頼してください。',
  },
  account_conflict: {
    status: 403,
    title: 'この職員番号は別のアカウントと結び付いています。管理者に連絡してください。',
  },
  wrong_address: { status: 421, title: 'このアドレスでは応答しません。案内された URL を開いてください。' },
  provider_unavailable: {
    status: 503,
    title:
      '認証基盤（サインインのサーバー）が応答しません。少し待ってからやり直し、続くときは管理者に連絡してください。',
  },
  not_allowed: { status: 403, title: 'この操作を行う権限がありません。' },
  not_found: { status: 404, title: '見つかりません。削除されたか、閲覧する権限がありません。' },
  too_large: { status: 413, title: 'データが大きすぎます。' },
  too_many_requests: {
    status: 429,
    title: '短い時間に操作が集中しました。少し待ってからやり直してください。',
  },
  internal: {
    status: 500,
    title: 'システムで問題が起きました。少し待ってからやり直し、続くときは管理者に連絡してください。',
  },
  unavailable: {
    status: 503,
    title: 'ただいま混み合っているか、準備中です。少し待ってからやり直してください。',
  },

  // Approval
  ...approvalProblems,

  // Organisation
  ...directoryProblems,

  // 専決表, 経路, 方針
  rule_draft_changed: {
    status: 409,
    title:
      '開いている間に、案がほかの人により保存または公布されました。最新の案を読み込んでから直してください。',
  },
  rule_has_errors: {
    status: 422,
    title: 'このままでは経路を決められない事案が出ます。示された誤りを直してから公布してください。',
  },
  rule_day_past: {
    status: 422,
    title: '施行日が早すぎます。すでに効力のある版は変えられません。示された日以後を選んでください。',
  },

  // Files
  empty_file: {
    status: 422,
    title: 'ファイルが空（0バイト）です。元のファイルを開いて中身を確かめ、添付し直してください。',
  },
  file_missing: { status: 400, title: 'ファイルが送られていません。ファイルを選び直してください。' },
  file_too_large: {
    status: 413,
    title: 'ファイルが大きすぎます。分けるか、小さくしてから添付してください。',
  },
  files_fixed: {
    status: 409,
    title:
      '回議中または終了した起案の添付は変えられません。直すときは、引戻しか差戻しを受けてからにしてください。',
  },
  files_not_yours: {
    status: 403,
    title: '添付を変えられるのは起案者だけです。直してほしいときは差戻しをしてください。',
  },
  name_missing: { status: 422, title: 'ファイル名がありません。名前を付けてください。' },
  name_too_long: { status: 422, title: 'ファイル名が長すぎます（500文字まで）。短くしてください。' },
  other_files: { status: 409, title: '添付が別の画面で変わりました。最新の一覧で並べ直してください。' },
  not_decided: { status: 409, title: 'まだ決裁されていません。決裁後に作成されます。' },
  pdf_not_ready: { status: 409, title: 'まだページの準備ができていません。少し待ってから開いてください。' },
  stamped_pdf_failed: {
    status: 409,
    title: '決裁文書のPDFを作成できませんでした。「もう一度作成する」を押してください。',
  },
  stamped_pdf_not_ready: {
    status: 409,
    title: '決裁文書のPDFを作成しています。少し待ってから開いてください。',
  },
  upload_broken_off: { status: 400, title: '送信が途中で切れました。もう一度添付してください。' },
  zip_bomb: {
    status: 422,
    title:
      '展開すると極端に大きくなるため受け付けられません。中身を確かめ、必要なファイルだけを添付してください。',
  },
} satisfies Record<string, Row>

export type ProblemCode = keyof typeof problems

/** The problem document of a code; `facts` are what its reader needs to do better. */
function problemOf(code: ProblemCode, facts?: Readonly<Record<string, unknown>>, detail?: string): Problem {
  const row: Row = problems[code]
  return {
    type: `https://kessai.example/problems/${code}`,
    code,
    status: row.status,
    title: row.title,
    ...(row.rule === undefined ? {} : { rule: row.rule }),
    ...(detail === undefined ? {} : { detail }),
    ...(facts === undefined ? {} : { facts }),
  }
}

export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  facts?: Readonly<Record<string, unknown>>,
  detail?: string,
): FastifyReply {
  const problem = problemOf(code, facts, detail)
  return reply.code(problem.status).type('application/problem+json').send(problem)
}

const codeOfStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'bad_request',
  401: 'not_signed_in',
  403: 'not_allowed',
  404: 'not_found',
  413: 'too_large',
  429: 'too_many_requests',
  503: 'unavailable',
}

/** Fastify's own errors take the same shape as ours. */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.validation === undefined ? (error.statusCode ?? 500) : 400
  if (status >= 500) request.log.error(error)
  const code = codeOfStatus[status] ?? (status < 500 ? 'bad_request' : 'internal')
  const detail = error.validation === undefined ? undefined : error.message
  return sendProblem(reply, code, undefined, detail)
}
