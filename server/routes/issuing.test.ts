import { join } from 'node:path'
import { test } from 'tap'
import { createDiskBlobs } from '../adapters/blobs-disk.ts'
import { createPdfSigner } from '../adapters/signing/sign-pdf.ts'
import { inspectFile } from '../adapters/sniff/inspect.ts'
import type { ProposalContent, ProposalView } from '../contract/proposals.ts'
import type { ExplainedRoute } from '../contract/explain-route.ts'
import type { FolderCases } from '../contract/folders.ts'
import type { IssuedFile } from '../contract/issuance.ts'
import type { IssuingList } from '../contract/issuing-list.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { decided, issuePlan as plan, sealKeeper as keeper } from '../testing/issuing.ts'
import { makePdf } from '../testing/files.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { fileBody } from '../testing/rights/cases.ts'
import { temporaryFolder } from '../testing/running-server.ts'
import { makeSigningKey, pdfsigSays } from '../testing/signing-key.ts'
import type { SignPdf } from '../usecases/signing-port.ts'

/** 完結日 of a case as its 簿冊 shows it. */
async function completedOn(office: Office, id: string): Promise<string | undefined> {
  const { folderId } = (await office.view(staff.drafter, id)).content
  const cases = await office.ask<FolderCases>(staff.drafter, 'GET', `/v1/folders/${folderId}/cases`)
  return cases.body.items.find((it) => it.id === id)?.completedOn
}

test('R-10 R-11 施行: from the decided Word file to the 完結, each step by whoever it is for', async (t) => {
  const office = await createOffice(t)
  const id = await decided(office)
  const act = async (person: string, body: object) => {
    const done = await office.act(person, id, body)
    t.equal(done.status, 200, JSON.stringify(done.body))
  }
  const before = await office.view(staff.drafter, id)
  t.match(before.issuance, { stage: 'to_issue', issuer: 'みほん道知事', unreached: ['みほん東町長'] })
  const from = before.attachments[0]?.revisionId
  await act(staff.drafter, { type: 'give_number', kind: '施行番号' })
  await act(staff.drafter, { type: 'make_fair_copy', from, datedOn: '2026-05-11', fill: true })
  const copied = await office.view(staff.groupChief, id)
  const [document] = copied.issuance?.documents ?? []
  t.match(document, {
    id: 'd1',
    name: '通知案.docx',
    madeBy: { person: staff.drafter },
    from: { revisionId: from },
    filled: [{ text: '観光第1号' }, { text: '令和8年5月11日' }],
  })
  t.same(copied.attachments, before.attachments, 'what was decided upon is as it was')
  t.equal(copied.manifestSha256, before.manifestSha256)
  const words = await office.inject(staff.groupChief, `/v1/revisions/${document?.file.revisionId}/content`)
  t.equal(words.statusCode, 200)
  t.not(document?.file.sha256, document?.from?.sha256)
  const differences = await office.ask<{ changes: readonly object[] }>(
    staff.groupChief,
    'GET',
    `/v1/revisions/${document?.file.revisionId}/differences?from=${from}`,
  )
  t.equal(differences.status, 200)
  t.equal(differences.body.changes.length, 2, 'number and date, and nothing else')

  t.match(await office.act(staff.drafter, id, { type: 'collate', document: 'd1', matches: true }), {
    status: 403,
    body: { code: 'collator_made_copy', rule: '浄書・照合' },
  })
  t.equal((await office.ask(keeper, 'GET', `/v1/proposals/${id}`)).status, 404, 'not theirs to read yet')
  await act(staff.groupChief, { type: 'collate', document: 'd1', matches: true })
  const seal = { type: 'seal_document', document: 'd1', how: 'seal', seal: 'CHIJI' }
  t.match(await office.act(staff.drafter, id, seal), {
    status: 403,
    body: { code: 'not_seal_keeper' },
  })
  await act(keeper, { ...seal, count: 2 })
  const to = [{ name: 'みほん東町長', channel: 'post' }]
  await act(staff.drafter, { type: 'dispatch', document: 'd1', on: '2026-05-11', to })
  await act(staff.drafter, { type: 'report_failure', dispatch: 'x1', reason: '宛先不明' })
  t.match((await office.view(staff.drafter, id)).issuance, { stage: 'to_issue' })
  const again = [{ name: 'みほん東町長', channel: 'courier', again: 'x1' }]
  await act(staff.drafter, { type: 'dispatch', document: 'd1', on: '2026-05-11', to: again })
  t.equal(await completedOn(office, id), undefined, 'R-20 what is to go out is not done by its decision')
  await act(staff.drafter, { type: 'complete', on: '2026-05-11' })
  t.equal(await completedOn(office, id), '2026-05-11')
  const done = await office.view(staff.drafter, id)
  t.match(done.issuance, { stage: 'completed', issuedOn: '2026-05-11', completed: { on: '2026-05-11' } })
  t.match(
    await office.db.selectFrom('proposal').select('completed_on').where('id', '=', id).executeTakeFirst(),
    { completed_on: '2026-05-11' },
  )
  t.same(
    done.history.slice(-8).map((it) => it.text),
    [
      '施行番号を付けました（観光第1号）。',
      '浄書しました（通知案.docx）。',
      '決裁案と照合しました（相違なし）。',
      '公印を押しました（知事印、2通）。',
      '令和8年5月11日付けで発送しました（みほん東町長：郵送）。',
      '発送したものが届かなかったことを記録しました。',
      '令和8年5月11日付けでもう一度発送しました（みほん東町長：交換便）。',
      '令和8年5月11日をもって完結としました。',
    ],
  )
  t.same(await auditProposal(office, id), [])
})

test('a 課 that ended: the 課 that takes over carries out what was decided there, and knows nothing of what is 秘', async (t) => {
  const office = await createOffice(t)
  const [id, secret] = [await decided(office), await decided(office, plan, { secrecy: 'secret' })]
  const [chief, clerk] = ['u0404', 'u0405']
  const statusFor = async (person: string, of: string) =>
    (await office.ask(person, 'GET', `/v1/proposals/${of}`)).status
  const last = { to_on: '2026-05-11' }
  const { db } = office
  await db.updateTable('appointment').set(last).where('unit_code', 'in', ['KNK', 'KNK-1']).execute()
  await db.updateTable('unit').set(last).where('code', 'in', ['KNK', 'KNK-1']).execute()
  await db.updateTable('unit').set({ successor_code: 'FUK' }).where('code', '=', 'KNK').execute()
  await db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
  office.deps.organisation.changed()
  t.equal(await statusFor(clerk, id), 404, 'on its last day it is still there')
  office.setTime('2026-05-12T01:20:00.000Z')
  const act = async (person: string, body: object) => {
    const done = await office.act(person, id, body)
    t.equal(done.status, 200, JSON.stringify(done.body))
  }
  const listed = await office.ask<IssuingList>(clerk, 'GET', '/v1/issuing')
  t.same(
    listed.body.items.map((it) => it.proposalId),
    [id],
  )
  const from = (await office.view(clerk, id)).attachments[0]?.revisionId
  await act(clerk, { type: 'give_number', kind: '施行番号' })
  await act(clerk, { type: 'make_fair_copy', from, datedOn: '2026-05-12', fill: true })
  await act(chief, { type: 'collate', document: 'd1', matches: true })
  await act(keeper, { type: 'seal_document', document: 'd1', how: 'seal', seal: 'CHIJI', count: 1 })
  const to = [{ name: 'みほん東町長', channel: 'post' }]
  await act(clerk, { type: 'dispatch', document: 'd1', on: '2026-05-12', to })
  await act(clerk, { type: 'add_cover_note', text: '所管は地域福祉課に移った。' })
  await act(clerk, { type: 'complete', on: '2026-05-12' })
  t.match((await office.view(chief, id)).issuance, { stage: 'completed' })
  t.equal(await statusFor('u0301', id), 404, 'nobody else')
  t.equal(await statusFor(clerk, secret), 404)
  const { version, manifestSha256 } = await office.view(staff.drafter, secret)
  const complete = { type: 'complete', on: '2026-05-12', version, manifestSha256 }
  t.equal((await office.ask(clerk, 'POST', `/v1/proposals/${secret}/acts`, complete)).status, 404)
  t.same(await auditProposal(office, id), [])
})

test('公印: an electronic signature through HTTP, which pdfsig finds valid, and which names a changed byte', async (t) => {
  const folder = await temporaryFolder(t, 'signing')
  const keyFile = await makeSigningKey(folder, 'みほん道', 'geheim')
  let passphrase = 'falsch'
  const failures: unknown[] = []
  const signPdf: SignPdf = (pdf, asked) =>
    createPdfSigner({ keyFile, passphrase, onFailure: (error) => void failures.push(error) })(pdf, asked)
  const office = await createOffice(t, {
    ...{ blobs: createDiskBlobs(join(folder, 'blobs')), inspect: inspectFile, signPdf },
  })
  const { numberKind: _none, ...unnumbered } = { ...plan, sealing: 'electronic' as const }
  const id = await decided(office, unnumbered)
  const pdf = makePdf()
  const brought = await office.inject(staff.drafter, {
    ...{ method: 'POST', url: `/v1/proposals/${id}/issued-files` },
    ...fileBody('通知.pdf', pdf),
  })
  const { revisionId: from, sha256 } = brought.json<IssuedFile>()
  for (const [person, body] of [
    [staff.drafter, { type: 'make_fair_copy', from }],
    [staff.groupChief, { type: 'collate', document: 'd1', matches: true }],
  ] as const)
    t.match(await office.act(person, id, body), { status: 200 })
  const seal = { type: 'seal_document', document: 'd1', how: 'electronic', seal: 'E-CHIJI' }
  t.match(await office.act(staff.drafter, id, seal), { status: 403, body: { code: 'not_seal_keeper' } })
  t.match(await office.act(keeper, id, seal), { status: 409, body: { code: 'document_not_ready' } })
  // Its pages are there: of a PDF they are the file itself.
  const pages = { status: 'done', pdf_sha256: sha256 }
  await office.db.updateTable('rendition').set(pages).where('sha256', '=', sha256).execute()
  t.match(await office.act(keeper, id, seal), { body: { code: 'signing_failed' } })
  t.equal(failures.length, 1)
  t.equal((await office.view(staff.drafter, id)).issuance?.documents[0]?.sealing, undefined)
  passphrase = 'geheim'
  t.match(await office.act(keeper, id, seal), { status: 200 })
  const sealing = (await office.view(staff.drafter, id)).issuance?.documents[0]?.sealing
  t.match(sealing, { how: 'electronic', sealName: '知事の電子署名', signer: 'みほん道知事' })
  const signed = await office.inject(staff.drafter, `/v1/revisions/${sealing?.signed?.revisionId}/content`)
  const bytes = signed.rawPayload
  t.same(bytes.subarray(0, pdf.byteLength), pdf, 'what was collated is the beginning of it')
  t.match(await pdfsigSays(folder, bytes), /ETSI\.CAdES\.detached[\s\S]*Signature is Valid/)
  for (const place of [bytes.indexOf('/Type') + 2, bytes.indexOf('/Reason') + 9]) {
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
    t.notMatch(await pdfsigSays(folder, bytes), /Signature is Valid/, `byte ${place}`)
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
  }
  t.match(await office.act(keeper, id, seal), { status: 409, body: { code: 'document_is_sealed' } })
  t.same(await auditProposal(office, id), [])
})

test('電子署名: without a key it is said that there is none', async (t) => {
  const office = await createOffice(t)
  const { numberKind: _none, ...unnumbered } = { ...plan, sealing: 'electronic' as const }
  const id = await decided(office, unnumbered)
  const [draftFile] = (await office.view(staff.drafter, id)).attachments
  await office.act(staff.drafter, id, { type: 'make_fair_copy', from: draftFile?.revisionId })
  await office.act(staff.groupChief, id, { type: 'collate', document: 'd1', matches: true })
  const seal = { type: 'seal_document', document: 'd1', how: 'electronic', seal: 'E-CHIJI' }
  t.match(await office.act(keeper, id, seal), { body: { code: 'signing_not_set_up' } })
})

test('R-10 浄書・照合: a file that was brought, spoilt and made anew; nothing before the 決裁', async (t) => {
  const office = await createOffice(t)
  const open = await office.submitted({ authorityCode: 'E01', concurringUnits: [], issue: plan })
  const bring = async (id: string, person: string) =>
    office.inject(person, {
      ...{ method: 'POST', url: `/v1/proposals/${id}/issued-files` },
      ...fileBody('公告.txt', '公告の文'),
    })
  t.match((await bring(open, staff.drafter)).json(), { code: 'issue_before_decision', rule: 'R-10' })
  const notice = { ...plan, kind: '公告', sealing: 'omitted' as const, addressees: [] }
  const { numberKind: _none, ...unnumbered } = notice
  const id = await decided(office, unnumbered)
  t.equal((await bring(id, staff.stranger)).statusCode, 404)
  t.match((await bring(id, staff.recordsManager)).json(), { code: 'not_of_section' })
  const brought = await bring(id, staff.drafter)
  t.equal(brought.statusCode, 201)
  const { revisionId: from } = brought.json<IssuedFile>()
  t.equal((await office.act(staff.drafter, id, { type: 'make_fair_copy', from })).status, 200)
  t.equal((await office.view(staff.drafter, id)).attachments.length, 1, 'it is none of the decided files')
  const refuse = { type: 'collate', document: 'd1', matches: false, remark: '日付が違う' }
  t.equal((await office.act(staff.sectionChief, id, refuse)).status, 200)
  const told = await office.db.selectFrom('outbox_event').select('type').execute()
  t.ok(told.some((it) => it.type === 'collated'))
  t.equal(
    (await office.act(staff.drafter, id, { type: 'void_document', document: 'd1', reason: '書損' })).status,
    200,
  )
  t.equal((await office.act(staff.drafter, id, { type: 'make_fair_copy', from })).status, 200)
  t.equal(
    (await office.act(staff.sectionChief, id, { type: 'collate', document: 'd2', matches: true })).status,
    200,
  )
  const omitted = { type: 'seal_document', document: 'd2', how: 'omitted' }
  t.equal((await office.act(staff.drafter, id, omitted)).status, 200)
  t.match((await office.act(staff.drafter, id, { type: 'complete', on: '2026-05-11' })).body, {
    code: 'not_issued_yet',
  })
  const to = [{ name: '公告板', channel: 'posting' }]
  const sent = await office.act(staff.drafter, id, { type: 'dispatch', document: 'd2', on: '2026-05-11', to })
  t.equal(sent.status, 200)
  t.match((await office.view(staff.drafter, id)).issuance, { stage: 'issued' })
  t.match(await office.act(staff.drafter, id, { type: 'make_fair_copy', from: id }), { status: 404 })
})

test('完結日: a case without 施行, and one from before it was asked', async (t) => {
  const office = await createOffice(t)
  const none = { ...plan, needed: false }
  for (const [issue, stage] of [
    [none, 'nothing_to_issue'],
    [undefined, 'to_issue'],
  ] as const) {
    const id = issue === undefined ? await decidedWithoutPlan(office) : await decided(office, issue)
    t.match((await office.view(staff.drafter, id)).issuance, { stage })
    t.equal(await completedOn(office, id), '2026-05-11', 'R-20 nothing goes out: done by its decision')
    t.match(await office.act(staff.drafter, id, { type: 'complete', on: '2026-05-12' }), {
      status: 422,
      body: { code: 'day_out_of_range' },
    })
    t.equal((await office.act(staff.groupChief, id, { type: 'complete', on: '2026-05-11' })).status, 200)
    t.match(await office.act(staff.drafter, id, { type: 'complete', on: '2026-05-11' }), {
      status: 409,
      body: { code: 'already_completed' },
    })
  }
})

async function decidedWithoutPlan(office: Office): Promise<string> {
  const id = await office.submitted({ authorityCode: 'E01', concurringUnits: [] })
  for (const [person, type] of [
    [staff.groupChief, 'approve'],
    [staff.sectionChief, 'decide'],
  ] as const) {
    const done = await office.act(person, id, { type })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
  return id
}

test('施行: what a plan lacks is said at the submission', async (t) => {
  const office = await createOffice(t)
  const { id } = await office.draft({
    issue: { ...plan, kind: '', issuer: ' ', addressees: [{ name: '', channel: 'post' }] },
  })
  const refused = await office.act(staff.drafter, id, { type: 'submit' })
  const missing = refused.body.facts?.['missing'] as readonly { field: string }[]
  t.same(
    missing.map((it) => it.field),
    ['issue.kind', 'issue.issuer', 'issue.addressees'],
  )
})

test('委任: what is entrusted is decided and goes out in the name of whom it was entrusted to', async (t) => {
  const office = await createOffice(t)
  const drafter = 'u0912'
  const book = await office.db
    .selectFrom('record_folder')
    .select(['id', 'retention_code'])
    .where('owner_unit', 'in', ['TJG', 'TOB-KEN', 'TOB'])
    .executeTakeFirst()
  const content = (issuer: string, changes: Partial<ProposalContent> = {}) =>
    office.content({
      ...{ title: '道路の占用の許可について', authorityCode: 'G01', concurringUnits: [] },
      ...(book && { folderId: book.id, retentionCode: book.retention_code }),
      issue: { ...plan, kind: '指令', issuer, numberKind: '指令番号' },
      ...changes,
    })
  const explain = async (asked: ProposalContent) => {
    const { body } = await office.ask<ExplainedRoute>(drafter, 'POST', '/v1/explain-route', {
      content: asked,
    })
    const found = body.findings.filter((it) => it.code === 'issuer_without_power')
    return {
      found,
      why:
        body.route?.stages
          .at(-1)
          ?.steps[0]?.because.map((it) => it.text)
          .join() ?? '',
    }
  }
  const asGovernor = await explain(content('みほん道知事'))
  t.match(asGovernor.why, /丙（総合振興局長・振興局長）決裁.*委任（みほん道事務委任規則.*第3条第1号）/)
  t.match(asGovernor.found, [{ severity: 'error', text: /「みほん道東部総合振興局長」にしてください/ }])
  t.same((await explain(content('みほん道東部総合振興局長'))).found, [])
  const raised = await explain(content('みほん道知事', { flags: ['重要'] }))
  t.same(raised.found, [], 'what a flag takes to the 副知事 is no 委任')
  t.notMatch(raised.why, /委任（/)

  const { status, body } = await office.ask<ProposalView>(drafter, 'POST', '/v1/proposals', {
    content: content('みほん道知事'),
  })
  t.equal(status, 201, JSON.stringify(body))
  const { id } = body
  const refused = await office.act(drafter, id, { type: 'submit' })
  t.match(
    [refused.status, refused.body.facts],
    [422, { missing: [{ field: 'issue.issuer', text: /委任されています/ }] }],
  )
  const saved = await office.ask(drafter, 'PUT', `/v1/proposals/${id}/draft`, {
    version: body.version,
    content: content('みほん道東部総合振興局長'),
  })
  t.equal(saved.status, 200, JSON.stringify(saved.body))
  for (const [person, type] of [
    [drafter, 'submit'],
    ['u0911', 'approve'],
    ['u0910', 'approve'],
    ['u0909', 'approve'],
    ['u0902', 'approve'],
    ['u0901', 'decide'],
  ] as const) {
    const done = await office.act(person, id, { type })
    t.equal(done.status, 200, JSON.stringify(done.body))
  }
  t.match((await office.view(drafter, id)).issuance, { issuer: 'みほん道東部総合振興局長' })
})
