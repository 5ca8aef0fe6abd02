import { entryName, openZipOf } from '../../zip-entries.ts'
import { isStory } from './package.ts'

/** Whether anything differs between two files but their stories and what they say of themselves (docProps); true also for what cannot be read. */
export async function otherPartsDiffer(one: Buffer, other: Buffer): Promise<boolean> {
  const [was, is] = [await sumsOf(one), await sumsOf(other)]
  return was === undefined || is === undefined || was !== is
}

/** The checksums of the parts, by their names. */
async function sumsOf(bytes: Buffer): Promise<string | undefined> {
  const zip = await openZipOf(bytes)
  if (zip === undefined) return undefined
  const sums: string[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry)
      if (isStory(name) || name.startsWith('docProps/') || name.endsWith('/')) continue
      sums.push(`${name} ${entry.crc32} ${entry.uncompressedSize}`)
    }
  } catch {
    return undefined
  } finally {
    zip.close()
  }
  return sums.toSorted((a, b) => (a < b ? -1 : 1)).join('\n')
}
