import { test } from 'tap'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import type { ActDone, ProposalView } from '../contract/proposals.ts'
import type { ReceiptDone, ReceiptView } from '../contract/receipts.ts'
import type { Instant } from '../domain/ids.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { createOffice, staff } from '../testing/office.ts'
import { letter, receivers } from '../testing/receiving.ts'
import { startTestRealm } from '../testing/test-realm.ts'

test('a program whose act was done, and whose answer was lost with the server, is told of it under the same key', async (t) => {
  const realm = await startTestRealm(t)
  const now = (): Instant => new Date().toISOString() as Instant
  const office = await createOffice(t, { tokens: createTokenVerifier({ issuer: realm.issuer, now }) })
  const authorization = `Bearer ${await realm.token({ azp: 'sys-kintai' })}`
  let officer: string = staff.drafter
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
  const send = async <Body>(key: string, url: string, payload: object) => {
    const headers = { authorization, 'kessai-officer': officer, 'idempotency-key': key }
    const answer = await office.app.inject({ method: 'POST', url, headers, payload })
    return { status: answer.statusCode, body: answer.json<Body & { readonly code?: string }>() }
  }
  /** As if the process had died between the act and the note of its answer, two minutes ago. */
  const loseAnswer = (key: string) =>
    office.pool.query(
      `update idempotent_answer set status = null, answer = null, begun_at = now() - interval '2 minutes' where key = $1`,
      [key],
    )
  const content = office.content({ title: '道外旅行命令（札幌・東京）', authorityCode: 'E01' })
  const eventsOf = async (id: string) =>
    (
      await office.pool.query<{ type: string }>(
        'select type from approval_event where proposal_id = $1 order by seq',
        [id],
      )
    ).rows.map((it) => it.type)

  await t.test('提出, also when others have acted since, and 取下げ', async (t) => {
    const { id, version, manifestSha256 } = (await send<ProposalView>('draft', '/v1/proposals', { content }))
      .body
    const acts = `/v1/proposals/${id}/acts`
    const submit = { type: 'submit', version, manifestSha256 }
    const done = await send<ActDone>('submit', acts, submit)
    t.match(done, { status: 200, body: { status: 'in_approval' } })
    await loseAnswer('submit')
    t.same(await send<ActDone>('submit', acts, submit), done)
    t.match(await send('another', acts, submit), { status: 409, body: { code: 'version_changed' } })
    await loseAnswer('submit')
    await office.act(staff.groupChief, id, { type: 'comment', text: '確認しました。' })
    t.match(await send('submit', acts, submit), { status: 200, body: { id, status: 'in_approval' } })
    const seen = await office.view(staff.drafter, id)
    const withdraw = {
      ...{ type: 'withdraw', reason: '出張の取りやめ' },
      ...{ version: seen.version, manifestSha256: seen.manifestSha256 },
    }
    t.match(await send('withdraw', acts, withdraw), { status: 200, body: { status: 'withdrawn' } })
    await loseAnswer('withdraw')
    t.match(await send('withdraw', acts, withdraw), { status: 200, body: { status: 'withdrawn' } })
    t.same(await eventsOf(id), ['submitted', 'commented', 'withdrawn'])
    t.same(await auditProposal(office, id), [])
  })

  await t.test('収受', async (t) => {
    officer = receivers.clerk
    const { id } = (await send<{ id: string }>('begin', '/v1/receipts', { arrival: letter() })).body
    const { version } = (await office.ask<ReceiptView>(receivers.clerk, 'GET', `/v1/receipts/${id}`)).body
    const url = `/v1/receipts/${id}/register`
    const done = await send<ReceiptDone>('register', url, { version })
    t.equal(done.status, 200, JSON.stringify(done.body))
    await loseAnswer('register')
    t.same(await send('register', url, { version }), done)
    t.match(await send('another-one', url, { version }), { body: { code: 'receipt_registered' } })
  })
})
