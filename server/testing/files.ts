import { crc32, deflateRawSync } from 'node:zlib'

type ZipPart = {
  readonly name: string | Buffer
  readonly content: string | Buffer
  /** Store without deflating. */
  readonly stored?: boolean
  /** General purpose flags; bit 11 (0x800) says that the name is UTF-8. */
  readonly flags?: number
  /** What the headers claim the content inflates to. */
  readonly claims?: number
  /** Unix mode; 0o120777 makes a symbolic link. */
  readonly mode?: number
}

/** A zip written by hand, so that tests can make what no zip library would write. */
export function makeZip(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name)
    const content = Buffer.from(part.content)
    const packed = part.stored === true ? content : deflateRawSync(content)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(part.flags ?? 0x800, 2)
    common.writeUInt16LE(part.stored === true ? 0 : 8, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(part.claims ?? content.length, 18)
    common.writeUInt16LE(name.length, 22)
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, packed)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((part.mode ?? 0) << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name)
    offset += 30 + name.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}

const mainParts = {
  docx: ['word/document.xml', 'wordprocessingml.document.main+xml'],
  xlsx: ['xl/workbook.xml', 'spreadsheetml.sheet.main+xml'],
  pptx: ['ppt/presentation.xml', 'presentationml.presentation.main+xml'],
} as const

/** The outline of an office file: enough to be told, not enough to be opened. */
export function makeOffice(kind: keyof typeof mainParts, more: readonly ZipPart[] = []): Buffer {
  const [part, type] = mainParts[kind]
  const types = `<Types><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/></Types>`
  return makeZip([
    { name: '[Content_Types].xml', content: types },
    { name: '_rels/.rels', content: '<Relationships/>' },
    { name: part, content: '<x>伺い</x>'.repeat(50) },
    ...more,
  ])
}

/** A compound file (OLE) whose directory has these streams; `small`: the one that lies in the small sectors of the root. */
export function makeOle(
  streams: readonly { readonly name: string; readonly start?: Buffer; readonly small?: Buffer }[],
): Buffer {
  const sector = 512
  const header = Buffer.alloc(sector)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(header)
  header.writeUInt16LE(9, 30)
  header.writeUInt32LE(1, 48)
  header.fill(0xff, 76)
  header.writeUInt32LE(0, 76)
  const directorySectors = Math.ceil((streams.length + 1) / 4)
  const fat = Buffer.alloc(sector, 0xff)
  fat.writeUInt32LE(0xfffffffd, 0)
  for (let at = 1; at <= directorySectors; at++)
    fat.writeUInt32LE(at === directorySectors ? 0xfffffffe : at + 1, at * 4)
  const directory = Buffer.alloc(directorySectors * sector)
  const contents: Buffer[] = []
  const all: typeof streams = [{ name: 'Root Entry' }, ...streams]
  for (const [index, stream] of all.entries()) {
    const at = index * 128
    directory.write(stream.name, at, 'utf16le')
    directory.writeUInt16LE((stream.name.length + 1) * 2, at + 64)
    if (stream.small !== undefined) {
      // From its second small sector on, so that it is not where a whole one of this number would be.
      const root = Buffer.alloc(sector)
      stream.small.copy(root, 64)
      const table = Buffer.alloc(sector, 0xff)
      const count = Math.ceil(stream.small.length / 64)
      for (let one = 1; one <= count; one += 1)
        table.writeUInt32LE(one === count ? 0xfffffffe : one + 1, one * 4)
      directory.writeUInt32LE(1 + directorySectors + contents.length, 116)
      header.writeUInt32LE(2 + directorySectors + contents.length, 60)
      contents.push(root, table)
      directory.writeUInt32LE(1, at + 116)
      directory.writeUInt32LE(stream.small.length, at + 120)
      continue
    }
    if (stream.start === undefined) continue
    directory.writeUInt32LE(1 + directorySectors + contents.length, at + 116)
    // Long enough not to lie in the small sectors of the root.
    directory.writeUInt32LE(4096, at + 120)
    contents.push(Buffer.concat([stream.start, Buffer.alloc(sector)], sector))
  }
  return Buffer.concat([header, fat, directory, ...contents])
}

/** A PDF of one empty page, correct to the byte. */
export function makePdf(trailerExtra = ''): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ]
  return pdfOf(objects, trailerExtra)
}

/** A PDF of these objects, of which the first is number 1 and the catalogue; its table is correct to the byte. */
export function pdfOf(objects: readonly string[], trailerExtra = ''): Buffer {
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const at = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const size = objects.length + 1
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailerExtra}>>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  )
}
