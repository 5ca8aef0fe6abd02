import { KessaiUnreachable } from './problem.ts'

export type Credentials = {
  /** The realm people sign in with: `https://…/realms/kessai`. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

export type TokenSource = {
  /** A token that is good for a while yet; asked for once, however many wait for it. */
  token(): Promise<string>
  /** Lets go of a token that was refused; a newer one stays. */
  forget(token: string): void
}

/** A token is renewed when this part of its life is over, so that none ends on its way. */
const usablePart = 0.8

/** Access tokens by client credentials (RFC 6749 section 4.4), kept as long as they are good. */
export function createTokenSource(
  { issuer, clientId, clientSecret }: Credentials,
  fetch: typeof globalThis.fetch,
): TokenSource {
  let held: { readonly token: string; readonly until: number } | undefined
  let asking: Promise<string> | undefined

  async function ask(): Promise<string> {
    const askedAt = Date.now()
    const url = `${issuer.replace(/\/$/, '')}/protocol/openid-connect/token`
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    }).catch((cause: unknown) => {
      throw new KessaiUnreachable('the provider of tokens does not answer', { cause })
    })
    const text = await response.text()
    const { access_token: token, expires_in: seconds } = parsed(text)
    if (!response.ok || typeof token !== 'string')
      throw new KessaiUnreachable(`the provider gave no token (${response.status}): ${text.slice(0, 200)}`, {
        status: response.status,
      })
    held = { token, until: askedAt + (typeof seconds === 'number' ? seconds : 60) * 1000 * usablePart }
    return token
  }

  return {
    token() {
      if (held !== undefined && Date.now() < held.until) return Promise.resolve(held.token)
      asking ??= ask().finally(() => (asking = undefined))
      return asking
    },
    forget(token) {
      if (held?.token === token) held = undefined
    },
  }
}

function parsed(text: string): { readonly access_token?: unknown; readonly expires_in?: unknown } {
  try {
    return JSON.parse(text) as object
  } catch {
    return {}
  }
}
