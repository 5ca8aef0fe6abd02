import sharp, { type Sharp } from 'sharp'
import { type Test, test } from 'tap'
import type { EditContext } from '../../../usecases/ports.ts'
import { imageEditor } from './image-editor.ts'

const context = { author: '係長 行啓 武', at: '2026-11-27T03:00:00Z' as EditContext['at'], tracked: false }

async function edited(
  t: Test,
  kind: string,
  original: Uint8Array,
  steps: readonly object[],
): Promise<Buffer> {
  const given = new TextEncoder().encode(JSON.stringify({ steps }))
  const done = await imageEditor.apply(original, given, { ...context, kind, others: new Map() })
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  t.equal((await sharp(done.value).metadata()).format, kind, 'its format is kept')
  return Buffer.from(done.value)
}

/** Blue, with a red patch at 20–40 × 10–30 of 80 × 60. */
function patched(): Sharp {
  const red = { create: { width: 20, height: 20, channels: 3, background: '#e01010' } } as const
  return sharp({ create: { width: 80, height: 60, channels: 3, background: '#2040c0' } }).composite([
    { input: red, left: 20, top: 10 },
  ])
}

async function redIn(bytes: Uint8Array): Promise<number> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let red = 0
  for (let at = 0; at < data.length; at += info.channels)
    if ((data[at] ?? 0) > 120 && (data[at + 2] ?? 0) < 100) red += 1
  return red
}

test('a picture is turned, cropped and blacked out, in each format, upright', async (t) => {
  const formats: Readonly<Record<string, Buffer>> = {
    png: await patched().png().toBuffer(),
    jpeg: await patched().jpeg({ quality: 95 }).toBuffer(),
    webp: await patched().webp({ lossless: true }).toBuffer(),
    tiff: await patched().tiff().toBuffer(),
  }
  for (const [kind, original] of Object.entries(formats)) {
    t.ok((await redIn(original)) > 350, kind)
    const masked = await edited(t, kind, original, [{ mask: [18, 8, 24, 24] }])
    t.equal(await redIn(masked), 0, `${kind}: no red pixel is left`)
    const turned = await edited(t, kind, original, [{ turn: 90 }, { crop: [30, 20, 20, 20] }])
    const { width, height } = await sharp(turned).metadata()
    t.same([width, height], [20, 20])
    t.ok((await redIn(turned)) > 350, `${kind}: what was at 20, 10 is at 30, 20 after a quarter turn`)
    const unchanged = await imageEditor.apply(original, new TextEncoder().encode('{"steps":[]}'), {
      ...context,
      kind,
      others: new Map(),
    })
    t.equal(unchanged.ok && unchanged.value, original, 'the same bytes')
  }
  const lossless = await edited(t, 'png', formats['png'] ?? Buffer.alloc(0), [{ mask: [0, 0, 1, 1] }])
  const [before, after] = await Promise.all(
    [formats['png'], lossless].map((it) => sharp(it).raw().toBuffer()),
  )
  t.same(after?.subarray(3), before?.subarray(3), 'PNG: no other pixel changed')
})

test('a photograph: upright by EXIF; what it says of its place goes with what is taken out', async (t) => {
  const exif = { IFD0: { Artist: 'Kessai-Yamada' }, IFD3: { GPSLatitude: '42/1 55/1 0/1' } }
  const original = await patched()
    .jpeg({ quality: 95 })
    .withExif(exif)
    .withMetadata({ orientation: 6, exif, density: 300 })
    .toBuffer()
  t.match(await imageEditor.open(original, 'jpeg'), {
    ok: true,
    value: { width: 60, height: 80, exif: true, loses: true },
  })
  const turned = await edited(t, 'jpeg', original, [{ turn: 180 }])
  t.match(turned.toString('latin1'), 'Kessai-Yamada', 'turning keeps it')
  t.not((await sharp(turned).metadata()).orientation, 6)
  t.equal((await sharp(turned).metadata()).density, 300)
  // Upright the patch is at 60 − 30 … 60 − 10 from the left, 20 … 40 from the top.
  const masked = await edited(t, 'jpeg', original, [{ mask: [28, 18, 24, 24] }])
  t.equal(await redIn(masked), 0)
  t.equal(
    (await sharp(masked).metadata()).exif === undefined || !masked.includes('Kessai-Yamada', 0, 'latin1'),
    true,
  )
  t.notMatch(masked.toString('latin1'), 'Kessai-Yamada')
})

test('what is no single picture of a screen’s colours is refused, with what it is', async (t) => {
  const refusal = async (kind: string, bytes: Uint8Array): Promise<unknown> => {
    const opened = await imageEditor.open(bytes, kind)
    return opened.ok ? undefined : [opened.error.code, opened.error.fact]
  }
  const cmyk = await patched().toColourspace('cmyk').jpeg().toBuffer()
  t.same(await refusal('jpeg', cmyk), ['edit_picture_kind', '印刷用の色（CMYK）の画像です'])
  const whole = await patched().png().toBuffer()
  t.same(await refusal('gif', await patched().gif().toBuffer()), [
    'edit_picture_kind',
    'PNG、JPEG、WebP、TIFFのほかの形式です',
  ])
  t.same(await refusal('png', Buffer.from('\u0089PNG nothing', 'latin1')), [
    'edit_damaged',
    '画像の中身を読み取れません',
  ])
  const outside = await imageEditor.apply(
    whole,
    new TextEncoder().encode('{"steps":[{"crop":[80,0,5,5]}]}'),
    { ...context, kind: 'png', others: new Map() },
  )
  t.match(outside, { ok: false, error: { code: 'edit_picture_outside' } })
})
