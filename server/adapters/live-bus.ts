import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { StreamEvent } from '../contract/stream.ts'
import type { PersonId, PostId } from '../domain/ids.ts'
import type { LiveBus } from '../usecases/ports.ts'

type Audience = { readonly people?: readonly PersonId[]; readonly posts?: readonly PostId[] }
type Message = { readonly e: StreamEvent; readonly to?: Audience }
type Packet = { readonly from: string; readonly m: readonly Message[] }
type Listener = Parameters<LiveBus['subscribe']>[0]

export type OpenLiveBus = LiveBus & {
  /** Sends what waits and closes the connection. */
  close(): Promise<void>
}

export type LiveBusOptions = {
  readonly connectionString: string
  /** A lost connection; it is opened again by itself. */
  readonly onError?: (error: Error) => void
}

const channel = 'kessai_live'
// PostgreSQL refuses a payload of 8,000 bytes or more.
const maxPayloadBytes = 7900
const maxReconnectDelayMs = 10_000

/**
 * Tells every process what changed. Listeners of this process hear at once, others through one LISTEN connection a
 * process. Messages of one tick travel as one notification, outside of any transaction: NOTIFY inside one would make
 * all commits wait for each other. What is published while the connection is down is lost to other processes.
 */
export async function createLiveBus(options: LiveBusOptions): Promise<OpenLiveBus> {
  const self = randomUUID()
  const listeners = new Set<Listener>()
  let client: pg.Client | undefined
  let closed = false
  let waiting: Message[] = []
  let flushing: Promise<void> | undefined
  let reconnecting: NodeJS.Timeout | undefined

  const tell = (messages: readonly Message[]): void => {
    for (const message of messages) for (const listener of listeners) listener(message.e, message.to)
  }

  async function connect(): Promise<void> {
    const opening = new pg.Client({
      connectionString: options.connectionString,
      application_name: 'kessai-live',
      keepAlive: true,
    })
    const lost = (error?: Error): void => {
      if (client !== opening) return
      client = undefined
      if (error !== undefined) options.onError?.(error)
      reconnectLater(250)
    }
    opening.on('error', lost)
    opening.on('end', () => lost())
    opening.on('notification', (notification) => {
      const packet = JSON.parse(notification.payload ?? '') as Packet
      if (packet.from !== self) tell(packet.m)
    })
    await opening.connect()
    await opening.query(`listen ${channel}`)
    client = opening
  }

  function reconnectLater(delayMs: number): void {
    if (closed) return
    reconnecting = setTimeout(() => {
      connect().catch((error: Error) => {
        options.onError?.(error)
        reconnectLater(Math.min(delayMs * 2, maxReconnectDelayMs))
      })
    }, delayMs)
    reconnecting.unref()
  }

  async function flush(): Promise<void> {
    const messages = waiting
    waiting = []
    for (const payload of packets(self, messages)) {
      await client?.query('select pg_notify($1, $2)', [channel, payload])
    }
  }

  await connect()
  return {
    publish(event, to) {
      const message: Message = { e: event, ...(to === undefined ? {} : { to }) }
      tell([message])
      waiting.push(message)
      // After the current tick and whatever it still publishes; while one is on its way the next ones collect.
      flushing ??= new Promise<void>((resolve) => setImmediate(resolve))
        .then(async () => {
          while (waiting.length > 0) await flush()
        })
        .catch((error: Error) => options.onError?.(error))
        .finally(() => (flushing = undefined))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(reconnecting)
      await flushing
      const open = client
      client = undefined
      await open?.end()
    },
  }
}

/** The messages in as few payloads as fit. */
export function packets(from: string, messages: readonly Message[]): string[] {
  const whole = JSON.stringify({ from, m: messages } satisfies Packet)
  if (Buffer.byteLength(whole) <= maxPayloadBytes) return messages.length === 0 ? [] : [whole]
  if (messages.length === 1) return packets(from, splitAudience(messages[0] as Message))
  const half = messages.length >> 1
  return [...packets(from, messages.slice(0, half)), ...packets(from, messages.slice(half))]
}

/** One message to very many people, as two messages to half of them each. */
function splitAudience(message: Message): Message[] {
  const people = message.to?.people ?? []
  const posts = message.to?.posts ?? []
  if (people.length + posts.length < 2) throw new Error('a live message is larger than a notification')
  // One rounded up and one down, so that both halves of one person and one post are smaller.
  const [half, other] = [Math.ceil(people.length / 2), posts.length >> 1]
  return [
    { e: message.e, to: { people: people.slice(0, half), posts: posts.slice(0, other) } },
    { e: message.e, to: { people: people.slice(half), posts: posts.slice(other) } },
  ]
}
