import { PDFDict, type PDFDocument, PDFPageLeaf, PDFStream } from 'pdf-lib'
import { contentOf } from '../drawn.ts'
import { name } from '../geometry.ts'
import { decodedBytes, packed } from '../streams.ts'
import { operatorsOf } from './content-operators.ts'
import { metricsOf } from './font-metrics.ts'
import { forgetShapes } from './forget-shapes.ts'
import { withoutCodes } from './to-unicode.ts'

/**
 * Fonts forget the letters that are shown nowhere any more. An embedded font holds just the letters of its document, often in the order
 * in which they came: a name that was blacked out could be read from it. Left alone when it is not certain what is still shown.
 */
export function forgetGlyphs(
  document: PDFDocument,
  removed: ReadonlyMap<PDFDict, ReadonlySet<number>>,
): void {
  if (removed.size === 0) return
  const shown = codesShown(document, new Set(removed.keys()))
  if (shown === undefined) return
  for (const [font, codes] of removed) {
    const gone = new Set([...codes].filter((it) => shown.get(font)?.has(it) !== true))
    if (gone.size === 0) continue
    forgetMeanings(font, gone)
    forgetShapes(document, font, gone, shown.get(font) ?? new Set())
  }
}

/** The codes that the content of a page itself shows, by font, as far as it can be read. */
export function codesShownBy(page: PDFPageLeaf): ReadonlyMap<PDFDict, ReadonlySet<number>> {
  const shown = new Map<PDFDict, Set<number>>()
  const resources = page.Resources()
  try {
    if (resources !== undefined) collect(() => contentOf(page), resources, new Set(fontsIn(resources)), shown)
  } catch {
    // A font whose codes cannot be told apart keeps its letters, as it does everywhere else.
  }
  return shown
}

/** The codes that are still shown, by font; undefined when some content cannot be read. */
function codesShown(
  document: PDFDocument,
  fonts: ReadonlySet<PDFDict>,
): ReadonlyMap<PDFDict, ReadonlySet<number>> | undefined {
  const shown = new Map<PDFDict, Set<number>>()
  const form = document.catalog.lookup(name('AcroForm'))
  const usual = form instanceof PDFDict ? form.lookup(name('DR')) : undefined
  // Values of fields may be drawn with it later.
  if (usual instanceof PDFDict && fontsIn(usual).some((it) => fonts.has(it))) return undefined
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (object instanceof PDFPageLeaf) {
      const resources = object.Resources()
      if (resources === undefined || !collect(() => contentOf(object), resources, fonts, shown))
        return undefined
    } else if (object instanceof PDFStream) {
      const resources = object.dict.lookup(name('Resources'))
      const isForm = object.dict.get(name('Subtype')) === name('Form')
      // A form without resources of its own takes those of the page it is on: which one, is not known here.
      if (isForm && !(resources instanceof PDFDict) && showsText(object)) return undefined
      if (!(resources instanceof PDFDict)) continue
      if (!collect(() => decodedBytes(object), resources, fonts, shown)) return undefined
    } else if (object instanceof PDFDict && object.get(name('Subtype')) === name('Type3')) {
      return undefined
    }
  }
  return shown
}

function showsText(form: PDFStream): boolean {
  return operatorsOf(decodedBytes(form) ?? new Uint8Array())?.some((it) => it.name === 'Tf') ?? true
}

function fontsIn(resources: PDFDict): readonly PDFDict[] {
  const all = resources.lookup(name('Font'))
  if (!(all instanceof PDFDict)) return []
  return all.keys().flatMap((key) => {
    const font = all.lookup(key)
    return font instanceof PDFDict ? [font] : []
  })
}

/** Adds what one content stream shows; false when it cannot be read. */
function collect(
  bytesOf: () => Uint8Array | undefined,
  resources: PDFDict,
  fonts: ReadonlySet<PDFDict>,
  shown: Map<PDFDict, Set<number>>,
): boolean {
  if (!fontsIn(resources).some((it) => fonts.has(it))) return true
  const bytes = bytesOf()
  const operators = bytes === undefined ? undefined : operatorsOf(bytes)
  if (operators === undefined) return false
  const all = resources.lookup(name('Font'))
  const saved: (PDFDict | undefined)[] = []
  let font: PDFDict | undefined
  for (const { name: what, operands } of operators) {
    if (what === 'q') saved.push(font)
    if (what === 'Q') font = saved.pop()
    if (what === 'Tf') {
      const [key] = operands
      const found =
        typeof key === 'object' && 'name' in key && all instanceof PDFDict
          ? all.lookup(name(key.name))
          : undefined
      font = found instanceof PDFDict && fonts.has(found) ? found : undefined
    }
    if (font === undefined || !['Tj', 'TJ', "'", '"'].includes(what)) continue
    const codes = shown.get(font) ?? new Set()
    shown.set(font, codes)
    const strings = operands.flatMap((it) => (typeof it === 'object' && 'list' in it ? it.list : [it]))
    for (const it of strings)
      if (typeof it === 'object' && 'bytes' in it)
        for (const glyph of metricsOf(font)?.glyphs(it.bytes) ?? []) codes.add(glyph.code)
  }
  return true
}

function forgetMeanings(font: PDFDict, gone: ReadonlySet<number>): void {
  const key = name('ToUnicode')
  const table = font.lookup(key)
  const bytes = table instanceof PDFStream ? decodedBytes(table) : undefined
  if (bytes === undefined) return
  const left = withoutCodes(Buffer.from(bytes).toString('latin1'), gone)
  font.set(key, font.context.register(packed(font.context, Buffer.from(left, 'latin1'))))
}
