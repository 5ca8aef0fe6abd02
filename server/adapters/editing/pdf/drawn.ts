import {
  PDFArray,
  type PDFContext,
  PDFDict,
  type PDFName,
  PDFPageLeaf,
  PDFPageTree,
  PDFRef,
  PDFStream,
} from 'pdf-lib'
import { name } from './geometry.ts'
import { operatorsOf } from './redact/content-operators.ts'
import { decodedBytes } from './streams.ts'

/** Operators that show something of the resources, and in which part of them it is. ISO 32000-1, 7.8.3. */
const parts: Readonly<Record<string, string>> = {
  ...{ Do: 'XObject', Tf: 'Font', gs: 'ExtGState', sh: 'Shading' },
  ...{ scn: 'Pattern', SCN: 'Pattern', BDC: 'Properties', DP: 'Properties' },
}
/** Parts that show nothing themselves, and that pictures may name as well. */
const keptWhole = ['ColorSpace', 'ProcSet']

type Named = { readonly part: string; readonly key: PDFName }

/** Where names are looked up: `owner` is the page, form, pattern or font that the resources are of. */
type Scope = {
  readonly owner: PDFDict
  readonly resources: PDFDict | undefined
  /** Where a name that is not found is looked up next. */
  readonly page: Scope | undefined
  readonly seen: Set<PDFStream>
}

/** What the pages of a document draw. */
export type Drawn = {
  /** Content, forms, pictures with their masks, and patterns. */
  readonly streams: ReadonlySet<PDFStream>
  /** Names in use, by the owner of the resources and their part. */
  readonly used: ReadonlyMap<PDFDict, ReadonlyMap<string, ReadonlySet<PDFName>>>
  /** Owners of resources of which it is not certain what they draw. */
  readonly unread: ReadonlySet<PDFDict>
}

/** All content streams of a page as one; undefined when one cannot be read. */
export function contentOf(page: PDFPageLeaf): Uint8Array | undefined {
  const read: Uint8Array[] = []
  for (const stream of contentStreams(page)) {
    const bytes = decodedBytes(stream)
    if (bytes === undefined) return undefined
    read.push(bytes, Buffer.from('\n'))
  }
  return Buffer.concat(read)
}

export function contentStreams(page: PDFPageLeaf): readonly PDFStream[] {
  const contents = page.lookup(name('Contents'))
  const all =
    contents instanceof PDFArray ? contents.asArray().map((_, index) => contents.lookup(index)) : [contents]
  return all.filter((it) => it instanceof PDFStream)
}

/** Follows what the pages draw, by their content and not by what their resources name. */
export function drawnBy(pages: readonly PDFPageLeaf[]): Drawn {
  const walk = new Walk()
  for (const page of pages) walk.page(page)
  return walk
}

/**
 * Gives each page, and each form, pattern and font that is drawn, resources of its own that name only what its content shows. Programs give
 * one dictionary to all pages of a file: what one page loses would stay in it. Where the content cannot be read, all stays.
 */
export function narrowResources({ used, unread }: Drawn): void {
  for (const [owner, names] of used) {
    const resources =
      owner instanceof PDFPageLeaf ? owner.Resources() : owner.lookupMaybe(name('Resources'), PDFDict)
    if (resources === undefined || unread.has(owner)) continue
    owner.set(name('Resources'), narrowed(resources, names))
  }
}

function narrowed(resources: PDFDict, used: ReadonlyMap<string, ReadonlySet<PDFName>>): PDFDict {
  const own = PDFDict.withContext(resources.context)
  for (const part of keptWhole) {
    const all = resources.get(name(part))
    if (all !== undefined) own.set(name(part), all)
  }
  for (const [part, keys] of used) {
    const all = resources.lookup(name(part))
    const some = PDFDict.withContext(resources.context)
    for (const key of keys) {
      const one = all instanceof PDFDict ? all.get(key) : undefined
      if (one !== undefined) some.set(key, one)
    }
    own.set(name(part), some)
  }
  return own
}

class Walk implements Drawn {
  readonly streams = new Set<PDFStream>()
  readonly used = new Map<PDFDict, Map<string, Set<PDFName>>>()
  readonly unread = new Set<PDFDict>()
  readonly #names = new Map<PDFStream, readonly Named[] | undefined>()
  #scopes = new Map<PDFDict, Scope>()
  #waiting: (readonly [PDFStream, Scope])[] = []

  page(page: PDFPageLeaf): void {
    this.#scopes = new Map()
    const scope = this.#scopeOf(page, page.Resources(), undefined)
    for (const it of contentStreams(page)) this.streams.add(it)
    this.#take(namesIn(contentOf(page)), scope)
    const annotations = page.lookup(name('Annots'))
    if (annotations instanceof PDFArray)
      for (let index = 0; index < annotations.size(); index += 1)
        this.#annotation(annotations.lookup(index), scope)
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const [stream, where] = next
      if (!this.#names.has(stream)) this.#names.set(stream, namesIn(decodedBytes(stream)))
      this.#take(this.#names.get(stream), where)
    }
  }

  #scopeOf(owner: PDFDict, resources: PDFDict | undefined, page: Scope | undefined): Scope {
    const known = this.#scopes.get(owner)
    if (known !== undefined) return known
    const scope = { owner, resources, page, seen: new Set<PDFStream>() }
    this.#scopes.set(owner, scope)
    if (!this.used.has(owner)) this.used.set(owner, new Map())
    return scope
  }

  /** The resources of a thing itself, or those of where it is drawn. */
  #within(thing: PDFDict, scope: Scope): Scope {
    const own = thing.lookup(name('Resources'))
    return own instanceof PDFDict ? this.#scopeOf(thing, own, scope.page ?? scope) : scope
  }

  #take(names: readonly Named[] | undefined, scope: Scope): void {
    if (names === undefined) {
      this.unread.add(scope.owner)
      if (scope.page !== undefined) this.unread.add(scope.page.owner)
      return
    }
    for (const { part, key } of names) {
      const at = [scope, scope.page].find((it) => thingsOf(it, part)?.has(key))
      if (at === undefined) continue
      const used = this.used.get(at.owner) ?? new Map<string, Set<PDFName>>()
      used.set(part, (used.get(part) ?? new Set()).add(key))
      this.#draw(thingsOf(at, part)?.lookup(key), scope)
    }
  }

  #draw(thing: unknown, scope: Scope): void {
    if (thing instanceof PDFStream) return this.#stream(thing, scope)
    if (!(thing instanceof PDFDict)) return
    const glyphs = thing.lookup(name('CharProcs'))
    if (glyphs instanceof PDFDict) {
      const own = this.#within(thing, scope)
      for (const key of glyphs.keys()) this.#draw(glyphs.lookup(key), own)
    }
    const mask = thing.lookup(name('SMask'))
    if (mask instanceof PDFDict) this.#draw(mask.lookup(name('G')), scope)
    const font = thing.lookup(name('Font'))
    if (font instanceof PDFArray) this.#draw(font.lookup(0), scope)
  }

  #stream(stream: PDFStream, scope: Scope): void {
    const { dict } = stream
    if (dict.get(name('Subtype')) === name('Image')) {
      for (const it of withMasks(stream)) this.streams.add(it)
      return
    }
    const own = this.#within(dict, scope)
    if (own.seen.has(stream)) return
    own.seen.add(stream)
    this.streams.add(stream)
    this.#waiting.push([stream, own])
  }

  /** Every look that an annotation has, also those it is not shown with now. */
  #annotation(annotation: unknown, scope: Scope): void {
    if (!(annotation instanceof PDFDict)) return
    for (const looks of [annotation.lookup(name('AP')), annotation.lookup(name('MK'))]) {
      if (!(looks instanceof PDFDict)) continue
      for (const key of looks.keys()) {
        const look = looks.lookup(key)
        this.#draw(look, scope)
        if (look instanceof PDFDict) for (const state of look.keys()) this.#draw(look.lookup(state), scope)
      }
    }
  }
}

function thingsOf(scope: Scope | undefined, part: string): PDFDict | undefined {
  const things = scope?.resources?.lookup(name(part))
  return things instanceof PDFDict ? things : undefined
}

/** What a content stream names, each once; undefined when it cannot be read. */
function namesIn(bytes: Uint8Array | undefined): readonly Named[] | undefined {
  const operators = bytes === undefined ? undefined : operatorsOf(bytes)
  if (operators === undefined) return undefined
  const found = new Map<string, Named>()
  for (const { name: what, operands } of operators) {
    const part = parts[what]
    const operand = operands.at(what === 'Tf' ? 0 : -1)
    if (part === undefined || typeof operand !== 'object' || !('name' in operand)) continue
    // PDFName would read a # that is part of the name as the beginning of a code.
    found.set(`${part} ${operand.name}`, { part, key: name(operand.name.replaceAll('#', '#23')) })
  }
  return [...found.values()]
}

/** A picture and the pictures that belong to it. */
function withMasks(image: PDFStream): readonly PDFStream[] {
  const found = new Set([image])
  for (const it of found) {
    const others = it.dict.lookup(name('Alternates'))
    const listed = others instanceof PDFArray ? others.asArray().map((_, index) => others.lookup(index)) : []
    const more = listed.map((one) => (one instanceof PDFDict ? one.lookup(name('Image')) : undefined))
    for (const key of ['SMask', 'Mask']) more.push(it.dict.lookup(name(key)))
    for (const one of more) if (one instanceof PDFStream) found.add(one)
  }
  return [...found]
}

/** The forms, pictures and patterns that something leads to, whether they are drawn or not. */
export function drawableBelow(context: PDFContext, start: readonly unknown[]): ReadonlySet<PDFStream> {
  const [found, seen, waiting] = [new Set<PDFStream>(), new Set<unknown>(), [...start]]
  while (waiting.length > 0) {
    const raw = waiting.pop()
    const next = raw instanceof PDFRef ? context.lookup(raw) : raw
    if (seen.has(next) || next instanceof PDFPageLeaf || next instanceof PDFPageTree) continue
    seen.add(next)
    if (next instanceof PDFStream && isDrawable(next.dict)) found.add(next)
    if (next instanceof PDFArray) waiting.push(...next.asArray())
    if (next instanceof PDFDict) waiting.push(...next.values())
    if (next instanceof PDFStream) waiting.push(...next.dict.values())
  }
  return found
}

function isDrawable(dict: PDFDict): boolean {
  const kind = dict.get(name('Subtype'))
  return kind === name('Image') || kind === name('Form') || dict.has(name('PatternType'))
}
