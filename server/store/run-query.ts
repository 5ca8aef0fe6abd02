import { CompiledQuery, type Transaction } from 'kysely'
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

/** The same query inside a Kysely transaction, planned anew. */
export function within(trx: Transaction<Database>): RunQuery {
  return async <Row>({ text, values }: NamedQuery) => {
    const { rows } = await trx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))
    return rows
  }
}
