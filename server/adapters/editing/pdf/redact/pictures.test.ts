import { PDFDocument, PDFName, PDFRawStream, type PDFPage } from 'pdf-lib'
import sharp, { type Sharp } from 'sharp'
import { test } from 'tap'
import { blackedOut, proveGone } from '../../../../testing/blacked-out.ts'
import { proofOf } from '../../../../testing/pdf-proof.ts'
import type { Box } from '../geometry.ts'

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
