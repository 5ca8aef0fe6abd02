import { headingOf, legacyColumns, ownHeading } from '../domain/legacy/columns.ts'
import type { LegacyProblem } from '../domain/legacy/problem.ts'
import type { LegacyReject } from '../store/legacy-imports.ts'

type Words = { readonly reason: string; readonly todo: string }

/** What each problem says, and what to do about it: the table of docs/operations/legacy-import.md. */
export const legacyWords: Readonly<Record<LegacyProblem['code'], Words>> = {
  column_missing: { reason: '必要な列がありません', todo: 'この見出しの列を加えてください。' },
  column_unknown: { reason: '知らない列です', todo: '見出しを表のとおりに直すか、列を除いてください。' },
  not_json: { reason: 'JSONとして読めません', todo: '書き方を直してください。' },
  wrong_shape: { reason: '値の形が違います', todo: '表にある形に直してください。' },
  value_missing: { reason: '値がありません', todo: '値を入れてください。' },
  too_long: { reason: '長すぎます（上限の文字数は値のとおり）', todo: '短くしてください。' },
  broken_character: {
    reason: '読めない文字があります',
    todo: '元の文字を確かめ、UTF-8で保存し直してください。',
  },
  rows_differ: {
    reason: '同じ旧管理番号の行で値が違います',
    todo: '最初の行に合わせるか、空にしてください。',
  },
  key_twice: { reason: '同じ旧管理番号がもう一度あります', todo: '一つにまとめるか、番号を分けてください。' },
  bad_day: { reason: '日付として読めません', todo: '2019-04-03、平成31年4月3日のように書いてください。' },
  day_ahead: { reason: '先の日付です', todo: '今日までの日付にしてください。' },
  bad_year: { reason: '年度として読めないか、先の年度です', todo: '2019、平成31のように書いてください。' },
  no_completion: {
    reason: '完結日・施行日・決裁日のどれもありません',
    todo: '保存期間を数える日を、完結日に入れてください。',
  },
  unknown_section: {
    reason: '課が組織にないか、同じ名前が二つ以上あります',
    todo: 'いま所管する課の所属コードを入れてください。',
  },
  unknown_person: { reason: '職員名簿にない職員番号です', todo: '職員番号を直すか、空にしてください。' },
  unknown_class: {
    reason: '文書分類表にないか、簿冊を置く分類ではありません',
    todo: 'いちばん下の分類のコードを入れてください。',
  },
  unknown_retention: { reason: '知らない保存期間です', todo: '保存期間のコードか名称を入れてください。' },
  unknown_disposition: { reason: '知らない措置です', todo: '引渡し、廃棄、選別のどれかにしてください。' },
  disposition_differs: {
    reason: '同じ簿冊の満了時の措置と違います',
    todo: '簿冊に合わせるか、空にするか、別の簿冊にしてください。',
  },
  folder_closed: {
    reason: '簿冊が廃棄・統合・評価選別を終えていて、文書を加えられません',
    todo: '別の名称の簿冊にしてください。',
  },
  unknown_disclosure: { reason: '知らない公開区分です', todo: '公開区分のコードか名称を入れてください。' },
  unknown_ground: { reason: '知らない非公開の根拠です', todo: '根拠のコードか名称を入れてください。' },
  ground_missing: { reason: 'この公開区分には根拠が要ります', todo: '非公開の根拠を入れてください。' },
  until_missing: { reason: 'この公開区分には公開の時期が要ります', todo: '公開の時期を入れてください。' },
  unknown_secrecy: { reason: '知らない秘密区分です', todo: '秘密区分のコードか名称を入れてください。' },
  secret_on_paper_only: {
    reason: 'この秘密区分の文書は電子では扱いません',
    todo: '紙で管理し、この行を除いてください。',
  },
  secret_until_missing: { reason: 'この秘密区分には期限が要ります', todo: '秘の期限を入れてください。' },
  readers_missing: {
    reason: '秘の文書を読める人がいません',
    todo: '閲覧者に、読める人の職員番号を入れてください。',
  },
  unknown_number_kind: { reason: '知らない番号の種類です', todo: '番号の種類を直すか、空にしてください。' },
  bad_sha256: { reason: 'SHA-256ではありません', todo: '16進64文字にするか、空にしてください。' },
  bad_path: {
    reason: 'ファイルの場所が、フォルダの中を指していません',
    todo: 'フォルダから見た場所を、..や先頭の/を使わずに書いてください。',
  },
  bad_file_name: { reason: 'ファイルの名前として使えません', todo: 'ファイルの名前を直してください。' },
  bad_order: { reason: 'ファイルの順が整数ではありません', todo: '1、2、3のように書いてください。' },
  file_twice: { reason: '同じファイルが二度あります', todo: '一つを除いてください。' },
  file_missing: { reason: 'ファイルがありません', todo: '場所を確かめ、ファイルを置いてください。' },
  file_empty: { reason: '空のファイルです', todo: '元のファイルを確かめるか、除いてください。' },
  file_too_large: { reason: 'ファイルが大きすぎます', todo: '分けるか、小さくしてください。' },
  file_dangerous: { reason: '開くと極端に大きくなるファイルです', todo: '元のファイルを確かめてください。' },
  file_differs: {
    reason: 'ファイルの中身が、書かれたSHA-256と違います（値は場所と実際のSHA-256）',
    todo: '旧システムから取り出し直してください。',
  },
  record_changed: {
    reason: 'この旧管理番号は取込み済みで、そのときと内容が違います',
    todo: '取り込んだ文書は変えられません。誤りなら前の内容に戻し、別の文書なら番号を分けてください。',
  },
  private_character: {
    reason: '外字があります。ほかの環境では別の字に見えることがあります',
    todo: '取込みのあと、表示を確かめてください。',
  },
  days_out_of_order: {
    reason: '起案日・決裁日・施行日の順が合いません',
    todo: 'そのまま取り込みます。誤りなら直してください。',
  },
  number_does_not_fit: {
    reason: '番号の種類の書き方と合わないため、番号簿には記録しません',
    todo: '番号は文書に残り、検索できます。書き方の違いなら番号簿の書式を確かめてください。',
  },
  number_taken: {
    reason: '番号簿で使用・欠番・予約になっているため、番号簿には記録しません',
    todo: '番号は文書に残ります。どちらの番号が正しいか確かめてください。',
  },
  number_book_in_use: {
    reason: 'この年の番号簿はすでにここで付番していて、先の番号は記録しません',
    todo: '番号は文書に残ります。付番の重なりがないか確かめてください。',
  },
}

/** A problem as people read it. */
function problemView({
  field,
  code,
  value,
}: LegacyProblem): Words & { readonly heading?: string; readonly value?: string } {
  return {
    ...(field === undefined ? {} : { heading: headingOf(field) }),
    ...(value === undefined ? {} : { value }),
    ...legacyWords[code],
  }
}

/** A problem in a line: 決裁日「2019-13-01」：日付として読めません。…. */
export function problemLine(problem: LegacyProblem): string {
  const { heading, value, reason, todo } = problemView(problem)
  const shown = value === undefined || value === '' ? '' : `「${value}」`
  return `${heading ?? ''}${shown}${heading === undefined && shown === '' ? '' : '：'}${reason}。${todo}`
}

const added = ['行', '項目', '理由', 'すること'].map((it) => `${ownHeading}${it}`)

/**
 * What was not taken as a CSV: its rows as they came, and beside them what is wrong. Put right and fed back, the columns that say
 * so are read over.
 */
export function rejectTable(rejects: readonly LegacyReject[]): readonly (readonly string[])[] {
  const isKnown = (heading: string): boolean => legacyColumns.some((it) => it.heading === heading)
  const used = new Set(rejects.flatMap((it) => it.rows.flatMap((row) => Object.keys(row))))
  // A manifest may be in the English names: its headings stay as they were.
  const english = legacyColumns.map((it) => it.name).filter((it) => used.has(it))
  const columns = [
    ...legacyColumns.map((it) => it.heading).filter((it) => used.has(it) || isRequired(it, english)),
    ...english,
    ...[...used].filter((it) => !isKnown(it) && !english.some((one) => one === it)),
  ]
  const body = rejects.flatMap(({ line, problems, rows }) => {
    const views = problems.map(problemView)
    const told = [
      String(line),
      views.map((it) => it.heading ?? '').join('\n'),
      views.map((it) => `${it.reason}${it.value === undefined ? '' : `（${it.value}）`}`).join('\n'),
      views.map((it) => it.todo).join('\n'),
    ]
    return rows.map((row, index) => [
      ...(index === 0 ? told : added.map(() => '')),
      ...columns.map((it) => row[it] ?? ''),
    ])
  })
  return [[...added, ...columns], ...body]
}

/** Columns without which nothing is read stand in the table even when no row has them. */
function isRequired(heading: string, english: readonly string[]): boolean {
  const column = legacyColumns.find((it) => it.heading === heading)
  return column !== undefined && 'isRequired' in column && !english.some((it) => it === column.name)
}
