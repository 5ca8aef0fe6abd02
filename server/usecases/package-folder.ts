import type { LocalDate, Instant, Sha256 } from '../domain/ids.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import { canonicalJson } from '../domain/audit/canonical-json.ts'
import { recordEventOf } from '../domain/audit/record-chain.ts'
import { pathOf } from '../domain/records/classification.ts'
import type { FolderEvent } from '../domain/records/folder.ts'
import { folderTerm } from '../domain/records/folder-term.ts'
import { type PackagedCase, type PackagedFolder, uriOf } from '../domain/records/transfer/packaged.ts'
import { yearsByCode } from '../store/classifications.ts'
import { type StoredFolder, listFiledCases } from '../store/folders.ts'
import { findRecord } from '../store/record-log.ts'
import { findBodyName } from '../store/stamped-pdfs.ts'
import { escapeHtml } from './escape-html.ts'
import { partText } from './folder-history.ts'
import { type FolderDeps, folderWorld } from './folder-keeping.ts'

/** The 簿冊 of a package: its facts, and its own chain as texts by their paths. */
export type FolderPart = {
  readonly folder: PackagedFolder
  readonly chain: readonly (readonly [path: string, text: string])[]
}

/** A 簿冊 as its package describes it. Of its chain everything but the packages that were made last: they are of this state. */
export async function packagedFolder(
  deps: FolderDeps,
  { id, folder }: StoredFolder,
  { contents, asOf }: { readonly contents: Sha256; readonly asOf: Instant },
): Promise<FolderPart> {
  const world = await folderWorld(deps, deps.db)
  const filed = (await listFiledCases(deps.db, [id])).get(id) ?? []
  // As it was decided upon: the same whenever it is made.
  const decidedOn = folder.disposalDecision?.on ?? ('' as LocalDate)
  const term = folderTerm(folder, filed, yearsByCode(world.periods), decidedOn)
  const record = await findRecord(deps.db, { kind: 'folder', id })
  const links = [...(record?.links ?? [])]
  while (
    (recordEventOf(links.at(-1) ?? { body: '{"event":{}}' }) as FolderEvent).type === 'transfer_packaged'
  )
    links.pop()
  const last = links.at(-1)
  const lastAt = last === undefined ? asOf : recordEventOf(last).at
  const { owner, appraisal } = folder
  return {
    folder: {
      ...{ id, code: folder.code, name: folder.name, fiscalYear: folder.fiscalYear, contents },
      path: pathOf(world.scheme, folder.classification),
      owner: owner === undefined ? '庁内共通' : (world.organisation.units.get(owner)?.name ?? owner),
      retention: world.periods.find((it) => it.code === folder.retention)?.name ?? folder.retention,
      ...(term.kind === 'dated' ? { startsOn: term.startsOn, endsOn: term.endsOn } : {}),
      appraisal: appraisal === undefined ? '' : `${appraisal.reason}（${longWareki(appraisal.on)}）`,
      decidedOn: decidedOn === '' ? '' : longWareki(decidedOn),
      parts: folder.parts.map(partText),
      body: await findBodyName(deps.db),
      asOf: asOf > lastAt ? asOf : lastAt,
    },
    chain: [
      ...links.map((it) => [`events/${String(it.seq).padStart(6, '0')}.json`, it.body] as const),
      ['chain.json', canonicalJson({ folder: id, head: last?.hash ?? '', seq: last?.seq ?? 0 })],
    ],
  }
}

/** 目録 of a package: one line a case. */
export function indexRows(cases: readonly PackagedCase[]): readonly (readonly string[])[] {
  return [
    [
      '番号',
      '件名',
      '文書番号',
      '主務課',
      '起案者',
      '起案日時',
      '決裁者',
      '決裁日時',
      '状態',
      '保存期間',
      '公開区分',
      'ファイル数',
      '場所',
    ],
    ...cases.map((it, at) => [
      ...[String(at + 1), it.title, it.number, it.section, ...peopleOf(it), it.statusName],
      ...[it.retention, it.disclosure.name],
      ...[String(it.files.length), `data/${it.folder}/`],
    ]),
  ]
}

/** 起案者, when, 決裁者, when; of what was brought in the word of the old system, marked as that. */
function peopleOf({ drafter, submittedAt, decider, decidedAt, asserted }: PackagedCase): readonly string[] {
  if (asserted === undefined) return [drafter, submittedAt ?? '', decider, decidedAt ?? '']
  const said = (it: string): string => (it === '' ? '' : `${it}（旧システムの記載）`)
  return [asserted.drafter, asserted.draftedOn, asserted.decider, asserted.decidedOn].map(said)
}

const useNames = {
  original: '原本',
  issued: '施行文書',
  pdfa: 'PDF/A',
  rendition: 'PDF',
  record: '',
  index: '',
}

/** The page somebody opens first who has nothing but the package. */
export function indexPage(folder: PackagedFolder, cases: readonly PackagedCase[]): string {
  const facts = [
    ['簿冊番号', folder.code],
    ['年度', String(folder.fiscalYear)],
    ['分類', folder.path],
    ['所管', folder.owner],
    [
      '保存期間',
      `${folder.retention}${folder.endsOn === undefined ? '' : `（満了日 ${longWareki(folder.endsOn)}）`}`,
    ],
    ['評価選別', folder.appraisal],
    ['引渡しの決定', folder.decidedOn],
    ['電子以外の記録', folder.parts.length === 0 ? 'なし' : folder.parts.join('、')],
    ['引き渡す機関', folder.body],
  ]
  const files = (one: PackagedCase): string =>
    one.files
      .filter((it) => useNames[it.use] !== '')
      .map(
        (it) =>
          `<li><a href="${escapeHtml(uriOf(it.path))}">${escapeHtml(it.path.split('/').at(-1) ?? '')}</a> ${useNames[it.use]}・${escapeHtml(it.format)}${it.note === undefined ? '' : `（${escapeHtml(it.note)}）`}</li>`,
      )
      .join('')
  const caseOf = (one: PackagedCase, at: number): string => `<section>
<h2>${at + 1}　${escapeHtml(one.title)}</h2>
<p>${escapeHtml([one.number, one.section, one.statusName, peopleOf(one)[2] ?? ''].filter((it) => it !== '').join('　'))}</p>
<ul>${files(one)}</ul>
</section>`
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(folder.name)}</title>
<style>body{font:16px/1.7 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:9rem 1fr}dd{margin:0}h2{font-size:1.05rem;border-top:1px solid #999;padding-top:1rem}</style></head>
<body><h1>${escapeHtml(folder.name)}</h1>
<dl>${facts.map(([label = '', value = '']) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>
<p>目録は <a href="index.csv">index.csv</a>、記述メタデータは <a href="metadata/mets.xml">metadata/mets.xml</a>、各文書の保存メタデータは cases/ の premis.xml です。
決裁された文書の証拠は「node verify.mjs cases/0001/bundle」のように確かめられます。</p>
${cases.map(caseOf).join('\n')}
</body></html>
`
}
