import { test } from 'tap'
import type { NumberBook } from '../contract/numbers.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { decidedFor } from '../testing/decided-for.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { setPolicy } from '../testing/policy.ts'

/** 回議 and 合議 done by everybody: only the decision is left. */
async function readyToDecide(office: Office): Promise<string> {
  const id = await office.submitted({ concurringUnits: [] })
  for (const person of [staff.groupChief, staff.sectionChief, staff.bureauChief]) {
    const done = await office.act(person, id, { type: 'approve' })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
  return id
}

test('R-10 R-19 文書記号・番号: 施行番号は決裁の後に、一つの起案に種類ごとに一つだけ', async (t) => {
  const office = await createOffice(t)
  const first = await readyToDecide(office)
  t.match(await office.act(staff.drafter, first, { type: 'give_number', kind: '施行番号' }), {
    status: 409,
    body: { code: 'number_before_decision', rule: 'R-10' },
  })
  await office.act(staff.decider, first, { type: 'decide' })
  t.match(await office.act(staff.drafter, first, { type: 'give_number', kind: '無い番号' }), {
    status: 422,
    body: { code: 'unknown_number_kind' },
  })
  t.equal((await office.act(staff.drafter, first, { type: 'give_number', kind: '施行番号' })).status, 200)
  t.match((await office.view(staff.drafter, first)).numbers, [{ kind: '施行番号', text: '観光第1号' }])
  t.match(await office.act(staff.drafter, first, { type: 'give_number', kind: '施行番号' }), {
    status: 409,
    body: { code: 'number_given', rule: 'R-19', detail: '付いている番号：観光第1号' },
  })
  const second = await readyToDecide(office)
  await office.act(staff.decider, second, { type: 'decide' })
  await office.act(staff.drafter, second, { type: 'give_number', kind: '施行番号' })
  t.match((await office.view(staff.drafter, second)).numbers, [{ text: '観光第2号' }])
  t.same(await auditProposal(office, second), [])
})

test('R-19 文書記号・番号: 課ごと・年度ごとに1から、年度は日本の4月1日に替わる [numberReuse=never]', async (t) => {
  const office = await createOffice(t)
  const number = async (id: string, drafter: string) => {
    const given = await office.act(drafter, id, { type: 'give_number', kind: '施行番号' })
    t.equal(given.status, 200, JSON.stringify(given.body))
    return (await office.view(drafter, id)).numbers.map((it) => it.text).join()
  }
  const own = [] as string[]
  for (let n = 0; n < 4; n += 1) own.push(await decidedFor(office, staff.drafter))
  const [first = '', second = '', third = '', fourth = ''] = own
  const others = await decidedFor(office, staff.stranger)
  t.equal(await number(first, staff.drafter), '観光第1号')
  t.equal(await number(others, staff.stranger), '地福第1号', 'another 課 counts for itself')
  t.equal(await number(second, staff.drafter), '観光第2号', 'and takes none of this one')
  office.setTime('2027-03-31T14:59:59.000Z')
  t.equal(await number(third, staff.drafter), '観光第3号', 'the last second of 令和8年度')
  office.setTime('2027-03-31T15:00:00.000Z')
  t.equal(await number(fourth, staff.drafter), '観光第1号', '令和9年度 begins')
  const books = await office.db
    .selectFrom('document_number')
    .select(['unit_code', 'fiscal_year', 'number'])
    .where('kind', '=', '施行番号')
    .orderBy('unit_code')
    .orderBy('fiscal_year')
    .orderBy('number')
    .execute()
  t.same(
    books.map((it) => `${it.unit_code} ${it.fiscal_year} ${it.number}`),
    ['FUK 2026 1', 'KNK 2026 1', 'KNK 2026 2', 'KNK 2026 3', 'KNK 2027 1'],
  )
})

test('R-19 取下げ、廃案、否決: the number of a case that ended stays with it, and goes to no other [numberReuse=never]', async (t) => {
  const office = await createOffice(t)
  const submitted = () => office.submitted({ authorityCode: 'E01', concurringUnits: [] })
  const numberOf = async (id: string) => (await office.view(staff.drafter, id)).number
  const ends: readonly [string, object][] = [
    [staff.drafter, { type: 'withdraw', reason: '事業中止' }],
    [staff.drafter, { type: 'abandon', reason: '事業の廃止' }],
  ]
  for (const [index, [person, command]] of ends.entries()) {
    const id = await submitted()
    t.equal(await numberOf(id), `観光起第${index + 1}号`)
    t.equal((await office.act(person, id, command)).status, 200)
    t.equal(await numberOf(id), `観光起第${index + 1}号`, 'it keeps its number')
  }
  const rejected = await submitted()
  await office.act(staff.groupChief, rejected, { type: 'approve' })
  const no = await office.act(staff.sectionChief, rejected, { type: 'reject', reason: '時期尚早' })
  t.equal(no.status, 200, JSON.stringify(no.body))
  t.equal(await numberOf(await submitted()), '観光起第4号')
  const book = new URLSearchParams({ kind: '起案番号', unit: 'KNK-1' }).toString()
  const { body } = await office.ask<NumberBook>(staff.drafter, 'GET', `/v1/numbers?${book}`)
  t.same([body.last, body.skipped, body.unexplained], [4, [], []], 'no gap: each is a case that can be read')
})

test('起案番号は決裁とともに付く [numberAt=decision]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { numberAt: 'decision' })
  const id = await readyToDecide(office)
  t.equal((await office.view(staff.drafter, id)).number, undefined)
  const decided = await office.act(staff.decider, id, { type: 'decide' })
  t.equal(decided.status, 200, JSON.stringify(decided.body))
  t.equal((await office.view(staff.drafter, id)).number, '観光起第1号')
  t.same(await auditProposal(office, id), [])
  const refused = await office.act(staff.decider, await readyToDecide(office), {
    type: 'reject',
    reason: '否',
  })
  t.equal(refused.status, 200, '否決 takes no number')
  const next = await readyToDecide(office)
  await office.act(staff.decider, next, { type: 'decide' })
  t.equal((await office.view(staff.drafter, next)).number, '観光起第2号', 'and leaves no gap')
})

test('起案番号は施行のときに付ける [numberAt=execution]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { numberAt: 'execution' })
  const id = await readyToDecide(office)
  await office.act(staff.decider, id, { type: 'decide' })
  t.equal((await office.view(staff.drafter, id)).number, undefined)
  t.equal((await office.act(staff.drafter, id, { type: 'give_number', kind: '起案番号' })).status, 200)
  t.equal((await office.view(staff.drafter, id)).number, '観光起第1号')
  t.same(await auditProposal(office, id), [])
})

test('R-19 文書記号・番号: 欠番 has its reason, 枝番 stands beside a number given, and no gap is unexplained', async (t) => {
  const office = await createOffice(t)
  const numbered = async (more: object = {}) => {
    const id = await readyToDecide(office)
    await office.act(staff.decider, id, { type: 'decide' })
    const done = await office.act(staff.drafter, id, { type: 'give_number', kind: '施行番号', ...more })
    return done.status === 200 ? (await office.view(staff.drafter, id)).numbers[0]?.text : done.body.code
  }
  const book = { kind: '施行番号', unit: 'KNK-1' }
  const skip = (person: string, more: object = {}) =>
    office.ask<NumberBook>(person, 'POST', '/v1/numbers/skipped', {
      ...book,
      count: 2,
      reason: '紙の番号簿で使用済み',
      ...more,
    })
  t.equal(await numbered(), '観光第1号')
  const skipped = await skip(staff.drafter)
  t.match(skipped, {
    status: 200,
    body: {
      last: 3,
      skipped: [{ number: 2, reason: '紙の番号簿で使用済み', by: { id: staff.drafter } }, { number: 3 }],
    },
  })
  t.equal(await numbered(), '観光第4号')
  t.equal(await numbered({ branchOf: 1 }), '観光第1号の2')
  t.equal(await numbered({ branchOf: 1 }), '観光第1号の3')
  t.equal(await numbered({ branchOf: 9 }), 'no_such_number')
  t.equal(await numbered({ branchOf: 999_999_999 }), 'no_such_number')
  t.equal(await numbered({ branchOf: 10_000_000_000 }), 'bad_request')
  t.equal(await numbered(), '観光第5号', 'a 枝番 takes no number of its own')
  const { body } = await office.ask<NumberBook>(
    staff.recordsManager,
    'GET',
    `/v1/numbers?${new URLSearchParams(book).toString()}`,
  )
  t.same([body.last, body.skipped.length, body.unexplained], [5, 2, []])
  const earlier = new URLSearchParams({ ...book, fiscalYear: `${body.fiscalYear - 1}` }).toString()
  t.same((await office.ask(staff.recordsManager, 'GET', `/v1/numbers?${earlier}`)).body, {
    ...{ fiscalYear: body.fiscalYear - 1, isOpen: false, yearCounts: 'fiscal', of: 'section' },
    ...{ last: 0, skipped: [], blocks: [], unexplained: [] },
  })
  const refused = await skip(staff.stranger)
  t.match(refused, { status: 403, body: { code: 'not_number_keeper', detail: '文書取扱主任：定めなし' } })
  t.match(refused.body, { title: /その課の職員が番号を付けます/ }, 'nobody is named who could be asked')
  t.equal((await skip(staff.drafter, { reason: '　' })).status, 400)
  t.match(await skip(staff.drafter, { kind: '無い番号' }), { body: { code: 'unknown_number_kind' } })
  await t.rejects(office.db.deleteFrom('number_skipped').execute(), /for good/)
})

test('文書取扱主任 keeps the books of a 課 that has named one; without one anybody of the 課 does', async (t) => {
  const office = await createOffice(t)
  const id = await readyToDecide(office)
  await office.act(staff.decider, id, { type: 'decide' })
  await office.db
    .insertInto('person_role')
    .values({ person_id: staff.groupChief, role: 'records_officer' })
    .execute()
  await office.db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
  const give = { type: 'give_number', kind: '施行番号' }
  t.match(await office.act(staff.drafter, id, give), {
    status: 403,
    body: { code: 'not_number_keeper', detail: /行啓 武/ },
  })
  t.notOk((await office.view(staff.drafter, id)).allowed.includes('give_number'))
  t.equal((await office.act(staff.groupChief, id, give)).status, 200)
})

test('R-19 番号の予約: taken by its purpose, in order; what is left is given back as 欠番 with the reason', async (t) => {
  const office = await createOffice(t)
  const book = { kind: '施行番号', unit: 'KNK' }
  const reserve = await office.ask<NumberBook>(staff.drafter, 'POST', '/v1/numbers/blocks', {
    ...{ ...book, count: 3, purpose: '補助金の一括発送' },
  })
  t.match(reserve, {
    status: 200,
    body: {
      ...{ last: 3, next: '観光第4号', unexplained: { length: 0 }, skipped: { length: 0 } },
      blocks: [{ first: 1, last: 3, next: 1, purpose: '補助金の一括発送', by: { id: staff.drafter } }],
    },
  })
  const block = reserve.body.blocks[0]?.id ?? ''
  const received = { kind: '収受番号', unit: 'KNK', count: 1, purpose: '郵便' }
  t.match(await office.ask(staff.drafter, 'POST', '/v1/numbers/blocks', received), {
    ...{ status: 422, body: { code: 'receipt_numbers_not_reserved' } },
  })
  const number = async (more: object = {}) => {
    const id = await decidedFor(office, staff.drafter)
    const done = await office.act(staff.drafter, id, { type: 'give_number', kind: '施行番号', ...more })
    return done.status === 200 ? (await office.view(staff.drafter, id)).numbers[0]?.text : done.body.code
  }
  t.equal(await number(), '観光第4号', 'others go on after it')
  t.equal(await number({ block }), '観光第1号')
  const back = (person: string, id: string) =>
    office.ask<NumberBook>(person, 'POST', `/v1/numbers/blocks/${id}/return`, {
      ...{ ...book, reason: '発送先が減ったため' },
    })
  t.match(await back(staff.stranger, block), { status: 403, body: { code: 'not_number_keeper' } })
  t.equal((await back(staff.drafter, '00000000-0000-4000-8000-000000000000')).status, 404)
  const csvBefore = await office.inject(
    staff.drafter,
    `/v1/numbers.csv?${new URLSearchParams(book).toString()}`,
  )
  t.match(csvBefore.body, /^2,,,予約,.*,補助金の一括発送,/m)
  t.match(await back(staff.drafter, block), {
    body: {
      ...{
        last: 4,
        unexplained: { length: 0 },
        blocks: [{ next: 2, closed: { reason: '発送先が減ったため' } }],
      },
      skipped: [{ number: 2, reason: '発送先が減ったため' }, { number: 3 }],
    },
  })
  t.match(await back(staff.drafter, block), { status: 409, body: { code: 'number_block_closed' } })
  t.equal(await number({ block }), 'number_block_unusable')
  t.equal(await number(), '観光第5号', 'what was given back goes to nobody')
  await t.rejects(office.db.deleteFrom('number_block').execute(), /used up or given back/)
})

test('R-16 番号簿のCSV: every number in order; the 件名 of a secret case is not there for those outside its list', async (t) => {
  const office = await createOffice(t)
  const open = await decidedFor(office, staff.drafter)
  await office.act(staff.drafter, open, { type: 'give_number', kind: '施行番号' })
  const secret = await office.submitted({
    ...{ title: '秘の件名', authorityCode: 'E01', concurringUnits: [], secrecy: 'secret' },
    accessList: [staff.drafter],
  })
  t.ok(secret)
  const lines = async (person: string, kind: string) => {
    const asked = new URLSearchParams({ kind, unit: 'KNK' }).toString()
    const answer = await office.inject(person, `/v1/numbers.csv?${asked}`)
    t.equal(answer.statusCode, 200, answer.body)
    t.match(answer.headers['content-type'], /text\/csv/)
    return answer.body.replace('\ufeff', '').trim().split('\r\n')
  }
  t.match(await lines(staff.drafter, '施行番号'), [
    '番号,枝番,文書番号,区分,日時,件名,目的・理由,登録者',
    /^1,,観光第1号,付番,令和8年5月11日 10:20,みほん観光振興計画（素案）の公表について,,$/,
  ])
  t.match((await lines(staff.drafter, '起案番号'))[2], /秘の件名/)
  t.match(
    (await lines(staff.recordsManager, '起案番号'))[2],
    /^2,,観光起第2号,付番,.*,（閲覧できない文書）,,$/,
  )
})
