import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { type BlockList, type LookupFunction, isIP } from 'node:net'
import type { PostWebhook, PostOutcome } from '../../usecases/ports.ts'
import { isOfOperator, mayCall } from './addresses.ts'

export type GuardedPostOptions = {
  /** Networks of the operator that may be called besides the internet, also without TLS. */
  readonly allowed: BlockList
  /** From the first look at the name to the end of the answer. Default 15 s. */
  readonly timeoutMs?: number
  /** All addresses of a name; the system's by default. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>
  /** Certificate authorities besides those of the system. */
  readonly ca?: string
}

/** More than this of an answer is not read. */
const mostAnswerBytes = 64 * 1024
/** So much of it is kept. */
const keptAnswerBytes = 500

/**
 * Sends to addresses strangers chose, and only where that is allowed. The name is resolved once, every address it has is
 * checked, and the connection goes to one of those and nowhere else: a second answer of the name server is never asked for.
 * No redirect is followed, no proxy and no kept connection used, and of an answer no more than 64 KiB read.
 */
export function createGuardedPost(options: GuardedPostOptions): PostWebhook {
  const { allowed, timeoutMs = 15_000, ca } = options
  const resolve = options.resolve ?? ((host: string) => lookup(host, { all: true, verbatim: true }))
  return async ({ url: text, headers, body }) => {
    const started = performance.now()
    const tookMs = () => Math.round(performance.now() - started)
    const signal = AbortSignal.timeout(timeoutMs)
    const failed = (error: string): PostOutcome => ({ answered: false, error, durationMs: tookMs() })
    const url = new URL(text)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    let addresses: readonly LookupAddress[]
    try {
      addresses = await within(signal, addressesOf(host, resolve))
    } catch (error) {
      return failed(signal.aborted ? 'timeout' : `dns: ${codeOf(error)}`)
    }
    const forbidden = refusalOf(url, addresses, allowed)
    if (forbidden !== undefined) return failed(forbidden)
    const pinned: LookupFunction = (_host, wanted, done) => {
      if (wanted.all === true) done(null, [...addresses])
      else done(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4)
    }
    try {
      const answer = await send(url, { headers, body, signal, pinned, ca })
      return { answered: true, ...answer, durationMs: tookMs() }
    } catch (error) {
      return failed(signal.aborted ? 'timeout' : codeOf(error))
    }
  }
}

async function addressesOf(
  host: string,
  resolve: (host: string) => Promise<readonly LookupAddress[]>,
): Promise<readonly LookupAddress[]> {
  const family = isIP(host)
  return family === 0 ? resolve(host) : [{ address: host, family }]
}

/** Why nothing is sent there; undefined when it may be. One address inside is enough to refuse a name. */
function refusalOf(url: URL, addresses: readonly LookupAddress[], allowed: BlockList): string | undefined {
  if (url.username !== '' || url.password !== '') return 'refused: userinfo'
  if (addresses.length === 0) return 'dns: ENOTFOUND'
  if (!addresses.every((it) => mayCall(it.address, allowed))) return 'refused: network'
  if (url.protocol === 'https:') return undefined
  const isOwn = url.protocol === 'http:' && addresses.every((it) => isOfOperator(it.address, allowed))
  return isOwn ? undefined : 'refused: https only'
}

function send(
  url: URL,
  wanted: {
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
    readonly signal: AbortSignal
    readonly pinned: LookupFunction
    readonly ca: string | undefined
  },
): Promise<{ readonly status: number; readonly answer: string; readonly retryAfter?: string }> {
  const { headers, body, signal, pinned, ca } = wanted
  const isTls = url.protocol === 'https:'
  // Agents of their own: the global ones may be told by the environment to go through a proxy.
  const agent = isTls ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false })
  return new Promise((resolve, reject) => {
    const start = isTls ? httpsRequest : httpRequest
    const request = start(
      url,
      {
        method: 'POST',
        agent,
        signal,
        lookup: pinned,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        ...(ca === undefined ? {} : { ca }),
      },
      (response) => {
        readStart(response).then((answer) => {
          request.destroy()
          const retryAfter = response.headers['retry-after']
          resolve({
            status: response.statusCode ?? 0,
            answer,
            ...(retryAfter === undefined ? {} : { retryAfter }),
          })
        }, reject)
      },
    )
    request.on('error', reject)
    // An answer that is none (an upgrade) ends the connection without an error.
    request.on('close', () => reject(new Error('closed')))
    request.end(body)
  })
}

/** The beginning of an answer as text; the rest is left unread. */
async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > mostAnswerBytes) break
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, keptAnswerBytes))
  // PostgreSQL keeps no U+0000, and a log shows no control characters.
  return text.replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ')
}

async function within<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  const over = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
  return Promise.race([work, over])
}

/** What went wrong, without addresses or names in it. */
function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' ? code : 'failed'
}
