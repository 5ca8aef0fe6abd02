import { createHash } from 'node:crypto'
import { CompiledQuery, type Kysely, type RawBuilder } from 'kysely'
import type { ClientBase, Pool } from 'pg'
import type { Database } from './database.ts'

export type NamedQuery = { readonly name: string; readonly text: string; readonly values: readonly unknown[] }

/** Runs one query of a hot path, wherever it belongs: on a pool, on one connection, or in a transaction. */
export type RunQuery = <Row>(query: NamedQuery) => Promise<readonly Row[]>

/** Prepared once on each connection under its name, because planning costs more than running. */
export function prepared(client: Pool | ClientBase): RunQuery {
  return async <Row>({ name, text, values }: NamedQuery) => {
    const { rows } = await client.query({ name, text, values: [...values] })
    return rows as readonly Row[]
  }
}

/** The same query wherever Kysely asks, for example inside its transaction; planned anew. */
export function within(db: Kysely<Database>): RunQuery {
  return async <Row>({ text, values }: NamedQuery) => {
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))
    return rows
  }
}

/** Runs a statement written with Kysely's `sql`. */
export type RunSql = <Row>(query: RawBuilder<Row>) => Promise<readonly Row[]>

/** Planned anew each time. */
export function plainly(db: Kysely<Database>): RunSql {
  return async (query) => (await query.execute(db)).rows
}

/**
 * Prepared on each connection under a hash of its text: for reads of a hot path whose text takes only a few forms, each
 * of which stays prepared for as long as the connection lives.
 */
export function preparedly({
  db,
  pool,
}: {
  readonly db: Kysely<Database>
  readonly pool: Pool | ClientBase
}): RunSql {
  const run = prepared(pool)
  return async <Row>(query: RawBuilder<Row>) => {
    const { sql: text, parameters } = query.compile(db)
    return run<Row>({ name: nameOf(text), text, values: parameters })
  }
}

const names = new Map<string, string>()

/** Names are short: PostgreSQL cuts them at 63 bytes. */
function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 40)
  names.set(text, name)
  return name
}
