import { once } from 'node:events'
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { FeedEvent } from '../contract/events.ts'

export type Received = { readonly headers: IncomingHttpHeaders; readonly body: string }

export type WebhookReceiver = {
  readonly url: string
  /** Everything it took, in the order it came. */
  readonly received: Received[]
  /** What it answers: a status, 200 unless a test says otherwise. */
  answer: (
    body: string,
  ) => number | { readonly status: number; readonly retryAfter?: string; readonly says?: string }
  /** Like a crash: whoever is connected loses the connection. */
  kill(): Promise<void>
  /** On the same port again. */
  revive(): Promise<void>
}

/** A receiver of webhooks on a port of this machine, which may die and come back, until the test ends. */
export async function startReceiver(t: { teardown(fn: () => unknown): void }): Promise<WebhookReceiver> {
  const received: Received[] = []
  let server: Server | undefined
  let port = 0
  async function revive(): Promise<void> {
    server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString()
        received.push({ headers: request.headers, body })
        const said = receiver.answer(body)
        if (typeof said === 'number') response.writeHead(said).end()
        else {
          const { status, retryAfter, says = '' } = said
          response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end(says)
        }
      })
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  async function kill(): Promise<void> {
    const open = server
    server = undefined
    if (open === undefined) return
    open.closeAllConnections()
    open.close()
    await once(open, 'close')
  }
  const receiver: WebhookReceiver = {
    received,
    answer: () => 200,
    kill,
    revive,
    get url() {
      return `http://127.0.0.1:${port}/hook`
    },
  }
  await revive()
  t.teardown(kill)
  return receiver
}

/** What was received, as the independent library of Standard Webhooks reads it; throws on a signature that is not right. */
export function verified({ headers, body }: Received, secret: string): FeedEvent {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as FeedEvent
}
