import iconv from 'iconv-lite'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

/** Opens a zip by its directory, names left as bytes; undefined when it is damaged, which is an answer and no error. */
export async function openZip(path: string): Promise<ZipFile | undefined> {
  return settled(() => yauzl.openPromise(path, { lazyEntries: true, decodeStrings: false, autoClose: false }))
}

/** The same for one that is in memory. */
export async function openZipOf(bytes: Buffer): Promise<ZipFile | undefined> {
  return settled(() => yauzl.fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false }))
}

/** Names that are not UTF-8 are Shift_JIS in Japan: Windows wrote them so until recently. */
export function entryName(entry: Entry): string {
  const bytes = entry.fileName as unknown as Buffer
  const saysUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0
  const text = new TextDecoder('utf-8').decode(bytes)
  return saysUtf8 || !text.includes('\u{fffd}') ? text : iconv.decode(bytes, 'windows-31j')
}

/** The content of an entry, at most so many bytes of it; undefined when it cannot be unpacked. */
export async function entryBytes(zip: ZipFile, entry: Entry, maxBytes: number): Promise<Buffer | undefined> {
  const stream = await settled(() => zip.openReadStreamPromise(entry))
  if (stream === undefined) return undefined
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= maxBytes) break
    }
  } catch {
    return undefined
  }
  return Buffer.concat(chunks)
}

async function settled<Value>(attempt: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await attempt()
  } catch {
    return undefined
  }
}
