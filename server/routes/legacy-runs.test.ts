import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import type { LegacyRuns } from '../contract/legacy-runs.ts'
import type { Instant, PersonId, Sha256 } from '../domain/ids.ts'
import { nothingCounted } from '../domain/legacy/counts.ts'
import { insertRejects, insertRun, noteRun } from '../store/legacy-imports.ts'
import { createOffice, staff } from '../testing/office.ts'

test('移行: the imports are on record, and what one did not take is for whoever began it (R-16)', async (t) => {
  const office = await createOffice(t)
  const { db, ask, inject } = office
  const [other, manager] = ['u0104', staff.recordsManager]
  t.same((await ask<LegacyRuns>(manager, 'GET', '/v1/legacy-runs')).body, { items: [], more: false })
  const id = randomUUID()
  await insertRun(db, {
    ...{ id, source: '旧文書管理システム', manifestName: 'list.csv', startedBy: other as PersonId },
    ...{ manifestSha256: 'a'.repeat(64) as Sha256, startedAt: '2026-05-11T00:00:00.000Z' as Instant },
  })
  await insertRejects(db, id, 0, [
    {
      line: 2,
      key: 'K-1',
      problems: [{ code: 'unknown_retention', value: '永年' }],
      rows: [{ 旧管理番号: 'K-1' }],
    },
  ])
  const listed = async (person: string) =>
    (await ask<LegacyRuns>(person, 'GET', '/v1/legacy-runs')).body.items[0]
  t.equal((await listed(manager))?.ended, undefined, 'it goes on')
  const counts = { ...nothingCounted, records: 1, rejected: 1 }
  await noteRun(db, id, counts, { at: '2026-05-11T00:01:00.000Z' as Instant, outcome: 'done' })
  const { secret: _secret, ...shown } = counts
  t.match(await listed(manager), { ended: { outcome: 'done' }, counts: shown, mayTakeRejects: false })
  t.match(await listed(other), { source: '旧文書管理システム', mayTakeRejects: true })
  const url = `/v1/legacy-runs/${id}/rejects.csv`
  const taken = await inject(other, url)
  t.equal(taken.statusCode, 200)
  t.match(taken.body, /※行,※項目,※理由,※すること.*K-1/s)
  t.equal((await inject(manager, url)).statusCode, 404, 'also to a 文書管理者')
  t.equal((await inject(other, `/v1/legacy-runs/${randomUUID()}/rejects.csv`)).statusCode, 404)
  t.equal((await ask(staff.drafter, 'GET', '/v1/legacy-runs')).status, 403)
})
