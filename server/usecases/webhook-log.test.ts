import { type Test, test } from 'tap'
import type { PersonId } from '../domain/ids.ts'
import { staff } from '../testing/office.ts'
import { type WebhookOffice, administrator, createWebhookOffice } from '../testing/webhook-office.ts'
import { letter, receivers, receiving } from '../testing/receiving.ts'
import { startReceiver } from '../testing/webhook-receiver.ts'
import { previewRedelivery, redeliver } from './redeliver-webhook.ts'
import { viewDeliveries } from './webhook-log.ts'
import type { WebhookCaller } from './webhooks.ts'

const auditor = { person: 'u1101' as PersonId }
const admin = { person: administrator }

async function logOf({ hooks }: WebhookOffice, by: WebhookCaller, id: string) {
  const log = await viewDeliveries(hooks, by, id, {})
  if (!log.ok) throw new Error(log.error.code)
  return log.value.items
}

/** It comes back to its drafter, who makes it 秘 as it lies there. */
async function madeSecret(office: WebhookOffice, id: string, accessList: PersonId[] = []): Promise<void> {
  await office.act(staff.groupChief, id, { type: 'return', reason: '秘とすること。' })
  const { version } = await office.view(staff.drafter, id)
  const content = office.content({ secrecy: 'secret', accessList })
  const { status } = await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, { version, content })
  if (status !== 200) throw new Error(`not saved: ${status}`)
}

async function told(t: Test, ...listed: PersonId[]) {
  const office = await createWebhookOffice(t)
  const receiver = await startReceiver(t)
  const { id: hook } = await office.endpoint(receiver.url)
  const secret = await office.submittedBy('sys-zaimu')
  const open = await office.submittedBy('sys-zaimu')
  await office.deliver()
  await madeSecret(office, secret, listed)
  return { office, receiver, hook, secret, open }
}

test('R-16 the log tells nothing of a case that became 秘 to who may not know of it', async (t) => {
  const { office, hook, secret, open } = await told(t)
  await office.db.updateTable('webhook_attempt').set({ answer: 'took it' }).execute()
  for (const by of [admin, auditor]) {
    const log = await logOf(office, by, hook)
    t.equal(log.length, 2)
    t.notMatch(JSON.stringify(log), secret, 'not the case')
    const [seen, hidden] = log
    t.match(seen, { subject: open, type: 'jp.kessai.proposal.submitted', event: `${open}_1` })
    t.equal(seen?.attempts[0]?.answer, 'took it')
    t.same(Object.keys(hidden ?? {}).sort(), ['attempts', 'endedAt', 'id', 'queuedAt', 'state'])
    t.match(hidden?.attempts, [{ status: 200, answer: '' }], 'nor an answer, which may name it')
  }
})

test('R-16 a 収受文書 is sent to whoever sent it; become 秘, its rows tell nothing to who may not read it', async (t) => {
  const office = await createWebhookOffice(t)
  const receiver = await startReceiver(t)
  const { id: hook } = await office.endpoint(receiver.url)
  const desk = receiving(office)
  const { clerk } = receivers
  const id = await desk.begin(clerk)
  await office.db.updateTable('receipt').set({ application_id: 'sys-zaimu' }).where('id', '=', id).execute()
  await desk.register(clerk, id)
  await office.deliver()
  t.same(
    receiver.received.map((it) => JSON.parse(it.body).type),
    ['jp.kessai.receipt.registered'],
  )
  t.match(await logOf(office, admin, hook), [{ subject: id, type: 'jp.kessai.receipt.registered' }])
  const correct = { type: 'correct', arrival: letter({ secrecy: 'secret' }), reason: '秘の取扱い' }
  t.match(await desk.act(clerk, id, correct), { status: 200 })
  t.notMatch(JSON.stringify(await logOf(office, admin, hook)), id)
  const own = await logOf(office, { application: 'sys-zaimu' }, hook)
  t.match(own, [{ subject: id, type: 'jp.kessai.receipt.changed' }])
  const [row] = await logOf(office, admin, hook)
  receiver.received.length = 0
  t.ok((await redeliver(office.hooks, admin, hook, { delivery: row?.id ?? 0 })).ok)
  await office.deliver()
  t.same(
    receiver.received.map((it) => JSON.parse(it.body).type),
    ['jp.kessai.receipt.changed', 'jp.kessai.receipt.changed'],
    'the first one again, and the correction',
  )
})

test('whoever may read a 秘 case sees its rows, and its application that something changed', async (t) => {
  const { office, hook, secret } = await told(t, administrator)
  t.match((await logOf(office, admin, hook))[1], { subject: secret, type: 'jp.kessai.proposal.submitted' })
  t.equal((await logOf(office, auditor, hook))[1]?.subject, undefined, 'not on its list')
  const own = (await logOf(office, { application: 'sys-zaimu' }, hook))[1]
  t.match(own, { subject: secret, type: 'jp.kessai.proposal.changed' })
  // Of a case it only follows it is not even told that.
  await office.db
    .updateTable('proposal')
    .set({ application_id: 'sys-jinji' })
    .where('id', '=', secret)
    .execute()
  const followed = await logOf(office, { application: 'sys-zaimu' }, hook)
  t.notMatch(JSON.stringify(followed), secret)
})

test('a row is sent again by its place in the log, also one that may not be seen; a guessed event is not', async (t) => {
  const { office, receiver, hook, secret } = await told(t)
  const hidden = (await logOf(office, admin, hook))[1]
  receiver.received.length = 0
  t.match(await redeliver(office.hooks, admin, hook, { event: `${secret}_1` }), {
    error: { code: 'webhook_not_redeliverable' },
  })
  t.match(await redeliver(office.hooks, admin, hook, { delivery: 999_999 }), {
    error: { code: 'webhook_not_redeliverable', event: '999999' },
  })
  t.ok((await redeliver(office.hooks, admin, hook, { delivery: hidden?.id ?? 0 })).ok)
  await office.deliver()
  const again = receiver.received.map((it) => [it.headers['webhook-id'], JSON.parse(it.body).type])
  t.same(again[0], [`${secret}_1`, 'jp.kessai.proposal.changed'])
  t.match(await redeliver(office.hooks, auditor, hook, { delivery: hidden?.id ?? 0 }), {
    error: { code: 'webhooks_not_yours' },
  })
})

test('what sending everything since a moment would send is counted before, and is what is sent', async (t) => {
  const office = await createWebhookOffice(t)
  const receiver = await startReceiver(t)
  const { id: hook } = await office.endpoint(receiver.url, {
    types: ['jp.kessai.proposal.submitted', 'jp.kessai.proposal.withdrawn'],
  })
  for (let made = 0; made < 3; made += 1) {
    office.setTime(`2026-05-1${made + 1}T01:20:00.000Z`)
    const id = await office.submittedBy('sys-zaimu')
    await office.act(staff.drafter, id, { type: 'withdraw', reason: '重複のため' })
    await office.submittedBy('sys-jinji')
  }
  const count = (since: string) => previewRedelivery(office.hooks, admin, hook, since)
  t.same(
    await count('2026-05-11T00:00:00Z'),
    { ok: true, value: { events: 0, complete: true } },
    'none passed',
  )
  await office.deliver()
  t.same(await count('2026-05-11T00:00:00Z'), { ok: true, value: { events: 6, complete: true } })
  t.same(await count('2026-05-12T10:20:00+09:00'), { ok: true, value: { events: 4, complete: true } })
  t.same(await count('2026-05-14T00:00:00Z'), { ok: true, value: { events: 0, complete: true } })
  for (const wrong of ['2026-13-45T00:00:00Z', '9999-12-31T23:59-14:00']) {
    t.match(await count(wrong), { error: { code: 'not_an_instant' } }, wrong)
    t.match(await redeliver(office.hooks, admin, hook, { since: wrong }), {
      error: { code: 'not_an_instant' },
    })
  }
  receiver.received.length = 0
  await redeliver(office.hooks, admin, hook, { since: '2026-05-12T10:20:00+09:00' })
  await office.deliver()
  t.equal(receiver.received.length, 4)
})
