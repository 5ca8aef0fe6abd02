import { randomUUID } from 'node:crypto'
import { type Test, test } from 'tap'
import type { StreamEvent } from '../contract/stream.ts'
import type { PersonId, PostId } from '../domain/ids.ts'
import { type TestDatabase, createTestDatabase } from '../testing/database.ts'
import { createLiveBus, packets } from './live-bus.ts'

const maxPayloadBytes = 7999
const changed = (version: number): StreamEvent => ({
  type: 'proposal',
  proposalId: '00000000-0000-4000-8000-000000000001',
  version,
})

/** Two processes that tell each other; `heard` is what the second one was told, in its order. */
async function twoProcesses(t: Test, { url }: TestDatabase) {
  const errors: Error[] = []
  const options = { connectionString: url, onError: (error: Error) => void errors.push(error) }
  const [here, there] = await Promise.all([createLiveBus(options), createLiveBus(options)])
  t.teardown(async () => {
    await here.close()
    await there.close()
  })
  const heard: StreamEvent[] = []
  let wake = (): void => undefined
  there.subscribe((event) => {
    heard.push(event)
    wake()
  })
  const untilHeard = async (count: number): Promise<void> => {
    while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve))
  }
  return { here, there, heard, errors, untilHeard }
}

/** Backends that listen now. */
const listening = `select pid from pg_stat_activity
  where application_name = 'kessai-live' and datname = current_database() and state = 'idle' and query like 'listen%'`

test('processes tell each other what changed', async (t) => {
  const database = await createTestDatabase(t)
  const { pool } = database

  await t.test('everything published arrives once and in order', async (t) => {
    const { here, heard, untilHeard } = await twoProcesses(t, database)
    const own: StreamEvent[] = []
    here.subscribe((event) => void own.push(event))
    const all = Array.from({ length: 500 }, (_, version) => changed(version))
    for (const event of all) here.publish(event)
    t.same(own, all, 'listeners of this process hear at once, and not again from the database')
    await untilHeard(all.length)
    t.same(heard, all)
    t.equal(own.length, all.length)
  })

  await t.test('a broken connection is opened again, and what is published then arrives', async (t) => {
    const { here, heard, errors, untilHeard } = await twoProcesses(t, database)
    const before = (await pool.query<{ pid: number }>(listening)).rows.map((it) => it.pid)
    t.equal(before.length, 2)
    await pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [before])
    for (;;) {
      const now = (await pool.query<{ pid: number }>(listening)).rows.map((it) => it.pid)
      if (now.length === 2 && now.every((pid) => !before.includes(pid))) break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    t.ok(errors.length >= 2, 'somebody is told of it')
    here.publish(changed(7))
    await untilHeard(1)
    t.same(heard, [changed(7)])
  })
})

test('packets are as few as fit a notification, and lose nothing', async (t) => {
  type Packet = { m: { e: StreamEvent; to?: { people?: string[]; posts?: string[] } }[] }
  const opened = (payloads: readonly string[]) => payloads.flatMap((it) => (JSON.parse(it) as Packet).m)
  const self = randomUUID()

  t.same(packets(self, []), [])
  const small = Array.from({ length: 20 }, (_, version) => ({ e: changed(version) }))
  t.equal(packets(self, small).length, 1)

  const many = Array.from({ length: 1000 }, (_, version) => ({ e: changed(version) }))
  const payloads = packets(self, many)
  t.same(opened(payloads), many)
  t.ok(payloads.every((it) => Buffer.byteLength(it) <= maxPayloadBytes))

  // Everybody of a prefecture at once.
  const people = Array.from({ length: 3000 }, (_, at) => `u${at}` as PersonId)
  const posts = Array.from({ length: 1001 }, (_, at) => `総務部:課長${at}` as PostId)
  const crowd = packets(self, [{ e: { type: 'inbox' }, to: { people, posts } }])
  t.ok(crowd.every((it) => Buffer.byteLength(it) <= maxPayloadBytes))
  t.same(
    opened(crowd).flatMap((it) => it.to?.people ?? []),
    people,
  )
  t.same(
    opened(crowd).flatMap((it) => it.to?.posts ?? []),
    posts,
  )
  const longNames = { people: ['u'.repeat(5000) as PersonId], posts: ['p'.repeat(5000) as PostId] }
  t.equal(packets(self, [{ e: { type: 'inbox' }, to: longNames }]).length, 2)
  t.throws(() => packets(self, [{ e: { type: 'inbox' }, to: { people: ['u'.repeat(9000) as PersonId] } }]))
})
