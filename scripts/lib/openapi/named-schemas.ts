import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Fields = Readonly<Record<string, Json>>

const contract = join(import.meta.dirname, '../../../server/contract')

/** Every schema that server/contract exports, by the name it has there. */
async function exportedSchemas(): Promise<ReadonlyMap<string, Fields>> {
  const found = new Map<string, Fields>()
  for (const file of (await readdir(contract)).toSorted()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    const exported = (await import(join(contract, file))) as Readonly<Record<string, unknown>>
    for (const [name, it] of Object.entries(exported)) {
      if (typeof it === 'object' && it !== null && ('~kind' in it || '~unsafe' in it)) {
        if (found.has(name)) throw new Error(`two schemas of the contract are called ${name}`)
        found.set(name, plain(it))
      }
    }
  }
  return found
}

/** As it stands in JSON, without what TypeBox keeps hidden. */
function plain(value: unknown): Fields {
  return JSON.parse(JSON.stringify(value)) as Fields
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text that is the same for the same schema, whatever the order of its keywords and its own description. */
function keyOf(schema: Fields): string {
  const { description: _its, ...rest } = schema
  return JSON.stringify(sorted(rest))
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isFields(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, sorted(value[key] as Json)]),
  )
}

/** Schemas that say less than their name would: a plain string, any integer. */
function isTrivial(schema: Fields): boolean {
  return Object.keys(schema).every((it) => it === 'type' || it === 'description')
}

/**
 * Gives the schemas of a description the names they have in server/contract: what is one is said once, under
 * `components/schemas`, and referred to everywhere else. A schema with a description of its own keeps it beside the reference.
 */
export async function withNames(value: object): Promise<{
  readonly value: Json
  readonly schemas: Readonly<Record<string, Json>>
}> {
  const exported = await exportedSchemas()
  const names = new Map<string, string>()
  for (const [name, schema] of exported) {
    if (!isTrivial(schema) && !names.has(keyOf(schema))) names.set(keyOf(schema), name)
  }
  const used = new Map<string, Json>()

  const refer = (schema: Fields, name: string): Json => {
    const own = exported.get(name) as Fields
    if (!used.has(name)) {
      used.set(name, null)
      used.set(name, inside(own))
    }
    const $ref = `#/components/schemas/${name}`
    const { description } = schema
    return description === undefined || description === own['description'] ? { $ref } : { $ref, description }
  }
  const inside = (value: Fields): Json =>
    Object.fromEntries(Object.entries(value).map(([key, it]) => [key, walk(it)]))
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isFields(value)) return value
    const name = names.get(keyOf(value))
    return name === undefined ? inside(value) : refer(value, name)
  }

  const named = walk(plain(value))
  return { value: named, schemas: Object.fromEntries([...used].toSorted(([a], [b]) => (a < b ? -1 : 1))) }
}
