import { extensionOf } from '../../domain/files/file-name.ts'
import type { Inspection } from '../../usecases/ports.ts'
import { type Sample, startsWith } from './bytes.ts'

// [MS-CFB]: the directory is a chain of sectors; some hundred entries are all an office file has.
const maxDirectorySectors = 256
const entryBytes = 128
/** Sector numbers from here on are marks, not places. */
const firstMark = 0xfffffffa

type Entry = { readonly name: string; readonly firstSector: number; readonly sizeBytes: number }

/** Office files before 2007 and encrypted newer ones: both are compound files (OLE), told apart by their streams. */
export async function inspectOle(sample: Sample): Promise<Inspection | undefined> {
  if (!startsWith(sample.head, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return undefined
  const directory = await directoryOf(sample)
  const { entries, complete } = directory
  const find = (...names: string[]) => entries.find((it) => names.includes(it.name))
  const warnings: string[] = complete ? [] : ['truncated']
  if (find('VBA', '_VBA_PROJECT', '_VBA_PROJECT_CUR', 'Macros') !== undefined) warnings.push('macros')
  if (find('EncryptedPackage') !== undefined) {
    return { kind: kindOfEncrypted(sample.name), warnings: [...warnings, 'encrypted'] }
  }
  const word = find('WordDocument')
  if (word !== undefined) {
    // [MS-DOC] FibBase: bit 8 of the flags at 0x0A says that the document is encrypted.
    const fib = await readStream(sample, directory, word, 12)
    const encrypted = fib.length >= 12 && ((fib[0x0b] ?? 0) & 1) === 1
    return { kind: 'doc', warnings: encrypted ? [...warnings, 'encrypted'] : warnings }
  }
  const book = find('Workbook', 'Book')
  if (book !== undefined) {
    const start = await readStream(sample, directory, book, 512)
    return { kind: 'xls', warnings: hasFilePass(start) ? [...warnings, 'encrypted'] : warnings }
  }
  if (find('PowerPoint Document') !== undefined) {
    const encrypted = find('EncryptedSummary', 'EncryptedSummaryInfo') !== undefined
    return { kind: 'ppt', warnings: encrypted ? [...warnings, 'encrypted'] : warnings }
  }
  if (find('__properties_version1.0', '__nameid_version1.0') !== undefined) return { kind: 'msg', warnings }
  return { kind: 'unknown', warnings }
}

/** What is inside an encrypted package cannot be seen; the name is all there is. */
function kindOfEncrypted(name: string): Inspection['kind'] {
  const extension = extensionOf(name)
  if (extension.startsWith('xls') || extension.startsWith('xlt')) return 'xlsx'
  if (extension.startsWith('ppt') || extension.startsWith('pps') || extension.startsWith('pot')) return 'pptx'
  return 'docx'
}

/** [MS-XLS] FilePass (0x2F) follows the BOF of an encrypted workbook. */
function hasFilePass(stream: Buffer): boolean {
  let at = 0
  for (let record = 0; record < 8 && at + 4 <= stream.length; record++) {
    if (stream.readUInt16LE(at) === 0x2f) return true
    at += 4 + stream.readUInt16LE(at + 2)
  }
  return false
}

type Directory = {
  /** The root first. */
  readonly entries: readonly Entry[]
  readonly sectorBytes: number
  readonly complete: boolean
}

async function directoryOf(sample: Sample): Promise<Directory> {
  const { head } = sample
  const shift = head.length >= 512 ? head.readUInt16LE(30) : 0
  if (shift !== 9 && shift !== 12) return { entries: [], sectorBytes: 512, complete: false }
  const sectorBytes = 1 << shift
  const entries: Entry[] = []
  const seen = new Set<number>()
  let sector = head.readUInt32LE(48)
  let complete = true
  while (sector < firstMark && seen.size < maxDirectorySectors) {
    if (seen.has(sector)) return { entries, sectorBytes, complete: false }
    seen.add(sector)
    const bytes = await sample.read((sector + 1) * sectorBytes, sectorBytes)
    if (bytes.length < sectorBytes) complete = false
    for (let at = 0; at + entryBytes <= bytes.length; at += entryBytes) entries.push(...entryAt(bytes, at))
    const next = await nextSector(sample, sector, sectorBytes)
    if (next === undefined) return { entries, sectorBytes, complete: false }
    sector = next
  }
  return { entries, sectorBytes, complete: complete && entries.length > 0 }
}

function entryAt(bytes: Buffer, at: number): readonly Entry[] {
  const nameBytes = bytes.readUInt16LE(at + 64)
  if (nameBytes < 4 || nameBytes > 64) return []
  const name = bytes.toString('utf16le', at, at + nameBytes - 2)
  return [{ name, firstSector: bytes.readUInt32LE(at + 116), sizeBytes: bytes.readUInt32LE(at + 120) }]
}

/** The first bytes of a stream, at most so many; undefined when there is none. */
export async function streamOf(
  sample: Sample,
  names: readonly string[],
  maxBytes: number,
): Promise<Buffer | undefined> {
  const directory = await directoryOf(sample)
  const entry = directory.entries.find((it) => names.includes(it.name))
  return entry === undefined ? undefined : readStream(sample, directory, entry, maxBytes)
}

/** Streams shorter than this lie in small sectors inside the stream of the root. */
const shortStreamBytes = 4096
const smallSectorBytes = 64

async function readStream(
  sample: Sample,
  { entries, sectorBytes }: Directory,
  { firstSector, sizeBytes }: Entry,
  maxBytes: number,
): Promise<Buffer> {
  const pieces: Buffer[] = []
  if (sizeBytes >= shortStreamBytes) {
    for (const sector of await sectorsFrom(sample, firstSector, sectorBytes, maxBytes))
      pieces.push(await sample.read((sector + 1) * sectorBytes, sectorBytes))
    return Buffer.concat(pieces)
  }
  const rootSector = entries[0]?.firstSector ?? firstMark
  const reach = maxDirectorySectors * sectorBytes
  const container = await sectorsFrom(sample, rootSector, sectorBytes, reach)
  const table = await sectorsFrom(sample, sample.head.readUInt32LE(60), sectorBytes, reach)
  const limit = Math.ceil(Math.min(maxBytes, sizeBytes) / smallSectorBytes)
  const inOneSector = sectorBytes / 4
  for (let small = firstSector; small < firstMark && pieces.length < limit;) {
    const at = small * smallSectorBytes
    const [sector, entry] = [container[Math.floor(at / sectorBytes)], table[Math.floor(small / inOneSector)]]
    if (sector === undefined || entry === undefined) break
    pieces.push(await sample.read((sector + 1) * sectorBytes + (at % sectorBytes), smallSectorBytes))
    const next = await sample.read((entry + 1) * sectorBytes + (small % inOneSector) * 4, 4)
    small = next.length === 4 ? next.readUInt32LE(0) : firstMark
  }
  return Buffer.concat(pieces)
}

/** The sectors of a chain from one on, as many as hold so many bytes. */
async function sectorsFrom(
  sample: Sample,
  first: number,
  sectorBytes: number,
  maxBytes: number,
): Promise<readonly number[]> {
  const sectors: number[] = []
  const limit = Math.ceil(maxBytes / sectorBytes)
  let sector: number | undefined = first
  while (sector !== undefined && sector < firstMark && sectors.length < limit) {
    sectors.push(sector)
    sector = await nextSector(sample, sector, sectorBytes)
  }
  return sectors
}

/** The FAT says which sector follows; its own sectors are listed in the header (the first 109 suffice for 7 MB and more). */
async function nextSector(sample: Sample, sector: number, sectorBytes: number): Promise<number | undefined> {
  const inOneSector = sectorBytes / 4
  const list = Math.floor(sector / inOneSector)
  // Larger files list further FAT sectors elsewhere; a directory so far back ends here, which loses only warnings.
  if (list >= 109) return 0xfffffffe
  const fatSector = sample.head.readUInt32LE(76 + list * 4)
  if (fatSector >= firstMark) return undefined
  const bytes = await sample.read((fatSector + 1) * sectorBytes + (sector % inOneSector) * 4, 4)
  return bytes.length === 4 ? bytes.readUInt32LE(0) : undefined
}
