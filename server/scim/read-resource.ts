import { type Result, no, yes } from '../domain/result.ts'
import { type Place, placeOf } from './paths.ts'
import type { ScimRefusal } from './refusals.ts'
import { type Complex, type Resource, type Value, withValue } from './resource.ts'
import { type Attribute, type ResourceType, postsSchema, unitSchema } from './schema.ts'

type Json = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const longestText = 200
const mostValues = 100

/**
 * A resource as a client sends it: what Kessai knows, under its own names and in its types. What a client says of other
 * attributes of the standard (addresses, roles …) is passed over, as is what only we may say; a name that is not of our
 * own schemas is refused, because there it is a slip.
 */
export function readResource(type: ResourceType, body: unknown): Result<Resource, ScimRefusal> {
  if (!isObject(body)) return no({ code: 'scim_syntax', field: 'body' })
  let made: Resource = {}
  for (const [name, value] of Object.entries(body)) {
    if (name.toLowerCase() === 'schemas') continue
    const read = readMember(type, made, name, value)
    if (!read.ok) return read
    made = read.value
  }
  return yes(made)
}

/** One member of a body: an attribute, or a whole extension. */
function readMember(
  type: ResourceType,
  made: Resource,
  name: string,
  value: unknown,
): Result<Resource, ScimRefusal> {
  const place = placeOf(type, name)
  if (place === undefined) return yes(made)
  if (place.attribute !== undefined) return readAttribute(made, place, value)
  if (!isObject(value)) return no({ code: 'scim_syntax', field: name })
  let resource = made
  for (const [own, one] of Object.entries(value)) {
    const within = placeOf(type, `${place.extension}:${own}`)
    if (within?.attribute === undefined) {
      if (isOurs(place.extension)) return no({ code: 'scim_path', path: own.slice(0, longestText) })
      continue
    }
    const read = readAttribute(resource, within, one)
    if (!read.ok) return read
    resource = read.value
  }
  return yes(resource)
}

function isOurs(urn: string | undefined): boolean {
  return urn === postsSchema || urn === unitSchema
}

function readAttribute(made: Resource, place: Place, value: unknown): Result<Resource, ScimRefusal> {
  const { attribute } = place
  if (attribute === undefined || attribute.mutability === 'readOnly') return yes(made)
  const read = readValue(attribute, value)
  return read.ok ? yes(withValue(made, place, read.value)) : read
}

/** A value in the type of its attribute; undefined for none (null, an empty list, an empty text: RFC 7643 section 2.5). */
export function readValue(attribute: Attribute, value: unknown): Result<Value | undefined, ScimRefusal> {
  if (value === null || value === undefined) return yes(undefined)
  if (!attribute.multiValued) {
    // Some clients send a list of one.
    const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
    return attribute.type === 'complex' ? readComplex(attribute, one) : readScalar(attribute, one)
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length > mostValues)
    return no({ code: 'scim_value', attribute: attribute.name, wanted: `${mostValues}件まで` })
  const values: (string | Complex)[] = []
  for (const it of list) {
    const read = attribute.type === 'complex' ? readComplex(attribute, it) : readScalar(attribute, it)
    if (!read.ok) return read
    if (read.value !== undefined) values.push(read.value as string | Complex)
  }
  return yes(values.length === 0 ? undefined : values)
}

function readComplex(attribute: Attribute, value: unknown): Result<Complex | undefined, ScimRefusal> {
  // A plain text stands for its `value`.
  const given = typeof value === 'string' ? { value } : value
  if (!isObject(given)) return no({ code: 'scim_value', attribute: attribute.name, wanted: '項目の組' })
  const made: Record<string, string | number | boolean> = {}
  for (const [name, one] of Object.entries(given)) {
    const sub = attribute.subAttributes?.find((it) => it.name.toLowerCase() === name.toLowerCase())
    if (sub === undefined) {
      if (attribute.name === 'posts')
        return no({ code: 'scim_path', path: `posts.${name.slice(0, longestText)}` })
      continue
    }
    if (one === null || one === undefined) continue
    const read = readScalar(sub, one)
    if (!read.ok) return no({ ...read.error, attribute: `${attribute.name}.${sub.name}` } as ScimRefusal)
    if (read.value !== undefined) made[sub.name] = read.value
  }
  return yes(Object.keys(made).length === 0 ? undefined : made)
}

/** Text and numbers are not told apart by every client; a boolean comes as "False" from Entra ID. */
function readScalar(
  { name, type }: Attribute,
  value: unknown,
): Result<string | number | boolean | undefined, ScimRefusal> {
  const wrong = (wanted: string) => no({ code: 'scim_value' as const, attribute: name, wanted })
  switch (type) {
    case 'boolean': {
      if (typeof value === 'boolean') return yes(value)
      const word = typeof value === 'string' ? value.toLowerCase() : ''
      return word === 'true' || word === 'false' ? yes(word === 'true') : wrong('true か false')
    }
    case 'integer': {
      const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
      return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number < 1e9
        ? yes(number)
        : wrong('0以上の整数')
    }
    default: {
      if (typeof value !== 'string' && typeof value !== 'number') return wrong('文字')
      const text = String(value).trim()
      if (text.length > longestText) return wrong(`${longestText}文字まで`)
      return yes(text === '' ? undefined : text)
    }
  }
}
