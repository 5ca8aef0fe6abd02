import { type Server, createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { BulkSubmitted } from '../../../server/contract/bulk-submit.ts'
import type { WebhookSecret } from '../../../server/contract/webhooks.ts'
import { type Measure, measureOf } from '../results.ts'
import type { Program } from './application.ts'
import { runChild } from './child.ts'

const rounds = 3
/** Each is submitted, which is two events or more. */
const casesARound = 100

type Receiver = {
  readonly url: string
  /** When the first and the last came, of `performance.now()`, and how many. */
  readonly seen: { count: number; firstAt: number; lastAt: number; bytes: number }
  reset(): void
  close(): void
}

async function startReceiver(): Promise<Receiver> {
  const seen = { count: 0, firstAt: 0, lastAt: 0, bytes: 0 }
  const server: Server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => (seen.bytes += chunk.length))
    request.on('end', () => {
      seen.lastAt = performance.now()
      if (seen.count === 0) seen.firstAt = seen.lastAt
      seen.count += 1
      response.writeHead(200).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    seen,
    reset: () => void Object.assign(seen, { count: 0, firstAt: 0, lastAt: 0, bytes: 0 }),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/**
 * Webhooks a second to one endpoint, in the order of the feed, each attempt on record before the next, against signed POSTs of
 * the same size that read and keep nothing, from a process of their own to the same receiver; taken in turn.
 */
export async function measureWebhooks(program: Program): Promise<readonly Measure[]> {
  const receiver = await startReceiver()
  const ours: number[] = []
  const ceiling: number[] = []
  try {
    const { webhook } = await program.send<WebhookSecret>('POST', '/v1/webhooks', { url: receiver.url })
    const { id } = webhook
    for (let round = 0; round < rounds; round += 1) {
      await program.send('PATCH', `/v1/webhooks/${id}`, { enabled: false })
      const items = Array.from({ length: casesARound }, (_, index) => ({
        ...{ key: `${round}-${index}`, content: program.content, submit: true },
      }))
      await program.send<BulkSubmitted>('POST', '/v1/proposals:bulk', { items })
      receiver.reset()
      await program.send('PATCH', `/v1/webhooks/${id}`, { enabled: true })
      await quiet(receiver)
      const { count, firstAt, lastAt, bytes } = receiver.seen
      if (count < casesARound) throw new Error(`${count} webhooks of ${casesARound} cases`)
      ours.push((count - 1) / ((lastAt - firstAt) / 1000))
      const each = String(Math.round(bytes / count))
      const tookMs = Number(await runChild('bare-sender', [receiver.url, String(count), each]))
      ceiling.push(count / (tookMs / 1000))
    }
  } finally {
    receiver.close()
  }
  return [
    measureOf({
      group: 'door',
      name: 'webhooks to one endpoint',
      unit: '/s',
      ...{ ours, ceiling, goal: { atLeast: 0.2 } },
    }),
  ]
}

/** Waits until all of the round has come: the worker sends what there is without a pause. */
async function quiet({ seen }: Receiver): Promise<void> {
  const until = performance.now() + 120_000
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    if (performance.now() > until) throw new Error(`${seen.count} webhooks in two minutes`)
    if (seen.count >= casesARound && performance.now() - seen.lastAt > 2_000) return
  }
}
