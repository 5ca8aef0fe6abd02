import { test } from 'tap'
import type { LocalDate, UnitCode } from '../ids.ts'
import { type LegacyWorld, checkRecord } from './check-record.ts'
import { legacyColumns } from './columns.ts'
import { readLegacyDay, readLegacyYear } from './legacy-day.ts'
import { numberWritten } from './number-fit.ts'
import { type LegacyProblem, legacyCodes } from './problem.ts'
import { readLegacyTable } from './raw-record.ts'

const world: LegacyWorld = {
  today: '2026-05-11' as LocalDate,
  section: (word) => (word === 'BUN' || word === '文書課' ? ('BUN' as UnitCode) : undefined),
  hasPerson: (id) => ['u0104', 'u0106'].includes(id),
  hasClass: (code) => code === '111',
  retention: (word) => ({ R05: 'R05', '5年': 'R05' })[word],
  disclosure: (word) =>
    ({
      公開: { code: 'open', needsGround: false, needsUntil: false },
      時限非公開: { code: 'timed', needsGround: true, needsUntil: true },
    })[word],
  ground: (word) => (word === 'G1' ? 'G1' : undefined),
  secrecy: (word) =>
    ({
      秘: { code: 'secret', needsUntil: false, isElectronic: true },
      時限秘: { code: 'timed_secret', needsUntil: true, isElectronic: true },
      極秘: { code: 'top_secret', needsUntil: false, isElectronic: false },
    })[word],
  hasNumberKind: (kind) => kind === '起案番号',
}

const plain = {
  旧管理番号: 'A-1',
  件名: '文書管理の件',
  課: 'BUN',
  分類: '111',
  簿冊: '文書管理',
  保存期間: '5年',
  決裁日: '2019-04-03',
}

/** A table of rows by heading; the first says which columns there are, with what others add. */
function tableOf(...rows: readonly Readonly<Record<string, string>>[]): string[][] {
  const headings = [...new Set(rows.flatMap((it) => Object.keys(it)))]
  return [headings, ...rows.map((row) => headings.map((it) => row[it] ?? ''))]
}

function check(...rows: readonly Readonly<Record<string, string>>[]) {
  const [raw] = readLegacyTable(tableOf(...rows)).records
  if (raw === undefined) throw new Error('no record')
  return checkRecord(raw, world)
}

test('移行: a record as it is understood', async (t) => {
  const found = check(
    {
      ...plain,
      文書番号: '文書起第12号',
      番号の種類: '起案番号',
      起案日: '平成31年4月1日',
      施行日: 'R1.5.2',
      起案者: '髙橋　文子',
      起案者の職: '主事',
      起案者の職員番号: 'u0104',
      承認者: '係長 山田 太郎 2019-04-02；課長 佐藤花子',
      決裁者: '鈴木一郎',
      決裁者の職: '部長',
      満了時の措置: '廃棄',
      公開区分: '時限非公開',
      非公開の根拠: 'G1',
      公開の時期: '2030-04-01',
      秘密区分: '時限秘',
      秘の期限: '2027-03-31',
      閲覧者: 'u0104、u0106',
      ファイル: 'a\\2.pdf',
      ファイルの名前: '別紙',
      ファイルの順: '２',
    },
    { 旧管理番号: 'A-1', ファイル: 'a/1.docx', ファイルの順: '1', 'ファイルのSHA-256': 'AB'.repeat(32) },
  )
  t.match(found, {
    ok: true,
    value: {
      warnings: { length: 0 },
      record: {
        ...{ key: 'A-1', section: 'BUN', number: '文書起第12号', numberKind: '起案番号', retention: 'R05' },
        ...{
          draftedOn: '2019-04-01',
          decidedOn: '2019-04-03',
          issuedOn: '2019-05-02',
          completedOn: '2019-05-02',
        },
        drafter: { name: '髙橋　文子', title: '主事', on: '2019-04-01' },
        drafterId: 'u0104',
        approvers: [
          { title: '係長', name: '山田 太郎', on: '2019-04-02' },
          { title: '課長', name: '佐藤花子' },
        ],
        decider: { name: '鈴木一郎', title: '部長', on: '2019-04-03' },
        folder: {
          name: '文書管理',
          fiscalYear: 2019,
          classification: '111',
          owner: 'BUN',
          disposition: 'destroy',
        },
        disclosure: { class: 'timed', grounds: ['G1'], until: '2030-04-01' },
        ...{ secrecy: 'timed_secret', secretUntil: '2027-03-31T15:00:00.000Z', readers: ['u0104', 'u0106'] },
        files: [
          { path: 'a/1.docx', name: '1.docx', sha256: 'ab'.repeat(32) },
          { path: 'a/2.pdf', name: '別紙.pdf' },
        ],
      },
    },
  })
})

test('移行: everything wrong with a record is told, with its field', async (t) => {
  const bad: readonly (readonly [Readonly<Record<string, string>>, LegacyProblem])[] = [
    [{ 件名: '' }, { field: 'title', code: 'value_missing' }],
    [{ 件名: '件'.repeat(401) }, { field: 'title', code: 'too_long', value: '400' }],
    [{ 件名: '文\ufffd' }, { field: 'title', code: 'broken_character', value: '文\ufffd' }],
    [{ 件名: '文\ue000' }, { field: 'title', code: 'private_character', value: '文\ue000' }],
    [{ 決裁日: '2019-02-30' }, { field: 'decidedOn', code: 'bad_day', value: '2019-02-30' }],
    [{ 決裁日: '2026-05-12' }, { field: 'decidedOn', code: 'day_ahead', value: '2026-05-12' }],
    [{ 決裁日: '' }, { field: 'completedOn', code: 'no_completion' }],
    [
      { 起案日: '2019-05-01' },
      { field: 'decidedOn', code: 'days_out_of_order', value: '2019-05-01 / 2019-04-03' },
    ],
    [{ 簿冊の年度: '再来年' }, { field: 'folderYear', code: 'bad_year', value: '再来年' }],
    [{ 簿冊の年度: '2027' }, { field: 'folderYear', code: 'bad_year', value: '2027' }],
    [{ 課: '無い課' }, { field: 'section', code: 'unknown_section', value: '無い課' }],
    [{ 起案者の職員番号: 'x' }, { field: 'drafterEmployeeNo', code: 'unknown_person', value: 'x' }],
    [{ 起案者の職: '主事' }, { field: 'drafter', code: 'value_missing' }],
    [{ 承認者: '課長 佐藤 2019-13-01' }, { field: 'approvers', code: 'bad_day', value: '2019-13-01' }],
    [{ 分類: '1' }, { field: 'classification', code: 'unknown_class', value: '1' }],
    [{ 保存期間: '永年' }, { field: 'retention', code: 'unknown_retention', value: '永年' }],
    [{ 保存期間: '' }, { field: 'retention', code: 'value_missing' }],
    [{ 満了時の措置: '焼却' }, { field: 'disposition', code: 'unknown_disposition', value: '焼却' }],
    [{ 公開区分: '不明' }, { field: 'disclosure', code: 'unknown_disclosure', value: '不明' }],
    [
      { 公開区分: '時限非公開', 公開の時期: '2030-04-01' },
      { field: 'disclosureGrounds', code: 'ground_missing' },
    ],
    [
      { 公開区分: '時限非公開', 非公開の根拠: 'G1' },
      { field: 'disclosureUntil', code: 'until_missing' },
    ],
    [
      { 公開区分: '公開', 非公開の根拠: 'G9' },
      { field: 'disclosureGrounds', code: 'unknown_ground', value: 'G9' },
    ],
    [{ 秘密区分: '部外秘' }, { field: 'secrecy', code: 'unknown_secrecy', value: '部外秘' }],
    [
      { 秘密区分: '極秘', 閲覧者: 'u0104' },
      { field: 'secrecy', code: 'secret_on_paper_only', value: '極秘' },
    ],
    [
      { 秘密区分: '時限秘', 閲覧者: 'u0104' },
      { field: 'secretUntil', code: 'secret_until_missing' },
    ],
    [{ 秘密区分: '秘' }, { field: 'readers', code: 'readers_missing' }],
    [
      { 秘密区分: '秘', 閲覧者: 'u9' },
      { field: 'readers', code: 'unknown_person', value: 'u9' },
    ],
    [
      { 番号の種類: '謎番号', 文書番号: '1' },
      { field: 'numberKind', code: 'unknown_number_kind', value: '謎番号' },
    ],
    [{ 番号の種類: '起案番号' }, { field: 'number', code: 'value_missing' }],
    [{ ファイルの名前: '別紙' }, { field: 'filePath', code: 'value_missing' }],
    [{ ファイル: '../etc/passwd' }, { field: 'filePath', code: 'bad_path', value: '../etc/passwd' }],
    [{ ファイル: '/etc/passwd' }, { field: 'filePath', code: 'bad_path', value: '/etc/passwd' }],
    [{ ファイル: 'C:\\a.pdf' }, { field: 'filePath', code: 'bad_path', value: 'C:\\a.pdf' }],
    [
      { ファイル: 'a.pdf', ファイルの順: '一' },
      { field: 'fileOrder', code: 'bad_order', value: '一' },
    ],
    [
      { ファイル: 'a.pdf', 'ファイルのSHA-256': 'zz' },
      { field: 'fileSha256', code: 'bad_sha256', value: 'zz' },
    ],
  ]
  for (const [cells, problem] of bad) {
    const found = check({ ...plain, ...cells })
    const told = found.ok ? found.value.warnings : found.error
    t.strictSame(told, [problem], JSON.stringify(cells).slice(0, 80))
  }
  const twice = check({ ...plain, ファイル: 'a.pdf' }, { ...plain, ファイル: './a.pdf', 件名: '別の件' })
  t.strictSame(twice.ok ? [] : twice.error, [
    { field: 'title', code: 'rows_differ' },
    { field: 'filePath', code: 'file_twice', value: './a.pdf' },
  ])
})

test('移行: a table that cannot be read is told as a whole; what the importer wrote beside it is read over', (t) => {
  const { 保存期間: _retention, ...without } = plain
  t.strictSame(readLegacyTable(tableOf({ ...without, 備考: '' })), {
    records: [],
    problems: [
      { code: 'column_unknown', value: '備考' },
      { field: 'retention', code: 'column_missing' },
    ],
  })
  const { records, problems } = readLegacyTable([
    ...tableOf({ '※行': '2', '※理由': '直す', ...plain }),
    ['', '', ''],
    ['', '', '', '鍵のない件'],
  ])
  t.strictSame(problems, [])
  t.strictSame(
    records.map(({ line, key }) => [line, key]),
    [
      [2, 'A-1'],
      [4, ''],
    ],
  )
  t.strictSame(Object.keys(records[0]?.rows[0] ?? {}), Object.keys(plain))
  t.equal(checkRecord(records[1]!, world).ok, false)
  t.end()
})

test('移行: days and 年度 as old lists write them', async (t) => {
  for (const [text, day] of [
    ['2019-04-03', '2019-04-03'],
    ['2019/4/3', '2019-04-03'],
    ['２０１９年４月３日', '2019-04-03'],
    ['20190403', '2019-04-03'],
    ['平成31年4月3日', '2019-04-03'],
    ['令和元年5月1日', '2019-05-01'],
    ['H31.4.3', '2019-04-03'],
    ['s63-12-31', '1988-12-31'],
    ['R8.2.30', undefined],
    ['令和0年1月1日', undefined],
    ['昨日', undefined],
  ] as const)
    t.equal(readLegacyDay(text), day, text)
  for (const [text, year] of [
    ['2019', 2019],
    ['平成31年度', 2019],
    ['令和元', 2019],
    ['R8', 2026],
    ['８年', undefined],
  ] as const)
    t.equal(readLegacyYear(text), year, text)
})

test('移行: a number is of a book only when the book would write it so (R-19)', async (t) => {
  const write = (number: number): string => `文書起第${number}号`
  t.equal(numberWritten('文書起第12号', write), 12)
  t.equal(numberWritten('文書起第１２号', write), 12)
  t.equal(numberWritten('令和元年文書起第12号', write), undefined)
  t.equal(numberWritten('文書起第012号', write), undefined)
  t.equal(
    numberWritten('R2文書第2号', (it) => `R2文書第${it}号`),
    2,
  )
})

test('移行: no heading and no code stands for two things', async (t) => {
  const words = legacyColumns.flatMap((it) => [it.name, it.heading])
  t.equal(new Set(words).size, words.length)
  t.equal(new Set(legacyCodes).size, legacyCodes.length)
})
