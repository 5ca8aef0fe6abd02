import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { test } from 'tap'
import { type Drawn, pictureOf, smallPictureOf, smallPictureWidth } from './page-picture.ts'

/** White paper with a black square in its upper left quarter. */
function drawn(width: number, height: number): Drawn {
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < height / 2; y += 1)
    for (let x = 0; x < width / 2; x += 1) data.fill(0, 4 * (y * width + x), 4 * (y * width + x) + 3)
  return { data, width, height }
}

test('a page of lines and letters is a PNG, true to every dot', async (t) => {
  const page = drawn(124, 176)
  const picture = await pictureOf(page)
  const { format } = await sharp(picture).metadata()
  t.equal(format, 'png')
  const { data } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  t.same(data, Buffer.from(page.data))
})

test('a page of photographs is a WebP, which is a fraction of its PNG', async (t) => {
  const [width, height] = [500, 400]
  // Noise: no PNG of it is shorter than its dots.
  const data = new Uint8ClampedArray(randomBytes(width * height * 4)).map((it, at) =>
    at % 4 === 3 ? 255 : it,
  )
  const picture = await pictureOf({ data, width, height })
  const it = await sharp(picture).metadata()
  t.same([it.format, it.width, it.height], ['webp', width, height])
})

test('a small picture keeps the proportions of its page, and shows what stands where', async (t) => {
  const page = { width: 595, height: 842 }
  t.equal(smallPictureWidth(page), (192 * 595) / 842)
  t.equal(smallPictureWidth({ width: 1, height: 5_000 }), 8, 'of a strip, too')
  const { data, info } = await sharp(await smallPictureOf(drawn(136, 192)))
    .raw()
    .toBuffer({ resolveWithObject: true })
  t.same([info.width, info.height], [45, 64])
  const at = (x: number, y: number) => data[(y * info.width + x) * info.channels] ?? -1
  t.ok(at(10, 15) < 40, 'black')
  t.ok(at(35, 15) > 215 && at(10, 50) > 215 && at(35, 50) > 215, 'paper')
  const line = await sharp(await smallPictureOf(drawn(8, 2_000))).metadata()
  t.same([line.width, line.height], [1, 64], 'a strip is at least a dot wide')
})
