import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../contract/common.ts'

type Row = { readonly status: number; readonly title: string; readonly rule?: string }

/**
 * Every refusal there is, with its HTTP status and the sentence a person reads. A code without a row does not
 * compile where it is sent.
 */
export const problems = {
  bad_request: { status: 400, title: '送られた内容の形式が正しくありません。画面を再読み込みしてからやり直してください。' },
  not_signed_in: { status: 401, title: 'サインインしていません。サインインしてからやり直してください。' },
  csrf: { status: 403, title: '安全のため操作を受け付けませんでした。画面を再読み込みしてからやり直してください。' },
  not_allowed: { status: 403, title: 'この操作を行う権限がありません。' },
  not_found: { status: 404, title: '見つかりません。削除されたか、閲覧する権限がありません。' },
  too_large: { status: 413, title: 'データが大きすぎます。' },
  too_many_requests: { status: 429, title: '短い時間に操作が集中しました。少し待ってからやり直してください。' },
  internal: { status: 500, title: 'システムで問題が起きました。少し待ってからやり直し、続くときは管理者に連絡してください。' },
  unavailable: { status: 503, title: 'ただいま混み合っているか、準備中です。少し待ってからやり直してください。' },
} satisfies Record<string, Row>

export type ProblemCode = keyof typeof problems

/** The problem document of a code; `facts` are what its reader needs to do better. */
export function problemOf(code: ProblemCode, facts?: Readonly<Record<string, unknown>>, detail?: string): Problem {
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
