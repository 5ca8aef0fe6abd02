import { type Result, no, yes } from '../domain/result.ts'
import { readValueFilter } from './filter.ts'
import { type PatchPath, patchPathOf } from './paths.ts'
import { isObject, readValue } from './read-resource.ts'
import type { ScimRefusal } from './refusals.ts'
import { type Complex, type Resource, type Value, valuesAt, withValue } from './resource.ts'
import type { Attribute, ResourceType } from './schema.ts'

type Operation = {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path?: string
  readonly value?: unknown
}

const mostOperations = 100

/** The operations of a PatchOp message (RFC 7644 section 3.5.2); `Add` and `REPLACE` as Entra ID writes them. */
export function readPatch(body: unknown): Result<readonly Operation[], ScimRefusal> {
  const given = isObject(body) ? (body['Operations'] ?? body['operations']) : undefined
  const list: unknown = isObject(given) ? [given] : given
  if (!Array.isArray(list) || list.length === 0 || list.length > mostOperations)
    return no({ code: 'scim_syntax', field: 'Operations' })
  const operations: Operation[] = []
  for (const it of list as readonly unknown[]) {
    const op = isObject(it) && typeof it['op'] === 'string' ? it['op'].toLowerCase() : undefined
    if (!isObject(it) || (op !== 'add' && op !== 'replace' && op !== 'remove'))
      return no({ code: 'scim_syntax', field: 'op' })
    const { path, value } = it
    if (path !== undefined && path !== null && typeof path !== 'string')
      return no({ code: 'scim_syntax', field: 'path' })
    if (op !== 'remove' && value === undefined) return no({ code: 'scim_syntax', field: 'value' })
    operations.push({ op, value, ...(typeof path === 'string' && path !== '' ? { path } : {}) })
  }
  return yes(operations)
}

/** The resource after the operations, one after the other; the first that cannot be refuses them all. */
export function patched(
  type: ResourceType,
  before: Resource,
  operations: readonly Operation[],
): Result<Resource, ScimRefusal> {
  let resource = before
  for (const operation of operations) {
    const done = applied(type, resource, operation)
    if (!done.ok) return done
    resource = done.value
  }
  return yes(resource)
}

function applied(
  type: ResourceType,
  resource: Resource,
  { op, path, value }: Operation,
): Result<Resource, ScimRefusal> {
  if (path !== undefined) {
    const place = patchPathOf(type, path)
    return place.ok ? at(type, resource, op, place.value, path, value) : place
  }
  if (op === 'remove') return no({ code: 'scim_no_target', path: '' })
  if (!isObject(value)) return no({ code: 'scim_syntax', field: 'value' })
  return members(type, resource, op, '', value)
}

/** An object without a path: its members are paths. What is not kept here is passed over, as in a whole resource. */
function members(
  type: ResourceType,
  before: Resource,
  op: Operation['op'],
  prefix: string,
  value: Readonly<Record<string, unknown>>,
): Result<Resource, ScimRefusal> {
  let resource = before
  for (const [name, one] of Object.entries(value)) {
    if (name.toLowerCase() === 'schemas') continue
    const place = patchPathOf(type, `${prefix}${name}`)
    if (!place.ok) {
      if (prefix !== '') return place
      continue
    }
    if (place.value.attribute?.mutability === 'readOnly') continue
    const done = at(type, resource, op, place.value, name, one)
    if (!done.ok) return done
    resource = done.value
  }
  return yes(resource)
}

function at(
  type: ResourceType,
  resource: Resource,
  op: Operation['op'],
  place: PatchPath,
  path: string,
  value: unknown,
): Result<Resource, ScimRefusal> {
  const { extension, attribute, sub } = place
  if (attribute === undefined) {
    if (op === 'remove') return removeExtension(type, resource, String(extension))
    return isObject(value)
      ? members(type, resource, op, `${extension}:`, value)
      : no({ code: 'scim_syntax', field: 'value' })
  }
  if (attribute.mutability === 'readOnly' || (sub?.mutability === 'readOnly' && op !== 'remove'))
    return no({ code: 'scim_read_only', attribute: path.slice(0, 200) })
  if (attribute.multiValued) return amongValues(resource, op, place, attribute, path, value)
  if (sub !== undefined) return subOfOne(resource, op, place, attribute, sub, value)
  if (op === 'remove') return yes(withValue(resource, place, undefined))
  const read = readValue(attribute, value)
  if (!read.ok) return read
  const [old] = valuesAt(resource, place)
  const isJoined = typeof old === 'object' && typeof read.value === 'object' && !Array.isArray(read.value)
  return yes(withValue(resource, place, isJoined ? { ...old, ...(read.value as Complex) } : read.value))
}

/** What may not be taken away stays: it is said again by `required`. */
function removeExtension(type: ResourceType, resource: Resource, urn: string): Result<Resource, ScimRefusal> {
  const schema = type.extensions.find((it) => it.id === urn)
  return yes(
    (schema?.attributes ?? [])
      .filter((it) => it.mutability !== 'readOnly')
      .reduce((made, attribute) => withValue(made, { extension: urn, attribute }, undefined), resource),
  )
}

function subOfOne(
  resource: Resource,
  op: Operation['op'],
  place: PatchPath,
  attribute: Attribute,
  sub: Attribute,
  value: unknown,
): Result<Resource, ScimRefusal> {
  const read = op === 'remove' ? yes(undefined) : readValue(sub, value)
  if (!read.ok) return read
  const { sub: _sub, ...whole } = place
  const [old] = valuesAt(resource, whole)
  const made = withSub(typeof old === 'object' ? old : {}, sub, read.value)
  return yes(withValue(resource, { ...whole, attribute }, Object.keys(made).length === 0 ? undefined : made))
}

function withSub(old: Complex, sub: Attribute, value: Value | undefined): Complex {
  const { [sub.name]: _before, ...rest } = old
  return value === undefined ? rest : { ...rest, [sub.name]: value as string | number | boolean }
}

/** What an operation does to the values of a list: to all, or to those its filter chooses. */
function amongValues(
  resource: Resource,
  op: Operation['op'],
  place: PatchPath,
  attribute: Attribute,
  path: string,
  value: unknown,
): Result<Resource, ScimRefusal> {
  const { sub, filter } = place
  const { extension } = place
  const whole = { ...(extension === undefined ? {} : { extension }), attribute }
  const old = valuesAt(resource, whole) as readonly Complex[]
  const put = (values: readonly Complex[]) =>
    yes(withValue(resource, whole, values.length === 0 ? undefined : values))
  const chosen = filter === undefined ? undefined : readValueFilter(attribute, filter)
  if (chosen !== undefined && !chosen.ok) return no({ code: 'scim_path', path: path.slice(0, 200) })
  const isMeant = chosen?.value.test ?? (() => true)
  if (op === 'remove') {
    if (sub !== undefined) return put(old.map((it) => (isMeant(it) ? withSub(it, sub, undefined) : it)))
    return chosen === undefined && value !== undefined && value !== null
      ? removeNamed(attribute, old, value, put)
      : put(old.filter((it) => !isMeant(it)))
  }
  if (filter === undefined && sub === undefined) {
    const read = readValue(attribute, value)
    if (!read.ok) return read
    const given = (read.value ?? []) as readonly Complex[]
    return put(
      op === 'replace' ? given : [...old, ...given.filter((it) => !old.some((one) => covers(one, it)))],
    )
  }
  const read = sub === undefined ? readOne(attribute, value) : readValue(sub, value)
  if (!read.ok) return read
  const changed = (it: Complex): Complex =>
    sub === undefined ? { ...it, ...(read.value as Complex | undefined) } : withSub(it, sub, read.value)
  if (old.some(isMeant)) return put(old.map((it) => (isMeant(it) ? changed(it) : it)))
  // Entra ID replaces what is not there yet; where the filter says enough, it is made.
  const making = chosen === undefined ? {} : chosen.value.making
  return making === undefined
    ? no({ code: 'scim_no_target', path: path.slice(0, 200) })
    : put([...old, changed(making)])
}

/** `remove` with values: those that say the same as one of them. */
function removeNamed(
  attribute: Attribute,
  old: readonly Complex[],
  value: unknown,
  put: (values: readonly Complex[]) => Result<Resource, ScimRefusal>,
): Result<Resource, ScimRefusal> {
  const read = readValue(attribute, value)
  if (!read.ok) return read
  const given = (read.value ?? []) as readonly Complex[]
  return put(old.filter((it) => !given.some((one) => covers(it, one))))
}

/** Whether a value says everything another does. */
function covers(whole: Complex, part: Complex): boolean {
  return Object.entries(part).every(([name, value]) => whole[name] === value)
}

function readOne(attribute: Attribute, value: unknown): Result<Complex | undefined, ScimRefusal> {
  const read = readValue(attribute, Array.isArray(value) ? value.slice(0, 1) : [value])
  return read.ok ? yes((read.value as readonly Complex[] | undefined)?.[0]) : read
}
