import { test } from 'tap'
import type { NumberBook, NumberFormatPreview, NumberFormats } from '../contract/numbers.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { decidedFor } from '../testing/decided-for.ts'
import { createOffice, staff } from '../testing/office.ts'

const format = {
  ...{ pattern: '{unit.symbol}第{n}号', numerals: 'half', digits: 1, yearWritten: 'era', branch: 'の{b}' },
  ...{ yearCounts: 'fiscal', yearOf: 'numbered' },
} as const

test('R-19 番号の書き方: a version from a day on, of the body or of one 課; numbers given stay as they are', async (t) => {
  const office = await createOffice(t)
  const number = async (drafter: string = staff.drafter, more: object = {}) => {
    const id = await decidedFor(office, drafter)
    const done = await office.act(drafter, id, { type: 'give_number', kind: '施行番号', ...more })
    t.equal(done.status, 200, JSON.stringify(done.body))
    return [(await office.view(drafter, id)).numbers[0]?.text, id] as const
  }
  const add = (more: object, person: string = staff.recordsManager) =>
    office.ask<NumberFormats>(person, 'POST', '/v1/number-formats', {
      ...{ kind: '施行番号', from: '2026-05-12', reason: '規程の改正', ...format, ...more },
    })
  const [first, firstCase] = await number()
  t.equal(first, '観光第1号')

  t.match(await add({}, staff.drafter), { status: 403, body: { code: 'number_formats_not_yours' } })
  t.match(await add({ from: '2026-05-10' }), {
    ...{ status: 422, body: { code: 'number_format_past', detail: /令和8年5月11日/ } },
  })
  t.match(await add({ from: '2026-02-31' }), { body: { code: 'number_format_wrong' } })
  t.match(await add({ pattern: '第{n}号' }), { body: { code: 'number_format_wrong', rule: 'R-19' } })
  t.match(await add({ kind: '無い番号' }), { body: { code: 'unknown_number_kind' } })
  t.match(await add({ section: 'KNK-1' }), { body: { code: 'unit_not_found' } })
  t.match(await add({ newKind: { of: 'body' } }), { status: 409, body: { code: 'number_kind_exists' } })

  const next = { pattern: '{year}{unit.symbol}第{n}号', digits: 3 }
  const asked = { ...format, ...next, kind: '施行番号', from: '2026-05-12', unit: 'KNK' }
  const preview = await office.ask<NumberFormatPreview>(
    ...([staff.recordsManager, 'POST', '/v1/number-formats/preview', asked] as const),
  )
  t.same(preview.body.samples, [
    { what: 'before', day: '2026-05-12', text: '観光第2号' },
    { what: 'next', day: '2026-05-12', text: '令和8観光第002号' },
    { what: 'branch', day: '2026-05-12', text: '令和8観光第002号の2' },
    { what: 'next_year', day: '2027-04-01', text: '令和9観光第001号' },
  ])
  t.equal((await add(next)).status, 201)
  const own = { section: 'FUK', pattern: '地福発第{n}号', numerals: 'kanji', branch: 'ノ{b}' }
  const added = await add(own)
  t.match(added.body.kinds.find((it) => it.kind === '施行番号')?.versions, [
    { state: 'ahead', section: { code: 'FUK', name: '地域福祉課' }, made: { reason: '規程の改正' } },
    { state: 'ahead', pattern: next.pattern, made: { by: { id: staff.recordsManager } } },
    { state: 'current', pattern: format.pattern, from: '1900-01-01' },
  ])
  t.equal((await number())[0], '観光第2号', 'the day before')
  office.setTime('2026-05-11T15:00:00.000Z')
  t.equal((await number())[0], '令和8観光第003号', 'from 0:00 in Japan on')
  t.equal((await number(staff.drafter, { branchOf: 1 }))[0], '観光第1号の2', 'as the number it stands beside')
  t.equal((await number(staff.stranger))[0], '地福発第一号')
  t.equal((await office.view(staff.drafter, firstCase)).numbers[0]?.text, '観光第1号')
  t.same(await auditProposal(office, firstCase), [])
  await t.rejects(
    office.db.updateTable('number_format_version').set({ pattern: '{n}' }).execute(),
    /numbers were written by it/,
  )
})

test('R-19 年度替わり: 暦年で数える全庁の番号簿、決裁の日で年度を決める番号簿、前年度の番号の枝番', async (t) => {
  const office = await createOffice(t)
  const add = (more: object) =>
    office.ask(staff.recordsManager, 'POST', '/v1/number-formats', {
      ...{ from: '2026-05-11', reason: '規程のとおり', ...format, ...more },
    })
  const whole = { kind: '告示番号', newKind: { of: 'body' }, pattern: '{year}年みほん道告示第{n}号' }
  t.equal((await add({ ...whole, yearCounts: 'calendar', numerals: 'kanji' })).status, 201)
  t.equal(
    (await add({ kind: '指令番号', pattern: '{unit.symbol}指令第{n}号', yearOf: 'decided' })).status,
    201,
  )
  t.match(await add({ kind: '告示番号', section: 'KNK', pattern: '{n}' }), {
    body: { code: 'number_format_wrong', detail: /全庁/ },
  })
  const number = async (id: string, drafter: string, kind: string, more: object = {}) => {
    const given = await office.act(drafter, id, { type: 'give_number', kind, ...more })
    if (given.status !== 200) return given.body.code
    return (await office.view(drafter, id)).numbers.find((it) => it.kind === kind)?.text
  }
  const own: string[] = []
  for (let count = 0; count < 3; count += 1) own.push(await decidedFor(office, staff.drafter))
  const [first = '', second = '', third = ''] = own
  const other = await decidedFor(office, staff.stranger)
  t.equal(await number(first, staff.drafter, '告示番号'), '令和八年みほん道告示第一号')
  t.equal(await number(other, staff.stranger, '告示番号'), '令和八年みほん道告示第二号', 'one book for all')
  t.equal(await number(first, staff.drafter, '指令番号'), '観光指令第1号')
  const skip = { kind: '告示番号', unit: 'KNK', count: 1, reason: '紙で使用済み' }
  t.match(await office.ask(staff.drafter, 'POST', '/v1/numbers/skipped', skip), {
    ...{ status: 403, body: { code: 'body_book_not_yours' } },
  })
  t.match(await office.ask(staff.recordsManager, 'POST', '/v1/numbers/skipped', skip), {
    body: { fiscalYear: 2026, last: 3, of: 'body', yearCounts: 'calendar' },
  })

  const reserve = (more: object) =>
    office.ask<NumberBook>(staff.recordsManager, 'POST', '/v1/numbers/blocks', {
      ...{ kind: '告示番号', unit: 'KNK', count: 2, purpose: '観光関係の告示', ...more },
    })
  t.match(await reserve({ kind: '施行番号', forSection: 'KNK' }), {
    ...{ status: 422, body: { code: 'block_of_own_book' } },
  })
  t.match(await reserve({ forSection: 'NONE' }), { body: { code: 'unit_not_found' } })
  const set = await reserve({ forSection: 'KNK-1' })
  const [block] = set.body.blocks
  t.match(block, { first: 4, last: 5, section: { code: 'KNK', name: '観光振興課' }, isOurs: true })
  const stranger = await decidedFor(office, staff.stranger)
  t.equal(
    await number(stranger, staff.stranger, '告示番号', { block: block?.id }),
    'number_block_unusable',
    'a 予約 for one 課 is for nobody else',
  )
  t.equal(await number(stranger, staff.stranger, '告示番号'), '令和八年みほん道告示第六号')
  const reserved = await decidedFor(office, staff.drafter)
  t.equal(
    await number(reserved, staff.drafter, '告示番号', { block: block?.id }),
    '令和八年みほん道告示第四号',
  )
  await t.rejects(
    office.db.updateTable('number_block').set({ section_code: null }).execute(),
    /used up or given back/,
  )

  office.setTime('2026-12-31T14:59:59.000Z')
  t.equal(await number(second, staff.drafter, '告示番号'), '令和八年みほん道告示第七号')
  office.setTime('2026-12-31T15:00:00.000Z')
  t.equal(await number(third, staff.drafter, '告示番号'), '令和九年みほん道告示第一号', '1 January in Japan')
  office.setTime('2027-03-31T15:00:00.000Z')
  t.equal(await number(second, staff.drafter, '指令番号'), '観光指令第2号', 'decided in 令和8年度')
  t.equal(await number(second, staff.drafter, '施行番号', { branchOf: 1 }), 'no_such_number')
  const ofNow = await office.ask<NumberBook>(
    ...([
      staff.drafter,
      'GET',
      `/v1/numbers?${new URLSearchParams({ kind: '指令番号', unit: 'KNK' }).toString()}`,
    ] as const),
  )
  t.match(
    ofNow.body,
    { fiscalYear: 2027, last: 0, next: '観光指令第1号', isOpen: true },
    '令和9年度 begins at 1',
  )
  t.equal(
    await number(third, staff.drafter, '指令番号', { branchOf: 1, branchYear: 2026 }),
    '観光指令第1号の2',
    '枝番 of last year’s number',
  )
})
