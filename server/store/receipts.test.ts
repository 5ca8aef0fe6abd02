import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import type { Reader } from '../domain/access/may-read.ts'
import type { Instant, LocalDate, PersonId, PostId, ReceiptId, UnitCode } from '../domain/ids.ts'
import { mayReadReceipt } from '../domain/receiving/may-read-receipt.ts'
import type { Receipt, ReceiptStatus, Registered } from '../domain/receiving/receipt.ts'
import { createTestDatabase } from '../testing/database.ts'
import { countReceipts, listReceipts } from './receipt-lists.ts'
import { findReceipt, insertReceipt, matterOfReceipt, saveReceipt } from './receipts.ts'

const at = '2026-05-11T01:00:00.000Z' as Instant
const people = ['u0505', 'u0503', 'u0107', 'u0106'] as PersonId[]
const posts = ['KNK:P-SEC', 'BUN-1:P-SNN'] as PostId[]
const units = ['BUN', 'KNK', 'ZAI'] as UnitCode[]
const statuses: readonly (ReceiptStatus | 'draft')[] = ['draft', 'arrived', 'accepted', 'closed']

/** Each of `all` by one bit of a number. */
const some = <One>(all: readonly One[], bits: number): One[] => all.filter((_, at) => (bits >> at) % 2 === 1)

test('R-16 収受の一覧と件数: exactly what the rule lets each reader open, for every mix of who has it and who is named', async (t) => {
  const { db } = await createTestDatabase(t, 'example')
  const made: ReceiptId[] = []
  let mix = 0
  for (const status of statuses)
    for (const secrecy of ['none', 'secret'] as const)
      for (let round = 0; round < 12; round += 1) {
        mix += 7
        const id = randomUUID() as ReceiptId
        const [registrar = 'u0505' as PersonId] = some(people, mix).slice(round % 2)
        const arrival: Registered = {
          ...{ title: `${mix}`, sender: 'x', senderNumber: '', receivedOn: '2026-05-11' as LocalDate },
          ...{ earlierReason: '', channel: 'mail', secrecy, personalData: false, folderId: '' },
          accessList: secrecy === 'secret' ? some(people, mix >> 2) : [],
        }
        await insertReceipt(db, {
          ...{ id, registrar, post: posts[0] as PostId, section: 'BUN' as UnitCode, arrival, at },
          ...{ clientKey: undefined, madeBy: undefined },
        })
        made.push(id)
        if (status === 'draft') continue
        const places = [...new Set(['BUN' as UnitCode, ...some(units, mix >> 1)])].map((unit) => ({
          ...{ unit, name: unit },
        }))
        const [section = { unit: 'BUN' as UnitCode, name: 'BUN' }] = places
        const receipt: Receipt = {
          ...{
            status,
            number: `文書収第${mix}号`,
            registrar,
            section,
            holder: places.at(-1) ?? section,
            places,
          },
          arrival,
          shown: [
            ...some(people, mix >> 3).map((person) => ({
              ...{ viewer: { kind: 'person' as const, person, name: person }, askedAt: at },
            })),
            ...some(posts, mix >> 1).map((post) => ({
              ...{ viewer: { kind: 'post' as const, post, name: post }, askedAt: at },
            })),
          ],
          ...{ circulation: 'open', cases: [] },
        }
        await db
          .transaction()
          .execute((trx) => saveReceipt(trx, id, { version: 1, receipt, at, isNew: true }))
      }
  const readers: readonly Reader[] = people.flatMap((person, index) => [
    { person, at, posts: [], sections: [], roles: [] },
    { person, at, posts: some(posts, index), sections: some(units, index + 1), roles: [] },
    { person, at, posts: [], sections: [], roles: ['records_manager', 'auditor', 'administrator'] },
  ])
  let seen = 0
  let unseen = 0
  for (const reader of readers) {
    const listed = new Set<string>()
    for (const scope of ['entering', 'all'] as const) {
      const rows = await listReceipts(db, { scope, reader, limit: 1000 })
      for (const it of rows) listed.add(it.id)
      t.equal((await countReceipts(db, reader, [scope])).get(scope), rows.length, 'and counts no other')
    }
    for (const id of made) {
      const stored = await findReceipt(db, id)
      if (stored === undefined) throw new Error(`${id} is gone`)
      const may = mayReadReceipt(matterOfReceipt(stored), reader)
      if (may) seen += 1
      else unseen += 1
      if (listed.has(id) !== may)
        t.fail(`${reader.person} ${JSON.stringify(reader)} ${stored.arrival.title}: ${may} by the rule`)
    }
    const waiting = await listReceipts(db, { scope: 'shown', reader, limit: 1000 })
    t.ok(
      waiting.every((it) => listed.has(it.id)),
      '供覧 that waits is none that cannot be opened',
    )
  }
  t.ok(seen > 200 && unseen > 200, `${seen} may be read, ${unseen} may not`)
})
