import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { contentDisposition } from './send-content.ts'

/** What is put into a zip, measured before: so the zip says at its beginning how long it is, and is streamed. */
export type ZipEntry = {
  readonly path: string
  readonly sizeBytes: number
  readonly crc32: number
  readonly open: () => Promise<Readable | readonly Uint8Array[]>
}

const localBytes = 30
const centralBytes = 46
const endBytes = 22
/** What does not fit into 32 or 16 bits says so, and stands in the fields of ZIP64 (APPNOTE 4.5.3, 4.3.14). */
const most32 = 0xffff_ffff
const most16 = 0xffff
/** 1 January 1980, the first day there is in a zip: the same entries give the same bytes on every day. */
const noDate = 0x21

/** Sends entries as a zip in which nothing is compressed. Every field has one value it can have: see docs/verify. */
export async function sendZip(
  reply: FastifyReply,
  zip: { readonly name: string; readonly entries: readonly ZipEntry[] },
): Promise<FastifyReply> {
  const length = zip.entries.reduce(
    (sum, it) => sum + localBytes + centralBytes + 2 * Buffer.byteLength(it.path) + it.sizeBytes,
    endBytes,
  )
  return reply
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', contentDisposition('attachment', zip.name))
    .header('content-length', length)
    .type('application/zip')
    .send(Readable.from(zipBytes(zip.entries)))
}

/** The bytes of a zip, in order; one that is larger than 4 GB, or has more than 65,535 entries, is a ZIP64. */
export async function* zipBytes(entries: readonly ZipEntry[]): AsyncIterable<Uint8Array> {
  const central: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.path)
    const isLarge = entry.sizeBytes >= most32
    const sizes = isLarge ? [entry.sizeBytes, entry.sizeBytes] : []
    const inLocal = wide(sizes)
    const inCentral = wide([...sizes, ...(offset >= most32 ? [offset] : [])])
    const local = Buffer.concat([
      Buffer.from('PK\u0003\u0004'),
      commonFields(entry, inLocal.length),
      name,
      inLocal,
    ])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(Math.min(offset, most32), 10)
    const common = commonFields(entry, inCentral.length, inCentral.length > 0)
    central.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0', 'latin1'), common, place, name, inCentral]),
    )
    yield local
    for await (const chunk of await entry.open()) yield chunk as Uint8Array
    offset += local.length + entry.sizeBytes
  }
  yield* central
  const length = central.reduce((sum, it) => sum + it.length, 0)
  yield endOf(entries.length, length, offset)
}

/** The extra field of ZIP64 with these values; nothing where all fit. */
function wide(values: readonly number[]): Buffer {
  if (values.length === 0) return Buffer.alloc(0)
  const field = Buffer.alloc(4 + 8 * values.length)
  field.writeUInt16LE(1, 0)
  field.writeUInt16LE(8 * values.length, 2)
  for (const [at, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + 8 * at)
  return field
}

/** The end of the directory, which is `length` bytes from `offset` on. */
function endOf(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(endBytes)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(Math.min(count, most16), 8)
  end.writeUInt16LE(Math.min(count, most16), 10)
  end.writeUInt32LE(Math.min(length, most32), 12)
  end.writeUInt32LE(Math.min(offset, most32), 16)
  if (count < most16 && length < most32 && offset < most32) return end
  const wideEnd = Buffer.alloc(56)
  wideEnd.write('PK\u0006\u0006', 'latin1')
  wideEnd.writeBigUInt64LE(44n, 4)
  wideEnd.writeUInt16LE(45, 12)
  wideEnd.writeUInt16LE(45, 14)
  wideEnd.writeBigUInt64LE(BigInt(count), 24)
  wideEnd.writeBigUInt64LE(BigInt(count), 32)
  wideEnd.writeBigUInt64LE(BigInt(length), 40)
  wideEnd.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.write('PK\u0006\u0007', 'latin1')
  locator.writeBigUInt64LE(BigInt(offset + length), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([wideEnd, locator, end])
}

/** The 26 bytes that stand in the header of an entry and in the directory alike. */
function commonFields(
  { path, sizeBytes, crc32 }: ZipEntry,
  extraBytes: number,
  isWide = extraBytes > 0,
): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(isWide ? 45 : 20, 0)
  // The name is UTF-8.
  fields.writeUInt16LE(0x0800, 2)
  fields.writeUInt16LE(noDate, 8)
  fields.writeUInt32LE(crc32, 10)
  fields.writeUInt32LE(Math.min(sizeBytes, most32), 14)
  fields.writeUInt32LE(Math.min(sizeBytes, most32), 18)
  fields.writeUInt16LE(Buffer.byteLength(path), 22)
  fields.writeUInt16LE(extraBytes, 24)
  return fields
}
