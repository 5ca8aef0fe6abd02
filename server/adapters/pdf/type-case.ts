import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as fontkit from 'fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'

const require = createRequire(import.meta.url)
const notoJp = join(dirname(require.resolve('@embedpdf/fonts-jp')), '../fonts')

/**
 * Faces in the order they are asked for a character. The first knows the variants of names (異体字, Adobe-Japan1); the
 * last has what is newer than it (㋿).
 */
const files = {
  regular: join(notoJp, 'NotoSansJP-Regular.otf'),
  bold: join(notoJp, 'NotoSansJP-Bold.otf'),
  more: require.resolve('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf'),
} as const

export type Weight = 'regular' | 'bold'
type FaceName = keyof typeof files

/** A stretch of text in one embedded font, or one character that no font has. */
export type Run =
  | { readonly font: PDFFont; readonly text: string; readonly width: number }
  | { readonly missing: string; readonly width: number }

/** Sets text in a document with the fonts that have its characters. Widths are in units of the font size. */
export type TypeCase = {
  runs(text: string, weight: Weight): readonly Run[]
  widthOf(text: string, weight: Weight): number
}

type Face = { readonly kit: FixedFont; readonly font: PDFFont; readonly variants: Variants }
/** By selector, then by character: the glyph, or 0 for the one that is drawn without a selector anyway. */
type Variants = ReadonlyMap<number, ReadonlyMap<number, number>>

/**
 * Embeds the fonts into a document; only the glyphs that are used end up in it. `isVertical`: with the forms that brackets,
 * ー, 、 and small kana have in vertical text.
 */
export async function openTypeCase(
  document: PDFDocument,
  { isVertical = false }: { readonly isVertical?: boolean } = {},
): Promise<TypeCase> {
  const features = isVertical ? { features: { vert: true } } : {}
  let made: FixedFont | undefined
  document.registerFontkit({
    create: (bytes: Uint8Array) => {
      made = fixed(fontkit.create(Buffer.from(bytes)) as FixedFont)
      return made
    },
  })
  const faces = {} as Record<FaceName, Face>
  for (const name of Object.keys(files) as FaceName[]) {
    const font = await document.embedFont(await readFile(files[name]), { subset: true, ...features })
    if (made === undefined) throw new Error('the document did not ask for the font')
    faces[name] = { kit: made, font, variants: variantsOf(made) }
  }
  const widths = new Map<string, number>()
  const orderOf: Readonly<Record<Weight, readonly Face[]>> = {
    regular: [faces.regular, faces.more],
    bold: [faces.bold, faces.regular, faces.more],
  }

  function widthIn(face: Face, text: string): number {
    return face.font.widthOfTextAtSize(text, 1)
  }

  function runs(text: string, weight: Weight): readonly Run[] {
    const found: Run[] = []
    let face: Face | undefined
    let pending = ''
    const flush = () => {
      if (face !== undefined && pending !== '')
        found.push({ font: face.font, text: pending, width: widthIn(face, pending) })
      pending = ''
    }
    for (const character of charactersOf(text)) {
      const chosen = choose(orderOf[weight], character)
      if (chosen === undefined) {
        flush()
        face = undefined
        found.push({ missing: character, width: 1 })
        continue
      }
      if (chosen.face !== face) flush()
      face = chosen.face
      pending += chosen.text
    }
    flush()
    return found
  }

  return {
    runs,
    widthOf(text, weight) {
      const key = `${weight}${text}`
      const known = widths.get(key)
      if (known !== undefined) return known
      const width = runs(text, weight).reduce((sum, it) => sum + it.width, 0)
      // Single characters come again and again; whole lines do not.
      if (text.length <= 4) widths.set(key, width)
      return width
    },
  }
}

/** A base character with the variation selector that follows it. */
function charactersOf(text: string): readonly string[] {
  return text.match(/[^][\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]?/gu) ?? []
}

/** The face for a character and what to hand to it; undefined when none has it. */
function choose(
  faces: readonly Face[],
  character: string,
): { readonly face: Face; readonly text: string } | undefined {
  const base = String.fromCodePoint(character.codePointAt(0) as number)
  const selector = character.slice(base.length).codePointAt(0)
  if (selector !== undefined) {
    for (const face of faces) {
      const glyph = face.variants.get(selector)?.get(base.codePointAt(0) as number)
      if (glyph !== undefined) return { face, text: glyph === 0 ? base : character }
    }
  }
  // An unknown variant is better read in its usual form than not at all.
  const face = faces.find((it) => it.kit.hasGlyphForCodePoint(base.codePointAt(0) as number))
  return face === undefined ? undefined : { face, text: base }
}

type Selectors = {
  readonly varSelector: number
  readonly defaultUVS?: readonly { readonly startUnicodeValue: number; readonly additionalCount: number }[]
  readonly nonDefaultUVS?: readonly { readonly unicodeValue: number; readonly glyphID: number }[]
}
type FixedFont = fontkit.Font & {
  readonly _cmapProcessor: {
    readonly uvs?: { readonly varSelectors: { toArray(): readonly Selectors[] } } | null
    getVariationSelector(codePoint: number, selector: number): number
  }
}

/**
 * fontkit 2.0.4 finds no variant in a font that also lists default ones (it looks for a character among the variants
 * only when it is among the defaults): without this 葛󠄀 becomes 葛.
 */
function fixed(font: FixedFont): FixedFont {
  const variants = variantsOf(font)
  font._cmapProcessor.getVariationSelector = (codePoint, selector) =>
    variants.get(selector)?.get(codePoint) ?? 0
  return font
}

const known = new WeakMap<FixedFont, Variants>()

function variantsOf(font: FixedFont): Variants {
  const found = known.get(font)
  if (found !== undefined) return found
  const variants = new Map<number, Map<number, number>>()
  for (const it of font._cmapProcessor.uvs?.varSelectors.toArray() ?? []) {
    const glyphs = new Map<number, number>()
    for (const { startUnicodeValue, additionalCount } of it.defaultUVS ?? []) {
      for (let more = 0; more <= additionalCount; more++) glyphs.set(startUnicodeValue + more, 0)
    }
    for (const { unicodeValue, glyphID } of it.nonDefaultUVS ?? []) glyphs.set(unicodeValue, glyphID)
    variants.set(it.varSelector, glyphs)
  }
  known.set(font, variants)
  return variants
}
