import { type Static, Type } from 'typebox'
import { Id, closed, literals } from './common.ts'
import { ProposalListItem, ProposalStatus } from './proposals.ts'

/** Most cases in one answer. */
export const searchPageSize = 20
/** Most texts of one case that are answered with their words. */
export const hitsOfCase = 6
/** Cases that are counted; more are 「1,000件以上」. */
export const countedAtMost = 1000
/** Searches one person may keep. */
export const savedSearchesAtMost = 100

const SearchKind = literals('title', 'body', 'page', 'file', 'opinion', 'number', 'name')

const Words = Type.String({
  minLength: 1,
  maxLength: 200,
  description:
    'What is looked for, as it is written: words between white space, each of which a case must have anywhere (at most 8); "…" keeps words together; 件名: 伺い文: 添付: 意見: 番号: 氏名: before a word looks there only. 全角/半角, かな/カナ, capitals, 旧字体 and 異体字 are alike; white space and line ends inside words count for nothing',
})
const Field = literals('title', 'body', 'file', 'opinion', 'number', 'name')
const filters = {
  field: Type.Optional(Field),
  section: Type.Optional(Type.String({ maxLength: 40, description: 'Code of the 課 it was drafted in' })),
  year: Type.Optional(
    Type.String({ pattern: '^\\d{4}$', description: '年度 (April to March) in which it was drafted' }),
  ),
  folder: Type.Optional(Type.String({ maxLength: 60, description: 'Id of the 簿冊' })),
  class: Type.Optional(Type.String({ maxLength: 20, description: 'Code of the 決裁区分' })),
  drafter: Type.Optional(Type.String({ maxLength: 40, description: '起案者, by id' })),
  status: Type.Optional(ProposalStatus),
}

export const SearchWish = closed({ q: Words, ...filters }, 'What is looked for, and among which cases')
export type SearchWish = Static<typeof SearchWish>

export const SearchQuery = closed({
  q: Words,
  ...filters,
  after: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the answer before' })),
})
export type SearchQuery = Static<typeof SearchQuery>

export const SearchHit = closed(
  {
    kind: SearchKind,
    attachmentId: Type.Optional(Id),
    fileName: Type.Optional(Type.String({ description: 'Of a page or the name of a file' })),
    pageIndex: Type.Optional(Type.Integer({ description: 'Of a page: in its file, from 0' })),
    who: Type.Optional(Type.String({ description: 'Of an opinion: who said it' })),
    words: Type.String({
      description: 'The word that is found in it first, as it was typed: what to look for in the reader',
    }),
    excerpt: Type.Array(
      closed({
        text: Type.String(),
        found: Type.Optional(Type.Boolean({ description: 'One of the words' })),
      }),
      { description: 'The words around, in one line, in pieces' },
    ),
  },
  'One text of a case that has one of the words',
)
export type SearchHit = Static<typeof SearchHit>

export const SearchAnswer = closed(
  {
    items: Type.Array(
      closed({
        case: ProposalListItem,
        hits: Type.Array(SearchHit, { description: 'In reading order, at most 6, some of each word' }),
        hitCount: Type.Integer({ description: 'Texts of the case that have one of the words' }),
      }),
      { description: 'Cases that have all words, newest first' },
    ),
    words: Type.Array(Type.String(), { description: 'What was looked for, word by word' }),
    next: Type.Optional(Type.String({ description: 'Asks for what follows as `after`; absent at the end' })),
    isPartial: Type.Boolean({
      description:
        'The time was up before there were as many cases as an answer holds: older ones are searched with `next`',
    }),
  },
  'GET /v1/search: cases with the places where the words stand',
)
export type SearchAnswer = Static<typeof SearchAnswer>

const Facet = Type.Array(
  closed({ value: Type.String(), name: Type.String(), count: Type.Integer({ description: 'Cases' }) }),
)

export const SearchFacets = closed(
  {
    count: Type.Integer({ description: 'Cases found, at most 1000' }),
    isExact: Type.Boolean({ description: 'false: there are so many or more' }),
    section: Facet,
    year: Facet,
    folder: Facet,
    class: Facet,
    drafter: Facet,
    status: Facet,
  },
  'GET /v1/search/facets: how many cases there are, and what they can be narrowed down to; the most frequent first, the newest year first. Counted over what the reader may open and nothing else',
)
export type SearchFacets = Static<typeof SearchFacets>

export const SearchSuggestions = closed(
  {
    cases: Type.Array(closed({ id: Id, title: Type.String(), number: Type.Optional(Type.String()) }), {
      description: 'Newest first, at most 6: found by 件名, number or the name of a file',
    }),
    saved: Type.Array(closed({ id: Id, name: Type.String(), wish: SearchWish }), {
      description: 'Searches of one’s own whose name has the words',
    }),
  },
  'GET /v1/search/suggestions: while somebody types',
)
export type SearchSuggestions = Static<typeof SearchSuggestions>

export const SavedSearch = closed({ id: Id, name: Type.String(), wish: SearchWish }, 'A search that is kept')
export type SavedSearch = Static<typeof SavedSearch>

export const SavedSearches = closed(
  { items: Type.Array(SavedSearch, { description: 'By name' }) },
  'One’s own searches that are kept',
)
export type SavedSearches = Static<typeof SavedSearches>

export const SavedSearchBody = closed(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 60,
      pattern: '\\S',
      description: 'One’s own name for it, of which there is one',
    }),
    wish: SearchWish,
  },
  'A search to keep, under a name',
)
export type SavedSearchBody = Static<typeof SavedSearchBody>
