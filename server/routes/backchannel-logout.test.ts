import { test } from 'tap'
import { seedExampleOrganisation } from '../../db/seed/import.ts'
import { createAuth } from '../adapters/identity/create-auth.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import { createLog } from '../plugins/log.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { createTestApp } from '../testing/app.ts'
import { startOpenIdServer } from '../testing/open-id-server.ts'

test('POST /auth/backchannel-logout', async (t) => {
  const server = await startOpenIdServer('kessai-web')
  t.teardown(() => server.close())
  const logged: string[] = []
  const { app, db, deps } = await createTestApp(t, async ({ db }) => {
    await seedExampleOrganisation(db)
    const auth = createAuth({
      db,
      now: () => new Date().toISOString() as Instant,
      organisation: createOrganisationSource(db),
      publicUrl: 'http://127.0.0.1:1',
      provider: { issuer: server.issuer, clientId: 'kessai-web', timeoutMs: 300 },
    })
    return { auth, authenticate: auth.authenticate, log: createLog('app', (line) => logged.push(line)) }
  })
  const { sessions } = deps.auth!
  const open = (subject: string, sid: string) =>
    db.transaction().execute((trx) =>
      sessions.open(trx, {
        person: 'u0505' as PersonId,
        idToken: 'x',
        at: { issuer: server.issuer, subject, sid },
      }),
    )
  const alive = async (...ids: string[]): Promise<boolean[]> =>
    Promise.all(ids.map(async (id) => (await sessions.whoHas(id)) !== undefined))
  const send = async (token: string) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/auth/backchannel-logout',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `logout_token=${token}`,
    })
    t.equal(answer.headers['cache-control'], 'no-store')
    return answer.statusCode
  }

  await t.test('ends exactly the sessions that hang on the one it names', async (t) => {
    const [one, two, other] = [await open('s', 'a'), await open('s', 'a'), await open('s', 'b')]
    t.equal(await send(await server.sign(server.logoutClaims({ sub: 's', sid: 'a' }))), 200)
    t.same(await alive(one, two, other), [false, false, true])
  })

  await t.test('ends all of an account when it names no session', async (t) => {
    const [one, two, other] = [await open('s2', 'c'), await open('s2', 'd'), await open('s3', 'e')]
    t.equal(await send(await server.sign(server.logoutClaims({ sub: 's2', sid: undefined }))), 200)
    t.same(await alive(one, two, other), [false, false, true])
  })

  await t.test('of a session that is over already, or never was, nothing is left to end', async (t) => {
    t.equal(await send(await server.sign(server.logoutClaims({ sid: 'never' }))), 200)
  })

  await t.test('ends nothing when it is played again', async (t) => {
    const token = await server.sign(server.logoutClaims({ sid: 'f' }))
    t.equal(await send(token), 200)
    const later = await open('s', 'f')
    t.equal(await send(token), 400)
    t.same(await alive(later), [true])
  })

  await t.test('ends nothing when it is not the provider’s', async (t) => {
    const session = await open('s', 'g')
    const claims = server.logoutClaims({ sid: 'g' })
    t.equal(await send(await server.sign({ ...claims, aud: 'another' })), 400)
    t.equal(await send(await server.sign(claims, { typ: 'JWT' })), 400)
    t.equal(await send(''), 400)
    const canary = await server.sign({ ...claims, sub: 'canary-subject', aud: 'canary-audience' })
    t.equal(await send(canary), 400)
    t.match(logged.join(''), 'session.logout_token_refused', 'it is told to whoever runs it')
    t.notMatch(logged.join(''), /canary/, 'without what is in it')
    t.notMatch(logged.join(''), canary.split('.')[2] ?? '')
    t.same(await alive(session), [true])
    t.equal(await send(await server.sign(claims)), 200, 'the same claims in order end it')
    t.same(await alive(session), [false])
  })

  await t.test('is on record', async (t) => {
    const ended = await db
      .selectFrom('sign_in_log')
      .select(['person_id', 'because'])
      .where('what', '=', 'ended')
      .execute()
    t.equal(ended.length, 5)
    t.ok(ended.every((it) => it.person_id === 'u0505' && it.because === 'provider_ended'))
    await t.rejects(db.updateTable('sign_in_log').set({ person_id: null }).execute(), /log is evidence/)
    await t.rejects(db.deleteFrom('sign_in_log').execute(), /log is evidence/)
    await db
      .insertInto('sign_in_log')
      .values({ at: '2020-01-01T00:00:00Z', what: 'refused', because: 'unknown_person' })
      .execute()
    await sessions.sweep()
    const oldest = await db.selectFrom('sign_in_log').select('at').orderBy('at').executeTakeFirst()
    t.not(oldest?.at, '2020-01-01T00:00:00.000Z', 'what is older than three years goes')
  })
})
