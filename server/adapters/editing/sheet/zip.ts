import { crc32, inflateRawSync } from 'node:zlib'
import { type ZipEntry, directoryOf, rewriteEntries } from '../../rewrite-zip.ts'

const most = { entries: 10_000, entryBytes: 256 * 1024 * 1024, totalBytes: 512 * 1024 * 1024 } as const

/** The entries of a package in memory, each unpacked when it is asked for. */
export type ZipFile = {
  readonly names: readonly string[]
  /** Undefined for one that is missing or cannot be unpacked. */
  read(name: string): Buffer | undefined
  /**
   * The package with other content for some entries, without those whose content is undefined. All others keep their
   * place and every byte of their own, packed as they were.
   */
  with(contents: ReadonlyMap<string, Buffer | undefined>): Buffer
}

/** Opens a package; undefined for what is none, is damaged, encrypted or ZIP64, and for a bomb. */
export function openZip(bytes: Uint8Array): ZipFile | undefined {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const directory = directoryOf(zip)
  if (directory === undefined) return undefined
  const { entries, start, end } = directory
  const isLocked = entries.some(({ record }) => (record.readUInt16LE(8) & 1) !== 0)
  if (entries.length > most.entries || zip.readUInt32LE(end + 12) !== end - start || isLocked)
    return undefined
  const byName = new Map(entries.map((it) => [it.name, it]))
  if (byName.size !== entries.length) return undefined
  let left: number = most.totalBytes
  return {
    names: [...byName.keys()],
    read(name) {
      const entry = byName.get(name)
      const content = entry === undefined ? undefined : unpacked(zip, entry, Math.min(left, most.entryBytes))
      left -= content?.length ?? 0
      return content
    },
    with: (contents) => rewriteEntries(zip, directory, contents),
  }
}

function unpacked(zip: Buffer, { record, offset }: ZipEntry, maxBytes: number): Buffer | undefined {
  const from = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
  const packed = zip.subarray(from, from + record.readUInt32LE(20))
  const method = record.readUInt16LE(10)
  if (record.readUInt32LE(24) > maxBytes || (method !== 0 && method !== 8)) return undefined
  try {
    const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) })
    return crc32(content) === record.readUInt32LE(16) ? content : undefined
  } catch {
    return undefined
  }
}
