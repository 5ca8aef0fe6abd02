import type { InjectOptions } from 'fastify'
import { callers, type Caller, type CaseKind, callerNames } from '../../server/testing/rights/callers.ts'
import type { Case } from '../../server/testing/rights/cases.ts'
import { requests, routeOf } from '../../server/testing/rights/requests.ts'
import type { Stage } from '../../server/testing/rights/stage.ts'
import { readTable } from '../../server/testing/rights/table.ts'

export type Description = {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly security?: readonly object[] }>>>
  >
}

/** A request that is a good one at this moment, taken apart as scripts/fuzz/feed.py puts it together. */
export type Sample = {
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly media: string | null
  /** JSON as it is, the parts of a form, or bytes; those of files as Base64. */
  readonly body: Body | null
  /** Where the version it was made for can be read anew; null where it has none. */
  readonly fresh: string | null
}

type Body =
  | { readonly json: object }
  | { readonly form: Readonly<Record<string, string | { readonly bytes: string }>> }
  | { readonly bytes: string }

/** By operation, as schemathesis names it: `GET /v1/proposals/{id}`. */
export type Samples = Readonly<Record<string, readonly Sample[]>>

type Operation = {
  readonly label: string
  readonly method: string
  readonly pattern: RegExp
  readonly names: readonly string[]
}

/** Every operation that is described. */
export function operationsOf({ paths }: Description): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      label: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/?]+)')}$`),
      names: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
    })),
  )
}

/** The operation a row of the table of rights is about. */
const labelOf = (row: string): string =>
  routeOf(row)
    .replaceAll(/(?<!:):(\w+)/g, '{$1}')
    .replaceAll('::', ':')

/** Of each operation, who may do it according to the table of rights. */
export function whoMay(): ReadonlyMap<string, readonly Caller[]> {
  const may = new Map<string, Caller[]>()
  for (const { name, lines } of rows())
    for (const caller of callerNames.slice(1)) {
      const found = may.get(labelOf(name)) ?? []
      if (!found.includes(caller) && lines.some(({ answers }) => isDone(answers[caller])))
        may.set(labelOf(name), [...found, caller])
    }
  return may
}

const rows = () => readTable().flatMap((it) => it.rows)
/** Done, or refused for what the case is. */
const isDone = (answer: string): boolean => /^(2xx|409|422)$/.test(answer)

/** Whose requests are made, and of which cases. */
export type Sender = {
  readonly caller: Caller
  /** Operations that others may do, too, are left to them. */
  readonly may: (label: string) => boolean
  readonly caseFor: CaseFor
}
type CaseFor = (kind: CaseKind, operation: Pick<Operation, 'label' | 'method'>) => Promise<Case>

/** Cases in reserve: one for all that only read, two in turn for all that write, and a new one for an act. */
export function reserveOf(makeCase: (kind: CaseKind) => Promise<Case>): CaseFor {
  const kept = new Map<string, Case>()
  let turn = 0
  return async (kind, { method, label }) => {
    if (label.endsWith('/acts')) return makeCase(kind)
    const place = `${kind} ${method === 'GET' ? 'read' : (turn = (turn + 1) % 2)}`
    const found = kept.get(place) ?? (await makeCase(kind))
    kept.set(place, found)
    return found
  }
}

/** The requests of a sender for every operation the table of rights lets them do. */
export async function makeSamples(
  stage: Stage,
  described: Description,
  { caller, may, caseFor }: Sender,
): Promise<Samples> {
  const operations = operationsOf(described)
  const made: Record<string, Sample[]> = {}
  for (const { name, lines } of rows()) {
    const operation = operations.find((it) => it.label === labelOf(name))
    const make = requests[name]
    if (operation === undefined || make === undefined || !may(operation.label)) continue
    for (const { of: kind, answers } of lines) {
      if (!isDone(answers[caller])) continue
      for (
        let count = answers[caller] === '2xx' && operation.method !== 'GET' ? 2 : 1;
        count > 0;
        count -= 1
      ) {
        const of = await caseFor(kind === 'any' ? 'open' : kind, operation)
        const request = await make({ stage, caller, of })
        ;(made[operation.label] ??= []).push(await sampleOf(operation, request, of))
      }
    }
  }
  return made
}

async function sampleOf(operation: Operation, request: InjectOptions, of: Case): Promise<Sample> {
  if (typeof request.url !== 'string') throw new Error(`${operation.label} has no address`)
  const url = new URL(request.url, 'http://127.0.0.1')
  const found = operation.pattern.exec(url.pathname)
  if (found === null) throw new Error(`${operation.label} is not ${url.pathname}`)
  const path = Object.fromEntries(
    operation.names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]),
  )
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]),
  )
  const media = (headers['content-type'] ?? 'application/json').split(';')[0] ?? ''
  delete headers['content-type']
  const query = Object.fromEntries(url.searchParams)
  const body = await bodyOf(request)
  const json = body !== null && 'json' in body ? body.json : {}
  let fresh: string | null = null
  if ('lock' in json) fresh = url.pathname.replace(/\/draft.*$/, '/draft')
  else if ('version' in { ...query, ...json } && !operation.label.includes('calendar'))
    fresh = `/v1/proposals/${of.id}`
  return { path, query, headers, media: body === null ? null : media, body, fresh }
}

async function bodyOf({ payload, headers }: InjectOptions): Promise<Body | null> {
  if (payload === undefined) return null
  const type = headers?.['content-type']
  if (type === undefined) return { json: payload as object }
  const bytes = Buffer.from(payload as string | Buffer)
  if (!String(type).startsWith('multipart/')) return { bytes: bytes.toString('base64') }
  const form = await new Response(bytes, { headers: { 'content-type': String(type) } }).formData()
  const parts = await Promise.all(
    [...form].map(async ([name, value]) => [
      name,
      typeof value === 'string'
        ? value
        : { bytes: Buffer.from(await value.arrayBuffer()).toString('base64') },
    ]),
  )
  return { form: Object.fromEntries(parts) as Record<string, string> }
}

/** Whose sessions and roles a run must not end, and who is asked about instead. */
export async function guardedOf(stage: Stage): Promise<object> {
  const people = { ids: Object.values(callers), instead: 'u0404' }
  const roles = await stage.office.db
    .selectFrom('person_role')
    .select('id')
    .where('person_id', 'in', Object.values(callers))
    .execute()
  return {
    'POST /v1/people/{id}/sign-ins/end': people,
    'POST /v1/people/{id}/sign-ins/unlink': people,
    'POST /v1/roles/{id}/end': { ids: roles.map(({ id }) => String(id)), instead: '2147483647' },
  }
}
