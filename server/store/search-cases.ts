import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Pool } from 'pg'
import type { ProposalId } from '../domain/ids.ts'
import { type Gram, gramsOf } from '../domain/text/grams.ts'
import { type SearchWord, allKinds } from '../domain/text/search-query.ts'
import type { Database } from './database.ts'
import { type RunSql, preparedly } from './run-query.ts'
import { leastShare, textsOfChunk } from './search-index.ts'
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
/** A word of which so many texts may be is met soon by reading the newest cases; looking it up would answer nearly all of them. */
const commonShare = 0.015
/** Cases read at once for a common word: few at first, for most searches end there. */
const casesAtOnce = [60, 240, 1_000]
/** Chunks looked up at once. */
const chunksAtMost = 16
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

/**
 * One search in one transaction of its own. Its statements have few forms and are prepared: to plan the condition of who may read costs
 * more than to answer by it. What is planned once has to do for all words, so the order of each statement is written into it.
 */
async function findCases(deps: SearchDeps, wanted: WantedCases): Promise<FoundCases | undefined> {
  const { db, pool, statementMs = statementAtMostMs } = deps
  const client = await pool.connect()
  let isWhole = false
  try {
    const run = preparedly({ db, pool: client })
    await client.query('begin transaction isolation level repeatable read read only')
    await run(sql`select set_config('statement_timeout', ${String(statementMs)}, true), set_config('enable_seqscan', 'off', true),
      set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true)`)
    const chunks = await run(sql<{ readonly chunk: number }>`
      select chunk from search_chunk order by year desc, chunk desc`)
    const order = chunks.map((it) => it.chunk)
    const begin = await beginning(run, wanted, order)
    const found = begin === undefined ? undefined : await new Walk(run, wanted, { order, begin }).run()
    await client.query('commit')
    isWhole = true
    return found
  } finally {
    if (!isWhole) await client.query('rollback').catch(() => undefined)
    client.release(!isWhole)
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
  readonly #run: RunSql
  readonly #wanted: WantedCases
  /** The chunks, the newest first. */
  readonly #order: readonly number[]
  readonly #found: PlacedCase[] = []
  readonly #begin: Place
  #at: Place
  /** Cases that were read for a common word and may be known of, and how often some were. */
  #readableSeen = 0
  #rounds = 0

  constructor(
    run: RunSql,
    wanted: WantedCases,
    { order, begin }: { readonly order: readonly number[]; readonly begin: Place },
  ) {
    this.#run = run
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
    const driver = await driverOf(this.#run, words)
    let chunks = 1
    while (this.#at.turn < this.#order.length && !this.#isFull()) {
      if (this.#reads(driver)) await this.#readCases()
      else {
        await this.#lookUp(driver, chunks)
        chunks = Math.min(2 * chunks, chunksAtMost)
      }
      // Only between chunks, so that where it goes on says nothing of single cases.
      if (performance.now() > until && this.#at.place === newest) return
    }
  }

  #isFull(): boolean {
    return this.#found.length > this.#wanted.limit
  }

  /**
   * Whether the newest cases are read rather than looked up. A longer word of common characters may be rare all the same: that
   * shows after some cases.
   */
  #reads({ share, grams }: Driver): boolean {
    if (share < commonShare) return false
    const isHit = this.#found.length > 0 && this.#found.length * 10 >= this.#readableSeen
    return grams.length < 2 || this.#rounds === 0 || isHit
  }

  /** Some cases before the one it is at, in the same chunk, all of their texts read; after the last of them the chunk before. */
  async #readCases(): Promise<void> {
    const { words, searcher, filters, limit } = this.#wanted
    const { turn, place } = this.#at
    const chunk = this.#order[turn] ?? -1
    const atOnce = casesAtOnce[Math.min(this.#rounds, casesAtOnce.length - 1)] ?? 0
    this.#rounds += 1
    const [row] = await this.#run(sql<{
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
        limit ${limit + 1 - this.#found.length}
      )
      select coalesce((select json_agg(f order by f.place desc) from found f), '[]') as found,
        (select count(*) from readable)::integer as readable, (select count(*) from near)::integer as count,
        (select min(place) from near) as last`)
    if (row === undefined) throw new Error('an aggregate without a row')
    this.#found.push(...row.found)
    this.#readableSeen += row.readable
    if (row.last === null || row.count < atOnce) this.#toTurn(turn + 1)
    else this.#at = { turn, place: row.last }
  }

  /** The cases of some chunks that may have the driving word, by the index. */
  async #lookUp({ word, grams }: Driver, chunks: number): Promise<void> {
    const { words, searcher, filters, limit } = this.#wanted
    const { turn, place } = this.#at
    const asked = this.#order.slice(turn, turn + chunks)
    const { kinds } = word
    const shelves = asked.flatMap((chunk) => [
      ...(kinds.some((kind) => kind !== 'page') ? [2 * chunk] : []),
      ...(kinds.includes('page') ? [2 * chunk + 1] : []),
    ])
    const others = words.filter((it) => it !== word)
    const rows = await this.#run(sql<PlacedCase>`
      with wanted as materialized (
        select shelf, array_agg((shelf::bigint << 42) | gram) as keys
        from unnest(${shelves}::integer[]) as s (shelf), unnest(${[...grams]}::bigint[]) as g (gram) group by shelf
      ), maybe as materialized (
        select t.proposal_id, array_agg(t.id) as texts from wanted w cross join lateral (
          select id, proposal_id from search_text where search_grams(shelf, folded) @> w.keys offset 0) t
        group by t.proposal_id
      ), placed as materialized (
        select m.proposal_id, c.chunk, c.place, m.texts from maybe m cross join lateral (
          select chunk, place from search_case where proposal_id = m.proposal_id offset 0) c
        where c.chunk <> ${asked[0] ?? -1}::integer or c.place < ${place}::bigint
      )
      select r.proposal_id as id, r.chunk, r.place
      from (
        select o.* from (
          select * from placed order by array_position(${[...asked]}::integer[], chunk), place desc offset 0) o cross join lateral (
          select from proposal where proposal.id = o.proposal_id and ${passing(filters)} and ${visibleTo(searcher)} offset 0) p
        offset 0
      ) r cross join lateral (
        select from search_text t where t.id = any(r.texts) and ${isIn(word)} limit 1) t
        cross join lateral (select where ${holdsAll(others)} offset 0) w
      limit ${limit + 1 - this.#found.length}`)
    this.#found.push(...rows)
    if (!this.#isFull()) this.#toTurn(turn + asked.length)
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

type Driver = {
  readonly word: SearchWord
  /** Its rarest. */
  readonly grams: readonly Gram[]
  /** Of how many texts it can be at most, from 0 to 1. */
  readonly share: number
}

/** The word by which cases are looked up: the rarest, as far as can be told. */
async function driverOf(run: RunSql, words: readonly SearchWord[]): Promise<Driver> {
  const grams = words.map((it) => gramsOf(it.folded))
  const rows = await run(sql<{ readonly gram: number; readonly share: number }>`
    select gram, share from search_gram where gram = any(${grams.flat()}::bigint[])`)
  const shares = new Map(rows.map((it) => [it.gram, it.share]))
  const shareOf = (gram: Gram): number => shares.get(gram) ?? 0
  const drivers = words.map((word, nth) => {
    const byShare = (grams[nth] ?? []).toSorted((a, b) => shareOf(a) - shareOf(b))
    return { word, grams: enoughOf(byShare, shareOf), share: shareOf(byShare[0] ?? 0) }
  })
  const [first, ...others] = drivers
  if (first === undefined) throw new Error('nothing is looked for')
  const isRarer = (a: Driver, b: Driver): boolean =>
    a.share === b.share ? a.word.folded.length > b.word.folded.length : a.share < b.share
  return others.reduce((best, it) => (isRarer(it, best) ? it : best), first)
}

/** As many of the rarest as leave hardly a text of a chunk to be compared: each one more is looked up in every chunk. */
function enoughOf(byShare: readonly Gram[], shareOf: (gram: Gram) => number): readonly Gram[] {
  let texts = textsOfChunk
  const enough = byShare.findIndex((gram) => (texts *= Math.max(shareOf(gram), leastShare)) < 1)
  return byShare.slice(0, enough < 0 ? gramsAtMost : Math.min(enough + 1, gramsAtMost))
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
