import type { FoundDifferences } from '../../../usecases/found-differences.ts'
import { entryBytes, entryName, openZipOf } from '../../zip-entries.ts'

type Besides = FoundDifferences['besides'][number]

/** What people call the parts of an Office file, besides its words and cells. What only programs look at is not named. */
const kinds: readonly (readonly [Besides, RegExp])[] = [
  ['pictures', /^(?:word|xl|ppt)\/media\/|^Pictures\//],
  ['charts', /^(?:word|xl|ppt)\/(?:charts|diagrams)\/[^/]+\.xml$/],
  ['objects', /^(?:word|xl|ppt)\/embeddings\/|^Object /],
  ['comments', /^(?:word|xl|ppt)\/(?:comments|threadedComments)/],
  ['macros', /vbaProject\.bin$/],
  ['styles', /^word\/(?:styles|numbering)\.xml$|^styles\.xml$|^ppt\/(?:slideMasters|slideLayouts|theme)\//],
  ['data', /^customXml\/item\d+\.xml$|^xl\/(?:pivotTables|pivotCache|connections)/],
]

/** What differs between two packages besides their words and cells; `tracked`: one of them has changes that are marked as such. */
export async function besidesBetween(older: Buffer, newer: Buffer): Promise<readonly Besides[]> {
  const [was, is] = [await partsOf(older), await partsOf(newer)]
  const found = kinds.flatMap(([name]) =>
    was.sums.get(name)?.toSorted().join() === is.sums.get(name)?.toSorted().join() ? [] : [name],
  )
  return [...found, ...(was.isTracked || is.isTracked ? (['tracked'] as const) : [])]
}

type Parts = { readonly sums: ReadonlyMap<Besides, readonly number[]>; readonly isTracked: boolean }

/** By their checksums: programs give pictures new names without need. */
async function partsOf(bytes: Buffer): Promise<Parts> {
  const sums = new Map<Besides, number[]>()
  const zip = await openZipOf(bytes)
  if (zip === undefined) return { sums, isTracked: false }
  let isTracked = false
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry)
      const kind = kinds.find(([, form]) => form.test(name))?.[0]
      if (kind !== undefined) sums.set(kind, [...(sums.get(kind) ?? []), entry.crc32])
      if (name !== 'word/document.xml') continue
      const text = await entryBytes(zip, entry, 100_000_000)
      isTracked = /<w:(?:ins|del|moveFrom|moveTo) /.test(text?.toString('utf8') ?? '')
    }
  } finally {
    zip.close()
  }
  return { sums, isTracked }
}
