import { useQuery } from '@tanstack/react-query'
import { request, unsafeHeaders } from './client.ts'

/** JSON Schema as far as it is shown. */
export type ApiSchema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, ApiSchema>>
  readonly required?: readonly string[]
  readonly items?: ApiSchema
  readonly anyOf?: readonly ApiSchema[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
}
export type ApiParameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
}
export type ApiAnswer = {
  readonly description: string
  readonly content?: Readonly<Record<string, { readonly schema: ApiSchema }>>
}
export type ApiOperation = {
  readonly path: string
  readonly method: string
  readonly operationId: string
  readonly summary: string
  readonly 'x-summary-ja': string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly ApiParameter[]
  readonly requestBody?: { readonly content: NonNullable<ApiAnswer['content']> }
  readonly responses: Readonly<Record<string, ApiAnswer>>
}
export type ApiDescription = {
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly operations: readonly ApiOperation[]
  readonly schemas: Readonly<Record<string, ApiSchema>>
}

type OpenApi = {
  readonly tags: ApiDescription['tags']
  readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<ApiOperation, 'path' | 'method'>>>>>
  readonly components: {
    readonly schemas: ApiDescription['schemas']
    readonly responses: Readonly<Record<string, ApiAnswer>>
  }
}

/** The description that the server gives of its own API, with shared answers put where they are given. */
export function useApiDescription() {
  return useQuery({
    queryKey: ['openapi'],
    queryFn: async ({ signal }): Promise<ApiDescription> => {
      const { tags, paths, components } = await request<OpenApi>('GET', '/v1/openapi.json', { signal })
      const given = (answer: ApiAnswer & { readonly $ref?: string }): ApiAnswer =>
        components.responses[answer.$ref?.split('/').at(-1) ?? ''] ?? answer
      const operations = Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, it]) => ({
          ...it,
          ...{ path, method: method.toUpperCase() },
          responses: Object.fromEntries(
            Object.entries(it.responses).map(([status, of]) => [status, given(of)]),
          ),
        })),
      )
      return { tags, operations, schemas: components.schemas }
    },
    staleTime: Infinity,
  })
}

export type Tried = { readonly status: number; readonly type: string; readonly text: string }

/** Sends one request as it was filled in, with the session of this page; whatever comes back is an answer. */
export async function tryOperation(
  operation: ApiOperation,
  values: Readonly<Record<string, string>>,
  body: string,
): Promise<Tried> {
  const query = new URLSearchParams()
  const headers: Record<string, string> = operation.method === 'GET' ? {} : { ...unsafeHeaders() }
  for (const { name, in: place } of operation.parameters ?? []) {
    const value = values[name] ?? ''
    if (value !== '' && place === 'query') query.set(name, value)
    if (value !== '' && place === 'header') headers[name] = value
  }
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  )
  if (body !== '') headers['content-type'] = 'application/json'
  const response = await fetch(query.size === 0 ? path : `${path}?${query}`, {
    method: operation.method,
    headers,
    ...(body === '' ? {} : { body }),
  })
  const type = response.headers.get('content-type') ?? ''
  if (/json|text\/(?!event-stream)/.test(type))
    return { status: response.status, type, text: pretty(await response.text()) }
  await response.body?.cancel()
  return { status: response.status, type, text: '' }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2).slice(0, 50_000)
  } catch {
    return text.slice(0, 50_000)
  }
}
