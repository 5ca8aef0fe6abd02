import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './openapi.ts'
import { createSender, type Patience } from './send.ts'
import { type Credentials, type TokenSource, createTokenSource } from './token.ts'

export type KessaiOptions = Credentials & {
  /** The address of Kessai: `https://kessai.example.lg.jp`. */
  readonly url: string
  readonly patience?: Patience
  /** Instead of the runtime’s own, for a proxy or a certificate of one’s own. */
  readonly fetch?: typeof globalThis.fetch
}

/** What may be said with every call. */
export type CallOptions = {
  /** 職員番号 of the officer it is done for; needed for whatever writes to a case. */
  readonly officer?: string
  /** Names the call: whoever calls again under this key gets the first answer, days later too. Default: made for this call. */
  readonly key?: string
  /** The `etag` of what was read: refused with 412 `precondition_failed` when it has changed since. */
  readonly ifMatch?: string
  readonly signal?: AbortSignal
}

/** The way to Kessai that everything else goes by. */
export type Line = {
  readonly url: string
  readonly tokens: TokenSource
  /** Every operation of the description, typed; refusals are thrown. */
  readonly http: Client<paths>
}

export function openLine(options: KessaiOptions): Line {
  const url = options.url.replace(/\/$/, '')
  const fetch = options.fetch ?? ((...given) => globalThis.fetch(...given))
  const tokens = createTokenSource(options, fetch)
  return {
    url,
    tokens,
    http: createClient<paths>({ baseUrl: url, fetch: createSender(tokens, fetch, options.patience) }),
  }
}

/** What a call says besides its body. `isRepeatable`: false for what Kessai keeps no answer of. */
export function saying(
  { officer, key, ifMatch, signal }: CallOptions,
  isRepeatable = true,
): { readonly headers: Record<string, string>; readonly signal?: AbortSignal } {
  return {
    headers: {
      ...(officer === undefined ? {} : { 'kessai-officer': officer }),
      // Once for each call of ours, and so the same however often it is sent.
      ...(isRepeatable ? { 'idempotency-key': key ?? crypto.randomUUID() } : {}),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(signal === undefined ? {} : { signal }),
  }
}

/** The body of a success; what is none was thrown before. */
export async function bodyOf<Body>(answer: Promise<{ readonly data?: Body }>): Promise<Body> {
  return (await answer).data as Body
}
