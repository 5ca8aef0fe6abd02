import { test } from 'tap'
import { decidingCases } from './deciding-cases.ts'

test('R-21 only what was decided since the last 評価選別 is offered as the decision', (t) => {
  const cases = ['2026-08-09', '2026-08-10', '2026-08-12'].map((decidedOn) => ({
    ...{ id: decidedOn, title: '廃棄について', decidedOn },
  }))
  const appraised = (on: string) => ({
    appraisal: { outcome: 'destroy' as const, on, by: '文書館主任', reason: '定型' },
  })
  const offered = (...folders: Parameters<typeof decidingCases>[1]) =>
    decidingCases({ cases }, folders).map((it) => it.id)
  t.same(offered(appraised('2026-08-10')), ['2026-08-10', '2026-08-12'])
  t.same(offered(appraised('2026-08-10'), appraised('2026-08-11')), ['2026-08-12'])
  t.same(offered({}), [])
  t.end()
})
