import { crc32, deflateRawSync } from 'node:zlib'

const marks = { directory: 0x02014b50, local: 0x04034b50 } as const
const endBytes = 22

/** An entry as the directory of a ZIP names it. */
export type ZipEntry = {
  readonly name: string
  /** Its record in the directory. */
  readonly record: Buffer
  /** Where it lies. */
  readonly offset: number
  readonly nameBytes: number
}

type Directory = { readonly entries: readonly ZipEntry[]; readonly start: number; readonly end: number }

/** The directory of a ZIP in memory; undefined for what has no plain one (ZIP64, damage). */
export function directoryOf(zip: Buffer): Directory | undefined {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end === -1 || end + endBytes > zip.length) return undefined
  const start = zip.readUInt32LE(end + 16)
  const count = zip.readUInt16LE(end + 10)
  if (count === 0xffff || start >= end) return undefined
  const entries: ZipEntry[] = []
  for (let at = start; entries.length < count;) {
    if (at + 46 > end || zip.readUInt32LE(at) !== marks.directory) return undefined
    const nameBytes = zip.readUInt16LE(at + 28)
    const length = 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    const name = zip.toString('utf8', at + 46, at + 46 + nameBytes)
    const offset = zip.readUInt32LE(at + 42)
    if (at + length > end || offset + 30 > start || zip.readUInt32LE(offset) !== marks.local) return undefined
    entries.push({ name, record: zip.subarray(at, at + length), offset, nameBytes })
    at += length
  }
  return { entries, start, end }
}

/** The same as `rewriteEntries`; undefined for what has no plain directory. */
export function rewriteZip(
  zip: Buffer,
  contents: ReadonlyMap<string, Buffer | undefined>,
): Buffer | undefined {
  const directory = directoryOf(zip)
  return directory && rewriteEntries(zip, directory, contents)
}

/**
 * A ZIP with other content for some of its entries, without those whose content is undefined, and with new entries at the end
 * for names it does not have. Every other entry is taken over as it lies there, packed bytes and all, in the old order; nothing of the replaced content stays behind.
 */
export function rewriteEntries(
  zip: Buffer,
  { entries, start, end }: Directory,
  contents: ReadonlyMap<string, Buffer | undefined>,
): Buffer {
  const inPlace = entries.toSorted((one, other) => one.offset - other.offset)
  const head = zip.subarray(0, inPlace[0]?.offset ?? start)
  const bodies: Buffer[] = [head]
  const made = new Map<ZipEntry, Buffer>()
  let offset = head.length
  for (const [at, entry] of inPlace.entries()) {
    const content = contents.get(entry.name)
    if (content === undefined && contents.has(entry.name)) continue
    const record = Buffer.from(entry.record)
    // With whatever lies between it and the next: sizes behind the bytes, padding.
    const untouched = zip.subarray(entry.offset, inPlace[at + 1]?.offset ?? start)
    const body = content === undefined ? untouched : packed(entry, record, content)
    record.writeUInt32LE(offset, 42)
    // Extra fields would say sizes and times of what was there before.
    made.set(entry, content === undefined ? record : record.subarray(0, 46 + entry.nameBytes))
    bodies.push(body)
    offset += body.length
  }
  const kept = entries.map((it) => made.get(it)).filter((it) => it !== undefined)
  const names = new Set(entries.map((it) => it.name))
  for (const [name, content] of contents) {
    if (content === undefined || names.has(name)) continue
    const [record, entry] = newRecord(name)
    const body = packed(entry, record, content)
    record.writeUInt32LE(offset, 42)
    bodies.push(body)
    kept.push(record)
    offset += body.length
  }
  const records = Buffer.concat(kept)
  const last = Buffer.from(zip.subarray(end))
  last.writeUInt16LE(kept.length, 8)
  last.writeUInt16LE(kept.length, 10)
  last.writeUInt32LE(records.length, 12)
  last.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, records, last])
}

/** The record of an entry that was not there. */
function newRecord(name: string): readonly [record: Buffer, entry: Pick<ZipEntry, 'nameBytes'>] {
  const bytes = Buffer.from(name)
  const head = Buffer.alloc(46)
  head.writeUInt32LE(marks.directory, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(20, 6)
  // The name is UTF-8; 1 January 1980, as Office itself writes.
  head.writeUInt16LE(0x0800, 8)
  head.writeUInt16LE(0x21, 14)
  head.writeUInt16LE(bytes.length, 28)
  return [Buffer.concat([head, bytes]), { nameBytes: bytes.length }]
}

/** An entry with new content; its record of the directory is made to say so. */
function packed(entry: Pick<ZipEntry, 'nameBytes'>, record: Buffer, content: Buffer): Buffer {
  const bytes = deflateRawSync(content)
  // Bit 3 would say that sizes follow the bytes.
  record.writeUInt16LE(record.readUInt16LE(8) & ~0x0008, 8)
  record.writeUInt16LE(8, 10)
  record.writeUInt32LE(crc32(content), 16)
  record.writeUInt32LE(bytes.length, 20)
  record.writeUInt32LE(content.length, 24)
  record.writeUInt16LE(0, 30)
  record.writeUInt16LE(0, 32)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(marks.local, 0)
  // From the version needed to the length of the name, a local header says what the directory says.
  record.copy(local, 4, 6, 30)
  return Buffer.concat([local, record.subarray(46, 46 + entry.nameBytes), bytes])
}
