import { createHash } from 'node:crypto'
import { type PostgresPool, type PostgresPoolClient, sql } from 'kysely'
import type { Pool, PoolClient } from 'pg'

const mark = '/* plan kept */'

/**
 * Marks a statement that is asked with every read of a case: each connection plans it once. Only for statements whose text is
 * always the same and whose best plan does not hang on what is asked for.
 */
export const planKept = sql.raw(mark)

const names = new Map<string, string>()

/** The name under which a connection keeps the plan; undefined for a statement that is planned each time. */
function nameOf(text: string): string | undefined {
  if (!text.includes(mark)) return undefined
  const known = names.get(text) ?? `kept-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
  names.set(text, known)
  return known
}

/** The pool, with the plans of marked statements kept by its connections. */
export function keepingPlans(pool: Pool): PostgresPool {
  const clients = new WeakMap<PoolClient, PostgresPoolClient>()
  return {
    async connect() {
      const client = await pool.connect()
      const known = clients.get(client) ?? keeping(client)
      clients.set(client, known)
      return known
    },
    end: () => pool.end(),
  }
}

function keeping(client: PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) => {
    const name = nameOf(text)
    return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) })
  }
  return { query: query as PostgresPoolClient['query'], release: () => client.release() }
}
