import { test, type Test } from 'tap'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import type { BulkSubmitted } from '../contract/bulk-submit.ts'
import type { EventChain } from '../contract/event-chain.ts'
import type { ProposalContent, ProposalList, ProposalView } from '../contract/proposals.ts'
import type { Instant, ProposalId } from '../domain/ids.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { rolesClaim, startTestRealm } from '../testing/test-realm.ts'
import { stampProposal } from '../usecases/stamp-proposal.ts'

type Answer<Body> = {
  readonly status: number
  readonly body: Body & { readonly code?: string }
  readonly headers: Readonly<Record<string, unknown>>
}
type Program = <Body>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer<Body>>

/** An office and programs that call it; each writing call has a key of its own unless it says another. */
async function withPrograms(t: Test) {
  const realm = await startTestRealm(t)
  const now = (): Instant => new Date().toISOString() as Instant
  const office = await createOffice(t, { tokens: createTokenVerifier({ issuer: realm.issuer, now }) })
  let calls = 0
  const program =
    (azp: string, claims: object = {}): Program =>
    async (method, url, payload, headers = {}) => {
      calls += 1
      const answer = await office.app.inject({
        method,
        url,
        ...(payload === undefined ? {} : { payload }),
        headers: {
          authorization: `Bearer ${await realm.token({ azp, ...claims })}`,
          ...(method === 'POST' ? { 'idempotency-key': `call-${calls}` } : {}),
          ...headers,
        },
      })
      const text = answer.headers['content-type'] === 'application/zip' ? '{}' : answer.body
      return { status: answer.statusCode, body: JSON.parse(text), headers: answer.headers }
    }
  return { office, program, realm, leave: leaveOf(office) }
}

const leaveOf =
  (office: Office) =>
  (changes: Partial<ProposalContent> = {}): ProposalContent =>
    office.content({ title: '道外旅行命令（札幌・東京）', authorityCode: 'E01', ...changes })
const officer = { 'kessai-officer': staff.drafter }

test('a program submits for an officer, reads what became of it, and is named by everything', async (t) => {
  const { office, program, realm, leave } = await withPrograms(t)
  const kintai = program('sys-kintai')
  const made = await kintai<ProposalView>(
    'POST',
    '/v1/proposals',
    { content: leave(), submit: true },
    officer,
  )
  t.equal(made.status, 201, JSON.stringify(made.body).slice(0, 400))
  const { id } = made.body
  t.match(made.body, {
    status: 'in_approval',
    drafter: { id: staff.drafter },
    application: { clientId: 'sys-kintai', name: '勤怠管理システム', trial: false },
  })
  t.same(made.body.allowed, [], 'no buttons for a program')

  const own = await kintai<ProposalView>('GET', `/v1/proposals/${id}`)
  t.equal(own.status, 200, 'without an officer, what it made')
  t.match(own.body.history[0], {
    application: '勤怠管理システム',
    text: /^勤怠管理システムから、起案を提出しました/,
  })
  const chain = await kintai<EventChain>('GET', `/v1/proposals/${id}/events`)
  t.match(JSON.parse(chain.body.events[0]?.body ?? '{}'), {
    event: {
      by: { person: staff.drafter },
      through: { application: 'sys-kintai', name: '勤怠管理システム' },
    },
  })

  t.equal((await program('sys-zaimu')('GET', `/v1/proposals/${id}`)).status, 404, 'another program')
  t.equal((await program('sys-zaimu')('GET', `/v1/proposals/${id}`, undefined, officer)).status, 404)
  const reader = program('sys-zaimu', rolesClaim('documents.read'))
  t.equal((await reader('GET', `/v1/proposals/${id}`)).status, 404, 'documents.read alone')
  t.equal(
    (await reader('GET', `/v1/proposals/${id}`, undefined, officer)).status,
    200,
    'for an officer who may',
  )
  const stranger = { 'kessai-officer': staff.stranger }
  t.equal((await reader('GET', `/v1/proposals/${id}`, undefined, stranger)).status, 404, 'one who may not')

  const reads = await office.pool.query(
    `select person_id, application_id from audit_access where proposal_id = $1 and what = 'view' order by id`,
    [id],
  )
  t.same(
    reads.rows.map((it: Record<string, unknown>) => [it['person_id'], it['application_id']]),
    [
      [staff.drafter, 'sys-kintai'],
      [null, 'sys-kintai'],
      [staff.drafter, 'sys-zaimu'],
    ],
  )

  await t.test('no program decides, approves or acts for another', async (t) => {
    const chief = { 'kessai-officer': staff.groupChief }
    const view = await office.view(staff.groupChief, id)
    const { version, manifestSha256 } = view
    for (const type of ['approve', 'decide', 'examine', 'reject', 'take_back', 'pull_up', 'comment']) {
      const body = {
        type,
        version,
        manifestSha256,
        ...(['reject', 'pull_up'].includes(type) ? { reason: '理由' } : {}),
        ...(type === 'comment' ? { text: '意見' } : {}),
      }
      const refused = await kintai('POST', `/v1/proposals/${id}/acts`, body, chief)
      t.same([refused.status, refused.body.code], [403, 'application_may_not_act'], type)
    }
    const withdraw = { type: 'withdraw', version, manifestSha256, reason: '出張の取りやめ' }
    t.equal(
      (await kintai('POST', `/v1/proposals/${id}/acts`, withdraw, stranger)).status,
      404,
      'for somebody the rules do not let',
    )
    t.equal((await kintai('POST', `/v1/proposals/${id}/acts`, withdraw)).body.code, 'officer_missing')
    t.equal((await kintai('POST', `/v1/proposals/${id}/acts`, withdraw, officer)).status, 200)
    t.match((await office.view(staff.drafter, id)).history.at(-1), {
      text: '勤怠管理システムから、起案を取り下げました。',
    })
  })

  await t.test('only the matters it is registered for', async (t) => {
    const other = { content: leave({ authorityCode: 'A03' }) }
    t.same((await kintai('POST', '/v1/proposals', other, officer)).body.code, 'application_matter')
    const none = await kintai(
      'POST',
      '/v1/proposals',
      { content: leave({ authorityCode: '' }), submit: true },
      officer,
    )
    t.equal(none.body.code, 'application_matter')
    const writes = program('sys-kintai', rolesClaim('documents.write'))
    const up = await writes('POST', '/v1/proposals', { content: leave(), submit: true }, officer)
    t.equal(up.body.code, 'application_role_missing', 'writing is not submitting')
  })

  await t.test('If-Match: 412 when it changed, 428 when nothing says what is meant', async (t) => {
    const draft = await kintai<ProposalView>('POST', '/v1/proposals', { content: leave() }, officer)
    const url = `/v1/proposals/${draft.body.id}/draft`
    const save = { version: draft.body.version, content: leave({ title: '改めた件名' }) }
    const etag = String(draft.headers['etag'])
    const first = await kintai('PUT', url, save, { ...officer, 'if-match': etag })
    t.equal(first.status, 200)
    const second = await kintai('PUT', url, save, { ...officer, 'if-match': etag })
    t.same([second.status, second.body.code], [412, 'precondition_failed'])
    t.equal((await kintai('PUT', url, save, officer)).status, 409, 'the version in the body says as much')
  })

  await t.test(
    'If-Match with a key: what was done is answered again, although it changed the case',
    async (t) => {
      const draft = await kintai<ProposalView>('POST', '/v1/proposals', { content: leave() }, officer)
      const { id: draftId, version, manifestSha256 } = draft.body
      const repeatable = (key: string) => ({
        ...officer,
        'if-match': String(draft.headers['etag']),
        'idempotency-key': key,
      })
      const url = `/v1/proposals/${draftId}/acts`
      const act = { type: 'submit', version, manifestSha256 }
      const first = await kintai('POST', url, act, repeatable('submit-once'))
      t.equal(first.status, 200)
      const again = await kintai('POST', url, act, repeatable('submit-once'))
      t.same([again.status, again.headers['idempotent-replayed'], again.body], [200, 'true', first.body])
      const other = await kintai('POST', url, act, repeatable('submit-twice'))
      t.same([other.status, other.body.code], [412, 'precondition_failed'], 'another call is none of it')
      t.equal(
        (await kintai('POST', url, act, { ...repeatable('submit-twice'), 'if-match': '*' })).body.code,
        'version_changed',
        'and its key was let go',
      )
    },
  )

  await t.test('a file under its key: once, answered again, and no other one', async (t) => {
    const draft = await kintai<ProposalView>('POST', '/v1/proposals', { content: leave() }, officer)
    const url = `/v1/proposals/${draft.body.id}/attachments`
    const send = async (text: string, key: string) => {
      const form = new FormData()
      form.set('file', new Blob([text]), '旅程.txt')
      const sent = new Response(form)
      const payload = Buffer.from(await sent.arrayBuffer())
      const answer = await office.app.inject({
        method: 'POST',
        url,
        payload,
        headers: {
          ...officer,
          'content-type': sent.headers.get('content-type') ?? '',
          authorization: `Bearer ${await realm.token({ azp: 'sys-kintai' })}`,
          'idempotency-key': key,
          'if-match': String(draft.headers['etag']),
        },
      })
      return { status: answer.statusCode, body: answer.json() }
    }
    const first = await send('札幌から東京', 'file-1')
    t.equal(first.status, 201)
    t.same(await send('札幌から東京', 'file-1'), first, 'although the file changed the case')
    for (const text of ['札幌から大阪', '札幌', '札幌から東京、東京から札幌']) {
      const other = await send(text, 'file-1')
      t.same([other.status, other.body.code], [422, 'idempotency_key_reused'], text)
    }
    t.equal((await send('札幌から大阪', 'file-2')).body.code, 'precondition_failed')
    t.equal((await office.view(staff.drafter, draft.body.id)).attachments.length, 1)
  })

  await t.test('a list of its own, in the order it changed, page by page', async (t) => {
    const list = await kintai<ProposalList>('GET', '/v1/proposals')
    t.ok(list.body.items.length >= 2)
    t.same([...new Set(list.body.items.map((it) => it.application))], ['勤怠管理システム'])
    const withdrawn = await kintai<ProposalList>('GET', '/v1/proposals?status=withdrawn')
    t.match(withdrawn.body.items, { 0: { id }, length: 1 })
    const later = await kintai<ProposalList>('GET', '/v1/proposals?changedSince=2030-01-01T00:00:00.000Z')
    t.same(later.body.items, [])
    for (const never of ['9183-04-15T00:53:91.294Z', '2026-02-30T00:00:00.000Z'])
      t.equal((await kintai('GET', `/v1/proposals?changedSince=${never}`)).status, 400, never)
    t.same((await program('sys-jinji')<ProposalList>('GET', '/v1/proposals')).body.items, [])
  })
})

test('what was decided is read by the program that asked, or for an officer who may, and noted as its read', async (t) => {
  const { office, program, leave } = await withPrograms(t)
  const kintai = program('sys-kintai')
  const sent = { content: leave({ concurringUnits: [] }), submit: true }
  const up = await kintai<ProposalView>('POST', '/v1/proposals', sent, officer)
  const { id } = up.body
  const url = `/v1/proposals/${id}/decision`
  t.same([(await kintai('GET', url)).body.code], ['undecided'])
  for (const [person, type] of [
    [staff.groupChief, 'approve'],
    [staff.sectionChief, 'decide'],
  ] as const)
    t.equal((await office.act(person, id, { type })).status, 200)
  await stampAll(office, id)
  const reader = program('sys-zaimu', rolesClaim('documents.read'))
  for (const below of ['decision', 'bundle']) {
    const at = `/v1/proposals/${id}/${below}`
    const stranger = { 'kessai-officer': staff.stranger }
    t.equal((await kintai('GET', at, undefined, officer)).status, 200, below)
    t.equal((await kintai('GET', at)).status, 200, `${below}, by itself`)
    t.equal((await reader('GET', at, undefined, officer)).status, 200, `${below}, for an officer who may`)
    t.equal((await reader('GET', at, undefined, stranger)).status, 404, `${below}, for one who may not`)
    t.equal((await program('sys-zaimu')('GET', at, undefined, officer)).status, 404, 'without documents.read')
    const none = program('sys-kintai', rolesClaim('documents.write'))
    t.equal((await none('GET', at)).body.code, 'application_role_missing')
    const reads = await office.db
      .selectFrom('audit_access')
      .select(['person_id', 'application_id'])
      .where('proposal_id', '=', id)
      .where('what', '=', below)
      .orderBy('id')
      .execute()
    t.same(
      reads.map((it) => [it.person_id, it.application_id]),
      [
        [staff.drafter, 'sys-kintai'],
        [null, 'sys-kintai'],
        [staff.drafter, 'sys-zaimu'],
      ],
      below,
    )
  }
})

/** The 決裁文書PDF of a case without files. */
async function stampAll(office: Office, id: string): Promise<void> {
  const makeStampedPdf = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('%PDF-1.7 small')
  }
  const made = await stampProposal({ ...office.deps, makeStampedPdf, log: { warn() {} } }, id as ProposalId)
  if (made !== 'done') throw new Error(made)
}

test('試験: judged as it would be, and nothing leaves the draft', async (t) => {
  const { office, program } = await withPrograms(t)
  const trial = program('sys-trial')
  await office.pool.query(`update application set may_submit = '{E01}' where client_id = 'sys-trial'`)
  const content = leaveOf(office)()
  const before = await office.pool.query('select * from number_counter order by 1, 2, 3')
  const made = await trial<ProposalView>('POST', '/v1/proposals', { content, submit: true }, officer)
  t.equal(made.status, 201)
  t.equal(made.headers['kessai-rehearsed'], 'true')
  t.match(made.body, { status: 'draft', application: { trial: true } })
  t.same((await office.pool.query('select * from number_counter order by 1, 2, 3')).rows, before.rows)
  const { id, version, manifestSha256 } = made.body
  const act = { type: 'submit', version, manifestSha256 }
  const again = await trial<{ rehearsed?: boolean }>('POST', `/v1/proposals/${id}/acts`, act, officer)
  t.match(again.body, { status: 'draft', rehearsed: true })
  const onPage = await office.act(staff.drafter, id, { type: 'submit' })
  t.same([onPage.status, onPage.body.code], [409, 'trial_case'], 'nor by hand')
  t.equal((await office.pool.query('select count(*)::int as n from approval_event')).rows[0].n, 0)
  const incomplete = await trial(
    'POST',
    '/v1/proposals',
    { content: { ...content, title: '' }, submit: true },
    officer,
  )
  t.same([incomplete.status, incomplete.body.code], [422, 'incomplete'], 'and is refused as it would be')
  t.match(incomplete.headers['location'], /^\/v1\/proposals\/[0-9a-f-]{36}$/)
})

test('the same key: one case, however often it is asked', async (t) => {
  const { office, program, leave } = await withPrograms(t)
  const kintai = program('sys-kintai')
  const body = { content: leave(), submit: true }
  const headers = { ...officer, 'idempotency-key': '2026-05-11/ryoko-0001' }
  const send = async () => kintai<ProposalView>('POST', '/v1/proposals', body, headers)
  const answers = await Promise.all(Array.from({ length: 1000 }, send))
  // 503: on a busy machine somebody waits too long for the keys of the realm, and is told to come again.
  const kinds = new Set(answers.filter((it) => it.status !== 503).map((it) => `${it.status} ${it.body.code}`))
  t.same([...kinds].sort(), ['201 undefined', '409 idempotency_in_flight'])
  t.ok(answers.every((it) => it.status === 201 || Number(it.headers['retry-after']) > 0))
  const ids = new Set(answers.filter((it) => it.status === 201).map((it) => it.body.id))
  t.equal(ids.size, 1)
  const stored = await office.pool.query(
    `select (select count(*)::int from proposal where application_id = 'sys-kintai') as cases,
      (select count(*)::int from approval_event) as events`,
  )
  t.same(stored.rows, [{ cases: 1, events: 1 }])
  const later = await send()
  t.equal(later.headers['idempotent-replayed'], 'true')
  t.same([later.status, later.body.id], [201, [...ids][0]])

  const other = { ...body, content: leave({ title: '別の出張' }) }
  const reused = await kintai('POST', '/v1/proposals', other, headers)
  t.same([reused.status, reused.body.code], [422, 'idempotency_key_reused'])
  const elsewhere = { ...headers, 'kessai-officer': staff.groupChief }
  t.equal((await kintai('POST', '/v1/proposals', body, elsewhere)).status, 422, 'for another officer')
  const jinji = await program('sys-jinji')<ProposalView>('POST', '/v1/proposals', body, headers)
  t.equal(jinji.status, 201, 'another program has keys of its own')
  t.notOk(ids.has(jinji.body.id))
  const none = await kintai('POST', '/v1/proposals', body, { ...officer, 'idempotency-key': 'a key' })
  t.equal(none.body.code, 'idempotency_key_missing')

  await t.test('whoever died over it is followed by the next, who finds what was done', async (t) => {
    await office.pool.query(
      `update idempotent_answer set status = null, answer = null, begun_at = now() - interval '2 minutes'
        where key = $1 and client_id = 'sys-kintai'`,
      [headers['idempotency-key']],
    )
    const next = await send()
    t.same([next.status, next.body.id], [200, [...ids][0]])
  })

  await t.test('a refusal is not kept: the key may be used once more', async (t) => {
    const key = { ...officer, 'idempotency-key': 'again' }
    await office.pool.query(`update application set may_submit = '{}' where client_id = 'sys-kintai'`)
    t.equal((await kintai('POST', '/v1/proposals', body, key)).status, 403)
    await office.pool.query(`update application set may_submit = '{E01}' where client_id = 'sys-kintai'`)
    t.equal((await kintai('POST', '/v1/proposals', body, key)).status, 201)
  })

  await t.test('many at once: each line for itself, and repeated as a whole', async (t) => {
    const items = [
      { key: 'a', content: leave({ title: '出張 a' }), submit: true },
      { key: 'b', content: leave({ title: '' }), submit: true },
      { key: 'c', content: leave({ authorityCode: 'A03' }), submit: true },
      { key: 'd', content: leave({ title: '出張 d' }) },
    ]
    const key = { ...officer, 'idempotency-key': 'bulk-1' }
    const done = await kintai<BulkSubmitted>('POST', '/v1/proposals:bulk', { items }, key)
    t.equal(done.status, 200)
    t.same(
      done.body.results.map((it) => [it.key, it.status ?? it.problem?.code]),
      [
        ['a', 'in_approval'],
        ['b', 'incomplete'],
        ['c', 'application_matter'],
        ['d', 'draft'],
      ],
    )
    await office.pool.query(`delete from idempotent_answer where key = 'bulk-1'`)
    const twice = await kintai<BulkSubmitted>('POST', '/v1/proposals:bulk', { items }, key)
    t.same(
      twice.body.results.map((it) => it.id),
      done.body.results.map((it) => it.id),
    )
  })
})
