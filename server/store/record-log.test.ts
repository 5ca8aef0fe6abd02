import { test } from 'tap'
import { type RecordEvent, recordEventOf, verifyRecord } from '../domain/audit/record-chain.ts'
import type { Instant, PersonId, PostId } from '../domain/ids.ts'
import { createTestDatabase } from '../testing/database.ts'
import { hashLink } from '../testing/hash-link.ts'
import { appendToRecord, findRecord, lockRecord } from './record-log.ts'

const subject = { kind: 'folder', id: '111-01/2026' } as const
const happened = (type: string): RecordEvent => ({
  type,
  at: '2026-05-11T00:00:00.000Z' as Instant,
  by: {
    person: 'u0106' as PersonId,
    name: '厚別 久美',
    capacity: {
      post: 'DOC-1:P-CHF' as PostId,
      ...{ title: '文書係長', kind: 'primary', unitName: '文書係', positionName: '係長' },
    },
    alsoAs: [],
  },
})

test('R-03 what happens to a record is a chain of its own, that nobody rewrites', async (t) => {
  const { db, pool } = await createTestDatabase(t)
  const write = (type: string) =>
    db.transaction().execute(async (trx) => {
      const head = await lockRecord(trx, subject)
      return appendToRecord(trx, subject, head, [happened(type)], hashLink)
    })

  await t.test('two who act at once take turns, and the chain is whole', async (t) => {
    t.equal(await findRecord(db, subject), undefined)
    t.match(await write('opened'), { seq: 1 })
    const seqs = await Promise.all([1, 2, 3, 4].map(() => write('extended')))
    t.same(new Set(seqs.map((it) => it.seq)), new Set([2, 3, 4, 5]))
    const record = await findRecord(db, subject)
    t.same(
      record?.links.map((it) => recordEventOf(it).type),
      ['opened', 'extended', 'extended', 'extended', 'extended'],
    )
    t.same(verifyRecord(subject, record?.links ?? [], record?.head ?? { seq: 0 }, hashLink), { intact: true })
    const elsewhere = { ...subject, id: '111-02/2026' }
    t.match(verifyRecord(elsewhere, record?.links ?? [], record?.head ?? { seq: 0 }, hashLink), {
      intact: false,
      seq: 1,
      because: 'body',
    })
  })

  await t.test('two who write the first events at once: one of them', async (t) => {
    const other = { kind: 'receipt', id: 'R1' } as const
    const first = () =>
      db
        .transaction()
        .execute((trx) => appendToRecord(trx, other, undefined, [happened('received')], hashLink))
    const done = await Promise.allSettled([first(), first()])
    t.same(new Set(done.map((it) => it.status)), new Set(['fulfilled', 'rejected']))
    t.equal((await findRecord(db, other))?.links.length, 1)
  })

  await t.test('no row of the log is changed, and what is written past it is seen', async (t) => {
    await t.rejects(pool.query("update record_event set type = 'held'"), /the log is evidence/)
    await t.rejects(pool.query('delete from record_event'), /the log is evidence/)
    await pool.query('alter table record_event disable trigger record_event_append_only')
    await pool.query("delete from record_event where kind = 'folder' and seq = 5")
    const cut = await findRecord(db, subject)
    t.match(verifyRecord(subject, cut?.links ?? [], cut?.head ?? { seq: 0 }, hashLink), {
      intact: false,
      seq: 5,
      because: 'head',
    })
  })
})
