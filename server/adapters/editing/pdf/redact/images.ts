import {
  PDFArray,
  PDFBool,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFObjectCopier,
  type PDFObject,
  PDFRawStream,
  PDFStream,
} from 'pdf-lib'
import sharp from 'sharp'
import { type Area, type Matrix, name } from '../geometry.ts'
import { type Pixels, eachPixelUnder, lookAt } from '../look.ts'
import { decodedBytes, filtersOf, packed } from '../streams.ts'
import { Unsure } from './unsure.ts'

/** What stays true of an image whose pixels were changed. */
const keptKeys = [
  'Type',
  'Subtype',
  'Width',
  'Height',
  'BitsPerComponent',
  'ColorSpace',
  'Decode',
  'ImageMask',
  'Intent',
  'Interpolate',
  'SMask',
  'Mask',
  'Matte',
  'OC',
]
const jpegQuality = 92
/** Pixels of a picture that is unpacked for this at most. */
const pixelsAtMost = 120_000_000

/**
 * An image whose pixels under the areas are overwritten, in its data and in those of its masks. What is packed without loss keeps every other
 * bit; a JPEG is packed anew; CCITT, JBIG2 and JPEG 2000 are unpacked by PDFium. Throws `Unsure` when it cannot be read.
 */
export async function imageWithout(
  image: PDFStream,
  matrix: Matrix,
  areas: readonly Area[],
): Promise<PDFRawStream> {
  const { context } = image.dict
  const size = sizeOf(image)
  const plain = decodedBytes(image)
  const clean =
    plain === undefined
      ? await repacked(image, matrix, areas, size)
      : overwritten(image, plain, matrix, areas, size)
  for (const key of ['SMask', 'Mask']) {
    const mask = image.dict.lookup(name(key))
    if (mask instanceof PDFStream)
      clean.dict.set(name(key), context.register(await imageWithout(mask, matrix, areas)))
  }
  return clean
}

type Size = { readonly width: number; readonly height: number }

function sizeOf(image: PDFStream): Size {
  const [width, height] = ['Width', 'Height'].map((key) => {
    const value = image.dict.lookup(name(key))
    return value instanceof PDFNumber ? value.asNumber() : 0
  }) as [number, number]
  if (width < 1 || height < 1 || width * height > pixelsAtMost) throw new Unsure('image')
  return { width, height }
}

function entriesOf(
  image: PDFStream,
  without: readonly string[] = [],
): readonly (readonly [PDFName, PDFObject])[] {
  return image.dict
    .entries()
    .filter(([key]) => keptKeys.includes(key.decodeText()) && !without.includes(key.decodeText()))
}

function isStencil(image: PDFStream): boolean {
  return image.dict.lookup(name('ImageMask')) === PDFBool.True
}

/** Sets every sample under the areas to 0. */
function overwritten(
  image: PDFStream,
  plain: Uint8Array,
  matrix: Matrix,
  areas: readonly Area[],
  size: Size,
): PDFRawStream {
  const bits = isStencil(image) ? 1 : numberOf(image, 'BitsPerComponent')
  const perPixel = isStencil(image) ? 1 : componentsOf(image.dict.lookup(name('ColorSpace')))
  if (bits === undefined || perPixel === undefined) throw new Unsure('image')
  const rowBytes = Math.ceil((size.width * bits * perPixel) / 8)
  if (plain.length < rowBytes * size.height) throw new Unsure('image')
  const samples = Uint8Array.from(plain.subarray(0, rowBytes * size.height))
  eachPixelUnder(areas, matrix, size, (x, y) => {
    const from = x * bits * perPixel
    for (let bit = from; bit < from + bits * perPixel;) {
      const at = y * rowBytes + (bit >> 3)
      const isWhole = bit % 8 === 0 && bit + 8 <= from + bits * perPixel
      samples[at] = isWhole ? 0 : (samples[at] ?? 0) & ~(0x80 >> (bit % 8))
      bit += isWhole ? 8 : 1
    }
  })
  return packed(image.dict.context, samples, entriesOf(image))
}

function numberOf(image: PDFStream, key: string): number | undefined {
  const value = image.dict.lookup(name(key))
  return value instanceof PDFNumber ? value.asNumber() : undefined
}

/** Samples of one pixel; undefined for a colour space that is not known here. */
function componentsOf(space: PDFObject | undefined): number | undefined {
  const known: Readonly<Record<string, number>> = {
    ...{ DeviceGray: 1, CalGray: 1, Indexed: 1, Separation: 1 },
    ...{ DeviceRGB: 3, CalRGB: 3, Lab: 3, DeviceCMYK: 4 },
  }
  if (space instanceof PDFName) return known[space.decodeText()]
  if (!(space instanceof PDFArray)) return undefined
  const family = space.lookup(0)
  const kind = family instanceof PDFName ? family.decodeText() : ''
  const second = space.lookup(1)
  if (kind === 'ICCBased' && second instanceof PDFStream) return numberOf(second, 'N')
  if (kind === 'DeviceN' && second instanceof PDFArray) return second.size()
  return known[kind]
}

/** The image as PDFium unpacks it, pixel by pixel, overwritten and packed again. */
async function repacked(
  image: PDFStream,
  matrix: Matrix,
  areas: readonly Area[],
  size: Size,
): Promise<PDFRawStream> {
  // A mask by colour would let other pixels through once colours were rounded.
  if (image.dict.lookup(name('Mask')) instanceof PDFArray) throw new Unsure('image')
  const { data, width, height } = await unpacked(image, size)
  if (width !== size.width || height !== size.height) throw new Unsure('image')
  const stencil = isStencil(image)
  eachPixelUnder(areas, matrix, size, (x, y) =>
    data.fill(stencil ? 255 : 0, 4 * (y * width + x), 4 * (y * width + x) + 3),
  )
  const { context } = image.dict
  const kind = kindOf(data)
  if (stencil || (kind === 'bilevel' && !filtersOf(image).includes('DCTDecode'))) {
    const dropped = stencil ? ['Decode'] : ['Decode', 'ColorSpace', 'BitsPerComponent']
    const clean = packed(context, bitsOf(data, size), entriesOf(image, dropped))
    // Black is 0, and what a stencil paints is 0 as well.
    if (!stencil) clean.dict.set(name('ColorSpace'), name('DeviceGray'))
    clean.dict.set(name('BitsPerComponent'), PDFNumber.of(1))
    return clean
  }
  const channels = kind === 'colour' ? 3 : 1
  const raw = Buffer.alloc(width * height * channels)
  for (let pixel = 0; pixel < width * height; pixel += 1)
    for (let channel = 0; channel < channels; channel += 1)
      raw[pixel * channels + channel] = data[4 * pixel + channel] ?? 0
  const jpeg = await sharp(raw, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .jpeg({ quality: jpegQuality, chromaSubsampling: '4:4:4' })
    .toBuffer()
  const dict = packed(
    context,
    new Uint8Array(),
    entriesOf(image, ['Decode', 'ColorSpace', 'BitsPerComponent']),
  ).dict
  dict.set(name('ColorSpace'), name(channels === 1 ? 'DeviceGray' : 'DeviceRGB'))
  dict.set(name('BitsPerComponent'), PDFNumber.of(8))
  dict.set(name('Filter'), name('DCTDecode'))
  dict.set(name('Length'), PDFNumber.of(jpeg.length))
  return PDFRawStream.of(dict, new Uint8Array(jpeg))
}

/** A PDF of one page that is this image alone, one point a pixel, drawn in its own size. */
async function unpacked(image: PDFStream, size: Size): Promise<Pixels> {
  const document = await PDFDocument.create()
  const page = document.addPage([size.width, size.height])
  const copy = PDFObjectCopier.for(image.dict.context, document.context).copy(image)
  for (const key of ['SMask', 'Mask', 'OC', 'Metadata']) copy.dict.delete(name(key))
  const ref = document.context.register(copy)
  page.node.setXObject(name('Image'), ref)
  const content = `0 g ${size.width} 0 0 ${size.height} 0 0 cm /Image Do`
  page.node.set(name('Contents'), document.context.register(document.context.flateStream(content)))
  const look = await lookAt(await document.save())
  try {
    return await look.pixels(0, size.width)
  } finally {
    await look.close()
  }
}

function kindOf(data: Uint8Array): 'bilevel' | 'grey' | 'colour' {
  let kind: 'bilevel' | 'grey' = 'bilevel'
  for (let at = 0; at < data.length; at += 4) {
    const value = data[at] ?? 0
    if (value !== data[at + 1] || value !== data[at + 2]) return 'colour'
    if (value !== 0 && value !== 255) kind = 'grey'
  }
  return kind
}

function bitsOf(data: Uint8Array, { width, height }: Size): Uint8Array {
  const rowBytes = Math.ceil(width / 8)
  const bits = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if ((data[4 * (y * width + x)] ?? 0) > 127) {
        const at = y * rowBytes + (x >> 3)
        bits[at] = (bits[at] ?? 0) | (0x80 >> (x % 8))
      }
  return bits
}
