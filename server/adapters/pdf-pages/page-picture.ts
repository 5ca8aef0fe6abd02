import sharp, { type Sharp } from 'sharp'

/** What PDFium draws: four bytes for each dot, on white paper and therefore opaque. */
export type Drawn = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }

/** Long side of a small picture. */
const smallPx = 64
/** A small picture is drawn so many times larger: thin lines would otherwise come and go. */
const smallDrawn = 3
/** A page with photographs would be many times larger than its WebP. */
const largestPngBytes = 500_000

/**
 * The picture of a page: PNG, which is true to every dot and made in a fifth of the time, or WebP where that would be
 * large.
 */
export async function pictureOf(drawn: Drawn): Promise<Buffer> {
  const { data, width, height } = drawn
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  // A clone of one would copy the pixels.
  const picture = (): Sharp => sharp(pixels, { raw: { width, height, channels: 4 } }).removeAlpha()
  const png = await picture().png({ compressionLevel: 2 }).toBuffer()
  return png.byteLength <= largestPngBytes ? png : picture().webp({ quality: 75, effort: 2 }).toBuffer()
}

/** How wide a page is drawn for `smallPictureOf`, in px. */
export function smallPictureWidth(page: { readonly width: number; readonly height: number }): number {
  return Math.max(8, (smallPx * smallDrawn * page.width) / Math.max(page.width, page.height))
}

/** A WebP picture whose long side is 64 px. */
export function smallPictureOf({ data, width, height }: Drawn): Promise<Buffer> {
  const scale = smallPx / Math.max(width, height)
  const small = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
  const pixels = Buffer.allocUnsafe(small.width * small.height * 3)
  let at = 0
  for (let y = 0; y < small.height; y += 1) {
    const rows = spanOf(y, small.height, height)
    for (let x = 0; x < small.width; x += 1) {
      const columns = spanOf(x, small.width, width)
      let [red, green, blue] = [0, 0, 0]
      for (let row = rows.from; row < rows.to; row += 1)
        for (let i = 4 * (row * width + columns.from); i < 4 * (row * width + columns.to); i += 4) {
          red += data[i] as number
          green += data[i + 1] as number
          blue += data[i + 2] as number
        }
      const dots = (rows.to - rows.from) * (columns.to - columns.from)
      pixels[at] = red / dots
      pixels[at + 1] = green / dots
      pixels[at + 2] = blue / dots
      at += 3
    }
  }
  return sharp(pixels, { raw: { ...small, channels: 3 } })
    .webp({ quality: 50, effort: 2 })
    .toBuffer()
}

/** The dots of a line of `length` that become dot `index` of `count`; at least one. */
function spanOf(
  index: number,
  count: number,
  length: number,
): { readonly from: number; readonly to: number } {
  const from = Math.floor((index * length) / count)
  return { from, to: Math.max(from + 1, Math.floor(((index + 1) * length) / count)) }
}
