import type { Kysely } from 'kysely'
import type { Pool, PoolClient, QueryResult } from 'pg'
import type { Database } from './database.ts'
import { type RunSql, preparedly } from './run-query.ts'

type SnapshotDeps = {
  readonly db: Kysely<Database>
  readonly pool: Pool
  /** A single statement takes no longer: milliseconds. */
  readonly statementMs: number
}

type Line = {
  readonly client: PoolClient
  readonly run: RunSql
  /** By which another connection sees exactly what this one sees. */
  readonly name: string
}

/**
 * The database as it is at one moment, for the statements of one search: on one connection, and on a second one while the pool has one
 * to spare. Its statements have few forms and are prepared: to plan the condition of who may read costs more than to answer by it. What
 * is planned once has to do for all words, so the order of each statement is written into it.
 */
export class SearchSnapshot {
  readonly #deps: SnapshotDeps
  readonly #first: Line
  #second: Promise<Line | undefined> | undefined

  private constructor(deps: SnapshotDeps, first: Line) {
    this.#deps = deps
    this.#first = first
  }

  /** Waits for a connection; `close` gives back whatever was taken. */
  static async open(deps: SnapshotDeps): Promise<SearchSnapshot> {
    return new SearchSnapshot(deps, await begin(deps))
  }

  get run(): RunSql {
    return this.#first.run
  }

  /**
   * A second connection that sees exactly what the first sees, when it has begun: the first one again where it cannot begin. Undefined
   * when somebody else may need it: nobody waits for one here, or searches that hold one each would wait for each other.
   */
  beside(): Promise<RunSql> | undefined {
    if (this.#second === undefined && !hasOneToSpare(this.#deps.pool)) return undefined
    this.#second ??= begin(this.#deps, this.#first.name).catch(() => undefined)
    return this.#second.then((line) => (line ?? this.#first).run)
  }

  /** `isWhole`: no statement failed; connections with a failed one are not used again. */
  async close(isWhole: boolean): Promise<void> {
    const second = await this.#second
    const lines = second === undefined ? [this.#first] : [second, this.#first]
    await Promise.all(
      lines.map(async ({ client }) => {
        await client.query(isWhole ? 'commit' : 'rollback').catch(() => undefined)
        client.release(!isWhole)
      }),
    )
  }
}

function hasOneToSpare(pool: Pool): boolean {
  return pool.waitingCount === 0 && (pool.idleCount > 0 || pool.totalCount < pool.options.max)
}

/** On a connection of its own; of the moment of another transaction where the name of its snapshot is given. */
async function begin({ db, pool, statementMs }: SnapshotDeps, snapshot?: string): Promise<Line> {
  const client = await pool.connect()
  try {
    const run = preparedly({ db, pool: client })
    // In one message: each of its own would be a way there and back.
    const answers: unknown = await client.query(`begin transaction isolation level repeatable read read only;
      ${snapshot === undefined ? '' : `set transaction snapshot ${client.escapeLiteral(snapshot)};`}
      set local statement_timeout = ${Math.round(statementMs)}; set local enable_seqscan = off;
      set local plan_cache_mode = force_generic_plan; set local jit = off; set local work_mem = '32MB';
      select ${snapshot === undefined ? 'pg_export_snapshot()' : client.escapeLiteral(snapshot)} as name`)
    const [{ name } = { name: '' }] =
      (answers as readonly QueryResult<{ readonly name: string }>[]).at(-1)?.rows ?? []
    return { client, run, name }
  } catch (error) {
    client.release(true)
    throw error
  }
}
