import { test } from 'tap'
import type { EndedSessions, SignInRefusals, SignInsOf } from '../contract/sign-ins.ts'
import { type Browser, createBrowser } from '../testing/browser.ts'
import { csrfToken, signIn } from '../testing/idp-contract.ts'
import { listen } from '../testing/sign-in-office.ts'

const drafter = { login: 'u0505', password: 'kessai' }
/** システム管理者, 監査・情報公開担当, and a 文書管理者 of the example. */
const [administrator, auditor, keeper] = ['u0205', 'u1101', 'u0106'].map((login) => ({
  login,
  password: 'kessai',
})) as [typeof drafter, typeof drafter, typeof drafter]

/** The provider tells when somebody signed in by the second: within one, a sign-in counts as older than an end. */
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1000 - (Date.now() % 1000) + 20))

test('サインイン中の端末とサインインの記録', async (t) => {
  const { baseUrl, db, clock } = await listen(t)
  const come = async (who: typeof drafter, userAgent?: string): Promise<Browser> => {
    const browser = createBrowser(userAgent === undefined ? {} : { 'user-agent': userAgent })
    await signIn(browser, baseUrl, who)
    return browser
  }
  const ask = async <Answer>(browser: Browser, path: string): Promise<Answer & { status: number }> => {
    const answer = await browser.send(`${baseUrl}${path}`)
    return { ...((await answer.json()) as Answer), status: answer.status }
  }
  const post = async (
    browser: Browser,
    path: string,
    body: object,
  ): Promise<EndedSessions & { status: number }> => {
    const headers = {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      'x-csrf-token': await csrfToken(browser, baseUrl),
    }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await browser.send(`${baseUrl}${path}`, init)
    if (path.endsWith('/end')) await nextSecond()
    return { ...((await answer.json()) as EndedSessions), status: answer.status }
  }
  const isIn = async (browser: Browser): Promise<boolean> =>
    (await browser.send(`${baseUrl}/v1/me`)).status === 200
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1'

  await t.test('one sees where one is signed in, and which of them this is', async (t) => {
    const [desk, pocket] = [await come(drafter), await come(drafter, phone)]
    const { sessions, items, accounts, person } = await ask<SignInsOf>(pocket, '/v1/sign-ins')
    t.match(person, { id: 'u0505', name: '幌平 美咲' })
    t.equal(sessions.length, 2)
    t.match(
      sessions.find((it) => it.isThis),
      { device: 'Safari / iPhone', address: '127.0.0.1' },
    )
    t.match(items[0], {
      what: 'signed_in',
      device: 'Safari / iPhone',
      login: 'u0505',
      provider: `${baseUrl}/realms/kessai`,
    })
    t.match(accounts, [{ provider: `${baseUrl}/realms/kessai`, subject: 'u0505' }])
    t.notMatch(JSON.stringify(sessions), pocket.cookies.get('kessai'), 'no secret is in it')

    const other = sessions.find((it) => !it.isThis)?.id
    t.match(await post(pocket, '/v1/sign-ins/end', { id: other }), { status: 200, ended: 1 })
    t.same([await isIn(desk), await isIn(pocket)], [false, true])
    t.match((await ask<SignInsOf>(pocket, '/v1/sign-ins')).items[0], {
      what: 'ended',
      because: 'ended_by_owner',
    })
  })

  await t.test('what was ended by hand does not come back by what the provider remembers', async (t) => {
    const desk = await come(drafter)
    const lost = createBrowser()
    for (const [name, value] of (await come(drafter)).cookies) lost.cookies.set(name, value)
    await post(desk, '/v1/sign-ins/end', {})
    t.same([await isIn(desk), await isIn(lost)], [true, false])
    const page = await lost.open(`${baseUrl}/auth/sign-in?to=/documents`)
    t.match(page.text, 'kc-form-login', 'the password is asked')
    t.notOk(await isIn(lost))
    const back = await lost.submit(page, 'kc-form-login', {
      username: drafter.login,
      password: drafter.password,
    })
    t.equal(back.url.pathname, '/documents')
    t.ok(await isIn(lost))
    t.ok(await isIn(await come(drafter)), 'who signs in anew is not asked twice')
  })

  await t.test('nobody ends the session of somebody else by its name', async (t) => {
    const [mine, yours] = [await come(drafter), await come({ login: 'u0504', password: 'kessai' })]
    const { sessions } = await ask<SignInsOf>(mine, '/v1/sign-ins')
    t.match(await post(yours, '/v1/sign-ins/end', { id: sessions[0]?.id }), { status: 200, ended: 0 })
    t.ok(await isIn(mine))
  })

  await t.test(
    'a システム管理者 sees and ends all of a person, with a reason that is on record',
    async (t) => {
      const [mine, admin] = [await come(drafter), await come(administrator)]
      const seen = await ask<SignInsOf>(admin, '/v1/people/u0505/sign-ins')
      t.ok(seen.sessions.length > 0 && seen.mayEnd)
      t.equal((await post(admin, '/v1/people/u0505/sign-ins/end', { reason: '  ' })).status, 400)
      const done = await post(admin, '/v1/people/u0505/sign-ins/end', { reason: '端末の紛失' })
      t.equal(done.ended, seen.sessions.length)
      t.notOk(await isIn(mine))
      const after = await ask<SignInsOf>(admin, '/v1/people/u0505/sign-ins')
      t.same(after.sessions, [])
      t.match(after.items[0], {
        because: 'ended_by_administrator',
        reason: '端末の紛失',
        by: { id: administrator.login },
      })
      t.equal((await ask(admin, '/v1/people/nobody/sign-ins')).status, 404)
    },
  )

  await t.test('監査・情報公開担当 look and end nothing, others do not even look', async (t) => {
    const look = await come(auditor)
    t.match(await ask<SignInsOf>(look, '/v1/people/u0505/sign-ins'), { status: 200, mayEnd: false })
    t.equal((await ask(look, '/v1/refused-sign-ins')).status, 200)
    for (const act of ['end', 'unlink'])
      t.equal((await post(look, `/v1/people/u0505/sign-ins/${act}`, { reason: 'x' })).status, 403)
    const none = await come(keeper)
    t.equal((await ask(none, '/v1/people/u0505/sign-ins')).status, 403)
    t.equal((await ask(none, '/v1/refused-sign-ins')).status, 403)
    t.equal((await post(none, '/v1/people/u0505/sign-ins/end', { reason: 'x' })).status, 403)
  })

  await t.test(
    'a number given out again is refused until a システム管理者 parts the old account from it',
    async (t) => {
      const issuer = `${baseUrl}/realms/kessai`
      await db
        .updateTable('identity_link')
        .set({ subject: 'long gone' })
        .where('person_id', '=', 'u0505')
        .execute()
      const browser = createBrowser()
      const page = await signIn(browser, baseUrl, drafter)
      t.equal(page.status, 403)
      t.match(page.text, '別のアカウントと結び付いています')
      const admin = await come(administrator)
      const seen = await ask<SignInsOf>(admin, '/v1/people/u0505/sign-ins')
      t.match(seen.accounts, [{ provider: issuer, subject: 'long gone' }])
      t.match(seen.items[0], { what: 'refused', because: 'account_conflict', login: 'u0505' })
      t.equal(
        (await post(admin, '/v1/people/u0505/sign-ins/unlink', { reason: '番号の付け直し' })).status,
        200,
      )
      t.match((await ask<SignInsOf>(admin, '/v1/people/u0505/sign-ins')).items[0], {
        what: 'unlinked',
        reason: '番号の付け直し',
      })
      await browser.open(`${baseUrl}/auth/sign-in`)
      t.ok(await isIn(browser))
      t.match((await ask<SignInsOf>(browser, '/v1/sign-ins')).accounts, [{ subject: 'u0505' }])
    },
  )

  await t.test(
    'a number differs by letters, not by case or width; where two do, nobody is guessed',
    async (t) => {
      const joined = async (): Promise<string | undefined> =>
        (
          await db
            .selectFrom('identity_link')
            .select('person_id')
            .where('subject', '=', 'u0801')
            .executeTakeFirst()
        )?.person_id
      const other = { login: 'U0801', password: 'kessai' }
      // The directory writes it wide, the provider narrow.
      await db.updateTable('person').set({ login: 'Ｕ０８０１' }).where('id', '=', 'u0801').execute()
      const issuedAs = await come({ ...other, login: 'Ｕ０８０１' })
      t.ok(await isIn(issuedAs))
      t.equal(await joined(), 'u0801')
      await db.deleteFrom('identity_link').where('person_id', '=', 'u0801').execute()
      await db.updateTable('person').set({ login: 'u0801' }).where('id', '=', 'u0801').execute()
      await db.updateTable('person').set({ login: 'U0801' }).where('id', '=', 'u0802').execute()
      t.ok(await isIn(await come({ login: 'u0801', password: 'kessai' })), 'letter by letter it is one')
      t.equal(await joined(), 'u0801')
    },
  )

  await t.test('who holds neither 発令 nor role today does not come in, and is told why', async (t) => {
    await db
      .insertInto('person')
      .values({ id: 'u9999', name: '退職 者', name_kana: '', login: 'u9999' })
      .execute()
    // What the directory says is believed for some seconds.
    clock.aheadMs += 60_000
    const browser = createBrowser()
    const page = await signIn(browser, baseUrl, { login: 'u9999', password: 'kessai' })
    t.equal(page.status, 403)
    t.match(page.text, '本日有効な発令も役割もない')
    t.notOk(browser.cookies.has('kessai'))
    t.equal(
      await db
        .selectFrom('identity_link')
        .select('subject')
        .where('person_id', '=', 'u9999')
        .executeTakeFirst(),
      undefined,
    )
  })

  await t.test('an account that is nobody of ours is among the refusals', async (t) => {
    await db
      .insertInto('sign_in_log')
      .values({ at: new Date().toISOString(), what: 'refused', because: 'unknown_person', login: 'x1' })
      .execute()
    const { items } = await ask<SignInRefusals>(await come(administrator), '/v1/refused-sign-ins')
    t.match(items[0], { because: 'unknown_person', login: 'x1' })
  })

  await t.test('the record goes on page by page', async (t) => {
    const rows = Array.from({ length: 120 }, (_, at) => ({
      at: new Date(at * 1000).toISOString(),
      what: 'signed_in',
      person_id: 'u0504',
      login: String(at),
    }))
    await db.insertInto('sign_in_log').values(rows).execute()
    const browser = await come({ login: 'u0504', password: 'kessai' })
    const ids: number[] = []
    let next: number | undefined
    do {
      const page = await ask<SignInsOf>(browser, `/v1/sign-ins${next === undefined ? '' : `?before=${next}`}`)
      ids.push(...page.items.map((it) => it.id))
      next = page.next
    } while (next !== undefined)
    t.ok(ids.length > 120)
    t.same(
      ids,
      [...new Set(ids)].toSorted((a, b) => b - a),
      'each once, newest first',
    )
  })
})
