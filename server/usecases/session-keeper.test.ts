import { test, type Test } from 'tap'
import { createLiveBus } from '../adapters/live-bus.ts'
import { createOpenIdProvider } from '../adapters/identity/openid.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import { createTestDatabase } from '../testing/database.ts'
import { type Mood, startOpenIdServer } from '../testing/open-id-server.ts'
import { openTokens, sealTokens } from './sealed-tokens.ts'
import { type SessionLimits, createSessionKeeper } from './session-keeper.ts'

const person = 'u1' as PersonId
const minute = 60_000

/** A provider, a database with one person, and as many processes as wanted over them; the clock stands still until it is moved. */
async function world(t: Test, limits: Partial<SessionLimits> = {}) {
  const { db, url, pool } = await createTestDatabase(t)
  await pool.query("insert into person (id, name, name_kana, login) values ('u1', 'u1', 'u1', 'u1')")
  const server = await startOpenIdServer('kessai-web')
  t.teardown(() => server.close())
  const clock = { ms: Date.parse('2026-05-11T00:00:00.000Z') }
  const errors: unknown[] = []
  const start = async (isListening = false) => {
    const live = isListening ? await createLiveBus({ connectionString: url }) : undefined
    if (live !== undefined) t.teardown(() => live.close())
    const identity = createOpenIdProvider({
      issuer: server.issuer,
      clientId: 'kessai-web',
      publicUrl: 'http://127.0.0.1:1',
      timeoutMs: 2000,
    })
    return createSessionKeeper({
      db,
      now: () => new Date(clock.ms).toISOString() as Instant,
      identity,
      limits,
      ...(live === undefined ? {} : { live }),
      onError: (error) => errors.push(error),
    })
  }
  const open = (keeper: Awaited<ReturnType<typeof start>>, changes: { sid?: string } = {}) =>
    db.transaction().execute((trx) =>
      keeper.open(trx, {
        person,
        idToken: 'x.y.z',
        at: { issuer: server.issuer, subject: 'subject', ...changes },
        renewal: { refreshToken: server.current, forMs: 300_000 },
      }),
    )
  const pass = (ms: number) => (clock.ms += ms)
  return { db, server, start, open, pass, errors }
}

test('the provider is asked again about a session in use', async (t) => {
  await t.test('beside the request while its word still counts, before it afterwards', async (t) => {
    const { server, start, open, pass } = await world(t)
    const keeper = await start()
    const id = await open(keeper)
    pass(3.9 * minute)
    t.equal(await keeper.whoHas(id), person)
    await keeper.settled()
    t.same(server.shown, [], 'not yet')
    pass(0.2 * minute)
    t.equal(await keeper.whoHas(id), person)
    await keeper.settled()
    t.same(server.shown, ['r0'], 'in its last minute')
    server.mood = 'refuses'
    pass(5 * minute)
    t.equal(await keeper.whoHas(id), undefined, 'its word has run out: the answer is waited for')
  })

  await t.test('once, however many tabs and processes ask', async (t) => {
    const { server, start, open, pass } = await world(t)
    const processes = [await start(), await start(), await start()]
    const id = await open(processes[0]!)
    for (let round = 1; round <= 4; round++) {
      pass(6 * minute)
      const tabs = processes.flatMap((keeper) => Array.from({ length: 10 }, () => keeper.whoHas(id)))
      t.same([...new Set(await Promise.all(tabs))], [person])
      t.equal(server.shown.length, round, 'each refresh token is shown once')
    }
    t.equal(new Set(server.shown).size, 4)
  })

  await t.test('not by a page that is only open', async (t) => {
    const { server, start, open, pass } = await world(t)
    const keeper = await start()
    const id = await open(keeper)
    pass(20 * minute)
    t.equal(await keeper.whoHas(id, 'look'), person)
    await keeper.settled()
    t.same(server.shown, [])
  })

  await t.test('by a page nobody sits at too, which runs idle all the same', async (t) => {
    const { server, start, open, pass } = await world(t)
    const keeper = await start()
    const id = await open(keeper)
    for (let minutes = 6; minutes < 60; minutes += 6) {
      pass(6 * minute)
      t.equal(await keeper.whoHas(id, 'unattended'), person, `after ${minutes} minutes`)
      await keeper.settled()
    }
    t.equal(server.shown.length, 9)
    pass(6 * minute)
    t.equal(await keeper.whoHas(id, 'unattended'), undefined)
  })

  await t.test('as often as the body wants it, if the provider would let it be longer', async (t) => {
    const { server, start, open, pass } = await world(t, { renewMs: 10_000 })
    const keeper = await start()
    const id = await open(keeper)
    pass(11_000)
    t.equal(await keeper.whoHas(id), person)
    t.same(server.shown, ['r0'])
  })
})

test('a session the provider no longer stands by', async (t) => {
  const { db, server, start, open, pass } = await world(t)
  const keeper = await start()
  const id = await open(keeper)
  pass(6 * minute)
  server.mood = 'refuses'
  t.equal(await keeper.whoHas(id), undefined, 'is over')
  server.mood = 'well'
  t.equal(await keeper.whoHas(id), undefined, 'for good')
  const log = await db
    .selectFrom('sign_in_log')
    .select(['what', 'because', 'person_id'])
    .orderBy('id')
    .execute()
  t.same(log, [
    { what: 'signed_in', because: null, person_id: 'u1' },
    { what: 'ended', because: 'provider_refused', person_id: 'u1' },
  ])
})

test('an answer that speaks of another account ends the session, one of the same goes on', async (t) => {
  const { server, start, open, pass } = await world(t)
  const keeper = await start()
  const id = await open(keeper)
  server.renewsFor = 'subject'
  pass(6 * minute)
  t.equal(await keeper.whoHas(id), person)
  server.renewsFor = 'somebody-else'
  pass(6 * minute)
  t.equal(await keeper.whoHas(id), undefined)
})

test('a provider that is not well', async (t) => {
  for (const mood of ['html', 'broken', 'silent', 'forgot_us'] satisfies Mood[]) {
    await t.test(`${mood}: people work on for an hour after its last word, and no longer`, async (t) => {
      const { server, start, open, pass, errors } = await world(t, { idleMs: 10 * 60 * minute })
      const keeper = await start()
      const ids = [await open(keeper), await open(keeper)]
      server.mood = mood
      for (const minutes of [6, 30, 23]) {
        pass(minutes * minute)
        for (const id of ids) t.equal(await keeper.whoHas(id), person)
        await keeper.settled()
      }
      t.ok(errors.length >= 3, 'said in the log')
      t.ok(errors.length <= 4, 'one of them asks, the others do not wait')
      pass(2 * minute)
      for (const id of ids) t.equal(await keeper.whoHas(id), undefined)
    })
  }

  await t.test('is asked again, and all is as before', async (t) => {
    const { server, start, open, pass } = await world(t)
    const keeper = await start()
    const id = await open(keeper)
    server.mood = 'broken'
    pass(6 * minute)
    t.equal(await keeper.whoHas(id), person)
    server.mood = 'well'
    pass(minute)
    t.equal(await keeper.whoHas(id), person)
    await keeper.settled()
    t.same(server.shown, ['r0'], 'beside a request')
    server.mood = 'refuses'
    pass(6 * minute)
    t.equal(await keeper.whoHas(id), undefined, 'it is believed at once again')
  })
})

test('the tokens of a session', async (t) => {
  const { db, start, open, pass } = await world(t)
  const keeper = await start()
  const id = await open(keeper)
  const stored = async () => JSON.stringify(await db.selectFrom('session_token').selectAll().execute())
  const before = await stored()
  t.notMatch(Buffer.from(JSON.stringify(before)).toString('latin1'), 'r0')
  const { sealed } = await db.selectFrom('session_token').select('sealed').executeTakeFirstOrThrow()
  t.notMatch(sealed.toString('latin1'), 'x.y.z', 'are not there to be read')
  t.same(openTokens(id, sealed), { idToken: 'x.y.z', refreshToken: 'r0' }, 'but by who has the secret')
  t.throws(() => openTokens(`${id}x`, sealed), 'of this session')
  t.throws(() => openTokens(id, Buffer.concat([sealed.subarray(0, -1), Buffer.from([sealed.at(-1)! ^ 1])])))
  t.notSame(sealTokens(id, { idToken: 'a' }), sealTokens(id, { idToken: 'a' }), 'never twice alike')
  pass(6 * minute)
  await keeper.whoHas(id)
  t.not(await stored(), before)
  t.equal(await keeper.end(id), 'x.y.z')
})

test('an end is felt at once where it happened, and as soon as others hear of it', async (t) => {
  const { db, server, start, open } = await world(t)
  const [here, there] = [await start(true), await start(true)]
  const [ended, stays] = [await open(here, { sid: 'a' }), await open(here, { sid: 'b' })]
  for (const keeper of [here, there])
    for (const id of [ended, stays]) t.equal(await keeper.whoHas(id), person)
  const gone = await db
    .transaction()
    .execute((trx) => here.endIn(trx, { issuer: server.issuer, sid: 'a' }, 'provider_ended'))
  t.equal(await here.whoHas(ended), person, 'not before the transaction that ends it is done')
  here.ended(gone)
  t.equal(await here.whoHas(ended), undefined)
  // The clock stands still, so what the other process remembers never grows old: only the message can end it.
  while ((await there.whoHas(ended)) !== undefined) await new Promise((resolve) => setTimeout(resolve, 10))
  for (const keeper of [here, there]) t.equal(await keeper.whoHas(stays), person)
})
