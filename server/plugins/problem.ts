import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../contract/common.ts'
import { approvalProblems } from '../usecases/approval-problems.ts'
import { type RuleId, ruleSentences } from '../usecases/rule-sentences.ts'
import { directoryProblems } from './directory-problems.ts'
import { editProblems } from './edit-problems.ts'
import { fileProblems } from './file-problems.ts'
import { folderProblems } from './folder-problems.ts'
import { invalidRequest } from './invalid-request.ts'
import { measureProblems } from './measure-problems.ts'
import { noteProblems } from './note-problems.ts'
import { numberProblems } from './number-problems.ts'
import { printProblems } from './print-problems.ts'
import { registrationProblems } from './registration-problems.ts'
import { disclosureProblems } from './disclosure-problems.ts'
import { receiptProblems } from './receipt-problems.ts'
import { ruleProblems } from './rule-problems.ts'
import { scimProblems } from './scim-problems.ts'
import { searchProblems } from './search-problems.ts'
import { webhookProblems } from './webhook-problems.ts'

/** A problem as it is answered; around the rules (sign-in, the form of a request) none may have said no. */
type Row = { readonly status: number; readonly title: string; readonly rule?: RuleId }

/** What every request may meet before any rule is asked. */
export const surroundingProblems = {
  bad_request: {
    status: 400,
    title:
      '送られた内容の形式が正しくありません。示された項目を直すか、画面を再読み込みしてやり直してください。',
    rule: '送信',
  },
  bad_cursor: {
    status: 400,
    title: '一覧の続きの指定が正しくありません。一覧を最初から開き直してください。',
    rule: '送信',
  },
  unstorable_text: {
    status: 422,
    title: '保存できない文字（制御文字や壊れた文字）が含まれています。その文字を消して入力し直してください。',
    rule: '送信',
  },
  purpose_missing: {
    status: 428,
    title:
      '監査・情報公開担当としての閲覧には、目的の記入が要ります。画面の「閲覧の目的」に記入してから開いてください。',
    rule: '監査・情報公開担当',
  },
  auditor_reads_only: {
    status: 403,
    title: '監査・情報公開担当ができるのは閲覧だけです。意見は主務課に伝えてください。',
    rule: '監査・情報公開担当',
  },
  archivist_reads_only: {
    status: 403,
    title:
      '評価選別のために開いた文書は、閲覧だけできます。意見は評価選別の理由に書くか、主務課に伝えてください。',
    rule: 'R-21',
  },
  not_signed_in: {
    status: 401,
    title: 'サインインしていません。サインインしてからやり直してください。',
    rule: 'サインイン',
  },
  csrf: {
    status: 403,
    title: '安全のため操作を受け付けませんでした。画面を再読み込みしてからやり直してください。',
    rule: 'サインイン',
  },
  sign_in_stale: {
    status: 400,
    title: 'サインインの有効期限が切れたか、別の画面で始めたものです。もう一度サインインしてください。',
    rule: 'サインイン',
  },
  sign_in_refused: {
    status: 400,
    title:
      '認証基盤からの応答を確認できませんでした。もう一度サインインし、続くときは管理者に連絡してください。',
    rule: 'サインイン',
  },
  unknown_person: {
    status: 403,
    title: '職員名簿にこの職員番号の人がいません。名簿への登録を管理者に依頼してください。',
    rule: 'サインイン',
  },
  account_conflict: {
    status: 403,
    title:
      'この職員番号は、認証基盤の別のアカウントと結び付いています。職員番号が付け直されたときなどは、結び付きを外すよう管理者に依頼してください。',
    rule: 'サインイン',
  },
  login_ambiguous: {
    status: 403,
    title:
      '大文字と小文字、全角と半角の違いだけの職員番号が、職員名簿に複数あります。どの人か決められないため、職員番号を改めるよう管理者に依頼してください。',
    rule: 'サインイン',
  },
  no_appointment: {
    status: 403,
    title:
      '本日有効な発令も役割もないため、サインインできません（退職、出向、着任前など）。発令があるはずのときは、職員名簿の確認を管理者に依頼してください。',
    rule: 'サインイン',
  },
  sign_ins_not_yours: {
    status: 403,
    title:
      'ほかの人のサインインを見られるのはシステム管理者と監査・情報公開担当、終わらせ、結び付きを外せるのはシステム管理者です。必要なときはシステム管理者に頼んでください。',
    rule: '権限',
  },
  logout_token_refused: {
    status: 400,
    title:
      'ログアウトの通知を確認できませんでした。何も終わらせていません。署名の鍵と宛先（aud）を確かめ、認証基盤から送り直してください。',
    rule: 'サインイン',
  },
  wrong_address: {
    status: 421,
    title: 'このアドレスでは応答しません。案内された URL を開いてください。',
    rule: 'サインイン',
  },
  provider_unavailable: {
    status: 503,
    title:
      '認証基盤（サインインのサーバー）が応答しません。少し待ってからやり直し、続くときは管理者に連絡してください。',
  },
  not_found: {
    status: 404,
    title:
      '見つかりません。削除されたか、閲覧する権限がありません。件名や番号を確かめ、必要なときは主務課に尋ねてください。',
    rule: '権限',
  },
  too_large: {
    status: 413,
    title: '送られた内容が大きすぎます。文章や一覧を分けて、小さくしてから送ってください。',
    rule: '送信',
  },
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
} satisfies Record<string, Row>

/**
 * Every refusal there is, with its HTTP status and the sentence a person reads. A code without a row does not
 * compile where it is sent.
 */
export const problems = {
  ...surroundingProblems,
  ...approvalProblems,
  ...directoryProblems,
  ...ruleProblems,
  ...fileProblems,
  ...editProblems,
  ...noteProblems,
  ...printProblems,
  ...measureProblems,
  ...numberProblems,
  ...searchProblems,
  ...webhookProblems,
  ...registrationProblems,
  ...scimProblems,
  ...folderProblems,
  ...receiptProblems,
  ...disclosureProblems,
}

export type ProblemCode = keyof typeof problems

/** What a problem document says beside its code. */
export type Said = {
  /** What its reader needs to do better, for programs. */
  readonly facts?: Readonly<Record<string, unknown>>
  /** The fact that failed, for people: a Japanese sentence. */
  readonly detail?: string
  /** What failed in the words of the machine, for developers. */
  readonly technical?: string
  /** Words that fit the case better than those of the code. */
  readonly row?: Row
}

/** The problem document of a code. */
export function problemOf(
  code: ProblemCode,
  { facts, detail, technical, row = problems[code] }: Said,
): Problem {
  const { rule } = row
  return {
    type: `https://kessai.example/problems/${code}`,
    code,
    status: row.status,
    title: row.title,
    ...(rule === undefined ? {} : { rule, ruleText: ruleSentences[rule] }),
    ...(detail === undefined ? {} : { detail }),
    ...(facts === undefined ? {} : { facts }),
    ...(technical === undefined ? {} : { technical }),
  }
}

const sent = new WeakMap<FastifyReply, ProblemCode>()

/** The code an answer was refused with; undefined for one that was not. */
export function problemSent(reply: FastifyReply): ProblemCode | undefined {
  return sent.get(reply)
}

/** Answers with the problem document of a code; 503 always with a time to come again. */
export function sendProblem(reply: FastifyReply, code: ProblemCode, said: Said = {}): FastifyReply {
  const problem = problemOf(code, said)
  sent.set(reply, code)
  if (problem.status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '5')
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
  return sendProblem(reply, code, error.validation === undefined ? {} : invalidRequest(error, request))
}
