import { type Measures, electronicRate } from '../contract/measures.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { UnitCode } from '../domain/ids.ts'
import { nameOfUnit } from './view-measures.ts'

const head = [
  ...[
    '年月',
    '所属コード',
    '所属',
    '提出',
    '電子決裁',
    '電子決裁（印刷あり）',
    '併用決裁',
    '紙決裁',
    '電子決裁率（％）',
  ],
  ...['否決', '取下げ', '廃案', '差戻し（回）', '期限後の決裁'],
]

/** 集計 as a table for a CSV: a row for each month and 課. The rate is empty where nothing was decided. */
export function measuresTable(
  organisation: Organisation,
  { months }: Measures,
): readonly (readonly string[])[] {
  return [
    head,
    ...months.map((it) => [
      ...[it.month, it.section, nameOfUnit(organisation, it.section as UnitCode)],
      ...[it.submitted, it.electronic, it.printed, it.hybrid, it.paper].map(String),
      electronicRate(it)?.toFixed(1) ?? '',
      ...[it.rejected, it.withdrawn, it.abandoned, it.returned, it.late].map(String),
    ]),
  ]
}
