import { type Compare, type Filter, parse } from 'scim2-parse-filter'
import { type Result, no, yes } from '../domain/result.ts'
import { type Place, placeOf } from './paths.ts'
import type { ScimRefusal } from './refusals.ts'
import { type Complex, type Resource, valuesAt } from './resource.ts'
import type { Attribute, ResourceType } from './schema.ts'

type Scalar = string | number | boolean
type Test<Of> = (it: Of) => boolean

/** The longest filter that is read; a client that asks for a hundred people one by one asks too much at once. */
const longest = 4000

/** A filter of a list: what it asks, and the values it wants of single attributes, by which few can be looked up. */
export type ListFilter = {
  readonly test: Test<Resource>
  /** Of `a eq "x"` and of those joined by `and`: the lower-case path, and the value. */
  readonly equals: ReadonlyMap<string, string>
}

/** Filters are refused by throwing inside of this file only; the sentence is what cannot be. */
class Refused extends Error {}

/** Reads a filter of a list (RFC 7644 section 3.4.2.2). */
export function readFilter(type: ResourceType, text: string): Result<ListFilter, ScimRefusal> {
  return reading(text, (filter) => ({
    test: testOf(filter, (path) => {
      const place = placeOf(type, path)
      if (place?.attribute === undefined) throw new Refused(path)
      return { ...place, attribute: place.attribute }
    }),
    equals: new Map(equalsOf(filter).map(({ path, value }) => [path.toLowerCase(), String(value)])),
  }))
}

/** A filter among the values of one attribute, as PATCH has it: `type eq "work"`. */
export type ValueFilter = {
  readonly test: Test<Complex>
  /** What a value must say to fit; undefined where it cannot be made from the filter alone. */
  readonly making: Complex | undefined
}

/** Reads the filter in the brackets of a path. */
export function readValueFilter(attribute: Attribute, text: string): Result<ValueFilter, ScimRefusal> {
  return reading(text, (filter) => {
    const test = valueTest(attribute, filter)
    const wanted = equalsOf(filter)
    const subOf = (path: string) => subNamed(attribute, path).name
    const isMade = wanted.length === leaves(filter)
    const making = Object.fromEntries(wanted.map(({ path, value }) => [subOf(path), value]))
    return { test, making: isMade ? making : undefined }
  })
}

function reading<Read>(text: string, read: (filter: Filter) => Read): Result<Read, ScimRefusal> {
  if (text.length > longest) return no({ code: 'scim_filter', at: `${longest}文字まで` })
  let filter: Filter
  try {
    filter = parse(withLetters(text))
  } catch {
    // The library throws whatever its parser happens to meet.
    return no({ code: 'scim_filter', at: text.slice(0, 100) })
  }
  try {
    refuseUnknown(filter)
    return yes(read(filter))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return no({ code: 'scim_filter', at: error.message.slice(0, 100) })
  }
}

const known = new Set('and or not [] pr eq ne co sw ew gt ge lt le'.split(' '))

/** The library lets words through as operators that every object of the language has: `constructor`. */
function refuseUnknown(filter: Filter): void {
  if (!known.has(filter.op)) throw new Refused(filter.op)
  if ('filters' in filter) filter.filters.forEach(refuseUnknown)
  else if ('filter' in filter) refuseUnknown(filter.filter)
  else if ('valFilter' in filter) refuseUnknown(filter.valFilter)
}

/** The library takes `\u65ed` for six letters: here it becomes the one it stands for. */
function withLetters(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, (quoted) =>
    quoted.replace(/\\u(?!0022|005c)([0-9a-f]{4})/gi, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
  )
}

type Found = Place & { readonly attribute: Attribute }
type Find = (path: string) => Found

function testOf(filter: Filter, find: Find): Test<Resource> {
  switch (filter.op) {
    case 'and': {
      const tests = filter.filters.map((it) => testOf(it, find))
      return (it) => tests.every((test) => test(it))
    }
    case 'or': {
      const tests = filter.filters.map((it) => testOf(it, find))
      return (it) => tests.some((test) => test(it))
    }
    case 'not': {
      const test = testOf(filter.filter, find)
      return (it) => !test(it)
    }
    case '[]': {
      const place = find(filter.attrPath)
      const test = valueTest(place.attribute, filter.valFilter)
      return (it) => valuesAt(it, place).some((one) => typeof one === 'object' && test(one))
    }
    default: {
      const place = comparable(find(filter.attrPath))
      const test = comparison(place.sub ?? place.attribute, filter)
      return (it) => test(valuesAt(it, place).filter((one) => typeof one !== 'object'))
    }
  }
}

/** Of `emails` alone its `value` is meant. */
function comparable(place: Found): Found {
  if (place.attribute.mutability === 'writeOnly') throw new Refused(place.attribute.name)
  if (place.sub !== undefined || place.attribute.type !== 'complex') return place
  const sub = place.attribute.subAttributes?.find((it) => it.name === 'value')
  // Of a complex attribute without one (name) any text of it counts.
  return sub === undefined ? place : { ...place, sub }
}

function subNamed(attribute: Attribute, name: string): Attribute {
  const found = attribute.subAttributes?.find((it) => it.name.toLowerCase() === name.toLowerCase())
  if (found === undefined) throw new Refused(`${attribute.name}[${name}]`)
  return found
}

function valueTest(attribute: Attribute, filter: Filter): Test<Complex> {
  switch (filter.op) {
    case 'and': {
      const tests = filter.filters.map((it) => valueTest(attribute, it))
      return (it) => tests.every((test) => test(it))
    }
    case 'or': {
      const tests = filter.filters.map((it) => valueTest(attribute, it))
      return (it) => tests.some((test) => test(it))
    }
    case 'not': {
      const test = valueTest(attribute, filter.filter)
      return (it) => !test(it)
    }
    case '[]':
      throw new Refused(filter.attrPath)
    default: {
      const sub = subNamed(attribute, filter.attrPath)
      const test = comparison(sub, filter)
      return (it) => {
        const value = it[sub.name]
        return test(value === undefined ? [] : [value])
      }
    }
  }
}

type Leaf = Compare | { readonly op: 'pr'; readonly attrPath: string }

/** The test of one comparison on all values there are of its attribute. */
function comparison(attribute: Attribute, leaf: Leaf): Test<readonly Scalar[]> {
  if (leaf.op === 'pr') return (values) => values.some((it) => it !== '')
  const { op } = leaf
  const wanted = wantedOf(attribute, leaf)
  if (wanted === null) {
    if (op === 'eq') return (values) => values.length === 0
    if (op === 'ne') return (values) => values.length > 0
    throw new Refused(`${leaf.attrPath} ${op} null`)
  }
  const fold = (it: Scalar): Scalar =>
    typeof it === 'string' && !attribute.caseExact ? it.toLowerCase() : it
  const right = fold(wanted)
  const of = (test: (left: Scalar) => boolean) => (values: readonly Scalar[]) =>
    values.some((it) => test(fold(it)))
  const text = (test: (left: string, right: string) => boolean) => {
    if (typeof right !== 'string') throw new Refused(`${leaf.attrPath} ${op}`)
    return of((left) => typeof left === 'string' && test(left, right))
  }
  const order = (test: (left: Scalar, right: Scalar) => boolean) => {
    if (typeof right === 'boolean') throw new Refused(`${leaf.attrPath} ${op}`)
    return of((left) => typeof left === typeof right && test(left, right))
  }
  switch (op) {
    case 'eq':
      return of((left) => left === right)
    case 'ne':
      return (values) => !values.some((it) => fold(it) === right)
    case 'co':
      return text((a, b) => a.includes(b))
    case 'sw':
      return text((a, b) => a.startsWith(b))
    case 'ew':
      return text((a, b) => a.endsWith(b))
    case 'gt':
      return order((a, b) => a > b)
    case 'ge':
      return order((a, b) => a >= b)
    case 'lt':
      return order((a, b) => a < b)
    case 'le':
      return order((a, b) => a <= b)
  }
}

/** The value of a comparison in the type of its attribute: Entra ID sends `active eq "False"`. */
function wantedOf({ type }: Attribute, { compValue, attrPath }: Compare): Scalar | null {
  if (compValue === null) return null
  if (type === 'boolean') {
    const word = String(compValue).toLowerCase()
    if (word !== 'true' && word !== 'false') throw new Refused(attrPath)
    return word === 'true'
  }
  if (type === 'integer') {
    if (typeof compValue !== 'number') throw new Refused(attrPath)
    return compValue
  }
  return String(compValue)
}

type Equal = { readonly path: string; readonly value: Scalar }

function equalsOf(filter: Filter): readonly Equal[] {
  if (filter.op === 'and') return filter.filters.flatMap(equalsOf)
  if (filter.op !== 'eq' || filter.compValue === null) return []
  return [{ path: filter.attrPath, value: filter.compValue }]
}

function leaves(filter: Filter): number {
  return 'filters' in filter ? filter.filters.reduce((sum, it) => sum + leaves(it), 0) : 1
}
