import { test } from 'tap'
import type { ExpiryList } from '../contract/expiry.ts'
import type { UnitCode } from '../domain/ids.ts'
import { folderOf } from '../domain/records/folder.ts'
import { archivist, keeper } from '../testing/expiring.ts'
import { createOffice } from '../testing/office.ts'

test('満了と廃棄: each 簿冊 stands on one page of the list', async (t) => {
  const office = await createOffice(t)
  office.setTime('2028-04-03T00:00:00.000Z')
  const many = Array.from({ length: 230 }, (_, index) => ({
    ...{ id: `x-${index}`, code: `512-${100 + index}`, name: `簿冊${index}`, owner_unit: 'KNK' },
    ...{ fiscal_year: 2020 + (index % 8), classification_code: '512', disposition: 'destroy' },
    // Every third is kept for longer, and not over yet.
    retention_code: index % 3 === 0 ? 'R10' : 'R01',
  }))
  await office.db.insertInto('record_folder').values(many).execute()
  const seen: string[] = []
  let [after, pages] = ['', 0]
  do {
    const url = `/v1/folder-expiry?${after === '' ? '' : `after=${encodeURIComponent(after)}`}`
    const { body } = await office.ask<ExpiryList>(keeper, 'GET', url)
    t.ok(body.items.length <= 100)
    seen.push(...body.items.map((it) => it.id))
    after = body.next ?? ''
    pages += 1
  } while (after !== '' && pages < 20)
  const own = seen.filter((it) => it.startsWith('x-'))
  const due = many.filter((it) => it.retention_code === 'R01' && it.fiscal_year <= 2027)
  t.same(own.toSorted(), due.map((it) => it.id).toSorted())
  t.ok(pages > 1)
  t.match(await office.ask(keeper, 'GET', '/v1/folder-expiry?after=x'), {
    status: 400,
    body: { code: 'bad_cursor' },
  })
})

test('評価選別: a 簿冊 extended to a day that there is not keeps nobody of the archive from reading', async (t) => {
  const office = await createOffice(t)
  const folder = folderOf({
    ...{ code: '512-99', name: '配布物', fiscalYear: 2023, classification: '512', retention: 'R00' },
    ...{ disposition: 'destroy', owner: 'KNK' as UnitCode },
  })
  const state = { ...folder, useEndedOn: '2024-02-29', extendedTo: '2025-02-29' }
  const row = {
    ...{ id: '2023-512-99', code: '512-99', name: '配布物', fiscal_year: 2023, owner_unit: 'KNK' },
    ...{ classification_code: '512', disposition: 'destroy', retention_code: 'R00' },
  }
  await office.db
    .insertInto('record_folder')
    .values({ ...row, state: JSON.stringify(state) })
    .execute()
  const id = await office.submitted({ concurringUnits: [] })
  t.equal((await office.inject(archivist, '/v1/search?q=共催')).statusCode, 200)
  t.equal((await office.inject(archivist, `/v1/proposals/${id}`)).statusCode, 404)
  const { body } = await office.ask<ExpiryList>(archivist, 'GET', '/v1/folder-expiry')
  t.ok(body.items.some((it) => it.id === row.id))
})
