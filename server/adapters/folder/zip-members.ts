import type { Entry, ZipFile } from 'yauzl'
import { entryBytes, entryName, openZipOf } from '../zip-entries.ts'
import type { Missing } from './member.ts'

/** A file of a container before anybody knows what it is. */
export type Found = {
  readonly path: readonly string[]
  readonly sizeBytes: number
  readonly modified: string
  /** Its bytes, at most so many; undefined when they do not come out whole. */
  readonly content: (maxBytes: number) => Promise<Buffer | undefined>
  readonly missing?: Missing
}

/** What systems leave behind in a ZIP without anybody having put it there. */
const litter = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i
const symbolicLink = 0o120000
const fileType = 0o170000

/** The files of a ZIP in the order of their names; nothing for one that cannot be read. */
export async function zipMembers(bytes: Buffer, maxEntries: number): Promise<readonly Found[] | undefined> {
  const zip = await openZipOf(bytes)
  if (zip === undefined) return undefined
  const found: Found[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry).replaceAll('\\', '/')
      if (name.endsWith('/') || litter.test(name)) continue
      found.push(memberOf(zip, entry, name))
      if (found.length > maxEntries) break
    }
  } catch {
    // The directory is damaged from here on.
    if (found.length === 0) return undefined
  }
  return found.sort((a, b) => inOrder.compare(a.path.join('/'), b.path.join('/')))
}

const inOrder = new Intl.Collator('ja', { numeric: true })

function memberOf(zip: ZipFile, entry: Entry, name: string): Found {
  const mode = entry.externalFileAttributes >>> 16
  const missing: Missing | undefined = entry.isEncrypted()
    ? 'encrypted'
    : (mode & fileType) === symbolicLink
      ? 'link'
      : undefined
  return {
    path: name.split('/').filter((it) => it !== '' && it !== '.'),
    sizeBytes: entry.uncompressedSize,
    modified: modifiedOf(entry),
    ...(missing === undefined ? {} : { missing }),
    async content(maxBytes) {
      if (entry.uncompressedSize > maxBytes) return undefined
      const content = await entryBytes(zip, entry, maxBytes + 1)
      return content?.length === entry.uncompressedSize ? content : undefined
    },
  }
}

/** DOS time has no time zone: what stood on the clock of whoever packed it. */
function modifiedOf(entry: Entry): string {
  const { lastModFileDate: date, lastModFileTime: time } = entry
  const [year, month, day] = [(date >> 9) + 1980, (date >> 5) & 15, date & 31]
  if (month === 0 || day === 0) return ''
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)} ${two(time >> 11)}:${two((time >> 5) & 63)}`
}
