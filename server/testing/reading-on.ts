import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'

/**
 * Has a reader of the outbox read everything that happened to cases until now, as the worker does, and answers how much that was. A
 * transaction in any database of the server puts a reader off, and tests run side by side: it is asked again until nothing is left.
 */
export async function readAll(
  pool: Pool,
  reader: 'notices' | 'measures',
  readOn: () => Promise<number>,
): Promise<number> {
  let total = 0
  for (;;) {
    total += await readOn()
    const { rowCount } = await pool.query(
      `select from outbox_event e, outbox_reader r
       where r.name = $1 and e.proposal_id is not null and (e.xid, e.id) > (r.last_xid, r.last_id) limit 1`,
      [reader],
    )
    if (rowCount === 0) return total
    await sleep(20)
  }
}
