import { test } from 'tap'
import { auditProposal } from '../../../server/testing/audit-proposal.ts'
import { type Office as TestOffice, createOffice } from '../../../server/testing/office.ts'
import { refreshManifest } from '../../../server/store/manifests.ts'
import type { ProposalId } from '../../../server/domain/ids.ts'
import type { Inbox } from '../../../server/contract/inbox.ts'
import { fillOffice } from './fill-office.ts'
import type { Office } from './sample-cases.ts'

/** The same conversation with the application in this process. */
function officeOf(test: TestOffice): Office {
  return {
    ask: test.ask,
    attach: async (person, url, name, text) => {
      const boundary = 'kessai-bench'
      const answer = await test.inject(person, {
        method: 'POST',
        url,
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--${boundary}--\r\n`,
      })
      if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`)
    },
  }
}

test('the cases of a filled office are cases like any other', async (t) => {
  const test = await createOffice(t)
  const { busy } = await fillOffice(test.pool, officeOf(test), 300)
  const copies = await test.db
    .selectFrom('proposal')
    .select(['id', 'status', 'title', 'manifest_sha256'])
    .where('title', 'like', '% その%')
    .execute()
  t.equal(copies.length, 300)

  const highest = Math.max(...copies.map((it) => Number(/ その(\d+)$/.exec(it.title)?.[1])))

  await t.test('of every status, the soundness of its chain, state, inbox and outbox', async (t) => {
    const seen = new Map<string, number>()
    for (const { id, status } of copies) {
      const before = seen.get(status) ?? 0
      if (before >= 4) continue
      seen.set(status, before + 1)
      t.same(await auditProposal(test, id), [], status)
    }
    t.same([...seen.keys()].sort(), ['decided', 'draft', 'in_approval', 'rejected', 'returned', 'withdrawn'])
  })

  await t.test('R-23 the manifest is that of its text and files', async (t) => {
    for (const { id, manifest_sha256 } of copies.slice(0, 5)) {
      const computed = await test.db.transaction().execute((trx) => refreshManifest(trx, id as ProposalId))
      t.equal(computed, manifest_sha256)
    }
  })

  await t.test('a copy is decided by the busy post, and the next number follows the last', async (t) => {
    const inbox = await test.ask<Inbox>(busy.person, 'GET', '/v1/inbox')
    const item = inbox.body.items.find((it) => / その\d+$/.test(it.title))
    t.ok(item, JSON.stringify(inbox.body))
    t.match(item, { attachmentCount: 2, pageCount: 4 })
    const id = item?.proposalId ?? ''
    const done = await test.act(busy.person, id, { type: 'decide' })
    t.match(done, { status: 200, body: { status: 'decided' } })
    t.same(await auditProposal(test, id), [])
    const fresh = await test.view('u0505', await test.submitted())
    t.match(fresh.number, new RegExp(`第${highest + 1}号`))
  })
})
