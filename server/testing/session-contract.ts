import type { Test } from 'tap'
import { type Browser, createBrowser } from './browser.ts'
import { type ContractTarget, csrfToken, signIn } from './idp-contract.ts'

/** A target whose clock may be moved, and whose accounts may be shut. */
export type SessionTarget = ContractTarget & {
  /** Another person whom both know. */
  readonly colleague: { readonly login: string; readonly password: string }
  /** Waits, or moves the clock, until the provider has to be asked again about every session. */
  readonly untilAskedAgain: () => Promise<void>
  /** Shuts and opens an account at the provider. */
  readonly account: {
    readonly disable: (login: string) => Promise<void>
    readonly enable: (login: string) => Promise<void>
  }
}

/** An ended session is over at once in the process that heard of it, and within five seconds in every other. */
const feltMs = 5000

/** What holds for a session whatever the provider: how it is renewed, ended from there, and asked for anew. */
export async function sessionContract(t: Test, target: SessionTarget): Promise<void> {
  const { baseUrl, known, colleague, account } = target
  const sessionCookie = baseUrl.startsWith('https:') ? '__Host-kessai' : 'kessai'
  const me = async (browser: Browser): Promise<number> => (await browser.send(`${baseUrl}/v1/me`)).status

  /** Another browser window that the provider knows already, without a session of ours. */
  function besides(browser: Browser): Browser {
    const other = createBrowser()
    for (const [name, value] of browser.cookies) if (name !== sessionCookie) other.cookies.set(name, value)
    return other
  }

  async function signOut(browser: Browser): Promise<void> {
    const headers = { 'sec-fetch-site': 'same-origin', 'x-csrf-token': await csrfToken(browser, baseUrl) }
    const answer = await browser.send(`${baseUrl}/auth/sign-out`, { method: 'POST', headers })
    await browser.open(((await answer.json()) as { location: string }).location)
  }

  async function becomes(status: number, browser: Browser): Promise<boolean> {
    for (const end = Date.now() + feltMs; Date.now() < end; await pause(100)) {
      if ((await me(browser)) === status) return true
    }
    return (await me(browser)) === status
  }

  await t.test('whoever the provider knows comes in without a page in between', async (t) => {
    const browser = createBrowser()
    await signIn(browser, baseUrl, known)
    const other = besides(browser)
    const page = await other.open(`${baseUrl}/auth/sign-in?to=${encodeURIComponent('/documents?q=x')}`)
    t.equal(page.url.href, `${baseUrl}/documents?q=x`)
    t.equal(await me(other), 200)
    t.not(other.cookies.get(sessionCookie), browser.cookies.get(sessionCookie), 'a session of its own')
  })

  await t.test('a deep link opened by a browser leads through the sign-in and back', async (t) => {
    const browser = createBrowser()
    await signIn(browser, baseUrl, known)
    const headers = { 'sec-fetch-dest': 'document', accept: 'text/html' }
    const other = besides(browser)
    const page = await other.open(`${baseUrl}/documents?q=deep`, { headers })
    t.equal(page.url.href, `${baseUrl}/documents?q=deep`)
    t.equal(await me(other), 200)
    const program = await createBrowser().send(`${baseUrl}/documents`, { headers: { accept: 'text/html' } })
    t.not(program.status, 303, 'who is no browser is not led anywhere')
    t.equal((await createBrowser().send(`${baseUrl}/signed-out`, { headers })).status, 200, 'not from there')
  })

  await t.test(
    'signing out tells every session that hangs on the same sign-in (back-channel logout), and no other',
    async (t) => {
      const browser = createBrowser()
      await signIn(browser, baseUrl, known)
      const same = besides(browser)
      await same.open(`${baseUrl}/auth/sign-in`)
      const elsewhere = createBrowser()
      await signIn(elsewhere, baseUrl, known)
      const another = createBrowser()
      await signIn(another, baseUrl, colleague)
      t.same([await me(browser), await me(same), await me(elsewhere)], [200, 200, 200])
      await signOut(same)
      t.ok(await becomes(401, browser), 'felt within the stated time')
      t.same([await me(elsewhere), await me(another)], [200, 200], 'a sign-in of its own stays')
    },
  )

  await t.test('a fresh sign-in asks for the password, and leads back in a new session', async (t) => {
    const browser = createBrowser()
    await signIn(browser, baseUrl, known)
    const first = browser.cookies.get(sessionCookie)
    const page = await browser.open(`${baseUrl}/auth/sign-in?to=%2Fdocuments&fresh=1`)
    t.match(page.text, 'kc-form-login', 'the provider knows who it is, and asks all the same')
    t.equal(await me(browser), 200, 'until then everything is as before')
    const fields = /id="username"/.test(page.text)
      ? { username: known.login, password: known.password }
      : { password: known.password }
    const back = await browser.submit(page, 'kc-form-login', fields)
    t.equal(back.url.href, `${baseUrl}/documents`)
    t.not(browser.cookies.get(sessionCookie), first)
    t.equal(await me(browser), 200)
  })

  await t.test('the word of the provider is renewed once for all tabs, again and again', async (t) => {
    const browser = createBrowser()
    await signIn(browser, baseUrl, known)
    for (let round = 0; round < 3; round++) {
      await target.untilAskedAgain()
      const tabs = await Promise.all(Array.from({ length: 12 }, () => me(browser)))
      t.same([...new Set(tabs)], [200], `round ${round}`)
    }
  })

  await t.test('a shut account is out when the provider is asked again, and nobody else', async (t) => {
    const browser = createBrowser()
    await signIn(browser, baseUrl, known)
    const another = createBrowser()
    await signIn(another, baseUrl, colleague)
    await account.disable(known.login)
    try {
      await target.untilAskedAgain()
      t.equal(await me(browser), 401)
      t.equal(await me(another), 200)
      const again = createBrowser()
      await signIn(again, baseUrl, known)
      t.notOk(again.cookies.has(sessionCookie))
    } finally {
      await account.enable(known.login)
    }
    const back = createBrowser()
    await signIn(back, baseUrl, known)
    t.equal(await me(back), 200)
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
