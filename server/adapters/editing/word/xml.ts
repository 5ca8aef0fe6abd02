/** An element of an XML text, by where it stands there: what is not changed can be taken from the text letter by letter. */
export type XmlElement = {
  /** As written, with its prefix. */
  readonly name: string
  readonly source: string
  readonly start: number
  /** After its start tag. */
  readonly innerStart: number
  /** Before its end tag; where the start tag ends when there is none. */
  readonly innerEnd: number
  readonly end: number
  readonly children: readonly XmlNode[]
}
type XmlText = {
  readonly name: '#text'
  readonly source: string
  readonly start: number
  readonly end: number
}
export type XmlNode = XmlElement | XmlText

type Open = { -readonly [Key in keyof XmlElement]: Key extends 'children' ? XmlNode[] : XmlElement[Key] }

const piece =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s<>=/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/gy
const deepest = 500

/** The root element of an XML text; undefined for what is not well formed, has a DTD, or is nested beyond reason. */
export function parseXml(source: string): XmlElement | undefined {
  const open: Open[] = []
  let root: Open | undefined
  let at = source.startsWith('\u{feff}') ? 1 : 0
  piece.lastIndex = at
  for (let found = piece.exec(source); found !== null; found = piece.exec(source)) {
    const [whole, closes, opens, , isEmpty] = found
    const parent = open.at(-1)
    if (closes !== undefined) {
      if (parent?.name !== closes) return undefined
      parent.innerEnd = at
      parent.end = at + whole.length
      open.pop()
    } else if (opens !== undefined) {
      if (root !== undefined && parent === undefined) return undefined
      const inner = at + whole.length
      const element: Open = {
        name: opens,
        source,
        start: at,
        innerStart: inner,
        innerEnd: inner,
        end: inner,
        children: [],
      }
      parent?.children.push(element)
      root ??= element
      if (isEmpty !== '/') open.push(element)
      if (open.length > deepest) return undefined
    } else if (parent !== undefined && !/^<(?:!--|\?)/.test(whole)) {
      parent.children.push({ name: '#text', source, start: at, end: at + whole.length })
    }
    at += whole.length
  }
  return at === source.length && open.length === 0 ? root : undefined
}

/** The letters of a node as they stand in its text. */
export function rawOf(node: XmlNode): string {
  return node.source.slice(node.start, node.end)
}

/** The start tag as it stands; of an element without content made to be followed by some. */
export function startTagOf(element: XmlElement): string {
  return element.source.slice(element.start, element.innerStart).replace(/\s*\/>$/, '>')
}

export function elementsOf(node: XmlElement | undefined): readonly XmlElement[] {
  return node === undefined ? [] : node.children.filter(isElement)
}

export function childOf(node: XmlElement | undefined, name: string): XmlElement | undefined {
  return elementsOf(node).find((it) => it.name === name)
}

/** The value of an attribute, decoded; undefined when it is not there. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return attributesOf(element).find(([it]) => it === name)?.[1]
}

/** The letters between the tags, decoded. */
export function textOf(node: XmlNode): string {
  if (isElement(node)) return node.children.map(textOf).join('')
  const raw = rawOf(node)
  return raw.startsWith('<![CDATA[') ? raw.slice(9, -3) : decoded(raw)
}

/** Every element inside, in the order of the text, itself first. */
export function* eachElement(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of element.children) if (isElement(child)) yield* eachElement(child)
}

/** What two writings of the same content have in common: attributes in one order, and nothing that only a program looks at. */
export function canonical(node: XmlNode | undefined): string {
  if (node === undefined) return ''
  if (!isElement(node)) return escaped(textOf(node))
  const attributes = attributesOf(node)
    .filter(([name]) => !isOfPrograms(name))
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .sort()
    .join('')
  const inner = keepsSpace(node)
    ? escaped(lettersOf(node))
    : node.children.map((it) => (isElement(it) || textOf(it).trim() !== '' ? canonical(it) : '')).join('')
  return `<${node.name}${attributes}>${inner}</${node.name}>`
}

/** The letters of a text element of a run. Word takes spaces at the ends for its own, unless told to keep them. */
export function lettersOf(element: XmlElement): string {
  const text = textOf(element)
  return attributeOf(element, 'xml:space') === 'preserve'
    ? text
    : text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

export function isElement(node: XmlNode): node is XmlElement {
  return node.name !== '#text'
}

const attribute = /([^\s<>=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

function attributesOf(element: XmlElement): readonly (readonly [string, string])[] {
  const tag = element.source.slice(element.start + 1 + element.name.length, element.innerStart)
  return Array.from(tag.matchAll(attribute), ([, name, double, single]) => [
    name ?? '',
    decoded(double ?? single ?? ''),
  ])
}

function isOfPrograms(attribute: string): boolean {
  return /^(?:xmlns\b|xml:space$|w14:(?:paraId|textId)$|w:rsid|mc:Ignorable$)/.test(attribute)
}

function keepsSpace(element: XmlElement): boolean {
  return /^w:(?:t|delText|instrText|delInstrText)$/.test(element.name)
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (typeof name === 'string') return named[name] ?? whole
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
