import { test } from 'tap'
import type { ExpiryList } from '../contract/expiry.ts'
import { keeper } from '../testing/expiring.ts'
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
