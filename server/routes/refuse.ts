import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../domain/approval/refusals.ts'
import { type ProblemCode, sendProblem } from '../plugins/problem.ts'
import { refusalFact } from '../usecases/refusal-fact.ts'

/** Sends a refusal as its problem document; everything beside the code becomes the facts. */
export function refuse(reply: FastifyReply, refusal: { readonly code: ProblemCode }): FastifyReply {
  const { code, ...facts } = refusal
  const fact = refusalFact(refusal as Refusal)
  return sendProblem(reply, code, Object.keys(facts).length === 0 ? undefined : facts, fact)
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
