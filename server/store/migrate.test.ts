import { test } from 'tap'
import { createTestDatabase } from '../testing/database.ts'
import { migrate } from './migrate.ts'

test('migrating twice changes nothing the second time', async (t) => {
  const { db } = await createTestDatabase(t)
  t.same(await migrate(db), [])
})

test('the database refuses to rewrite, delete or truncate the event log', async (t) => {
  const { pool } = await createTestDatabase(t)
  await pool.query(
    `insert into person (id, name, name_kana, login) values ('u1', '試験 一', 'シケン ハジメ', 'u1')`,
  )
  await pool.query(`insert into unit (code, name, kind) values ('ROOT', '試験県', 'root')`)
  const id = '00000000-0000-4000-8000-000000000001'
  await pool.query(
    `insert into proposal (id, drafter_id, drafter_post, unit_code, section_code, content, state, created_at, updated_at)
     values ($1, 'u1', 'ROOT:P', 'ROOT', 'ROOT', '{}', '{}', now(), now())`,
    [id],
  )
  await pool.query(
    `insert into approval_event (proposal_id, seq, type, at, person_id, body, hash) values ($1, 1, 'submitted', now(), 'u1', '{}', '\\x00')`,
    [id],
  )
  for (const statement of [
    `update approval_event set body = '{"a":1}'`,
    'delete from approval_event',
    'truncate approval_event',
  ]) {
    await t.rejects(pool.query(statement), /the log is evidence/, statement)
  }
})
