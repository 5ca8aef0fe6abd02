import type { FastifyReply, FastifyRequest } from 'fastify'
import { fixedFilesRow } from '../plugins/file-problems.ts'
import type { Problem } from '../contract/common.ts'
import { isUnstorable } from '../domain/text/storable.ts'
import { type ProblemCode, problemOf, problems, sendProblem } from '../plugins/problem.ts'
import { approvalRow } from '../usecases/approval-row.ts'
import { editorSentences } from '../usecases/editor-sentences.ts'
import type { AnyRefusal } from '../usecases/any-refusal.ts'
import { refusalFact, withFact } from '../usecases/refusal-fact.ts'
import type { ProblemRow } from '../usecases/rule-sentences.ts'

/** Sends a refusal as its problem document: everything beside the code becomes the facts, and a sentence of them the detail. */
export function refuse(reply: FastifyReply, refusal: AnyRefusal): FastifyReply {
  const { code, ...facts } = refusal
  const detail = refusalFact(refusal)
  const row = rowOf(refusal)
  return sendProblem(reply, code satisfies ProblemCode, {
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(detail === undefined ? {} : { detail }),
    ...(row === undefined ? {} : { row }),
  })
}

/** The problem document of a refusal, for one line of several. */
export function problemOfRefusal(refusal: AnyRefusal): Problem {
  const { code, ...facts } = refusal
  const detail = refusalFact(refusal)
  const row = rowOf(refusal)
  return problemOf(code, {
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(detail === undefined ? {} : { detail }),
    ...(row === undefined ? {} : { row }),
  })
}

/** A refusal in one sentence, for an answer that only foretells it (a preview). */
export function sentenceOf(refusal: AnyRefusal): string {
  const { title } = rowOf(refusal) ?? problems[refusal.code]
  return withFact(title, refusal)
}

/** Words that depend on more than the code; undefined where they do not. */
export function rowOf(refusal: AnyRefusal): ProblemRow | undefined {
  switch (refusal.code) {
    case 'wrong_status':
    case 'number_before_decision':
    case 'not_number_keeper':
      return approvalRow(refusal)
    case 'edit_refused':
      return editorSentences[refusal.because]
    case 'files_fixed':
      return fixedFilesRow(refusal)
    default:
      return undefined
  }
}

/** PostgreSQL stores neither U+0000 nor half a surrogate pair; found here, it is a sentence and not a crash. */
export async function refuseUnstorableText(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  // Returned, or the handler would run beside the refusal that is on its way.
  return isUnstorable(request.body) ? sendProblem(reply, 'unstorable_text') : undefined
}

/** The same of a query. */
export async function refuseUnstorableQuery(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  return isUnstorable(request.query) ? sendProblem(reply, 'unstorable_text') : undefined
}
