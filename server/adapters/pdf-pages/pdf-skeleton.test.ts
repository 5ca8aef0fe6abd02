import { randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { test } from 'tap'
import { openPdf } from './pdfium.ts'

/** A scan: every page is followed by a picture of some 120 KB, and no two have the same size. */
async function scan(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  for (let index = 0; index < pages; index += 1) {
    const noise = { width: 200, height: 200, channels: 3 } as const
    const picture = await sharp(randomBytes(120_000), { raw: noise }).png().toBuffer()
    pdf.addPage([300 + index, 400]).drawImage(await pdf.embedPng(picture))
  }
  return pdf.save()
}

/** A file as long as another, of which only the pieces of its skeleton are there. */
function onlyPieces(length: number, gzip: Uint8Array): { readonly bytes: Uint8Array; readonly held: number } {
  const skeleton = gunzipSync(gzip)
  const bytes = new Uint8Array(length)
  const count = skeleton.readUInt32LE(0)
  let from = 4 + 8 * count
  for (let index = 0; index < count; index += 1) {
    const size = skeleton.readUInt32LE(8 + 8 * index)
    bytes.set(skeleton.subarray(from, from + size), skeleton.readUInt32LE(4 + 8 * index))
    from += size
  }
  return { bytes, held: from }
}

test('the skeleton of a large PDF is enough to open it and to find every page', async (t) => {
  const bytes = await scan(12)
  const whole = await openPdf(bytes)
  const skeleton = whole.skeleton()
  t.ok(skeleton !== undefined)
  const { bytes: pieces, held } = onlyPieces(bytes.byteLength, skeleton ?? Buffer.alloc(0))
  t.ok(held < bytes.byteLength / 50, `${held} of ${bytes.byteLength} bytes`)
  const found = await openPdf(pieces)
  t.equal(found.pageCount, 12)
  for (let index = 0; index < 12; index += 1) t.same(found.size(index), whole.size(index))
  t.same(found.size(11), { widthPt: 311, heightPt: 400 })
  await Promise.all([whole.close(), found.close()])
})

test('a small PDF comes at once and has none', async (t) => {
  const small = await openPdf(await scan(2))
  t.equal(small.skeleton(), undefined)
  await small.close()
})
