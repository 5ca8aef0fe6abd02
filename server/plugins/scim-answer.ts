import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Problem } from '../contract/common.ts'
import { errorAnswer } from '../scim/discovery.ts'
import { sendProblem } from './problem.ts'
import { scimTypes } from './scim-problems.ts'

export const scimMedia = 'application/scim+json'

/** The address everything of SCIM begins with, as the client reaches it. */
export function scimBase({ protocol, host }: FastifyRequest, publicUrl: string | undefined): string {
  return `${publicUrl?.replace(/\/$/, '') ?? `${protocol}://${host}`}/scim/v2`
}

/**
 * Makes a scope of routes speak SCIM: its media type is read and written, and whatever is refused, by a rule or by a hook
 * before it, takes the shape of RFC 7644 section 3.12. People with a session are refused.
 */
export function scimAnswerPlugin(scope: FastifyInstance): void {
  scope.addContentTypeParser(scimMedia, { parseAs: 'string' }, scope.getDefaultJsonParser('error', 'error'))
  scope.setNotFoundHandler((_request, reply) => sendProblem(reply, 'scim_not_found'))
  scope.addHook('preValidation', async (request, reply) =>
    request.application === null && request.person !== null
      ? sendProblem(reply, 'scim_programs_only')
      : undefined,
  )
  scope.addHook('onSend', async (_request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '')
    if (!type.startsWith('application/problem+json')) return payload
    const { status, title, detail, code } = JSON.parse(String(payload)) as Problem
    const text = detail === undefined ? title : `${title}（${detail}）`
    reply.type(`${scimMedia}; charset=utf-8`).removeHeader('content-length')
    return JSON.stringify(errorAnswer(status, text, scimTypes[code]))
  })
}
