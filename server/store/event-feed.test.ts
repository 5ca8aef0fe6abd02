import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { type Test, test } from 'tap'
import { type TestDatabase, createTestDatabase } from '../testing/database.ts'
import { type FeedEntry, feedStart, horizonOf, placeBefore, readFeed } from './event-feed.ts'

const at = '2026-05-11T01:20:00.000Z'
const zaimu = { clientId: 'sys-zaimu', follows: [] }

async function world(t: Test): Promise<TestDatabase & { readonly cases: readonly string[] }> {
  const database = await createTestDatabase(t)
  const { db } = database
  await db.insertInto('unit').values({ code: 'KNK', name: '観光振興課', kind: 'section' }).execute()
  await db.insertInto('person').values({ id: 'u1', name: '山﨑 花', name_kana: 'ヤ', login: 'u1' }).execute()
  for (const client_id of ['sys-zaimu', 'sys-jinji']) {
    await db
      .insertInto('application')
      .values({ client_id, name: client_id, created_at: at, changed_at: at })
      .execute()
  }
  const cases = Array.from({ length: 5 }, () => randomUUID())
  for (const id of [...cases, randomUUID()]) {
    await db
      .insertInto('proposal')
      .values({
        ...{ id, drafter_id: 'u1', drafter_post: 'KNK:P-STF', unit_code: 'KNK', section_code: 'KNK' },
        content: JSON.stringify({ authorityCode: 'E01' }),
        submitted_authority_code: cases.includes(id) ? 'A03' : 'E01',
        state: '{}',
        ...{ created_at: at, updated_at: at },
        application_id: cases.includes(id) ? 'sys-zaimu' : 'sys-jinji',
      })
      .execute()
  }
  return { ...database, cases }
}

/** One act as our writers do it: the row of the case is held first, then the fact is written. */
async function act(
  client: PoolClient,
  id: string,
  restMs: number,
  over: 'commit' | 'rollback',
): Promise<void> {
  await client.query('begin')
  // Waiting here takes no transaction id; an update that waits has taken one before, and would come too early in the feed.
  await client.query('select from proposal where id = $1 for update', [id])
  const { rows } = await client.query<{ version: number }>(
    'update proposal set version = version + 1 where id = $1 returning version',
    [id],
  )
  const seq = rows[0]?.version
  await client.query(
    `insert into outbox_event (proposal_id, seq, type, at) values ($1, $2, 'approved', now())`,
    [id, seq],
  )
  await sleep(restMs)
  await client.query(over)
}

const nameOf = ({ subject, seq }: FeedEntry) => `${subject} ${seq}`

test(
  'the feed has no gaps: nothing appears before a cursor that was given out',
  { timeout: 120_000 },
  async (t) => {
    const { db, pool, cases } = await world(t)
    let writing = true
    let [rolledBack, long] = [0, 0]
    const write = async (writer: number): Promise<void> => {
      const client = await pool.connect()
      for (let turn = 0; turn < 40; turn += 1) {
        const id = cases[(writer * 7 + turn * 3) % cases.length] ?? ''
        // Ids are taken in another order than commits come: one in six rests, one in five comes to nothing.
        const isLong = (writer + turn) % 6 === 0
        const isLost = (writer * 3 + turn) % 5 === 0
        if (isLong) long += 1
        if (isLost) rolledBack += 1
        await act(client, id, isLong ? 15 : 0, isLost ? 'rollback' : 'commit')
      }
      client.release()
    }
    // A transaction that has its number early, and writes late: what comes after it must wait.
    const sleeper = async (): Promise<void> => {
      const client = await pool.connect()
      for (let turn = 0; turn < 5; turn += 1) {
        await client.query('begin')
        await client.query('select pg_current_xact_id()')
        await sleep(40)
        await client.query('commit')
      }
      client.release()
    }
    const follow = async (limit: number): Promise<string[]> => {
      const seen: string[] = []
      let place = feedStart
      for (;;) {
        const wasWriting = writing
        const page = await readFeed(db, zaimu, place, limit)
        if (page === undefined) throw new Error('our own place is not known')
        seen.push(...page.entries.map(nameOf))
        place = page.next
        const { rows } = await pool.query(
          `select from outbox_event where (xid, id) > ($1::xid8, $2::bigint) limit 1`,
          [place.xid, place.id],
        )
        // Transactions of other databases hold the horizon back, too: until nothing is left behind it.
        if (!wasWriting && !page.more && rows.length === 0) return seen
        await sleep(1)
      }
    }
    const readers = [follow(3), follow(200)]
    await Promise.all([write(0), write(1), write(2), sleeper()])
    writing = false
    const seen = await Promise.all(readers)
    const { rows } = await pool.query<{ name: string }>(
      `select proposal_id || ' ' || seq as name from outbox_event order by xid, id`,
    )
    const written = rows.map((it) => it.name)
    t.ok(
      rolledBack >= 20 && long >= 15 && written.length >= 80,
      `${written.length} written, ${rolledBack} lost`,
    )
    for (const one of seen) t.same(one, written, 'each act once, in the order of a reader who comes later')
    const byId = await pool.query<{ name: string }>(
      `select proposal_id || ' ' || seq as name from outbox_event order by id`,
    )
    t.not(byId.rows.map((it) => it.name).join(), written.join(), 'and that is not the order of their ids')
    for (const id of cases) {
      const order = written.filter((it) => it.startsWith(id)).map((it) => Number(it.split(' ')[1]))
      t.same(
        order,
        [...order].sort((a, b) => a - b),
        'of one case in the order of its chain',
      )
    }
  },
)

test('an application hears of its own cases, and of the matters it may follow', async (t) => {
  const { db, pool, cases } = await world(t)
  const client = await pool.connect()
  const { rows } = await pool.query<{ id: string }>('select id from proposal')
  for (const { id } of rows) await act(client, id, 0, 'commit')
  client.release()
  const all = async (reader: Parameters<typeof readFeed>[1]): Promise<readonly FeedEntry[]> => {
    for (;;) {
      const page = await readFeed(db, reader, feedStart, 100)
      const { rows } = await pool.query('select from outbox_event where xid >= $1::xid8 limit 1', [
        page?.next.xid,
      ])
      if (page !== undefined && rows.length === 0) return page.entries
      await sleep(10)
    }
  }
  t.same((await all(zaimu)).map((it) => it.subject).sort(), [...cases].sort())
  t.ok((await all(zaimu)).every((it) => it.own))
  const jinji = await all({ clientId: 'sys-jinji', follows: ['A03'] })
  t.equal(jinji.length, cases.length + 1)
  t.equal(jinji.filter((it) => it.own).length, 1)
})

test('a cursor of a database that was restored elsewhere is refused, and never read past', async (t) => {
  const { db } = await world(t)
  const { xid } = await horizonOf(db)
  t.equal(await readFeed(db, zaimu, { xid: String(BigInt(xid) + 1_000_000n), id: '0' }, 10), undefined)
  t.same((await readFeed(db, zaimu, { xid, id: '0' }, 10))?.entries, [])
  t.ok(BigInt((await placeBefore(db, at)).xid) >= BigInt(xid), 'nothing happened yet: what comes')
})
