import { createServer } from 'node:http'
import { type Test, test } from 'tap'
import { createAuth } from '../adapters/identity/create-auth.ts'
import type { Instant } from '../domain/ids.ts'
import { createKysely, createPool } from '../store/database.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { createBrowser } from '../testing/browser.ts'
import { csrfToken, idpContract, signIn } from '../testing/idp-contract.ts'
import { sessionContract } from '../testing/session-contract.ts'
import { listenLocally } from '../testing/local-server.ts'
import { freePort } from '../testing/running-server.ts'
import { demo, listen } from '../testing/sign-in-office.ts'

const known = { login: 'u0505', password: 'kessai' }
/** A server of this machine that answers everything with `answer`; without one it never answers. */
async function strangeProvider(t: Test, answer?: string): Promise<string> {
  const server = createServer((_request, response) => {
    if (answer !== undefined) response.setHeader('content-type', 'text/html').end(answer)
  })
  return `${await listenLocally(t, server)}/realms/kessai`
}

test('the embedded provider', async (t) => {
  const disabled = new Set<string>()
  const provider = { ...demo, isDisabled: (login: string) => disabled.has(login) }
  const { baseUrl, db, clock, deps } = await listen(t, { provider })

  await t.test('keeps the contract', async (t) => idpContract(t, { baseUrl, known }))

  await t.test('keeps the contract of sessions', async (t) => {
    await sessionContract(t, {
      baseUrl,
      known,
      colleague: { login: 'u0504', password: 'kessai' },
      untilAskedAgain: async () => void (clock.aheadMs += 301_000),
      account: {
        disable: async (login) => void disabled.add(login),
        enable: async (login) => void disabled.delete(login),
      },
    })
    clock.aheadMs = 0
  })

  await t.test('stands where a Keycloak realm stands', async (t) => {
    const browser = createBrowser()
    const found = await browser.send(`${baseUrl}/realms/kessai/.well-known/openid-configuration`)
    const metadata = (await found.json()) as Record<string, string>
    const protocol = `${baseUrl}/realms/kessai/protocol/openid-connect`
    t.match(metadata, {
      issuer: `${baseUrl}/realms/kessai`,
      authorization_endpoint: `${protocol}/auth`,
      token_endpoint: `${protocol}/token`,
      jwks_uri: `${protocol}/certs`,
      end_session_endpoint: `${protocol}/logout`,
      userinfo_endpoint: `${protocol}/userinfo`,
    })
    const page = await browser.open(`${baseUrl}/auth/sign-in`)
    t.equal(page.url.pathname, '/realms/kessai/login-actions/authenticate')
    t.match(page.text, 'デモ用サインイン')
    t.notMatch(page.text, /<script>|<style|style="|onclick=/, 'nothing inline')
    const policy = page.headers.get('content-security-policy') ?? ''
    t.match(policy, "default-src 'none'")
    t.notMatch(policy, 'unsafe')
    for (const [, path = ''] of page.text.matchAll(/(?:href|src)="(\/auth\/assets\/[^"]+)"/g)) {
      t.equal((await browser.send(`${baseUrl}${path}`)).status, 200, path)
    }
  })

  await t.test(
    'suggests people with their titles of today, and fills the form in without a script',
    async (t) => {
      const browser = createBrowser()
      const { users, password } = (await (await browser.send(`${baseUrl}/auth/demo-users`)).json()) as {
        users: { login: string; name: string; title: string; hint: string }[]
        password: string
      }
      t.equal(password, 'kessai')
      t.same(
        users.map((it) => it.login),
        ['u0505', 'u0405', 'u0504', 'u0503', 'u0114', 'u0104', 'u0501', 'u0001', 'u1101'],
      )
      t.same(users.find((it) => it.login === 'u0104')?.name, '\u9AD9\u6A4B 文子')
      t.ok(users.every((it) => it.title !== '' && it.hint !== ''))
      const page = await browser.open(`${baseUrl}/auth/sign-in`)
      const execution = page.url.searchParams.get('execution') ?? ''
      const filled = await browser.open(
        `${page.url.origin}${page.url.pathname}?execution=${execution}&fill=u0503`,
      )
      t.match(filled.text, /name="username"[^>]*value="u0503"/)
    },
  )

  await t.test(
    'says the same of an unknown person and a wrong password, and keeps what was typed',
    async (t) => {
      const sentence = /<p class="error"[^>]*>(.*?)<\/p>/s
      const wrong = await signIn(createBrowser(), baseUrl, { login: 'u0505', password: '<b>' })
      const unknown = await signIn(createBrowser(), baseUrl, { login: '"><script>x', password: 'kessai' })
      t.match(wrong.text, /value="u0505"/)
      t.match(unknown.text, 'value="&quot;&gt;&lt;script&gt;x"')
      t.ok(sentence.exec(wrong.text)?.[1])
      t.equal(sentence.exec(wrong.text)?.[1], sentence.exec(unknown.text)?.[1])
    },
  )

  await t.test('answers under its own name only, and leads there from another one', async (t) => {
    const other = baseUrl.replace('127.0.0.1', 'localhost')
    const led = await createBrowser().send(`${other}/auth/sign-in?to=/inbox`)
    t.equal(led.headers.get('location'), `${baseUrl}/auth/sign-in?to=%2Finbox`)
    t.equal(
      (await createBrowser().send(`${other}/realms/kessai/.well-known/openid-configuration`)).status,
      421,
    )
  })

  await t.test('a sign-in page left open too long says so', async (t) => {
    const page = await createBrowser().open(
      `${baseUrl}/realms/kessai/login-actions/authenticate?execution=gone`,
    )
    t.equal(page.status, 400)
    t.match(page.text, '有効期限が切れました')
  })

  await t.test(
    'an account already joined to somebody stays with that person, another one is refused',
    async (t) => {
      const issuer = `${baseUrl}/realms/kessai`
      await db
        .insertInto('identity_link')
        .values({
          issuer,
          subject: 'another-account',
          person_id: 'u0801',
          linked_at: new Date().toISOString(),
        })
        .execute()
      const browser = createBrowser()
      const page = await signIn(browser, baseUrl, { login: 'u0801', password: 'kessai' })
      t.equal(page.status, 403)
      t.match(page.text, '別のアカウントと結び付いています')
      t.notOk(browser.cookies.has('kessai'))
    },
  )

  await t.test('GET /v1/me tells the posts of today, and 401 without a session', async (t) => {
    const browser = createBrowser()
    t.equal((await browser.send(`${baseUrl}/v1/me`)).status, 401)
    await signIn(browser, baseUrl, known)
    const me = (await (await browser.send(`${baseUrl}/v1/me`)).json()) as Record<string, unknown>
    t.match(me, { id: 'u0505', name: '幌平 美咲', bodyName: 'みほん道', demo: true, absent: false })
    t.match((me['capacities'] as { post: string }[])[0]?.post, 'KNK-1:P-SNN')
  })

  await t.test('what an auditor reads for is forgotten at the next sign-in, and only then', async (t) => {
    const auditor = { login: 'u1101', password: 'kessai' }
    const stated = async () =>
      (await db.selectFrom('reading_purpose').select('purpose').execute()).map((it) => it.purpose)
    const browser = createBrowser()
    await signIn(browser, baseUrl, auditor)
    const token = await csrfToken(browser, baseUrl)
    const answer = await browser.send(`${baseUrl}/v1/reading-purpose`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'x-csrf-token': token },
      body: JSON.stringify({ purpose: '定期監査' }),
    })
    t.equal(answer.status, 200)
    await signIn(createBrowser(), baseUrl, known)
    t.same(await stated(), ['定期監査'], 'another’s sign-in changes nothing')
    await signIn(createBrowser(), baseUrl, auditor)
    t.same(await stated(), [])
  })

  await t.test('every unsafe request is guarded against other sites', async (t) => {
    const browser = createBrowser()
    await signIn(browser, baseUrl, known)
    const token = await csrfToken(browser, baseUrl)
    const another = createBrowser()
    await signIn(another, baseUrl, { login: 'u0504', password: 'kessai' })
    const foreign = await csrfToken(another, baseUrl)

    async function post(path: string, headers: Record<string, string>): Promise<string> {
      const response = await browser.send(`${baseUrl}${path}`, { method: 'POST', headers })
      const body = (await response.json()) as { code?: string }
      return `${response.status} ${body.code ?? ''}`
    }
    const ours = { 'sec-fetch-site': 'same-origin' }
    for (const path of ['/v1/probe', '/auth/sign-out']) {
      t.equal(await post(path, ours), '403 csrf', `${path} without a token`)
      t.equal(await post(path, { ...ours, 'x-csrf-token': 'x'.repeat(43) }), '403 csrf', 'a wrong token')
      t.equal(await post(path, { ...ours, 'x-csrf-token': foreign }), '403 csrf', "another session's token")
      t.equal(await post(path, { 'sec-fetch-site': 'cross-site', 'x-csrf-token': token }), '403 csrf')
      t.equal(await post(path, { 'sec-fetch-site': 'same-site', 'x-csrf-token': token }), '403 csrf')
      t.equal(await post(path, { origin: 'https://evil.example', 'x-csrf-token': token }), '403 csrf')
    }
    t.equal(await post('/v1/probe', { ...ours, 'x-csrf-token': token }), '200 ')
    t.equal(await post('/v1/probe', { origin: baseUrl, 'x-csrf-token': token }), '200 ')
    const bearer = { ...ours, 'x-csrf-token': token, authorization: 'Bearer x' }
    t.equal(
      await post('/v1/probe', bearer),
      '401 invalid_token',
      'a bad token never falls back to the cookie',
    )
  })

  await t.test('no address typed in another way gets round the door', async (t) => {
    for (const path of ['/v1/me', '/%761/me', '/v%31/%6de', '/v1/nothing-here']) {
      t.equal((await createBrowser().send(`${baseUrl}${path}`)).status, 401, path)
    }
  })

  await t.test('the database never sees the session id', async (t) => {
    const browser = createBrowser()
    await signIn(browser, baseUrl, known)
    const id = browser.cookies.get('kessai') ?? ''
    const rows = await db.selectFrom('session').selectAll().execute()
    t.notMatch(JSON.stringify(rows), id)
    t.ok(rows.some((it) => it.person_id === 'u0505'))
  })

  // Last: it moves the clock.
  await t.test(
    'a session ends after an hour without use, and after twelve hours however much it is used',
    async (t) => {
      const minute = 60_000
      const idle = createBrowser()
      const busy = createBrowser()
      await signIn(idle, baseUrl, known)
      await signIn(busy, baseUrl, known)
      const status = async (browser: typeof idle) => {
        const answer = await browser.send(`${baseUrl}/v1/me`)
        // An hour passes in no time here: wait for the note of use, which no answer waits for.
        await deps.auth!.sessions.settled()
        return answer.status
      }
      clock.aheadMs = 59 * minute
      t.equal(await status(busy), 200)
      clock.aheadMs = 61 * minute
      t.equal(await status(idle), 401)
      for (let minutes = 110; minutes < 720; minutes += 50) {
        clock.aheadMs = minutes * minute
        t.equal(await status(busy), 200, `in use after ${minutes} minutes`)
      }
      clock.aheadMs = 720 * minute
      t.equal(await status(busy), 401)
    },
  )
})

test('a provider that is not well hurts nobody who is signed in', async (t) => {
  const html = await strangeProvider(t, '<html>ただいまメンテナンス中です</html>')
  const silent = await strangeProvider(t)
  const nobody = `http://127.0.0.1:${await freePort()}/realms/kessai`
  for (const [name, issuer] of Object.entries({ html, silent, nobody })) {
    await t.test(name, async (t) => {
      const client = { clientId: 'kessai-web', clientSecret: 'secret', timeoutMs: 300 }
      const { baseUrl, db, deps } = await listen(t, { provider: { issuer, ...client } })
      const id = await db
        .transaction()
        .execute((trx) => deps.auth!.sessions.open(trx, { person: 'u0505' as never, idToken: 'x.y.z' }))
      const signedIn = createBrowser()
      signedIn.cookies.set('kessai', id)

      const page = await createBrowser().open(`${baseUrl}/auth/sign-in?to=/inbox`)
      t.equal(page.status, 503)
      t.match(page.text, '認証基盤（サインインのサーバー）が応答しません')
      t.equal(page.headers.get('retry-after'), '10')
      t.equal((await signedIn.send(`${baseUrl}/v1/me`)).status, 200, 'signed-in people work on')

      const headers = { 'sec-fetch-site': 'same-origin', 'x-csrf-token': await csrfToken(signedIn, baseUrl) }
      const out = await signedIn.send(`${baseUrl}/auth/sign-out`, { method: 'POST', headers })
      t.same(await out.json(), { location: '/signed-out' }, 'and can leave')
      t.equal((await signedIn.send(`${baseUrl}/v1/me`)).status, 401)
    })
  }
})

test('a provider that was away is asked again', async (t) => {
  let away = true
  const real = await listen(t)
  const server = createServer((_request, response) => {
    if (away) response.writeHead(502).end()
    else {
      const issuer = `http://${_request.headers.host}/realms/kessai`
      const metadata = {
        issuer,
        authorization_endpoint: `${real.baseUrl}/auth`,
        token_endpoint: issuer,
        jwks_uri: issuer,
      }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(metadata))
    }
  })
  const issuer = `${await listenLocally(t, server)}/realms/kessai`
  const { baseUrl } = await listen(t, { provider: { issuer, clientId: 'kessai-web' } })
  t.equal((await createBrowser().send(`${baseUrl}/auth/sign-in`)).status, 503)
  away = false
  t.equal((await createBrowser().send(`${baseUrl}/auth/sign-in`)).status, 303)
})

test('behind https the cookie carries the prefix and Secure', async (t) => {
  const provider = { issuer: 'https://idp.example/realms/kessai', clientId: 'kessai-web' }
  const { app, deps, db } = await listen(t, { provider, publicUrl: 'https://kessai.example' })
  const id = await db
    .transaction()
    .execute((trx) => deps.auth!.sessions.open(trx, { person: 'u0505' as never, idToken: 'x.y.z' }))
  const me = await app.inject({ url: '/v1/me', headers: { cookie: `__Host-kessai=${id}` } })
  t.equal(me.statusCode, 200)
  t.equal((await app.inject({ url: '/v1/me', headers: { cookie: `kessai=${id}` } })).statusCode, 401)
  const out = await app.inject({
    method: 'POST',
    url: '/auth/sign-out',
    headers: {
      cookie: `__Host-kessai=${id}`,
      origin: 'https://kessai.example',
      'x-csrf-token': me.json<{ csrfToken: string }>().csrfToken,
    },
  })
  t.match(
    String(out.headers['set-cookie']),
    /^__Host-kessai=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax/,
  )
})

test('the demo sign-in refuses to start where it could do harm', async (t) => {
  // Never asked: nothing may get as far as the database.
  const db = createKysely(createPool('postgres://127.0.0.1:1/none'))
  const start = (surroundings: object, publicUrl = 'http://127.0.0.1:8080') =>
    createAuth({
      db,
      now: () => '2026-11-22T00:00:00.000Z' as Instant,
      organisation: createOrganisationSource(db),
      publicUrl,
      provider: { demo: { production: false, host: '127.0.0.1', ...surroundings } },
    })
  t.doesNotThrow(() => start({}))
  t.doesNotThrow(() => start({ host: '::1' }, 'http://localhost:8080'))
  t.throws(() => start({ production: true }), /本番環境.*NODE_ENV=production/s)
  for (const host of ['0.0.0.0', '::', '', '192.168.1.5', '127.0.0.1.example']) {
    t.throws(() => start({ host }), /127\.0\.0\.1.*loopback/s, host)
  }
  t.throws(() => start({ oidcIssuer: 'https://idp.example/realms/kessai' }), /OIDC_ISSUER/)
  t.throws(() => start({}, 'https://kessai.example'), /公開の URL/)
})
