import type { Entry } from 'yauzl'
import { unescaped } from '../entities.ts'
import { entryBytes, entryName, openZip } from '../zip-entries.ts'

/** The parts of a zipped office file. */
export type OfficeParts = {
  readonly names: readonly string[]
  /** '' for a part that is missing, cannot be unpacked, or comes after too many bytes. */
  text(name: string): Promise<string>
  /** Undefined for such a part. */
  bytes(name: string): Promise<Buffer | undefined>
  close(): void
}

const maxEntries = 10_000
const maxPartBytes = 64 * 1024 * 1024
const maxTotalBytes = 256 * 1024 * 1024

/** Opens an office file to look for what its pages do not show; undefined when it is no zip. */
export async function openParts(path: string): Promise<OfficeParts | undefined> {
  const zip = await openZip(path)
  if (zip === undefined) return undefined
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      entries.set(entryName(entry), entry)
      if (entries.size >= maxEntries) break
    }
  } catch {
    // A damaged directory: what was listed before it can still be read.
  }
  let left = maxTotalBytes
  const bytes: OfficeParts['bytes'] = async (name) => {
    const entry = entries.get(name)
    if (entry === undefined || left <= 0) return undefined
    const found = await entryBytes(zip, entry, Math.min(maxPartBytes, left))
    left -= found?.length ?? 0
    return found
  }
  return {
    names: [...entries.keys()],
    bytes,
    text: async (name) => (await bytes(name))?.toString('utf8') ?? '',
    close: () => zip.close(),
  }
}

/** An attribute in the text of a start tag; undefined when it has none. */
export function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return found === null ? undefined : unescaped(found[1] ?? found[2] ?? '')
}

/** Start tags of an element, whatever prefix it has, without `<` and `>`. */
export function tags(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:[A-Za-z0-9]{1,20}:)?${element}(\\s[^<>]*|/)?>`, 'g'))].map(
    (it) => it[1] ?? '',
  )
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}

const listedNames = 5

/** Names for a sentence: the first five, and how many there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, listedNames).map((it) => `「${it}」`)
  return names.length > listedNames ? `${shown.join('')}など${names.length}` : shown.join('')
}
