import { type Kysely, type RawBuilder, type Transaction, sql } from 'kysely'
import type { ProposalId } from '../domain/ids.ts'
import { type Gram, gramsOf } from '../domain/text/grams.ts'
import { type SearchWord, allKinds } from '../domain/text/search-query.ts'
import type { Database } from './database.ts'
import { type FoundCases, type SearchIndex, type WantedCases, passing, visibleTo } from './searcher.ts'

/** The rarest pairs of characters of a word that are looked up: more cost more than they leave out. */
const gramsAtMost = 5
/** A word of which so many texts may be is met soon by reading the newest cases; looking it up would answer nearly all of them. */
const commonShare = 0.02
/** Cases read at once for a common word: few at first, for most searches end there. */
const casesAtOnce = [60, 240, 1_000]
/** Chunks looked up at once. */
const chunksAtMost = 16
/** A single statement takes no longer, whatever happens. */
const statementMs = 5_000

type Place = { readonly chunk: number; readonly place: number }
type PlacedCase = Place & { readonly id: ProposalId }

/** The search on plain PostgreSQL: pairs of characters in a GIN index, and every hit compared with the text itself. */
export function createSearchIndex(db: Kysely<Database>): SearchIndex {
  return { findCases: (wanted) => findCases(db, wanted) }
}

async function findCases(db: Kysely<Database>, wanted: WantedCases): Promise<FoundCases | undefined> {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (trx) => {
      await sql`select set_config('statement_timeout', ${String(statementMs)}, true), set_config('enable_seqscan', 'off', true),
        set_config('jit', 'off', true)`.execute(trx)
      const begin = await beginning(trx, wanted)
      return begin === undefined ? undefined : new Walk(trx, wanted, begin).run()
    })
}

/** Where a search goes on, exclusive; undefined when the case it should go on after is none of the searcher's. */
async function beginning(trx: Transaction<Database>, wanted: WantedCases): Promise<Place | undefined> {
  const { after, searcher } = wanted
  if (after === undefined) {
    const { rows } = await sql<{ readonly chunk: number | null }>`
      select max(chunk) as chunk from search_case`.execute(trx)
    return { chunk: rows[0]?.chunk ?? -1, place: Number.MAX_SAFE_INTEGER }
  }
  if ('chunk' in after) return { chunk: after.chunk, place: Number.MAX_SAFE_INTEGER }
  const { rows } = await sql<Place>`
    select c.chunk, c.place from search_case c join proposal on proposal.id = c.proposal_id
    where proposal.id = ${after.id} and ${visibleTo(searcher)}`.execute(trx)
  return rows[0]
}

/** One search on its way from the newest case to the oldest. */
class Walk {
  readonly #trx: Transaction<Database>
  readonly #wanted: WantedCases
  readonly #found: PlacedCase[] = []
  #at: Place
  /** Cases that were read for a common word and may be known of, and how often some were. */
  #readableSeen = 0
  #rounds = 0

  constructor(trx: Transaction<Database>, wanted: WantedCases, begin: Place) {
    this.#trx = trx
    this.#wanted = wanted
    this.#at = begin
  }

  async run(): Promise<FoundCases> {
    const { words, until } = this.#wanted
    const driver = await driverOf(this.#trx, words)
    let chunks = 1
    while (this.#at.chunk >= 0 && !this.#isFull()) {
      if (this.#reads(driver)) await this.#readCases()
      else {
        await this.#lookUp(driver, chunks)
        chunks = Math.min(2 * chunks, chunksAtMost)
      }
      // Only between chunks, so that where it goes on says nothing of single cases.
      if (performance.now() > until && this.#at.place === Number.MAX_SAFE_INTEGER) break
    }
    return this.#answer()
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
    const { chunk, place } = this.#at
    const atOnce = casesAtOnce[Math.min(this.#rounds, casesAtOnce.length - 1)] ?? 0
    this.#rounds += 1
    const { rows } = await sql<{
      readonly found: readonly PlacedCase[]
      readonly readable: number
      readonly count: number
      readonly last: number | null
    }>`
      with near as materialized (
        select proposal_id, chunk, place from search_case where chunk = ${chunk} and place < ${place}
        order by place desc limit ${atOnce}
      ), readable as materialized (
        select proposal.id, near.chunk, near.place from near join proposal on proposal.id = near.proposal_id
        where ${passing(filters)} and ${visibleTo(searcher)}
      ), found as materialized (
        select * from (select * from readable order by place desc offset 0) r
        where ${all(words.map((it) => holds(sql`r.id`, it)))} limit ${limit + 1 - this.#found.length}
      )
      select coalesce((select json_agg(f order by f.place desc) from found f), '[]') as found,
        (select count(*) from readable)::integer as readable, (select count(*) from near)::integer as count,
        (select min(place) from near) as last`.execute(this.#trx)
    const [row] = rows
    if (row === undefined) throw new Error('an aggregate without a row')
    this.#found.push(...row.found)
    this.#readableSeen += row.readable
    if (row.last === null || row.count < atOnce) this.#toChunk(chunk - 1)
    else this.#at = { chunk, place: row.last }
  }

  /** The cases of some chunks that may have the driving word, by the index. */
  async #lookUp({ word, grams }: Driver, chunks: number): Promise<void> {
    const { words, searcher, filters, limit } = this.#wanted
    const { chunk, place } = this.#at
    const first = Math.max(0, chunk - chunks + 1)
    const { kinds } = word
    const shelves = Array.from({ length: chunk - first + 1 }, (_, nth) => 2 * (first + nth)).flatMap((it) => [
      ...(kinds.some((kind) => kind !== 'page') ? [it] : []),
      ...(kinds.includes('page') ? [it + 1] : []),
    ])
    const { rows } = await sql<PlacedCase>`
      with wanted as materialized (
        select shelf, array_agg((shelf::bigint << 42) | gram) as keys
        from unnest(${shelves}::integer[]) as s (shelf), unnest(${[...grams]}::bigint[]) as g (gram) group by shelf
      ), maybe as materialized (
        select t.id, t.proposal_id from wanted w cross join lateral (
          select id, proposal_id from search_text where search_grams(shelf, folded) @> w.keys) t
      ), cases as materialized (select distinct proposal_id from maybe),
      readable as materialized (
        select proposal.id, c.chunk, c.place
        from cases join search_case c using (proposal_id) join proposal on proposal.id = c.proposal_id
        where (c.chunk, c.place) < (${chunk}::integer, ${place}::bigint) and ${passing(filters)} and ${visibleTo(searcher)}
      ), found as materialized (
        select distinct r.id, r.chunk, r.place
        from readable r join maybe m on m.proposal_id = r.id join search_text t on t.id = m.id
        where ${isIn(word)}
      )
      select * from (select * from found order by chunk desc, place desc offset 0) f
      where ${all(words.filter((it) => it !== word).map((it) => holds(sql`f.id`, it)))}
      limit ${limit + 1 - this.#found.length}`.execute(this.#trx)
    this.#found.push(...rows)
    if (!this.#isFull()) this.#toChunk(first - 1)
  }

  #toChunk(chunk: number): void {
    this.#at = { chunk, place: Number.MAX_SAFE_INTEGER }
  }

  #answer(): FoundCases {
    const { limit } = this.#wanted
    const ids = this.#found.slice(0, limit).map((it) => it.id)
    const last = ids.at(-1)
    if (this.#isFull() && last !== undefined) return { ids, next: { id: last } }
    if (this.#at.chunk < 0) return { ids }
    // Only whole chunks were passed: where it goes on says nothing of single cases.
    return { ids, next: { chunk: this.#at.chunk } }
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
async function driverOf(trx: Transaction<Database>, words: readonly SearchWord[]): Promise<Driver> {
  const grams = words.map((it) => gramsOf(it.folded))
  const { rows } = await sql<{ readonly gram: number; readonly share: number }>`
    select gram, share from search_gram where gram = any(${grams.flat()}::bigint[])`.execute(trx)
  const shares = new Map(rows.map((it) => [it.gram, it.share]))
  const shareOf = (gram: Gram): number => shares.get(gram) ?? 0
  const drivers = words.map((word, nth) => {
    const rarest = (grams[nth] ?? []).toSorted((a, b) => shareOf(a) - shareOf(b)).slice(0, gramsAtMost)
    return { word, grams: rarest, share: shareOf(rarest[0] ?? 0) }
  })
  const [first, ...others] = drivers
  if (first === undefined) throw new Error('nothing is looked for')
  const isRarer = (a: Driver, b: Driver): boolean =>
    a.share === b.share ? a.word.folded.length > b.word.folded.length : a.share < b.share
  return others.reduce((best, it) => (isRarer(it, best) ? it : best), first)
}

/** That a row `t` of search_text has a word and is shown now: the file may have been removed or replaced a moment ago. */
function isIn(word: SearchWord): RawBuilder<boolean> {
  const { length } = word.kinds
  const kinds = length === allKinds.length ? sql`true` : sql`t.kind = any(${[...word.kinds]}::text[])`
  return sql<boolean>`(strpos(t.folded, ${word.folded}) > 0 and ${kinds} and ${isShown})`
}

/** That a row `t` of search_text is of what its attachment holds now, or of none. */
export const isShown = sql<boolean>`(t.attachment_id is null or exists (
  select from attachment a
  where a.id = t.attachment_id and a.current_revision = t.revision_id and a.removed_at is null and not a.is_issued))`

/** That a case has a word in any of its texts. */
function holds(id: RawBuilder<unknown>, word: SearchWord): RawBuilder<boolean> {
  return sql<boolean>`exists (select from search_text t where t.proposal_id = ${id} and ${isIn(word)})`
}

function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`
}
