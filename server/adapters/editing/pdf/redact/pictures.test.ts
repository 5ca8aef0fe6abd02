import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFStream, type PDFPage } from 'pdf-lib'
import sharp, { type Sharp } from 'sharp'
import { test } from 'tap'
import { blackedOut, editContext, proveGone } from '../../../../testing/blacked-out.ts'
import { holds, proofOf } from '../../../../testing/pdf-proof.ts'
import type { Box } from '../geometry.ts'
import { pdfEditor } from '../pdf-editor.ts'
import { hasTaken } from './taken-streams.ts'

const patient = { timeout: 300_000 }

/** Noise that no packing makes plain, with a red patch in the middle: the secret of a picture. */
async function patched(width: number, height: number): Promise<Sharp> {
  const raw = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const isPatch = x > width * 0.4 && x < width * 0.6 && y > height * 0.4 && y < height * 0.6
      raw.set(isPatch ? [220, 20, 20] : [200, 200, (x * 7 + y * 13) % 256], 3 * (y * width + x))
    }
  return sharp(raw, { raw: { width, height, channels: 3 } })
}

async function redIn(images: readonly Buffer[]): Promise<number> {
  let red = 0
  for (const image of images) {
    const { data, info } = await sharp(image)
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    for (let at = 0; at < data.length; at += info.channels)
      if ((data[at] ?? 0) > 150 && (data[at + 1] ?? 255) < 90 && (data[at + 2] ?? 255) < 90) red += 1
  }
  return red
}

test('墨塗り of pictures: the pixels are gone from their data', patient, async (t) => {
  const box: Box = [70, 70, 60, 60]
  const [side, whole] = [200, await patched(100, 100)]
  const onPage = async (
    make: (document: PDFDocument, page: PDFPage) => Promise<void>,
  ): Promise<Uint8Array> => {
    const document = await PDFDocument.create()
    await make(document, document.addPage([side, side]))
    return document.save()
  }
  const image = (document: PDFDocument, page: PDFPage, dict: object, bytes: Uint8Array): void => {
    const { context } = document
    const all = { Type: 'XObject', Subtype: 'Image', Width: 100, Height: 100, Length: bytes.length, ...dict }
    page.node.setXObject(PDFName.of('I'), context.register(PDFRawStream.of(context.obj(all), bytes)))
    page.node.addContentStream(context.register(context.stream(`q ${side} 0 0 ${side} 0 0 cm /I Do Q`)))
  }
  const kinds: Readonly<Record<string, Uint8Array>> = {
    jpeg: await onPage(async (document, page) =>
      page.drawImage(await document.embedJpg(await whole.clone().jpeg({ quality: 95 }).toBuffer()), {
        width: side,
        height: side,
      }),
    ),
    png: await onPage(async (document, page) =>
      page.drawImage(await document.embedPng(await whole.clone().png().toBuffer()), {
        width: side,
        height: side,
      }),
    ),
    inline: await onPage(async (document, page) => {
      const { context } = document
      const hex = (await whole.clone().raw().toBuffer()).toString('hex')
      const inline = `BI /W 100 /H 100 /CS /RGB /BPC 8 /F /AHx ID ${hex}> EI`
      page.node.addContentStream(
        context.register(context.flateStream(`q ${side} 0 0 ${side} 0 0 cm ${inline} Q`)),
      )
    }),
  }
  for (const [kind, original] of Object.entries(kinds)) {
    t.ok(
      kind === 'inline' || (await redIn((await proofOf(original)).images)) > 300,
      `${kind}: the patch is there`,
    )
    const bytes = await blackedOut(t, original, [[box]])
    const proof = await proveGone(t, bytes, 'no such words', [box])
    t.equal(proof.images.length, 1, kind)
    t.equal(await redIn(proof.images), 0, `${kind}: no red pixel in its data`)
    const edge = await proof.crop(1, [10, 10, 20, 20])
    t.ok(Math.min(...edge) > 100, `${kind}: the rest is as it was`)
  }

  // Fax (CCITT): letters as stripes. Also a stencil and a picture whose secret is in its transparency.
  const stripes = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#ffffff' } })
    .composite([
      { input: { create: { width: 10, height: 10, channels: 3, background: '#000000' } }, left: 45, top: 45 },
    ])
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  const tiff = await sharp(stripes, { raw: { width: 100, height: 100, channels: 1 } })
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1, miniswhite: true })
    .toBuffer()
  const faxData = stripOf(tiff)
  const fax = await onPage(async (document, page) =>
    image(
      document,
      page,
      {
        BitsPerComponent: 1,
        ColorSpace: 'DeviceGray',
        Filter: 'CCITTFaxDecode',
        DecodeParms: { K: -1, Columns: 100, Rows: 100 },
      },
      faxData,
    ),
  )
  const darkIn = async (images: readonly Buffer[]): Promise<number> => {
    const [first] = images
    const data = await sharp(first).greyscale().raw().toBuffer()
    return data.filter((it) => it < 128).length
  }
  t.equal(await darkIn((await proofOf(fax)).images), 100, 'a hundred black pixels')
  const faxBytes = await blackedOut(t, fax, [[[86, 86, 10, 10]]])
  const cleaned = await proveGone(t, faxBytes, 'no such words', [[86, 86, 10, 10]])
  t.equal(await darkIn(cleaned.images), 116, 'the pixels of the box, 25 of which 9 were black, and no other')
  const covered = await proofOf(await blackedOut(t, fax, [[box]]))
  t.equal(await darkIn(covered.images), 900, 'the box itself, 30 by 30 pixels, and nothing of what was in it')

  const alpha = await onPage(async (document, page) => {
    const hole = Buffer.alloc(100 * 100, 255)
    for (let y = 45; y < 55; y += 1) hole.fill(0, y * 100 + 45, y * 100 + 55)
    const mask = document.context.register(
      document.context.flateStream(hole, {
        Type: 'XObject',
        Subtype: 'Image',
        Width: 100,
        Height: 100,
        BitsPerComponent: 8,
        ColorSpace: 'DeviceGray',
      }),
    )
    image(
      document,
      page,
      { BitsPerComponent: 8, ColorSpace: 'DeviceGray', SMask: mask },
      Buffer.alloc(10_000, 120),
    )
  })
  const masks = (
    await PDFDocument.load(await blackedOut(t, alpha, [[box]]))
  ).context.enumerateIndirectObjects()
  t.ok((await proofOf(alpha)).images.length === 2 && masks.length > 3)
  const transparent = await proofOf(await blackedOut(t, alpha, [[box]]))
  const values = await Promise.all(transparent.images.map((it) => sharp(it).greyscale().raw().toBuffer()))
  t.ok(
    values.every((it) => new Set(it.subarray(45 * 100 + 40, 45 * 100 + 60)).size === 1),
    'the mask tells nothing either',
  )
})

/** The data of the only strip of a TIFF. */
function stripOf(tiff: Buffer): Uint8Array {
  const directory = tiff.readUInt32LE(4)
  const value = (tag: number): number => {
    for (let at = directory + 2; ; at += 12)
      if (tiff.readUInt16LE(at) === tag)
        return tiff.readUInt16LE(at + 2) === 3 ? tiff.readUInt16LE(at + 8) : tiff.readUInt32LE(at + 8)
  }
  return tiff.subarray(value(273), value(273) + value(279))
}

const plain = '0 0 0 rg 150 150 20 20 re f'
const picture = 'q 100 0 0 100 20 20 cm /I Do Q'
const form = '/F Do'
const box: Box = [10, 70, 120, 120]
const part: Box = [60, 120, 20, 20]
const words = 'TOP SECRET'

/** Pages with these contents and one dictionary of resources, as LibreOffice writes it: on each page and for all of them, or only there. */
async function sharing(contents: readonly string[], layout: 'shared' | 'inherited') {
  const document = await PDFDocument.create()
  const { context, catalog } = document
  const pixels = await (await patched(100, 100)).raw().toBuffer()
  const all = context.nextRef()
  const image = context.flateStream(pixels, {
    ...{ Type: 'XObject', Subtype: 'Image', Width: 100, Height: 100 },
    ...{ BitsPerComponent: 8, ColorSpace: 'DeviceRGB' },
  })
  const formOf = (content: string) =>
    context.register(
      context.flateStream(content, {
        ...{ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 200, 200], Resources: all },
        Group: { S: 'Transparency', CS: 'DeviceGray' },
      }),
    )
  const text = `BT /H 12 Tf 25 100 Td (${words}) Tj ET 0 0 0 rg 150 150 20 20 re f`
  const resources = context.obj({
    XObject: { I: context.register(image), F: formOf(text) },
    Font: { H: { Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' } },
    ExtGState: { G: { SMask: { S: 'Luminosity', G: formOf(picture) } } },
  })
  context.assign(all, resources)
  for (const content of contents) {
    const { node } = document.addPage([200, 200])
    node.set(PDFName.of('Contents'), context.register(context.flateStream(content)))
    if (layout === 'shared') node.set(PDFName.of('Resources'), all)
    else node.delete(PDFName.of('Resources'))
  }
  catalog.Pages().set(PDFName.of('Resources'), all)
  return { original: await document.save(), pixels, row: pixels.subarray(3 * 5042, 3 * 5058) }
}

test(
  '墨塗り of what one dictionary names for all pages: the original is in no object',
  patient,
  async (t) => {
    for (const layout of ['shared', 'inherited'] as const) {
      const others = layout === 'shared' ? [plain] : []
      for (const [what, boxes] of [['wholly', [box]] as const, ['partly', [part]] as const]) {
        const { original, pixels, row } = await sharing([picture, ...others], layout)
        t.ok(
          (await holds(original, pixels)) && (await holds(original, row)),
          'the search finds it where it is',
        )
        const bytes = await blackedOut(t, original, [boxes, ...others.map(() => [])])
        t.notOk(await holds(bytes, pixels), `${layout}, ${what} covered: no original`)
        t.notOk(await holds(bytes, row), `${layout}, ${what} covered: nothing of what was under the box`)
        const { images, crop } = await proveGone(t, bytes, words, boxes)
        t.equal(images.length, what === 'wholly' ? 0 : 1)
        if (layout === 'shared')
          t.ok(Math.max(...(await crop(2, [152, 32, 16, 16]))) < 16, 'the other page is as it was')
      }
      const { original } = await sharing([form, ...others], layout)
      t.match((await proofOf(original)).raw, words)
      const boxes: readonly Box[] = [[10, 80, 120, 30]]
      const proof = await proveGone(
        t,
        await blackedOut(t, original, [boxes, ...others.map(() => [])]),
        words,
        boxes,
      )
      t.ok(Math.max(...(await proof.crop(1, [152, 32, 16, 16]))) < 16, 'the rest of the form stays')

      // With a soft mask the page becomes a picture: of the mask, and of what it shows, nothing stays either.
      const masked = await sharing([`/G gs ${picture} ${form}`, ...others], layout)
      const whole: readonly Box[] = [[0, 0, 200, 200]]
      const asPicture = await blackedOut(t, masked.original, [whole, ...others.map(() => [])])
      t.notOk(await holds(asPicture, masked.pixels), `${layout}: no original beside the picture of the page`)
      t.equal((await proveGone(t, asPicture, words, whole)).images.length, 1)
    }
  },
)

test('a picture stays for the page that draws it where no box is, and for no other', patient, async (t) => {
  const apply = async (file: Uint8Array, pages: readonly object[], others = new Map<string, Uint8Array>()) =>
    pdfEditor.apply(file, Buffer.from(JSON.stringify({ pages })), { ...editContext, others })
  const must = async (done: ReturnType<typeof apply>): Promise<Uint8Array> => {
    const result = await done
    if (!result.ok) throw new Error(JSON.stringify(result.error))
    return result.value
  }
  const marks = [{ kind: 'redact', box }]
  const both = await sharing([picture, picture], 'shared')
  const kept = await must(apply(both.original, [{ index: 0, marks }, { index: 1 }]))
  t.ok(await holds(kept, both.pixels), 'drawn on the second page')
  const { crop } = await proofOf(kept)
  t.ok(
    Math.max(...(await crop(1, [21, 81, 98, 98]))) < 16 &&
      Math.max(...(await crop(2, [21, 81, 98, 98]))) > 100,
  )
  const neither = await must(
    apply(both.original, [
      { index: 0, marks },
      { index: 1, marks },
    ]),
  )
  t.notOk(await holds(neither, both.pixels), 'covered on both')

  // What another page draws is not known: the picture could be what it shows.
  const unread = await sharing([picture, '1 0 0 12-34 re f'], 'shared')
  t.match(await apply(unread.original, [{ index: 0, marks }, { index: 1 }]), {
    ok: false,
    error: { code: 'edit_pdf_not_blacked_out', fact: '1ページ' },
  })

  // Copies joined for the requester, and single pages: they bring nothing that they do not show.
  const { original, pixels } = await sharing([picture, plain], 'shared')
  const copy = await must(apply(original, [{ index: 0, marks }, { index: 1 }]))
  const foreign = await must(apply((await sharing([form], 'inherited')).original, [{ index: 0, marks }]))
  const all = [{ index: 0 }, { index: 1 }]
  const joined = await must(apply(copy, [...all, { index: 0, from: 'b' }], new Map([['b', foreign]])))
  t.notOk(await holds(joined, pixels), 'joined')
  await proveGone(t, joined, words, [])
  const second = await must(apply(original, [{ index: 1 }]))
  t.notOk(await holds(second, pixels), 'without the page that shows it')
  const brought = await must(
    apply(foreign, [{ index: 0 }, { index: 1, from: 'a' }], new Map([['a', original]])),
  )
  t.notOk(await holds(brought, pixels), 'only the other page was brought in')
})

test('墨塗り: whatever else of the file names what was covered leads nowhere', patient, async (t) => {
  const { original, pixels } = await sharing([picture, plain], 'shared')
  const document = await PDFDocument.load(original)
  const { context, catalog } = document
  const [first] = document.getPages()
  const all = first?.node.get(PDFName.of('Resources'))
  const image = first?.node.Resources()?.lookup(PDFName.of('XObject'), PDFDict).get(PDFName.of('I'))
  catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [], DR: all }))
  const figure = context.obj({ S: 'Figure', K: { Type: 'OBJR', Obj: image } })
  figure.set(PDFName.of('Alt'), PDFHexString.fromText(words))
  catalog.set(PDFName.of('StructTreeRoot'), context.obj({ Type: 'StructTreeRoot', K: figure }))
  // A stamp that shows the picture once more, under the box.
  const look = context.stream(picture, {
    ...{ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 200, 200], Resources: all },
  })
  const stamp = {
    Type: 'Annot',
    Subtype: 'Stamp',
    Rect: [20, 20, 120, 120],
    AP: { N: context.register(look) },
  }
  first?.node.addAnnot(context.register(context.obj(stamp)))
  const file = await document.save()
  t.ok(await holds(file, pixels))
  const bytes = await blackedOut(t, file, [[box], []])
  t.notOk(await holds(bytes, pixels), 'no original')
  await proveGone(t, bytes, words, [box])
})

test('a file that was written is searched for what was taken out of it', async (t) => {
  const pictureOf = async ({ original }: Awaited<ReturnType<typeof sharing>>) => {
    const { context } = await PDFDocument.load(original)
    const streams = context
      .enumerateIndirectObjects()
      .flatMap(([, it]) => (it instanceof PDFStream ? [it] : []))
    return new Set(streams.filter((it) => it.dict.get(PDFName.of('Subtype')) === PDFName.of('Image')))
  }
  const named = await sharing([plain], 'shared')
  t.ok(await hasTaken(named.original, await pictureOf(named)), 'named by the resources and drawn nowhere')
  const loose = await PDFDocument.load((await sharing([plain], 'shared')).original)
  for (const { node } of loose.getPages()) node.delete(PDFName.of('Resources'))
  loose.catalog.Pages().delete(PDFName.of('Resources'))
  t.ok(await hasTaken(await loose.save(), await pictureOf(named)), 'nothing leads to it')
  const drawn = await sharing([plain, picture], 'shared')
  t.notOk(await hasTaken(drawn.original, await pictureOf(drawn)), 'a page draws it')
})
