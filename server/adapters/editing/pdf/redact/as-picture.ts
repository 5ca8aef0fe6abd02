import { deflateSync } from 'node:zlib'
import { PDFName, type PDFDocument, type PDFPageLeaf, PDFRawStream } from 'pdf-lib'
import sharp from 'sharp'
import type { TypeCase } from '../../../pdf/type-case.ts'
import { type Area, type Matrix, fromShown, name, overlap, shownOf, shownSize, times } from '../geometry.ts'
import { type Letter, type Look, eachPixelUnder } from '../look.ts'
import { numberText } from './content-operators.ts'

const dotsPerInch = 300
const pixelsAtMost = 40_000_000
const jpegQuality = 90

/**
 * Puts a picture of a page, black under the areas, in place of everything that was drawn on it. Its words can be found and copied as before, but
 * for those that an area touches.
 */
export async function pageAsPicture(
  document: PDFDocument,
  page: PDFPageLeaf,
  look: Look,
  pageIndex: number,
  areas: readonly Area[],
  type: TypeCase,
): Promise<void> {
  const { context } = document
  const shown = shownOf(page)
  const [widthPt, heightPt] = shownSize(shown)
  const scale = Math.min(dotsPerInch / 72, Math.sqrt(pixelsAtMost / (widthPt * heightPt)))
  const { data, width, height } = await look.pixels(pageIndex, Math.max(1, Math.round(widthPt * scale)))
  // The unit square of the picture, upright, to the page as it is shown, and from there to its own space.
  const place: Matrix = times([widthPt, 0, 0, -heightPt, 0, heightPt], fromShown(shown))
  eachPixelUnder(areas, place, { width, height }, (x, y) =>
    data.fill(0, 4 * (y * width + x), 4 * (y * width + x) + 3),
  )
  const picture = await pictureOf(data, width, height)
  const dict = context.obj({
    ...{ Type: 'XObject', Subtype: 'Image', Width: width, Height: height, BitsPerComponent: 8 },
    ...{ ColorSpace: picture.space, Filter: picture.filter, Length: picture.bytes.length },
  })
  const image = context.register(PDFRawStream.of(dict, picture.bytes))
  const letters = look.letters(pageIndex).filter((it) => !areas.some((area) => overlap(it.area, area)))
  const fonts = new Map<string, unknown>()
  const content = `q ${place.map(numberText).join(' ')} cm /Page Do Q\n${invisible(letters, type, fonts)}`
  page.set(
    name('Resources'),
    context.obj({ XObject: { Page: image }, Font: Object.fromEntries(fonts) as never }),
  )
  page.set(name('Contents'), context.register(context.flateStream(content)))
  for (const key of ['StructParents', 'Group', 'Thumb', 'PieceInfo', 'Metadata', 'B'])
    page.delete(PDFName.of(key))
}

type Picture = { readonly bytes: Uint8Array; readonly space: string; readonly filter: string }

/** Grey where the page is, and whichever of the two packings is smaller. */
async function pictureOf(data: Uint8Array, width: number, height: number): Promise<Picture> {
  let isGrey = true
  for (let at = 0; isGrey && at < data.length; at += 4)
    isGrey = data[at] === data[at + 1] && data[at] === data[at + 2]
  const channels = isGrey ? 1 : 3
  const raw = Buffer.alloc(width * height * channels)
  for (let pixel = 0; pixel < width * height; pixel += 1)
    for (let channel = 0; channel < channels; channel += 1)
      raw[pixel * channels + channel] = data[4 * pixel + channel] ?? 0
  const space = isGrey ? 'DeviceGray' : 'DeviceRGB'
  const jpeg = await sharp(raw, { raw: { width, height, channels } })
    .toColourspace(isGrey ? 'b-w' : 'srgb')
    .jpeg({ quality: jpegQuality, chromaSubsampling: '4:4:4' })
    .toBuffer()
  const plain = deflateSync(raw)
  return plain.length <= jpeg.length
    ? { bytes: plain, space, filter: 'FlateDecode' }
    : { bytes: new Uint8Array(jpeg), space, filter: 'DCTDecode' }
}

/** Text that is not painted: letters of a line in one piece, as wide as they were. */
function invisible(letters: readonly Letter[], type: TypeCase, fonts: Map<string, unknown>): string {
  const written = ['BT 3 Tr']
  for (const line of linesOf(letters)) {
    const [first] = line
    const last = line.at(-1)
    if (first === undefined || last === undefined) continue
    const runs = type.runs(line.map((it) => it.text).join(''), 'regular')
    const size = Math.max(1, ...line.map((it) => it.area[3] - it.area[1]))
    const natural = runs.reduce((sum, it) => sum + it.width, 0) * size
    const share = natural > 0 ? (last.area[2] - first.area[0]) / natural : 1
    let [x] = first.area
    for (const run of runs) {
      if ('font' in run) {
        const key = `F${run.font.ref.objectNumber}`
        fonts.set(key, run.font.ref)
        const place = `${numberText(share)} 0 0 1 ${numberText(x)} ${numberText(first.area[1])} Tm`
        written.push(`/${key} ${numberText(size)} Tf ${place} ${run.font.encodeText(run.text).toString()} Tj`)
      }
      x += run.width * size * share
    }
  }
  return [...written, 'ET'].join('\n')
}

function linesOf(letters: readonly Letter[]): readonly (readonly Letter[])[] {
  const lines: Letter[][] = []
  for (const letter of letters) {
    if (/^[\s\0]/.test(letter.text) || areaIsEmpty(letter.area)) continue
    const before = lines.at(-1)?.at(-1)
    if (before !== undefined && goesOn(before.area, letter.area)) lines.at(-1)?.push(letter)
    else lines.push([letter])
  }
  return lines
}

function areaIsEmpty([left, bottom, right, top]: Area): boolean {
  return right <= left || top <= bottom
}

function goesOn(before: Area, next: Area): boolean {
  const height = Math.max(before[3] - before[1], next[3] - next[1])
  const gap = next[0] - before[2]
  const isLevel = Math.min(before[3], next[3]) - Math.max(before[1], next[1]) > 0
  return isLevel && gap > -height * 0.5 && gap < height * 0.7
}
