import { once } from 'node:events'
import { type IncomingMessage, createServer } from 'node:http'
import { type FeedEvent, type PingEvent, WebhookRefused, readWebhook } from '@kessai/client'

/** Listens for webhooks; answers 2xx when `take` is through, and so only for what was kept. */
export async function startReceiver(
  port: number,
  secret: () => string,
  take: (event: FeedEvent | PingEvent) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    receive(request)
      .then((status) => response.writeHead(status).end())
      .catch((error: unknown) => {
        console.error(error)
        // Kessai tries again.
        response.writeHead(503).end()
      })
  })
  async function receive(request: IncomingMessage): Promise<number> {
    const body = await textOf(request)
    try {
      await take(readWebhook(secret(), request.headers, body))
      return 204
    } catch (error) {
      if (!(error instanceof WebhookRefused)) throw error
      return 400
    }
  }
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
