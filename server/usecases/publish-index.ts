import { type DisclosureClass, classOn } from '../domain/disclosing/class-on.ts'
import { type PersonId, localDateOf, startOf } from '../domain/ids.ts'
import { firstDayOf } from '../domain/numbering/fiscal-year.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { loadReference } from '../store/reference.ts'
import { listPublished } from '../store/publication.ts'
import { findBodyName } from '../store/stamped-pdfs.ts'
import { type DisclosureProblem, handlesDisclosure } from './disclosure-deps.ts'
import type { MayReadDeps } from './may-read.ts'
import { publicationPage } from './publication-page.ts'
import { readerOf } from './who-is.ts'

const head = [
  ...['作成年度', '所管部署', '文書番号', '件名', '決裁日', '宛先', '簿冊', '文書分類', '保存期間'],
  ...['公開区分', '公開しない根拠', '公開しない期日'],
]

/** What stands for the 件名 of a case that is not disclosed. */
const untold = '（件名は公開していません）'

type Asked = { readonly by: PersonId; readonly fiscalYear: number }
type Rows = readonly (readonly string[])[]

/** 公文書目録 as the table of a CSV. */
export async function publicationTable(
  deps: MayReadDeps,
  asked: Asked,
): Promise<Result<Rows, DisclosureProblem>> {
  const rows = await publicationRows(deps, asked)
  return rows.ok ? yes([head, ...rows.value.map((row) => row.map(asWords))]) : rows
}

/** 公文書目録 as a page for the web site of the body: one file, without a script, for whoever reads it by eye or by ear. */
export async function publicationHtml(
  deps: MayReadDeps,
  asked: Asked,
): Promise<Result<string, DisclosureProblem>> {
  const [rows, body] = await Promise.all([publicationRows(deps, asked), findBodyName(deps.db)])
  if (!rows.ok) return rows
  const { fiscalYear } = asked
  return yes(publicationPage({ head, rows: rows.value, body, fiscalYear, madeOn: localDateOf(deps.now()) }))
}

/**
 * 公文書目録 for the web site: the decided cases of a fiscal year that are no 秘, each with its 公開区分 as it is today;
 * what was closed for a time is open from its day on. The 件名 of what is not disclosed is not told.
 */
async function publicationRows(
  deps: MayReadDeps,
  { by, fiscalYear }: Asked,
): Promise<Result<Rows, DisclosureProblem>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const reader = readerOf(organisation, by, at)
  if (!handlesDisclosure(reader) && !reader.roles.includes('records_manager'))
    return no({ code: 'disclosure_not_yours' })
  const [cases, reference] = await Promise.all([
    listPublished(deps.db, {
      from: startOf(firstDayOf(fiscalYear)),
      to: startOf(firstDayOf(fiscalYear + 1)),
      at,
    }),
    loadReference(deps.db, fiscalYear),
  ])
  const today = localDateOf(at)
  const className = (code: string) => reference.disclosureClasses.find((it) => it.code === code)?.name ?? code
  const groundName = (code: string) => {
    const found = reference.disclosureGrounds.find((it) => it.code === code)
    return found === undefined ? code : `${found.article} ${found.name}`.trim()
  }
  const rows = cases.map((it) => {
    const now: DisclosureClass = classOn(it.disclosure, today)
    const isTold = now.class === 'open' || now.class === 'partial'
    return [
      ...[String(it.folderYear ?? fiscalYear), organisation.units.get(it.section)?.name ?? it.section],
      ...[it.number ?? '', isTold ? it.title : untold, localDateOf(it.decidedAt)],
      ...[isTold ? (it.addressee ?? '') : '', it.folder ?? '', it.classification ?? '', it.retention ?? ''],
      ...[className(now.class), now.grounds.map(groundName).join('、'), now.until ?? ''],
    ]
  })
  return yes(rows)
}

/** A cell that a spreadsheet would take for a formula, as words: strangers open this file. */
function asWords(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}
