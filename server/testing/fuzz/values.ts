import fc from 'fast-check'

/** What the description of the API says of a value, as far as values are made from it. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

/** Values that are there, by the name of the field they fit. */
export type Known = Readonly<Record<string, readonly unknown[]>>

export type Schemas = { readonly all: Readonly<Record<string, Schema>>; readonly known: Known }

const mostDepth = 6

const formats: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uuid: fc.uuid(),
  date: fc.constantFrom('2026-05-11', '2026-02-30', '0000-01-01', '9999-12-31'),
  'date-time': fc.constantFrom('2026-05-11T01:20:00.000Z', '2026-13-41T99:99:99Z'),
  uri: fc.constantFrom('https://receiver.example/hooks', 'http://127.0.0.1:1/', 'javascript:1'),
}

/** Values that a schema describes; where one is known that is there, mostly that one. */
export function valueOf(schema: Schema, schemas: Schemas, name = '', depth = 0): fc.Arbitrary<unknown> {
  const described = describedBy(schema, schemas, depth)
  const known = schemas.known[name]
  return known === undefined
    ? described
    : fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 4 }, { arbitrary: described, weight: 1 })
}

function describedBy(schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const found = schemas.all[schema.$ref.split('/').at(-1) ?? '']
    if (found === undefined) throw new Error(`no schema ${schema.$ref}`)
    return describedBy(found, schemas, depth)
  }
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const among = schema.anyOf ?? schema.oneOf
  if (among !== undefined && depth < mostDepth)
    return fc.oneof(...among.map((it) => describedBy(it, schemas, depth + 1)))
  if (schema.allOf !== undefined)
    return fc
      .tuple(...schema.allOf.map((it) => describedBy(it, schemas, depth)))
      .map((parts) => Object.assign({}, ...parts) as unknown)
  const types = [schema.type ?? (schema.properties === undefined ? 'null' : 'object')].flat()
  return fc.oneof(...types.map((it) => ofType(it, schema, schemas, depth)))
}

function ofType(type: string, schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {})
      const model = Object.fromEntries(fields.map(([key, it]) => [key, valueOf(it, schemas, key, depth + 1)]))
      const required = fields.map(([key]) => key).filter((it) => schema.required?.includes(it))
      return fc.record(model, { requiredKeys: required })
    }
    case 'array':
      return fc.array(
        schema.items === undefined ? fc.jsonValue() : valueOf(schema.items, schemas, '', depth + 1),
        {
          minLength: schema.minItems ?? 0,
          maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3)),
        },
      )
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -10, max: schema.maximum ?? 10_000 })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true })
    case 'boolean':
      return fc.boolean()
    default:
      return fc.constant(null)
  }
}

function textOf({ pattern, format, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<unknown> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'))
  const ofFormat = format === undefined ? undefined : formats[format]
  if (ofFormat !== undefined) return ofFormat
  const size = {
    minLength: Math.min(minLength, 200),
    maxLength: Math.max(Math.min(maxLength, 40), minLength),
  }
  return fc.oneof(fc.string(size), fc.string({ ...size, unit: 'binary' }))
}
