import { createBrowser } from './browser.ts'
import { csrfToken, signIn } from './idp-contract.ts'

export type Answer<Body> = { readonly status: number; readonly body: Body }

/** A person signed in to a running server through the real sign-in, speaking JSON. Rejects when the connection breaks. */
export type SignedIn = {
  readonly person: string
  readonly baseUrl: string
  /** The cookies by name, for a browser that is to go on with the session. */
  readonly cookies: ReadonlyMap<string, string>
  /** The session cookie and token, for load generators that speak HTTP themselves. */
  readonly headers: Readonly<Record<string, string>>
  get<Body>(path: string): Promise<Answer<Body>>
  send<Body>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Body>>
  /** One file as the compose page sends it. */
  upload<Body>(path: string, name: string, bytes: Uint8Array, key: string): Promise<Answer<Body>>
}

/** Signs in through the provider's page; the demo password is shared by everybody. */
export async function signInAs(baseUrl: string, person: string, password = 'kessai'): Promise<SignedIn> {
  const browser = createBrowser()
  const page = await signIn(browser, baseUrl, { login: person, password })
  if (page.url.origin !== new URL(baseUrl).origin || page.url.pathname.startsWith('/realms/')) {
    throw new Error(`${person} could not sign in: ${page.status} at ${page.url.pathname}`)
  }
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = {
    cookie,
    'x-csrf-token': await csrfToken(browser, baseUrl),
    'sec-fetch-site': 'same-origin',
  }
  type Sent = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> }
  const ask = async <Body>(path: string, init: Sent): Promise<Answer<Body>> => {
    const response = await fetch(new URL(path, baseUrl), {
      ...init,
      headers: { ...headers, ...init.headers },
    })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body }
  }
  return {
    person,
    baseUrl,
    cookies: browser.cookies,
    headers,
    get: (path) => ask(path, {}),
    send: (method, path, body, more = {}) =>
      ask(path, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    upload: (path, name, bytes, key) => {
      const form = new FormData()
      form.append('file', new File([bytes], name))
      return ask(path, { method: 'POST', headers: { 'idempotency-key': key }, body: form })
    },
  }
}
