import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element as a program means it: prefixes are its own business, names belong to namespaces. */
export type Element = {
  /** '' for none. */
  readonly ns: string
  readonly name: string
  readonly children: readonly (Element | string)[]
}

export const davNs = 'DAV:'

/** Deeper nesting is an attack: no request of WebDAV comes near it. */
const deepest = 50

type Raw = Readonly<Record<string, unknown>>
type Scope = Readonly<Record<string, string>>

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // The numbered ones: without a DTD there are no others but the five of XML.
  htmlEntities: true,
})

/** The root element of a request; undefined for what is not well formed, has a DTD, or names a prefix that is not declared. */
export function readXml(text: string): Element | undefined {
  // Without a DTD there are no entities of one's own, and nothing to expand or to fetch.
  if (text.includes('<!DOCTYPE') || depthOf(text) > deepest || XMLValidator.validate(text) !== true)
    return undefined
  const roots = elementsIn(parser.parse(text) as readonly Raw[])
  const [root] = roots
  if (root === undefined || roots.length > 1) return undefined
  return elementOf(root, { xml: 'http://www.w3.org/XML/1998/namespace' })
}

/** The children that are elements. */
export function elementsOf(parent: Element | undefined): readonly Element[] {
  return (parent?.children ?? []).filter((it): it is Element => typeof it !== 'string')
}

/** A child in the namespace of WebDAV; undefined when there is none. */
export function childOf(parent: Element | undefined, name: string): Element | undefined {
  return elementsOf(parent).find((it) => isDav(it, name))
}

export function isDav({ ns, name }: Pick<Element, 'ns' | 'name'>, wanted: string): boolean {
  return ns === davNs && name === wanted
}

function elementsIn(nodes: readonly Raw[]): readonly Raw[] {
  return nodes.filter((it) => tagOf(it) !== '#text')
}

function tagOf(node: Raw): string {
  return Object.keys(node).find((it) => it !== ':@') ?? '#text'
}

function elementOf(node: Raw, outside: Scope): Element | undefined {
  const tag = tagOf(node)
  const scope: Record<string, string> = { ...outside }
  for (const [name, value] of Object.entries((node[':@'] ?? {}) as Scope)) {
    const [, prefix] = /^xmlns(?::(.+))?$/.exec(name) ?? []
    if (!name.startsWith('xmlns')) continue
    // Namespaces in XML 1.0: only the default one may be taken back.
    if (prefix !== undefined && value === '') return undefined
    scope[prefix ?? ''] = value
  }
  const [local = '', prefix = ''] = tag.split(':').reverse()
  // A prefix may be called like a member of every object.
  const ns = Object.hasOwn(scope, prefix) ? scope[prefix] : prefix === '' ? '' : undefined
  if (ns === undefined || !/^[\p{L}_][\p{L}\p{N}._-]*$/u.test(local)) return undefined
  const children: (Element | string)[] = []
  for (const it of (node[tag] ?? []) as readonly Raw[]) {
    const text = it['#text']
    const child = typeof text === 'string' ? text : elementOf(it, scope)
    if (child === undefined) return undefined
    children.push(child)
  }
  return { ns, name: local, children }
}

/** How deep the tags of a text are nested at most, found without a parser that would follow them. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0]
  for (const [tag] of text.matchAll(/<[^!?<>][^<>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1
    else if (!tag.endsWith('/>')) depth += 1
    most = Math.max(most, depth)
  }
  return most
}
