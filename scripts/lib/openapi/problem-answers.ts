import type { RouteOptions } from 'fastify'
// What it adds to the types of Fastify.
import '../../../server/plugins/application.ts'
import '../../../server/plugins/person.ts'
import { type ProblemCode, problems } from '../../../server/plugins/problem.ts'
import { editorSentences } from '../../../server/usecases/editor-sentences.ts'

const safe = new Set(['GET', 'HEAD'])

/** Whether a route changes something, as far as its method says. */
export function isUnsafe({ method }: Pick<RouteOptions, 'method'>): boolean {
  return !safe.has(String(method))
}

/** What stands before the use cases of a route: the sign-in, the form of the request, limits. */
function surroundingCodes(route: RouteOptions): readonly ProblemCode[] {
  const { url, schema = {}, config } = route
  const takesBody = schema.body !== undefined || schema.multipart !== undefined
  return [
    'bad_request',
    'internal',
    ...(config?.person === 'none' ? [] : (['not_signed_in'] as const)),
    ...(isUnsafe(route) ? (['too_many_requests'] as const) : []),
    ...(isUnsafe(route) && config?.csrf !== false ? (['csrf'] as const) : []),
    ...(takesBody || isUnsafe(route) ? (['too_large'] as const) : []),
    // A parameter longer than any there is.
    ...(url.includes(':') ? (['not_found'] as const) : []),
    ...byRole(route),
    ...asApplication(route),
  ]
}

const whenWriting = [
  'officer_missing',
  'idempotency_key_missing',
  'idempotency_in_flight',
  'idempotency_key_reused',
  'precondition_failed',
  'precondition_required',
] as const

/** What a program with a token may be told: server/plugins/application.ts. */
function asApplication(route: RouteOptions): readonly ProblemCode[] {
  const { config = {} } = route
  if (config.person === 'none') return []
  const caller = ['invalid_token', 'application_unknown', 'application_disabled'] as const
  const around = ['too_many_requests', 'provider_unavailable'] as const
  if (config.application === undefined) return [...caller, ...around, 'application_not_here']
  return [
    ...caller,
    ...around,
    'application_role_missing',
    'officer_unknown',
    'officer_without_post',
    ...(isUnsafe(route) ? whenWriting : []),
    ...(route.url.includes('/:id') ? (['not_found'] as const) : []),
  ]
}

/** See the guard in server/routes/reading-purpose.ts. */
function byRole(route: RouteOptions): readonly ProblemCode[] {
  if (!/^\/v1\/(proposals|notes|attachments|revisions)\/:id/.test(route.url)) return []
  const reads = !isUnsafe(route) || route.url === '/v1/proposals/:id/prints'
  return reads ? ['purpose_missing'] : ['auditor_reads_only', 'archivist_reads_only']
}

/** The statuses a code is answered with; an editor's refusals share one code. */
function statusesOf(code: ProblemCode): readonly number[] {
  if (code !== 'edit_refused') return [problems[code].status]
  return [...new Set([problems[code].status, ...Object.values(editorSentences).map((it) => it.status)])]
}

/** Every problem document a route can answer: by status, the codes in alphabetical order. */
export function problemsByStatus(
  route: RouteOptions,
  ofUseCases: readonly string[],
): ReadonlyMap<number, readonly ProblemCode[]> {
  const codes = new Set([...surroundingCodes(route), ...ofUseCases.map(known)])
  const all = [...codes].flatMap((code) => statusesOf(code).map((status) => ({ status, code })))
  const statuses = [...new Set(all.map((it) => it.status))].toSorted((a, b) => a - b)
  return new Map(
    statuses.map((status) => [
      status,
      all
        .filter((it) => it.status === status)
        .map((it) => it.code)
        .toSorted(),
    ]),
  )
}

function known(code: string): ProblemCode {
  if (code in problems) return code as ProblemCode
  throw new Error(`${code} is refused with and has no row among the problems`)
}
