import { test } from 'tap'
import type { IssuingList } from '../contract/issuing-list.ts'
import type { SealList } from '../contract/seals.ts'
import { decided, issuePlan, sealKeeper } from '../testing/issuing.ts'
import { createOffice, staff } from '../testing/office.ts'

type Answer = SealList & { readonly code?: string }

test('公印: registered from a day on, used by who sits in the post that keeps it, and ended with a reason', async (t) => {
  const office = await createOffice(t)
  const ask = (person: string, method: 'GET' | 'POST', url: string, payload?: object) =>
    office.ask<Answer>(person, method, url, payload)
  const { recordsManager, groupChief } = staff
  const stamp = {
    code: 'KANKO',
    name: '観光局長印',
    kind: 'stamp',
    keeper: 'KNK-1:P-KAK',
    from: '2026-05-11',
  }
  const add = (changes: object, person: string = recordsManager) =>
    ask(person, 'POST', '/v1/seals', { ...stamp, ...changes })
  t.match(await add({}, staff.drafter), { status: 403, body: { code: 'seals_not_yours' } })
  t.match(await ask(staff.drafter, 'GET', '/v1/seals'), { status: 403 })
  t.match((await ask(recordsManager, 'GET', '/v1/seals')).body.items, {
    0: { name: String, keeperTitle: String, keepers: [String] },
    length: 3,
  })
  for (const [changes, code] of [
    [{ code: 'CHIJI' }, 'seal_code_known'],
    [{ name: '知事印' }, 'seal_name_taken'],
    [{ keeper: 'KNK:P-XXX' }, 'seal_keeper_unknown'],
    [{ keeper: 'XXX:P-SEC' }, 'seal_keeper_unknown'],
    [{ from: '2026-05-10' }, 'seal_day_past'],
    [{ from: '2026-02-30' }, 'not_a_day'],
    [{ code: '観光' }, 'bad_request'],
  ] as const)
    t.match((await add(changes)).body, { code })
  const made = await add({})
  t.equal(made.status, 201, JSON.stringify(made.body))
  t.match(
    made.body.items.find((it) => it.code === 'KANKO'),
    { keeperTitle: /係長/, keepers: [String], made: { by: { id: recordsManager } } },
  )

  const { numberKind: _none, ...plan } = issuePlan
  const id = await decided(office, plan)
  const from = (await office.view(staff.drafter, id)).attachments[0]?.revisionId
  await office.act(staff.drafter, id, { type: 'make_fair_copy', from })
  await office.act(groupChief, id, { type: 'collate', document: 'd1', matches: true })
  const seal = { type: 'seal_document', document: 'd1', how: 'seal', seal: 'KANKO' }
  t.match((await office.act(sealKeeper, id, seal)).body, { code: 'not_seal_keeper' })
  const end = (code: string, body: object) => ask(recordsManager, 'POST', `/v1/seals/${code}/end`, body)
  t.match((await end('KANKO', { on: '2026-05-10', reason: '改刻' })).body, { code: 'seal_day_past' })
  t.match((await end('NONE', { on: '2026-05-11', reason: '改刻' })).status, 404)
  t.match((await end('KANKO', { on: '2026-05-11', reason: ' ' })).body, { code: 'bad_request' })
  const ended = await end('KANKO', { on: '2026-05-11', reason: '改刻のため' })
  t.match(
    ended.body.items.find((it) => it.code === 'KANKO'),
    { to: '2026-05-11', ended: { reason: '改刻のため' } },
  )
  t.match((await end('KANKO', { on: '2026-05-12', reason: '改刻' })).body, { code: 'seal_ended' })
  t.match(await office.act(groupChief, id, seal), { status: 200 }, 'on its last day')
  const other = await decided(office, plan)
  const again = (await office.view(staff.drafter, other)).attachments[0]?.revisionId
  await office.act(staff.drafter, other, { type: 'make_fair_copy', from: again })
  await office.act(groupChief, other, { type: 'collate', document: 'd1', matches: true })
  office.setTime('2026-05-12T01:20:00.000Z')
  t.match((await office.act(groupChief, other, seal)).body, { code: 'no_such_seal' })
  t.match(
    (await office.view(staff.drafter, id)).issuance?.documents[0]?.sealing,
    { sealName: '観光局長印' },
    'what was sealed with it stays',
  )
  t.equal((await add({ from: '2026-05-13' })).body.code, 'seal_code_known', 'its code is not given out again')
  t.equal((await add({ code: 'KANKO-2', from: '2026-05-13' })).status, 201, 'its name is free')
})

test('公印: what was collated waits for whoever keeps the seal then, be it another post or the end of a 秘 since', async (t) => {
  const office = await createOffice(t)
  const { groupChief, drafter, recordsManager, stranger } = staff
  const { numberKind: _none, ...plan } = issuePlan
  const collated = async (changes: object = {}) => {
    const id = await decided(office, plan, changes)
    const from = (await office.view(drafter, id)).attachments[0]?.revisionId
    await office.act(drafter, id, { type: 'make_fair_copy', from })
    const done = await office.act(groupChief, id, { type: 'collate', document: 'd1', matches: true })
    t.equal(done.status, 200, JSON.stringify(done.body))
    return id
  }
  const statusFor = async (person: string, id: string) =>
    (await office.ask(person, 'GET', `/v1/proposals/${id}`)).status
  const waiting = async (person: string) =>
    (await office.ask<IssuingList>(person, 'GET', '/v1/issuing?step=seal')).body.items.map(
      (it) => it.proposalId,
    )
  const open = await collated()
  const secret = await collated({ secrecy: 'secret', accessList: [drafter, groupChief] })
  t.same(await waiting(sealKeeper), [open])
  t.equal(await statusFor(sealKeeper, secret), 404)
  const stamp = {
    ...{ code: 'FUKU', name: '福祉局長印', kind: 'stamp' },
    ...{ keeper: 'FUK-1:P-KAK', from: '2026-05-11' },
  }
  t.same([await statusFor(stranger, open), await waiting(stranger)], [404, []])
  t.equal((await office.ask(recordsManager, 'POST', '/v1/seals', stamp)).status, 201)
  t.same([await statusFor(stranger, open), await waiting(stranger)], [200, [open]])
  t.equal(await statusFor(stranger, secret), 404, 'R-16')

  const release = { type: 'release_secrecy', reason: '公表済' }
  t.equal((await office.act(drafter, secret, release)).status, 200)
  for (const person of [sealKeeper, stranger]) {
    t.equal(await statusFor(person, secret), 200)
    t.same((await waiting(person)).toSorted(), [open, secret].toSorted())
  }
  const seal = { type: 'seal_document', document: 'd1', how: 'seal', seal: 'FUKU', count: 1 }
  const done = await office.act(stranger, secret, seal)
  t.equal(done.status, 200, JSON.stringify(done.body))
})
