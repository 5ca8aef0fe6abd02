import { inflateSync } from 'node:zlib'
import type { PlainScan } from '../../contract/book.ts'
import { type Pdfium, type PdfiumMemory, memoryOf } from './pdfium-module.ts'
import { type PlainJpeg, plainJpegIn } from './plain-jpeg.ts'
import {
  type PdfDictionary,
  type PdfValue,
  type WrittenPdf,
  dictionaryOf,
  readWrittenPdf,
} from './written-pdf.ts'

/** FPDF_PAGEOBJ_TEXT, FPDF_PAGEOBJ_IMAGE, FPDF_TEXTRENDERMODE_INVISIBLE */
const kinds = { text: 1, image: 3, invisible: 3 } as const
/** FPDF_COLORSPACE_DEVICEGRAY, FPDF_COLORSPACE_DEVICERGB */
const colourSpaces = new Map([
  [1, { name: '/DeviceGray', components: 1 }],
  [2, { name: '/DeviceRGB', components: 3 }],
])
/** For what PDFium tells besides its answer. */
const scratchBytes = 256
/** How far the picture may be away from the edges of its page, in points. */
const nearEnough = 0.5
/** Work that a file may cause; what is beyond is drawn by PDFium. */
const limits = {
  objectsOfPage: 20_000,
  jpegBytes: 64_000_000,
  contentBytes: 4_000_000,
  /** JPEGs of the file compared with those of its pages. */
  comparisons: 1_000_000,
  /** Copied besides the pictures: the type of invisible words comes with each page. */
  otherBytes: 200_000_000,
} as const

/** Keys of a page that do not change how it looks, besides those that are looked at. */
const pageKeys = new Set([
  ...['Type', 'Parent', 'MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Rotate', 'Contents'],
  ...['Resources', 'Annots', 'Metadata', 'LastModified', 'StructParents', 'Tabs'],
])
const imageKeys = new Set([
  ...['Type', 'Subtype', 'Width', 'Height', 'ColorSpace', 'BitsPerComponent', 'Filter', 'Length'],
  ...['Interpolate', 'Name'],
])

/**
 * Finds the pages of one PDF that are nothing but one JPEG, so that a browser may show that in place of the page. A page is
 * one when all of this holds, and not when in doubt:
 *
 * - PDFium: it is not turned and has no annotations. It has one picture, upright, on the whole page to half a point,
 *   without a clip path, transparency and marks of optional content; everything else is invisible text.
 * - Its picture has one filter, 8 bits for each component, and is DeviceGray or DeviceRGB, for PDFium as in its own
 *   dictionary, which has no key that changes a picture (`imageKeys`; no mask, no Decode, no profile).
 * - The page has no key and no resource but those that belong to this picture and to type, and no picture written into its content.
 * - The JPEG looks the same for every decoder (plain-jpeg.ts), is as large as the dictionary says, and its bytes stand in the file.
 *
 * The dictionaries are read from a copy of the page that PDFium writes, not from the file: a file can be written so that
 * what stands before its JPEG is not what PDFium has read, or not for this page. Nothing is drawn or decoded. Of most pages the first object is
 * looked at, and no more.
 */
export class PlainScans {
  readonly #module: Pdfium
  readonly #document: number
  readonly #bytes: Buffer
  /** Where JPEGs may begin in the file. */
  #begins: readonly number[] | undefined
  #next = 0
  #comparisons = 0
  #otherBytes = 0

  /** `bytes` are those of the open document. */
  constructor(module: Pdfium, document: number, bytes: Uint8Array) {
    this.#module = module
    this.#document = document
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Of a page that is open; undefined when it is no plain scan. */
  scanOn(page: number, pageIndex: number): PlainScan | undefined {
    if (this.#otherBytes > limits.otherBytes) return undefined
    const memory = this.#memory
    const scratch = memory.wasmExports.malloc(scratchBytes)
    try {
      const image = onlyImage(this.#module, page, scratch)
      if (image === undefined || !coversPage(this.#module, { page, image, scratch })) return undefined
      const metadata = metadataOf(this.#module, { page, image, scratch })
      if (metadata === undefined) return undefined
      const found = this.#withRaw(image, (raw) => {
        const jpeg = plainJpegIn(raw)
        const isSame =
          jpeg?.width === metadata.width &&
          jpeg.height === metadata.height &&
          jpeg.components === metadata.components
        if (!isSame) return undefined
        const offset = this.#placeOf(raw)
        return offset === undefined ? undefined : { offset, jpeg, rawLength: raw.byteLength }
      })
      if (found === undefined || !this.#isPlainCopy(pageIndex, found, metadata.name, scratch))
        return undefined
      return { offset: found.offset, length: found.jpeg.length }
    } finally {
      memory.wasmExports.free(scratch)
    }
  }

  get #memory(): PdfiumMemory {
    return memoryOf(this.#module)
  }

  /** With the bytes of a picture as they stand in the file; they are PDFium's memory, and gone afterwards. */
  #withRaw<Value>(image: number, use: (raw: Uint8Array) => Value | undefined): Value | undefined {
    if (this.#module.FPDFImageObj_GetImageFilterCount(image) !== 1) return undefined
    const length = this.#module.FPDFImageObj_GetImageDataRaw(image, 0, 0)
    if (length === 0 || length > limits.jpegBytes) return undefined
    const at = this.#memory.wasmExports.malloc(length)
    if (at === 0) return undefined
    try {
      this.#module.FPDFImageObj_GetImageDataRaw(image, at, length)
      return use(this.#memory.HEAPU8.subarray(at >>> 0, (at >>> 0) + length))
    } finally {
      this.#memory.wasmExports.free(at)
    }
  }

  /** Pages come in the order of the file, as a rule, and so do their pictures. */
  #placeOf(raw: Uint8Array): number | undefined {
    this.#begins ??= jpegsIn(this.#bytes)
    const begins = this.#begins
    const middle = raw.byteLength >> 1
    const probe = raw.subarray(middle, middle + 64)
    for (let passed = 0; passed < begins.length; passed += 1) {
      this.#comparisons += 1
      if (this.#comparisons > limits.comparisons) return undefined
      const index = (this.#next + passed) % begins.length
      const at = begins[index] as number
      if (!standsAt(this.#bytes, at + middle, probe) || !standsAt(this.#bytes, at, raw)) continue
      this.#next = index + 1
      return at
    }
    return undefined
  }

  #isPlainCopy(
    pageIndex: number,
    {
      offset,
      jpeg,
      rawLength,
    }: { readonly offset: number; readonly jpeg: PlainJpeg; readonly rawLength: number },
    colourSpace: string,
    scratch: number,
  ): boolean {
    const copy = copyOfPage(this.#module, this.#document, pageIndex, scratch)
    if (copy === undefined) return false
    this.#otherBytes += copy.byteLength - rawLength
    try {
      const raw = this.#bytes.subarray(offset, offset + rawLength)
      return isPlain(readWrittenPdf(copy), { raw, jpeg, colourSpace })
    } catch {
      // Not as PDFium writes it.
      return false
    }
  }
}

/** The one picture of a page that has nothing else on it that is seen. */
function onlyImage(module: Pdfium, page: number, scratch: number): number | undefined {
  const count = module.FPDFPage_CountObjects(page)
  if (count < 1 || count > limits.objectsOfPage) return undefined
  let image: number | undefined
  for (let index = 0; index < count; index += 1) {
    const object = module.FPDFPage_GetObject(page, index)
    const kind = module.FPDFPageObj_GetType(object)
    if (kind === kinds.image && image === undefined) image = object
    else if (kind !== kinds.text || module.FPDFTextObj_GetTextRenderMode(object) !== kinds.invisible)
      return undefined
  }
  if (image === undefined) return undefined
  // None at all is -1: words may clip, too.
  const isClipped = module.FPDFClipPath_CountPaths(module.FPDFPageObj_GetClipPath(image)) >= 0
  const isSeen =
    !isClipped && !module.FPDFPageObj_HasTransparency(image) && !isOptional(module, image, scratch)
  const isUpright = module.FPDFPage_GetRotation(page) === 0 && module.FPDFPage_GetAnnotCount(page) === 0
  return isSeen && isUpright ? image : undefined
}

/** Marks of optional content; those of tagged files change nothing. */
function isOptional(module: Pdfium, object: number, scratch: number): boolean {
  const marks = Array.from({ length: module.FPDFPageObj_CountMarks(object) }, (_, index) =>
    module.FPDFPageObj_GetMark(object, index),
  )
  return marks.some((it) => {
    const isKnown = module.FPDFPageObjMark_GetName(it, scratch + 4, scratchBytes - 4, scratch)
    return !isKnown || module.pdfium.UTF16ToString(scratch + 4) === 'OC'
  })
}

type Place = { readonly page: number; readonly image: number; readonly scratch: number }

function coversPage(module: Pdfium, { page, image, scratch }: Place): boolean {
  const floats = (count: number): Float32Array =>
    memoryOf(module).HEAPF32.slice(scratch >>> 2, (scratch >>> 2) + count)
  // FS_RECTF: left, top, right, bottom.
  if (!module.FPDF_GetPageBoundingBox(page, scratch)) return false
  const [left = NaN, top = NaN, right = NaN, bottom = NaN] = floats(4)
  if (!module.FPDFPageObj_GetMatrix(image, scratch)) return false
  const [a = NaN, b, c, d = NaN, e = NaN, f = NaN] = floats(6)
  if (b !== 0 || c !== 0 || !(a > 0) || !(d > 0)) return false
  const gaps = [e - left, e + a - right, f - bottom, f + d - top]
  return gaps.every((it) => Math.abs(it) <= nearEnough)
}

type Metadata = {
  readonly width: number
  readonly height: number
  readonly name: string
  readonly components: number
}

/** Of a picture in DeviceGray or DeviceRGB with 8 bits for each component. */
function metadataOf(module: Pdfium, { page, image, scratch }: Place): Metadata | undefined {
  if (!module.FPDFImageObj_GetImageMetadata(image, page, scratch)) return undefined
  const at = (index: number): number => module.pdfium.getValue(scratch + 4 * index, 'i32')
  // FPDF_IMAGEOBJ_METADATA: width, height, two resolutions, bits for each pixel, colour space.
  const [width, height, bits] = [at(0), at(1), at(4)]
  const colours = colourSpaces.get(at(5))
  return colours === undefined || bits !== 8 * colours.components ? undefined : { width, height, ...colours }
}

function jpegsIn(bytes: Buffer): readonly number[] {
  const found: number[] = []
  const begin = Buffer.from([0xff, 0xd8, 0xff])
  for (let at = bytes.indexOf(begin); at >= 0; at = bytes.indexOf(begin, at + 1)) found.push(at)
  return found
}

function standsAt(bytes: Buffer, at: number, wanted: Uint8Array): boolean {
  const end = at + wanted.byteLength
  return end <= bytes.byteLength && bytes.compare(wanted, 0, wanted.byteLength, at, end) === 0
}

/** One page as a PDF of its own, as PDFium has understood it. */
function copyOfPage(
  module: Pdfium,
  document: number,
  pageIndex: number,
  scratch: number,
): Buffer | undefined {
  const memory = memoryOf(module)
  const copy = module.FPDF_CreateNewDocument()
  const writer = module.PDFiumExt_OpenFileWriter()
  try {
    module.pdfium.setValue(scratch, pageIndex, 'i32')
    const isWritten =
      module.FPDF_ImportPagesByIndex(copy, document, scratch, 1, 0) &&
      module.PDFiumExt_SaveAsCopy(copy, writer)
    if (!isWritten) return undefined
    const size = module.PDFiumExt_GetFileWriterSize(writer)
    const at = memory.wasmExports.malloc(size)
    if (at === 0) return undefined
    module.PDFiumExt_GetFileWriterData(writer, at, size)
    const bytes = Buffer.from(memory.HEAPU8.subarray(at >>> 0, (at >>> 0) + size))
    memory.wasmExports.free(at)
    return bytes
  } finally {
    module.PDFiumExt_CloseFileWriter(writer)
    module.FPDF_CloseDocument(copy)
  }
}

/** Throws on what is not there. */
function isPlain(
  pdf: WrittenPdf,
  {
    raw,
    jpeg,
    colourSpace,
  }: { readonly raw: Uint8Array; readonly jpeg: PlainJpeg; readonly colourSpace: string },
): boolean {
  const pages = dictionaryOf(pdf.value(pdf.root.get('Pages')))
  const page = dictionaryOf(pdf.value(first(pages.get('Kids'))))
  if (!hasOnly(page, pageKeys) || !isNothing(pdf.value(page.get('Annots')))) return false
  const resources = dictionaryOf(pdf.value(page.get('Resources')))
  for (const [key, value] of resources)
    if (!['ProcSet', 'Font', 'XObject'].includes(key) && !isNothing(pdf.value(value))) return false
  const pictures = [...dictionaryOf(pdf.value(resources.get('XObject'))).values()]
  if (pictures.length !== 1 || hasPictureInside(pdf, page.get('Contents'))) return false
  const { dictionary, bytes } = pdf.stream(pictures[0])
  const value = (key: string): PdfValue | undefined => pdf.value(dictionary.get(key))
  return (
    hasOnly(dictionary, imageKeys) &&
    value('Subtype') === '/Image' &&
    value('Width') === jpeg.width &&
    value('Height') === jpeg.height &&
    value('ColorSpace') === colourSpace &&
    value('BitsPerComponent') === 8 &&
    (value('Filter') === '/DCTDecode' || first(value('Filter')) === '/DCTDecode') &&
    Buffer.compare(bytes, raw) === 0
  )
}

function hasOnly(dictionary: PdfDictionary, keys: ReadonlySet<string>): boolean {
  return [...dictionary.keys()].every((it) => keys.has(it))
}

/** Of a list of one. */
function first(value: PdfValue | undefined): PdfValue | undefined {
  return isList(value) && value.length === 1 ? value[0] : undefined
}

/** Absent, or a list or a dictionary with nothing in it. */
function isNothing(value: PdfValue | undefined): boolean {
  if (value === undefined || value === null) return true
  return value instanceof Map ? value.size === 0 : isList(value) && value.length === 0
}

function isList(value: PdfValue | undefined): value is readonly PdfValue[] {
  return Array.isArray(value)
}

/** The word for a picture that is written into the content of its page, even if it should stand in a text. */
const pictureInside = /(?<![A-Za-z0-9])BI(?![A-Za-z0-9])/

function hasPictureInside(pdf: WrittenPdf, contents: PdfValue | undefined): boolean {
  const streams: readonly (PdfValue | undefined)[] = isList(contents) ? contents : [contents]
  const texts = streams.map((it) => {
    const { dictionary, bytes } = pdf.stream(it)
    const filter = dictionary.get('Filter')
    if (filter !== '/FlateDecode' && first(filter) !== '/FlateDecode') throw new Error('another filter')
    if (dictionary.has('DecodeParms')) throw new Error('another way to unpack')
    return inflateSync(bytes, { maxOutputLength: limits.contentBytes }).toString('latin1')
  })
  return pictureInside.test(texts.join('\n'))
}
