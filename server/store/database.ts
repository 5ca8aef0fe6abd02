import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from '../../db/schema.ts'

export type Database = DB

// A `date` is a day without a zone: a JavaScript Date would move it. Instants are ISO text in UTC, as in the domain.
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
  [pg.types.builtins.INT8]: (text) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} does not fit a number`)
    return value
  },
}

/** A pool whose values are the types of `db/schema.ts`: days and instants as text, bigint as number. */
export function createPool(connectionString: string, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 8,
    // Milliseconds. Making a connection costs more than keeping it: the pool stays warm over a quiet while.
    idleTimeoutMillis: 10 * 60_000,
    ...options,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format)) as never,
    },
  })
  // A connection that breaks while it is lent out and rests: whoever has it is told by the next query; nobody else is.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Queries over a pool, typed by the generated schema. */
export function createKysely(pool: pg.Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}
