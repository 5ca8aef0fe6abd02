import type { PDFName } from 'pdf-lib'
import { PDFDict, PDFNumber, PDFObjectParser, type PDFRef, PDFStream, PDFString, PDFHexString } from 'pdf-lib'
import {
  type Area,
  type Matrix,
  areaOf,
  around,
  contains,
  corners,
  matrixOf,
  name,
  times,
  touches,
} from '../geometry.ts'
import { drawableBelow } from '../drawn.ts'
import { decodedBytes, packed } from '../streams.ts'
import { type Operand, type Operator, operatorsOf } from './content-operators.ts'
import { inlineImageOf } from './inline-image.ts'
import { Path, clipsPlainly, paintings, pathOutside } from './paths.ts'
import { Pieces } from './pieces.ts'
import { type TextState, freshText, shownWithout } from './text.ts'
import { Unsure } from './unsure.ts'
import { blotted } from './words.ts'

/** What was taken out of a page and its forms, for what has to follow. */
export type TakenOut = {
  /** Marked pieces (MCID) by the page or form they are in: `12 0 R:3`. */
  readonly marked: Set<string>
  /** Forms that were written anew, by the old reference. */
  readonly forms: Map<PDFRef, PDFRef>
  /** Codes that are no longer shown somewhere, by font. */
  readonly codes: Map<PDFDict, Set<number>>
  /** Content, forms and pictures that were dropped, or written anew without a part. */
  readonly streams: Set<PDFStream>
}

type Surroundings = {
  readonly areas: readonly Area[]
  readonly taken: TakenOut
  /** What was read under the areas, folded: said again in words beside the page’s letters it goes, too. */
  readonly words: readonly string[]
  /** An image without what lies under the areas; `matrix` takes its unit square to the page. */
  readonly cleanImage: (image: PDFStream, matrix: Matrix) => Promise<PDFStream>
}

type Graphics = TextState & { readonly matrix: Matrix; readonly lineWidth: number }

const deepest = 12

/** A content stream without what lies under the areas, and the resources it then needs; undefined when nothing lies there. */
export async function contentWithout(
  bytes: Uint8Array,
  resources: PDFDict,
  { owner, matrix, depth }: { readonly owner: string; readonly matrix: Matrix; readonly depth: number },
  surroundings: Surroundings,
): Promise<{ readonly bytes: Uint8Array; readonly resources: PDFDict } | undefined> {
  if (depth > deepest) throw new Unsure('content')
  const operators = operatorsOf(bytes)
  if (operators === undefined) throw new Unsure('content')
  const cleaner = new Cleaner(bytes, resources, owner, matrix, depth, surroundings)
  for (const operator of operators) await cleaner.take(operator)
  return cleaner.result()
}

type MarkedPiece = { readonly operator: Operator; readonly number: number | undefined; isTouched: boolean }

class Cleaner {
  readonly #resources: PDFDict
  readonly #owner: string
  readonly #depth: number
  readonly #around: Surroundings
  readonly #pieces: Pieces
  readonly #saved: Graphics[] = []
  readonly #marked: MarkedPiece[] = []
  readonly #path = new Path()
  #pathFrom = -1
  #clips = false
  #graphics: Graphics

  constructor(
    bytes: Uint8Array,
    resources: PDFDict,
    owner: string,
    matrix: Matrix,
    depth: number,
    surroundings: Surroundings,
  ) {
    this.#resources = resources
    this.#owner = owner
    this.#depth = depth
    this.#around = surroundings
    this.#pieces = new Pieces(bytes, resources)
    this.#graphics = { ...freshText, matrix, lineWidth: 1 }
  }

  result(): { readonly bytes: Uint8Array; readonly resources: PDFDict } | undefined {
    return this.#pieces.result()
  }

  async take(operator: Operator): Promise<void> {
    const { name: what, operands } = operator
    const numbers = operands.filter((it) => typeof it === 'number')
    if (this.#path.take(what, numbers, this.#graphics.matrix)) {
      if (this.#pathFrom < 0) this.#pathFrom = operator.from
      return
    }
    const painting = paintings[what]
    if (painting !== undefined) return this.#paint(operator)
    switch (what) {
      case 'q':
        this.#saved.push(this.#graphics)
        return
      case 'Q':
        this.#graphics = this.#saved.pop() ?? this.#graphics
        return
      case 'cm':
        this.#graphics = {
          ...this.#graphics,
          matrix: times(numbers as unknown as Matrix, this.#graphics.matrix),
        }
        return
      case 'w':
        this.#graphics = { ...this.#graphics, lineWidth: numbers[0] ?? 1 }
        return
      case 'gs':
        return this.#extended(nameIn(operands[0]))
      case 'W':
      case 'W*':
        this.#clips = true
        return
      case 'Do':
        return this.#object(operator)
      case 'BI':
        return this.#inline(operator)
      case 'scn':
      case 'SCN':
        return this.#pattern(operands.at(-1))
      case 'BMC':
      case 'BDC':
        this.#marked.push({ operator, number: this.#markOf(operator), isTouched: false })
        return
      case 'EMC': {
        const piece = this.#marked.pop()
        if (piece !== undefined) this.#silence(piece)
        return
      }
      default:
        this.#text(operator)
    }
  }

  #text(operator: Operator): void {
    const fontOf = (font: string): PDFDict | undefined => dictIn(this.#resources, 'Font', font)
    const { areas, taken } = this.#around
    const done = shownWithout(operator, this.#graphics, fontOf, areas)
    this.#graphics = { ...this.#graphics, ...done.state }
    if (done.instead === undefined) return
    this.#pieces.replace(operator, done.instead)
    const { font } = this.#graphics
    if (font !== undefined) {
      const codes = taken.codes.get(font) ?? new Set()
      for (const code of done.removed) codes.add(code)
      taken.codes.set(font, codes)
    }
    this.#touch()
  }

  /** Something was taken out here: of all marked pieces around it, too. */
  #touch(): void {
    for (const piece of this.#marked) {
      piece.isTouched = true
      if (piece.number !== undefined) this.#around.taken.marked.add(`${this.#owner}:${piece.number}`)
    }
  }

  #paint(operator: Operator): void {
    const painting = paintings[operator.name] ?? {}
    const from = this.#pathFrom < 0 ? operator.from : this.#pathFrom
    const stretches = this.#path.end()
    const clips = this.#clips
    this.#clips = false
    this.#pathFrom = -1
    if (clips && !clipsPlainly(stretches, this.#around.areas)) throw new Unsure('path')
    const instead = pathOutside(stretches, painting, this.#around.areas, this.#graphics)
    if (instead === undefined) return
    if (clips) throw new Unsure('path')
    this.#pieces.replace({ from, to: operator.to }, instead)
    this.#touch()
  }

  #extended(key: string | undefined): void {
    const state = key === undefined ? undefined : dictIn(this.#resources, 'ExtGState', key)
    if (state === undefined) return this.#missing()
    if (state.lookup(name('SMask')) instanceof PDFDict) throw new Unsure('mask')
    if (state.has(name('Font'))) throw new Unsure('font')
    const width = state.lookup(name('LW'))
    if (width instanceof PDFNumber) this.#graphics = { ...this.#graphics, lineWidth: width.asNumber() }
  }

  /** Shapes are cut whatever they are painted with; a pattern that itself shows text or pictures is not looked into. */
  #pattern(operand: Operand | undefined): void {
    const key = nameIn(operand)
    if (key === undefined) return
    const patterns = this.#resources.lookup(name('Pattern'))
    const pattern = patterns instanceof PDFDict ? patterns.lookup(name(key)) : undefined
    if (pattern === undefined) return this.#missing()
    if (!(pattern instanceof PDFStream)) return
    const inner = pattern.dict.lookup(name('Resources'))
    const holds = (what: string): boolean => {
      const things = inner instanceof PDFDict ? inner.lookup(name(what)) : undefined
      return things instanceof PDFDict && things.keys().length > 0
    }
    // A picture in the stream itself begins with BI; what cannot be read may hold one.
    const drawing = decodedBytes(pattern)
    const hasPicture = drawing === undefined || /(?:^|\s)BI\s/.test(Buffer.from(drawing).toString('latin1'))
    if (holds('Font') || holds('XObject') || hasPicture) throw new Unsure('pattern')
  }

  async #object(operator: Operator): Promise<void> {
    const key = nameIn(operator.operands[0])
    const objects = this.#resources.lookup(name('XObject'))
    const object = key === undefined || !(objects instanceof PDFDict) ? undefined : objects.lookup(name(key))
    if (!(object instanceof PDFStream)) return this.#missing()
    const { matrix } = this.#graphics
    if (object.dict.lookup(name('Subtype')) === name('Image')) return this.#image(operator, object)
    const own = times(matrixOf(object.dict.lookup(name('Matrix'))), matrix)
    const box = areaOf(object.dict.lookup(name('BBox')))
    const shape = box === undefined ? undefined : corners(own, box)
    const { areas } = this.#around
    if (shape !== undefined && !areas.some((it) => touches(shape, it))) return
    if (shape !== undefined && areas.some((it) => contains(it, around(shape))))
      return this.#drop(operator, object)
    const bytes = decodedBytes(object)
    if (bytes === undefined) throw new Unsure('content')
    const old = this.#resources.context.getObjectRef(object)
    const inner = object.dict.lookup(name('Resources'))
    const clean = await contentWithout(
      bytes,
      inner instanceof PDFDict ? inner : this.#resources,
      { owner: String(old), matrix: own, depth: this.#depth + 1 },
      this.#around,
    )
    if (clean === undefined) return
    this.#around.taken.streams.add(object)
    const dict = object.dict.entries().filter(([it]) => !isAside(it))
    const form = packed(this.#resources.context, clean.bytes, [...dict, [name('Resources'), clean.resources]])
    const ref = this.#pieces.instead(operator, form)
    if (old !== undefined) this.#around.taken.forms.set(old, ref)
    this.#touch()
  }

  async #image(operator: Operator, image: PDFStream): Promise<void> {
    const { areas, cleanImage } = this.#around
    const shape = corners(this.#graphics.matrix, [0, 0, 1, 1])
    if (!areas.some((it) => touches(shape, it))) return
    if (areas.some((it) => contains(it, around(shape)))) return this.#drop(operator, image)
    this.#takeOut(image)
    this.#pieces.instead(operator, await cleanImage(image, this.#graphics.matrix))
    this.#touch()
  }

  async #inline(operator: Operator): Promise<void> {
    const shape = corners(this.#graphics.matrix, [0, 0, 1, 1])
    if (!this.#around.areas.some((it) => touches(shape, it))) return
    await this.#image(operator, inlineImageOf(operator, this.#pieces.bytes, this.#resources))
  }

  #drop(operator: Operator, object: PDFStream): void {
    this.#takeOut(object)
    this.#pieces.replace(operator, '')
    this.#touch()
  }

  /** An object that is shown here no more, with all that it shows itself. */
  #takeOut(object: PDFStream): void {
    const { context } = this.#resources
    const isImage = object.dict.lookup(name('Subtype')) === name('Image')
    // Without resources of its own a form takes those of where it is shown.
    const around = isImage || object.dict.has(name('Resources')) ? [] : [this.#resources]
    for (const it of drawableBelow(context, [object, ...around])) this.#around.taken.streams.add(it)
  }

  /** Viewers look in the resources of the page for what a form does not have itself: what they find is not known here. */
  #missing(): void {
    if (this.#depth > 0) throw new Unsure('content')
  }

  #propertiesOf({ operands }: Operator): PDFDict | undefined {
    const key = nameIn(operands[1])
    return key === undefined ? undefined : dictIn(this.#resources, 'Properties', key)
  }

  #markOf(operator: Operator): number | undefined {
    const operand = operator.operands[1]
    if (operand === undefined) return undefined
    if (typeof operand === 'object' && 'written' in operand) {
      const found = /\/MCID\s+(\d+)/.exec(operand.written)?.[1]
      return found === undefined ? undefined : Number(found)
    }
    const found = this.#propertiesOf(operator)?.lookup(name('MCID'))
    return found instanceof PDFNumber ? found.asNumber() : undefined
  }

  /** What a marked piece says in words in place of what it shows. */
  #saidBy(operator: Operator): readonly string[] {
    const operand = operator.operands[1]
    const written = typeof operand === 'object' && 'written' in operand ? operand.written : undefined
    const properties =
      written === undefined
        ? this.#propertiesOf(operator)
        : PDFObjectParser.forBytes(Buffer.from(written, 'latin1'), this.#resources.context).parseObject()
    if (!(properties instanceof PDFDict)) return []
    return ['ActualText', 'Alt', 'E'].flatMap((it) => {
      const words = properties.lookup(name(it))
      return words instanceof PDFString || words instanceof PDFHexString ? [words.decodeText()] : []
    })
  }

  /** A piece that lost something says no longer in words what it shows. */
  #silence({ operator, number, isTouched }: MarkedPiece): void {
    const said = this.#saidBy(operator)
    if (said.length === 0) return
    if (!isTouched && said.every((it) => blotted(it, this.#around.words) === undefined)) return
    const [tag] = operator.operands
    const rest = number === undefined ? '<<>>' : `<</MCID ${number}>>`
    this.#pieces.replace(operator, `${name(nameIn(tag) ?? 'Span').toString()} ${rest} BDC`)
  }
}

/** What goes along with a form and could tell what was in it. */
function isAside(key: PDFName): boolean {
  return ['Resources', 'Metadata', 'PieceInfo', 'LastModified'].includes(key.decodeText())
}

function nameIn(operand: Operand | undefined): string | undefined {
  return typeof operand === 'object' && 'name' in operand ? operand.name : undefined
}

function dictIn(resources: PDFDict, category: string, key: string): PDFDict | undefined {
  const things = resources.lookup(name(category))
  const found = things instanceof PDFDict ? things.lookup(name(key)) : undefined
  return found instanceof PDFDict ? found : undefined
}
