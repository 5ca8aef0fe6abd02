import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Test, test } from 'tap'
import type { FeedEvent } from './contract/events.ts'
import { createSecretBox } from './adapters/webhooks/secret-box.ts'
import { nodeArguments } from './project-root.ts'
import { holdingEndpoint, listDueEndpoints } from './store/webhooks.ts'
import { staff } from './testing/office.ts'
import { temporaryFolder } from './testing/running-server.ts'
import { type WebhookOffice, administrator, createWebhookOffice, source } from './testing/webhook-office.ts'
import { type Received, type WebhookReceiver, startReceiver, verified } from './testing/webhook-receiver.ts'
import { deliverTo } from './usecases/deliver-webhooks.ts'
import { readEvents } from './usecases/read-events.ts'
import { createWebhook } from './usecases/webhooks.ts'

const kills = 50
const workerKills = 2

/** Two acts: a case goes up, and the one before it is taken away. */
async function act(office: WebhookOffice, before: string | undefined): Promise<string> {
  const id = await office.submittedBy('sys-zaimu')
  if (before !== undefined)
    await office.act(staff.drafter, before, { type: 'withdraw', reason: '重複のため' })
  return id
}

/** The ids of all events there are, by the feed. */
async function feedOf(office: WebhookOffice): Promise<readonly string[]> {
  const { rows } = await office.pool.query<{ count: number }>(
    `select count(*)::int as count from outbox_event where type in ('submitted', 'withdrawn')`,
  )
  const deps = { db: office.db, live: office.deps.live, now: office.hooks.now, source }
  const { signal } = new AbortController()
  for (;;) {
    const wanted = { clientId: 'sys-zaimu', after: undefined, limit: 500, waitMs: 0, signal }
    const page = await readEvents(deps, wanted)
    if (page.ok && page.value.events.length === rows[0]?.count) return page.value.events.map((it) => it.id)
    // Transactions of other databases hold the feed back.
    await sleep(20)
  }
}

const firstArrivals = (received: readonly Received[]) => [
  ...new Set(received.map((it) => (JSON.parse(it.body) as FeedEvent).id)),
]

async function untilAll(office: WebhookOffice, receiver: WebhookReceiver): Promise<readonly string[]> {
  const ids = await feedOf(office)
  while (firstArrivals(receiver.received).length < ids.length) await sleep(20)
  return ids
}

test('a receiver that dies and comes back fifty times misses nothing', { timeout: 120_000 }, async (t) => {
  const office = await createWebhookOffice(t)
  const receiver = await startReceiver(t)
  const { secret } = await office.endpoint(receiver.url)
  // The back-off of a second at first would make this a test of patience.
  const hooks = { ...office.hooks, waitMs: () => 3 }
  const over = new AbortController()
  const sending = (async () => {
    while (!over.signal.aborted) {
      for (const id of await listDueEndpoints(office.db, hooks.now())) {
        const options = { until: performance.now() + 200, signal: over.signal }
        await holdingEndpoint(office.pool, id, () => deliverTo(hooks, id, options))
      }
      await sleep(2)
    }
  })()
  // With the event in its hands: it has it, and we never learn.
  const dying = (): number => {
    void receiver.kill()
    return 200
  }
  let before: string | undefined
  for (let kill = 0; kill < kills; kill += 1) {
    if (kill % 2 === 0) before = await act(office, before)
    await sleep((kill * 7) % 20)
    await receiver.kill()
    await sleep(kill % 5)
    receiver.answer = kill % 3 === 1 ? dying : () => 200
    await receiver.revive()
  }
  receiver.answer = () => 200
  await receiver.kill()
  await receiver.revive()
  const ids = await untilAll(office, receiver)
  over.abort()
  await sending
  t.ok(ids.length >= kills - 2, `${ids.length} events, ${receiver.received.length} arrivals`)
  t.same(firstArrivals(receiver.received), ids, 'each at least once, and first in the order of the feed')
  const { rows } = await office.pool.query<{ lost: number }>(
    'select count(*)::int as lost from webhook_attempt where status is null',
  )
  t.ok((rows[0]?.lost ?? 0) > 0, `${rows[0]?.lost} attempts met nobody`)
  for (const it of receiver.received) t.ok(verified(it, secret).id)
})

test(
  'a worker that is killed in the middle loses nothing, and another goes on',
  { timeout: 120_000 },
  async (t) => {
    const office = await createWebhookOffice(t)
    const receiver = await startReceiver(t)
    const made = await createWebhook(
      { ...office.hooks, box: createSecretBox([]) },
      { person: administrator },
      { clientId: 'sys-zaimu', url: receiver.url },
    )
    t.ok(made.ok)
    const dir = await temporaryFolder(t, 'webhook-worker')
    let before: string | undefined
    for (let kill = 0; kill < workerKills; kill += 1) {
      const worker = startWorker(t, office.url, dir)
      const count = receiver.received.length
      before = await act(office, before)
      // It dies with an event that was taken and not noted yet.
      const taken = new Promise<void>((resolve) => {
        receiver.answer = () => {
          worker.kill('SIGKILL')
          resolve()
          return 200
        }
      })
      await Promise.all([taken, new Promise((resolve) => worker.once('exit', resolve))])
      t.ok(receiver.received.length > count)
    }
    receiver.answer = () => 200
    const last = startWorker(t, office.url, dir)
    const ids = await untilAll(office, receiver)
    t.same(firstArrivals(receiver.received), ids)
    const gone = new Promise((resolve) => last.once('exit', resolve))
    last.kill('SIGTERM')
    await gone
    t.equal(last.exitCode, 0)
  },
)

function startWorker(t: Test, url: string, dir: string): ChildProcess {
  const worker = spawn(process.execPath, [...nodeArguments('worker')], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: url,
      KESSAI_DATA_DIR: dir,
      KESSAI_WEBHOOK_NETWORKS: '127.0.0.1/32',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  t.teardown(() => worker.kill('SIGKILL'))
  return worker
}
