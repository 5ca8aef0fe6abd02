import type { Place } from './paths.ts'
import type { ResourceType } from './schema.ts'

export type Value = string | number | boolean | Complex | readonly (string | Complex)[]
export type Complex = { readonly [name: string]: string | number | boolean }
/** A resource as it is sent: attributes by their own names, those of an extension under its URN. */
export type Resource = { readonly [name: string]: Value | Extension }
export type Extension = { readonly [name: string]: Value }

/** What stands in an extension; nothing where the resource has none of it. */
export function extensionOf(resource: Resource, urn: string): Extension {
  return (resource[urn] ?? {}) as Extension
}

/** The value at a place, as a list: none, one, or those of a list; with a sub-attribute that of each. */
export function valuesAt(resource: Resource, place: Place): readonly (string | number | boolean | Complex)[] {
  const { extension, attribute, sub } = place
  if (attribute === undefined) return []
  const holder = extension === undefined ? resource : extensionOf(resource, extension)
  const value = holder[attribute.name] as Value | undefined
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value as string | Complex]
  if (sub === undefined) return values
  return values.flatMap((it) => {
    const own = typeof it === 'object' ? it[sub.name] : undefined
    return own === undefined ? [] : [own]
  })
}

/** The resource with another value at the top or in an extension; undefined takes it away. */
export function withValue(
  resource: Resource,
  { extension, attribute }: Place,
  value: Value | undefined,
): Resource {
  if (attribute === undefined) throw new Error('a value has an attribute')
  if (extension === undefined) return replaced(resource, attribute.name, value)
  const own = replaced(extensionOf(resource, extension), attribute.name, value) as Extension
  return replaced(resource, extension, Object.keys(own).length === 0 ? undefined : own)
}

function replaced(holder: Resource, name: string, value: Value | Extension | undefined): Resource {
  const { [name]: _before, ...rest } = holder
  return value === undefined ? rest : { ...rest, [name]: value }
}

/** The URNs a resource is made of: its own, and those of the extensions it has something of. */
export function schemasOf(type: ResourceType, resource: Resource): readonly string[] {
  return [type.core.id, ...type.extensions.map((it) => it.id).filter((id) => resource[id] !== undefined)]
}
