import { type Result, no, yes } from '../domain/result.ts'
import type { ScimRefusal } from './refusals.ts'
import { type Attribute, type ResourceType, type Schema, commonAttributes } from './schema.ts'

/** Where a path leads: an attribute, its place in the resource, and a sub-attribute of it. */
export type Place = {
  /** The URN of an extension; absent for what stands at the top of the resource. */
  readonly extension?: string
  /** Absent where the path is the whole extension. */
  readonly attribute?: Attribute
  readonly sub?: Attribute
}
/** A path of PATCH: a place, with the filter that chooses among several values. */
export type PatchPath = Place & { readonly filter?: string }

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

function named(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find((it) => isSame(it.name, name))
}

/** The schema a path begins with, and what stands behind it. */
function splitSchema(type: ResourceType, path: string): { readonly schema?: Schema; readonly rest: string } {
  for (const schema of [type.core, ...type.extensions]) {
    if (!isSame(path.slice(0, schema.id.length), schema.id)) continue
    const rest = path.slice(schema.id.length)
    if (rest === '') return { schema, rest }
    // Entra ID writes a dot where RFC 7644 has a colon.
    if (rest.startsWith(':') || rest.startsWith('.')) return { schema, rest: rest.slice(1) }
  }
  return { rest: path }
}

function placeIn(
  type: ResourceType,
  schema: Schema | undefined,
  name: string,
  sub?: string,
): Place | undefined {
  const isExtension = schema !== undefined && schema !== type.core
  const attribute = isExtension
    ? named(schema.attributes, name)
    : (named(type.core.attributes, name) ?? named(commonAttributes, name))
  if (attribute === undefined) return undefined
  const place = { ...(isExtension ? { extension: schema.id } : {}), attribute }
  if (sub === undefined) return place
  const found = named(attribute.subAttributes ?? [], sub)
  return found === undefined ? undefined : { ...place, sub: found }
}

/** An attribute by its path (`name.familyName`, `urn:…:User:posts.unit`); undefined where there is none. */
export function placeOf(type: ResourceType, path: string): Place | undefined {
  const { schema, rest } = splitSchema(type, path)
  if (rest === '') return schema === undefined || schema === type.core ? undefined : { extension: schema.id }
  const [name = '', sub, ...more] = rest.split('.')
  return more.length > 0 ? undefined : placeIn(type, schema, name, sub)
}

/** The path of one operation of PATCH: `emails[type eq "work"].value`. */
export function patchPathOf(type: ResourceType, path: string): Result<PatchPath, ScimRefusal> {
  const refused = no({ code: 'scim_path' as const, path: path.slice(0, 200) })
  const open = path.indexOf('[')
  if (open < 0) {
    const place = placeOf(type, path)
    return place === undefined ? refused : yes(place)
  }
  const close = path.lastIndexOf(']')
  const tail = path.slice(close + 1)
  if (close < open || (tail !== '' && !tail.startsWith('.'))) return refused
  const place = placeOf(type, path.slice(0, open) + tail)
  if (place?.attribute?.multiValued !== true || place.attribute.subAttributes === undefined) return refused
  return yes({ ...place, filter: path.slice(open + 1, close) })
}
