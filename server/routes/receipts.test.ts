import { test } from 'tap'
import type { ReceiptBook } from '../contract/book.ts'
import type { ReceiptList } from '../contract/receipts.ts'
import type { ReceiptId } from '../domain/ids.ts'
import { verifyRecord } from '../domain/audit/record-chain.ts'
import { foldReceipt } from '../domain/receiving/evolve-receipt.ts'
import { recordEventOf } from '../domain/audit/record-chain.ts'
import type { ReceiptEvent } from '../domain/receiving/receipt.ts'
import { findReceipt } from '../store/receipts.ts'
import { findRecord } from '../store/record-log.ts'
import { makePdf } from '../testing/files.ts'
import { hashLink } from '../testing/hash-link.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { makeOutlookMail } from '../testing/outlook-mail.ts'
import { letter, receivers, receiving } from '../testing/receiving.ts'

const { clerk, tourism, tourismChief } = receivers

async function listed(office: Office, person: string, tab: string): Promise<ReceiptList> {
  return (await office.ask<ReceiptList>(person, 'GET', `/v1/receipts?tab=${tab}`)).body
}

test('収受: from the desk of 文書課 to a case with its files, linked on both sides', async (t) => {
  const office = await createOffice(t)
  const desk = receiving(office)
  const id = await desk.begin(clerk)
  t.equal((await office.ask(staff.recordsManager, 'GET', `/v1/receipts/${id}`)).status, 404, 'being entered')
  const pdf = makePdf()
  t.match(await desk.addFile(clerk, id, '申請書（髙橋）.pdf', pdf), {
    status: 201,
    body: { file: { name: '申請書（髙橋）.pdf', kind: 'pdf' } },
  })
  t.match(await desk.register(clerk, id), { status: 200, body: { status: 'arrived', version: 1 } })
  t.match(await desk.view(clerk, id), {
    number: '文書収第1号',
    section: { unit: 'BUN', name: '文書課' },
    arrival: { receivedOn: '2026-05-11', sender: 'みほん雪まつり実行委員会' },
    files: [{ name: '申請書（髙橋）.pdf' }],
    allowed: ['distribute', 'accept', 'circulate', 'draft', 'close', 'correct', 'cancel'],
  })
  t.match(await desk.addFile(clerk, id, 'later.pdf', pdf), {
    status: 409,
    body: { code: 'receipt_registered' },
  })
  t.equal((await office.ask(tourism, 'GET', `/v1/receipts/${id}`)).status, 404, 'not handed to them yet')

  await t.test('配布・転送: misrouted, and forwarded with a reason; each hop is on the record', async (t) => {
    t.match(await desk.act(clerk, id, { type: 'distribute', unit: 'ZAI' }), { body: { status: 'handed' } })
    t.match(await desk.act(staff.finance, id, { type: 'forward', unit: 'KNK', reason: ' ' }), {
      status: 422,
      body: { code: 'receipt_reason_missing' },
    })
    t.match(await desk.act(staff.finance, id, { type: 'forward', unit: 'ZAI', reason: '所管外' }), {
      status: 422,
      body: { code: 'receipt_same_section' },
    })
    t.match(await desk.act(staff.finance, id, { type: 'forward', unit: 'KNK', reason: '所管外' }), {
      status: 200,
    })
    t.match(await desk.act(staff.finance, id, { type: 'accept' }), {
      status: 403,
      body: { code: 'receipt_not_yours' },
    })
    t.match((await listed(office, tourism, 'section')).items, [
      { id, status: 'handed', number: '文書収第1号' },
    ])
    t.match(await desk.act(tourism, id, { type: 'accept' }), { body: { status: 'accepted' } })
    const seen = await desk.view(tourism, id)
    t.same(
      seen.history.map((it) => it.type),
      ['registered', 'distributed', 'forwarded', 'accepted'],
    )
    t.match(seen.history[2], { text: '財政課から観光振興課に転送しました', comment: '所管外' })
  })

  const seen = await desk.view(tourism, id)
  await t.test(
    '接受起案・発議起案: what arrived is in the draft, and the link stays as it was drafted',
    async (t) => {
      const drafted = await office.ask<{ proposalId: string }>(
        tourism,
        'POST',
        `/v1/receipts/${id}/proposals`,
        {
          version: seen.version,
        },
      )
      t.equal(drafted.status, 201, JSON.stringify(drafted.body))
      const { proposalId } = drafted.body
      const proposal = await office.view(tourism, proposalId)
      t.match(proposal, {
        status: 'draft',
        content: {
          title: '後援名義の使用承認について（申請）',
          addressee: 'みほん雪まつり実行委員会',
          received: { receiptId: id, number: '文書収第1号', receivedOn: '2026-05-11' },
        },
        attachments: [{ name: '申請書（髙橋）.pdf', sha256: seen.files[0]?.sha256 }],
      })
      t.match(await desk.view(tourism, id), {
        status: 'drafted',
        cases: [{ proposalId, status: 'draft', title: '後援名義の使用承認について（申請）' }],
      })
      t.same((await desk.view(clerk, id)).cases, [], 'a draft is its drafter’s alone')
      t.match(
        await office.ask(tourism, 'POST', `/v1/receipts/${id}/proposals`, { version: seen.version }),
        { status: 409, body: { code: 'version_changed', facts: { lastAct: { type: 'drafted' } } } },
        'a second click makes no second case',
      )
      t.match(await desk.act(clerk, id, { type: 'cancel', reason: '誤り' }), {
        body: { code: 'receipt_has_case' },
      })

      // The link is kept as it was drafted.
      const { content, version } = proposal
      const { received: _, ...without } = content
      t.match(
        await office.ask(tourism, 'PUT', `/v1/proposals/${proposalId}/draft`, { version, content: without }),
        {
          status: 422,
          body: { code: 'received_untrue' },
        },
      )
      t.match(await office.ask(tourism, 'POST', '/v1/proposals', { content }), { status: 422 })
      t.match(await office.ask(tourism, 'PUT', `/v1/proposals/${proposalId}/draft`, { version, content }), {
        status: 200,
      })
    },
  )

  // What is stored is the fold of a chain that is whole.
  const record = await findRecord(office.db, { kind: 'receipt', id })
  const stored = await findReceipt(office.db, id as ReceiptId)
  t.ok(record && verifyRecord({ kind: 'receipt', id }, record.links, record.head, hashLink).intact)
  t.same(stored?.receipt, foldReceipt(record?.links.map((it) => recordEventOf(it) as ReceiptEvent) ?? []))
})

test('供覧: each one sees it, it ends with the last, and no decision comes of it', async (t) => {
  const office = await createOffice(t)
  const desk = receiving(office)
  const id = await desk.begin(tourism)
  await desk.register(tourism, id)
  t.match(await desk.view(tourism, id), { status: 'accepted', number: '観光収第1号' }, 'a 課 keeps its own')
  t.match(await desk.act(tourism, id, { type: 'circulate', people: [], posts: [], units: [] }), {
    status: 422,
    body: { code: 'receipt_nobody_asked' },
  })
  t.match(
    await desk.act(tourism, id, {
      type: 'circulate',
      people: [staff.stranger],
      posts: ['KNK:P-SEC'],
      units: [],
      note: '情報提供',
    }),
    { status: 200 },
  )
  t.match((await listed(office, staff.stranger, 'shown')).counts, { shown: 1 })
  t.match(await desk.act(staff.stranger, id, { type: 'see', comment: '承知しました' }), { status: 200 })
  t.match(await desk.act(staff.stranger, id, { type: 'see' }), {
    status: 409,
    body: { code: 'receipt_not_shown_to_you' },
  })
  t.match(await desk.view(tourism, id), { circulation: 'open' })
  t.match(await desk.act(tourismChief, id, { type: 'see' }), { status: 200 })
  t.match(await desk.view(tourism, id), {
    circulation: 'ended',
    shown: [{ seen: { comment: '承知しました' } }, { seen: { by: { id: tourismChief } } }],
  })
  t.match(await desk.act(tourism, id, { type: 'close', reason: '供覧により終了' }), {
    body: { status: 'closed' },
  })
  t.match(await desk.act(tourism, id, { type: 'accept' }), {
    status: 409,
    body: { code: 'receipt_wrong_status', detail: 'いまの状態：処理済' },
  })
  t.match((await listed(office, tourism, 'done')).items, [{ id }])
})

test('収受: what is typed wrong is refused with what to do, corrected with a reason, and taken back with its number kept', async (t) => {
  const told: unknown[] = []
  const office = await createOffice(t, {
    live: { publish: (event, to) => void told.push([event, to]), subscribe: () => () => {} },
  })
  const desk = receiving(office)
  const id = await desk.begin(clerk, letter({ title: '', channel: 'lgwan', receivedOn: '2026-05-01' }))
  t.match(await desk.register(clerk, id), {
    status: 422,
    body: {
      code: 'receipt_incomplete',
      detail: '足りない項目：件名、LGWANの署名検証の結果、今日より前の日に収受した理由',
    },
  })
  const save = (arrival: object, version: number) =>
    office.ask<{ version: number }>(clerk, 'PUT', `/v1/receipts/${id}/draft`, { version, arrival })
  t.match(await save(letter({ receivedOn: '2026-05-12' }), 0), { status: 200, body: { version: 1 } })
  t.match(
    await save(letter(), 0),
    { status: 409, body: { code: 'version_changed' } },
    'another tab saved first',
  )
  t.same(told, [[{ type: 'receipt', receiptId: id }, { people: [clerk] }]], 'and was told of it, nobody else')
  t.match(await desk.register(clerk, id), { status: 422, body: { code: 'receipt_day_ahead' } })
  t.match(await save(letter({ receivedOn: '2026-02-30' }), 1), { status: 422, body: { code: 'not_a_day' } })
  const yesterday = letter({ receivedOn: '2026-05-10', earlierReason: '日曜の守衛室受取' })
  t.equal((await save(yesterday, 1)).status, 200)
  t.match(await desk.register(clerk, id, { distributeTo: 'KNK-1' }), { body: { code: 'unit_not_found' } })
  t.match(await desk.register(clerk, id, { distributeTo: 'KNK' }), { body: { status: 'handed', version: 2 } })
  const corrected = letter({
    receivedOn: '2026-05-10',
    earlierReason: '日曜の守衛室受取',
    sender: '雪まつり実行委',
  })
  t.match(await desk.act(clerk, id, { type: 'correct', arrival: corrected, reason: '差出人の誤記' }), {
    status: 200,
  })
  t.match(await desk.act(clerk, id, { type: 'correct', arrival: corrected, reason: '差出人の誤記' }), {
    status: 422,
    body: { code: 'receipt_nothing_changed' },
  })
  const { history, arrival } = await desk.view(tourism, id)
  t.match(arrival, { sender: '雪まつり実行委' })
  t.match(history.at(-1), {
    text: '登録内容を訂正しました：差出人',
    comment: '差出人の誤記\n差出人：「みほん雪まつり実行委員会」→「雪まつり実行委」',
  })
  t.match(await desk.act(tourism, id, { type: 'cancel', reason: '二重登録' }), { status: 403 })
  t.match(await desk.act(clerk, id, { type: 'cancel', reason: '二重登録' }), {
    body: { status: 'cancelled' },
  })
  const next = await desk.begin(clerk)
  await desk.register(clerk, next)
  t.match(
    await desk.view(clerk, next),
    { number: '文書収第2号' },
    'the number of the first is not used again',
  )
})

test('R-19 収受番号: two at once get two numbers, and what is refused leaves no gap', async (t) => {
  const office = await createOffice(t)
  const desk = receiving(office)
  const ids = await Promise.all(Array.from({ length: 6 }, () => desk.begin(clerk)))
  const bad = await desk.begin(clerk, letter({ sender: '' }))
  const done = await Promise.all([...ids, bad].map((id) => desk.register(clerk, id)))
  t.same(
    done.map((it) => it.status).toSorted((a, b) => a - b),
    [200, 200, 200, 200, 200, 200, 422],
  )
  const numbers = await Promise.all(ids.map(async (id) => (await desk.view(clerk, id)).number))
  t.same(new Set(numbers), new Set([1, 2, 3, 4, 5, 6].map((n) => `文書収第${n}号`)))
  const [first = ''] = ids
  const once = await Promise.all(
    [1, 2].map(() => desk.act(clerk, first, { type: 'distribute', unit: 'KNK' })),
  )
  t.same(
    once.map((it) => it.status).toSorted((a, b) => a - b),
    [200, 409],
    'two who distribute at once',
  )
})

test('収受: a mail as Outlook saves it fills in the same; one that nobody can read is a file like any other', async (t) => {
  const office = await createOffice(t)
  const desk = receiving(office)
  const id = (await office.ask<{ id: string }>(clerk, 'POST', '/v1/receipts', {})).body.id
  const mail = makeOutlookMail({
    ...{ subject: '後援名義の申請', from: 'みほん雪まつり', to: '観光振興課', body: '申請します。' },
    sentAt: new Date('2026-05-08T14:30:00Z'),
  })
  const cut = await desk.addFile(clerk, id, '壊れ.msg', mail.subarray(0, 700))
  t.equal(cut.status, 201)
  t.equal((await desk.view(clerk, id)).arrival.title, '')
  t.match(await desk.addFile(clerk, id, '申請.msg', mail), {
    status: 201,
    body: {
      file: { kind: 'msg' },
      found: { title: '後援名義の申請', sender: 'みほん雪まつり', sentOn: '2026-05-08' },
    },
  })
  t.match((await desk.view(clerk, id)).arrival, {
    ...{ title: '後援名義の申請', sender: 'みほん雪まつり', channel: 'email', sentOn: '2026-05-08' },
  })
})

test('収受: a mail fills in what nobody typed, and its pages are read like those of a case', async (t) => {
  const office = await createOffice(t)
  const desk = receiving(office)
  const id = (await office.ask<{ id: string }>(clerk, 'POST', '/v1/receipts', {})).body.id
  const mail = [
    'From: =?UTF-8?B?44G/44G744KT6Zuq44G+44Gk44KK?= <yuki@example.jp>',
    'Subject: =?UTF-8?B?5b6M5o+05ZCN576p44Gu55Sz6KuL?=',
    'Date: Fri, 08 May 2026 23:30:00 +0900',
    'Content-Type: text/plain; charset=utf-8',
    '',
    '申請します。',
  ].join('\r\n')
  t.match(await desk.addFile(clerk, id, '申請.eml', Buffer.from(mail)), {
    status: 201,
    body: {
      file: { kind: 'eml' },
      found: { title: '後援名義の申請', sender: 'みほん雪まつり <yuki@example.jp>', sentOn: '2026-05-08' },
      version: 1,
    },
  })
  t.match((await desk.view(clerk, id)).arrival, {
    title: '後援名義の申請',
    sender: 'みほん雪まつり <yuki@example.jp>',
    channel: 'email',
    sentOn: '2026-05-08',
  })
  await desk.register(clerk, id)
  const book = await office.ask<ReceiptBook>(clerk, 'GET', `/v1/receipts/${id}/pages`)
  t.match(book, { status: 200, body: { receiptId: id, files: [{ name: '申請.eml', kind: 'eml' }] } })
  const revision = book.body.files[0]?.revisionId ?? ''
  t.equal((await office.inject(clerk, `/v1/revisions/${revision}/content`)).payload, mail)
  t.equal((await office.inject(staff.stranger, `/v1/revisions/${revision}/content`)).statusCode, 404)
  t.match(await office.ask(clerk, 'GET', `/v1/receipts/${id}/find?q=%E7%94%B3%E8%AB%8B`), {
    status: 200,
    body: { total: 0, unread: [book.body.files[0]?.attachmentId] },
  })
  for (const path of ['pages', 'find?q=a', 'events', `placeholders?of=${revision}:0-1`])
    t.equal((await office.ask(staff.stranger, 'GET', `/v1/receipts/${id}/${path}`)).status, 404, path)
  const reads = await office.db
    .selectFrom('audit_access')
    .select(['person_id', 'what'])
    .where('receipt_id', '=', id)
    .execute()
  t.ok(reads.some((it) => it.person_id === clerk && it.what === 'original'))
  t.ok(reads.every((it) => it.person_id === clerk))
})

test('R-19 収受番号の枝番: what follows an earlier letter stands beside its number, and takes none of the book', async (t) => {
  const office = await createOffice(t)
  const desk = receiving(office)
  const registered = async (person: string, more: object = {}) => {
    const id = await desk.begin(person)
    const done = await desk.register(person, id, more)
    return done.status === 200 ? (await desk.view(person, id)).number : done.body.code
  }
  t.equal(await registered(tourism), '観光収第1号')
  t.equal(await registered(tourism, { branchOf: 1 }), '観光収第1号の2')
  t.equal(await registered(tourism, { branchOf: 1 }), '観光収第1号の3')
  t.equal(await registered(tourism, { branchOf: 2 }), 'no_such_number', 'not of a number that was not given')
  t.equal(await registered('u0107', { branchOf: 1 }), 'no_such_number', 'nor of another 課')
  t.equal(await registered(tourism), '観光収第2号', 'the book goes on')
  office.setTime('2027-04-01T00:00:00.000Z')
  t.equal(await registered(tourism, { branchOf: 2 }), 'no_such_number', 'the book of this year has none')
  t.equal(await registered(tourism, { branchOf: 2, branchYear: 2026 }), '観光収第2号の2')
  t.equal(await registered(tourism), '観光収第1号')
})

test('収受 after 人事異動: what was begun is registered by whoever is in the 課 that day, or in the one that took over', async (t) => {
  const office = await createOffice(t)
  const { db } = office
  const desk = receiving(office)
  const [left, ended] = [await desk.begin(clerk), await desk.begin(tourism)]
  const last = { to_on: '2026-05-11' }
  const into = { unit_code: 'FUK-1', position_code: 'P-SHS', kind: 'primary', from_on: '2026-05-12' }
  for (const person_id of [clerk, tourism]) {
    await db.updateTable('appointment').set(last).where('person_id', '=', person_id).execute()
    await db
      .insertInto('appointment')
      .values({ person_id, ...into })
      .execute()
  }
  await db
    .updateTable('unit')
    .set({ ...last, successor_code: 'FUK' })
    .where('code', '=', 'KNK')
    .execute()
  await db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
  office.deps.organisation.changed()
  office.setTime('2026-05-12T01:20:00.000Z')
  t.match(await desk.register(clerk, left), {
    status: 403,
    body: { code: 'receipt_not_yours', detail: /文書課/ },
  })
  const { chief } = receivers
  const next = await desk.begin(chief)
  t.equal((await desk.register(chief, next)).status, 200)
  t.equal((await desk.view(chief, next)).number, '文書収第1号', 'refused, it took no number')
  t.equal((await desk.register(tourism, ended)).status, 200)
  t.match(await desk.view(tourism, ended), { section: { unit: 'FUK' }, number: '地福収第1号' })
  const row = db.selectFrom('receipt').select(['section_code', 'holder_code']).where('id', '=', ended)
  t.same(await row.executeTakeFirst(), { section_code: 'FUK', holder_code: 'FUK' })
})
