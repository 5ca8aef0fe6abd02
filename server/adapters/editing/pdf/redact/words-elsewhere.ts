import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from 'pdf-lib'
import { name } from '../geometry.ts'
import type { TakenOut } from './content.ts'
import { blotted } from './words.ts'

/** Texts beside the pages: of bookmarks, of the tagged structure, about the file, names of files inside. */
const spoken = [
  'Title',
  'Subject',
  'Keywords',
  'Author',
  'Creator',
  'Alt',
  'ActualText',
  'E',
  'T',
  'Desc',
  'UF',
  'F',
  'P',
]

/** Blots the words that were taken out wherever the file repeats them beside its pages. */
export function blotElsewhere(document: PDFDocument, words: readonly string[]): void {
  if (words.length === 0) return
  const { context } = document
  const about = context.lookup(context.trailerInfo.Info)
  if (about instanceof PDFDict) blotAll(about, words)
  for (const [, object] of context.enumerateIndirectObjects()) {
    // Beside the words a description may hold them in attributes, in other spellings, and in pictures: all of it goes.
    const dict = object instanceof PDFStream ? object.dict : object
    if (dict instanceof PDFDict) dict.delete(name('Metadata'))
    if (object instanceof PDFStream) continue
    if (object instanceof PDFDict || object instanceof PDFArray) blotTexts(object, words, 0)
  }
}

function blotTexts(object: PDFDict | PDFArray, words: readonly string[], depth: number): void {
  if (depth > 20) return
  if (object instanceof PDFArray) {
    for (const it of object.asArray())
      if (it instanceof PDFDict || it instanceof PDFArray) blotTexts(it, words, depth + 1)
    return
  }
  // Notes and fields are on a page, where people see them and decide themselves.
  const isOnPage = object.has(name('Rect')) || object.has(name('FT'))
  for (const [key, value] of object.entries()) {
    if (value instanceof PDFDict || value instanceof PDFArray) blotTexts(value, words, depth + 1)
    if (isOnPage || !(value instanceof PDFString || value instanceof PDFHexString)) continue
    if (!spoken.includes(key.decodeText())) continue
    const left = blotted(decoded(value), words)
    if (left !== undefined) object.set(key, PDFHexString.fromText(left))
  }
}

/** What programs say about the file, under names of their own too. */
function blotAll(about: PDFDict, words: readonly string[]): void {
  for (const [key, value] of about.entries()) {
    if (!(value instanceof PDFString || value instanceof PDFHexString)) continue
    const left = blotted(decoded(value), words)
    if (left !== undefined) about.set(key, PDFHexString.fromText(left))
  }
}

function decoded(value: PDFString | PDFHexString): string {
  try {
    return value.decodeText()
  } catch {
    return ''
  }
}

/**
 * The tagged structure says no longer in words what was taken out: of each element of which a piece is gone, and of those around it. Elements
 * lead to forms as they are now.
 */
export function silenceStructure(
  document: PDFDocument,
  { marked, forms }: Pick<TakenOut, 'marked' | 'forms'>,
): void {
  const root = document.catalog.lookup(name('StructTreeRoot'))
  if (root instanceof PDFDict) silenceBelow(root, { marked, forms, seen: new Set() }, undefined)
}

type Walk = Pick<TakenOut, 'marked' | 'forms'> & { readonly seen: Set<PDFDict> }

/** True when a piece below was taken out. `page` is the one that numbers below mean where none is named. */
function silenceBelow(element: PDFDict, walk: Walk, page: PDFObject | undefined): boolean {
  if (walk.seen.has(element)) return false
  walk.seen.add(element)
  const here = element.get(name('Pg')) ?? page
  const form = element.get(name('Stm'))
  if (form instanceof PDFRef && walk.forms.has(form)) element.set(name('Stm'), walk.forms.get(form) ?? form)
  const number = element.lookup(name('MCID'))
  const owner = form instanceof PDFRef ? form : here
  let isTouched =
    leadsNowhere(element) ||
    (number instanceof PDFNumber && walk.marked.has(`${String(owner)}:${number.asNumber()}`))
  const kids = element.get(name('K'))
  const visit = (raw: PDFObject | undefined): void => {
    const kid = raw instanceof PDFRef ? element.context.lookup(raw) : raw
    if (kid instanceof PDFNumber)
      isTouched = walk.marked.has(`${String(here)}:${kid.asNumber()}`) || isTouched
    else if (kid instanceof PDFArray) for (const it of kid.asArray()) visit(it)
    else if (kid instanceof PDFDict) isTouched = silenceBelow(kid, walk, here) || isTouched
  }
  visit(kids)
  if (isTouched) for (const key of ['Alt', 'ActualText', 'E', 'T']) element.delete(name(key))
  return isTouched
}

/** True for the mention of a form, a picture or an annotation that is not in the file any more. */
function leadsNowhere(element: PDFDict): boolean {
  return ['Stm', 'Obj'].some((key) => {
    const to = element.get(name(key))
    return to instanceof PDFRef && element.context.lookup(to) === undefined
  })
}

/** Private notes of programs, small pictures of pages, and, unless they are to stay, files inside: each may hold what was taken out. */
export function dropCopies(document: PDFDocument, keepFiles: boolean): void {
  const { context, catalog } = document
  catalog.delete(name('PieceInfo'))
  if (keepFiles) return
  catalog.delete(name('AF'))
  catalog.delete(name('Collection'))
  const names = catalog.lookup(name('Names'))
  if (names instanceof PDFDict) names.delete(name('EmbeddedFiles'))
  for (const [, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFStream ? object.dict : object
    if (!(dict instanceof PDFDict)) continue
    dict.delete(name('AF'))
    if (dict.get(name('Subtype')) === PDFName.of('FileAttachment')) dict.delete(name('FS'))
  }
}
