import {
  type SearchAnswer,
  type SearchFacets,
  type SearchHit,
  type SearchSuggestions,
  type SearchWish,
  countedAtMost,
  hitsOfCase,
  searchPageSize,
} from '../contract/search.ts'
import { type PersonId, type ProposalId, type Sha256, type UnitCode, parseProposalId } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { findUnit } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { foldText } from '../domain/text/fold.ts'
import { type SearchKind, type SearchWord, parseSearch } from '../domain/text/search-query.ts'
import { logAccess } from '../store/access-log.ts'
import { findBodies } from '../store/page-bodies.ts'
import { listVisibleProposals } from '../store/proposal-lists.ts'
import { listSavedSearches } from '../store/saved-searches.ts'
import {
  type CountedCase,
  type FoundHit,
  findFacetNames,
  listCounted,
  listHits,
  listVisible,
  listWritten,
} from '../store/search-hits.ts'
import type { CaseFilters, SearchIndex, SearchPlace, Searcher } from '../store/searcher.ts'
import type { ApplicationCaller } from './application-caller.ts'
import { parseCursor, toCursor } from './cursor.ts'
import { itemOf } from './list-proposals.ts'
import type { MayReadDeps } from './may-read.ts'
import { type PurposeRefusal, appraising, purposeOfAuditor } from './reading-purpose.ts'
import { excerptOfWords } from './search-excerpt.ts'
import { nameOf, readerOf } from './who-is.ts'

export type SearchDeps = MayReadDeps & { readonly index: SearchIndex }

/** Who searches: a person, or a program among what it made. */
export type Searching =
  /** `purpose`: what it is for, where the work itself says so and nobody has to state it. */
  { readonly by: PersonId; readonly purpose?: string } | { readonly caller: ApplicationCaller }

export type SearchRefusal =
  | PurposeRefusal
  | { readonly code: 'bad_cursor' }
  /** Nothing is left to look for when it is compared: white space, marks alone. */
  | { readonly code: 'search_empty' }

/** So long a search may take before what is found so far is answered; suggestions come while somebody types. */
const searchMs = 1_500
const suggestMs = 300
const suggestedAtMost = 6
/** The texts of a case by which people know it. */
const named: readonly SearchKind[] = ['title', 'number', 'file']

/** Cases that have all the words, newest first, with where they stand. */
export async function search(
  deps: SearchDeps,
  request: { readonly by: Searching; readonly wish: SearchWish; readonly after?: string },
): Promise<Result<SearchAnswer, SearchRefusal>> {
  const asked = await begun(deps, request.by, request.wish)
  if (!asked.ok) return asked
  const { words, searcher, filters, organisation, purpose } = asked.value
  const after = request.after === undefined ? undefined : placeOf(request.after)
  if (request.after !== undefined && after === undefined) return no({ code: 'bad_cursor' })
  const found = await deps.index.findCases({
    ...{ words, searcher, filters, limit: searchPageSize, until: performance.now() + searchMs },
    ...(after === undefined ? {} : { after }),
  })
  if (found === undefined) return no({ code: 'bad_cursor' })
  const { ids, next } = found
  const of = { ids, searcher }
  const [rows, hits] = await Promise.all([listVisibleProposals(deps.db, of), hitsOf(deps, { ...of, words })])
  const items = ids.flatMap((id) => {
    const row = rows.find((it) => it.id === id)
    const own = hits.get(id)
    return row === undefined || own === undefined ? [] : [{ case: itemOf(organisation, row), ...own }]
  })
  if ('reader' in searcher)
    await noteReads(
      deps,
      searcher,
      items.map((it) => it.case.id as ProposalId),
      purpose,
    )
  return yes({
    items,
    words: words.map((it) => it.written),
    isPartial: next !== undefined && ids.length < searchPageSize,
    ...(next === undefined
      ? {}
      : { next: toCursor('id' in next ? ['after', next.id] : ['from', next.chunk]) }),
  })
}

/** How many cases have all the words, and what they can be narrowed down to. */
export async function searchFacets(
  deps: SearchDeps,
  request: { readonly by: Searching; readonly wish: SearchWish },
): Promise<Result<SearchFacets, SearchRefusal>> {
  const asked = await begun(deps, request.by, request.wish)
  if (!asked.ok) return asked
  const { words, searcher, filters, organisation } = asked.value
  const until = performance.now() + searchMs
  const found = await deps.index.findCases({ words, searcher, filters, limit: countedAtMost, until })
  if (found === undefined) return no({ code: 'bad_cursor' })
  const counted = await listCounted(deps.db, { ids: found.ids, searcher })
  return yes({
    count: counted.length,
    isExact: found.next === undefined,
    ...(await facetsOf(deps, organisation, counted)),
  })
}

/** What somebody who types may mean: cases by their 件名, number or files, and searches of one's own. */
export async function suggest(
  deps: SearchDeps,
  request: { readonly by: PersonId; readonly typed: string },
): Promise<Result<SearchSuggestions, SearchRefusal>> {
  const { by, typed } = request
  const wanted = foldText(typed)
  const saved = (await listSavedSearches(deps.db, by)).flatMap((it) =>
    wanted !== '' && foldText(it.name).includes(wanted) ? [{ ...it, wish: it.wish as SearchWish }] : [],
  )
  const asked = await begun(deps, { by }, { q: typed })
  if (!asked.ok) return asked.error.code === 'search_empty' ? yes({ cases: [], saved }) : asked
  const { searcher, purpose } = asked.value
  // Not in pages: somebody who types does not wait.
  const words = asked.value.words.map((it) => ({
    ...it,
    kinds: it.kinds.filter((kind) => named.includes(kind)),
  }))
  if (words.some((it) => it.kinds.length === 0)) return yes({ cases: [], saved })
  const until = performance.now() + suggestMs
  const found = await deps.index.findCases({ words, searcher, filters: {}, limit: suggestedAtMost, until })
  const ids = found?.ids ?? []
  const rows = await listVisibleProposals(deps.db, { ids, searcher })
  const cases = ids.flatMap((id) => {
    const row = rows.find((it) => it.id === id)
    if (row === undefined) return []
    return [{ id, title: row.title, ...(row.number === null ? {} : { number: row.number }) }]
  })
  if ('reader' in searcher) await noteReads(deps, searcher, ids, purpose)
  return yes({ cases, saved })
}

type Begun = {
  readonly words: readonly SearchWord[]
  readonly searcher: Searcher
  readonly filters: CaseFilters
  readonly organisation: Organisation
  /** What somebody who reads as an auditor reads for. */
  readonly purpose?: string
}

async function begun(
  deps: SearchDeps,
  by: Searching,
  wish: SearchWish,
): Promise<Result<Begun, PurposeRefusal | { readonly code: 'search_empty' }>> {
  const words = parseSearch(wish.q, wish.field)
  if (words.length === 0) return no({ code: 'search_empty' })
  const organisation = await deps.organisation.current()
  const { field: _field, q: _q, year, section, drafter, ...rest } = wish
  const filters: CaseFilters = {
    ...rest,
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(section === undefined ? {} : { section: section as UnitCode }),
    ...(drafter === undefined ? {} : { drafter: drafter as PersonId }),
  }
  const common = { words, filters, organisation }
  if ('caller' in by) {
    const { clientId, officer } = by.caller
    const searcher = { application: clientId, ...(officer === undefined ? {} : { drafter: officer }) }
    return yes({ ...common, searcher })
  }
  const reader = readerOf(organisation, by.by, deps.now())
  // Words around a hit are read: who reads as an auditor says first what for.
  if (!reader.roles.includes('auditor')) {
    const purpose = reader.roles.includes('archivist') ? { purpose: appraising } : {}
    return yes({ ...common, searcher: { reader }, ...purpose })
  }
  const purpose = by.purpose ?? (await purposeOfAuditor(deps, reader))
  if (purpose === undefined) return no({ code: 'purpose_missing' })
  return yes({ ...common, searcher: { reader }, purpose })
}

/** A place in a list of cases that a text names; undefined for none of ours. */
function placeOf(text: string): SearchPlace | undefined {
  const [kind, at] = parseCursor(text, 2) ?? []
  if (kind === 'from')
    return Number.isInteger(at) && Number(at) >= 0 && Number(at) <= 500_000
      ? { chunk: Number(at) }
      : undefined
  const id = kind === 'after' ? parseProposalId(String(at)) : undefined
  return id === undefined ? undefined : { id }
}

type HitsOfCase = { readonly hits: SearchHit[]; readonly hitCount: number }

/** Where the words stand in each case, in the words that are there at this moment; a case that lost them is missing. */
async function hitsOf(
  { db }: SearchDeps,
  wanted: {
    readonly ids: readonly ProposalId[]
    readonly words: readonly SearchWord[]
    readonly searcher: Searcher
  },
): Promise<ReadonlyMap<string, HitsOfCase>> {
  const [found, written] = await Promise.all([
    listHits(db, { ...wanted, atMost: hitsOfCase }),
    listWritten(db, wanted),
  ])
  const bodies = await bodiesOf(db, found)
  const hits = new Map<string, HitsOfCase>()
  for (const hit of found) {
    const now = written.get(hit.proposalId)
    if (now === undefined) continue
    const page = hit.pdf === null ? undefined : bodies.get(hit.pdf)?.get(hit.pageIndex ?? 0)
    const text = hit.kind === 'title' ? now.title : hit.kind === 'body' ? now.body : (page ?? hit.words ?? '')
    const view = viewOf(hit, text, wanted.words)
    if (view === undefined) continue
    const own = hits.get(hit.proposalId) ?? { hits: [], hitCount: hit.total }
    own.hits.push(view)
    hits.set(hit.proposalId, own)
  }
  return hits
}

async function bodiesOf(
  db: SearchDeps['db'],
  hits: readonly FoundHit[],
): Promise<ReadonlyMap<Sha256, ReadonlyMap<number, string>>> {
  const pages = new Map<Sha256, Set<number>>()
  for (const { pdf, pageIndex } of hits) {
    if (pdf === null || pageIndex === null) continue
    pages.set(pdf, (pages.get(pdf) ?? new Set()).add(pageIndex))
  }
  const found = await Promise.all(
    [...pages].map(async ([pdf, wanted]) => [pdf, await findBodies(db, pdf, [...wanted])] as const),
  )
  return new Map(found)
}

function viewOf(hit: FoundHit, text: string, words: readonly SearchWord[]): SearchHit | undefined {
  const own = words.filter((it) => it.kinds.includes(hit.kind))
  const excerpt = excerptOfWords(
    text,
    own.map((it) => it.folded),
  )
  if (excerpt === undefined) return undefined
  return {
    kind: hit.kind,
    ...(hit.attachmentId === null ? {} : { attachmentId: hit.attachmentId }),
    ...(hit.fileName === null ? {} : { fileName: hit.fileName }),
    ...(hit.pageIndex === null ? {} : { pageIndex: hit.pageIndex }),
    ...(hit.who === null || hit.who === '' ? {} : { who: hit.who }),
    words: own[excerpt.first]?.written ?? '',
    excerpt: excerpt.pieces,
  }
}

/** What only the role of an auditor, or that of the archive, opened was read for a purpose, and is on record. */
async function noteReads(
  deps: SearchDeps,
  { reader }: Extract<Searcher, { reader: unknown }>,
  ids: readonly ProposalId[],
  purpose: string | undefined,
): Promise<void> {
  if (purpose === undefined || ids.length === 0) return
  const roles = reader.roles.filter((it) => it !== 'auditor' && it !== 'archivist')
  const otherwise = await listVisible(deps.db, { ids, searcher: { reader: { ...reader, roles } } })
  const { at, person } = reader
  await Promise.all(
    ids
      .filter((id) => !otherwise.has(id))
      .map((id) =>
        logAccess(deps.db, {
          at,
          person,
          of: { proposal: id },
          ...{ what: 'search', purpose },
        }),
      ),
  )
}

type Facets = Omit<SearchFacets, 'count' | 'isExact'>

async function facetsOf(
  { db }: SearchDeps,
  organisation: Organisation,
  counted: readonly CountedCase[],
): Promise<Facets> {
  const valuesOf = (of: (it: CountedCase) => string | null) => {
    const counts = new Map<string, number>()
    for (const it of counted) {
      const value = of(it)
      if (value !== null && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  }
  const folders = valuesOf((it) => it.folder)
  const classes = valuesOf((it) => it.class)
  const names = await findFacetNames(db, {
    folders: folders.map(([value]) => value),
    classes: classes.map(([value]) => value),
  })
  const view = (values: readonly (readonly [string, number])[], nameOfValue: (value: string) => string) =>
    values.map(([value, count]) => ({ value, name: nameOfValue(value), count }))
  return {
    section: view(
      valuesOf((it) => it.section),
      (it) => findUnit(organisation, it as UnitCode)?.name ?? it,
    ),
    year: view(
      valuesOf((it) => String(it.year)).toSorted((a, b) => Number(b[0]) - Number(a[0])),
      (it) => it,
    ),
    folder: view(folders, (it) => names.folders.get(it) ?? it),
    class: view(classes, (it) => names.classes.get(it) ?? it),
    drafter: view(
      valuesOf((it) => it.drafter),
      (it) => nameOf(organisation, it as PersonId),
    ),
    status: view(
      valuesOf((it) => it.status),
      (it) => it,
    ),
  }
}
