import openapiTS, { type OpenAPI3, astToString } from 'openapi-typescript'

type Json = { readonly [name: string]: unknown }
type Operation = Json & {
  readonly security?: readonly Json[]
  readonly responses: Readonly<Record<string, Json>>
}
type Document = Json & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, Json>>>>
}

const heading = `// Written by \`npm run client\` from docs/api/openapi.json: what programs may call. Not to be edited.
/* oxlint-disable */
`

/**
 * The types of the client package, from the description of the API: the operations that a program with a token may use and what
 * they answer when all is well; refusals become one union of their codes.
 */
export async function clientTypes(description: string): Promise<string> {
  const document = JSON.parse(description) as Document
  const paths = Object.fromEntries(
    Object.entries(document.paths)
      .map(([path, item]) => [path, forPrograms(item)] as const)
      .filter(([, item]) => Object.keys(item).length > 0),
  )
  const told = { ...document, paths, components: reached(paths, document.components) }
  const types = astToString(await openapiTS(told as unknown as OpenAPI3, { alphabetize: true }))
  const codes = refusalCodes(document).map((it) => `  | '${it}'`)
  return `${heading}${types}\n/** Every code a refusal can have today; new ones come at any time. */\nexport type KnownCode =\n${codes.join('\n')}\n`
}

/** A program may call what says so, and what asks for no sign-in at all. */
function mayCall({ security = [] }: Operation): boolean {
  return security.length === 0 || security.some((way) => 'application' in way)
}

function forPrograms(item: Readonly<Record<string, Operation>>): Readonly<Record<string, Operation>> {
  return Object.fromEntries(
    Object.entries(item)
      .filter(([, it]) => mayCall(it))
      .map(([method, it]) => {
        const well = Object.entries(it.responses).filter(([status]) => status < '4')
        return [method, { ...it, responses: Object.fromEntries(well) }]
      }),
  )
}

/** The components that something kept refers to, directly or through others. */
function reached(paths: Json, components: Document['components']): Document['components'] {
  const found = new Set<string>()
  const look = (part: unknown): void => {
    for (const [, kind = '', name = ''] of JSON.stringify(part).matchAll(reference)) {
      if (found.has(`${kind}/${name}`)) continue
      found.add(`${kind}/${name}`)
      look(components[kind]?.[name] ?? {})
    }
  }
  // What an error of the client carries.
  look([paths, { $ref: '#/components/schemas/Problem' }])
  return Object.fromEntries(
    Object.entries(components).map(([kind, all]) => [
      kind,
      Object.fromEntries(Object.entries(all).filter(([name]) => found.has(`${kind}/${name}`))),
    ]),
  )
}

const reference = /"#\/components\/(\w+)\/([^"]+)"/g

function refusalCodes({ paths, components }: Document): readonly string[] {
  const codes = new Set<string>()
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [name, value] of Object.entries(part as Json)) {
      const { enum: listed, const: only } = (value ?? {}) as { enum?: readonly string[]; const?: string }
      if (name === '$ref') look(components['responses']?.[String(value).split('/').at(-1) ?? ''])
      else if (name === 'code') for (const code of listed ?? [only ?? '']) codes.add(code)
      else look(value)
    }
  }
  for (const item of Object.values(paths))
    for (const it of Object.values(item).filter(mayCall))
      look(Object.entries(it.responses).filter(([status]) => status >= '4'))
  codes.delete('')
  return [...codes].toSorted()
}
