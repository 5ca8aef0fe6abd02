import { test } from 'tap'
import { until } from '../adapters/processes.ts'
import type { Problem } from '../contract/common.ts'
import type { DisclosureId, LocalDate } from '../domain/ids.ts'
import { findDisclosure, listAskedIn, saveDisclosure } from '../store/disclosure.ts'
import { lockFolders } from '../store/folders.ts'
import { appoint, disclosing, officer } from '../testing/disclosing.ts'
import { archivist, expiring, keeper } from '../testing/expiring.ts'
import { isHeld } from '../testing/lock-waiting.ts'
import { createOffice } from '../testing/office.ts'

test('R-21 a 簿冊 that a 開示請求 asks for is kept until a year after the decision', async (t) => {
  const office = await createOffice(t)
  await appoint(office)
  const { db, deps } = office
  const { open, act, item, decided, decidedAt } = expiring(office)
  const desk = disclosing(office)
  const folder = await open('請求された簿冊')
  const wanted = await decided(folder, '請求された事案', Buffer.from('請求された内容'))
  const deciding = await decided('2026-512-01', '廃棄の決定について', Buffer.from('別表'))
  office.setTime('2028-04-03T00:00:00.000Z')
  const done = async (body: Parameters<typeof act>[1], by: string = keeper) =>
    t.equal((await act([folder], body, by)).status, 200)
  await done({ type: 'appraise', outcome: 'destroy', reason: '定型' }, archivist)
  await decidedAt(deciding.id, '2028-04-03T00:00:00.000Z')
  await done({ type: 'decide', case: deciding.id })
  await done({ type: 'publish' })

  office.setTime('2028-05-08T00:00:00.000Z')
  const id = (await desk.register()) as DisclosureId
  t.equal((await desk.act(officer, id, { type: 'choose_case', proposalId: wanted.id })).status, 200)
  const refused = { code: 'expiry_asked_for', title: /ください。$/ }
  t.match((await act([folder], { type: 'dispose' })).body, { ...refused, detail: /開示決定等の前/ })
  t.match(await item(folder), { obstacle: /開示請求/ })
  const stored = await findDisclosure(db, id)
  if (stored === undefined) throw new Error('the request is gone')
  const becomes = (changes: Partial<typeof stored.request>) =>
    db
      .transaction()
      .execute((trx) =>
        saveDisclosure(trx, { ...stored, request: { ...stored.request, ...changes } }, deps.now()),
      )
  await becomes({ status: 'withdrawn' })
  t.equal((await item(folder))?.obstacle, undefined, 'one that was withdrawn asks for nothing')
  const notifiedOn = '2028-05-08' as LocalDate
  await becomes({ status: 'withdrawn', notifiedOn })
  t.match((await item(folder))?.obstacle, /開示請求/, '取下げ after the notice')
  await becomes({ status: 'notified', notifiedOn })
  office.setTime('2029-05-08T14:59:00.000Z')
  t.match((await act([folder], { type: 'dispose' })).body, { ...refused, detail: /令和11年5月8日/ })

  const file = `/v1/disclosure-requests/${id}/files/${wanted.attachments[0]?.revisionId}`
  const masks = {
    revisionId: wanted.attachments[0]?.revisionId,
    masks: [{ page: 0, box: [0, 0, 9, 9], ground: 'G1' }],
  }
  t.match((await office.ask<Problem>(officer, 'GET', file)).body, { code: 'pdf_not_ready' })
  office.setTime('2029-05-08T15:00:00.000Z')
  await done({ type: 'dispose' })
  for (const below of ['', '/pdf', '/text'])
    t.match(await office.ask<Problem>(officer, 'GET', file + below), {
      status: 410,
      body: { code: 'case_disposed' },
    })
  t.match(await desk.mask(officer, id, masks), { status: 410, body: { code: 'case_disposed' } })
})

test('R-21 a case that is asked for while its 簿冊 is acted on waits for that, so that either sees the other', async (t) => {
  const office = await createOffice(t)
  await appoint(office)
  const { open, decided } = expiring(office)
  const desk = disclosing(office)
  const folder = await open('請求された簿冊')
  const wanted = await decided(folder, '請求された事案', Buffer.from('内容'))
  const id = await desk.register()
  let choosing: ReturnType<typeof desk.act> | undefined
  await office.db.transaction().execute(async (trx) => {
    await lockFolders(trx, [folder])
    choosing = desk.act(officer, id, { type: 'choose_case', proposalId: wanted.id })
    t.ok(await until(() => isHeld(office.db), 20_000), 'it waits')
    const { status } = (await findDisclosure(office.db, id as DisclosureId))?.request ?? {}
    t.equal(status, 'open')
    t.same(await listAskedIn(trx, [folder]), new Map(), 'and is not there yet')
  })
  t.equal((await choosing)?.status, 200)
  t.equal((await listAskedIn(office.db, [folder])).get(folder)?.length, 1)
})
