import { test } from 'tap'
import type { AttachmentView } from '../contract/proposals.ts'
import type { SeenPages, SeenView, Trails } from '../contract/seen.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import { drafter, other, upload, attachmentWorld as world } from '../testing/attachment-world.ts'
import { createOffice, staff } from '../testing/office.ts'
import { setPolicy } from '../testing/policy.ts'
import { storePages } from '../testing/read-pages.ts'

test('pages are noted as seen for whoever saw them, once, and only of what the case shows', async (t) => {
  const made = await world(t)
  const { body } = await upload(made, '一.txt', '一')
  const foreign = await world(t)
  const { body: elsewhere } = await upload(foreign, '二.txt', '二')
  const url = `/v1/proposals/${made.proposalId}/seen`
  const send = async (files: SeenPages['files'], as = drafter) =>
    (await made.inject(as, { method: 'POST', url, payload: { files } })).statusCode
  const seen = async () => (await made.inject(drafter, url)).json<SeenPages>().files
  const { revisionId } = body.attachment

  t.same(await seen(), [])
  t.equal(await send([{ revisionId, pages: [2, 0] }]), 204)
  t.equal(
    await send([
      { revisionId, pages: [0, 1] },
      { revisionId: elsewhere.attachment.revisionId, pages: [0] },
    ]),
    204,
  )
  t.same(await seen(), [{ revisionId, pages: [0, 1, 2] }])
  t.equal(await send([{ revisionId, pages: [3] }], other), 404, 'who may not read it has seen nothing')
  t.equal((await made.inject(other, url)).statusCode, 404)
  t.equal(await send([{ revisionId, pages: [-1] }]), 400)
  t.equal(await send([{ revisionId, pages: [] }]), 204)
})

test('閲読状況の共有 [seenSharing=self_only] [seenSharing=drafter_and_decider] [seenSharing=auditor_only]', async (t) => {
  const auditor = 'u1101'
  const everybody = [
    staff.drafter,
    staff.groupChief,
    staff.sectionChief,
    staff.decider,
    staff.recordsManager,
    auditor,
  ]
  const shownTo = async (seenSharing: PolicySettings['seenSharing'] | undefined) => {
    const office = await createOffice(t)
    if (seenSharing !== undefined) await setPolicy(office, { seenSharing })
    const { id } = await office.draft()
    const sent = await office.inject(staff.drafter, fileOf(id))
    const { attachment } = sent.json<{ attachment: AttachmentView }>()
    await storePages(office, attachment, ['一', '二', '三'])
    await office.act(staff.drafter, id, { type: 'submit' })
    await office.act(staff.groupChief, id, { type: 'approve' })
    const files = [{ revisionId: attachment.revisionId, pages: [0, 2, 9] }]
    await office.inject(staff.groupChief, {
      method: 'POST',
      url: `/v1/proposals/${id}/seen`,
      payload: { files },
    })
    await office.inject(staff.sectionChief, {
      method: 'POST',
      url: `/v1/proposals/${id}/seen`,
      payload: { files: [{ revisionId: attachment.revisionId, pages: [1] }] },
    })
    await office.inject(auditor, {
      method: 'PUT',
      url: '/v1/reading-purpose',
      payload: { purpose: '定期監査' },
    })
    const shown: string[] = []
    for (const person of everybody) {
      const { status, body } = await office.ask<Trails>(person, 'GET', `/v1/proposals/${id}/trails`)
      t.equal(status, 200, person)
      if (body.people.length === 0) continue
      shown.push(person)
      t.equal(body.pageCount, 3)
      const pages = new Map(body.people.map((it) => [it.person, it.pages]))
      t.equal(pages.get(staff.groupChief), 3, 'never more than there are')
      t.equal(pages.get(staff.sectionChief), 1)
      t.equal(pages.get(staff.decider), 0)
      t.notOk(pages.has(staff.recordsManager), 'who only reads is not counted')
    }
    const told = async (person: string) =>
      (await office.ask<SeenView>(person, 'GET', `/v1/proposals/${id}/seen`)).body.sharedWith
    t.equal(await told(staff.groupChief), seenSharing ?? 'self_only', 'whoever is shown is told so')
    t.equal(await told(staff.recordsManager), 'self_only')
    t.equal((await office.ask(staff.stranger, 'GET', `/v1/proposals/${id}/trails`)).status, 404)
    return shown
  }
  t.same(await shownTo(undefined), [])
  t.same(await shownTo('self_only'), [])
  t.same(await shownTo('drafter_and_decider'), [staff.drafter, staff.decider])
  t.same(await shownTo('auditor_only'), [auditor])
})

/** A request that attaches a text to a draft. */
function fileOf(id: string) {
  return {
    method: 'POST' as const,
    url: `/v1/proposals/${id}/attachments`,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    payload:
      '--b\r\ncontent-disposition: form-data; name="file"; filename="素案.txt"\r\n\r\n本文\r\n--b--\r\n',
  }
}
