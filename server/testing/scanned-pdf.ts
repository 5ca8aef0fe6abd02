import sharp from 'sharp'

/** How a scanned page differs from the plainest one: everything is as it stands in a PDF. */
export type ScanChange = {
  /** The page's box, or several. */
  readonly boxes?: string
  /** More entries of the page. */
  readonly page?: string
  /** More entries of its resources. */
  readonly resources?: string
  readonly content?: string
  readonly colourSpace?: string
  readonly filter?: string
  /** More entries of its picture. */
  readonly image?: string
  readonly jpeg?: Buffer
  /** Objects from 10 on: number, and what it is. */
  readonly objects?: Readonly<Record<number, string | Buffer>>
}

/** The picture on all of a page of 100 by 150 points. */
export const placed = 'q 100 0 0 150 0 0 cm /Im0 Do Q'

/** A JPEG with something on it, as a scanner makes it; `seed` makes another one. */
export async function scannedJpeg({
  seed = 1,
  width = 200,
  height = 300,
  grey = false,
} = {}): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3, 240)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const isInk = y % 20 < 8 && x > width / 10 && (x * 7 + Math.floor(y / 20) * 13 + seed * 31) % 23 < 9
      if (isInk) pixels.fill(30 + ((seed * 20) % 60), 3 * (y * width + x), 3 * (y * width + x) + 2)
    }
  const picture = sharp(pixels, { raw: { width, height, channels: 3 } })
  return (grey ? picture.toColourspace('b-w') : picture).jpeg({ quality: 70 }).toBuffer()
}

/** A PDF with a page for each change, each of them one scanned picture; its bytes are the same each time. */
export async function scannedPdf(changes: readonly ScanChange[]): Promise<Buffer> {
  const kids = changes.map((_, index) => `${3 + 3 * index} 0 R`)
  const objects = new Map<number, Buffer | string>([
    [1, '<</Type/Catalog/Pages 2 0 R>>'],
    [2, `<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>`],
  ])
  for (const [index, change] of changes.entries()) {
    const number = 3 + 3 * index
    const { boxes = '/MediaBox[0 0 100 150]', content = placed, colourSpace = '/DeviceRGB' } = change
    const { filter = '/DCTDecode' } = change
    const jpeg = change.jpeg ?? (await scannedJpeg({ seed: index + 1 }))
    const { width, height } = await sharp(jpeg).metadata()
    objects.set(
      number,
      `<</Type/Page/Parent 2 0 R${boxes}/Contents ${number + 1} 0 R/Resources<</XObject<</Im0 ${number + 2} 0 R>>${change.resources ?? ''}>>${change.page ?? ''}>>`,
    )
    objects.set(number + 1, streamOf('', Buffer.from(content, 'latin1')))
    const own = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace${colourSpace}/BitsPerComponent 8/Filter${filter}`
    objects.set(number + 2, streamOf(`${own}${change.image ?? ''}`, jpeg))
    for (const [key, value] of Object.entries(change.objects ?? {})) objects.set(Number(key), value)
  }
  return fileOf(objects)
}

export function streamOf(entries: string, bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${entries}/Length ${bytes.byteLength}>>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ])
}

function fileOf(objects: ReadonlyMap<number, Buffer | string>): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  let length = parts[0]?.byteLength ?? 0
  const table: string[] = []
  const numbers = [...objects.keys()].sort((a, b) => a - b)
  for (const number of numbers) {
    const body = objects.get(number) ?? ''
    const bytes = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`),
      Buffer.from(body as string, 'latin1'),
      Buffer.from('\nendobj\n'),
    ])
    table.push(`${number} 1\n${String(length).padStart(10, '0')} 00000 n \n`)
    parts.push(bytes)
    length += bytes.byteLength
  }
  const size = (numbers.at(-1) ?? 0) + 1
  const end = `xref\n0 1\n0000000000 65535 f \n${table.join('')}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(end)])
}
