/** One document of the example prefecture, and the route it must get. */
export type ExampleDocument = {
  readonly key: string
  readonly drafter: string
  readonly on: string
  readonly item: string
  readonly amountYen?: number
  readonly concurring: readonly string[]
  /** Steps that somebody acts in, in order: role and person. Own steps, and what the decider does with the 決裁, are listed in `skipped`. */
  readonly route: readonly string[]
  readonly skipped?: readonly string[]
}

/** D01–D10: real kinds of matters, with their routes as people who know the rules wrote them down. */
export const tenDocuments: readonly ExampleDocument[] = [
  {
    key: 'D01 条例案',
    drafter: 'u0112',
    on: '2026-05-11',
    item: 'A01',
    concurring: ['ZAI', 'JIN'],
    route: [
      'review u0111',
      'review u0110',
      'examine u0104',
      'concur u0114 | concur u0117',
      'review u0103',
      'review u0102',
      'review u0101',
      'review u0002',
      'decide u0001',
    ],
  },
  {
    key: 'D02 振興局の工事の起工',
    drafter: 'u0912',
    on: '2026-06-24',
    item: 'B02',
    amountYen: 92_400_000,
    concurring: ['TOB-SOM', 'DOR'],
    route: [
      'review u0911',
      'review u0910',
      'review u0909',
      'concur u0903 | concur u0703',
      'review u0902',
      'decide u0901',
    ],
  },
  {
    key: 'D03 補助金の交付決定',
    drafter: 'u0405',
    on: '2026-05-18',
    item: 'B04',
    amountYen: 8_400_000,
    concurring: [],
    route: ['review u0404', 'review u0403', 'decide u0402'],
  },
  {
    key: 'D04 賃貸借の一般競争入札',
    drafter: 'u0205',
    on: '2026-10-01',
    item: 'B03',
    amountYen: 186_000_000,
    concurring: ['ZAI', 'KAR'],
    route: [
      'review u0204',
      'review u0203',
      'concur u0114 | concur u0706',
      'review u0202',
      'review u0201',
      'review u0002',
      'decide u0001',
    ],
  },
  {
    key: 'D05 計画素案の意見募集',
    drafter: 'u0505',
    on: '2026-06-10',
    item: 'A03',
    concurring: ['ZAI', 'KHZ', 'NSN'],
    route: [
      'review u0504',
      'review u0503',
      'concur u0114 | concur u0303 | concur u0603',
      'review u0502',
      'decide u0501',
    ],
  },
  {
    key: 'D06 後援名義の使用承認',
    drafter: 'u0505',
    on: '2026-09-14',
    item: 'D01',
    concurring: [],
    route: ['review u0504', 'review u0503', 'decide u0501'],
  },
  {
    key: 'D07 公文書一部開示決定',
    drafter: 'u0405',
    on: '2026-06-02',
    item: 'C02',
    concurring: [],
    route: ['review u0404', 'review u0403', 'examine u0104', 'review u0402', 'decide u0401'],
  },
  {
    key: 'D08 振興局の測定結果の公表',
    drafter: 'u1005',
    on: '2026-08-03',
    item: 'D03',
    concurring: ['KHZ'],
    route: ['review u1004', 'concur u0303', 'decide u1003'],
  },
  {
    key: 'D09 会計年度任用職員の任用',
    drafter: 'u0118',
    on: '2026-07-21',
    item: 'E02',
    concurring: ['JIN'],
    route: ['decide u0117'],
    skipped: ['review u0118 self', 'concur u0117 merged'],
  },
  {
    key: 'D10 公文書の廃棄決定',
    drafter: 'u0107',
    on: '2026-06-15',
    item: 'F01',
    concurring: ['KYK'],
    route: ['review u0106', 'review u0105', 'concur u0119', 'decide u0104'],
  },
]
