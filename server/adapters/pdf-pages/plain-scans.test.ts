import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { test } from 'tap'
import { type ScanChange, placed, scannedJpeg, scannedPdf, streamOf } from '../../testing/scanned-pdf.ts'
import { createPageRenderer } from './page-renderer.ts'
import { openPdf } from './pdfium.ts'
import type { PlainScan } from '../../contract/book.ts'

async function scansOf(pdf: Uint8Array): Promise<readonly (PlainScan | undefined)[]> {
  const open = await openPdf(pdf)
  try {
    const scans: (PlainScan | undefined)[] = []
    for (let index = 0; index < open.pageCount; index += 1) scans.push(open.plainScan(index))
    return scans
  } finally {
    await open.close()
  }
}

/** Of a PDF with one page, as far as it is a plain scan. */
async function scanOf(change: ScanChange): Promise<PlainScan | undefined> {
  const [scan] = await scansOf(await scannedPdf([change]))
  return scan
}

const jpeg = await scannedJpeg()
const grey = await scannedJpeg({ grey: true })
const font = '/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>'
const invisible = 'BT /F1 12 Tf 3 Tr 10 20 Td (scanned words) Tj ET'
const soft = streamOf(
  '/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8',
  Buffer.from([128]),
)
const stencil = streamOf(
  '/Type/XObject/Subtype/Image/Width 8/Height 1/ImageMask true/BitsPerComponent 1',
  Buffer.from([0xf0]),
)

/** Puts a segment behind the first two bytes of a JPEG. */
function withSegment(marker: number, data: Buffer | string, of = jpeg): Buffer {
  const bytes = Buffer.from(data as string, 'latin1')
  const head = Buffer.from([0xff, marker, (bytes.byteLength + 2) >> 8, (bytes.byteLength + 2) & 255])
  return Buffer.concat([of.subarray(0, 2), head, bytes, of.subarray(2)])
}

const adobe = (transform: number): string => `Adobe\0d\0\0\0\0${String.fromCharCode(transform)}`

const larger = 'larger than the page by a third of a point'
const plain: Readonly<Record<string, ScanChange>> = {
  'in colours': {},
  'in grey': { jpeg: grey, colourSpace: '/DeviceGray' },
  'a progressive one': { jpeg: await sharp(jpeg).jpeg({ progressive: true }).toBuffer() },
  'with Adobe’s segment that says YCbCr': { jpeg: withSegment(0xee, adobe(1)) },
  'with a comment': { jpeg: withSegment(0xfe, 'a comment') },
  'with zeros behind its end': { jpeg: Buffer.concat([jpeg, Buffer.from('\0\r\n')]) },
  'under invisible words': { resources: font, content: `${placed} ${invisible}` },
  'over invisible words': { resources: font, content: `${invisible} ${placed}` },
  'of a tagged file': { content: `/Figure <</MCID 0>> BDC ${placed} EMC` },
  'on a page that does not begin at 0': {
    boxes: '/MediaBox[10 20 110 170]',
    content: 'q 100 0 0 150 10 20 cm /Im0 Do Q',
  },
  [larger]: { content: 'q 100.3 0 0 150.3 -0.1 -0.1 cm /Im0 Do Q' },
  'as large as the crop box': {
    boxes: '/MediaBox[0 0 120 170]/CropBox[10 10 110 160]',
    content: 'q 100 0 0 150 10 10 cm /Im0 Do Q',
  },
  'to be smoothed, with a name': { image: '/Interpolate true/Name/Im0' },
  'with its size elsewhere': { page: '/Rotate 0/Annots[]', resources: '/ProcSet[/PDF/ImageC]/ExtGState<<>>' },
}

test('a page that is nothing but one JPEG is told, with the bytes of that', async (t) => {
  for (const [name, change] of Object.entries(plain)) {
    const pdf = await scannedPdf([change])
    const [scan] = await scansOf(pdf)
    const found = scan && pdf.subarray(scan.offset, scan.offset + scan.length)
    const expected = change.jpeg ?? jpeg
    const end = expected.lastIndexOf(Buffer.from([0xff, 0xd9])) + 2
    t.ok(found?.equals(expected.subarray(0, end)), name)
  }
})

test('what is told looks as PDFium draws the page', async (t) => {
  for (const [name, change] of Object.entries(plain)) {
    // Half a dot aside: of stripes so thin every dot is another.
    if (name === larger) continue
    const open = await openPdf(await scannedPdf([change]))
    const drawn = await sharp(await open.picture(0, 200))
      .resize(200, 300, { fit: 'fill' })
      .removeAlpha()
      .raw()
      .toBuffer()
    await open.close()
    const decoded = await sharp(change.jpeg ?? jpeg)
      .toColourspace('srgb')
      .raw()
      .toBuffer()
    const sum = drawn.reduce((before, value, at) => before + Math.abs(value - (decoded[at] ?? NaN)), 0)
    t.ok(sum / drawn.byteLength < 3, `${name}: ${sum / drawn.byteLength}`)
  }
})

test('of many pages each has its own JPEG, in whatever order, also one that is used twice', async (t) => {
  const jpegs = await Promise.all([3, 1, 2, 1].map((seed) => scannedJpeg({ seed })))
  const pdf = await scannedPdf([...jpegs.map((it) => ({ jpeg: it })), { page: '/Rotate 90' }])
  const scans = await scansOf(pdf)
  t.equal(scans.length, 5)
  for (const [index, expected] of jpegs.entries()) {
    const { offset = 0, length = 0 } = scans[index] ?? {}
    t.ok(pdf.subarray(offset, offset + length).equals(expected), `page ${index}`)
  }
  t.equal(scans[4], undefined)
})

const own = '/Type/XObject/Subtype/Image/Width 200/Height 300/ColorSpace/DeviceRGB/BitsPerComponent 8'
const inside = `q 100 0 0 150 0 0 cm BI /W 200 /H 300 /CS /RGB /BPC 8 /F /DCT /D[1 0 1 0 1 0] ID ${jpeg.toString('latin1')} EI Q`

const notPlain: Readonly<Record<string, ScanChange>> = {
  'a soft mask': { image: '/SMask 20 0 R', objects: { 20: soft } },
  'a mask of colours': { image: '/Mask[200 255 200 255 200 255]' },
  'a stencil': { image: '/Mask 20 0 R', objects: { 20: stencil } },
  'colours the other way round': { image: '/Decode[1 0 1 0 1 0]' },
  'Decode as it would be anyway': { image: '/Decode[0 1 0 1 0 1]' },
  'parameters of its filter': { image: '/DecodeParms<</ColorTransform 0>>' },
  'an intent': { image: '/Intent/Perceptual' },
  alternates: { image: '/Alternates[]' },
  'optional content of the picture': { image: '/OC<</Type/OCG/Name(x)>>' },
  'two filters': {
    filter: '[/ASCIIHexDecode/DCTDecode]',
    objects: {
      5: streamOf(`${own}/Filter[/ASCIIHexDecode/DCTDecode]`, Buffer.from(`${jpeg.toString('hex')}>`)),
    },
  },
  'another filter': {
    objects: { 5: streamOf(`${own}/Filter/FlateDecode`, deflateSync(Buffer.alloc(180_000))) },
  },
  'two pictures': { content: `${placed} q 10 0 0 10 5 5 cm /Im0 Do Q` },
  'the picture twice': { content: `${placed} ${placed}` },
  'a line over it': { content: `${placed} 0 0 m 50 50 l S` },
  'paper under it': { content: `1 1 0.9 rg 0 0 100 150 re f ${placed}` },
  'words over it': { resources: font, content: `${placed} ${invisible.replace('3 Tr', '0 Tr')}` },
  'words that clip': { resources: font, content: `${invisible.replace('3 Tr', '7 Tr')} ${placed}` },
  shading: {
    resources:
      '/Shading<</S0<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 1]/Function<</FunctionType 2/Domain[0 1]/N 1>>>>>>',
    content: `${placed} /S0 sh`,
  },
  'an annotation': { page: '/Annots[<</Type/Annot/Subtype/Square/Rect[10 10 50 50]/C[1 0 0]>>]' },
  'a hidden annotation': { page: '/Annots[<</Type/Annot/Subtype/Square/Rect[10 10 50 50]/F 2>>]' },
  'a turned page': { page: '/Rotate 90' },
  'a page upside down': { page: '/Rotate 180' },
  'a crop box that is smaller': { boxes: '/MediaBox[0 0 100 150]/CropBox[10 10 90 140]' },
  'a picture upside down': { content: 'q 100 0 0 -150 0 150 cm /Im0 Do Q' },
  'a mirrored picture': { content: 'q -100 0 0 150 100 0 cm /Im0 Do Q' },
  'a turned picture': { content: 'q 0 150 -100 0 100 0 cm /Im0 Do Q' },
  'a slanting picture': { content: 'q 100 0.01 0 150 0 0 cm /Im0 Do Q' },
  'a picture that is off the page': { content: 'q 100 0 0 150 1 0 cm /Im0 Do Q' },
  'a picture that is smaller': { content: 'q 99 0 0 149 0 0 cm /Im0 Do Q' },
  'a picture that is larger': { content: 'q 102 0 0 152 -1 -1 cm /Im0 Do Q' },
  'a clip path': { content: `0 0 50 150 re W n ${placed}` },
  'an ICC profile': {
    colourSpace: '[/ICCBased 20 0 R]',
    objects: { 20: streamOf('/N 3/Alternate/DeviceRGB', Buffer.from('none')) },
  },
  CMYK: { jpeg: await sharp(jpeg).toColourspace('cmyk').jpeg().toBuffer(), colourSpace: '/DeviceCMYK' },
  'a palette': { jpeg: grey, colourSpace: '[/Indexed/DeviceRGB 1<000000ffffff>]' },
  'calibrated colours': { colourSpace: '[/CalRGB<</WhitePoint[0.95 1 1.09]/Gamma[2 2 2]>>]' },
  'other default colours': {
    resources: '/ColorSpace<</DefaultRGB[/CalRGB<</WhitePoint[0.95 1 1.09]/Gamma[3 3 3]>>]>>',
  },
  'grey in a space of three': { jpeg: grey },
  'a colour space by its short name': { colourSpace: '/RGB' },
  Exif: {
    jpeg: withSegment(0xe1, 'Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0'),
  },
  'a profile in the JPEG': { jpeg: withSegment(0xe2, 'ICC_PROFILE\0\x01\x01') },
  'Adobe’s segment that says RGB': { jpeg: withSegment(0xee, adobe(0)) },
  'a segment nobody knows': { jpeg: withSegment(0xe5, 'x') },
  'something behind its end': { jpeg: Buffer.concat([jpeg, Buffer.from('more')]) },
  'no end': { jpeg: jpeg.subarray(0, -2) },
  alpha: { resources: '/ExtGState<</G<</ca 0.5>>>>', content: `/G gs ${placed}` },
  'a blend mode': { resources: '/ExtGState<</G<</BM/Multiply>>>>', content: `/G gs ${placed}` },
  'a transfer function': {
    resources: '/ExtGState<</G<</TR<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>>>>>',
    content: `/G gs ${placed}`,
  },
  'optional content': {
    resources: '/Properties<</O<</Type/OCG/Name(x)>>>>',
    content: `/OC /O BDC ${placed} EMC`,
  },
  'a mark of optional content': { content: `/OC <</Type/OCG>> BDC ${placed} EMC` },
  'a group': { page: '/Group<</S/Transparency/CS/DeviceRGB/I true>>' },
  'another unit': { page: '/UserUnit 2' },
  'another size than the JPEG’s': { image: '/Width 199' },
  'a form with the picture': {
    objects: {
      5: streamOf(
        '/Type/XObject/Subtype/Form/BBox[0 0 100 150]/Resources<</XObject<</Im0 20 0 R>>>>',
        Buffer.from(placed),
      ),
      20: streamOf(`${own}/Filter/DCTDecode`, jpeg),
    },
  },
  'a picture written into the content, beside one that is not shown': { jpeg, content: inside },
  'another picture that is not shown': {
    objects: {
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 150]/Contents 4 0 R/Resources<</XObject<</Im0 5 0 R/Im1 20 0 R>>>>>>',
      20: streamOf(`${own}/Filter/DCTDecode`, jpeg),
    },
  },
  'a mask, and the same JPEG elsewhere without': {
    image: '/SMask 20 0 R',
    objects: { 20: soft, 21: streamOf(`${own}/Filter/DCTDecode`, jpeg) },
  },
  // What stands before its JPEG looks like a dictionary without a mask; PDFium reads all of it as one with.
  'a mask behind a comment': {
    image: ' /SMask 20 0 R % >> endobj\n21 0 obj <</Name/Im0',
    objects: { 20: soft },
  },
}

test('any other page is not', async (t) => {
  for (const [name, change] of Object.entries(notPlain)) t.equal(await scanOf(change), undefined, name)
})

test('what the renderer tells is about the PDF that is kept', { timeout: 180_000 }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-scans-test-'))
  const renderer = await createPageRenderer({ allowUnsandboxed: false })
  t.teardown(async () => {
    await renderer.close()
    await rm(folder, { recursive: true, force: true })
  })
  const path = join(folder, 'source.pdf')
  /** Of each page the JPEG that is told, as it stands in the PDF that is kept. */
  const toldOf = async (pdf: Buffer): Promise<readonly (Buffer | undefined)[]> => {
    await writeFile(path, pdf)
    let kept = pdf
    const found: (Buffer | undefined)[] = []
    await renderer.render(
      { path, kind: 'pdf' },
      {
        pdf: async (made) => void (kept = made === undefined ? pdf : await readFile(made)),
        about: async () => {},
        page: async ({ scan }) =>
          void found.push(scan && kept.subarray(scan.offset, scan.offset + scan.length)),
      },
    )
    return found
  }
  const two = await scannedPdf([{ jpeg }, { page: '/Rotate 90' }])
  t.same(await toldOf(two), [jpeg, undefined])
  const withBadPage = await scannedPdf([{ boxes: '/MediaBox[0 0 1000000 150]' }, { jpeg }])
  t.same(await toldOf(withBadPage), [undefined, jpeg], 'a file that was written anew')
  await writeFile(path, two)
  await promisify(execFile)('qpdf', ['--encrypt', '', 'owner', '256', '--', path, join(folder, 'locked.pdf')])
  const locked = await readFile(join(folder, 'locked.pdf'))
  t.same(await toldOf(locked), [undefined, undefined], 'what PDFium has read is not what is kept')
})
