import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto'
import { signedBytes } from '../adapters/office-server/proof.ts'

/** The keys of an office server: what it signs with, and what it signed with before. */
export type OfficeKeys = { readonly current: KeyPair; readonly old: KeyPair }
type KeyPair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject }

export function makeKeys(): OfficeKeys {
  return { current: makeKeyPair(), old: makeKeyPair() }
}

/** The next pair; what was current is the old one then. */
export function rotated(keys: OfficeKeys): OfficeKeys {
  return { current: makeKeyPair(), old: keys.current }
}

function makeKeyPair(): KeyPair {
  return generateKeyPairSync('rsa', { modulusLength: 1024 })
}

/** Its keys as discovery names them. */
export function proofKeyElement({ current, old }: OfficeKeys): string {
  const said = ({ publicKey }: KeyPair, prefix: string): string => {
    const { n, e } = publicKey.export({ format: 'jwk' })
    const base64 = (url: string | undefined) => Buffer.from(url ?? '', 'base64url').toString('base64')
    return `${prefix}modulus="${base64(n)}" ${prefix}exponent="${base64(e)}"`
  }
  return `<proof-key ${said(current, '')} ${said(old, 'old')}/>`
}

/** The headers by which an office server proves that a request is its own, as it would send them at an instant. */
export function proofHeaders(
  keys: OfficeKeys,
  asked: { readonly token: string; readonly url: string; readonly atMs: number },
): Readonly<Record<'x-wopi-timestamp' | 'x-wopi-proof' | 'x-wopi-proofold', string>> {
  const timestamp = String(BigInt(asked.atMs) * 10_000n + 621_355_968_000_000_000n)
  const bytes = signedBytes({ ...asked, timestamp })
  const signed = ({ privateKey }: KeyPair) => sign('RSA-SHA256', bytes, privateKey).toString('base64')
  return {
    'x-wopi-timestamp': timestamp,
    'x-wopi-proof': signed(keys.current),
    'x-wopi-proofold': signed(keys.old),
  }
}

export type WopiAnswer = {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly body: Buffer
  readonly json: Readonly<Record<string, unknown>>
}

/** Carries one request to a WOPI host. */
export type Carrier = (request: {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}) => Promise<{
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly body: Buffer
}>

export type WopiClientOptions = {
  /** WOPISrc: the address of the file. */
  readonly source: string
  readonly token: string
  readonly carry: Carrier
  /** Signs every request; absent: an office server that has no keys. */
  readonly keys?: () => OfficeKeys
  readonly nowMs: () => number
}

/** An office server as a host meets it: the requests of MS-WOPI with their headers, for one file and one person. */
export class WopiClient {
  readonly #options: WopiClientOptions
  constructor(options: WopiClientOptions) {
    this.#options = options
  }

  /** The same one with something else: another token, other keys. */
  with(changed: Partial<WopiClientOptions>): WopiClient {
    return new WopiClient({ ...this.#options, ...changed })
  }

  async send(
    method: 'GET' | 'POST',
    path: '' | '/contents',
    headers: Readonly<Record<string, string>> = {},
    body?: Uint8Array,
  ): Promise<WopiAnswer> {
    const { source, token, carry, keys, nowMs } = this.#options
    const url = `${source}${path}?access_token=${encodeURIComponent(token)}`
    const answer = await carry({
      ...{ method, url },
      headers: {
        // ONLYOFFICE sends the token in this way, too.
        authorization: `Bearer ${token}`,
        ...(keys === undefined ? {} : proofHeaders(keys(), { token, url, atMs: nowMs() })),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    return {
      ...answer,
      get json() {
        return JSON.parse(answer.body.toString('utf8')) as Readonly<Record<string, unknown>>
      },
    }
  }

  checkFileInfo(headers?: Readonly<Record<string, string>>): Promise<WopiAnswer> {
    return this.send('GET', '', headers)
  }

  getFile(headers?: Readonly<Record<string, string>>): Promise<WopiAnswer> {
    return this.send('GET', '/contents', headers)
  }

  /** Any operation on the file itself, by its name in X-WOPI-Override. */
  ask(
    override: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Uint8Array,
  ): Promise<WopiAnswer> {
    return this.send('POST', '', { 'x-wopi-override': override, ...headers }, body)
  }

  lock(lock: string): Promise<WopiAnswer> {
    return this.ask('LOCK', { 'x-wopi-lock': lock })
  }

  getLock(): Promise<WopiAnswer> {
    return this.ask('GET_LOCK')
  }

  refreshLock(lock: string): Promise<WopiAnswer> {
    return this.ask('REFRESH_LOCK', { 'x-wopi-lock': lock })
  }

  unlock(lock: string): Promise<WopiAnswer> {
    return this.ask('UNLOCK', { 'x-wopi-lock': lock })
  }

  unlockAndRelock(old: string, lock: string): Promise<WopiAnswer> {
    return this.ask('LOCK', { 'x-wopi-lock': lock, 'x-wopi-oldlock': old })
  }

  /** `lock` undefined: without one. */
  putFile(
    body: Uint8Array,
    lock: string | undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<WopiAnswer> {
    return this.send(
      'POST',
      '/contents',
      {
        'x-wopi-override': 'PUT',
        'content-type': 'application/octet-stream',
        ...(lock === undefined ? {} : { 'x-wopi-lock': lock }),
        ...headers,
      },
      body,
    )
  }
}
