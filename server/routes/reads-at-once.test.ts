import { test } from 'tap'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import type { ProposalView } from '../contract/proposals.ts'
import type { Instant } from '../domain/ids.ts'
import { createOffice, staff } from '../testing/office.ts'
import { rolesClaim, startTestRealm } from '../testing/test-realm.ts'

test('reads that come at the same moment share their questions, and each gets its own answer', async (t) => {
  const realm = await startTestRealm(t)
  const now = (): Instant => new Date().toISOString() as Instant
  const office = await createOffice(t, { tokens: createTokenVerifier({ issuer: realm.issuer, now }) })
  const tokens = new Map<string, string>()
  for (const azp of ['sys-kintai', 'sys-zaimu', 'sys-nobody'])
    tokens.set(azp, await realm.token({ azp, ...(azp === 'sys-zaimu' ? rolesClaim('documents.read') : {}) }))
  const headersOf = (azp: string, officer?: string) => ({
    authorization: `Bearer ${tokens.get(azp) ?? ''}`,
    ...(officer === undefined ? {} : { 'kessai-officer': officer }),
  })
  const made: string[] = []
  for (const title of ['休暇（一）', '休暇（二）', '休暇（三）']) {
    const answer = await office.app.inject({
      method: 'POST',
      url: '/v1/proposals',
      headers: { ...headersOf('sys-kintai', staff.drafter), 'idempotency-key': `made-${made.length}` },
      payload: { content: office.content({ title, authorityCode: 'E01' }), submit: true },
    })
    t.equal(answer.statusCode, 201, answer.body.slice(0, 400))
    made.push(answer.json<ProposalView>().id)
  }
  const [first = '', second = '', third = ''] = made
  await office.pool.query('delete from audit_access')

  type Asked = readonly [azp: string, officer: string | undefined, id: string, status: number, code?: string]
  const asked: readonly Asked[] = [
    ['sys-kintai', undefined, first, 200],
    ['sys-kintai', staff.drafter, second, 200],
    ['sys-kintai', staff.drafter.toUpperCase(), third, 200],
    ['sys-kintai', 'nobody', first, 403, 'officer_unknown'],
    ['sys-kintai', undefined, 'no-id', 400, 'bad_request'],
    ['sys-kintai', undefined, '00000000-0000-4000-8000-000000000000', 404, 'not_found'],
    ['sys-zaimu', staff.drafter, first, 200],
    ['sys-zaimu', staff.stranger, second, 404, 'not_found'],
    ['sys-zaimu', undefined, third, 404, 'not_found'],
    ['sys-nobody', staff.drafter, first, 403, 'application_unknown'],
  ]
  const rounds = Array.from({ length: 6 }, () => asked).flat()
  const answers = await Promise.all(
    rounds.map(([azp, officer, id]) =>
      office.app.inject({ method: 'GET', url: `/v1/proposals/${id}`, headers: headersOf(azp, officer) }),
    ),
  )
  const told = answers.map((answer, index) => {
    const body = answer.json<{ readonly id?: string; readonly code?: string }>()
    return { nth: index, status: answer.statusCode, of: body.code ?? body.id }
  })
  t.same(
    told,
    rounds.map(([, , id, status, code], nth) => ({ nth, status, of: code ?? id })),
  )

  const noted = await office.pool.query(
    `select application_id, person_id, proposal_id, count(*)::int as times from audit_access
     where what = 'view' group by 1, 2, 3 order by 1, 2 nulls first, 3`,
  )
  const read = (application_id: string, person_id: string | null, proposal_id: string) => ({
    ...{ application_id, person_id, proposal_id, times: 6 },
  })
  const bySomebody = [second, third].toSorted().map((id) => read('sys-kintai', staff.drafter, id))
  t.same(
    noted.rows,
    [read('sys-kintai', null, first), ...bySomebody, read('sys-zaimu', staff.drafter, first)],
    'each read once, and nothing else',
  )
})
