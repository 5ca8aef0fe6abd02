import { entryBytes, entryName, openZipOf } from '../../zip-entries.ts'
import { type XmlElement, parseXml } from './xml.ts'

/** The parts of a Word file that are text of somebody's: by name, as the file has them. */
export type WordPackage = {
  readonly names: readonly string[]
  /** XML of `word/` by name; pictures and the like are not read. */
  readonly texts: ReadonlyMap<string, string>
}

/** Of all parts together, unpacked. */
const mostBytes = 200_000_000
const read = /^(?:word\/[^/]+\.xml|word\/_rels\/[^/]+\.rels|\[Content_Types\]\.xml|_rels\/\.rels)$/

/** A Word file by its parts; undefined for what is no package, as one that is encrypted. */
export async function readPackage(bytes: Buffer): Promise<WordPackage | undefined> {
  const zip = await openZipOf(bytes)
  if (zip === undefined) return undefined
  const names: string[] = []
  const texts = new Map<string, string>()
  let total = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry)
      names.push(name)
      if (!read.test(name)) continue
      const content = await entryBytes(zip, entry, mostBytes - total)
      if (content === undefined) return undefined
      total += content.length
      if (total >= mostBytes) return undefined
      // Other encodings, and a mark at the start, would not come out as they were.
      texts.set(name, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content))
    }
  } catch {
    return undefined
  } finally {
    zip.close()
  }
  return texts.has(mainPart) ? { names, texts } : undefined
}

export const mainPart = 'word/document.xml'

/** Parts that hold what people write. */
export function isStory(name: string): boolean {
  return /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$/.test(name)
}

const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/** The root of a story written as Word writes it; undefined for other prefixes and for what is not well formed. */
export function parseStory(source: string): XmlElement | undefined {
  const root = parseXml(source)
  if (root === undefined) return undefined
  const tag = source.slice(root.start, root.innerStart)
  return tag.includes(`xmlns:w="${wordNamespace}"`) || tag.includes(`xmlns:w='${wordNamespace}'`)
    ? root
    : undefined
}
