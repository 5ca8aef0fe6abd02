import type { JWTPayload } from 'jose'
import { test } from 'tap'
import type { Me } from '../contract/me.ts'
import { type Browser, type Page, createBrowser } from '../testing/browser.ts'
import { startOpenIdServer } from '../testing/open-id-server.ts'
import { listen } from '../testing/sign-in-office.ts'

test('what a provider says of somebody', async (t) => {
  const server = await startOpenIdServer('kessai-web')
  t.teardown(() => server.close())
  const { baseUrl, db } = await listen(t, {
    provider: { issuer: server.issuer, clientId: 'kessai-web', timeoutMs: 2000 },
  })

  /** Goes the whole way, with an ID token that says this. */
  async function signIn(
    claims: JWTPayload,
    query: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly page: Page; readonly browser: Browser }> {
    const browser = createBrowser()
    const start = await browser.send(
      `${baseUrl}/auth/sign-in?${new URLSearchParams({ to: '/v1/me', ...query }).toString()}`,
    )
    const asked = new URL(start.headers.get('location') ?? '').searchParams
    server.idClaims = { nonce: asked.get('nonce'), auth_time: Math.floor(Date.now() / 1000), ...claims }
    const back = new URLSearchParams({ code: 'c', state: asked.get('state') ?? '' })
    return { page: await browser.open(`${baseUrl}/auth/callback?${back.toString()}`), browser }
  }
  const counts = async () => {
    const rows = async (table: 'person' | 'appointment' | 'person_role' | 'unit') =>
      (
        await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .executeTakeFirst()
      )?.count
    return [await rows('person'), await rows('appointment'), await rows('person_role'), await rows('unit')]
  }

  await t.test('people, posts, 発令 and roles never come from it', async (t) => {
    const before = await counts()
    const { page } = await signIn({
      sub: 's-505',
      employee_number: 'u0505',
      preferred_username: 'u0001',
      name: '知事 太郎',
      groups: ['/知事', '/システム管理者'],
      org_codes: ['EXE:P-GOV'],
      realm_access: { roles: ['administrator', 'records_manager', 'auditor'] },
      resource_access: {
        'kessai-api': { roles: ['documents.read'] },
        'kessai-web': { roles: ['administrator'] },
      },
    })
    const me = JSON.parse(page.text) as Me
    t.match(me, { id: 'u0505', name: '幌平 美咲' })
    t.same(me.roles, [])
    t.same(
      me.capacities.map((it) => it.post),
      ['KNK-1:P-SNN'],
    )
    t.same(await counts(), before)
  })

  await t.test(
    'an account that was joined stays with its person, whatever number it brings later',
    async (t) => {
      const { page } = await signIn({ sub: 's-505', employee_number: 'u0001' })
      t.match(JSON.parse(page.text), { id: 'u0505' })
    },
  )

  await t.test('a number is matched letter by letter, else without regard to case and width', async (t) => {
    t.match(JSON.parse((await signIn({ sub: 's-504', employee_number: ' Ｕ０５０４ ' })).page.text), {
      id: 'u0504',
    })
    await db.updateTable('person').set({ login: 'U0503' }).where('id', '=', 'u0502').execute()
    const ambiguous = await signIn({ sub: 's-503', employee_number: 'Ｕ０５０３' })
    t.equal(ambiguous.page.status, 403)
    t.match(ambiguous.page.text, '全角と半角の違いだけの職員番号')
    t.notOk(ambiguous.browser.cookies.has('kessai'))
    t.match(JSON.parse((await signIn({ sub: 's-503', employee_number: 'u0503' })).page.text), { id: 'u0503' })
  })

  await t.test(
    'a number that is in use by another account is refused, and so is one nobody has',
    async (t) => {
      const taken = await signIn({ sub: 's-other', employee_number: 'u0505' })
      t.equal(taken.page.status, 403)
      t.match(taken.page.text, '結び付きを外すよう管理者に依頼してください')
      const unknown = await signIn({ sub: 's-none', employee_number: 'x<b>1' })
      t.equal(unknown.page.status, 403)
      t.match(unknown.page.text, 'x&lt;b&gt;1')
    },
  )

  await t.test(
    'a fresh sign-in that the provider did not make fresh is refused, without going round',
    async (t) => {
      const old = Math.floor(Date.now() / 1000) - 3600
      const stale = await signIn({ sub: 's-505', auth_time: old, employee_number: 'u0505' }, { fresh: '1' })
      t.equal(stale.page.status, 400)
      t.notOk(stale.browser.cookies.has('kessai'))
      const fresh = await signIn({ sub: 's-505', employee_number: 'u0505' }, { fresh: '1' })
      t.match(JSON.parse(fresh.page.text), { id: 'u0505' })
    },
  )

  await t.test('what the provider refuses ends on a page of ours', async (t) => {
    const browser = createBrowser()
    const start = await browser.send(`${baseUrl}/auth/sign-in?to=/documents`)
    const state = new URL(start.headers.get('location') ?? '').searchParams.get('state') ?? ''
    for (const error of ['login_required', 'access_denied']) {
      const answer = await browser.send(
        `${baseUrl}/auth/callback?${new URLSearchParams({ error, state }).toString()}`,
      )
      t.equal(answer.status, 400, error)
      t.equal(answer.headers.get('location'), null)
    }
  })

  await t.test('a provider that forgot the person in between is asked anew, once', async (t) => {
    server.mood = 'refuses'
    const gone = await signIn({ sub: 's-505', employee_number: 'u0505' })
    t.ok(gone.page.url.href.startsWith(`${server.issuer}/protocol/openid-connect/auth`))
    t.equal(gone.page.url.searchParams.get('prompt'), 'login')
    const again = await signIn({ sub: 's-505', employee_number: 'u0505' }, { fresh: '1' })
    t.equal(again.page.status, 400, 'a page of ours')
    server.mood = 'well'
  })

  await t.test('who signed out does not come back by the session the provider is about to end', async (t) => {
    const claims = { sub: 's-505', employee_number: 'u0505', sid: 'over' }
    const first = await signIn(claims)
    t.equal(first.page.status, 200)
    await first.browser.send(`${baseUrl}/auth/sign-out`, {
      method: 'POST',
      headers: {
        'sec-fetch-site': 'same-origin',
        'x-csrf-token': (JSON.parse(first.page.text) as Me).csrfToken,
      },
    })
    const back = await signIn(claims)
    t.equal(back.page.url.searchParams.get('prompt'), 'login')
    t.notOk(back.browser.cookies.has('kessai'))
    t.equal((await signIn(claims, { fresh: '1' })).page.status, 200, 'once it was shown anew')
    t.equal((await signIn({ ...claims, sid: 'another' })).page.status, 200)
  })
})
