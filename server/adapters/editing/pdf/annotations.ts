import { PDFArray, PDFHexString, type PDFDocument, type PDFPageLeaf, type PDFRef } from 'pdf-lib'
import { type Result, no, yes } from '../../../domain/result.ts'
import { wrap } from '../../converter/wrap-text.ts'
import type { Run, TypeCase } from '../../pdf/type-case.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import {
  type Box,
  type Shown,
  areaOfBox,
  boxOfArea,
  fromShown,
  name,
  shownOf,
  shownSize,
} from './geometry.ts'
import type { Mark } from './operations.ts'
import type { PlacedPage } from './pages.ts'
import { numberText } from './redact/content-operators.ts'

type Note = Exclude<Mark, { kind: 'redact' }>

/** Line and letters in 朱, the colour of corrections; yellow for what is highlighted. */
const vermilion = [0.83, 0.18, 0.1] as const
const yellow = [1, 0.92, 0.23] as const
const printed = 4
const leading = 1.4

/** Writes annotations into a page, each with the picture of itself that every viewer shows. */
export async function annotate(
  document: PDFDocument,
  { page, shown }: Pick<PlacedPage, 'page' | 'shown'>,
  notes: readonly Note[],
  type: () => Promise<TypeCase>,
): Promise<Result<undefined, EditProblem>> {
  for (const note of notes) {
    const area = areaOfBox(shown, note.box)
    const { context } = document
    if (note.kind === 'text') {
      const letters = await type()
      const upright = shownOf(page)
      const box = boxOfArea(upright, area)
      const width = Math.max(note.size, box[2] - 4)
      const lines = note.text
        .split(/\r\n|\r|\n/)
        .flatMap((line) => wrap(line, width, (text) => letters.widthOf(text, 'regular') * note.size))
      const runs = lines.map((it) => letters.runs(it, 'regular'))
      const missing = runs.flat().find((it): it is Extract<Run, { missing: string }> => 'missing' in it)
      if (missing !== undefined) return no({ code: 'edit_pdf_character', fact: `「${missing.missing}」` })
      add(document, page, freeText(document, upright, { ...note, box }, runs))
      continue
    }
    const [width, height] = [area[2] - area[0], area[3] - area[1]]
    const isHighlight = note.kind === 'highlight'
    const color = isHighlight ? yellow : vermilion
    const content = isHighlight
      ? `/Multiply gs ${color.join(' ')} rg 0 0 ${numberText(width)} ${numberText(height)} re f`
      : `${color.join(' ')} RG 1.5 w 0.75 0.75 ${numberText(width - 1.5)} ${numberText(height - 1.5)} re S`
    const resources = isHighlight ? { ExtGState: { Multiply: { BM: 'Multiply' } } } : {}
    const look = formOf(document, content, [0, 0, width, height], context.obj(resources))
    const [left, bottom, right, top] = area
    const quad = [left, top, right, top, left, bottom, right, bottom]
    const dict = {
      ...{ Type: 'Annot', Subtype: isHighlight ? 'Highlight' : 'Square', Rect: [...area], F: printed },
      ...{ C: [...color], AP: { N: look }, ...(isHighlight ? { QuadPoints: quad } : { BS: { W: 1.5 } }) },
    }
    add(document, page, context.register(context.obj(dict)))
  }
  return yes(undefined)
}

function formOf(document: PDFDocument, content: string, box: readonly number[], resources: unknown): PDFRef {
  const { context } = document
  const stream = context.flateStream(content, {
    ...{ Type: 'XObject', Subtype: 'Form', BBox: [...box] },
    Resources: resources as never,
  })
  return context.register(stream)
}

/** Words upright on the page as it will be shown, whichever way it is turned. */
function freeText(
  document: PDFDocument,
  shown: Shown,
  { box, size, text }: { readonly box: Box; readonly size: number; readonly text: string },
  lines: readonly (readonly Run[])[],
): PDFRef {
  const { context } = document
  const [x, y] = box
  // In the space of the page: what is drawn goes where it is drawn. Upwards letters, downwards lines.
  const [a, b, c, d, e, f] = fromShown(shown)
  const fonts = new Map<string, PDFRef>()
  const drawn: string[] = [`${vermilion.join(' ')} rg`, 'BT']
  for (const [index, runs] of lines.entries()) {
    let right = x + 2
    const foot = y + 2 + size * (0.88 + index * leading)
    for (const run of runs) {
      if (!('font' in run)) continue
      const key = `F${run.font.ref.objectNumber}`
      fonts.set(key, run.font.ref)
      const [atX, atY] = [a * right + c * foot + e, b * right + d * foot + f]
      const matrix = [a, b, -c, -d, atX, atY].map(numberText).join(' ')
      drawn.push(`/${key} ${numberText(size)} Tf ${matrix} Tm ${run.font.encodeText(run.text).toString()} Tj`)
      right += run.width * size
    }
  }
  drawn.push('ET')
  const lowest = Math.min(y + 4 + size * (0.88 + lines.length * leading), Math.max(...shownSize(shown)))
  const whole = areaOfBox(shown, [x, y, box[2], Math.max(box[3], lowest - y)])
  const resources = context.obj({ Font: Object.fromEntries(fonts) })
  const look = formOf(document, drawn.join('\n'), whole, resources)
  const dict = context.obj({
    ...{ Type: 'Annot', Subtype: 'FreeText', Rect: [...whole], F: printed, AP: { N: look } },
    ...{ C: [], BS: { W: 0 }, Rotate: shown.turn },
  })
  dict.set(name('Contents'), PDFHexString.fromText(text))
  dict.set(name('DA'), PDFHexString.fromText(`${vermilion.join(' ')} rg /Helv ${numberText(size)} Tf`))
  return context.register(dict)
}

function add(document: PDFDocument, page: PDFPageLeaf, annotation: PDFRef): void {
  const { context } = document
  const old = page.lookup(name('Annots'))
  // A list of its own: another page may share the old one.
  const all = PDFArray.withContext(context)
  if (old instanceof PDFArray) for (const it of old.asArray()) all.push(it)
  all.push(annotation)
  page.set(name('Annots'), all)
}
