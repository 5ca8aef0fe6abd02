import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Pool } from 'pg'
import type { ProposalId } from '../domain/ids.ts'
import { gramsOf } from '../domain/text/grams.ts'
import type { Database } from './database.ts'
import type { RunSql } from './run-query.ts'
import { holdsAll, wordsOf } from './search-holds.ts'
import {
  type LookUp,
  type LookUps,
  isCountable,
  lookUpsOf,
  othersAtMost,
  sidesOf,
  textsOfCase,
} from './search-look-ups.ts'
import { textsOfChunk } from './search-index.ts'
import { SearchSnapshot } from './search-snapshot.ts'
import {
  type FoundCases,
  type SearchIndex,
  type Searcher,
  type WantedCases,
  passing,
  visibleTo,
} from './searcher.ts'

/** To ask whether a case has a word costs as much as to fetch so many texts that may have it. */
const caseByText = 10
/** Other words of so few cases are not worth counting. */
const casesToCount = 20
/** A word of which so many texts may be is met soon by reading the newest cases; looking it up would answer nearly all of them. */
const commonShare = 0.015
/** Cases read at once for a common word: few at first, for most searches end there. */
const casesAtOnce = [30, 120, 480, 1_000]
/** Read first where a word of several pairs may be common, or not: that shows after so many that may be known of, if they are near. */
const casesToTry = 12
/** Reading goes on where so many of the cases have the word; of several words fewer will do, for a look-up has to ask for the others. */
const [denseHits, denseHitsOfSeveral] = [1 / 4, 1 / 8]
/** Chunks looked up at once. */
const chunksAtMost = 32
/** Chunks looked up first where a chunk has hardly any: fewer texts of it than that. */
const [chunksOfRare, fewTexts] = [4, 5]
/** From so many on half of them are looked up on a second connection: to begin there costs more than to look up a few. */
const chunksForTwo = 4
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
    const { order, lookUps } = await outline(snapshot.run, wanted)
    const begin = await beginning(snapshot.run, wanted, order)
    const found =
      begin === undefined ? undefined : await new Walk(snapshot, wanted, { order, lookUps, begin }).run()
    isWhole = true
    return found
  } finally {
    await snapshot.close(isWhole)
  }
}

type Outline = {
  /** The chunks, the newest first. */
  readonly order: readonly number[]
  readonly lookUps: LookUps
}

async function outline(run: RunSql, { words }: WantedCases): Promise<Outline> {
  const [row] = await run(sql<{
    readonly order: readonly number[]
    readonly shares: Readonly<Record<string, number>>
  }>`
    select array(select chunk from search_chunk order by year desc, chunk desc) as order,
      (select coalesce(json_object_agg(gram, share), '{}') from search_gram
        where gram = any(${words.flatMap((it) => gramsOf(it.folded))}::bigint[])) as shares`)
  if (row === undefined) throw new Error('a row of values that is none')
  return { order: row.order, lookUps: lookUpsOf(words, (gram) => row.shares[gram] ?? 0) }
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
  readonly #order: readonly number[]
  readonly #lookUps: LookUps
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
    { order, lookUps, begin }: Outline & { readonly begin: Place },
  ) {
    this.#snapshot = snapshot
    this.#wanted = wanted
    this.#order = order
    this.#lookUps = lookUps
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
    const { until } = this.#wanted
    let [chunks, looked, hits] = [this.#isRare ? chunksOfRare : 1, 0, 0]
    while (this.#at.turn < this.#order.length && !this.#isFull()) {
      if (this.#reads(this.#lookUps[0])) await this.#readCases()
      else {
        const before = this.#found.length
        await this.#lookUp(chunks)
        looked += chunks
        hits += this.#found.length - before
        chunks = this.#chunksNext(chunks, hits / looked)
      }
      // Only between chunks, so that where it goes on says nothing of single cases.
      if (performance.now() > until && this.#at.place === newest) return
    }
  }

  /** Whether hardly a case of a chunk has all words, as far as can be told: one chunk will not do. */
  get #isRare(): boolean {
    return this.#lookUps[0].likely * textsOfChunk < fewTexts
  }

  #isFull(): boolean {
    return this.#found.length > this.#wanted.limit
  }

  /** As many as will fill the answer if they are like those before; where nothing was found four times as many, up to a limit. */
  #chunksNext(last: number, hitsOfOne: number): number {
    const chunks = Math.max(1, Math.min(Math.ceil((1.5 * this.#missing) / hitsOfOne), 4 * last, chunksAtMost))
    const left = this.#order.length - this.#at.turn
    // A few that would be left over are looked up with them.
    return left < 1.5 * chunks ? left : chunks
  }

  /**
   * Whether the newest cases are read rather than looked up. A longer word of common characters, or several common words, may
   * be rare all the same: that shows after some cases.
   */
  #reads({ share, likely }: LookUp): boolean {
    if (share < commonShare) return false
    if (this.#isSure) return true
    if (this.#readableSeen < casesToTry && this.#rounds < casesAtOnce.length) return likely >= commonShare / 2
    const dense = this.#lookUps.length === 1 ? denseHits : denseHitsOfSeveral
    return this.#readHits >= dense * this.#readableSeen && this.#readHits > 0
  }

  /** Whether it is known how frequent it is: whoever looks up a single pair gets nearly all of them. */
  get #isSure(): boolean {
    return this.#lookUps[0].isOnePair && this.#wanted.words.length === 1
  }

  /** Some cases before the one it is at, in the same chunk, each asked for the words; after the last of them the chunk before. */
  async #readCases(): Promise<void> {
    const { searcher, filters } = this.#wanted
    const { turn, place } = this.#at
    const chunk = this.#order[turn] ?? -1
    const isTry = this.#rounds === 0 && !this.#isSure
    const atOnce = isTry ? casesToTry : (casesAtOnce[Math.min(this.#rounds, casesAtOnce.length - 1)] ?? 0)
    this.#rounds += 1
    const [row] = await this.#snapshot.run(sql<{
      readonly found: readonly PlacedCase[]
      readonly readable: number
      readonly count: number
      readonly last: number | null
    }>`
      with word as materialized (${wordsOf(this.#lookUps)}
      ), near as materialized (
        select proposal_id, chunk, place from search_case where chunk = ${chunk} and place < ${place}
        order by place desc limit ${atOnce}
      ), readable as materialized (
        select near.* from near cross join lateral (
          select from proposal where proposal.id = near.proposal_id and ${passing(filters)} and ${visibleTo(searcher)} offset 0) p
      ), found as materialized (
        select r.proposal_id as id, r.chunk, r.place from (select * from readable order by place desc offset 0) r
          cross join lateral (select where ${holdsAll} offset 0) w
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
  async #lookUp(chunks: number): Promise<void> {
    const { turn } = this.#at
    const asked = this.#order.slice(turn, turn + chunks)
    const beside = asked.length < chunksForTwo ? undefined : this.#snapshot.beside()
    // The first begins while the second is made ready.
    const runs = beside === undefined ? [this.#snapshot.run] : [this.#snapshot.run, beside]
    const answers = await Promise.allSettled(
      runs.map(async (asking, nth) => {
        // In turn, so that both have as many of the newer ones.
        const part = asked.filter((_, at) => at % runs.length === nth)
        const run = await asking
        const [row] = await run(this.#casesIn(part))
        if (row === undefined) throw new Error('an aggregate without a row')
        return row.found
      }),
    )
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

  /** Of some chunks the cases that are found. */
  #casesIn(asked: readonly number[]): RawBuilder<{ readonly found: readonly PlacedCase[] }> {
    const { searcher, filters } = this.#wanted
    const { turn, place } = this.#at
    const [driver, ...others] = this.#lookUps
    const lookUps = [driver, ...others.filter(isCountable).slice(0, othersAtMost)]
    const keys = lookUps.flatMap(({ word, grams }, nth) =>
      sidesOf(word).flatMap((side) => grams.map((gram) => ({ nth, side, gram }))),
    )
    const isOne = asked.length === 1
    return sql`
      with word as materialized (${wordsOf([...others, driver])}
      ), wanted as materialized (
        select nth, chunk, array_agg(((2 * chunk + side)::bigint << 42) | gram) as keys
        from unnest(${asked}::integer[]) as c (chunk),
          unnest(${keys.map((it) => it.nth)}::integer[], ${keys.map((it) => it.side)}::integer[],
            ${keys.map((it) => it.gram)}::bigint[]) as k (nth, side, gram)
        group by nth, chunk, side
      ), rarest as materialized (
        select t.proposal_id from wanted w cross join lateral (
          select proposal_id from search_text
          where search_keys(shelf, proposal_id, folded) @> w.keys and (${driver.isOnePair}::boolean or strpos(folded, ${driver.word.folded}) > 0) offset 0) t
        where w.nth = 0
      ), cases as materialized (
        select count(*) as count from rarest
      ), counted as materialized (
        select w.nth, ${asked.length}::integer * sum(c.texts) as texts from wanted w cross join lateral (
          select count(*) as texts from (
            select from search_text where search_keys(shelf, proposal_id, folded) @> w.keys
            limit (select ${caseByText} * count / ${asked.length}::integer + 1 from cases)) t) c
        where not ${isOne}::boolean and w.nth > 0 and w.chunk = ${asked[0]}::integer and (select count from cases) > ${casesToCount}
        group by w.nth
        union all
        select (place - 1)::integer, texts from unnest(${lookUps.map((it) => it.likely * textsOfChunk)}::float8[]) with ordinality as l (texts, place)
        where ${isOne}::boolean and place > 1
      ), worth as materialized (
        select 0 as nth
        union all
        select c.nth from cases r cross join counted c cross join lateral (
            select least(power(1 - least(c.texts / ${asked.length * textsOfChunk}::float8, 1), ${textsOfCase}), 1 - 1e-9) as share) without
        where c.texts < ${caseByText} * without.share * least(r.count, ${this.#missing} / (1 - without.share))
      ), texts as materialized (
        select 0 as nth, proposal_id from rarest
        union all
        select w.nth, t.proposal_id from wanted w cross join lateral (
          select proposal_id from search_text where search_keys(shelf, proposal_id, folded) @> w.keys offset 0) t
        where w.nth > 0 and w.nth in (select nth from worth)
      ), maybe as materialized (
        select proposal_id from texts
        group by proposal_id having bit_or(1 << nth) = (select bit_or(1 << nth) from worth)
      ), placed as materialized (
        select m.proposal_id, c.chunk, c.place from maybe m cross join lateral (
          select chunk, place from search_case where proposal_id = m.proposal_id offset 0) c
        where c.chunk <> ${this.#order[turn] ?? -1}::integer or c.place < ${place}::bigint
      ), found as materialized (
        select r.proposal_id as id, r.chunk, r.place
        from (
          select o.* from (
            select * from placed order by array_position(${[...asked]}::integer[], chunk), place desc offset 0) o cross join lateral (
            select from proposal where proposal.id = o.proposal_id and ${passing(filters)} and ${visibleTo(searcher)} offset 0) p
          offset 0
        ) r cross join lateral (select where ${holdsAll} offset 0) w
        limit ${this.#missing}
      )
      select coalesce((select json_agg(f) from found f), '[]') as found`
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
