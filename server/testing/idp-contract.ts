import type { Test } from 'tap'
import { type Browser, type Page, createBrowser } from './browser.ts'

/** Where Kessai runs in front of which provider, and how somebody signs in there. */
export type ContractTarget = {
  /** Kessai's own address. */
  readonly baseUrl: string
  /** Someone both the provider and the directory know. */
  readonly known: { readonly login: string; readonly password: string }
  /** Someone only the provider knows; absent where the provider reads our directory. */
  readonly stranger?: { readonly login: string; readonly password: string }
}

/** Signs in through the provider's own page: Keycloak's field names, which the embedded one shares. */
export async function signIn(
  browser: Browser,
  baseUrl: string,
  who: { readonly login: string; readonly password: string },
  to = '/',
): Promise<Page> {
  const page = await browser.open(`${baseUrl}/auth/sign-in?to=${encodeURIComponent(to)}`)
  return browser.submit(page, 'kc-form-login', { username: who.login, password: who.password })
}

/** The CSRF token of the signed-in person. */
export async function csrfToken(browser: Browser, baseUrl: string): Promise<string> {
  const response = await browser.send(`${baseUrl}/v1/me`)
  return ((await response.json()) as { csrfToken: string }).csrfToken
}

/** What Kessai asks of any OpenID Connect provider, through HTTP alone: the same for the embedded one and Keycloak. */
export async function idpContract(t: Test, target: ContractTarget): Promise<void> {
  const { baseUrl, known } = target
  const sessionCookie = baseUrl.startsWith('https:') ? '__Host-kessai' : 'kessai'
  const fetchSite = { 'sec-fetch-site': 'same-origin' }

  await t.test(
    'signs in by code, PKCE, state and nonce, and goes on to the page that was asked for',
    async (t) => {
      const browser = createBrowser()
      const start = await browser.send(`${baseUrl}/auth/sign-in?to=${encodeURIComponent('/inbox?tab=1')}`)
      const request = new URL(start.headers.get('location') as string)
      t.equal(request.searchParams.get('response_type'), 'code')
      t.equal(request.searchParams.get('code_challenge_method'), 'S256')
      t.ok(request.searchParams.get('code_challenge'))
      t.ok(request.searchParams.get('state'))
      t.ok(request.searchParams.get('nonce'))

      const page = await signIn(browser, baseUrl, known, '/inbox?tab=1')
      t.equal(page.url.href, `${baseUrl}/inbox?tab=1`)
      const me = await browser.send(`${baseUrl}/v1/me`)
      t.equal(me.status, 200)
      t.equal(((await me.json()) as { id: string }).id, known.login)
    },
  )

  await t.test('a wrong password signs nobody in', async (t) => {
    const browser = createBrowser()
    const page = await signIn(browser, baseUrl, { ...known, password: 'not the password' })
    t.match(page.text, 'kc-form-login', 'the sign-in page again')
    t.notOk(browser.cookies.has(sessionCookie))
  })

  await t.test('a forged state is refused', async (t) => {
    const browser = createBrowser()
    await browser.send(`${baseUrl}/auth/sign-in`)
    const page = await browser.open(`${baseUrl}/auth/callback?code=stolen&state=forged`)
    t.equal(page.status, 400)
    t.notOk(browser.cookies.has(sessionCookie))
  })

  await t.test('an answer meant for another browser is refused, and so is one played twice', async (t) => {
    const victim = createBrowser()
    const thief = createBrowser()
    const callback = await stopBeforeCallback(victim, baseUrl, known)
    await thief.send(`${baseUrl}/auth/sign-in`)
    t.equal((await thief.open(callback)).status, 400)
    t.notOk(thief.cookies.has(sessionCookie))

    t.equal((await victim.send(callback)).status, 303, 'its own browser may use it')
    const first = victim.cookies.get(sessionCookie)
    t.equal((await victim.open(callback)).status, 400, 'once')
    t.equal(victim.cookies.get(sessionCookie), first)
  })

  await t.test('an answer in the name of another issuer is refused', async (t) => {
    const browser = createBrowser()
    const callback = await stopBeforeCallback(browser, baseUrl, known)
    callback.searchParams.set('iss', 'https://elsewhere.example/realms/kessai')
    t.equal((await browser.open(callback)).status, 400)
    t.notOk(browser.cookies.has(sessionCookie))
  })

  await t.test('the session id is new at every sign-in, and the old one is dead', async (t) => {
    const browser = createBrowser()
    browser.cookies.set(sessionCookie, 'planted-by-somebody')
    await signIn(browser, baseUrl, known)
    const first = browser.cookies.get(sessionCookie)
    t.not(first, 'planted-by-somebody')

    const callback = await stopBeforeCallback(createBrowser(), baseUrl, known, browser)
    await browser.send(callback)
    t.not(browser.cookies.get(sessionCookie), first)
    const old = await createBrowser().send(`${baseUrl}/v1/me`, {
      headers: { cookie: `${sessionCookie}=${first}` },
    })
    t.equal(old.status, 401)
  })

  await t.test('the session cookie is out of reach of scripts and other sites', async (t) => {
    const browser = createBrowser()
    await signIn(browser, baseUrl, known)
    const cookie = browser.setCookies.find((it) => it.startsWith(`${sessionCookie}=`)) ?? ''
    t.match(cookie, /; HttpOnly/)
    t.match(cookie, /; SameSite=Lax/)
    t.match(cookie, /; Path=\//)
    t.notMatch(cookie, /Domain/i)
    t.equal(/; Secure/.test(cookie), baseUrl.startsWith('https:'))
  })

  await t.test('signing out ends the session here and at the provider', async (t) => {
    const browser = createBrowser()
    await signIn(browser, baseUrl, known)
    const id = browser.cookies.get(sessionCookie)
    const headers = { ...fetchSite, 'x-csrf-token': await csrfToken(browser, baseUrl) }
    const answer = await browser.send(`${baseUrl}/auth/sign-out`, { method: 'POST', headers })
    t.equal(answer.status, 200)
    const { location } = (await answer.json()) as { location: string }
    t.ok(new URL(location).searchParams.get('id_token_hint'))

    t.notOk(browser.cookies.has(sessionCookie))
    const old = await createBrowser().send(`${baseUrl}/v1/me`, {
      headers: { cookie: `${sessionCookie}=${id}` },
    })
    t.equal(old.status, 401)
    const back = await browser.open(location)
    t.equal(back.url.pathname, '/signed-out')
    t.match(
      (await browser.open(`${baseUrl}/auth/sign-in`)).text,
      'kc-form-login',
      'the password is asked again',
    )
  })

  const { stranger } = target
  if (stranger !== undefined) {
    await t.test('somebody the directory does not know gets no session, and is told so', async (t) => {
      const browser = createBrowser()
      const page = await signIn(browser, baseUrl, stranger)
      t.equal(page.status, 403)
      t.match(page.text, '職員名簿にこの職員番号の人がいません')
      t.notOk(browser.cookies.has(sessionCookie))
    })
  }
}

/** Signs in up to the address the provider sends the browser back to, without going there. */
async function stopBeforeCallback(
  browser: Browser,
  baseUrl: string,
  who: { readonly login: string; readonly password: string },
  keepIn: Browser = browser,
): Promise<URL> {
  const page = await browser.open(`${baseUrl}/auth/sign-in`)
  const tag = /<form[^>]*id="kc-form-login"[^>]*>/.exec(page.text)?.[0] ?? ''
  const action = /action="([^"]*)"/.exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const body = new URLSearchParams({ username: who.login, password: who.password })
  let at = new URL(action, page.url)
  let response = await browser.send(at, { method: 'POST', body })
  for (let hops = 0; hops < 20; hops++) {
    at = new URL(response.headers.get('location') as string, at)
    if (at.pathname === '/auth/callback') {
      const binding = [...browser.cookies].filter(([name]) => name.endsWith('kessai-sign-in'))
      for (const [name, value] of binding) keepIn.cookies.set(name, value)
      return at
    }
    response = await browser.send(at)
  }
  throw new Error(`never came back to the callback, last at ${at.href}`)
}
