import type { Comparison } from '../contract/comparison.ts'
import { type Differences, mostChanges } from '../contract/differences.ts'
import type { ContentDifference } from '../domain/compare/difference.ts'
import { type FoundSpan, findOnPages } from '../domain/compare/find-on-pages.ts'
import { type Result, yes } from '../domain/result.ts'
import type { StoredRevision } from '../store/held-revisions.ts'
import { listBodies } from '../store/page-bodies.ts'
import { type CompareDeps, type CompareRefusal, type RevisionPair, findPair } from './compare-revisions.ts'
import type { ContentComparer, FoundDifferences } from './found-differences.ts'
import { KeptAnswers } from './kept-answers.ts'
import type { BlobStore } from './blob-store.ts'

export type DifferencesDeps = CompareDeps & {
  readonly blobs: BlobStore
  readonly editors: ContentComparer
  readonly found: KeptAnswers<FoundDifferences>
}

/** Answers kept: everybody on the route of a case asks for the same two. */
const kept = 16

export function keptDifferences(): KeptAnswers<FoundDifferences> {
  return new KeptAnswers(kept)
}

/**
 * What changed between two revisions of one case, in words, for somebody who may read it: by the contents themselves where
 * their kind can be read, by the words of their pages otherwise, and where there are none by their pictures, which whoever
 * draws them compares.
 */
export async function listDifferences(
  deps: DifferencesDeps,
  request: Parameters<typeof findPair>[1],
): Promise<Result<Differences, CompareRefusal>> {
  const pair = await findPair(deps, request)
  if (!pair.ok) return pair
  const { older, newer } = pair.value
  const found = await contentDifferences(deps, pair.value)
  const { by, limit, isCoarse, besides } = found
  if (by === 'pages') {
    const pages = await pageDifferences(deps, pair.value)
    return yes({ ...pages, besides: [], ...(limit === undefined ? {} : { limit }) })
  }
  const differences = found.differences.slice(0, mostChanges)
  const [olderSpans, newerSpans] = await Promise.all([
    spansOn(deps, older, 'older', differences),
    spansOn(deps, newer, 'newer', differences),
  ])
  return yes({
    by,
    changes: differences.map((it, at) => changeView(it, olderSpans[at] ?? [], newerSpans[at] ?? [])),
    isCut: found.differences.length > mostChanges,
    isCoarse,
    besides: [...besides],
  })
}

async function contentDifferences(
  deps: DifferencesDeps,
  { older, newer }: RevisionPair,
): Promise<FoundDifferences> {
  const key = `${older.sha256} ${older.kind} ${newer.sha256} ${newer.kind}`
  const fileOf = async ({ sha256, kind }: StoredRevision) => ({ file: await deps.blobs.path(sha256), kind })
  const making = deps.found.of(key, async () => {
    const told = await deps.editors.compare(await fileOf(older), await fileOf(newer))
    if (!told.ok) throw new NotCompared(told.error.fact)
    return told.value
  })
  return making.catch((error: unknown) => {
    if (!(error instanceof NotCompared)) throw error
    return { by: 'pages', differences: [], isCoarse: false, besides: [], limit: error.message }
  })
}

/** Too much for the time there is, or damaged; not kept, for another time it may be read. Never leaves this file. */
class NotCompared extends Error {}

async function spansOn(
  deps: DifferencesDeps,
  { pdf }: StoredRevision,
  side: 'older' | 'newer',
  differences: readonly ContentDifference[],
): Promise<readonly (readonly FoundSpan[])[]> {
  if (pdf?.isRead !== true || differences.length === 0) return []
  return findOnPages(await listBodies(deps.db, pdf.sha256), side, differences)
}

function changeView(
  { place, before, after, formula, looks, kind }: ContentDifference,
  older: readonly FoundSpan[],
  newer: readonly FoundSpan[],
): Differences['changes'][number] {
  const { labels, ...where } = place
  return {
    kind,
    place: { ...where, ...(labels === undefined ? {} : { labels: [...labels] }) },
    before: [...before],
    after: [...after],
    ...(formula === undefined ? {} : { formula }),
    ...(looks === undefined ? {} : { looks: [...looks] }),
    older: [...older],
    newer: [...newer],
  }
}

/** By the words of their pages; nothing is told of pages without words, nor of those that are not made yet. */
async function pageDifferences(
  deps: DifferencesDeps,
  { older, newer }: RevisionPair,
): Promise<Omit<Differences, 'besides'>> {
  const nothing = { by: 'pictures' as const, changes: [], isCut: false, isCoarse: false }
  if (older.pdf?.isRead !== true || newer.pdf?.isRead !== true) return nothing
  const found = await deps.comparisons.of(older.pdf.sha256, newer.pdf.sha256)
  if (!found.hasWords) return nothing
  const changes = found.differences.slice(0, mostChanges).map(pageChange)
  return {
    by: 'page_words',
    changes,
    isCut: found.isCut || found.differences.length > mostChanges,
    isCoarse: found.isCoarse,
  }
}

function pageChange(it: Comparison['differences'][number]): Differences['changes'][number] {
  const { older, newer, before, removed, added, after } = it
  const side = (text: string) =>
    [
      { text: before, changed: false },
      { text, changed: true },
      { text: after, changed: false },
    ].filter((part) => part.text !== '')
  return {
    kind: older.length === 0 ? 'inserted' : newer.length === 0 ? 'deleted' : 'changed',
    place: { page: ((newer[0] ?? older[0])?.pageIndex ?? 0) + 1 },
    before: older.length === 0 ? [] : side(removed),
    after: newer.length === 0 ? [] : side(added),
    older,
    newer,
  }
}
