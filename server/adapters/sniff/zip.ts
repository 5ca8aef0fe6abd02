import type { Entry, ZipFile } from 'yauzl'
import type { Inspection } from '../../usecases/ports.ts'
import { entryBytes, entryName, openZip, openZipOf } from '../zip-entries.ts'
import { type Sample, startsWith } from './bytes.ts'

/** More than any office file holds; what the converter would unpack stays within these. */
const limits = { entries: 10_000, inflatedBytes: 500 * 1024 * 1024, ratio: 200, ratioFrom: 16 * 1024 * 1024 }
/** Files inside an office file that are opened once more, and how large each may be. */
const nested = { files: 20, bytes: 32 * 1024 * 1024 }
const partBytes = 1024 * 1024

type Kind = Inspection['kind']

/** Word, Excel, PowerPoint, OpenDocument and plain archives: all are zips, told apart by what they say inside. */
export async function inspectZip(sample: Sample): Promise<Inspection | undefined> {
  if (!startsWith(sample.head, 'PK\x03\x04') && !startsWith(sample.head, 'PK\x05\x06')) return undefined
  const zip = await openZip(sample.path)
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
  const warnings = new Set<string>()
  let locked = false
  const complete = await walk(zip, sums, (entry) => {
    const name = entryName(entry)
    if (name === '[Content_Types].xml' || name === 'mimetype' || name === 'META-INF/manifest.xml')
      parts.set(name, entry)
    if (/(^|\/)vbaProject\.bin$/.test(name) || /^Basic\/.+\.xml$/.test(name)) warnings.add('macros')
    if (entry.isEncrypted()) locked = true
    if (/\.(docx|xlsx|pptx|docm|xlsm|pptm|zip)$/i.test(name)) inner.push(entry)
  })
  if (!complete) warnings.add('truncated')
  const kind = await kindOf(zip, parts)
  if (locked) warnings.add(kind === 'zip' ? 'encrypted_inside' : 'encrypted')
  if (kind !== 'zip') {
    for (const entry of inner.slice(0, nested.files)) await addNested(zip, entry, sums)
  }
  if (isBomb(sums, sizeBytes, kind)) return { kind, warnings: [], refused: 'zip_bomb' }
  if (await isEncryptedOpenDocument(zip, parts)) warnings.add('encrypted')
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
  const bytes = await entryBytes(zip, entry, nested.bytes)
  if (bytes === undefined) return
  const found = await openZipOf(bytes)
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
  return (await entryBytes(zip, entry, partBytes))?.toString('utf8') ?? ''
}
