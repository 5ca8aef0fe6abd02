import { type FindAnswer, type FindHit, hitsAtOnce } from '../contract/find.ts'
import type { FileHolder } from '../domain/files/holder.ts'
import type { AttachmentId, PersonId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { excerptOf, foldText, occurrences, rangesOf } from '../domain/text/fold.ts'
import { converterVersion } from './converter-version.ts'
import { listFiles } from '../store/attachments.ts'
import { findBodies } from '../store/page-bodies.ts'
import type { FoldedPages } from './folded-pages.ts'
import type { MayReadDeps } from './may-read.ts'
import { mayReadHolder } from './may-read-holder.ts'

export type FindDeps = MayReadDeps & { readonly folded: FoldedPages }

type Request = {
  readonly holder: FileHolder
  readonly by: PersonId
  readonly words: string
  /** The first passage that is answered with its words, from 0. */
  readonly from: number
}

type Place = { readonly pageIndex: number; readonly ordinal: number }
type FoundFile = {
  readonly attachmentId: AttachmentId
  readonly pdf: Sha256
  /** Flat: page, passages, page, passages, … */
  readonly counts: number[]
}

/** Characters of the words around a passage, on each side. */
const around = 24

/**
 * Where words stand in the pages of all files of a case or a 収受文書, in reading order. Words of which nothing is left to look
 * for (white space) stand nowhere.
 */
export async function findInBook(
  deps: FindDeps,
  { holder, by, words, from }: Request,
): Promise<Result<FindAnswer, { readonly code: 'not_found' }>> {
  if (!(await mayReadHolder(deps, by, holder))) return no({ code: 'not_found' })
  const wanted = foldText(words)
  const files: FoundFile[] = []
  const unread: AttachmentId[] = []
  for (const { id: attachmentId, rendition } of await listFiles(deps.db, holder, converterVersion)) {
    const pdf = rendition?.status === 'done' ? (rendition.pdf_sha256 as Sha256 | null) : null
    if (pdf === null) unread.push(attachmentId)
    else files.push({ attachmentId, pdf, counts: countsOf(await deps.folded.of(pdf), wanted) })
  }
  const found = files.filter((it) => it.counts.length > 0)
  const total = found.reduce((sum, it) => sum + passagesOf(it), 0)
  return yes({
    total,
    pages: found.map(({ attachmentId, counts }) => ({ attachmentId, counts })),
    hits: await hitsFrom(deps, found, wanted, from),
    ...(from + hitsAtOnce < total ? { next: from + hitsAtOnce } : {}),
    unread,
  })
}

function countsOf(pages: readonly string[], wanted: string): number[] {
  return pages.flatMap((folded, page) => {
    const count = occurrences(folded, wanted).length
    return count === 0 ? [] : [page, count]
  })
}

function passagesOf({ counts }: FoundFile): number {
  return counts.reduce((sum, it, at) => (at % 2 === 1 ? sum + it : sum), 0)
}

/** The passages from `from` on, as many as one answer holds, with their words. */
async function hitsFrom(
  { db }: FindDeps,
  files: readonly FoundFile[],
  wanted: string,
  from: number,
): Promise<FindHit[]> {
  const hits: FindHit[] = []
  let before = 0
  for (const file of files) {
    const places = placesOf(file, from - before, from + hitsAtOnce - before)
    before += passagesOf(file)
    if (places.length === 0) continue
    const bodies = await findBodies(db, file.pdf, [...new Set(places.map((it) => it.pageIndex))])
    const ranges = new Map([...bodies].map(([page, body]) => [page, rangesOf(body, wanted)]))
    for (const { pageIndex, ordinal } of places) {
      const range = ranges.get(pageIndex)?.[ordinal]
      if (range === undefined) throw new Error(`page ${pageIndex} of ${file.pdf} has no passage ${ordinal}`)
      const excerpt = excerptOf(bodies.get(pageIndex) ?? '', range, around)
      hits.push({ attachmentId: file.attachmentId, pageIndex, ordinal, ...excerpt })
    }
  }
  return hits
}

/** The passages of a file from the `from`th to before the `to`th. */
function placesOf({ counts }: FoundFile, from: number, to: number): readonly Place[] {
  const places: Place[] = []
  let passage = 0
  for (let at = 0; at < counts.length && passage < to; at += 2) {
    const [pageIndex = 0, count = 0] = counts.slice(at, at + 2)
    const first = Math.max(0, from - passage)
    for (let ordinal = first; ordinal < count && passage + ordinal < to; ordinal += 1)
      places.push({ pageIndex, ordinal })
    passage += count
  }
  return places
}
