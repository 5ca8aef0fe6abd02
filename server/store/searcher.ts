import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { ProposalStatus } from '../domain/approval/proposal.ts'
import type { PersonId, ProposalId, UnitCode } from '../domain/ids.ts'
import type { SearchWord } from '../domain/text/search-query.ts'
import { filedIn } from './filed-in.ts'
import { readable } from './readable.ts'

/** Who searches: a person, or a program among what it made (of one drafter, where it names an officer). */
export type Searcher =
  { readonly reader: Reader } | { readonly application: string; readonly drafter?: PersonId }

/** That the searcher may know of a row of `proposal`: a part of every question, so that nothing is taken away afterwards. */
export function visibleTo(searcher: Searcher): RawBuilder<boolean> {
  if ('reader' in searcher) return readable(searcher.reader)
  const { application, drafter = null } = searcher
  return sql<boolean>`(proposal.application_id = ${application}
    and (${drafter}::text is null or proposal.drafter_id = ${drafter}::text))`
}

/** What cases are narrowed down to; undefined narrows nothing. */
export type CaseFilters = {
  /** 課 it was drafted in. */
  readonly section?: UnitCode
  /** 年度 in which it was drafted. */
  readonly year?: number
  /** 簿冊. */
  readonly folder?: string
  /** 決裁区分. */
  readonly class?: string
  readonly drafter?: PersonId
  readonly status?: ProposalStatus
}

/** The 年度 (April to March) in which a row of `proposal` was drafted. */
export const yearOfCase = sql<number>`extract(year from (proposal.created_at at time zone 'Asia/Tokyo')
  - interval '3 months')::integer`

/** Who drafted a row of `proposal`; of one that was brought in whom the old system names, null where that is nobody here. */
export const drafterOfCase = sql<PersonId | null>`(case when proposal.status = 'imported'
  then nullif(proposal.state #>> '{drafter,person}', '') else proposal.drafter_id end)`

/** The filters as a condition on rows of `proposal`: of one form whatever they narrow, so that it stays prepared. */
export function passing(filters: CaseFilters): RawBuilder<boolean> {
  const { section = null, year = null, folder = null, class: code = null } = filters
  const { drafter = null, status = null } = filters
  return sql<boolean>`((${section}::text is null or proposal.section_code = ${section})
    and (${year}::integer is null or ${yearOfCase} = ${year})
    and (${folder}::text is null or ${filedIn} = ${folder})
    and (${code}::text is null or proposal.content ->> 'authorityCode' = ${code})
    and (${drafter}::text is null or ${drafterOfCase} = ${drafter})
    and (${status}::text is null or proposal.status = ${status}))`
}

/** Which cases are looked for. */
export type WantedCases = {
  /** At least one; a case has all of them, each in any of its texts. */
  readonly words: readonly SearchWord[]
  /** Who searches: nothing is found that he or she may not know of. */
  readonly searcher: Searcher
  readonly filters: CaseFilters
  readonly limit: number
  /** Of `performance.now()`: what was not searched by then is searched when it is gone on with. */
  readonly until: number
  readonly after?: SearchPlace
}

/** Where a search goes on: after a case, or with a part of the index. */
export type SearchPlace = { readonly id: ProposalId } | { readonly chunk: number }

export type FoundCases = {
  /** Exactly those that have the words, the newest 年度 first, within it the last that came. */
  readonly ids: readonly ProposalId[]
  /** Absent when everything was searched; a chunk when the time was up before. */
  readonly next?: SearchPlace
}

/**
 * Finds cases by their words. Plain PostgreSQL does it (store/search-cases.ts); another index over the rows of search_text, such as
 * PGroonga where a body installs it, takes its place here. Whatever does, asks who may read inside its question.
 */
export type SearchIndex = {
  /** Undefined when the place to go on from is none of the searcher's. */
  findCases(wanted: WantedCases): Promise<FoundCases | undefined>
}
