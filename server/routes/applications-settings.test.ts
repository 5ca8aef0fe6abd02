import { test, type Test } from 'tap'
import { createTokenVerifier } from '../adapters/identity/token-verifier.ts'
import type {
  ApplicationCalls,
  ApplicationChanges,
  ApplicationList,
  ApplicationView,
} from '../contract/applications.ts'
import type { Problem } from '../contract/common.ts'
import type { ProposalList } from '../contract/proposals.ts'
import { askedRoles } from '../domain/applications/application.ts'
import type { Instant } from '../domain/ids.ts'
import { ProviderUnavailable } from '../usecases/identity-provider.ts'
import { createOffice, staff } from '../testing/office.ts'
import { registering } from '../testing/rights/registered.ts'
import { rolesClaim, startTestRealm } from '../testing/test-realm.ts'
import { administrator } from '../testing/webhook-office.ts'

const auditor = 'u1101'

const wanted = {
  clientId: 'sys-keiyaku',
  name: '契約管理システム',
  contact: '財政局契約課 内線 2511',
  maySubmit: ['B01', 'B02'],
  mayFollow: ['A03'],
  sandbox: false,
  reason: '契約事務の電子化のため（令和8年度）',
}

async function withKeeper(t: Test, overrides: Parameters<typeof createOffice>[1] = {}) {
  const office = await createOffice(t, overrides)
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
  const get = <Answer>(url: string, by: string = administrator) =>
    office.ask<Answer & Problem>(by, 'GET', `/v1/applications${url}`)
  const send = (method: 'POST' | 'PUT', url: string, body?: object, by: string = administrator) =>
    office.ask<ApplicationView & Problem>(by, method, `/v1/applications${url}`, body)
  return { office, get, send }
}

test('外部システム is registered, changed, stopped and started by the システム管理者, and all of it stays', async (t) => {
  const { office, get, send } = await withKeeper(t)

  await t.test('the list says who may look, who may change, and what there is', async (t) => {
    t.match(await get('', staff.stranger), { status: 403, body: { code: 'applications_not_yours' } })
    for (const by of [staff.recordsManager, auditor])
      t.match(await get<ApplicationList>('', by), { status: 200, body: { mayChange: false } })
    const { body } = await get<ApplicationList>('')
    t.equal(body.mayChange, true)
    t.match(
      body.items.find((it) => it.clientId === 'sys-trial'),
      { name: '財務会計システム（接続試験）', sandbox: true, enabled: true, made: 0 },
    )
    t.same(
      body.items.map((it) => it.name),
      body.items.map((it) => it.name).toSorted(new Intl.Collator('ja').compare),
    )
  })

  await t.test('registered: it may do what it says from the next request on', async (t) => {
    t.match(await send('POST', '', wanted, staff.recordsManager), {
      status: 403,
      body: { code: 'applications_not_yours' },
    })
    const done = await send('POST', '', wanted)
    t.equal(done.status, 201, JSON.stringify(done.body))
    t.match(done.body, {
      ...{ clientId: 'sys-keiyaku', version: 1, enabled: true, sandbox: false, made: 0, webhooks: 0 },
      createdBy: { id: administrator },
      maySubmit: [{ code: 'B01' }, { code: 'B02' }],
      mayFollow: [{ code: 'A03' }],
    })
    t.ok(
      done.body.maySubmit.every((it) => (it.name ?? '').length > 2),
      'each by its name',
    )
    t.notHas(done.body, 'lastToken', 'it never called')
  })

  await t.test('refused: a known id, a known name, a matter there is none of, nobody’s id', async (t) => {
    t.match(await send('POST', '', wanted), {
      status: 409,
      body: { code: 'application_known', facts: { name: '契約管理システム' } },
    })
    t.match(await send('POST', '', { ...wanted, clientId: 'sys-other' }), {
      status: 409,
      body: { code: 'application_name_taken', facts: { clientId: 'sys-keiyaku' } },
    })
    const other = { ...wanted, clientId: 'sys-other', name: '別のシステム' }
    t.match(await send('POST', '', { ...other, maySubmit: ['B01', 'Z99'], mayFollow: ['Z98'] }), {
      status: 422,
      body: { code: 'application_matter_unknown', facts: { matters: ['Z99', 'Z98'] } },
    })
    for (const bad of [{ clientId: ' sys' }, { reason: ' ' }, { name: '' }, { maySubmit: ['B01', 'B01'] }])
      t.match(await send('POST', '', { ...other, ...bad }), { status: 400 }, JSON.stringify(bad))
    t.match(await send('POST', '', { ...other, contact: 'a\0b' }), { body: { code: 'unstorable_text' } })
    t.match(await get('/sys-none'), { status: 404 })
    t.match(await send('PUT', '/sys-none', { ...change(1), reason: 'r' }), { status: 404 })
    t.match(await send('PUT', '/sys-none/enabled', { version: 1, enabled: false, reason: 'r' }), {
      status: 404,
    })
    t.match(await send('POST', '/sys-none/trial'), { status: 404 })
    for (const log of ['changes', 'calls', 'proposals']) {
      t.match(await get(`/sys-none/${log}`), { status: 404 }, log)
      t.match(await get(`/sys-keiyaku/${log}?after=x`), { status: 400, body: { code: 'bad_cursor' } }, log)
      t.match(await get(`/sys-keiyaku/${log}`, staff.stranger), { status: 403 }, log)
    }
  })

  await t.test('changed: rights with a reason, from the version that was read', async (t) => {
    t.match(await send('PUT', '/sys-keiyaku', { ...change(1), maySubmit: ['B01'] }), {
      status: 422,
      body: { code: 'application_reason_missing' },
    })
    t.match(await send('PUT', '/sys-keiyaku', change(1), staff.recordsManager), { status: 403 })
    const named = await send('PUT', '/sys-keiyaku', { ...change(1), contact: '契約課 内線 2512' })
    t.match(named, { status: 200, body: { version: 2, contact: '契約課 内線 2512' } }, 'no reason for that')
    const same = await send('PUT', '/sys-keiyaku', { ...change(2), contact: '契約課 内線 2512' })
    t.match(same, { status: 200, body: { version: 2 } }, 'nothing changes nothing')
    const less = { ...change(2), maySubmit: ['B01'], mayFollow: [], reason: '委託の終了' }
    const both = await Promise.all([1, 2].map(() => send('PUT', '/sys-keiyaku', less)))
    t.same(
      both.map((it) => it.status).toSorted((a, b) => a - b),
      [200, 409],
    )
    t.match(both.find((it) => it.status === 409)?.body, {
      code: 'application_changed',
      facts: { version: 3 },
    })
    t.match(await send('PUT', '/sys-keiyaku', { ...change(3), name: '財務会計システム' }), {
      body: { code: 'application_name_taken' },
    })
  })

  await t.test(
    'a matter that left the table stays until it is taken away, and nobody gets it anew',
    async (t) => {
      await office.db
        .updateTable('application')
        .set({ may_submit: ['B01', 'OLD'] })
        .where('client_id', '=', 'sys-jinji')
        .execute()
      const before = (await get<ApplicationView>('/sys-jinji')).body
      t.same(before.maySubmit[1], { code: 'OLD' }, 'without a name')
      const kept = {
        ...{ version: 0, name: before.name, contact: before.contact, mayFollow: [], reason: '統合' },
        maySubmit: ['OLD', 'B01', 'E01'],
      }
      t.match(await send('PUT', '/sys-jinji', kept), { status: 200 })
      t.match(await send('PUT', '/sys-jinji', { ...kept, version: 1, maySubmit: ['B01'] }), { status: 200 })
      t.match(await send('PUT', '/sys-jinji', { ...kept, version: 2 }), {
        body: { code: 'application_matter_unknown' },
      })
    },
  )

  await t.test('stopped and started', async (t) => {
    const set = (version: number, enabled: boolean) =>
      send('PUT', '/sys-keiyaku/enabled', { version, enabled, reason: '鍵の漏えいの疑い' })
    t.match(await send('PUT', '/sys-keiyaku/enabled', { version: 3, enabled: false, reason: '' }), {
      status: 400,
    })
    t.match(await set(2, false), { status: 409, body: { code: 'application_changed' } })
    t.match(await set(3, false), { status: 200, body: { enabled: false, version: 4 } })
    t.match(await set(4, false), { status: 200, body: { enabled: false, version: 4 } }, 'it is stopped')
    t.match(await set(4, true), { status: 200, body: { enabled: true, version: 5 } })
  })

  await t.test('every change stays, with who, when, what was and why', async (t) => {
    const { body } = await get<ApplicationChanges>('/sys-keiyaku/changes', auditor)
    t.same(
      body.items.map((it) => [it.version, it.kind, it.by.id, it.reason]),
      [
        [5, 'started', administrator, '鍵の漏えいの疑い'],
        [4, 'stopped', administrator, '鍵の漏えいの疑い'],
        [3, 'changed', administrator, '委託の終了'],
        [2, 'changed', administrator, ''],
        [1, 'registered', administrator, wanted.reason],
      ],
    )
    t.match(body.items[2], {
      before: { maySubmit: ['B01', 'B02'], mayFollow: ['A03'] },
      after: { maySubmit: ['B01'], mayFollow: { length: 0 } },
    })
    t.notHas(body.items[4], 'before')
    for (const verb of [`update application_change set reason = 'x'`, 'delete from application_change'])
      await t.rejects(office.pool.query(verb), /the log is evidence/)
  })

  await t.test('one for trying beside a real one', async (t) => {
    const made = await send('POST', '/sys-keiyaku/trial')
    t.match(made, {
      status: 201,
      body: {
        ...{ clientId: 'sys-keiyaku-shiken', name: '契約管理システム（試験）', sandbox: true, enabled: true },
        maySubmit: [{ code: 'B01' }],
      },
    })
    t.equal((await get<ApplicationView>('/sys-keiyaku')).body.trial, 'sys-keiyaku-shiken')
    t.match(await send('POST', '/sys-keiyaku/trial'), { status: 409, body: { code: 'application_known' } })
    t.match(await send('POST', '/sys-keiyaku-shiken/trial'), {
      status: 409,
      body: { code: 'application_of_trial' },
    })
    t.match(await send('POST', '/sys-zaimu/trial', undefined, auditor), { status: 403 })
  })
})

function change(version: number): Readonly<Record<string, unknown>> {
  const { name, contact, maySubmit, mayFollow } = wanted
  return { version, name, contact, maySubmit, mayFollow, reason: '' }
}

test('the log of an application: its calls with what refused them, and the cases a reader may open', async (t) => {
  const realm = await startTestRealm(t)
  const now = (): Instant => new Date().toISOString() as Instant
  const { office, get, send } = await withKeeper(t, {
    tokens: createTokenVerifier({ issuer: realm.issuer, now }),
  })
  let sent = 0
  const call = async (azp: string, claims: object, method: 'GET' | 'POST', url: string, payload?: object) => {
    const authorization = `Bearer ${await realm.token({ azp, ...claims })}`
    const headers = {
      authorization,
      'kessai-officer': staff.drafter,
      'idempotency-key': `call-${(sent += 1)}`,
    }
    const answer = await office.app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
    return { status: answer.statusCode, body: answer.json<{ id: string; code?: string }>() }
  }
  const leave = (more: object = {}) => ({
    content: office.content({ title: '道外旅行命令（札幌・東京）', authorityCode: 'E01', ...more }),
    submit: true,
  })
  const open = await call('sys-kintai', {}, 'POST', '/v1/proposals', leave())
  t.equal(open.status, 201, JSON.stringify(open.body))
  const secretContent = { title: '秘の旅行命令', secrecy: 'secret' }
  const secret = await call('sys-kintai', {}, 'POST', '/v1/proposals', leave(secretContent))
  t.equal(secret.status, 201, JSON.stringify(secret.body))
  const path = `/v1/proposals/${open.body.id}`
  t.match(await call('sys-kintai', rolesClaim('workflow.read', 'org.sync'), 'GET', path), { status: 200 })
  t.match(
    await call('sys-kintai', rolesClaim('documents.read'), 'POST', `${path}/acts`, { type: 'approve' }),
    {
      status: 403,
    },
  )
  t.match(await call('sys-nobody', {}, 'GET', path), { body: { code: 'application_unknown' } })

  /** Calls are written beside the requests. */
  async function calls(query = '', by: string = administrator): Promise<ApplicationCalls> {
    for (;;) {
      const { body } = await get<ApplicationCalls>(`/sys-kintai/calls${query}`, by)
      const { rows } = await office.pool.query(`select from application_call where client_id like 'sys-%'`)
      if (rows.length >= 5) return body
    }
  }
  await calls()

  await t.test('calls, the newest first, with the sentence that refused them', async (t) => {
    const { items } = await calls()
    t.same(
      items.map((it) => [it.method, it.route, it.status]),
      [
        ['POST', '/v1/proposals/:id/acts', 403],
        ['GET', '/v1/proposals/:id', 200],
        ['POST', '/v1/proposals', 201],
        ['POST', '/v1/proposals', 201],
      ],
    )
    t.match(items[0]?.problem, { code: 'application_role_missing', title: /権限がありません/ })
    t.match(items[1]?.officer, { id: staff.drafter })
    t.same(
      (await calls('?refused=true')).items,
      items.filter((it) => it.status >= 400),
    )
  })

  await t.test('a case is named to whoever may open it, and to nobody else (R-16)', async (t) => {
    t.ok(
      (await calls()).items.every((it) => it.proposal === undefined),
      'システム管理者 opens none',
    )
    const seen = (await calls('', staff.recordsManager)).items
    t.same(seen[1]?.proposal, { id: open.body.id, title: '道外旅行命令（札幌・東京）' })
    const cases = async (by: string) =>
      (await get<ProposalList>('/sys-kintai/proposals', by)).body.items.map((it) => it.title)
    t.same(await cases(administrator), [])
    t.same(await cases(staff.recordsManager), ['道外旅行命令（札幌・東京）'], '秘 is not among them')
  })

  await t.test('what its last token carried, and who called without being registered', async (t) => {
    await call('sys-kintai', rolesClaim('workflow.read', 'documents.read'), 'GET', path)
    for (;;) {
      const { lastToken } = (await get<ApplicationView>('/sys-kintai')).body
      if (lastToken?.roles.includes('documents.read') !== true || lastToken.roles.length !== 2) continue
      t.same(lastToken.roles.toSorted(), ['documents.read', 'workflow.read'])
      break
    }
    const list = (await get<ApplicationList>('')).body
    t.match(list.unregistered, [{ clientId: 'sys-nobody', calls: 1 }])
    t.ok(list.items.find((it) => it.clientId === 'sys-kintai')?.lastCallAt)
    const { status } = await send('POST', '', { ...wanted, clientId: 'sys-nobody' })
    t.equal(status, 201)
    t.same((await get<ApplicationList>('')).body.unregistered, [])
  })

  await t.test('a page at a time', async (t) => {
    await office.pool.query(
      `insert into application_call (at, client_id, method, route, status, duration_ms)
       select now(), 'sys-eform', 'GET', '/v1/proposals', 200, n from generate_series(1, 120) n`,
    )
    const seen: number[] = []
    let query = ''
    for (let page = 0; page < 3; page += 1) {
      const { body } = await get<ApplicationCalls>(`/sys-eform/calls${query}`)
      seen.push(...body.items.map((it) => it.durationMs))
      query = `?after=${body.next ?? ''}`
      t.equal(body.next === undefined, page === 2)
    }
    t.same(
      seen,
      Array.from({ length: 120 }, (_, at) => 120 - at),
    )
  })
})

test('how a program signs in is told as the provider says, and a secret in the demo alone', async (t) => {
  const demo = await withKeeper(t, {
    programSignIn: {
      tokenEndpoint: async () => 'https://id.example/token',
      demoSecretOf: (id) => `demo-${id}`,
    },
  })
  t.same((await demo.get<ApplicationView>('/sys-zaimu')).body.token, {
    endpoint: 'https://id.example/token',
    demoSecret: 'demo-sys-zaimu',
  })
  const away = await withKeeper(t, {
    programSignIn: { tokenEndpoint: () => Promise.reject(new ProviderUnavailable('away')) },
  })
  t.same((await away.get<ApplicationView>('/sys-zaimu')).body.token, {}, 'the page is of use without it')
  t.same((await away.get<ApplicationView>('/sys-zaimu')).body.roles, askedRoles)
})

test('the roles an application is told to get are those that some route asks for', async (t) => {
  const { routes } = await registering(() => createOffice(t))
  const asked = routes.flatMap((it) => [it.config?.application ?? []].flat())
  t.same([...new Set(asked)].toSorted(), askedRoles.toSorted())
})
