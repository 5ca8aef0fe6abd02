import { deflateSync } from 'node:zlib'
import {
  PDFDocument,
  concatTransformationMatrix,
  drawObject,
  popGraphicsState,
  pushGraphicsState,
  type PDFRef,
} from 'pdf-lib'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { a4 } from './draw-text.ts'

/** A picture of more pixels is a bomb, not a document. */
const maxPixels = 150_000_000
/** The long side an embedded picture keeps: A3 at 300 dpi. */
const maxSidePx = 4961
/** Above this, pictures other than JPEG are stored as JPEG: a loss nobody sees, a tenth of the size. */
const losslessPixels = 4_000_000
const screenDpi = 96
const svgDpi = 3 * screenDpi
const smallestPagePt = 72

/**
 * Pages of a picture, one for each page of a TIFF; the first picture of an animation. From bytes and never from a
 * path: an SVG read from a path may draw in the files beside it.
 */
export async function drawImage(bytes: Buffer, kind: string, maxPages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const options = { limitInputPixels: maxPixels, failOn: 'truncated' } as const
  try {
    const { pages = 1 } = await sharp(bytes, options).metadata()
    const count = kind === 'tiff' ? pages : 1
    if (count > maxPages) throw new RenderFailure('too_large')
    for (let page = 0; page < count; page += 1) {
      // A vector picture has no pixels of its own: three times the screen's are sharp on paper.
      const picture = sharp(bytes, { ...options, ...(kind === 'svg' ? { density: svgDpi } : {}), page })
      const about = await picture.metadata()
      const dpi = kind === 'svg' ? svgDpi : (about.density ?? 0)
      if (keepsItsBytes(kind, about)) {
        // As it came, without another loss; decoding it once tells whether it is whole.
        await picture.stats()
        const image = await document.embedJpg(bytes)
        addPage(document, image.ref, about, dpi)
        await image.embed()
      } else {
        await addDecoded(document, picture, about, dpi, kind)
      }
    }
  } catch (error) {
    throw failureOf(error, kind)
  }
  return document.save()
}

function keepsItsBytes(kind: string, about: Metadata): boolean {
  const upright = about.orientation === undefined || about.orientation === 1
  const plain = about.space === 'srgb' || about.space === 'b-w'
  return kind === 'jpeg' && upright && plain && Math.max(about.width, about.height) <= maxSidePx
}

async function addDecoded(
  document: PDFDocument,
  picture: Sharp,
  about: Metadata,
  dpi: number,
  kind: string,
): Promise<void> {
  const shown = picture
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize({ width: maxSidePx, height: maxSidePx, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
  const lossy = about.width * about.height > losslessPixels || kind === 'jpeg' || kind === 'heic'
  const { data, info } = await (
    lossy ? shown.jpeg({ quality: 90, chromaSubsampling: '4:4:4' }) : shown.raw()
  ).toBuffer({
    resolveWithObject: true,
  })
  const stream = document.context.stream(lossy ? data : deflateSync(data), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: info.width,
    Height: info.height,
    ColorSpace: info.channels === 1 ? 'DeviceGray' : 'DeviceRGB',
    BitsPerComponent: 8,
    Filter: lossy ? 'DCTDecode' : 'FlateDecode',
  })
  const scaled = Math.max(info.width, info.height) / Math.max(about.width, about.height)
  addPage(document, document.context.register(stream), info, dpi * scaled)
}

/** A page of the picture's own size on paper, by its resolution where it says a likely one. */
function addPage(
  document: PDFDocument,
  image: PDFRef,
  pixels: { readonly width: number; readonly height: number },
  dpi: number,
): void {
  // 72 and 96 are what programs write when they do not know.
  const scanned = dpi >= 100
  const perPixel = 72 / (scanned ? dpi : screenDpi)
  const natural = { width: pixels.width * perPixel, height: pixels.height * perPixel }
  const sheet = scanned
    ? { short: a4.longPt, long: a4.longPt * Math.SQRT2 }
    : { short: a4.shortPt, long: a4.longPt }
  const fit = Math.min(
    1,
    sheet.long / Math.max(natural.width, natural.height),
    sheet.short / Math.min(natural.width, natural.height),
  )
  const [width, height] = [natural.width * fit, natural.height * fit]
  const [pageWidth, pageHeight] = [Math.max(width, smallestPagePt), Math.max(height, smallestPagePt)]
  const page = document.addPage([pageWidth, pageHeight])
  const name = page.node.newXObject('Picture', image)
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(width, 0, 0, height, (pageWidth - width) / 2, (pageHeight - height) / 2),
    drawObject(name),
    popGraphicsState(),
  )
}

function failureOf(error: unknown, kind: string): RenderFailure {
  if (error instanceof RenderFailure) return error
  const reason = error instanceof Error ? error.message : String(error)
  if (/pixel limit/i.test(reason)) return new RenderFailure('too_large', reason)
  // HEIC needs a patented decoder that we cannot ship.
  return new RenderFailure(kind === 'heic' ? 'unsupported' : 'damaged', reason)
}
