import { unescaped } from '../../entities.ts'

/** An element where it stands in its text. */
export type XmlElement = {
  /** Without its prefix. */
  readonly name: string
  /** With its colon; '' for none. */
  readonly prefix: string
  readonly start: number
  /** Behind the start tag. */
  readonly openEnd: number
  /** Before the end tag; the same as `openEnd` for `<a/>`. */
  readonly closeStart: number
  readonly end: number
  readonly children: readonly XmlElement[]
}

export type Xml = { readonly text: string; readonly root: XmlElement }

type Growing = { -readonly [Key in keyof XmlElement]: XmlElement[Key] } & { children: XmlElement[] }

/** Deeper nesting is an attack: no part of a workbook comes near it. */
const deepest = 200

/** The elements of a text; undefined for what is not well formed, and for text with a DTD, which no office file has. */
export function parseXml(text: string): Xml | undefined {
  const stack: Growing[] = []
  let root: XmlElement | undefined
  let at = text.indexOf('<')
  while (at !== -1) {
    const next = text.charCodeAt(at + 1)
    let end: number
    if (next === 0x21 || next === 0x3f) {
      const closing = text.startsWith('<!--', at) ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : '?>'
      if (next === 0x21 && closing === '?>') return undefined
      end = text.indexOf(closing, at)
      if (end === -1) return undefined
      end += closing.length
    } else if (next === 0x2f) {
      end = text.indexOf('>', at) + 1
      const element = stack.pop()
      if (element === undefined || end === 0) return undefined
      if (text.slice(at + 2, end - 1).trim() !== element.prefix + element.name) return undefined
      element.closeStart = at
      element.end = end
      root ??= stack.length === 0 ? element : undefined
    } else {
      end = tagEnd(text, at)
      if (end === 0) return undefined
      const element = elementOf(text, at, end)
      if (element.name === '' || (stack.length === 0 && root !== undefined)) return undefined
      stack.at(-1)?.children.push(element)
      if (text.charCodeAt(end - 2) === 0x2f) root ??= stack.length === 0 ? element : undefined
      else if (stack.push(element) > deepest) return undefined
    }
    at = text.indexOf('<', end)
  }
  return stack.length > 0 || root === undefined ? undefined : { text, root }
}

function tagEnd(text: string, start: number): number {
  let quote = 0
  for (let at = start; at < text.length; at += 1) {
    const letter = text.charCodeAt(at)
    if (quote !== 0) {
      if (letter === quote) quote = 0
    } else if (letter === 0x3e) return at + 1
    else if (letter === 0x22 || letter === 0x27) quote = letter
  }
  return 0
}

function elementOf(text: string, start: number, end: number): Growing {
  let at = start + 1
  let colon = -1
  for (; at < end - 1; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x3a) colon = at
    if (code <= 0x20 || code === 0x2f) break
  }
  const nameStart = colon === -1 ? start + 1 : colon + 1
  return {
    name: text.slice(nameStart, at),
    prefix: text.slice(start + 1, nameStart),
    ...{ start, openEnd: end, closeStart: end, end, children: [] },
  }
}

type Found = {
  /** Of the space before it. */
  readonly start: number
  readonly valueStart: number
  /** Of its closing quote. */
  readonly valueEnd: number
}

const space = 0x20
const colon = 0x3a
const equals = 0x3d

/** Where an attribute is in a start tag; a name without prefix stands for any prefix. */
function findAttribute({ text }: Xml, element: XmlElement, name: string): Found | undefined {
  let at = element.start + 1 + element.prefix.length + element.name.length
  for (;;) {
    const start = at
    while (text.charCodeAt(at) <= space) at += 1
    if (at === start || at >= element.openEnd - 1) return undefined
    let nameStart = at
    let letter = text.charCodeAt(at)
    for (; letter !== equals && letter > space; letter = text.charCodeAt(at)) {
      at += 1
      if (letter === colon) nameStart = at
    }
    const nameEnd = at
    while (at < element.openEnd && text.charCodeAt(at) !== 0x22 && text.charCodeAt(at) !== 0x27) at += 1
    const valueEnd = text.indexOf(text[at] as string, at + 1)
    if (valueEnd === -1 || valueEnd >= element.openEnd) return undefined
    if (nameEnd - nameStart === name.length && text.startsWith(name, nameStart))
      return { start, valueStart: at + 1, valueEnd }
    at = valueEnd + 1
  }
}

/** The value of an attribute, whatever prefix it has; undefined when the element has none. */
export function attributeOf(xml: Xml, element: XmlElement, name: string): string | undefined {
  const found = findAttribute(xml, element, name)
  if (found === undefined) return undefined
  const raw = xml.text.slice(found.valueStart, found.valueEnd)
  return raw.includes('&') ? unescaped(raw) : raw
}

export function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}

/** All text in an element and below it. */
export function textOf(xml: Xml, element: XmlElement): string {
  const inner = xml.text.slice(element.openEnd, element.closeStart)
  if (!inner.includes('<')) return inner.includes('&') ? unescaped(inner) : inner
  return inner
    .split(/<!\[CDATA\[([\s\S]*?)\]\]>/)
    .map((it, index) => (index % 2 === 1 ? it : unescaped(it.replaceAll(/<[^>]*>/g, ''))))
    .join('')
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((it) => it.name === name)
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((it) => it.name === name) ?? []
}

/** Every element below this one, in order. */
export function* allIn(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) {
    yield child
    yield* allIn(child)
  }
}

/** Text as it stands between tags. */
export function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // No XML can hold other control characters than these three.
      .replaceAll(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
  )
}

/** The same for the value of an attribute, in whichever quotes. */
export function escapedValue(text: string): string {
  return escaped(text).replaceAll('"', '&quot;').replaceAll("'", '&apos;').replaceAll('\n', '&#10;')
}

/** Changes of a text that are made at once: everything between them stays character for character. */
export class Splices {
  readonly #xml: Xml
  readonly #changes: { readonly start: number; readonly end: number; readonly text: string }[] = []

  constructor(xml: Xml) {
    this.#xml = xml
  }

  replace(start: number, end: number, text: string): void {
    this.#changes.push({ start, end, text })
  }

  remove(element: XmlElement): void {
    this.replace(element.start, element.end, '')
  }

  /** Puts text behind the last child of an element. */
  append(element: XmlElement, text: string): void {
    if (element.closeStart !== element.openEnd || element.end !== element.openEnd)
      return this.replace(element.closeStart, element.closeStart, text)
    const slash = this.#xml.text.lastIndexOf('/', element.openEnd)
    this.replace(slash, element.openEnd, `>${text}</${element.prefix}${element.name}>`)
  }

  /** Sets an attribute, or takes it away. */
  attribute(element: XmlElement, name: string, value: string | undefined): void {
    const found = findAttribute(this.#xml, element, name)
    if (found === undefined) {
      if (value === undefined) return
      const at = element.start + 1 + element.prefix.length + element.name.length
      this.replace(at, at, ` ${name}="${escapedValue(value)}"`)
    } else if (value === undefined) this.replace(found.start, found.valueEnd + 1, '')
    else if (attributeOf(this.#xml, element, name) !== value)
      this.replace(found.valueStart, found.valueEnd, escapedValue(value))
  }

  /** Sets the text in an element that has no children. */
  text(element: XmlElement, text: string): void {
    if (textOf(this.#xml, element) !== text) this.replace(element.openEnd, element.closeStart, escaped(text))
  }

  get isEmpty(): boolean {
    return this.#changes.length === 0
  }

  /** The text with all changes; of two at one place the first stands first. */
  result(): string {
    const { text } = this.#xml
    const sorted = this.#changes
      .map((it, order) => ({ ...it, order }))
      .sort((one, other) => one.start - other.start || one.end - other.end || one.order - other.order)
    const pieces: string[] = []
    let at = 0
    for (const change of sorted) {
      // What stands in something that is replaced itself is gone with it.
      if (change.start < at) continue
      pieces.push(text.slice(at, change.start), change.text)
      at = change.end
    }
    pieces.push(text.slice(at))
    return pieces.join('')
  }
}
