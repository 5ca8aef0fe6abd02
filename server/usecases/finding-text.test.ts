import { test } from 'tap'
import type { AuthorityTable } from '../domain/authority/authority.ts'
import { lintTable } from '../domain/authority/lint-table.ts'
import type { PositionCode, UnitCode } from '../domain/ids.ts'
import { loadExamplePrefecture } from '../testing/organisation.ts'
import { findingText } from './finding-text.ts'

test('what was found is said in Japanese, with what to do', async (t) => {
  const { organisation, table, templates } = await loadExamplePrefecture(t)
  t.equal(
    findingText({ severity: 'error', code: 'gap', item: 'B04', fromYen: 3_000_000, toYen: 10_000_000 }),
    'B04 は300万円以上1,000万円未満の決裁権者が決まっていません。区切りをつないでください。',
  )
  await t.test('どの指摘にも、何をすればよいかの文がある', async (t) => {
    const broken: AuthorityTable = {
      ...table,
      items: table.items.map((it, index) => ({
        ...it,
        name: '',
        code: index === 1 ? 'A01' : it.code,
        template: 'NO',
        examiningUnits: ['NO' as UnitCode],
        bands: [
          { minYen: 5, maxYen: 5, class: '癸', decider: 'P-NO' as PositionCode },
          { minYen: 7, class: '甲', decider: 'P-SHJ' as PositionCode, entrustedBy: '第3条' },
          { minYen: 9, class: '本庁進達', entrustedBy: '第3条' },
        ],
      })),
    }
    const findings = lintTable(broken, organisation, templates)
    t.ok(new Set(findings.map((it) => it.code)).size > 6)
    for (const it of findings) t.match(findingText(it), /。$/, it.code)
  })
})
