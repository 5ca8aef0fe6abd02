import { PDFDict, type PDFDocument, type PDFPageLeaf } from 'pdf-lib'
import type { TypeCase } from '../../../pdf/type-case.ts'
import { contentOf, contentStreams, drawableBelow } from '../drawn.ts'
import { type Area, areaOfBox, name, unchanged } from '../geometry.ts'
import { type Look, isUnder } from '../look.ts'
import type { Mark } from '../operations.ts'
import type { PlacedPage } from '../pages.ts'
import { packed } from '../streams.ts'
import { dropAnnotationsUnder } from './annotations-under.ts'
import { pageAsPicture } from './as-picture.ts'
import { type TakenOut, contentWithout } from './content.ts'
import { numberText, operatorsOf } from './content-operators.ts'
import { codesShownBy } from './forget-glyphs.ts'
import { imageWithout } from './images.ts'
import { dropTaken } from './taken-streams.ts'
import { Unsure, type UnsureBecause } from './unsure.ts'
import { blotElsewhere, dropCopies, silenceStructure } from './words-elsewhere.ts'
import { wordsOf } from './words.ts'

/** A page with what is to be blacked out on it, in its own space. */
export type Covered = PlacedPage & { readonly pageIndex: number; readonly areas: readonly Area[] }

/** The pages of a new file that have boxes of 墨塗り. */
export function coveredPages(
  placed: readonly PlacedPage[],
  marksOf: (pageIndex: number) => readonly Mark[],
): readonly Covered[] {
  return placed.flatMap((it, pageIndex) => {
    const areas = marksOf(pageIndex).flatMap((mark) =>
      mark.kind === 'redact' ? [areaOfBox(it.shown, mark.box)] : [],
    )
    return areas.length === 0 ? [] : [{ ...it, pageIndex, areas }]
  })
}

/**
 * Takes what lies under the boxes out of the document: text, pixels, lines, annotations, values of fields, and what
 * repeats them beside the pages. `before` is the same document, saved. Pages in `asPictures`, and those that cannot be cleaned piece by piece, become
 * pictures; answers which, and why. A picture that is covered on one page and drawn where no box is on another stays for
 * that one. Nothing when it is not certain that all of it is gone.
 */
export async function blackOut(
  document: PDFDocument,
  covered: readonly Covered[],
  {
    pages,
    before,
    type,
    asPictures,
    keepFiles,
  }: {
    readonly pages: readonly PDFPageLeaf[]
    readonly before: Look
    readonly type: () => Promise<TypeCase>
    readonly asPictures: ReadonlySet<number>
    readonly keepFiles: boolean
  },
): Promise<{ readonly pictures: ReadonlyMap<number, UnsureBecause>; readonly taken: TakenOut } | undefined> {
  const taken: TakenOut = { marked: new Set(), forms: new Map(), codes: new Map(), streams: new Set() }
  const pictures = new Map<number, UnsureBecause>()
  const phrases: string[] = []
  for (const one of covered) {
    const own = phrasesUnder(before, one)
    phrases.push(...own)
    for (const it of contentStreams(one.page)) taken.streams.add(it)
    for (const it of dropAnnotationsUnder(document, one.page, one.areas)) taken.streams.add(it)
    for (const key of ['Thumb', 'PieceInfo', 'Metadata', 'B']) one.page.delete(name(key))
    try {
      if (asPictures.has(one.pageIndex)) throw new Unsure('left_over')
      await cleanPage(document, one, taken, wordsOf(own))
    } catch (error) {
      if (!(error instanceof Unsure)) throw error
      pictures.set(one.pageIndex, error.because)
      forgetPage(document, one, taken)
      await pageAsPicture(document, one.page, before, one.pageIndex, one.areas, await type())
    }
  }
  if (!dropTaken(document, pages, taken.streams)) return undefined
  silenceStructure(document, taken)
  dropCopies(document, keepFiles)
  blotElsewhere(document, wordsOf(phrases))
  return { pictures, taken }
}

/** What is read under the boxes of a page, in the order of the page. */
function phrasesUnder(look: Look, { pageIndex, areas }: Covered): readonly string[] {
  const phrases: string[] = []
  let isOpen = false
  for (const letter of look.letters(pageIndex)) {
    const isIn = isUnder(letter, areas)
    if (isIn && isOpen) phrases.push(`${phrases.pop() ?? ''}${letter.text}`)
    else if (isIn) phrases.push(letter.text)
    isOpen = isIn
  }
  return phrases.flatMap((it) => it.split(/[\r\n]+/))
}

/** Letters that are still found under the boxes of a page; its blank ones have no place of their own. */
export function leftUnder(look: Look, { pageIndex, areas }: Covered): string {
  const found = look.letters(pageIndex).filter((it) => it.text.trim() !== '' && isUnder(it, areas))
  return found.map((it) => it.text).join('')
}

async function cleanPage(
  document: PDFDocument,
  { page, ref, areas }: Covered,
  taken: TakenOut,
  words: readonly string[],
): Promise<void> {
  const { context } = document
  const resources = page.Resources() ?? PDFDict.withContext(context)
  const bytes = contentOf(page)
  if (bytes === undefined) throw new Unsure('content')
  const clean = await contentWithout(
    bytes,
    resources,
    { owner: String(ref), matrix: unchanged, depth: 0 },
    {
      areas,
      taken,
      words,
      cleanImage: (image, matrix) => imageWithout(image, matrix, areas),
    },
  )
  const boxes = areas.map(([left, bottom, right, top]) =>
    [left, bottom, right - left, top - bottom].map(numberText).join(' '),
  )
  const black = `q 0 g ${boxes.map((it) => `${it} re`).join(' ')} f Q`
  const content = enclosed(clean?.bytes ?? bytes)
  page.set(name('Contents'), context.register(packed(context, Buffer.concat([content, Buffer.from(black)]))))
  page.set(name('Resources'), clean?.resources ?? resources)
}

/** Content after which everything is as it was at its beginning, even where it closes more than it opened. */
function enclosed(bytes: Uint8Array): Uint8Array {
  let [depth, deepest] = [0, 0]
  for (const { name } of operatorsOf(bytes) ?? []) {
    if (name === 'q') depth += 1
    if (name === 'Q') depth -= 1
    deepest = Math.min(deepest, depth)
  }
  const before = 'q '.repeat(1 - deepest)
  const after = ' Q'.repeat(1 - deepest + depth)
  return Buffer.concat([Buffer.from(before), bytes, Buffer.from(`${after}\n`)])
}

/** A page that becomes a picture has no pieces that the structure could mean, and shows nothing of what it had. */
function forgetPage(document: PDFDocument, { page, ref }: Covered, taken: TakenOut): void {
  for (const it of drawableBelow(document.context, [page.Resources()])) taken.streams.add(it)
  for (const [font, codes] of codesShownBy(page))
    taken.codes.set(font, new Set([...(taken.codes.get(font) ?? []), ...codes]))
  if (document.catalog.get(name('StructTreeRoot')) === undefined) return
  for (let number = 0; number < 20_000; number += 1) taken.marked.add(`${String(ref)}:${number}`)
}
