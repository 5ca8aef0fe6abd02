import { type Test, test } from 'tap'
import { buildApp } from '../app.ts'
import type { Problem } from '../contract/common.ts'
import type { ActDone } from '../contract/proposals.ts'
import { createKysely, createPool } from '../store/database.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { openApproval } from '../usecases/approval-deps.ts'
import { letTimePass } from '../usecases/let-time-pass.ts'

type Send = (person: string, id: string, body: object) => Promise<{ status: number; body: ActDone & Problem }>

/** A second application on the same database: connections, writer and memory of its own, as another process has. */
async function openSecond(t: Test, office: Office): Promise<{ send: Send; deps: Office['deps'] }> {
  const pool = createPool(office.url)
  const db = createKysely(pool)
  const deps = { ...office.deps, pool, db, organisation: createOrganisationSource(db, { freshForMs: 0 }) }
  const app = await buildApp(deps)
  t.teardown(async () => {
    await app.close()
    await db.destroy()
  })
  const send: Send = async (person, id, body) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/v1/proposals/${id}/acts`,
      headers: { 'x-test-person': person },
      payload: body,
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  return { send, deps }
}

test('two processes on one database', async (t) => {
  const office = await createOffice(t)
  const second = await openSecond(t, office)
  const first: Send = (person, id, body) => office.ask(person, 'POST', `/v1/proposals/${id}/acts`, body)
  const seen = async (id: string) => {
    const { version, manifestSha256 } = await office.view(staff.groupChief, id)
    return { version, manifestSha256 }
  }

  await t.test('one act on one version is written once, whichever process is asked', async (t) => {
    const ids = await Promise.all(Array.from({ length: 24 }, () => office.submitted()))
    const versions = await Promise.all(ids.map(seen))
    // Everything at once and in opposite orders: a shared commit of the one meets a shared commit of the other.
    const ask = (send: Send, index: number) =>
      send(staff.groupChief, ids[index] ?? '', { type: 'approve', ...versions[index] })
    const [here, there] = await Promise.all([
      Promise.all(ids.map((_, index) => ask(first, index))),
      Promise.all(ids.map((_, index) => ask(second.send, ids.length - 1 - index))),
    ])
    there.reverse()
    for (const index of ids.keys()) {
      t.same(new Set([here[index]?.status, there[index]?.status]), new Set([200, 409]))
    }
    t.same((await Promise.all(ids.map((id) => auditProposal(office, id)))).flat(), [])
  })

  await t.test('R-19 numbers taken in both at once are without a gap and nobody’s twice', async (t) => {
    const drafts = await Promise.all(Array.from({ length: 16 }, () => office.draft()))
    const done = await Promise.all(
      drafts.map(({ id, version, manifestSha256 }, index) =>
        (index % 2 === 0 ? first : second.send)(staff.drafter, id, {
          type: 'submit',
          version,
          manifestSha256,
        }),
      ),
    )
    t.ok(done.every((it) => it.status === 200))
    const rows = await office.db.selectFrom('document_number').select('number').orderBy('number').execute()
    t.same(
      rows.map((it) => it.number),
      Array.from({ length: 40 }, (_, index) => index + 1),
    )
  })

  await t.test(
    'R-17 what follows from the time alone happens once: one release, one passing over',
    async (t) => {
      const secret = {
        secrecy: 'timed_secret',
        secretUntil: '2026-05-11T08:00:00.000Z',
        accessList: [staff.drafter],
      }
      const secrets = await Promise.all(Array.from({ length: 12 }, () => office.submitted(secret)))
      await office.ask(staff.groupChief, 'POST', '/v1/absences', {
        from: '2026-05-11T08:00:00.000Z',
        to: '2026-05-12T09:00:00.000Z',
        reason: '出張',
      })
      office.setTime('2026-05-11T08:00:00.000Z')
      const processes = [openApproval(office.deps), openApproval(second.deps)]
      t.teardown(() => Promise.all(processes.map((it) => it.close())))
      // The loser of a case leaves it for its next round.
      for (let round = 0; round < 3; round += 1) await Promise.all(processes.map((it) => letTimePass(it)))
      t.same(await Promise.all(processes.map((it) => letTimePass(it))), [0, 0], 'nothing is left to do')
      for (const id of secrets) {
        const events = await office.db
          .selectFrom('approval_event')
          .select('type')
          .where('proposal_id', '=', id)
          .orderBy('seq')
          .execute()
        t.same(events.map((it) => it.type).sort(), ['passed_over', 'secrecy_released', 'submitted'])
        t.same(await auditProposal(office, id), [])
      }
    },
  )
})
