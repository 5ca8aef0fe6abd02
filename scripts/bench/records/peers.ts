import { execFileSync, spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Pool } from 'pg'
import { withMemory } from './archive.ts'
import type { Kind, Wanted } from './questions.ts'

/** Another search over the same pages: whatever reads only pages, asks nobody who may read, and answers the newest twenty. */
export type Peer = {
  readonly name: string
  /** Kinds of questions it would read every page for; nobody waits for that. */
  readonly cannot: readonly Kind[]
  /** Milliseconds of one question. */
  readonly ask: (wanted: Wanted) => Promise<number>
  readonly close: () => Promise<void>
}

const like = (wanted: Wanted): string =>
  wanted.words.map((_, nth) => `folded like '%' || $${nth + 1} || '%'`).join(' and ')

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Whether a peer was built before over the same archive; it is analysed last. */
async function isBuilt(pool: Pool, table: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'select from pg_stat_user_tables where relname = $1 and last_analyze is not null',
    [table],
  )
  return rowCount === 1
}

/** pg_trgm, of contrib. Two characters and less it cannot look up. */
export async function trigramPeer(pool: Pool): Promise<Peer> {
  if (!(await isBuilt(pool, 'peer_trgm'))) {
    await pool.query('create extension if not exists pg_trgm')
    await pool.query('drop table if exists peer_trgm')
    await pool.query(
      `create table peer_trgm with (toast_tuple_target = 8160) as select id, folded from search_text where kind = 'page'`,
    )
    await withMemory(pool, 'create index on peer_trgm using gin (folded gin_trgm_ops)')
    await pool.query('create unique index on peer_trgm (id)')
    await pool.query('vacuum analyze peer_trgm')
  }
  return {
    name: 'pg_trgm',
    cannot: ['1 character', '2 characters'],
    ask: (wanted) =>
      timed(() =>
        pool.query(`select id from peer_trgm where ${like(wanted)} order by id desc limit 20`, [
          ...wanted.words,
        ]),
      ),
    close: async () => {},
  }
}

/** RUM (Debian package postgresql-15-rum) over pairs of characters; undefined where it is not installed. */
export async function rumPeer(pool: Pool, name: string): Promise<Peer | undefined> {
  const there = await pool.query(`select from pg_available_extensions where name = 'rum'`)
  if (there.rowCount === 0) return undefined
  if (!(await isBuilt(pool, 'peer_rum'))) {
    await pool.query('create extension if not exists rum')
    await pool.query('drop table if exists peer_rum')
    await pool.query(`create table peer_rum with (toast_tuple_target = 8160) as select id, folded,
      array_to_tsvector(array(select g::text from unnest(search_grams(0, folded)) g)) as grams from search_text where kind = 'page'`)
    await withMemory(
      pool,
      'create index on peer_rum using rum (grams rum_tsvector_addon_ops, id) with (attach = id, to = grams)',
    )
    await pool.query('vacuum analyze peer_rum')
  }
  return {
    name,
    cannot: [],
    ask: (wanted) =>
      timed(() =>
        pool.query(
          `select id from peer_rum where grams @@ $${wanted.words.length + 1}::tsquery and ${like(wanted)} order by id desc limit 20`,
          [...wanted.words, wanted.grams.map((it) => `'${it}'`).join(' & ')],
        ),
      ),
    close: async () => {},
  }
}

/** Raw groonga (Debian package groonga-bin) without its cache, by its own clock; undefined where it is not installed. */
export async function groongaPeer(pool: Pool, folder: string): Promise<Peer | undefined> {
  try {
    execFileSync('groonga', ['--version'], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  const [database, whole] = [join(folder, 'groonga.db'), join(folder, 'groonga.whole')]
  const isThere = existsSync(whole)
  const child = spawn('groonga', isThere ? [database] : ['-n', database], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  /** Sends one command; the answer's own time in milliseconds. */
  const send = async (command: string): Promise<number> => {
    child.stdin.write(`${command}\n`)
    const { value } = (await lines.next()) as { readonly value: string }
    const [[code, , seconds]] = JSON.parse(value) as [[number, number, number]]
    if (code !== 0) throw new Error(value)
    return 1_000 * seconds
  }
  if (!isThere) {
    await send('table_create Pages TABLE_NO_KEY')
    await send('column_create Pages body COLUMN_SCALAR LongText')
    for (let last = 0; ;) {
      const { rows } = await pool.query<{ id: string; folded: string }>(
        `select id, folded from search_text where kind = 'page' and id > $1 order by id limit 1000`,
        [last],
      )
      if (rows.length === 0) break
      last = Number(rows.at(-1)?.id)
      await send(`load --table Pages --values '${JSON.stringify(rows.map((it) => ({ body: it.folded })))}'`)
    }
    // After the pages: made over all of them at once it takes a fraction of the time.
    await send(
      'table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigramSplitSymbolAlphaDigit',
    )
    await send('column_create Terms pages COLUMN_INDEX|WITH_POSITION Pages body')
    writeFileSync(whole, '')
  }
  return {
    name: 'groonga',
    cannot: [],
    ask: (wanted) => {
      const query = wanted.words.map((it) => `body @ "${it}"`).join(' && ')
      return send(
        `select Pages --filter '${query}' --sort_keys -_id --limit 20 --output_columns _id --cache no`,
      )
    },
    close: async () => {
      child.stdin.end('quit\n')
    },
  }
}
