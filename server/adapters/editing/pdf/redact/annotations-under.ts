import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  type PDFPageLeaf,
  PDFRef,
  type PDFStream,
} from 'pdf-lib'
import { drawableBelow } from '../drawn.ts'
import { type Area, areaOf, name, overlap } from '../geometry.ts'

/**
 * Takes the annotations of a page that touch an area away, with their pop-ups and the answers to them. A form field goes with its box; where the
 * field has other boxes, what they show of its value goes, too. Answers the looks of what went.
 */
export function dropAnnotationsUnder(
  document: PDFDocument,
  page: PDFPageLeaf,
  areas: readonly Area[],
): ReadonlySet<PDFStream> {
  const { context } = document
  const list = page.lookup(name('Annots'))
  const looks = new Set<PDFStream>()
  if (!(list instanceof PDFArray)) return looks
  const all = list.asArray().map((it) => ({ it, dict: context.lookup(it) }))
  const gone = new Set<unknown>()
  for (const { it, dict } of all) {
    const area = dict instanceof PDFDict ? areaOf(dict.lookup(name('Rect'))) : undefined
    if (area !== undefined && areas.some((box) => overlap(box, area))) gone.add(it)
  }
  // Answers to answers: until nothing more falls.
  for (let before = -1; before !== gone.size;) {
    before = gone.size
    for (const { it, dict } of all) {
      if (!(dict instanceof PDFDict)) continue
      for (const key of ['IRT', 'Parent']) {
        const to = dict.get(name(key))
        if (to instanceof PDFRef && gone.has(to) && dict.get(name('FT')) === undefined) gone.add(it)
      }
    }
  }
  if (gone.size === 0) return looks
  const left = PDFArray.withContext(context)
  for (const { it, dict } of all) {
    if (!gone.has(it)) {
      left.push(it)
      continue
    }
    if (dict instanceof PDFDict) {
      for (const look of looksOf(dict)) looks.add(look)
      if (dict.get(name('Subtype')) === PDFName.of('Widget'))
        for (const look of dropWidget(document, dict)) looks.add(look)
      empty(dict)
    }
    if (it instanceof PDFRef) context.delete(it)
  }
  page.set(name('Annots'), left)
  return looks
}

function looksOf(dict: PDFDict): ReadonlySet<PDFStream> {
  return drawableBelow(dict.context, [dict.get(name('AP')), dict.get(name('MK'))])
}

function empty(dict: PDFDict): void {
  for (const key of dict.keys()) dict.delete(key)
}

/** Answers the looks of what its field no longer says elsewhere. */
function dropWidget(document: PDFDocument, widget: PDFDict): readonly PDFStream[] {
  const { context } = document
  const ref = context.getObjectRef(widget)
  const parent = widget.lookup(name('Parent'))
  const isPart = widget.get(name('T')) === undefined && parent instanceof PDFDict
  const field = isPart ? parent : widget
  const looks = [...silenceValue(field)]
  if (isPart) {
    without(parent, 'Kids', ref)
    const kids = parent.lookup(name('Kids'))
    if (kids instanceof PDFArray && kids.size() > 0) {
      for (let index = 0; index < kids.size(); index += 1) {
        const kid = kids.lookup(index)
        if (kid instanceof PDFDict) looks.push(...silenceValue(kid))
      }
      return looks
    }
  }
  const form = document.catalog.lookup(name('AcroForm'))
  const above = field.lookup(name('Parent'))
  const own = context.getObjectRef(field)
  if (above instanceof PDFDict) without(above, 'Kids', own)
  else if (form instanceof PDFDict) without(form, 'Fields', own)
  if (form instanceof PDFDict) without(form, 'CO', own)
  return looks
}

/** The value of a field in every form it has, and the picture of it; the looks of a button are no value. Answers the looks it had. */
function silenceValue(dict: PDFDict): ReadonlySet<PDFStream> {
  const looks = looksOf(dict)
  for (const key of ['V', 'DV', 'RV', 'I', 'Opt', 'TU', 'MK', 'AA', 'A']) dict.delete(name(key))
  if (dict.get(name('AS')) === undefined) dict.delete(name('AP'))
  else dict.set(name('AS'), name('Off'))
  return looks
}

function without(parent: PDFDict, key: string, ref: PDFRef | undefined): void {
  const list = parent.lookup(name(key))
  if (!(list instanceof PDFArray) || ref === undefined) return
  for (let index = list.size() - 1; index >= 0; index -= 1) if (list.get(index) === ref) list.remove(index)
}
