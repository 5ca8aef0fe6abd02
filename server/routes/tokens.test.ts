import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import { type CryptoKey, base64url, exportSPKI, importJWK } from 'jose'
import GrantManager from 'keycloak-connect/middleware/auth-utils/grant-manager.js'
import Token from 'keycloak-connect/middleware/auth-utils/token.js'
import type { AddressInfo } from 'node:net'
import { type Test, test } from 'tap'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import type { Instant } from '../domain/ids.ts'
import { type TestApp, createTestApp } from '../testing/app.ts'
import { listenLocally } from '../testing/local-server.ts'
import { type TestRealm, makeRealmKey, rolesClaim, startTestRealm } from '../testing/test-realm.ts'
import { TokenRefused } from '../usecases/identity-provider.ts'

const now = (): Instant => new Date().toISOString() as Instant
const lists = '/v1/authority-items'

/** The application over the example prefecture, trusting a realm of this test. */
async function withRealm(
  t: Test,
  more: Partial<Parameters<typeof createTokenVerifier>[0]> = {},
): Promise<TestApp & { readonly realm: TestRealm }> {
  const realm = await startTestRealm(t)
  const tokens = createTokenVerifier({ issuer: realm.issuer, now, ...more })
  return { ...(await createTestApp(t, { tokens }, 'example')), realm }
}

const encoded = (value: unknown): string => base64url.encode(JSON.stringify(value))

/** A token with its payload written anew, by hand, and its signature as it was. */
function tampered(token: string, change: (text: string) => string): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return [
    header,
    base64url.encode(change(new TextDecoder().decode(base64url.decode(payload)))),
    signature,
  ].join('.')
}

test('tokens that prove nothing are refused, whatever cookie comes along', async (t) => {
  const { realm, app, inject } = await withRealm(t)
  const good = await realm.token()
  const other = await makeRealmKey('key-1')
  const seconds = Math.floor(Date.now() / 1000)
  const canary = createServer((_request, response) => void response.end('{}'))
  let canaryAsked = 0
  canary.on('request', () => (canaryAsked += 1))
  const elsewhere = `${await listenLocally(t, canary)}/keys`
  const publicKey = (await importJWK(realm.key.publicJwk, 'RS256')) as CryptoKey
  const pem = await exportSPKI(publicKey)
  const hmac = (header: object, secret: string | Uint8Array): string => {
    const signed = `${encoded({ typ: 'JWT', kid: 'key-1', ...header })}.${good.split('.')[1]}`
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
  }
  const unsigned = (header: object): string => `${encoded(header)}.${good.split('.')[1]}.`
  const [head = '', body = '', signature = ''] = good.split('.')

  const forged: Readonly<Record<string, string>> = {
    'alg none': unsigned({ alg: 'none', typ: 'JWT', kid: 'key-1' }),
    'alg NoNe': unsigned({ alg: 'NoNe', typ: 'JWT', kid: 'key-1' }),
    'alg none with a signature': `${encoded({ alg: 'none', kid: 'key-1' })}.${body}.${signature}`,
    'no alg': `${encoded({ typ: 'JWT', kid: 'key-1' })}.${body}.${signature}`,
    'HS256 with the public key as PEM': hmac({ alg: 'HS256' }, pem),
    'HS256 with the modulus': hmac({ alg: 'HS256' }, base64url.decode(realm.key.publicJwk.n ?? '')),
    'HS256 with an empty secret': hmac({ alg: 'HS256' }, ''),
    'signed by another key under the same kid': await realm.token({}, {}, other.privateKey),
    'another issuer': await realm.token({ iss: 'https://id.example/realms/kessai' }),
    'the issuer with a slash': await realm.token({ iss: `${realm.issuer}/` }),
    'another realm of the same server': await realm.token({
      iss: realm.issuer.replace('kessai', 'master'),
    }),
    'no issuer': await realm.token({ iss: undefined }),
    'for another audience': await realm.token({ aud: 'account' }),
    'for several, not us': await realm.token({ aud: ['account', 'kessai-web', 'kessai-api2'] }),
    'no audience': await realm.token({ aud: undefined }),
    'no exp': await realm.token({ exp: undefined }),
    expired: await realm.token({ iat: seconds - 400, exp: seconds - 60 }),
    'exp as a text': await realm.token({ exp: String(seconds + 300) }),
    'no iat': await realm.token({ iat: undefined }),
    'iat an hour ahead': await realm.token({ iat: seconds + 3600, exp: seconds + 7200 }),
    'older than an hour, and not expired': await realm.token({ iat: seconds - 7200, exp: seconds + 7200 }),
    'nbf an hour ahead': await realm.token({ nbf: seconds + 3600 }),
    'no client': await realm.token({ azp: undefined }),
    'a client that is no text': await realm.token({ azp: ['sys-zaimu'] }),
    'an ID token': await realm.token({ typ: 'ID', aud: ['kessai-api', 'sys-zaimu'], nonce: 'n' }),
    'a refresh token': await realm.token({ typ: 'Refresh' }),
    'a logout token': await realm.token(
      { typ: 'Logout', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
      { typ: 'logout+jwt' },
    ),
    'a token without type': await realm.token({ typ: undefined }),
    'a token of a session': await realm.token({ sid: 'b3f1' }),
    'another header type': await realm.token({}, { typ: 'dpop+jwt' }),
    'an old kid': await realm.token({}, { kid: 'key-0' }),
    'no kid': await realm.token({}, { kid: undefined }),
    'a kid that is a path': await realm.token({}, { kid: '../../../../dev/null' }),
    'a kid that is SQL': await realm.token({}, { kid: "key-1' or '1'='1" }),
    'a kid that is a number': `${encoded({ alg: 'RS256', typ: 'JWT', kid: 1 })}.${body}.${signature}`,
    'jku to elsewhere': await realm.token({}, { jku: elsewhere }, other.privateKey),
    'x5u to elsewhere': await realm.token({}, { x5u: elsewhere }, other.privateKey),
    'jwk of its own': await realm.token({}, { jwk: other.publicJwk }, other.privateKey),
    'jku although signed well': await realm.token({}, { jku: elsewhere }),
    crit: `${encoded({ alg: 'RS256', typ: 'JWT', kid: 'key-1', crit: ['exp'], exp: 1 })}.${body}.${signature}`,
    'crit b64': `${encoded({ alg: 'RS256', kid: 'key-1', crit: ['b64'], b64: false })}.${body}.${signature}`,
    'another payload': tampered(good, (it) => it.replace('sys-zaimu', 'sys-kintai')),
    'a claim twice': tampered(good, (it) => it.replace('{', '{"aud":"kessai-api",')),
    'more roles': tampered(good, (it) => it.replace('"documents.write"', '"documents.write","audit.read"')),
    'another signature': `${head}.${body}.${signature.slice(0, -4)}AAAA`,
    'no signature': `${head}.${body}.`,
    truncated: good.slice(0, -20),
    'two parts': `${head}.${body}`,
    'four parts': `${good}.${signature}`,
    'five parts (encrypted)': `${good}.AAAA.AAAA`,
    'not base64url': good.replace('.', '.%'),
    'not JSON': `${base64url.encode('{')}.${body}.${signature}`,
    'roles as a text': await realm.token({
      resource_access: { 'kessai-api': { roles: 'workflow.read documents.write' } },
    }),
    'roles at another place': await realm.token({ resource_access: 'kessai-api' }),
    oversize: await realm.token({ padding: 'x'.repeat(9000) }),
    'one word': 'token',
  }
  for (const [name, token] of Object.entries(forged)) {
    for (const scheme of ['Bearer', 'bearer']) {
      // A person is signed in as well: the token alone counts.
      const answer = await inject('u0505', { url: lists, headers: { authorization: `${scheme} ${token}` } })
      t.equal(answer.statusCode, 401, `${name} (${scheme})`)
      t.equal(answer.json<{ code: string }>().code, 'invalid_token', name)
      t.match(answer.headers['www-authenticate'], /^Bearer realm="kessai", error="invalid_token"$/, name)
      t.notOk(token.length > 20 && answer.body.includes(token.slice(-12)), 'nothing of the token comes back')
    }
  }
  t.ok(Object.keys(forged).length >= 50, `${Object.keys(forged).length} of them`)

  await t.test('other schemes and shapes of the header', async (t) => {
    const bad = [
      `Bearer  ${good}`,
      `Bearer\t${good}`,
      `Bearer ${good} ${good}`,
      `Bearer ${good},${good}`,
      `Bearer`,
      '',
      `Basic ${Buffer.from('sys-zaimu:secret').toString('base64')}`,
      `DPoP ${good}`,
      `Token ${good}`,
      good,
    ]
    for (const authorization of bad) {
      const answer = await inject('u0505', { url: lists, headers: { authorization } })
      t.equal(answer.statusCode, 401, authorization.slice(0, 12))
      t.ok(answer.headers['www-authenticate'])
    }
  })

  await t.test('two headers, one of them good', async (t) => {
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const ask = async (headers: string[]): Promise<number | undefined> => {
      const sent = httpRequest({ port, host: '127.0.0.1', path: lists, headers: ['host', 'x', ...headers] })
      sent.end()
      const [response] = (await once(sent, 'response')) as [{ statusCode?: number; resume(): void }]
      response.resume()
      return response.statusCode
    }
    const one = ['authorization', `Bearer ${good}`]
    t.equal(await ask(one), 200)
    t.equal(await ask([...one, 'authorization', `Bearer ${forged['alg none']}`]), 401)
    t.equal(await ask(['Authorization', `Bearer ${forged['alg none']}`, ...one]), 401)
  })

  t.equal(canaryAsked, 0, 'nobody else was asked')
  t.same([...new Set(realm.asked)].sort(), [
    '/realms/kessai/.well-known/openid-configuration',
    '/realms/kessai/protocol/openid-connect/certs',
  ])
  t.ok(realm.asked.length <= 3, `the realm was asked ${realm.asked.length} times, not for every unknown kid`)
})

test('a genuine token is judged by the register and by the roles it carries', async (t) => {
  const { realm, inject, pool } = await withRealm(t)
  const ask = async (claims: object, url = lists, headers: Record<string, string> = {}) =>
    inject('u0505', {
      url,
      headers: { authorization: `Bearer ${await realm.token({ ...claims })}`, ...headers },
    })
  t.equal((await ask({})).statusCode, 200)
  t.equal((await ask({ aud: ['account', 'kessai-api'] })).statusCode, 200, 'one of several audiences')

  const unknown = await ask({ azp: 'sys-keiyaku' })
  t.match(
    { status: unknown.statusCode, body: unknown.json<object>() },
    {
      status: 403,
      body: { code: 'application_unknown', detail: 'クライアントID：sys-keiyaku' },
    },
  )
  const forPeople = await ask({}, '/v1/inbox')
  t.equal(forPeople.statusCode, 403)
  const said = forPeople.json<{ code: string; facts: { routes: string[] } }>()
  t.equal(said.code, 'application_not_here')
  t.ok(said.facts.routes.includes('GET /v1/proposals/:id'), 'says where it may go')
  t.notOk(said.facts.routes.some((it) => it.includes('inbox')))

  const other = await ask(rolesClaim('audit.read'))
  t.equal(other.statusCode, 403)
  t.equal(other.json<{ code: string }>().code, 'application_role_missing')
  t.match(other.headers['www-authenticate'], /error="insufficient_scope", scope="documents\.write /)
  t.equal((await ask({ resource_access: undefined })).statusCode, 403, 'no roles at all')
  t.equal(
    (await ask({ resource_access: { account: { roles: ['workflow.read'] } } })).statusCode,
    403,
    'the same word of another client',
  )
  t.equal((await ask({}, '/v1/nothing-there')).statusCode, 404)

  t.equal(
    (await ask({}, lists, { 'kessai-officer': 'u9999' })).json<{ code: string }>().code,
    'officer_unknown',
  )
  await pool.query(
    `insert into person (id, name, name_kana, login) values ('u0999', '無職', 'ムショク', 'u0999')`,
  )
  t.equal(
    (await ask({}, lists, { 'kessai-officer': 'u0999' })).json<{ code: string }>().code,
    'officer_without_post',
  )
  t.equal((await ask({}, lists, { 'kessai-officer': 'u0505' })).statusCode, 200)

  await pool.query(`update application set enabled = false where client_id = 'sys-zaimu'`)
  t.match((await ask({})).json<object>(), { code: 'application_disabled', status: 403 })
})

test('calls of one application are counted, and it is told', async (t) => {
  const realm = await startTestRealm(t)
  const tokens = createTokenVerifier({ issuer: realm.issuer, now })
  const { inject } = await createTestApp(t, { tokens, applicationCallsPerMinute: 2 }, 'example')
  const ask = async (azp: string) =>
    inject(null, { url: lists, headers: { authorization: `Bearer ${await realm.token({ azp })}` } })
  const first = await ask('sys-zaimu')
  t.match(first.headers, { 'ratelimit-limit': '2', 'ratelimit-remaining': '1', 'ratelimit-reset': /^\d+$/ })
  t.equal((await ask('sys-zaimu')).statusCode, 200)
  const third = await ask('sys-zaimu')
  t.equal(third.statusCode, 429)
  t.match(third.headers, { 'retry-after': /^[1-9]\d?$/, 'ratelimit-remaining': '0' })
  t.equal((await ask('sys-kintai')).statusCode, 200, 'another one has its own')
})

test('the realm is away, slow, or answers something else', async (t) => {
  const quick = { timeoutMs: 200, coolDownMs: 20 }
  for (const mood of ['html', 'error', 'silent'] as const) {
    const { realm, inject } = await withRealm(t, quick)
    realm.state.mood = mood
    const headers = { authorization: `Bearer ${await realm.token()}` }
    const down = await inject('u0505', { url: lists, headers })
    t.equal(down.statusCode, 503, mood)
    t.equal(down.json<{ code: string }>().code, 'provider_unavailable')
    t.equal((await inject('u0505', lists)).statusCode, 200, 'people work on')
    t.equal((await inject(null, { url: lists, headers: { authorization: 'Bearer x' } })).statusCode, 401)
    realm.state.mood = 'well'
    t.equal((await inject(null, { url: lists, headers })).statusCode, 200, `back after ${mood}`)
  }

  await t.test(
    'whoever was known goes on while it is away, and new keys are found when it is back',
    async (t) => {
      const { realm, inject } = await withRealm(t, { ...quick, freshMs: 0 })
      const ask = async (headers: object = {}, key?: CryptoKey): Promise<number> => {
        const authorization = `Bearer ${await realm.token({}, { ...headers }, key)}`
        return (await inject(null, { url: lists, headers: { authorization } })).statusCode
      }
      t.equal(await ask(), 200)
      realm.state.mood = 'html'
      for (let n = 0; n < 5; n += 1) t.equal(await ask(), 200)
      realm.state.mood = 'well'
      const next = await makeRealmKey('key-2', 'ES256')
      realm.state.keys = [next]
      await new Promise((resolve) => setTimeout(resolve, 50))
      t.equal(await ask({ kid: 'key-2', alg: 'ES256' }, next.privateKey), 200, 'the new key')
      t.equal(await ask(), 401, 'the one that was taken away')
    },
  )

  await t.test('keys that nobody confirmed for too long count no more', async (t) => {
    const { realm, inject } = await withRealm(t, { ...quick, freshMs: 0, keptMs: 0 })
    const ask = async () => {
      const authorization = `Bearer ${await realm.token()}`
      return (await inject(null, { url: lists, headers: { authorization } })).statusCode
    }
    t.equal(await ask(), 200)
    realm.state.mood = 'error'
    await new Promise((resolve) => setTimeout(resolve, 50))
    t.equal(await ask(), 503)
  })
})

/** Whether a verifier takes a token; whatever else goes wrong is thrown. */
async function isTaken(verifier: ReturnType<typeof createTokenVerifier>, token: string): Promise<boolean> {
  return verifier.verify(token).then(
    () => true,
    (error: unknown) => {
      if (error instanceof TokenRefused) return false
      throw error
    },
  )
}

test('what was proved is remembered for a minute, and never beyond the token', async (t) => {
  const realm = await startTestRealm(t)
  let aheadMs = 0
  const clock = (): Instant => new Date(Date.now() + aheadMs).toISOString() as Instant
  const verifier = createTokenVerifier({ issuer: realm.issuer, now: clock, coolDownMs: 0 })
  const judged = (token: string) => isTaken(verifier, token)
  const seconds = Math.floor(Date.now() / 1000)
  const [long, short] = [await realm.token(), await realm.token({ exp: seconds + 30 })]
  t.same([await judged(long), await judged(short)], [true, true])
  // Signed by the same key, but nobody looked at it while that key counted.
  const late = await realm.token()
  realm.state.keys = [await makeRealmKey('key-2')]
  const refreshed = await realm.token({}, { kid: 'key-2' }, realm.state.keys[0]?.privateKey)
  t.ok(await judged(refreshed), 'the keys were fetched anew')
  t.same([await judged(long), await judged(late)], [true, false], 'remembered, and never seen')
  const [head = '', body = ''] = long.split('.')
  t.notOk(await judged(`${head}.${body}.${late.split('.')[2] ?? ''}`), 'another signature is another token')
  aheadMs = 40_000
  t.notOk(await judged(short), 'its time is over')
  aheadMs = 61_000
  t.notOk(await judged(long), 'a minute later its key is asked for again')
})

test('jose and keycloak-connect judge alike what Keycloak gives', async (t) => {
  const realm = await startTestRealm(t)
  const verifier = createTokenVerifier({ issuer: realm.issuer, now })
  const theirs = new GrantManager({
    realmUrl: realm.issuer,
    clientId: 'kessai-api',
    bearerOnly: true,
    verifyTokenAudience: true,
    minTimeBetweenJwksRequests: 0,
  })
  const byThem = async (token: string): Promise<boolean> =>
    theirs.validateToken(new Token(token, 'kessai-api'), 'Bearer').then(
      () => true,
      () => false,
    )
  const byUs = (token: string) => isTaken(verifier, token)
  const seconds = Math.floor(Date.now() / 1000)
  const both: readonly (readonly [object, boolean])[] = [
    [{}, true],
    [{ aud: ['account', 'kessai-api'] }, true],
    [{ azp: 'sys-kintai', ...rolesClaim('workflow.read') }, true],
    [{ resource_access: undefined }, true],
    [{ realm_access: { roles: ['offline_access'] }, scope: 'profile email', acr: '1' }, true],
    [{ exp: seconds - 60 }, false],
    [{ iss: 'https://id.example/realms/kessai' }, false],
    [{ aud: 'account' }, false],
    [{ typ: 'ID' }, false],
    [{ typ: 'Refresh' }, false],
  ]
  for (const [claims, isGood] of both) {
    const token = await realm.token({ ...claims })
    const name = JSON.stringify(claims)
    t.equal(await byUs(token), isGood, `ours: ${name}`)
    t.equal(await byThem(token), isGood, `theirs: ${name}`)
  }
  const wrongly = await realm.token({}, {}, (await makeRealmKey('key-1')).privateKey)
  t.same([await byUs(wrongly), await byThem(wrongly)], [false, false])

  await t.test('where ours is stricter, which is why it stands first', async (t) => {
    for (const claims of [{ exp: undefined }, { nbf: seconds + 3600 }, { iat: seconds + 3600 }]) {
      const token = await realm.token(claims)
      t.same([await byUs(token), await byThem(token)], [false, true], JSON.stringify(claims))
    }
  })
})
