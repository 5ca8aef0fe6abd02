import type { FastifyReply, FastifyRequest } from 'fastify'
import { fixedFilesRow } from '../plugins/file-problems.ts'
import { type ProblemCode, problems, sendProblem } from '../plugins/problem.ts'
import { approvalRow } from '../usecases/approval-problems.ts'
import { type AnyRefusal, refusalFact } from '../usecases/refusal-fact.ts'
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

/** A refusal in one sentence, for an answer that only foretells it (a preview). */
export function sentenceOf(refusal: AnyRefusal): string {
  const { title } = rowOf(refusal) ?? problems[refusal.code]
  const fact = refusalFact(refusal)
  return fact === undefined ? title : `${title}（${fact}）`
}

/** Words that depend on more than the code; undefined where they do not. */
export function rowOf(refusal: AnyRefusal): ProblemRow | undefined {
  if (refusal.code === 'wrong_status' || refusal.code === 'number_before_decision')
    return approvalRow(refusal)
  if (refusal.code === 'files_fixed') return fixedFilesRow(refusal)
  return undefined
}

/** PostgreSQL stores neither U+0000 nor half a surrogate pair; found here, it is a sentence and not a crash. */
export async function refuseUnstorableText(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (isUnstorable(request.body)) sendProblem(reply, 'unstorable_text')
}

function isUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || /\p{Cs}/u.test(value)
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isUnstorable)
  return false
}
