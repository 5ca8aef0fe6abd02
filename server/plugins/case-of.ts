import type { FastifyRequest } from 'fastify'
import type { AttachmentId, ProposalId, RevisionId } from '../domain/ids.ts'
import type { CaseAsked } from '../usecases/reading-purpose.ts'

/** The case a request is about, by its route; undefined when it is about none. */
export function caseOf({ routeOptions, params }: FastifyRequest): CaseAsked | undefined {
  const [, version, kind, parameter] = routeOptions.url?.split('/') ?? []
  const { id } = (params ?? {}) as { readonly id?: string }
  if (version !== 'v1' || parameter !== ':id' || id === undefined) return undefined
  if (kind === 'proposals') return { proposal: id as ProposalId }
  if (kind === 'notes') return { note: id }
  if (kind === 'attachments') return { attachment: id as AttachmentId }
  return kind === 'revisions' ? { revision: id as RevisionId } : undefined
}
