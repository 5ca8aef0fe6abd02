import { type Test, test } from 'tap'
import { Value } from 'typebox/value'
import { type EventPage, FeedEvent } from '../contract/events.ts'
import type {
  DeliveryList,
  PingResult,
  WebhookList,
  WebhookSecret,
  WebhookView,
} from '../contract/webhooks.ts'
import type { Instant } from '../domain/ids.ts'
import { staff } from '../testing/office.ts'
import { letter, receivers, receiving } from '../testing/receiving.ts'
import { administrator, createWebhookOffice } from '../testing/webhook-office.ts'
import { startReceiver, verified } from '../testing/webhook-receiver.ts'

type Answer<Body> = { readonly status: number; readonly body: Body & { readonly code?: string } }

/** The office, asked by a program; its tokens are judged elsewhere, so that here one is `client role,role`. */
async function door(t: Test) {
  const office = await createWebhookOffice(t, {
    tokens: {
      verify: async (token) => {
        const [clientId = '', roles = ''] = token.split('~')
        return { clientId, roles: roles.split('+'), issuedAt: new Date().toISOString() as Instant }
      },
    },
  })
  async function as<Body>(
    token: string,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
  ): Promise<Answer<Body>> {
    const answer = await office.inject(null, {
      method,
      url,
      headers: { authorization: `Bearer ${token}` },
      ...(payload === undefined ? {} : { payload }),
    })
    return {
      status: answer.statusCode,
      body: (answer.body === '' ? {} : answer.json()) as Answer<Body>['body'],
    }
  }
  return { office, as }
}

const zaimu = 'sys-zaimu~events.subscribe'
const jinji = 'sys-jinji~events.subscribe'

/** The feed from a cursor on, once it has so many events; other databases of the cluster may hold it back. */
async function feed(
  { as }: Awaited<ReturnType<typeof door>>,
  token: string,
  least: number,
  after = '',
): Promise<EventPage> {
  const events: EventPage['events'] = []
  let next = after
  for (;;) {
    const query = next === '' ? 'wait=1' : `wait=1&after=${encodeURIComponent(next)}`
    const { status, body } = await as<EventPage>(token, 'GET', `/v1/events?${query}&limit=3`)
    if (status !== 200) throw new Error(JSON.stringify(body))
    events.push(...body.events)
    next = body.next
    if (events.length >= least && !body.more) return { events, next, more: false }
  }
}

const said = ({ events }: EventPage) =>
  events.map((it) => `${it.type.replace('jp.kessai.proposal.', '')} ${it.data.sequence}`)

test('the feed: its own cases from the beginning, on from a cursor, and nobody else’s', async (t) => {
  const world = await door(t)
  const { office, as } = world
  const id = await office.submittedBy('sys-zaimu')
  await office.act(staff.groupChief, id, { type: 'approve' })
  await office.act(staff.sectionChief, id, { type: 'return', reason: '単価の根拠を示すこと。' })
  await office.submittedBy('sys-jinji')
  const first = await feed(world, zaimu, 2)
  t.same(said(first), ['submitted 1', 'returned 3'])
  t.ok(first.events.every((it) => it.subject === id))
  for (const it of first.events) t.same([...Value.Errors(FeedEvent, it)], [])
  t.same((await as<EventPage>(zaimu, 'GET', `/v1/events?after=${first.next}`)).body.events, [])
  await office.act(staff.drafter, id, { type: 'withdraw', reason: '重複のため' })
  t.same(said(await feed(world, zaimu, 1, first.next)), ['withdrawn 4'])
  t.same(said(await feed(world, jinji, 1)), ['submitted 1'])
  const person = await office.ask<{ code: string }>(administrator, 'GET', '/v1/events')
  t.match(person, { status: 403, body: { code: 'events_for_applications' } })
  t.match(await as('sys-zaimu~workflow.read', 'GET', '/v1/events'), { status: 403 })
  for (const cursor of ['x', Buffer.from('["-1","0"]').toString('base64url')])
    t.match(await as(zaimu, 'GET', `/v1/events?after=${cursor}`), {
      status: 400,
      body: { code: 'bad_cursor' },
    })
  const foreign = Buffer.from('["99999999999","0"]').toString('base64url')
  t.match(await as(zaimu, 'GET', `/v1/events?after=${foreign}`), {
    status: 409,
    body: { code: 'cursor_of_another_database' },
  })
  const schema = await office.inject(null, '/v1/events/schema')
  t.equal(schema.headers['content-type'], 'application/schema+json; charset=utf-8')
  t.equal(schema.json<{ anyOf: unknown[] }>().anyOf.length, 37)
})

test('収受・施行: the feed tells what becomes of what an application sent; of 秘 only that something did (R-16)', async (t) => {
  const world = await door(t)
  const { office, as } = world
  const desk = receiving(office)
  const { clerk, tourism } = receivers
  const sentBy = async (clientId: string, arrival: object = letter()): Promise<string> => {
    const id = await desk.begin(clerk, arrival)
    await office.db.updateTable('receipt').set({ application_id: clientId }).where('id', '=', id).execute()
    t.match(await desk.register(clerk, id), { status: 200 })
    return id
  }
  const id = await sentBy('sys-zaimu')
  await sentBy('sys-jinji')
  await desk.begin(clerk)
  for (const [person, act] of [
    [clerk, { type: 'distribute', unit: 'ZAI' }],
    [staff.finance, { type: 'forward', unit: 'KNK', reason: '所管外' }],
    [tourism, { type: 'accept' }],
    [tourism, { type: 'circulate', people: [staff.stranger], posts: [], units: [], note: '至急' }],
    [staff.stranger, { type: 'see', comment: '承知' }],
  ] as const)
    t.match(await desk.act(person, id, act), { status: 200 })
  const { version } = await desk.view(tourism, id)
  t.match(await office.ask(tourism, 'POST', `/v1/receipts/${id}/proposals`, { version }), { status: 201 })
  const page = await feed(world, zaimu, 6)
  t.same(
    page.events.map((it) => `${it.type.replace('jp.kessai.', '')} ${it.data.sequence}`),
    [
      ...['receipt.registered 1', 'receipt.distributed 2', 'receipt.forwarded 3', 'receipt.accepted 4'],
      ...['receipt.circulation_ended 6', 'receipt.drafted 7'],
    ],
  )
  t.ok(page.events.every((it) => it.subject === id))
  for (const it of page.events) t.same([...Value.Errors(FeedEvent, it)], [], it.type)
  t.notMatch(JSON.stringify(page), /雪まつり|後援|所管外|至急|承知|雪実/, 'nothing that was written')
  t.match(page.events[0]?.data, { status: 'arrived', number: '文書収第1号', receivedOn: '2026-05-11' })

  const secret = await sentBy('sys-zaimu', letter({ secrecy: 'secret' }))
  const next = await feed(world, zaimu, 1, page.next)
  t.same(
    next.events.map((it) => [it.type, it.subject, it.data]),
    [['jp.kessai.receipt.changed', secret, { sequence: 1, secret: true }]],
  )

  const own = await office.submittedBy('sys-zaimu', { authorityCode: 'E01', concurringUnits: [] })
  for (const [person, act] of [
    [staff.groupChief, { type: 'approve' }],
    [staff.sectionChief, { type: 'decide' }],
    [staff.drafter, { type: 'complete', on: '2026-05-11', unissued: '口頭で伝達' }],
  ] as const)
    t.match(await office.act(person, own, act), { status: 200 })
  const done = await feed(world, zaimu, 3, next.next)
  t.match(done.events.at(-1), {
    ...{ type: 'jp.kessai.proposal.completed', subject: own },
    data: { status: 'decided', on: '2026-05-11' },
  })
  t.match(await as('sys-jinji~events.subscribe', 'GET', '/v1/events'), {
    body: { events: [{ type: 'jp.kessai.receipt.registered' }] },
  })
})

test('an application keeps its own endpoints, and finds those of nobody else', async (t) => {
  const { office, as } = await door(t)
  // A receiver refuses signatures of another time.
  office.setTime(new Date().toISOString())
  const receiver = await startReceiver(t)
  const { url } = receiver
  const made = await as<WebhookSecret>(zaimu, 'POST', '/v1/webhooks', { url, clientId: 'sys-jinji' })
  t.match(made, {
    status: 201,
    body: { webhook: { clientId: 'sys-zaimu', state: 'on', types: { length: 0 } } },
  })
  const { webhook, secret } = made.body
  t.match(secret, /^whsec_[\w+/]{43}=$/)
  const path = `/v1/webhooks/${webhook.id}`
  t.notMatch(JSON.stringify((await as<WebhookView>(zaimu, 'GET', path)).body), /whsec/, 'shown once')
  const ping = await as<PingResult>(zaimu, 'POST', `${path}/ping`)
  t.match(ping, { status: 200, body: { arrived: true, attempt: { status: 200 } } })
  const [received] = receiver.received
  if (received === undefined) throw new Error('no ping came')
  t.match(verified(received, secret), { type: 'jp.kessai.ping', subject: webhook.id, data: {} })
  const off = await as<WebhookView>(zaimu, 'PATCH', path, {
    enabled: false,
    types: ['jp.kessai.proposal.decided'],
  })
  t.match(off.body, { state: 'off', types: ['jp.kessai.proposal.decided'] })
  t.match(await as(zaimu, 'POST', `${path}/rotate`, { keepForHours: 1 }), {
    status: 200,
    body: { secret: /^whsec_/, webhook: { keys: { length: 2 } } },
  })
  t.match(await as<DeliveryList>(zaimu, 'GET', `${path}/deliveries?state=delivered`), {
    status: 200,
    body: { items: [{ type: 'jp.kessai.ping', state: 'delivered' }] },
  })
  t.match(await as(zaimu, 'POST', `${path}/redeliver`, { since: '2026-05-11T10:20:00+09:00' }), {
    status: 202,
  })
  for (const [method, rest, body] of [
    ['GET', ''],
    ['PATCH', '', { enabled: true }],
    ['DELETE', ''],
    ['POST', '/rotate', {}],
    ['POST', '/ping'],
    ['POST', '/redeliver', { event: 'x' }],
    ['GET', '/deliveries'],
  ] as const)
    t.equal((await as(jinji, method, path + rest, body)).status, 404, `${method} ${rest} of others`)
  t.same((await as<WebhookList>(jinji, 'GET', '/v1/webhooks?clientId=sys-zaimu')).body.items, [])
  t.equal((await as('sys-zaimu~workflow.submit', 'GET', '/v1/webhooks')).status, 403)
  t.equal((await as(zaimu, 'DELETE', path)).status, 204)
  t.equal((await as(zaimu, 'GET', path)).status, 404)
})

test('監査・情報公開担当 look at all endpoints and change none', async (t) => {
  const { office } = await door(t)
  const { ask } = office
  const auditor = 'u1101'
  const url = 'https://a.example/hook'
  const made = await ask<WebhookSecret>(administrator, 'POST', '/v1/webhooks', { clientId: 'sys-zaimu', url })
  const path = `/v1/webhooks/${made.body.webhook.id}`
  t.match((await ask<WebhookList>(auditor, 'GET', '/v1/webhooks')).body.items, [
    { clientId: 'sys-zaimu', clientName: '財務会計システム', url, state: 'on' },
  ])
  t.equal((await ask(auditor, 'GET', path)).status, 200)
  t.equal((await ask(auditor, 'GET', `${path}/deliveries`)).status, 200)
  for (const [method, rest, body] of [
    ['PATCH', '', { enabled: false }],
    ['DELETE', ''],
    ['POST', '/rotate', {}],
    ['POST', '/ping'],
    ['POST', '/redeliver', { since: '2026-05-11T10:20:00+09:00' }],
    ['POST', '/redeliver/preview', { since: '2026-05-11T10:20:00+09:00' }],
  ] as const)
    t.match(await ask(auditor, method, path + rest, body), {
      status: 403,
      body: { code: 'webhooks_not_yours' },
    })
  await office.db
    .updateTable('application')
    .set({ enabled: false })
    .where('client_id', '=', 'sys-zaimu')
    .execute()
  t.match((await ask(administrator, 'GET', path)).body, { state: 'application_off', enabled: true })
})

test('システム管理者 keep all endpoints, nobody else does; what cannot be is refused by name', async (t) => {
  const { office } = await door(t)
  const { ask } = office
  for (const person of [staff.recordsManager, staff.drafter]) {
    t.match(await ask(person, 'GET', '/v1/webhooks'), { status: 403, body: { code: 'webhooks_not_yours' } })
    const body = { url: 'https://a.example', clientId: 'sys-zaimu' }
    t.match(await ask(person, 'POST', '/v1/webhooks', body), { status: 403 })
  }
  const create = (body: object) =>
    ask(administrator, 'POST', '/v1/webhooks', { clientId: 'sys-zaimu', ...body })
  for (const [body, code] of [
    [{ url: 'https://169.254.169.254/latest' }, 'webhook_url_refused'],
    [{ url: 'https://a:b@zaimu.example/' }, 'webhook_url_refused'],
    [{ url: 'https://a.example', types: ['proposal.decided'] }, 'webhook_type_unknown'],
    [{ url: 'https://a.example', clientId: 'sys-none' }, 'webhook_application_unknown'],
  ] as const)
    t.match(await create(body), { status: 422, body: { code } })
  for (let count = 0; count < 10; count += 1)
    t.equal((await create({ url: 'https://a.example' })).status, 201)
  t.match(await create({ url: 'https://a.example' }), { status: 409, body: { code: 'webhook_too_many' } })
  const list = await ask<WebhookList>(administrator, 'GET', '/v1/webhooks?clientId=sys-zaimu')
  t.match(list.body, { items: { length: 10 }, sealed: false })
})
