import { createHash, randomBytes } from 'node:crypto'
import { test } from 'tap'
import type { Instant, PersonId } from '../domain/ids.ts'
import { createTestDatabase } from '../testing/database.ts'
import { insertSignIn, linkPerson, takeSignIn } from './sign-ins.ts'

const now = '2026-05-11T01:20:00.000Z' as Instant
const soon = '2026-05-11T01:30:00.000Z' as Instant
const started = { nonce: 'n', codeVerifier: 'v', returnTo: '/inbox', fresh: false, startedAt: now }

test('a started sign-in is finished once', async (t) => {
  const { db, pool } = await createTestDatabase(t)
  const begin = async (): Promise<Buffer> => {
    const key = createHash('sha256').update(randomBytes(16)).digest()
    await insertSignIn(db, key, started, soon)
    return key
  }

  await t.test('the callback finds it, a replayed one does not', async (t) => {
    const key = await begin()
    const bystander = await begin()
    t.same(await takeSignIn(db, key, now), started)
    t.equal(await takeSignIn(db, key, now), undefined)
    t.same(await takeSignIn(db, bystander, now), started, 'another sign-in is left alone')
  })

  await t.test('of callbacks at the same time one finds it', async (t) => {
    const key = await begin()
    const found = await Promise.all(Array.from({ length: 8 }, () => takeSignIn(db, key, now)))
    t.same(
      found.filter((it) => it !== undefined),
      [started],
    )
  })

  await t.test('one that took too long is gone, even for a clock that goes back', async (t) => {
    const key = await begin()
    t.equal(await takeSignIn(db, key, soon), undefined)
    t.equal(await takeSignIn(db, key, now), undefined)
  })

  await t.test('a person has one account at a provider, and an account one person', async (t) => {
    for (const id of ['u1', 'u2']) {
      await pool.query('insert into person (id, name, name_kana, login) values ($1, $1, $1, $1)', [id])
    }
    const link = (subject: string, person: string) =>
      db
        .transaction()
        .execute((trx) =>
          linkPerson(trx, { issuer: 'https://id.example', subject, person: person as PersonId, at: now }),
        )
    t.equal(await link('a', 'u1'), true)
    t.equal(await link('a', 'u1'), true, 'the next sign-in')
    t.equal(await link('b', 'u1'), false)
    t.equal(await link('a', 'u2'), false)
    t.equal(await link('b', 'u2'), true)
  })
})
