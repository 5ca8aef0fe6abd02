import { type Test, test } from 'tap'
import { Value } from 'typebox/value'
import { FeedEvent } from '../contract/events.ts'
import { mostRefusals } from '../domain/news/back-off.ts'
import { staff } from '../testing/office.ts'
import { type WebhookOffice, administrator, createWebhookOffice, source } from '../testing/webhook-office.ts'
import { type WebhookReceiver, startReceiver, verified } from '../testing/webhook-receiver.ts'
import { redeliver } from './redeliver-webhook.ts'
import { rotateSecret } from './webhook-acts.ts'
import { viewDeliveries } from './webhook-log.ts'
import { changeWebhook, viewWebhook } from './webhooks.ts'

const by = { person: administrator }
const hour = 3_600_000

async function start(t: Test): Promise<{ office: WebhookOffice; receiver: WebhookReceiver }> {
  return { office: await createWebhookOffice(t), receiver: await startReceiver(t) }
}

/** The kinds of what came, without the part that all share. */
const kindsOf = ({ received }: WebhookReceiver) =>
  received.map((it) => (JSON.parse(it.body) as FeedEvent).type.replace('jp.kessai.proposal.', ''))

async function stateOf({ hooks }: WebhookOffice, id: string) {
  const view = await viewWebhook(hooks, by, id)
  if (!view.ok) throw new Error(view.error.code)
  return view.value
}

async function logOf({ hooks }: WebhookOffice, id: string) {
  const log = await viewDeliveries(hooks, by, id, {})
  if (!log.ok) throw new Error(log.error.code)
  return log.value.items
}

test('what happens to its own cases arrives signed, in order, and says what the contract says', async (t) => {
  const { office, receiver } = await start(t)
  const before = await office.submittedBy('sys-zaimu')
  const { id: hook, secret } = await office.endpoint(receiver.url)
  const id = await office.submittedBy('sys-zaimu')
  await office.submittedBy('sys-jinji')
  await office.submitted()
  await office.act(staff.groupChief, id, { type: 'return', reason: '金額の根拠を示すこと。' })
  await office.act(staff.drafter, before, { type: 'withdraw', reason: '重複のため' })
  await office.deliver()
  t.same(kindsOf(receiver), ['submitted', 'returned', 'withdrawn'], 'of its own, from its making on')
  for (const it of receiver.received) {
    const event = verified(it, secret)
    t.same([...Value.Errors(FeedEvent, event)], [], event.type)
    t.equal(it.headers['webhook-id'], event.id)
    t.equal(it.headers['content-type'], 'application/cloudevents+json; charset=utf-8')
    t.equal(event.source, source)
    t.notMatch(it.body, /根拠|重複|素案/, 'no reason, no title')
  }
  t.match(await stateOf(office, hook), { state: 'on', waiting: 0, dead: 0 })
  const { items } = { items: await logOf(office, hook) }
  t.same(
    items.map((it) => [it.state, it.attempts.map((one) => one.status)]),
    [1, 2, 3].map(() => ['delivered', [200]]),
  )
  await office.deliver()
  t.equal(receiver.received.length, 3, 'nothing twice')
})

test('R-16 of what is 秘 it hears only that something happened, also where it became so before it was sent', async (t) => {
  const { office, receiver } = await start(t)
  const { secret } = await office.endpoint(receiver.url)
  await office.endpoint(receiver.url, {
    types: ['jp.kessai.proposal.submitted', 'jp.kessai.proposal.decided'],
  })
  const id = await office.submittedBy('sys-zaimu', { secrecy: 'secret', accessList: [] })
  await office.deliver()
  t.equal(receiver.received.length, 1, 'nothing to who chose by type: the choice would say what it was')
  const [first] = receiver.received
  if (first === undefined) throw new Error('nothing came')
  const event = verified(first, secret)
  t.match(event, { type: 'jp.kessai.proposal.changed', subject: id })
  t.same(event.data, { sequence: 1, secret: true })
  await office.db
    .updateTable('application')
    .set({ may_follow: ['A03'] })
    .where('client_id', '=', 'sys-zaimu')
    .execute()
  await office.submittedBy('sys-jinji', { secrecy: 'secret', accessList: [] })
  const open = await office.submittedBy('sys-jinji')
  await office.deliver()
  const later = receiver.received.slice(1).map((it) => JSON.parse(it.body) as FeedEvent)
  t.same(new Set(later.map((it) => it.subject)), new Set([open]), 'not even that of a case of others')
})

test('who follows a matter hears the end of what was last submitted under it, whatever its drafter typed since', async (t) => {
  const { office, receiver } = await start(t)
  const follow = (clientId: string, matter: string) =>
    office.db
      .updateTable('application')
      .set({ may_follow: [matter] })
      .where('client_id', '=', clientId)
      .execute()
  await follow('sys-zaimu', 'A03')
  await follow('sys-jinji', 'A01')
  const draft = await office.draft()
  const { id: hook } = await office.endpoint(receiver.url)
  const other = await startReceiver(t)
  const { id: otherHook } = await office.endpoint(other.url, { clientId: 'sys-jinji' })
  await office.act(staff.drafter, draft.id, { type: 'submit' })
  await office.act(staff.groupChief, draft.id, { type: 'return', reason: '専決事項が違う。' })
  const { version } = await office.view(staff.drafter, draft.id)
  const saved = await office.ask(staff.drafter, 'PUT', `/v1/proposals/${draft.id}/draft`, {
    version,
    content: office.content({ authorityCode: 'A01' }),
  })
  t.equal(saved.status, 200)
  await office.act(staff.drafter, draft.id, { type: 'withdraw', reason: '不要となったため' })
  await office.deliver()
  t.same(kindsOf(receiver), ['submitted', 'returned', 'withdrawn'])
  t.same(other.received, [], 'nor does the other one hear of what was never submitted under its matter')
  t.equal(
    (await logOf(office, hook)).every((it) => it.subject === draft.id),
    true,
  )
  t.same(await logOf(office, otherHook), [])
})

test('nobody there: what comes later waits, and all of it comes in order', async (t) => {
  const { office, receiver } = await start(t)
  const { id: hook } = await office.endpoint(receiver.url)
  await receiver.kill()
  const id = await office.submittedBy('sys-zaimu')
  await office.act(staff.groupChief, id, { type: 'return', reason: '直すこと。' })
  await office.deliver()
  const failing = await stateOf(office, hook)
  t.match(failing, { state: 'retrying', waiting: 2, retryAt: String, failingSince: String })
  t.match((await logOf(office, hook)).at(-1)?.attempts, [{ error: 'ECONNREFUSED', answer: '' }])
  await receiver.revive()
  receiver.answer = () => ({ status: 503, retryAfter: '600' })
  office.later(1_500)
  await office.deliver()
  t.equal(receiver.received.length, 1, 'only the first one was tried')
  receiver.answer = () => 200
  office.later(30_000)
  await office.deliver()
  t.equal(receiver.received.length, 1, 'it asked for ten minutes')
  office.later(600_000)
  await office.deliver()
  t.same(kindsOf(receiver).slice(1), ['submitted', 'returned'])
  t.match(await stateOf(office, hook), { state: 'on', waiting: 0 })
  t.equal((await stateOf(office, hook)).failingSince, undefined)
})

test('what it does not take is tried again while the rest goes on, then a dead letter, and sent again by hand', async (t) => {
  const { office, receiver } = await start(t)
  const { id: hook } = await office.endpoint(receiver.url)
  receiver.answer = (body) => (body.includes('returned"') ? 500 : 200)
  const id = await office.submittedBy('sys-zaimu')
  await office.act(staff.groupChief, id, { type: 'return', reason: '直すこと。' })
  await office.act(staff.drafter, id, { type: 'withdraw', reason: '重複のため' })
  await office.deliver()
  t.same(kindsOf(receiver), ['submitted', 'returned', 'withdrawn'])
  for (let turn = 1; turn < mostRefusals; turn += 1) {
    office.later(13 * hour)
    // Whatever else arrives meanwhile, the endpoint itself is well.
    const other = await office.submittedBy('sys-zaimu')
    t.ok(other)
    await office.deliver()
  }
  const dead = (await logOf(office, hook)).find((it) => it.state === 'dead')
  t.match(dead, { type: 'jp.kessai.proposal.returned', attempts: { length: mostRefusals } })
  t.match(await stateOf(office, hook), { state: 'on', dead: 1, waiting: 0 })
  receiver.answer = () => 200
  receiver.received.length = 0
  t.same(await redeliver(office.hooks, by, hook, { event: dead?.event ?? '' }), {
    ok: true,
    value: { queued: true },
  })
  await office.deliver()
  t.same(kindsOf(receiver), ['returned'])
  t.equal(receiver.received[0]?.headers['webhook-id'], dead?.event, 'under the id it always had')
  receiver.received.length = 0
  await redeliver(office.hooks, by, hook, { since: '2026-05-01T00:00:00Z' })
  await office.deliver()
  t.same(kindsOf(receiver).slice(0, 3), ['submitted', 'returned', 'withdrawn'], 'everything, in its order')
  t.match(await redeliver(office.hooks, by, hook, { event: 'none' }), {
    error: { code: 'webhook_not_redeliverable' },
  })
  t.match(await redeliver(office.hooks, by, hook, { since: '0000-13-45T00:00:00Z' }), {
    error: { code: 'not_an_instant' },
  })
})

test('three days without one arrival, or 410, and it is paused; turned on, nothing is missing', async (t) => {
  const { office, receiver } = await start(t)
  const { id: hook } = await office.endpoint(receiver.url)
  await receiver.kill()
  await office.submittedBy('sys-zaimu')
  for (let turn = 0; turn < 20; turn += 1) {
    await office.deliver()
    office.later(13 * hour)
  }
  t.match(await stateOf(office, hook), { state: 'paused', paused: { because: 'failing' } })
  const attempts = (await logOf(office, hook))[0]?.attempts.length ?? 0
  t.ok(attempts <= 8, `and then nobody is called any more: ${attempts} attempts`)
  await office.submittedBy('sys-zaimu')
  await receiver.revive()
  await changeWebhook(office.hooks, by, hook, { enabled: true })
  await office.deliver()
  t.same(kindsOf(receiver), ['submitted', 'submitted'])
  receiver.answer = () => 410
  await office.submittedBy('sys-zaimu')
  await office.deliver()
  t.match(await stateOf(office, hook), { state: 'paused', paused: { because: 'gone' }, waiting: 1 })
})

test('a dead letter and three quiet days are no failing: the next failure does not pause', async (t) => {
  const { office, receiver } = await start(t)
  const { id: hook } = await office.endpoint(receiver.url)
  receiver.answer = () => 500
  await office.submittedBy('sys-zaimu')
  for (let turn = 0; turn < mostRefusals; turn += 1) {
    await office.deliver()
    office.later(13 * hour)
  }
  t.match(await stateOf(office, hook), { state: 'paused', dead: 0 }, 'three days of refusals alone do pause')
  await changeWebhook(office.hooks, by, hook, { enabled: true })
  const dead = { refusals: mostRefusals - 1, next_at: null }
  await office.db.updateTable('webhook_delivery').set(dead).execute()
  await office.deliver()
  const given = await stateOf(office, hook)
  t.match(given, { state: 'on', dead: 1, waiting: 0 })
  t.equal(given.failingSince, undefined, 'nothing is failing where nothing waits')
  office.later(80 * hour)
  await receiver.kill()
  await office.submittedBy('sys-zaimu')
  await office.deliver()
  const failing = await stateOf(office, hook)
  t.match(failing, { state: 'retrying', failingSince: String, paused: undefined })
  t.ok(Date.parse(office.hooks.now()) - Date.parse(failing.failingSince ?? '') < hour, 'since just now')
  for (let turn = 0; turn < 7; turn += 1) {
    office.later(13 * hour)
    await office.deliver()
  }
  t.match(
    await stateOf(office, hook),
    { state: 'paused', paused: { because: 'failing' } },
    'three days of it do',
  )
})

test('while a key is rotated both count, then the new one alone; the database holds neither', async (t) => {
  const { office, receiver } = await start(t)
  const { id: hook, secret: old } = await office.endpoint(receiver.url)
  const rotated = await rotateSecret(office.hooks, by, hook, { keepForHours: 2 })
  if (!rotated.ok) throw new Error(rotated.error.code)
  const { secret } = rotated.value
  t.match(rotated.value.webhook.keys, [{ endsAt: undefined }, { endsAt: String }])
  await office.submittedBy('sys-zaimu')
  await office.deliver()
  const [both] = receiver.received
  if (both === undefined) throw new Error('nothing came')
  t.equal(String(both.headers['webhook-signature']).split(' ').length, 2)
  t.ok(verified(both, old) && verified(both, secret))
  t.throws(() => verified({ ...both, body: `${both.body} ` }, secret), 'one byte more')
  t.throws(() => verified(both, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'), 'another key')
  const { rows } = await office.pool.query<{ it: string }>(
    'select row_to_json(s)::text as it from webhook_secret s',
  )
  t.equal(rows.length, 2)
  for (const { it } of rows) for (const one of [old, secret]) t.notOk(it.includes(one.slice(6)))
  office.later(3 * hour)
  await office.submittedBy('sys-zaimu')
  await office.deliver()
  const last = receiver.received.at(-1)
  t.equal(String(last?.headers['webhook-signature']).split(' ').length, 1)
  // A copy without the key of the environment signs nothing.
  const blind = { ...office.hooks, box: { ...office.hooks.box, open: () => undefined } }
  t.match(await viewWebhook(blind, by, hook), { value: { state: 'key_missing' } })
})
