import { once } from 'node:events'
import { type Socket, connect } from 'node:net'

/** What one request needs beside its body. */
export type LoadRequest = { readonly method: string; readonly path: string; readonly body?: string }

/**
 * One keep-alive HTTP/1.1 connection that sends one request after another with as little work as possible, so that the
 * load generator takes little of the machine it shares with the server. Understands answers with a content-length.
 */
export class LoadClient {
  readonly #socket: Socket
  readonly #head: string
  #received: Buffer = Buffer.alloc(0)
  #closed = false
  #resolve: ((status: number) => void) | undefined
  #reject: ((error: Error) => void) | undefined

  private constructor(socket: Socket, head: string) {
    this.#socket = socket
    this.#head = head
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', (error) => this.#reject?.(error))
    socket.on('close', () => {
      this.#closed = true
      this.#reject?.(new Error('the server closed the connection'))
    })
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<LoadClient> {
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    await once(socket, 'connect')
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    return new LoadClient(socket, `host: ${hostname}:${port}\r\n${lines.join('')}`)
  }

  /** Sends and waits for the whole answer; gives its status. */
  ask({ method, path, body = '' }: LoadRequest): Promise<number> {
    if (this.#closed) return Promise.reject(new Error('the server has closed the connection'))
    const content =
      body === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
    this.#socket.write(`${method} ${path} HTTP/1.1\r\n${this.#head}${content}\r\n${body}`)
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  close(): void {
    this.#resolve = undefined
    this.#reject = undefined
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#received.toString('latin1', 0, end)
    const status = Number(head.slice(9, 12))
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? (status === 204 ? 0 : Number.NaN))
    if (Number.isNaN(length)) {
      this.#reject?.(new Error(`an answer (${status}) that does not say how long it is`))
      this.#socket.destroy()
      return
    }
    if (this.#received.length < end + 4 + length) return
    this.#received = this.#received.subarray(end + 4 + length)
    this.#resolve?.(status)
  }
}

/** Runs `work` for every item with `clients` at a time; each client takes the next item when it is free. */
export async function inParallel<Client, Item>(
  clients: readonly Client[],
  items: readonly Item[],
  work: (client: Client, item: Item) => Promise<void>,
): Promise<void> {
  let next = 0
  await Promise.all(
    clients.map(async (client) => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(client, item)
    }),
  )
}
