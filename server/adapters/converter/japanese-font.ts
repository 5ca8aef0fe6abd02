import { readFileSync } from 'node:fs'
import * as fontkit from 'fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'
import { japaneseFontFile } from './japanese-font-file.ts'

export type JapaneseFont = {
  /** The embedded font; only the glyphs that were used are in the PDF. */
  readonly font: PDFFont
  /** Width of text in points. */
  width(text: string, sizePt: number): number
  /** The text with 〓 (下駄) for what the font has no glyph for, as printers do. */
  printable(text: string): string
}

const geta = '〓'

/** Embeds Noto Sans JP as a subset. */
export async function embedJapaneseFont(document: PDFDocument): Promise<JapaneseFont> {
  const bytes = readFileSync(japaneseFontFile)
  document.registerFontkit(fontkit)
  const font = await document.embedFont(bytes, { subset: true })
  const face = fontkit.create(bytes) as fontkit.Font
  const known = new Map<string, number | undefined>()
  const advanceOf = (character: string): number | undefined => {
    if (known.has(character)) return known.get(character)
    const codePoint = character.codePointAt(0) as number
    const advance = isSelector(codePoint)
      ? 0
      : face.hasGlyphForCodePoint(codePoint)
        ? face.glyphForCodePoint(codePoint).advanceWidth / face.unitsPerEm
        : undefined
    known.set(character, advance)
    return advance
  }
  return {
    font,
    width(text, sizePt) {
      let width = 0
      for (const character of text) width += advanceOf(character) ?? 1
      return width * sizePt
    },
    printable(text) {
      let out = ''
      for (const character of text) out += advanceOf(character) === undefined ? geta : character
      return out
    },
  }
}

/** Variation selectors (異体字) have no width: they choose the glyph of the character before them. */
function isSelector(codePoint: number): boolean {
  return (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef)
}
