import fc from 'fast-check'
import type pg from 'pg'
import { test } from 'tap'
import { as, resubmitOn, routeOf, submitOn } from '../testing/approval-world.ts'
import { type TestDatabase, createTestDatabase } from '../testing/database.ts'
import { idOf, storeDrafts, writeFor } from '../testing/stored-drafts.ts'
import type { Acting, Command } from '../domain/approval/commands.ts'
import type { Proposal } from '../domain/approval/proposal.ts'
import type { LocalDate, PersonId } from '../domain/ids.ts'
import { ApprovalLog, type LogWrite, writeActs } from './approval-log.ts'
import { GroupCommit, Unavailable } from './group-commit.ts'
import { loadMany } from './proposals.ts'
import { prepared } from './run-query.ts'

async function withDrafts(t: { teardown(fn: () => unknown): void }, count: number): Promise<TestDatabase> {
  const database = await createTestDatabase(t)
  await storeDrafts(database, count)
  return database
}

const route = routeOf('回:係長 合:財政+合:人事 決:部長')
const road: readonly [Command, Acting][] = [
  [submitOn(route), as('起案者')],
  [{ type: 'approve' }, as('係長')],
  [{ type: 'concur', opinion: 'agree' }, as('財政')],
  [{ type: 'concur', opinion: 'agree' }, as('人事')],
  [{ type: 'decide' }, as('部長')],
]

/** Everything that was written, without what the database numbers itself. */
async function dump(pool: pg.Pool): Promise<string> {
  const tables = await Promise.all([
    pool.query(
      'select id, version, status, state, head_seq, head_hash, manifest_sha256, number, submitted_at, decided_at from proposal order by id',
    ),
    pool.query('select * from approval_event order by proposal_id, seq'),
    pool.query(
      'select post_id, person_id, proposal_id, step, kind, arrived_at, urgent, due_on from task order by proposal_id, step',
    ),
    pool.query('select * from proposal_reader order by proposal_id, post_id'),
    pool.query('select proposal_id, seq, type, at from outbox_event order by proposal_id, seq'),
  ])
  return JSON.stringify(tables.map((it) => it.rows))
}

test('a batch writes what the acts one by one would have written, for a random interleaving', async (t) => {
  const count = 12
  const acts = Array.from({ length: count * road.length }, (_, index) => index % count)
  const plan = fc.tuple(
    fc.shuffledSubarray(acts, { minLength: acts.length - 5 }),
    fc.array(fc.integer({ min: 1, max: 8 }), { minLength: acts.length, maxLength: acts.length }),
  )
  const seed = Date.now()
  const [drawn] = fc.sample(plan, { numRuns: 1, seed })
  t.comment(`seed ${seed}`)
  const [order, sizes] = drawn!
  const [single, batched] = [await withDrafts(t, count), await withDrafts(t, count)]
  // Each proposal takes its next act; the order is random between proposals.
  const moves = order.map((n, index) => ({
    id: idOf(n + 1),
    nth: order.slice(0, index).filter((it) => it === n).length,
  }))
  for (const { id, nth } of moves) {
    const stored = (await loadMany(prepared(single.pool), [id])).get(id)!
    await writeActs(prepared(single.pool), [writeFor(stored, ...road[nth]!)])
  }
  let shared = 0
  for (const size of sizes) {
    // A batch ends at its size, or where somebody would come twice.
    const left = moves.slice(0, size)
    const twice = left.findIndex((move, index) => left.slice(0, index).some((it) => it.id === move.id))
    const batch = moves.splice(0, twice === -1 ? left.length : twice)
    if (batch.length === 0) break
    if (batch.length > 1) shared += 1
    const stored = await loadMany(
      prepared(batched.pool),
      batch.map((it) => it.id),
    )
    const writes = batch.map(({ id, nth }) => writeFor(stored.get(id)!, ...road[nth]!))
    const written = await writeActs(prepared(batched.pool), writes)
    if (written.some((it) => it.outcome !== 'written')) t.fail('an act of the batch was refused')
  }
  t.equal(moves.length, 0)
  t.ok(shared > 5, `batches of more than one: ${shared}`)
  t.equal(await dump(batched.pool), await dump(single.pool))
})

test('what lost the race on the version writes nothing anywhere, beside one that wins', async (t) => {
  const { pool } = await withDrafts(t, 2)
  const stored = await loadMany(prepared(pool), [idOf(1), idOf(2)])
  const [one, two] = [idOf(1), idOf(2)].map((id) => writeFor(stored.get(id)!, ...road[0]!)) as [
    LogWrite,
    LogWrite,
  ]
  t.same(await writeActs(prepared(pool), [{ ...one, expectedVersion: 7 }, two]), [
    { outcome: 'version_changed' },
    { outcome: 'written', version: 1 },
  ])
  for (const table of ['approval_event', 'task', 'proposal_reader', 'outbox_event']) {
    const { rows } = await pool.query(`select distinct proposal_id from ${table}`)
    t.same(rows, [{ proposal_id: idOf(2) }], table)
  }
})

test('what still waits has the urgency of the text that went up again; what ends with it is gone', async (t) => {
  const { pool } = await withDrafts(t, 1)
  const matter = { flags: [], secrecy: 'none', accessList: [] } as const
  const shown = { person: '人事' as PersonId, name: '人事', title: '人事課長' }
  const acts: readonly [Command, Acting][] = [
    [submitOn(route, { matter: { ...matter, urgent: true } }), as('起案者')],
    [{ type: 'circulate', kind: 'circulate', to: [shown] }, as('係長')],
    [{ type: 'return', reason: '直すこと' }, as('係長')],
    [
      resubmitOn(route, { matter: { ...matter, urgent: false, dueOn: '2026-06-30' as LocalDate } }),
      as('起案者'),
    ],
  ]
  for (const act of acts) {
    const stored = (await loadMany(prepared(pool), [idOf(1)])).get(idOf(1))!
    await writeActs(prepared(pool), [writeFor(stored, ...act)])
  }
  const { rows } = await pool.query('select kind, urgent, due_on from task order by kind')
  const tag = { urgent: false, due_on: '2026-06-30' }
  t.same(
    rows,
    ['ahead', 'ahead', 'ahead', 'circulate', 'review'].map((kind) => ({ kind, ...tag })),
  )
})

test('one bad item fails alone', async (t) => {
  const { pool } = await withDrafts(t, 3)
  const log = new ApprovalLog(pool.options)
  t.teardown(() => log.close())
  const stored = await loadMany(prepared(pool), [idOf(1), idOf(2), idOf(3)])
  const [one, bad, three] = [1, 2, 3].map((n) => writeFor(stored.get(idOf(n))!, ...road[0]!)) as [
    LogWrite,
    LogWrite,
    LogWrite,
  ]
  // Text that PostgreSQL cannot store takes a whole statement down.
  const spoiled: LogWrite = {
    ...bad,
    after: { ...(bad.after as Exclude<Proposal, { status: 'draft' }>), number: 'a\0b' },
  }
  const done = await Promise.allSettled([log.write(one), log.write(spoiled), log.write(three)])
  t.same(
    done.map((it) => it.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  const { rows } = await pool.query('select id from proposal where version = 1 order by id')
  t.same(
    rows.map((it) => it.id),
    [idOf(1), idOf(3)],
  )
})

test('what was on the way when the connection broke is not acknowledged; the next act finds another connection', async (t) => {
  const { pool } = await withDrafts(t, 2)
  const log = new ApprovalLog({ ...pool.options, application_name: 'the-writer' })
  t.teardown(() => log.close())
  const stored = await loadMany(prepared(pool), [idOf(1), idOf(2)])
  const [one, two] = [idOf(1), idOf(2)].map((id) => writeFor(stored.get(id)!, ...road[0]!)) as [
    LogWrite,
    LogWrite,
  ]
  const blocker = await pool.connect()
  await blocker.query('begin')
  await blocker.query('select 1 from proposal where id = $1 for update', [idOf(1)])
  // Listened to before it can fail.
  const refused = t.rejects(log.write(one), Unavailable)
  const isWaiting = `select pid from pg_stat_activity where application_name = 'the-writer' and wait_event_type = 'Lock'`
  let pid: number | undefined
  while (pid === undefined) pid = (await pool.query<{ pid: number }>(isWaiting)).rows[0]?.pid
  await pool.query('select pg_terminate_backend($1)', [pid])
  await refused
  await blocker.query('rollback')
  blocker.release()
  t.same(await log.write(two), { outcome: 'written', version: 1 })
  t.same(await log.write(one), { outcome: 'written', version: 1 }, 'nothing of it had been stored')
})

test('a held row is told to try again and keeps nobody else', async (t) => {
  const { pool } = await withDrafts(t, 2)
  const log = new ApprovalLog(pool.options)
  t.teardown(() => log.close())
  const stored = await loadMany(prepared(pool), [idOf(1), idOf(2)])
  const blocker = await pool.connect()
  await blocker.query('begin')
  await blocker.query('select 1 from proposal where id = $1 for update', [idOf(1)])
  const done = await Promise.allSettled(
    [1, 2].map((n) => log.write(writeFor(stored.get(idOf(n))!, ...road[0]!))),
  )
  await blocker.query('rollback')
  blocker.release()
  t.equal(done[0]?.status === 'rejected' && done[0].reason instanceof Unavailable, true)
  t.equal(done[1]?.status, 'fulfilled')
})

test('GroupCommit', async (t) => {
  await t.test(
    'what waits while a run is under way shares the next one, at most one of a key, in order of key',
    async (t) => {
      const runs: string[][] = []
      let release = (): void => {}
      const group = new GroupCommit<string, string>({
        keyOf: (item) => item[0] ?? '',
        run: async (items) => {
          runs.push([...items])
          if (runs.length === 1) await new Promise<void>((resolve) => (release = resolve))
          return items.map((item) => `${item}!`)
        },
      })
      const first = group.submit('m1')
      await new Promise((resolve) => setImmediate(resolve))
      const rest = ['c1', 'a1', 'a2', 'b1'].map((item) => group.submit(item))
      release()
      t.same(await Promise.all([first, ...rest]), ['m1!', 'c1!', 'a1!', 'a2!', 'b1!'])
      t.same(runs, [['m1'], ['a1', 'b1', 'c1'], ['a2']])
    },
  )

  await t.test('no run is larger than its limit, and a full queue says so at once', async (t) => {
    const sizes: number[] = []
    const group = new GroupCommit<number, number>({
      keyOf: String,
      maxItems: 3,
      maxWaiting: 7,
      run: async (items) => {
        sizes.push(items.length)
        return items
      },
    })
    const asked = Array.from({ length: 8 }, (_, index) => group.submit(index))
    await t.rejects(asked[7]!, Unavailable)
    t.same(await Promise.all(asked.slice(0, 7)), [0, 1, 2, 3, 4, 5, 6])
    t.same(sizes, [3, 3, 1])
  })

  await t.test('a failed run is run again one by one, except when nobody knows what happened', async (t) => {
    const group = new GroupCommit<string, string>({
      keyOf: (item) => item,
      run: async (items) => {
        if (items.includes('bad')) throw new Error('bad')
        if (items.includes('lost')) throw new Unavailable('lost')
        return items
      },
    })
    const settled = await Promise.allSettled(['a', 'bad', 'c'].map((item) => group.submit(item)))
    t.same(
      settled.map((it) => it.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    const lost = await Promise.allSettled(['a', 'lost', 'c'].map((item) => group.submit(item)))
    t.same(
      lost.map((it) => it.status),
      ['rejected', 'rejected', 'rejected'],
    )
  })
})
