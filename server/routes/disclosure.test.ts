import { StandardFonts, PDFDocument } from 'pdf-lib'
import { test } from 'tap'
import type { DisclosureClassView } from '../contract/disclosure-class.ts'
import type { DisclosureList } from '../contract/disclosure.ts'
import type { Me } from '../contract/me.ts'
import { recordEventOf, verifyRecord } from '../domain/audit/record-chain.ts'
import { type DisclosureEvent, foldRequest } from '../domain/disclosing/request.ts'
import type { DisclosureId } from '../domain/ids.ts'
import type { SearchAnswer } from '../contract/search.ts'
import { findDisclosure } from '../store/disclosure.ts'
import { findRecord } from '../store/record-log.ts'
import { appoint, asked, disclosing, officer, withPdf } from '../testing/disclosing.ts'
import { createOffice, staff } from '../testing/office.ts'
import { proofOf, traces } from '../testing/pdf-proof.ts'
import { makeDecided } from '../testing/rights/held-cases.ts'
import { hashLink } from '../usecases/hashes.ts'
import { indexCases } from '../usecases/index-cases.ts'

const [secret, kept] = ['SATSUNAI-TARO-7316', 'the second line stays']

async function page(): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  const sheet = document.addPage([400, 300])
  sheet.drawText(secret, { x: 40, y: 240, size: 14, font })
  sheet.drawText(kept, { x: 40, y: 150, size: 14, font })
  return document.save()
}

const box = [30, 40, 220, 28]

test('開示請求: from the request to the copies that are handed out', { timeout: 300_000 }, async (t) => {
  const office = await createOffice(t)
  await appoint(office)
  const desk = disclosing(office)
  const draft = await office.draft({ authorityCode: 'E01', concurringUnits: [] })
  const revision = await withPdf(office, draft.id, await page())
  for (const [person, type] of [
    [staff.drafter, 'submit'],
    [staff.groupChief, 'approve'],
    [staff.sectionChief, 'decide'],
  ] as const)
    t.equal((await office.act(person, draft.id, { type })).status, 200)
  const before = await office.view(staff.drafter, draft.id)

  const id = await desk.register()
  t.equal(
    await desk
      .register()
      .then((it) => desk.view(officer, it))
      .then((it) => it.number),
    '令和8年度開示第2号',
  )
  t.match(await desk.view(officer, id), {
    ...{ number: '令和8年度開示第1号', status: 'open', dueOn: '2026-05-26', overdue: false },
    requester: asked.requester,
  })
  const ahead = await office.ask(officer, 'POST', '/v1/disclosure-requests', {
    ...asked,
    requestedOn: '2026-05-12',
  })
  t.match(ahead, { status: 422, body: { code: 'disclosure_day_ahead' } })

  t.equal((await desk.act(officer, id, { type: 'ask_correction', reason: '文書を特定できない' })).status, 200)
  t.match(await desk.view(officer, id), { status: 'correcting', dueOn: undefined })
  office.setTime('2026-05-14T01:00:00.000Z')
  t.equal((await desk.act(officer, id, { type: 'correct', asks: '観光振興計画の素案' })).status, 200)
  t.match(await desk.view(officer, id), { asks: '観光振興計画の素案', dueOn: '2026-05-29' })
  t.equal((await desk.act(officer, id, { type: 'extend', reason: '大量請求' })).status, 200)
  t.match(await desk.view(officer, id), {
    ...{ dueOn: '2026-06-29', daysLeft: 46 },
    extension: { reason: '大量請求', on: '2026-05-14' },
    pauses: [{ from: '2026-05-11', to: '2026-05-14' }],
  })
  t.match((await desk.act(officer, id, { type: 'extend', reason: 'さらに' })).body, {
    code: 'disclosure_extended_already',
  })

  t.match((await desk.act(officer, id, { type: 'notify' })).body, { code: 'disclosure_not_chosen' })
  t.equal((await desk.act(officer, id, { type: 'choose_case', proposalId: draft.id })).status, 200)
  t.match((await desk.view(officer, id)).cases, [
    { files: [{ name: '名簿.pdf', hasPages: true, grounds: { length: 0 } }] },
  ])
  t.match((await desk.draft(officer, id)).body, {
    code: 'disclosure_files_open',
    detail: '区分が未定：1件、写しが未作成：0件',
  })
  const judge = { type: 'judge_file', revisionId: revision, outcome: 'partial' }
  t.match((await desk.act(officer, id, { ...judge, grounds: [] })).body, {
    code: 'disclosure_ground_missing',
  })
  t.match((await desk.act(officer, id, { ...judge, grounds: ['G9'] })).body, {
    code: 'disclosure_ground_unknown',
  })
  t.equal((await desk.act(officer, id, { ...judge, grounds: ['G1'] })).status, 200)

  await t.test(
    'the masked copy: nothing is left of what lies under the box, and the case is as it was',
    async (t) => {
      const masks = [{ page: 0, box, ground: 'G1' }]
      t.match(await desk.mask(officer, id, { revisionId: revision, masks: [{ ...masks[0], page: 1 }] }), {
        status: 409,
        body: { code: 'disclosure_no_pages' },
      })
      t.equal((await desk.mask(officer, id, { revisionId: revision, masks })).status, 201)
      t.match((await desk.view(officer, id)).cases, [
        { files: [{ outcome: 'partial', grounds: ['G1'], copy: { pages: 1, masks } }] },
      ])
      const file = `/v1/disclosure-requests/${id}/files/${revision}`
      t.equal((await office.inject(officer, `${file}/pdf`)).headers['content-type'], 'application/pdf')
      const [one] = (await desk.view(officer, id)).cases[0]?.files ?? []
      const own = await office.inject(officer, `${file}/copies/${one?.copy?.sha256}`)
      t.notMatch((await proofOf(own.rawPayload)).text, secret, 'the copy of this file')
      for (const below of ['', '/pdf', '/text', `/copies/${one?.copy?.sha256}`])
        t.equal((await office.inject(staff.drafter, file + below)).statusCode, 404, 'not even to the drafter')
      t.equal((await office.inject(officer, `${file}/copies/${'0'.repeat(64)}`)).statusCode, 404)
      const answer = await office.inject(officer, `/v1/disclosure-requests/${id}/copies.pdf`)
      t.equal(answer.headers['content-type'], 'application/pdf')
      const proof = await proofOf(answer.rawPayload)
      t.notMatch(proof.text, secret)
      t.same(traces(proof.raw, secret), [], 'no trace of it')
      t.match(proof.text, kept)
      const [x, y, width, height] = box as [number, number, number, number]
      t.ok(Math.max(...(await proof.crop(1, [x + 1, y + 1, width - 2, height - 2]))) < 16, 'black')
      const above = await proof.crop(1, [x, y - 9, 60, 9])
      t.ok(Math.min(...above) < 128, 'the ground is printed above it')
      const after = await office.view(staff.drafter, draft.id)
      t.same([after.attachments, after.manifestSha256], [before.attachments, before.manifestSha256], 'R-11')
    },
  )

  await t.test('意見照会: the 課 sees the question and nothing else', async (t) => {
    t.equal(
      (await desk.act(officer, id, { type: 'consult', unit: 'KNK', question: '支障はあるか' })).status,
      200,
    )
    const me = async () => (await office.ask<Me>(staff.drafter, 'GET', '/v1/me')).body.opinionsAsked
    t.equal(await me(), 1)
    const seen = await desk.view(staff.drafter, id)
    t.match(seen, {
      opinions: [{ question: '支障はあるか', mayAnswer: true }],
      cases: { length: 0 },
      history: { length: 0 },
      allowed: { length: 0 },
    })
    t.same([seen.requester, seen.handler], [undefined, undefined])
    t.match((await desk.act(staff.drafter, id, { type: 'notify' })).body, { code: 'disclosure_not_yours' })
    t.match((await desk.act(officer, id, { type: 'answer', nth: 1, text: 'ない' })).body, {
      code: 'disclosure_not_yours',
    })
    t.equal(
      (await desk.act(staff.drafter, id, { type: 'answer', nth: 1, text: '個人名のほかはない' })).status,
      200,
    )
    t.equal(await me(), 0)
    t.match((await desk.view(officer, id)).opinions, [{ answer: { text: '個人名のほかはない' } }])
  })

  await t.test('the decision is a case of its own, with the copy and without the 請求者', async (t) => {
    t.match((await desk.act(officer, id, { type: 'notify' })).body, { code: 'disclosure_undecided' })
    const { status, body } = await desk.draft(officer, id)
    t.equal(status, 201)
    const { proposalId } = body as unknown as { proposalId: string }
    const decision = await office.view(officer, proposalId)
    t.match(decision.attachments, [{ name: '名簿.pdf（墨塗り）.pdf' }])
    t.notMatch(JSON.stringify(decision), asked.requester.name)
    t.match((await desk.act(officer, id, { type: 'name_case', proposalId })).body, {
      code: 'disclosure_case_undecided',
    })
    t.match((await desk.view(officer, id)).drafts, [{ proposalId, status: 'draft', isStale: false }])
    t.equal((await desk.act(officer, id, { ...judge, note: '再考', grounds: ['G1'] })).status, 200)
    t.match((await desk.view(officer, id)).drafts, [{ isStale: true }])
    const decided = await makeDecided(office, {})
    t.equal((await desk.act(officer, id, { type: 'name_case', proposalId: decided.id })).status, 200)
    t.match((await desk.act(officer, id, { ...judge, outcome: 'full', grounds: [] })).body, {
      code: 'disclosure_decided_already',
    })
    t.equal((await desk.act(officer, id, { type: 'notify' })).status, 200)
    t.equal((await desk.act(officer, id, { type: 'carry_out', feeYen: 30 })).status, 200)
    t.match(await desk.view(officer, id), { status: 'done', carriedOut: { on: '2026-05-14', feeYen: 30 } })
    t.match((await desk.act(officer, id, { type: 'withdraw', reason: '不要' })).body, {
      code: 'disclosure_wrong_status',
    })
  })

  const record = await findRecord(office.db, { kind: 'disclosure_request', id })
  t.ok(record && verifyRecord({ kind: 'disclosure_request', id }, record.links, record.head, hashLink).intact)
  const events = (record?.links ?? []).map((it) => recordEventOf(it) as DisclosureEvent)
  t.same((await findDisclosure(office.db, id as DisclosureId))?.request, foldRequest(events))
  const chain = await office.inject(officer, `/v1/disclosure-requests/${id}/events`)
  t.notMatch(chain.body, asked.requester.name, 'who asks is in no link')
  const reads = await office.db
    .selectFrom('audit_access')
    .select(['what', 'purpose'])
    .where('proposal_id', '=', draft.id)
    .where('person_id', '=', officer)
    .where('what', '=', 'disclosure')
    .execute()
  t.ok(reads.length > 0 && reads.every((it) => it.purpose === '開示請求（令和8年度開示第1号）の対応'))
})

test('開示請求: who works on it, and cases found for it', async (t) => {
  const office = await createOffice(t)
  await appoint(office)
  await office.db
    .insertInto('person_role')
    .values({ person_id: staff.recordsManager, role: 'auditor' })
    .execute()
  const desk = disclosing(office)
  const id = await desk.register()
  const list = async (person: string) =>
    (await office.ask<DisclosureList>(person, 'GET', '/v1/disclosure-requests')).body.items
  const { handler } = await desk.view(officer, id)
  t.match(await list(officer), [{ handler, daysLeft: 15, files: 0, judged: 0, opinions: 0 }])
  t.notOk((await desk.view(officer, id)).allowed.includes('take_on'))
  t.match((await desk.act(officer, id, { type: 'take_on' })).body, { code: 'disclosure_taken_already' })
  t.equal((await desk.act(staff.recordsManager, id, { type: 'take_on' })).status, 200)
  t.not((await list(officer))[0]?.handler, handler)

  await makeDecided(office, { title: '観光振興計画の素案' })
  await makeDecided(office, { title: '観光振興計画の秘', secrecy: 'secret', accessList: [staff.drafter] })
  await indexCases({
    db: office.db,
    onBroken: (_, error) => {
      throw error
    },
  })
  const found = await office.ask<SearchAnswer>(
    officer,
    'GET',
    `/v1/disclosure-requests/${id}/candidates?q=${encodeURIComponent('観光振興計画')}`,
  )
  t.same(
    found.body.items.map((it) => it.case.title),
    ['観光振興計画の素案'],
    'without a purpose stated, and without what is 秘',
  )
  const reads = await office.db
    .selectFrom('audit_access')
    .select(['purpose'])
    .where('person_id', '=', officer)
    .where('what', '=', 'search')
    .execute()
  t.same(reads, [{ purpose: '開示請求（令和8年度開示第1号）の対応' }])
})

test('R-16 公開: 秘 and what others ask stay unknown, in requests, copies and the 目録', async (t) => {
  const office = await createOffice(t)
  await appoint(office)
  const desk = disclosing(office)
  const hidden = await makeDecided(office, {
    title: '極秘の計画',
    secrecy: 'secret',
    accessList: [staff.drafter],
  })
  const running = await office.submitted({ title: '回議中の計画' })
  await makeDecided(office, { title: '公開できる計画' })
  await makeDecided(office, { title: '非公開の計画', disclosure: { class: 'closed', grounds: ['G2'] } })
  await makeDecided(office, {
    ...{ title: '時限の計画' },
    disclosure: { class: 'timed', grounds: ['G3'], until: '2026-09-30' },
  })
  const id = await desk.register()
  for (const proposalId of [hidden.id, (await office.draft()).id, '00000000-0000-4000-8000-000000000000'])
    t.match(await desk.act(officer, id, { type: 'choose_case', proposalId }), {
      status: 404,
      body: { code: 'not_found' },
    })
  for (const person of [staff.drafter, staff.recordsManager, staff.decider]) {
    t.equal((await office.inject(person, `/v1/disclosure-requests/${id}`)).statusCode, 404)
    t.match(
      (await office.ask<DisclosureList>(person, 'GET', '/v1/disclosure-requests?state=all')).body,
      { mayRegister: false, items: { length: 0 } },
      'not even how many there are',
    )
    for (const below of ['events', 'copies.pdf'])
      t.equal((await office.inject(person, `/v1/disclosure-requests/${id}/${below}`)).statusCode, 404)
    t.equal((await desk.act(person, id, { type: 'notify' })).status, 404)
  }

  // What becomes 秘 after it was chosen goes out of sight with everything about it.
  t.equal((await desk.act(officer, id, { type: 'choose_case', proposalId: running })).status, 200)
  await office.db
    .updateTable('proposal')
    .set({ content: JSON.stringify({ ...office.content(), title: '回議中の計画', secrecy: 'secret' }) })
    .where('id', '=', running)
    .execute()
  const seen = await desk.view(officer, id)
  t.match(seen, { cases: { length: 0 }, hidden: 1 })
  t.notMatch(JSON.stringify(seen), '回議中の計画')

  const index = async (person: string) => office.inject(person, '/v1/publication-index.csv?year=2026')
  t.equal((await index(staff.drafter)).statusCode, 403)
  const csv = (await index(officer)).body
  t.ok(csv.startsWith('\uFEFF作成年度,所管部署,'))
  t.equal(csv.trim().split('\r\n').length, 1 + 3)
  for (const never of ['極秘の計画', '回議中の計画', '非公開の計画', '時限の計画']) t.notMatch(csv, never)
  t.match(csv, /公開できる計画.*公開,,/)
  t.match(csv, /件名は公開していません.*非公開,第7条第2号 法人等に関する情報,/)
  t.match(csv, /時限非公開,第7条第3号 審議・検討に関する情報,2026-09-30/)
  await t.test(
    '公開: the page for the web site has what the CSV has, as text and nothing else',
    async (t) => {
      await makeDecided(office, { title: '<script>alert(1)</script>&"=1+1"' })
      t.equal((await office.inject(staff.drafter, '/v1/publication-index.html?year=2026')).statusCode, 403)
      const answer = await office.inject(officer, '/v1/publication-index.html?year=2026')
      t.match(answer.headers, {
        'content-type': 'text/html; charset=utf-8',
        'content-disposition': /attachment/,
      })
      const page = answer.body
      for (const never of ['極秘の計画', '回議中の計画', '非公開の計画', '時限の計画', '<script'])
        t.notOk(page.includes(never), never)
      t.ok(page.includes('<th scope="row">&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;=1+1&quot;</th>'))
      t.match(page, /<caption>観光振興課の公文書　4件<\/caption>/)
      t.match(page, /<title>\S+　公文書目録（令和8年度）<\/title>/)
      const empty = await office.inject(officer, '/v1/publication-index.html?year=2019')
      t.match(empty.body, /この年度に公開する公文書はありません/)
    },
  )
  office.setTime('2026-09-30T15:00:00.000Z')
  t.match((await index(officer)).body, /時限の計画.*公開,,/, 'its time passed by itself')
  t.same(await index(staff.recordsManager).then((it) => it.body), await index(officer).then((it) => it.body))
})

test('R-11 公開区分: corrected after the 決裁 by an event of its own, and nothing that was decided changes', async (t) => {
  const office = await createOffice(t)
  await appoint(office)
  const { id } = await makeDecided(office, {
    title: '入札の結果',
    disclosure: { class: 'open', grounds: [] },
  })
  const before = await office.view(staff.drafter, id)
  const see = async (person: string) =>
    (await office.ask<DisclosureClassView>(person, 'GET', `/v1/proposals/${id}/disclosure-class`)).body
  const correct = (person: string, body: object) =>
    office.ask<DisclosureClassView & { code?: string }>(person, 'POST', `/v1/disclosure-classes/${id}`, {
      ...{ version: 0, class: 'closed', grounds: ['G2'], reason: '法人の情報が含まれるため' },
      ...body,
    })
  t.match(await see(staff.drafter), { version: 0, now: { class: 'open' }, mayCorrect: false })
  t.match((await correct(staff.drafter, {})).body, { code: 'disclosure_class_not_yours' })
  t.match((await correct(officer, {})).body, { code: 'purpose_missing' }, 'an auditor says what for')
  for (const [body, code] of [
    [{ reason: ' ' }, 'disclosure_words_missing'],
    [{ class: 'unknown' }, 'disclosure_class_unknown'],
    [{ grounds: [] }, 'disclosure_ground_missing'],
    [{ grounds: ['G9'] }, 'disclosure_ground_unknown'],
    [{ class: 'timed' }, 'disclosure_until_wrong'],
    [{ class: 'timed', until: '2026-05-10' }, 'disclosure_until_wrong'],
    [{ class: 'open', grounds: [] }, 'disclosure_class_same'],
    [{ version: 1 }, 'version_changed'],
  ] as const)
    t.match((await correct(staff.recordsManager, body)).body, { code })
  const timed = { class: 'timed', until: '2026-09-30' }
  t.equal((await correct(staff.recordsManager, timed)).status, 200)
  t.match((await correct(staff.recordsManager, {})).body, { code: 'version_changed' }, 'a stale click')
  await office.ask(officer, 'PUT', '/v1/reading-purpose', { purpose: '公開区分の見直し' })
  t.match(await see(officer), {
    ...{ version: 1, mayCorrect: true, decided: { class: 'open' } },
    now: { ...timed, grounds: ['G2'] },
    corrections: [{ to: timed, reason: '法人の情報が含まれるため' }],
  })
  t.same(
    await office.view(staff.drafter, id),
    { ...before, version: before.version },
    'the case is as it was',
  )
  const index = async () => (await office.inject(officer, '/v1/publication-index.csv?year=2026')).body
  t.notMatch(await index(), '入札の結果')
  office.setTime('2026-09-30T15:00:00.000Z')
  t.match(await see(staff.recordsManager), { now: { class: 'open' }, passed: '2026-09-30' })
  t.match(await index(), '入札の結果', 'its time passed by itself')
  const undecided = await office.submitted()
  t.match(
    (
      await office.ask(staff.recordsManager, 'POST', `/v1/disclosure-classes/${undecided}`, {
        ...{ version: 0, class: 'closed', grounds: ['G2'], reason: '見直し' },
      })
    ).body,
    { code: 'disclosure_class_undecided' },
  )
  const record = await findRecord(office.db, { kind: 'disclosure_class', id })
  t.ok(record && verifyRecord({ kind: 'disclosure_class', id }, record.links, record.head, hashLink).intact)
})
