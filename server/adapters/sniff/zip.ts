import iconv from 'iconv-lite'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import type { Inspection } from '../../usecases/ports.ts'
import { type Sample, startsWith } from './bytes.ts'

/** More than any office file holds; what the converter would unpack stays within these. */
const limits = { entries: 10_000, inflatedBytes: 500 * 1024 * 1024, ratio: 200, ratioFrom: 16 * 1024 * 1024 }
/** Files inside an office file that are opened once more, and how large each may be. */
const nested = { files: 20, bytes: 32 * 1024 * 1024 }
const partBytes = 1024 * 1024
const listedNames = 5

type Kind = Inspection['kind']

/** Word, Excel, PowerPoint, OpenDocument and plain archives: all are zips, told apart by what they say inside. */
export async function inspectZip(sample: Sample): Promise<Inspection | undefined> {
  if (!startsWith(sample.head, 'PK\x03\x04') && !startsWith(sample.head, 'PK\x05\x06')) return undefined
  const zip = await open(() =>
    yauzl.openPromise(sample.path, { lazyEntries: true, decodeStrings: false, autoClose: false }),
  )
  if (zip === undefined) return { kind: kindOfBroken(sample.head), warnings: ['truncated'] }
  try {
    return await inspect(zip, sample.sizeBytes)
  } finally {
    zip.close()
  }
}

/** What a walk over the central directory added up. */
type Sums = { inflatedBytes: number; packedBytes: number; entries: number }

async function inspect(zip: ZipFile, sizeBytes: number): Promise<Inspection> {
  const sums: Sums = { inflatedBytes: 0, packedBytes: 0, entries: 0 }
  const parts = new Map<string, Entry>()
  const inner: Entry[] = []
  const names: string[] = []
  const warnings = new Set<string>()
  const complete = await walk(zip, sums, (entry) => {
    const name = nameOf(entry)
    if (name === '[Content_Types].xml' || name === 'mimetype' || name === 'META-INF/manifest.xml')
      parts.set(name, entry)
    if (/(^|\/)vbaProject\.bin$/.test(name) || /^Basic\/.+\.xml$/.test(name)) warnings.add('macros')
    if (entry.isEncrypted()) warnings.add('encrypted')
    if (/\.(docx|xlsx|pptx|docm|xlsm|pptm|zip)$/i.test(name)) inner.push(entry)
    if (!name.endsWith('/') && names.length <= listedNames) names.push(name)
  })
  if (!complete) warnings.add('truncated')
  const kind = await kindOf(zip, parts)
  if (kind !== 'zip') {
    for (const entry of inner.slice(0, nested.files)) await addNested(zip, entry, sums)
  }
  if (isBomb(sums, sizeBytes, kind)) return { kind, warnings: [], refused: 'zip_bomb' }
  if (await isEncryptedOpenDocument(zip, parts)) warnings.add('encrypted')
  if (kind === 'zip') warnings.add(`not_shown_zip:${listed(names, sums.entries)}`)
  return { kind, warnings: [...warnings] }
}

/**
 * Archives that nobody unpacks here may be large when their content is (scans do not shrink); what the converter
 * unpacks may not. Entries that together are larger than the file overlap: only bombs do that.
 */
function isBomb(sums: Sums, sizeBytes: number, kind: Kind): boolean {
  const swollen = sums.inflatedBytes > limits.ratioFrom && sums.inflatedBytes > sizeBytes * limits.ratio
  if (swollen || sums.entries > limits.entries || sums.packedBytes > sizeBytes * 1.01 + 1024) return true
  return kind !== 'zip' && sums.inflatedBytes > limits.inflatedBytes
}

/** Visits the entries until there are too many; false when the directory is damaged. */
async function walk(zip: ZipFile, sums: Sums, visit?: (entry: Entry) => void): Promise<boolean> {
  try {
    for await (const entry of zip.eachEntry()) {
      sums.entries++
      sums.inflatedBytes += entry.uncompressedSize
      // Entries of a nested file are packed inside a packed one: they count by what they inflate to.
      if (visit !== undefined) sums.packedBytes += entry.compressedSize
      if (sums.entries > limits.entries) return true
      visit?.(entry)
    }
    return true
  } catch {
    return false
  }
}

async function addNested(zip: ZipFile, entry: Entry, sums: Sums): Promise<void> {
  if (entry.uncompressedSize > nested.bytes || entry.isEncrypted()) return
  const bytes = await contentOf(zip, entry, nested.bytes)
  if (bytes === undefined) return
  const found = await open(() => yauzl.fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false }))
  if (found !== undefined) await walk(found, sums)
}

async function kindOf(zip: ZipFile, parts: ReadonlyMap<string, Entry>): Promise<Kind> {
  const types = await textOf(zip, parts.get('[Content_Types].xml'))
  if (/wordprocessingml\.(document|template)\.main|ms-word\.(document|template)\.macroEnabled/i.test(types))
    return 'docx'
  if (/spreadsheetml\.(sheet|template)\.main|ms-excel\.(sheet|template)\./i.test(types)) return 'xlsx'
  if (
    /presentationml\.(presentation|template|slideshow)\.main|ms-powerpoint\.[a-z]+\.macroEnabled/i.test(types)
  ) {
    return 'pptx'
  }
  const mimetype = await textOf(zip, parts.get('mimetype'))
  const format = /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)\b/.exec(
    mimetype,
  )?.[1]
  if (format === 'text') return 'odt'
  if (format === 'spreadsheet') return 'ods'
  return format === 'presentation' ? 'odp' : 'zip'
}

/** A zip without its directory: the names of the first entries are still in the head. */
function kindOfBroken(head: Buffer): Kind {
  const text = head.toString('latin1')
  const format = /mimetypeapplication\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)/.exec(
    text,
  )?.[1]
  if (format === 'text') return 'odt'
  if (format === 'spreadsheet') return 'ods'
  if (format === 'presentation') return 'odp'
  if (!text.includes('[Content_Types].xml') && !text.includes('_rels/.rels')) return 'zip'
  if (startsFolder(text, 'word')) return 'docx'
  if (startsFolder(text, 'xl')) return 'xlsx'
  return startsFolder(text, 'ppt') ? 'pptx' : 'zip'
}

/** Whether the head of an entry (PK\3\4 and 26 more bytes) stands before a name in this folder. */
function startsFolder(text: string, folder: string): boolean {
  for (let at = text.indexOf(`${folder}/`); at >= 0; at = text.indexOf(`${folder}/`, at + 1)) {
    if (text.startsWith('PK\x03\x04', at - 30)) return true
  }
  return false
}

async function isEncryptedOpenDocument(zip: ZipFile, parts: ReadonlyMap<string, Entry>): Promise<boolean> {
  return (await textOf(zip, parts.get('META-INF/manifest.xml'))).includes('encryption-data')
}

async function textOf(zip: ZipFile, entry: Entry | undefined): Promise<string> {
  if (entry === undefined) return ''
  return (await contentOf(zip, entry, partBytes))?.toString('utf8') ?? ''
}

/** The content of an entry, at most so many bytes of it; undefined when it cannot be unpacked. */
async function contentOf(zip: ZipFile, entry: Entry, maxBytes: number): Promise<Buffer | undefined> {
  const stream = await open(() => zip.openReadStreamPromise(entry))
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

/** Names that are not UTF-8 are Shift_JIS in Japan: Windows wrote them so until recently. */
function nameOf(entry: Entry): string {
  const bytes = entry.fileName as unknown as Buffer
  const saysUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0
  const text = new TextDecoder('utf-8').decode(bytes)
  return saysUtf8 || !text.includes('\u{fffd}') ? text : iconv.decode(bytes, 'windows-31j')
}

function listed(names: readonly string[], entries: number): string {
  const shown = names.slice(0, listedNames).join('、')
  return names.length > listedNames ? `${shown} など${entries}件` : shown
}

/** A damaged archive is an answer, not an error. */
async function open<Value>(attempt: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await attempt()
  } catch {
    return undefined
  }
}
