import { createHash, randomBytes } from 'node:crypto'
import { fetchKeycloak } from '../../../server/testing/keycloak/distribution.ts'
import { openRealm } from '../../../server/testing/keycloak/realm.ts'
import { examplePassword } from '../../../server/testing/keycloak/realm-file.ts'
import { createBrowser } from '../../../server/testing/browser.ts'
import { signIn } from '../../../server/testing/idp-contract.ts'
import { freePort } from '../../../server/testing/running-server.ts'
import { withServer } from '../core.ts'
import { type Measure, measureOf } from '../results.ts'

const warming = 5
const signIns = 30
const person = { login: 'u0505', password: examplePassword }

/**
 * From nothing to an answer that knows who one is, by a real Keycloak: its page, the password, the code, our session, `GET /v1/me`;
 * against the same page, password and code with a client that only takes the token. In milliseconds, taken in turn.
 */
export async function measureSignIn(): Promise<readonly Measure[]> {
  await fetchKeycloak()
  const undo: (() => unknown)[] = []
  try {
    const port = await freePort()
    const publicUrl = `http://127.0.0.1:${port}`
    const realm = await openRealm(
      { teardown: (fn) => void undo.unshift(fn) },
      { kessai: publicUrl, portal: 'http://127.0.0.1:9' },
    )
    const client = { id: 'kessai-web', secret: realm.secretOf('kessai-web') }
    const env = {
      ...{ KESSAI_ROLE: 'app', PUBLIC_URL: publicUrl, OIDC_ISSUER: realm.issuer },
      ...{ OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
    }
    return await withServer(
      env,
      async () => {
        const ours: number[] = []
        const ceiling: number[] = []
        for (let round = 0; round < warming + signIns; round += 1) {
          const [bare, own] = [
            await timeOf(() => bareSignIn(realm.issuer, client, `${publicUrl}/auth/callback`)),
            await timeOf(() => ownSignIn(publicUrl)),
          ]
          if (round < warming) continue
          ceiling.push(bare)
          ours.push(own)
        }
        return [
          measureOf({
            group: 'door',
            name: 'sign-in through Keycloak beside the bare code flow, median',
            unit: 'ms',
            ...{ ours, ceiling, goal: { atMost: 1.5 } },
          }),
        ]
      },
      port,
    )
  } finally {
    for (const it of undo) await it()
  }
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function ownSignIn(baseUrl: string): Promise<void> {
  const browser = createBrowser()
  const page = await signIn(browser, baseUrl, person, '/v1/me')
  if (page.status !== 200 || page.url.pathname !== '/v1/me')
    throw new Error(`signing in led to ${page.url.pathname} (${page.status}): ${page.text.slice(0, 300)}`)
}

/** Code and PKCE as a client of 20 lines does it: nothing of the answer is verified, no session kept. */
async function bareSignIn(
  issuer: string,
  client: { readonly id: string; readonly secret: string },
  redirectUri: string,
): Promise<void> {
  const browser = createBrowser()
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    ...{ client_id: client.id, redirect_uri: redirectUri, response_type: 'code', scope: 'openid' },
    ...{ state: randomBytes(16).toString('hex'), code_challenge_method: 'S256' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  })
  const page = await browser.open(`${issuer}/protocol/openid-connect/auth?${query.toString()}`)
  const action = /action="([^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const body = new URLSearchParams({ username: person.login, password: person.password })
  const answer = await browser.send(new URL(action, page.url), { method: 'POST', body })
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const given = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`,
    },
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier },
    }),
  })
  if (given.status !== 200) throw new Error(`no token: ${await given.text()}`)
  await given.arrayBuffer()
}
