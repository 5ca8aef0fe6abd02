import { type Result, no, yes } from '../domain/result.ts'
import { type ListFilter, readFilter } from './filter.ts'
import { type Place, placeOf } from './paths.ts'
import { isObject } from './read-resource.ts'
import type { ScimRefusal } from './refusals.ts'
import { type Complex, type Extension, type Resource, extensionOf, schemasOf, valuesAt } from './resource.ts'
import type { ResourceType } from './schema.ts'

/** Resources of one answer at most. */
export const mostResults = 500
const usualResults = 100

/** What a client asks of a list (RFC 7644 section 3.4.2), as it came: from the address, or a SearchRequest. */
export type Asked = {
  readonly filter?: string
  readonly sortBy?: string
  readonly sortOrder?: string
  readonly startIndex?: number
  readonly count?: number
  readonly attributes?: string
  readonly excludedAttributes?: string
}

/** `1` and below is the first; not a number is refused. */
function whole(value: unknown, field: string): Result<number | undefined, ScimRefusal> {
  if (value === undefined || value === null || value === '') return yes(undefined)
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !/^-?\d{1,9}$/.test(text)) return no({ code: 'scim_syntax', field })
  return yes(Number(text))
}

/** Reads the query of an address, or a SearchRequest (where lists of names are arrays). */
export function readAsked(given: unknown): Result<Asked, ScimRefusal> {
  if (!isObject(given)) return no({ code: 'scim_syntax', field: 'body' })
  const asked: Record<string, string | number> = {}
  for (const name of ['filter', 'sortBy', 'sortOrder', 'attributes', 'excludedAttributes']) {
    const value = given[name]
    const text: unknown = Array.isArray(value) ? value.join(',') : value
    if (text === undefined || text === null || text === '') continue
    if (typeof text !== 'string') return no({ code: 'scim_syntax', field: name })
    asked[name] = text
  }
  for (const name of ['startIndex', 'count']) {
    const number = whole(given[name], name)
    if (!number.ok) return number
    if (number.value !== undefined) asked[name] = number.value
  }
  return yes(asked)
}

/** What a list is made of: everybody by id, and whom a filter's equal values leave. */
export type Shelf = {
  readonly type: ResourceType
  readonly ids: readonly string[]
  of(id: string): Resource | undefined
  /** The ids a wanted value may belong to; undefined where it must be asked of all. */
  few(equals: ListFilter['equals']): readonly string[] | undefined
}

export type Page = {
  readonly totalResults: number
  readonly startIndex: number
  readonly Resources: readonly Resource[]
}

/** One page of what is asked of one kind, or of several together. */
export function pageOf(shelves: readonly Shelf[], asked: Asked): Result<Page, ScimRefusal> {
  const { filter, sortBy, startIndex = 1, count = usualResults } = asked
  const found: { readonly type: ResourceType; readonly resource: Resource }[] = []
  for (const shelf of shelves) {
    const read = filter === undefined ? yes(undefined) : readFilter(shelf.type, filter)
    if (!read.ok) {
      // Of several kinds one may not have the attribute: then none of it fits.
      if (shelves.length > 1) continue
      return read
    }
    const ids = (read.value && shelf.few(read.value.equals)) ?? shelf.ids
    for (const id of ids) {
      const resource = shelf.of(id)
      if (resource !== undefined && read.value?.test(resource) !== false)
        found.push({ type: shelf.type, resource })
    }
  }
  const place = sortBy === undefined ? undefined : placeOf(shelves[0]?.type as ResourceType, sortBy)
  if (sortBy !== undefined && place?.attribute === undefined)
    return no({ code: 'scim_path', path: sortBy.slice(0, 200) })
  const sorted = place === undefined ? found : inOrder(found, place, asked.sortOrder === 'descending')
  const first = Math.max(1, startIndex)
  const wanted = Math.min(Math.max(0, count), mostResults)
  return yes({
    totalResults: found.length,
    startIndex: first,
    Resources: sorted
      .slice(first - 1, first - 1 + wanted)
      .map(({ type, resource }) => projected(type, resource, asked)),
  })
}

function inOrder<It extends { readonly resource: Resource }>(
  found: readonly It[],
  place: Place,
  isDescending: boolean,
): readonly It[] {
  const keyOf = ({ resource }: It): string | number | undefined => {
    const [value] = valuesAt(resource, place)
    const plain = typeof value === 'object' ? value['value'] : value
    if (typeof plain === 'number') return plain
    return plain === undefined ? undefined : String(plain).toLowerCase()
  }
  const keyed = found.map((it) => ({ it, key: keyOf(it) }))
  const side = isDescending ? -1 : 1
  return keyed
    .toSorted((a, b) => {
      // Who has no value comes last in the usual order (RFC 7644 section 3.4.2.3).
      if (a.key === undefined || b.key === undefined)
        return a.key === b.key ? 0 : (a.key === undefined ? 1 : -1) * side
      return a.key < b.key ? -side : a.key > b.key ? side : 0
    })
    .map(({ it }) => it)
}

const namesIn = (list: string | undefined): readonly string[] =>
  (list ?? '')
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '')

/** What is answered of a resource: everything, only `attributes`, or all but `excludedAttributes`; `id` always. */
export function projected(
  type: ResourceType,
  resource: Resource,
  { attributes, excludedAttributes }: Pick<Asked, 'attributes' | 'excludedAttributes'>,
): Resource {
  const placesIn = (list: string | undefined) =>
    namesIn(list).flatMap((it) => {
      const place = placeOf(type, it)
      return place === undefined ? [] : [place]
    })
  if (attributes !== undefined) {
    const made = placesIn(attributes).reduce<Resource>((part, it) => withPlace(part, resource, it), {})
    return complete(type, { ...made, id: resource['id'] as string })
  }
  const made = placesIn(excludedAttributes).reduce<Resource>((rest, it) => withoutPlace(rest, it), resource)
  return complete(type, { ...made, id: resource['id'] as string })
}

function complete(type: ResourceType, resource: Resource): Resource {
  const others = ((resource['schemas'] ?? []) as readonly string[]).filter((it) => resource[it] !== undefined)
  const schemas = [...new Set([...schemasOf(type, resource), ...others])]
  const { schemas: _schemas, id, ...rest } = resource
  return { schemas, ...(id === undefined ? {} : { id }), ...rest }
}

/** The part of a resource so far, with one place more of it. */
function withPlace(part: Resource, whole: Resource, { extension, attribute, sub }: Place): Resource {
  if (extension !== undefined) {
    const own = extensionOf(whole, extension)
    if (whole[extension] === undefined) return part
    if (attribute === undefined) return { ...part, [extension]: own }
    const within = withPlace(extensionOf(part, extension), own, { attribute, ...(sub && { sub }) })
    return { ...part, [extension]: within as Extension }
  }
  if (attribute === undefined || whole[attribute.name] === undefined) return part
  const value = whole[attribute.name] as Complex | readonly Complex[]
  if (sub === undefined) return { ...part, [attribute.name]: value }
  const pick = (it: Complex): Complex => {
    const own = it[sub.name]
    return own === undefined ? {} : { [sub.name]: own }
  }
  const picked = Array.isArray(value)
    ? (value as readonly Complex[]).map(pick)
    : { ...(part[attribute.name] as Complex | undefined), ...pick(value as Complex) }
  return { ...part, [attribute.name]: picked }
}

function withoutPlace(resource: Resource, { extension, attribute, sub }: Place): Resource {
  if (extension !== undefined) {
    const { [extension]: own, ...rest } = resource
    if (own === undefined || attribute === undefined) return rest
    const left = withoutPlace(own as Extension, { attribute, ...(sub && { sub }) }) as Extension
    return Object.keys(left).length === 0 ? rest : { ...rest, [extension]: left }
  }
  if (attribute === undefined) return resource
  const { [attribute.name]: value, ...rest } = resource
  if (value === undefined || sub === undefined) return rest
  const drop = ({ [sub.name]: _gone, ...it }: Complex): Complex => it
  const left = Array.isArray(value) ? (value as readonly Complex[]).map(drop) : drop(value as Complex)
  return { ...rest, [attribute.name]: left }
}
