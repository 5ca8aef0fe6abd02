import { test } from 'tap'
import { createTestDatabase } from '../../server/testing/database.ts'
import { fillArchive, makeOffice } from './records/archive.ts'
import { exactness, find, keeper, officer } from './records/asking.ts'
import { questionsOf } from './records/questions.ts'
import { makeTexts } from './records/texts.ts'

test('in a small archive every kind of question finds exactly what LIKE finds, and an officer what he or she may read', async (t) => {
  const bed = await createTestDatabase(t)
  const texts = makeTexts(7)
  await makeOffice(bed.pool)
  await fillArchive(bed, texts, 0, 800)
  await fillArchive(bed, texts, 800, 1_200)
  t.match((await bed.pool.query('select count(*)::int as pages from search_text')).rows, [{ pages: 1_200 }])
  const { share, found } = await exactness(bed, texts, 4)
  t.equal(share, 1)
  t.ok(found > 100, `${found} cases were found`)
  for (const wanted of questionsOf(texts, '1 character', 5)) {
    const [all, own] = await Promise.all([
      find(bed, wanted, keeper(), 1_000, Number.POSITIVE_INFINITY),
      find(bed, wanted, officer(), 1_000, Number.POSITIVE_INFINITY),
    ])
    const { rows } = await bed.pool.query<{ id: string }>(
      `select id from proposal where section_code = 'U7' and id = any($1::uuid[])`,
      [all?.ids],
    )
    t.same(own?.ids.toSorted(), rows.map((it) => it.id).toSorted())
  }
})
