import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Pool } from 'pg'
import type { ProposalId } from '../domain/ids.ts'
import { type Gram, gramsOf } from '../domain/text/grams.ts'
import { type SearchWord, allKinds } from '../domain/text/search-query.ts'
import type { Database } from './database.ts'
import type { RunSql } from './run-query.ts'
import { SearchSnapshot } from './search-snapshot.ts'
import {
  type FoundCases,
  type SearchIndex,
  type Searcher,
  type WantedCases,
  passing,
  visibleTo,
} from './searcher.ts'

/** Most pairs of characters of a word that are looked up: more cost more than they leave out. */
const gramsAtMost = 5
/** Most words that are looked up besides the rarest. */
const othersAtMost = 3
/** A case has so many texts, more or less; to read all of them costs as much as to find so many by the index. */
const [textsOfCase, caseByText] = [20, 40]
/** What is rarer than the sample tells may be so frequent. */
const unknownShare = 0.001
/** A word of which so many texts may be is met soon by reading the newest cases; looking it up would answer nearly all of them. */
const commonShare = 0.015
/** Cases read at once for a common word: few at first, for most searches end there. */
const casesAtOnce = [60, 240, 1_000]
/** Reading goes on where so many of the cases have all words. */
const denseHits = 0.25
/** Chunks looked up at once. */
const chunksAtMost = 32
/** From so many on half of them are looked up on a second connection: to begin there costs more than to look up a few. */
const chunksForTwo = 8
/** A single statement takes no longer, whatever happens: milliseconds. */
const statementAtMostMs = 5_000
/** PostgreSQL's code for a statement that took longer. */
const queryCanceled = '57014'

/** A place in a chunk before which there is nothing. */
const newest = Number.MAX_SAFE_INTEGER

/** On the way from the newest chunk to the oldest: which turn it is, and before which place of that chunk. */
type Place = { readonly turn: number; readonly place: number }
type PlacedCase = { readonly id: ProposalId; readonly chunk: number; readonly place: number }
type SearchDeps = {
  readonly db: Kysely<Database>
  readonly pool: Pool
  readonly statementMs?: number
}

/** The search on plain PostgreSQL: pairs of characters in a GIN index, and every hit compared with the text itself. */
export function createSearchIndex(deps: SearchDeps): SearchIndex {
  return { findCases: (wanted) => findCases(deps, wanted) }
}

async function findCases(
  { statementMs = statementAtMostMs, ...deps }: SearchDeps,
  wanted: WantedCases,
): Promise<FoundCases | undefined> {
  const snapshot = await SearchSnapshot.open({ ...deps, statementMs })
  let isWhole = false
  try {
    const chunks = await snapshot.run(sql<{ readonly chunk: number }>`
      select chunk from search_chunk order by year desc, chunk desc`)
    const order = chunks.map((it) => it.chunk)
    const begin = await beginning(snapshot.run, wanted, order)
    const found = begin === undefined ? undefined : await new Walk(snapshot, wanted, { order, begin }).run()
    isWhole = true
    return found
  } finally {
    await snapshot.close(isWhole)
  }
}

/** Where a search goes on, exclusive; undefined when that is none of the searcher's. */
async function beginning(
  run: RunSql,
  { after, searcher }: WantedCases,
  order: readonly number[],
): Promise<Place | undefined> {
  if (after === undefined) return { turn: 0, place: newest }
  const placed =
    'chunk' in after ? { chunk: after.chunk, place: newest } : await placeOf(run, after.id, searcher)
  const turn = order.indexOf(placed?.chunk ?? -1)
  return placed === undefined || turn < 0 ? undefined : { turn, place: placed.place }
}

/** Undefined for a case that the searcher may not know of. */
async function placeOf(
  run: RunSql,
  id: ProposalId,
  searcher: Searcher,
): Promise<Omit<PlacedCase, 'id'> | undefined> {
  const rows = await run(sql<Omit<PlacedCase, 'id'>>`
    select c.chunk, c.place from search_case c join proposal on proposal.id = c.proposal_id
    where proposal.id = ${id} and ${visibleTo(searcher)}`)
  return rows[0]
}

/** One search on its way from the newest case to the oldest. */
class Walk {
  readonly #snapshot: SearchSnapshot
  readonly #wanted: WantedCases
  /** The chunks, the newest first. */
  readonly #order: readonly number[]
  readonly #found: PlacedCase[] = []
  readonly #begin: Place
  #at: Place
  /** Cases that were read for a common word and may be known of, those of them that had it, and how often some were read. */
  #readableSeen = 0
  #readHits = 0
  #rounds = 0

  constructor(
    snapshot: SearchSnapshot,
    wanted: WantedCases,
    { order, begin }: { readonly order: readonly number[]; readonly begin: Place },
  ) {
    this.#snapshot = snapshot
    this.#wanted = wanted
    this.#order = order
    this.#begin = begin
    this.#at = begin
  }

  /** What is found before a statement takes too long is answered; the next search goes on there. */
  async run(): Promise<FoundCases> {
    try {
      await this.#walk()
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== queryCanceled) throw error
    }
    return this.#answer()
  }

  async #walk(): Promise<void> {
    const { words, until } = this.#wanted
    const lookUps = await lookUpsOf(this.#snapshot.run, words)
    let [chunks, looked, hits] = [1, 0, 0]
    while (this.#at.turn < this.#order.length && !this.#isFull()) {
      if (this.#reads(lookUps[0])) await this.#readCases()
      else {
        const before = this.#found.length
        await this.#lookUp(lookUps, chunks)
        looked += chunks
        hits += this.#found.length - before
        chunks = this.#chunksNext(chunks, hits / looked)
      }
      // Only between chunks, so that where it goes on says nothing of single cases.
      if (performance.now() > until && this.#at.place === newest) return
    }
  }

  #isFull(): boolean {
    return this.#found.length > this.#wanted.limit
  }

  /** As many as will fill the answer if they are like those before; where nothing was found four times as many, up to a limit. */
  #chunksNext(last: number, hitsOfOne: number): number {
    return Math.max(1, Math.min(Math.ceil(this.#missing / hitsOfOne), 4 * last, chunksAtMost))
  }

  /**
   * Whether the newest cases are read rather than looked up. A longer word of common characters, or several common words, may
   * be rare all the same: that shows after some cases.
   */
  #reads({ share, likely, grams }: LookUp): boolean {
    if (share < commonShare) return false
    // Whoever looks up a single pair gets nearly all of them.
    if (grams.length < 2 && this.#wanted.words.length === 1) return true
    if (this.#rounds === 0) return likely >= commonShare / 5
    return this.#readHits >= denseHits * this.#readableSeen && this.#readHits > 0
  }

  /** Some cases before the one it is at, in the same chunk, all of their texts read; after the last of them the chunk before. */
  async #readCases(): Promise<void> {
    const { words, searcher, filters } = this.#wanted
    const { turn, place } = this.#at
    const chunk = this.#order[turn] ?? -1
    const atOnce = casesAtOnce[Math.min(this.#rounds, casesAtOnce.length - 1)] ?? 0
    this.#rounds += 1
    const [row] = await this.#snapshot.run(sql<{
      readonly found: readonly PlacedCase[]
      readonly readable: number
      readonly count: number
      readonly last: number | null
    }>`
      with near as materialized (
        select proposal_id, chunk, place from search_case where chunk = ${chunk} and place < ${place}
        order by place desc limit ${atOnce}
      ), readable as materialized (
        select near.* from near cross join lateral (
          select from proposal where proposal.id = near.proposal_id and ${passing(filters)} and ${visibleTo(searcher)} offset 0) p
      ), found as materialized (
        select r.proposal_id as id, r.chunk, r.place from (select * from readable order by place desc offset 0) r
          cross join lateral (select where ${holdsAll(words)} offset 0) w
        limit ${this.#missing}
      )
      select coalesce((select json_agg(f order by f.place desc) from found f), '[]') as found,
        (select count(*) from readable)::integer as readable, (select count(*) from near)::integer as count,
        (select min(place) from near) as last`)
    if (row === undefined) throw new Error('an aggregate without a row')
    this.#found.push(...row.found)
    this.#readableSeen += row.readable
    this.#readHits += row.found.length
    if (row.last === null || row.count < atOnce) this.#toTurn(turn + 1)
    else this.#at = { turn, place: row.last }
  }

  /** The cases of some chunks that have the words, by the index; of many chunks half on each of two connections. */
  async #lookUp(lookUps: LookUps, chunks: number): Promise<void> {
    const { turn } = this.#at
    const asked = this.#order.slice(turn, turn + chunks)
    const beside = asked.length < chunksForTwo ? undefined : await this.#snapshot.beside()
    const runs = beside === undefined ? [this.#snapshot.run] : [this.#snapshot.run, beside]
    // In turn, so that both have as many of the newer ones.
    const parts = runs.map((run, nth) => ({ run, part: asked.filter((_, at) => at % runs.length === nth) }))
    const answers = await Promise.allSettled(parts.map(({ run, part }) => run(this.#casesIn(lookUps, part))))
    const rows = answers.flatMap((it) => {
      if (it.status === 'rejected') throw it.reason
      return it.value
    })
    const turns = new Map(asked.map((chunk, at) => [chunk, at]))
    const turnOf = (it: PlacedCase): number => turns.get(it.chunk) ?? 0
    rows.sort((a, b) => turnOf(a) - turnOf(b) || b.place - a.place)
    this.#found.push(...rows.slice(0, this.#missing))
    if (!this.#isFull()) this.#toTurn(turn + asked.length)
  }

  get #missing(): number {
    return this.#wanted.limit + 1 - this.#found.length
  }

  #casesIn(lookUps: LookUps, asked: readonly number[]): RawBuilder<PlacedCase> {
    const { words, searcher, filters } = this.#wanted
    const { turn, place } = this.#at
    const [{ word: driver }] = lookUps
    const others = words.filter((it) => it !== driver)
    const keys = lookUps.flatMap(({ word, grams }, nth) =>
      sidesOf(word).flatMap((side) => grams.map((gram) => ({ nth, side, gram }))),
    )
    return sql<PlacedCase>`
      with wanted as materialized (
        select nth, 2 * chunk + side as shelf, array_agg(((2 * chunk + side)::bigint << 42) | gram) as keys
        from unnest(${asked}::integer[]) as c (chunk),
          unnest(${keys.map((it) => it.nth)}::integer[], ${keys.map((it) => it.side)}::integer[],
            ${keys.map((it) => it.gram)}::bigint[]) as k (nth, side, gram)
        group by nth, chunk, side
      ), maybe as materialized (
        select t.proposal_id, array_agg(t.id) filter (where w.nth = 0) as texts from wanted w cross join lateral (
          select id, proposal_id from search_text where search_grams(shelf, folded) @> w.keys offset 0) t
        group by t.proposal_id having bit_or(1 << w.nth) = ${2 ** lookUps.length - 1}::integer
      ), placed as materialized (
        select m.proposal_id, c.chunk, c.place, m.texts from maybe m cross join lateral (
          select chunk, place from search_case where proposal_id = m.proposal_id offset 0) c
        where c.chunk <> ${this.#order[turn] ?? -1}::integer or c.place < ${place}::bigint
      )
      select r.proposal_id as id, r.chunk, r.place
      from (
        select o.* from (
          select * from placed order by array_position(${[...asked]}::integer[], chunk), place desc offset 0) o cross join lateral (
          select from proposal where proposal.id = o.proposal_id and ${passing(filters)} and ${visibleTo(searcher)} offset 0) p
        offset 0
      ) r cross join lateral (
        select from search_text t where t.id = any(r.texts) and ${isIn(driver)} limit 1) t
        cross join lateral (select where ${holdsAll(others)} offset 0) w
      limit ${this.#missing}`
  }

  #toTurn(turn: number): void {
    this.#at = { turn, place: newest }
  }

  #answer(): FoundCases {
    const { limit } = this.#wanted
    const ids = this.#found.slice(0, limit).map((it) => it.id)
    const last = ids.at(-1)
    if (this.#isFull() && last !== undefined) return { ids, next: { id: last } }
    const { turn, place } = this.#at
    const chunk = this.#order[turn]
    if (chunk === undefined) return { ids }
    // A statement that took too long leaves a chunk in its middle.
    const isBetween = place < newest
    if (isBetween && last !== undefined) return { ids, next: { id: last } }
    if (isBetween && turn === this.#begin.turn && this.#wanted.after !== undefined)
      return { ids, next: this.#wanted.after }
    // A whole chunk: where it goes on says nothing of single cases.
    return { ids, next: { chunk } }
  }
}

/** A word that is looked up. */
type LookUp = {
  readonly word: SearchWord
  /** Its rarest pairs of characters. */
  readonly grams: readonly Gram[]
  /** Of how many texts it can be at most, from 0 to 1. */
  readonly share: number
  /** Of how many it may well be. */
  readonly likely: number
}
/** The rarest word first, as far as can be told, and those others that leave out more cases than it costs to look for them. */
type LookUps = readonly [LookUp, ...LookUp[]]

async function lookUpsOf(run: RunSql, words: readonly SearchWord[]): Promise<LookUps> {
  const grams = words.map((it) => gramsOf(it.folded))
  const rows = await run(sql<{ readonly gram: number; readonly share: number }>`
    select gram, share from search_gram where gram = any(${grams.flat()}::bigint[])`)
  const shares = new Map(rows.map((it) => [it.gram, it.share]))
  const shareOf = (gram: Gram): number => shares.get(gram) ?? 0
  const lookUps = words.map((word, nth): LookUp => {
    const byShare = apart(grams[nth] ?? []).toSorted((a, b) => shareOf(a) - shareOf(b))
    const [rarest = 0, next = 1] = byShare.map(shareOf)
    // Pairs side by side come together more often than by chance.
    return { word, grams: byShare.slice(0, gramsAtMost), share: rarest, likely: rarest * Math.sqrt(next) }
  })
  const [first, ...others] = lookUps.toSorted(
    (a, b) => a.likely - b.likely || b.word.folded.length - a.word.folded.length,
  )
  if (first === undefined) throw new Error('nothing is looked for')
  return [first, ...others.filter((it) => isWorth(it, first)).slice(0, othersAtMost)]
}

/** Whether finding all texts that may have another word costs less than reading those cases of the first that have not. */
function isWorth(other: LookUp, first: LookUp): boolean {
  const without = (1 - other.likely) ** textsOfCase
  return other.likely < caseByText * Math.max(first.likely, unknownShare) * without
}

/** Pairs that share no character first: of two that do, the one says little that the other has not said. */
function apart(grams: readonly Gram[]): readonly Gram[] {
  return [...grams.filter((_, nth) => nth % 2 === 0), ...grams.filter((_, nth) => nth % 2 === 1)]
}

/** On which sides of a chunk a word is looked for: 1 where the pages are, 0 where everything else is. */
function sidesOf({ kinds }: SearchWord): readonly number[] {
  return [...(kinds.some((kind) => kind !== 'page') ? [0] : []), ...(kinds.includes('page') ? [1] : [])]
}

/** That a row `t` of search_text has a word and is shown now: the file may have been removed or replaced a moment ago. */
function isIn({ folded, kinds }: SearchWord): RawBuilder<boolean> {
  return sql<boolean>`(strpos(t.folded, ${folded}) > 0
    and (${kinds.length === allKinds.length}::boolean or t.kind = any(${[...kinds]}::text[])) and ${isShown})`
}

/**
 * That a row `t` of search_text is of what its attachment holds now, or of none. Asked row by row: as `exists` it may be answered by
 * reading all attachments there are.
 */
export const isShown = sql<boolean>`(t.attachment_id is null or (
  select a.current_revision = t.revision_id and a.removed_at is null and not a.is_issued
  from attachment a where a.id = t.attachment_id))`

/** That the case of a row `r` has all words, each in any of its texts. One form for any number of words. */
function holdsAll(words: readonly SearchWord[]): RawBuilder<boolean> {
  const kinds = words.map((it) => (it.kinds.length === allKinds.length ? '' : it.kinds.join()))
  return sql<boolean>`not exists (
    select from unnest(${words.map((it) => it.folded)}::text[], ${kinds}::text[]) as w (folded, kinds)
    where not exists (
      select from search_text t
      where t.proposal_id = r.proposal_id and strpos(t.folded, w.folded) > 0
        and (w.kinds = '' or t.kind = any(string_to_array(w.kinds, ','))) and ${isShown}))`
}
