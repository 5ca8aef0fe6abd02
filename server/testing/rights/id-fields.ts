import { readFileSync } from 'node:fs'
import { projectFile } from '../../project-root.ts'

/** As much of a schema of `docs/api/openapi.json` as tells which of its fields hold an id. */
type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly description?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema | readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

type Operation = {
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly schema: Schema
    readonly description?: string
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

/** What the API says of itself; that it is what the routes do is checked elsewhere (`npm run openapi -- --check`). */
export const readApi = (): ApiDocument =>
  JSON.parse(readFileSync(projectFile('docs/api/openapi.json'), 'utf8')) as ApiDocument

/** Fields that hold an id though neither their pattern nor their name nor their description says so. */
const known = new Set(['person', 'people', 'accessList', 'externalRef', 'delivery', 'review', 'upTo'])

/** A value of a request: under which name it travels, and what is said of it. */
type Leaf = { readonly path: string; readonly name: string; readonly said: string; readonly schema: Schema }

function holdsId({ path, name, said, schema }: Leaf): boolean {
  return (
    schema.format === 'uuid' ||
    (schema.pattern?.includes('[0-9a-f]{8}') ?? false) ||
    /(^i|I)ds?$/.test(name) ||
    known.has(name) ||
    /^query\.(after|before)$/.test(path) ||
    /\b[Ii]ds?\b|[a-z]Id\b|職員番号/.test(said)
  )
}

/** Every text and number in a schema. Words of a fixed choice are left out: they name nothing that is somebody's. */
function leavesOf(api: ApiDocument, schema: Schema, at: Omit<Leaf, 'schema'>): readonly Leaf[] {
  if (schema.$ref !== undefined) {
    const { $ref, ...own } = schema
    const target = api.components?.schemas?.[$ref.split('/').at(-1) ?? '']
    if (target === undefined) throw new Error(`${$ref}: no such schema`)
    return leavesOf(api, { ...target, ...own }, at)
  }
  const { properties = {}, items, additionalProperties, description } = schema
  const said = `${at.said} ${description ?? ''}`
  const choices = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((it) => it ?? [])
  const listed = items === undefined ? [] : [items].flat()
  const found = [
    ...choices.flatMap((it) => leavesOf(api, it, at)),
    ...Object.entries(properties).flatMap(([name, it]) =>
      leavesOf(api, it, { path: `${at.path}.${name}`, name, said: '' }),
    ),
    ...listed.flatMap((it) => leavesOf(api, it, { ...at, path: `${at.path}[]`, said })),
    ...(typeof additionalProperties === 'object'
      ? leavesOf(api, additionalProperties, { ...at, path: `${at.path}.*`, said: '' })
      : []),
  ]
  const isValue = [schema.type].flat().some((it) => it === 'string' || it === 'integer')
  const isChoice = schema.const !== undefined || schema.enum !== undefined
  return isValue && !isChoice && schema.format !== 'binary' ? [...found, { ...at, said, schema }] : found
}

const methods = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options'])

/**
 * Every field of a body, parameter of a query and header of a request that holds an id, found by what the API says of it:
 * `POST /v1/proposals/{id}/notes body.revisionId`. Ids in addresses are tried with each kind of caller by the table of
 * rights.
 */
export function idFieldsOf(api: ApiDocument): readonly string[] {
  const fields = Object.entries(api.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => methods.has(method))
      .flatMap(([method, { parameters = [], requestBody }]) => {
        const leaves = [
          ...parameters
            .filter((it) => it.in !== 'path')
            .flatMap(({ in: where, name, schema, description = '' }) =>
              leavesOf(api, schema, { path: `${where}.${name}`, name, said: description }),
            ),
          ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
            leavesOf(api, schema, { path: 'body', name: '', said: '' }),
          ),
        ]
        return leaves.filter(holdsId).map((it) => `${method.toUpperCase()} ${path} ${it.path}`)
      }),
  )
  return [...new Set(fields)]
}
