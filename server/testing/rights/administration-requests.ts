import { randomUUID } from 'node:crypto'
import type { NumberBook } from '../../contract/numbers.ts'
import type { InjectOptions } from 'fastify'
import type { AbsenceList } from '../../contract/absences.ts'
import { directoryForm } from '../directory-form.ts'
import { staff } from '../office.ts'
import { callers } from './callers.ts'
import type { Asking, MakeRequest, Requests } from './requests.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const plain =
  (method: Method, url: string, payload?: object): MakeRequest =>
  () => ({ method, url, ...(payload === undefined ? {} : { payload }) })

const months = 'from=2026-05&to=2026-05'

let made = 0
/** Another one at each call. */
const next = (): number => (made += 1)
/** A day on which nothing begins yet. */
const nextDay = (): string => new Date(Date.UTC(2027, 3, 1 + next())).toISOString().slice(0, 10)

/** Answers as the 文書管理者 sees it; throws when that is refused. */
async function seen<Answer>({ stage }: Asking, method: Method, url: string, payload?: object) {
  const { status, body } = await stage.office.ask<Answer>(callers.records, method, url, payload)
  if (status >= 300) throw new Error(`${method} ${url} ${status} ${JSON.stringify(body)}`)
  return body
}

type Draft = { readonly lock: number; readonly basedOn: string; readonly content: object }

/** The draft of a rule, kept as it is. */
async function kept(it: Asking, path: string): Promise<Draft> {
  const draft = await seen<Draft>(it, 'GET', `${path}/draft`)
  const { lock, basedOn, content } = draft
  const saved = await seen<Draft>(it, 'PUT', `${path}/draft`, { lock, basedOn, content })
  return { lock: saved.lock, basedOn, content }
}

async function versionAhead(it: Asking, path: string): Promise<string> {
  const { lock } = await kept(it, path)
  const body = { lock, from: nextDay(), reason: '試験のため' }
  return (await seen<{ version: string }>(it, 'POST', `${path}/draft/publish`, body)).version
}

/** The routes of one kind of rule; `path` is where its rows lie, `at` one of them. */
function ruleRequests(path: string, at: string): Requests {
  const trial = { on: '2026-05-11', drafterPost: 'KNK-1:P-SNN', item: 'E01', flags: [] }
  return {
    [`GET ${path}`]: plain('GET', at),
    [`GET ${path}/draft`]: plain('GET', `${at}/draft`),
    [`PUT ${path}/draft`]: async (it) => {
      const { lock, basedOn, content } = await seen<Draft>(it, 'GET', `${at}/draft`)
      return { method: 'PUT', url: `${at}/draft`, payload: { lock, basedOn, content } }
    },
    [`POST ${path}/draft/discard`]: async (it) => ({
      ...{ method: 'POST', url: `${at}/draft/discard`, payload: { lock: (await kept(it, at)).lock } },
    }),
    [`POST ${path}/draft/preview`]: async (it) => {
      await kept(it, at)
      return { method: 'POST', url: `${at}/draft/preview`, payload: { from: '2026-06-01' } }
    },
    [`POST ${path}/draft/try`]: async (it) => {
      await kept(it, at)
      return { method: 'POST', url: `${at}/draft/try`, payload: trial }
    },
    [`POST ${path}/draft/publish`]: async (it) => ({
      ...{ method: 'POST', url: `${at}/draft/publish` },
      payload: { lock: (await kept(it, at)).lock, from: nextDay(), reason: '試験のため' },
    }),
    [`GET ${path}/versions/:version`]: async (it) => ({
      ...{ method: 'GET', url: `${at}/versions/${await versionAhead(it, at)}` },
    }),
    [`POST ${path}/versions/:version/withdraw`]: async (it) => ({
      ...{ method: 'POST', url: `${at}/versions/${await versionAhead(it, at)}/withdraw` },
      payload: { reason: '試験のため' },
    }),
  }
}

const absence = (more: object = {}): object => ({
  ...{ from: '2026-08-03', to: '2026-08-04', reason: '出張', ...more },
})

async function absenceOfDrafter({ stage }: Asking): Promise<{ readonly url: string; readonly day: string }> {
  const day = nextDay()
  const { ask } = stage.office
  await ask(staff.drafter, 'POST', '/v1/absences', absence({ from: day, to: day }))
  const { body } = await ask<AbsenceList>(staff.drafter, 'GET', `/v1/absences?person=${staff.drafter}`)
  const id = body.items.find((it) => it.to.startsWith(day) || it.from.startsWith(day))?.id
  if (id === undefined) throw new Error(JSON.stringify(body))
  return { url: `/v1/absences/${id}`, day }
}

const people = 'employee_no,name,name_kana,login,email,ext_phone,unit_code,position_code,kind,from,to,order'
const importForm = (): InjectOptions => ({
  ...directoryForm(
    { people: `${people}\r\nu0404,栄町 潤,サカエマチ ジュン,,,,FUK-1,P-KAK,本務,,,\r\n` },
    { effectiveOn: '2026-07-01', scope: 'listed' },
  ),
})

async function importMade({ stage }: Asking): Promise<string> {
  const url = '/v1/directory/imports'
  const sent = await stage.office.inject(callers.records, { method: 'POST', url, ...importForm() })
  if (sent.statusCode !== 201) throw new Error(sent.body)
  return sent.json<{ id: string }>().id
}

const change = { change: 'change_person', person: 'u0404', name: '栄町 潤', nameKana: 'サカエマチ ジュン' }
const changed = { effectiveOn: '2026-07-01', change: { ...change, extPhone: '22-404' } }
const acting = { from: '2026-07-01', order: [{ at: 'own_group', position: 'P-KAK' }] }

async function calendar(it: Asking): Promise<Readonly<Record<string, unknown>>> {
  const view = await seen<Record<string, unknown>>(it, 'GET', '/v1/work-calendar')
  const names = ['closedDays', 'days', 'remindAfter', 'remindUrgentAfter', 'remindPostReviewAfter', 'version']
  return Object.fromEntries(names.map((name) => [name, view[name]]))
}

async function withoutRole({ stage }: Asking): Promise<string> {
  const { id } = await stage.office.db
    .selectFrom('person')
    .select('id')
    .where('id', 'not in', (eb) => eb.selectFrom('person_role').select('person_id'))
    .where('id', 'not in', Object.values(callers))
    .executeTakeFirstOrThrow()
  return id
}

async function role(it: Asking): Promise<object> {
  return { person: await withoutRole(it), role: 'legal_reviewer', from: '2026-06-01', reason: '試験のため' }
}

async function roleGiven(it: Asking): Promise<number> {
  type List = { readonly items: readonly { readonly id: number }[] }
  const { body } = await it.stage.office.ask<List>(
    ...([callers.administrator, 'POST', '/v1/roles', await role(it)] as const),
  )
  return Math.max(...body.items.map(({ id }) => id))
}

const seal = () => {
  const n = next()
  return {
    ...{ code: `X-${n}`, name: `試験印${n}`, kind: 'stamp', keeper: 'BUN:P-SEC', from: '2026-05-12' },
  }
}

const application = (): object => {
  const n = next()
  return {
    ...{ clientId: `sys-x${n}`, name: `外部システム${n}`, contact: '', maySubmit: [], mayFollow: [] },
    ...{ sandbox: false, reason: '試験のため' },
  }
}

/** An application that was registered for one call, and its version. */
async function applicationMade({
  stage,
}: Asking): Promise<{ readonly url: string; readonly version: number }> {
  type Made = { readonly clientId: string; readonly version: number }
  const { body } = await stage.office.ask<Made>(
    ...([callers.administrator, 'POST', '/v1/applications', application()] as const),
  )
  return { url: `/v1/applications/${body.clientId}`, version: body.version }
}

const numberFormat = {
  ...{ kind: '施行番号', from: '2027-04-01', pattern: '{unit.symbol}第{n}号', numerals: 'half', digits: 1 },
  ...{ yearWritten: 'era', branch: 'の{b}', yearCounts: 'fiscal', yearOf: 'numbered' },
}

/** Of an endpoint that nobody made: who may not keep webhooks is not told so. */
const webhook = '/v1/webhooks/00000000-0000-4000-8000-000000000000'

/** Whoever keeps people, places, rules, days, numbers, applications and webhooks. */
export const administrationRequests: Requests = {
  ...ruleRequests('/v1/authority-tables', '/v1/authority-tables'),
  ...ruleRequests('/v1/route-templates/:code', '/v1/route-templates/RT1'),
  ...ruleRequests('/v1/policies', '/v1/policies'),
  'GET /v1/route-templates': plain('GET', '/v1/route-templates'),

  'GET /v1/absences': plain('GET', '/v1/absences'),
  'GET /v1/absences (of somebody else)': plain('GET', '/v1/absences?person=u0404'),
  'POST /v1/absences': plain('POST', '/v1/absences', absence()),
  'POST /v1/absences (of somebody else)': plain('POST', '/v1/absences', absence({ person: 'u0404' })),
  'POST /v1/absences/preview': plain('POST', '/v1/absences/preview', absence()),
  'POST /v1/absences/preview (of somebody else)': plain(
    ...(['POST', '/v1/absences/preview', absence({ person: 'u0404' })] as const),
  ),
  'PUT /v1/absences/:id (of the drafter)': async (it) => {
    const { url, day } = await absenceOfDrafter(it)
    return { method: 'PUT', url, payload: absence({ from: day, to: day, reason: '療養' }) }
  },
  'DELETE /v1/absences/:id (of the drafter)': async (it) => ({
    ...{ method: 'DELETE', url: (await absenceOfDrafter(it)).url },
  }),

  'GET /v1/acting-orders': plain('GET', '/v1/acting-orders'),
  'POST /v1/acting-orders/preview': plain('POST', '/v1/acting-orders/preview', {
    position: 'P-SEC',
    ...acting,
  }),
  'PUT /v1/acting-orders/:position': plain('PUT', '/v1/acting-orders/P-SEC', acting),

  'POST /v1/directory/imports': () => ({ method: 'POST', url: '/v1/directory/imports', ...importForm() }),
  'GET /v1/directory/imports': plain('GET', '/v1/directory/imports'),
  'GET /v1/directory/imports/:id': async (it) => ({
    ...{ method: 'GET', url: `/v1/directory/imports/${await importMade(it)}` },
  }),
  'POST /v1/directory/imports/:id/rehearse': async (it) => ({
    ...{ method: 'POST', url: `/v1/directory/imports/${await importMade(it)}/rehearse` },
  }),
  'POST /v1/directory/imports/:id/apply': async (it) => ({
    ...{ method: 'POST', url: `/v1/directory/imports/${await importMade(it)}/apply` },
  }),
  'POST /v1/directory/changes/preview': plain('POST', '/v1/directory/changes/preview', changed),
  'POST /v1/directory/changes': async (it) => {
    const body = { ...changed, change: { ...changed.change, extPhone: `22-${next()}` } }
    const { organisationSha256 } = await seen<{ organisationSha256: string }>(
      ...([it, 'POST', '/v1/directory/changes/preview', body] as const),
    )
    return { method: 'POST', url: '/v1/directory/changes', payload: { ...body, organisationSha256 } }
  },
  'GET /v1/directory/people.csv': plain('GET', '/v1/directory/people.csv'),
  'GET /v1/directory/units.csv': plain('GET', '/v1/directory/units.csv'),

  'GET /v1/work-calendar': plain('GET', '/v1/work-calendar'),
  'POST /v1/work-calendar/preview': async (it) => {
    const { version: _, ...payload } = await calendar(it)
    return { method: 'POST', url: '/v1/work-calendar/preview', payload }
  },
  'PUT /v1/work-calendar': async (it) => ({
    ...{ method: 'PUT', url: '/v1/work-calendar' },
    payload: { ...(await calendar(it)), remindAfter: 1 + (next() % 9) },
  }),

  'GET /v1/roles': plain('GET', '/v1/roles'),
  'POST /v1/roles': async (it) => ({ method: 'POST', url: '/v1/roles', payload: await role(it) }),
  'POST /v1/roles/:id/end': async (it) => ({
    ...{ method: 'POST', url: `/v1/roles/${await roleGiven(it)}/end` },
    payload: { from: '2026-05-12', reason: '試験のため' },
  }),
  'GET /v1/positions': plain('GET', '/v1/positions'),
  'POST /v1/positions': () => ({
    ...{ method: 'POST', url: '/v1/positions' },
    payload: {
      code: `P-X${next()}`,
      name: `試験職${next()}`,
      below: 'P-DIR',
      isLine: false,
      isDecider: false,
    },
  }),
  'GET /v1/seals': plain('GET', '/v1/seals'),
  'POST /v1/seals': () => ({ method: 'POST', url: '/v1/seals', payload: seal() }),
  'POST /v1/seals/:code/end': async (it) => {
    const added = seal()
    await it.stage.send('administrator', { method: 'POST', url: '/v1/seals', payload: added })
    const payload = { on: '2026-05-12', reason: '改刻のため' }
    return { method: 'POST', url: `/v1/seals/${added.code}/end`, payload }
  },
  'GET /v1/events': plain('GET', '/v1/events'),
  'GET /v1/events/schema': plain('GET', '/v1/events/schema'),
  'GET /v1/applications': plain('GET', '/v1/applications'),
  'POST /v1/applications': () => ({ method: 'POST', url: '/v1/applications', payload: application() }),
  'GET /v1/applications/:clientId': plain('GET', '/v1/applications/sys-zaimu'),
  'PUT /v1/applications/:clientId': async (it) => {
    const { url, version } = await applicationMade(it)
    const payload = { version, name: `${url} 改`, contact: '', maySubmit: [], mayFollow: [], reason: '' }
    return { method: 'PUT', url, payload }
  },
  'PUT /v1/applications/:clientId/enabled': async (it) => {
    const { url, version } = await applicationMade(it)
    return {
      method: 'PUT',
      url: `${url}/enabled`,
      payload: { version, enabled: false, reason: '試験のため' },
    }
  },
  'POST /v1/applications/:clientId/trial': async (it) => ({
    ...{ method: 'POST', url: `${(await applicationMade(it)).url}/trial` },
  }),
  'GET /v1/applications/:clientId/changes': plain('GET', '/v1/applications/sys-zaimu/changes'),
  'GET /v1/applications/:clientId/calls': plain('GET', '/v1/applications/sys-zaimu/calls'),
  'GET /v1/applications/:clientId/proposals': plain('GET', '/v1/applications/sys-zaimu/proposals'),
  'GET /v1/webhooks': plain('GET', '/v1/webhooks'),
  'POST /v1/webhooks': plain('POST', '/v1/webhooks', { clientId: 'nobody', url: 'https://example.com/hook' }),
  'GET /v1/webhooks/:id': plain('GET', webhook),
  'PATCH /v1/webhooks/:id': plain('PATCH', webhook, { enabled: true }),
  'DELETE /v1/webhooks/:id': plain('DELETE', webhook),
  'POST /v1/webhooks/:id/rotate': plain('POST', `${webhook}/rotate`, {}),
  'POST /v1/webhooks/:id/ping': plain('POST', `${webhook}/ping`),
  'POST /v1/webhooks/:id/redeliver': plain('POST', `${webhook}/redeliver`, { event: 'none' }),
  'POST /v1/webhooks/:id/redeliver/preview': plain('POST', `${webhook}/redeliver/preview`, {
    since: '2026-05-11T10:20:00+09:00',
  }),
  'GET /v1/webhooks/:id/deliveries': plain('GET', `${webhook}/deliveries`),
  'GET /v1/seat-conflicts': plain('GET', '/v1/seat-conflicts'),
  'GET /v1/numbers': plain(
    'GET',
    `/v1/numbers?${new URLSearchParams({ kind: '施行番号', unit: 'KNK' }).toString()}`,
  ),
  'GET /v1/numbers.csv': plain(
    'GET',
    `/v1/numbers.csv?${new URLSearchParams({ kind: '施行番号', unit: 'KNK' }).toString()}`,
  ),
  'POST /v1/numbers/blocks': plain('POST', '/v1/numbers/blocks', {
    ...{ kind: '施行番号', unit: 'KNK', count: 1, purpose: '試験のため' },
  }),
  'POST /v1/numbers/blocks/:id/return': async ({ stage }) => {
    const book = { kind: '施行番号', unit: 'KNK' }
    const { body } = await stage.office.ask<NumberBook>(
      ...([callers.records, 'POST', '/v1/numbers/blocks', { ...book, count: 1, purpose: '試験' }] as const),
    )
    const id = body.blocks.at(-1)?.id ?? ''
    return {
      ...{ method: 'POST', url: `/v1/numbers/blocks/${id}/return` },
      payload: { ...book, reason: '試験のため' },
    }
  },
  'GET /v1/number-formats': plain('GET', '/v1/number-formats'),
  'POST /v1/number-formats': plain('POST', '/v1/number-formats', {
    ...numberFormat,
    reason: '試験のため',
  }),
  'POST /v1/number-formats/preview': plain('POST', '/v1/number-formats/preview', {
    ...numberFormat,
    unit: 'KNK',
  }),
  'POST /v1/numbers/skipped': plain('POST', '/v1/numbers/skipped', {
    ...{ kind: '施行番号', unit: 'KNK', count: 1, reason: '試験のため' },
  }),

  'GET /v1/legacy-uploads': plain('GET', '/v1/legacy-uploads'),
  'POST /v1/legacy-uploads': plain('POST', '/v1/legacy-uploads'),
  'POST /v1/legacy-uploads/:id/import': plain('POST', `/v1/legacy-uploads/${randomUUID()}/import`),
  'DELETE /v1/legacy-uploads/:id': plain('DELETE', `/v1/legacy-uploads/${randomUUID()}`),
  'GET /v1/legacy-uploads/:id/rejects.csv': plain('GET', `/v1/legacy-uploads/${randomUUID()}/rejects.csv`),
  'GET /v1/legacy-runs': plain('GET', '/v1/legacy-runs'),
  'GET /v1/legacy-runs/:id/rejects.csv': plain('GET', `/v1/legacy-runs/${randomUUID()}/rejects.csv`),

  'GET /v1/measures': plain('GET', `/v1/measures?${months}`),
  'GET /v1/measures.csv': plain('GET', `/v1/measures.csv?${months}`),
  'GET /v1/measures/cases': plain('GET', `/v1/measures/cases?${months}&what=hybrid`),
  'GET /v1/paper-decisions': plain('GET', `/v1/paper-decisions?${months}`),
  'POST /v1/paper-decisions': plain('POST', '/v1/paper-decisions', {
    ...{ section: 'KNK', month: '2026-05', count: 1, reason: '試験のため' },
  }),
}
