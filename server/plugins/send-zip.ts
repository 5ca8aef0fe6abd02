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

/** The bytes of a zip, in order. */
export async function* zipBytes(entries: readonly ZipEntry[]): AsyncIterable<Uint8Array> {
  const central: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const common = commonFields(entry)
    const name = Buffer.from(entry.path)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0', 'latin1'), common, place, name]))
    yield local
    for await (const chunk of await entry.open()) yield chunk as Uint8Array
    offset += local.length + entry.sizeBytes
  }
  yield* central
  const end = Buffer.alloc(endBytes)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(
    central.reduce((sum, it) => sum + it.length, 0),
    12,
  )
  end.writeUInt32LE(offset, 16)
  yield end
}

/** The 26 bytes that stand in the header of an entry and in the directory alike. */
function commonFields({ path, sizeBytes, crc32 }: ZipEntry): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  // The name is UTF-8.
  fields.writeUInt16LE(0x0800, 2)
  fields.writeUInt16LE(noDate, 8)
  fields.writeUInt32LE(crc32, 10)
  fields.writeUInt32LE(sizeBytes, 14)
  fields.writeUInt32LE(sizeBytes, 18)
  fields.writeUInt16LE(Buffer.byteLength(path), 22)
  return fields
}
