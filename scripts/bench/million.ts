import { randomUUID } from 'node:crypto'
import type { Instant, PersonId } from '../../server/domain/ids.ts'
import { createKysely, createPool } from '../../server/store/database.ts'
import { createOrganisationSource } from '../../server/store/organisation.ts'
import { signInAs } from '../../server/testing/signed-in.ts'
import { openApproval } from '../../server/usecases/approval-deps.ts'
import { listInbox } from '../../server/usecases/list-inbox.ts'
import { ensureServer } from '../lib/server-build.ts'
import { ensureWeb } from '../lib/web-build.ts'
import { type FilledServer, openFilled } from './filling/filled-cluster.ts'
import { measureActs } from './acts-by-size.ts'
import { LoadClient } from './load-client.ts'
import { type Measure, measureOf, percentile } from './results.ts'

const rounds = 5
const readsOfRound = 400

/**
 * What a full office costs: the inbox of a busy 部長 beside a read by primary key, and the acts of a case beside the same
 * acts in an office of a thousand cases. Everything compared is measured alternately in one run.
 */
export async function measureMillion(
  sizes: readonly [number, number] = [1_000, 1_000_000],
): Promise<readonly Measure[]> {
  await Promise.all([ensureServer(), ensureWeb()])
  const { servers, close } = await openFilled(sizes)
  try {
    const [small, large] = servers
    if (small === undefined || large === undefined) throw new Error('two offices')
    return [await inboxQuery(large), await inboxOverHttp(large), ...(await measureActs(small, large))]
  } finally {
    await close()
  }
}

/** Milliseconds of one. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Two things in turn, so that whatever else the machine does meets both alike; the p99 of each round. */
async function inTurn(
  ours: () => Promise<unknown>,
  ceiling: () => Promise<unknown>,
): Promise<{
  readonly ours: number[]
  readonly ceiling: number[]
  readonly medians: Record<string, number>
}> {
  const all: { readonly ours: number[]; readonly ceiling: number[] }[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const times = { ours: [] as number[], ceiling: [] as number[] }
    for (let read = 0; read < readsOfRound; read += 1) {
      // Each of the two is as often the one that comes after the other.
      const first = read % 2 === 0
      if (first) times.ceiling.push(await timed(ceiling))
      times.ours.push(await timed(ours))
      if (!first) times.ceiling.push(await timed(ceiling))
    }
    // The first round warms caches and compilers of both.
    if (round > 0) all.push(times)
  }
  const every = (of: 'ours' | 'ceiling', at: number): number[] => all.map((it) => percentile(it[of], at))
  return {
    ours: every('ours', 0.99),
    ceiling: every('ceiling', 0.99),
    medians: {
      'p50 of ours': percentile(every('ours', 0.5), 0.5),
      'p50 of the ceiling': percentile(every('ceiling', 0.5), 0.5),
    },
  }
}

/** The inbox as the route asks for it, beside one prepared read by primary key through the same pool. */
async function inboxQuery({ databaseUrl, busy, cases }: FilledServer): Promise<Measure> {
  const pool = createPool(databaseUrl)
  const db = createKysely(pool)
  const approval = openApproval({
    db,
    pool,
    now: () => new Date().toISOString() as Instant,
    newId: randomUUID,
    organisation: createOrganisationSource(db),
    live: { publish() {}, subscribe: () => () => {} },
    jobs: { async send() {} },
  })
  try {
    const { rows } = await pool.query<{ id: string }>(
      `select id from proposal where random() < $1 limit 2000`,
      [Math.min(1, 20_000 / cases)],
    )
    let next = 0
    const read = async () => {
      next += 1
      const id = rows[next % rows.length]?.id ?? ''
      const found = await pool.query({
        name: 'bench-by-primary-key',
        text: 'select id, version, status, title from proposal where id = $1',
        values: [id],
      })
      if (found.rowCount !== 1) throw new Error('a case that was there a moment ago')
    }
    const inbox = async () => {
      const found = await listInbox(approval, { by: busy.person as PersonId, tab: 'approve' })
      if (!found.ok || found.value.items.length === 0) throw new Error('the busy post has something waiting')
    }
    const { medians, ...p99 } = await inTurn(inbox, read)
    return measureOf({
      group: 'core',
      name: `inbox of a busy post among ${cases.toLocaleString('en')} cases beside a primary-key read, p99`,
      unit: 'ms',
      ...p99,
      peers: medians,
      goal: { atMost: 5 },
    })
  } finally {
    await approval.close()
    await db.destroy()
  }
}

/** The same over HTTP, beside GET /v1/me: the session is read by its primary key, and little else. */
async function inboxOverHttp({ server, busy, cases }: FilledServer): Promise<Measure> {
  const { headers } = await signInAs(server.url, busy.person)
  const client = await LoadClient.open(server.url, headers)
  const get = (path: string) => async () => {
    const status = await client.ask({ method: 'GET', path })
    if (status !== 200) throw new Error(`${path} was answered ${status}`)
  }
  const { medians, ...p99 } = await inTurn(get('/v1/inbox'), get('/v1/me'))
  client.close()
  return measureOf({
    group: 'core',
    name: `GET /v1/inbox of a busy post among ${cases.toLocaleString('en')} cases beside GET /v1/me, p99`,
    unit: 'ms',
    ...p99,
    peers: medians,
    goal: { atMost: 5 },
  })
}
